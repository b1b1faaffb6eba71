"""Feed: what fits one subscription, for a feed reader."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from notifier.feeds import atom
from notifier.feeds.own import feed_of
from web.feeds import answered
from web.going import going_now
from web.imprint import imprint_of
from web.site import ThisSite

router = APIRouter()


@router.get("/abo/feed/{feed_key}/atom.xml")
def feed(feed_key: str, request: Request, site: ThisSite) -> Response:
    """Return the feed of a subscription; its address is all that a reader needs to know."""
    imprint = imprint_of(site)
    return answered(
        request,
        site,
        feed_key,
        atom.MEDIA_TYPE,
        lambda session, asked, version: feed_of(
            session,
            imprint,
            asked,
            going_now(request, session, imprint, site.today()),
            version.since_at,
        ),
    )
