"""Sitemap: every public page of ours for search engines, and what is nobody's business."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import PlainTextResponse, Response, StreamingResponse

from db.engine import reading
from db.local_date import BERLIN
from db.queries.sitemap import shown_count, shown_entries
from web.conditional import UNLESS_SEEN
from web.navigation import EVERYBODY, FOOT, named_pages
from web.site import Number, Site, ThisSite

router = APIRouter()

# https://www.sitemaps.org/protocol.html: 50,000 in one file, which in the first are our pages, too.
IN_A_FILE = 49_900
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
MEDIA_TYPE = "application/xml"
# A star is any letters (RFC 9309); a bare question mark at the end some programs leave out.
# What is for one reader, for the desk, or made anew for each combination of filters.
PRIVATE = (
    *("/abo/", "/abonnieren/", "/anmelden", "/abmelden", "/konto", "/konten", "/arbeitsplatz"),
    *("/fragen", "/eintraege", "/hinweise", "/quellen", "/auftraege", "/ausgabe", "/ausgaben"),
    *("/post", "/gesperrt", "/lesegute", "/abonnements", "/protokoll", "/kopien", "/seiten"),
    *("/filter", "/auswahl", "/verteiler/", "/metrics", "/health", "/hinweis"),
    *("/foerderungen?*", "/foerderungen.", "/abdeckung?*", "/passt-zu-uns?*", "/vergleich?*"),
    *("/foerderungen/*?", "/kalender?*", "/api/", "/common-grants/"),
)


@router.get("/robots.txt")
def robots(site: ThisSite) -> PlainTextResponse:
    """Say what search engines need not look at; it is for courtesy and keeps nobody out."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE)]
    if base := site.base_url.rstrip("/"):
        lines += ["", f"Sitemap: {base}/sitemap.xml"]
    return PlainTextResponse("\n".join(lines) + "\n")


@router.get("/sitemap.xml", dependencies=[UNLESS_SEEN])
def sitemap(request: Request, site: ThisSite) -> Response:
    """Name every public page; where they are too many for one file, name the files."""
    base = _base(request, site)
    with reading(site.engine) as session:
        files = -(-shown_count(session) // IN_A_FILE)
    if files <= 1:
        return StreamingResponse(_urls(site, base, 1, _paths(request)), media_type=MEDIA_TYPE)
    named = "".join(
        f"<sitemap><loc>{base}/sitemap-{number}.xml</loc></sitemap>\n"
        for number in range(1, files + 1)
    )
    text = f'{HEAD}<sitemapindex xmlns="{SPACE}">\n{named}</sitemapindex>\n'
    return Response(text, media_type=MEDIA_TYPE)


@router.get("/sitemap-{number}.xml", dependencies=[UNLESS_SEEN])
def sitemap_file(number: Number, request: Request, site: ThisSite) -> Response:
    """Name some of the entries; the first file names the other pages, too."""
    with reading(site.engine) as session:
        files = max(-(-shown_count(session) // IN_A_FILE), 1)
    if number > files:
        raise HTTPException(404)
    paths = _paths(request) if number == 1 else []
    return StreamingResponse(
        _urls(site, _base(request, site), number, paths), media_type=MEDIA_TYPE
    )


def _base(request: Request, site: Site) -> str:
    return (site.base_url or str(request.base_url)).rstrip("/")


def _paths(request: Request) -> list[str]:
    """Return the public pages that every reader is led to."""
    known = request.app.state.rules
    named = dict.fromkeys((*named_pages(EVERYBODY), *named_pages(FOOT)))
    return [path for path in named if path in known]


def _urls(site: Site, base: str, number: int, paths: list[str]) -> Iterator[str]:
    """Yield a file piece by piece: a path of ours needs no escaping, and nothing else is in it."""
    yield f'{HEAD}<urlset xmlns="{SPACE}">\n'
    for path in paths:
        yield f"<url><loc>{base}{path}</loc></url>\n"
    with reading(site.engine) as session:
        for some in shown_entries(session, IN_A_FILE, (number - 1) * IN_A_FILE):
            yield "".join(
                f"<url><loc>{base}/foerderungen/{id}</loc>"
                f"<lastmod>{made_at.astimezone(BERLIN).isoformat(timespec='seconds')}</lastmod>"
                "</url>\n"
                for id, made_at in some
            )
    yield "</urlset>\n"
