"""Reading quality for the desk: the public figures, and the answers as annotated texts."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from db.engine import reading
from db.queries.reading_quality import quality
from db.vocabulary import Role
from pipeline.desk.annotations import answered, as_jsonl
from web.doors.people import Only
from web.forest import bars, scale
from web.pages import ThesePages
from web.site import Site, ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF).here])


@router.get("/lesegute")
def reading_quality(site: ThisSite, pages: ThesePages) -> str:
    """Show how well we read, how many sampled questions wait, and where the answers are."""
    with reading(site.engine) as session:
        found = quality(session, site.now())
    return pages.render("desk/reading_quality.html", found=found, bars=bars, scale=scale())


@router.get("/lesegute/annotationen.jsonl")
def annotated(site: ThisSite) -> StreamingResponse:
    """Send every answer about a claim as an annotated text."""
    headers = {"Content-Disposition": 'attachment; filename="annotationen.jsonl"'}
    return StreamingResponse(lines(site), media_type="application/jsonl", headers=headers)


def lines(site: Site) -> Iterator[bytes]:
    """Yield the file while it is sent, from a session of its own."""
    with reading(site.engine) as session:
        yield from as_jsonl(answered(session))
