"""Entry calendar: the days of one entry that lie ahead, for any calendar program."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from db.engine import reading
from db.queries import listing
from notifier.feeds import calendar
from web.conditional import UNLESS_SEEN
from web.site import Number, ThisSite
from web.wording import source_title

router = APIRouter()


# Found before the page of an entry, whose path would take the ending for a part of the number.
@router.get("/foerderungen/{number}.ics", dependencies=[UNLESS_SEEN])
def entry_calendar(number: Number, site: ThisSite) -> Response:
    """Return the deadlines and events of an entry."""
    with reading(site.engine) as session:
        listed = listing.listed(session, number)
        revisions = listing.revisions_of(session, number)
    if listed is None or not calendar.has_days(listed.values):
        raise HTTPException(404, "Dieser Eintrag nennt keinen Tag.")
    base = site.base_url.rstrip("/")
    dated = calendar.Dated(
        identity=f"{listed.source}\n{listed.key}",
        values=listed.values,
        source=source_title(listed.source, site.sources),
        changed_at=revisions[0].made_at,
        changes=len(revisions) - 1,
        page=f"{base}/foerderungen/{number}" if base else "",
    )
    return Response(
        calendar.written(calendar.appointments(dated, site.today())),
        media_type=calendar.MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="foerderung-{number}.ics"'},
    )
