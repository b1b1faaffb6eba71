"""Calendar: the deadlines and events of what fits one subscription, for a calendar program."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from notifier.feeds import calendar
from notifier.feeds.own import calendar_of
from web.feeds import answered
from web.going import going_now
from web.imprint import imprint_of
from web.site import ThisSite

router = APIRouter()


@router.get("/abo/feed/{feed_key}/kalender.ics")
def own_calendar(feed_key: str, request: Request, site: ThisSite) -> Response:
    """Return the calendar of a subscription; its address is all that a program needs to know."""
    imprint = imprint_of(site)
    return answered(
        request,
        site,
        feed_key,
        calendar.MEDIA_TYPE,
        lambda session, asked, _version: calendar_of(
            session, imprint, asked, going_now(request, session, imprint, site.today())
        ),
    )
