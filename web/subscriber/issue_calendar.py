"""Issue calendar: the days of one entry of an issue, for any calendar program."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from db.engine import reading
from notifier.feeds import calendar
from notifier.feeds.own import dated
from notifier.mail.links import ISSUE
from notifier.past_issue import entry_of_issue
from notifier.subscribing.remember import LEAD_DAYS
from web.doors.signed import links_of, token_behind
from web.imprint import imprint_of
from web.site import Number, ThisSite

router = APIRouter()


@router.get("/abo/ausgabe/{issue_link}/termin/{number}.ics")
def issue_calendar(issue_link: str, number: Number, site: ThisSite) -> Response:
    """Return the days of an entry as they stand today: a wrong day is worse than an old mail."""
    token, _, key = token_behind(site, ISSUE, issue_link).partition(" ")
    with reading(site.engine) as session:
        standing = entry_of_issue(session, imprint_of(site), token, key, number)
    if standing is None or not calendar.has_days(standing.news.values):
        raise HTTPException(404, "Dieser Eintrag nennt keinen Tag.")
    base = links_of(site).base_url.rstrip("/")
    entries = calendar.appointments(dated(standing, base, LEAD_DAYS), site.today(), past=True)
    return Response(
        calendar.written(entries),
        media_type=calendar.MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="termin-{number}.ics"'},
    )
