"""Open data: what may be taken from here and how, for people and as a catalogue for portals."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from db.engine import reading
from db.queries.holdings import holdings
from web.conditional import UNLESS_SEEN
from web.doors.pace import AtPace, Rate
from web.exports import Format, format_named, format_names
from web.licences import licence_of
from web.pages import ThesePages
from web.site import ThisSite
from web.table import COLUMNS

PACE = Rate(burst=20, every=timedelta(seconds=3))
# How a catalogue is written: by its ending the name that rdflib has for it, and the media type.
NOTATIONS = {
    "ttl": ("turtle", "text/turtle; charset=utf-8"),
    "rdf": ("pretty-xml", "application/rdf+xml"),
    "jsonld": ("json-ld", "application/ld+json"),
}
_FIRST = ("xlsx", "csv", "ics", "atom", "json", "jsonl")

router = APIRouter()


@router.get("/daten", dependencies=[UNLESS_SEEN])
def open_data(site: ThisSite, pages: ThesePages) -> str:
    """Explain the files, their columns and whose words they are."""
    with reading(site.engine) as session:
        held = holdings(session)
    return pages.render(
        "public/open_data.html",
        formats=_formats(),
        columns=COLUMNS,
        held={slug: site.sources[slug] for slug in held if slug in site.sources},
        counts={slug: holding.count for slug, holding in held.items()},
        licence=licence_of,
        notations=list(NOTATIONS),
        base_url=site.base_url.rstrip("/"),
    )


@router.get(
    "/daten/katalog.{notation}",
    response_class=Response,
    dependencies=[UNLESS_SEEN, AtPace("katalog", PACE).here],
)
def data_catalogue(site: ThisSite, notation: str) -> Response:
    """Answer with the catalogue as DCAT-AP.de describes it."""
    if notation not in NOTATIONS:
        raise HTTPException(404, "In dieser Form gibt es den Katalog nicht.")
    # Costly to import, and seldom asked for.
    from web.catalogue import Offer, catalogue

    with reading(site.engine) as session:
        held = holdings(session)
    who, mail = site.contact
    found = catalogue(
        Offer(
            base_url=site.base_url,
            publisher=who or "Landbote",
            mail=mail,
            sources=site.sources,
            held=held,
            formats=_formats(),
            today=site.today(),
            contributor=site.contributor,
        )
    )
    name, media_type = NOTATIONS[notation]
    return Response(found.serialize(format=name, encoding="utf-8"), media_type=media_type)


def _formats() -> list[Format]:
    """Return the formats, those for people first; one that is new comes last."""
    names = [*_FIRST, *(name for name in format_names() if name not in _FIRST)]
    return [format_named(name) for name in names]
