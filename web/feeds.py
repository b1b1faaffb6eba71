"""Feeds: how a program that looks by itself is answered, and told that nothing is new."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import HTTPException, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from db.engine import reading
from db.subscribers import Subscription
from notifier.feeds.own import Version, subscription_with, version_of
from web.conditional import has_it, http_date
from web.site import Site

NO_FEED = "Diesen Feed gibt es nicht, oder seine Adresse wurde zurückgezogen."
_PRIVATE = "private, no-cache"  # only the reader's own program keeps it, and asks each time


def answered(
    request: Request,
    site: Site,
    feed_key: str,
    media_type: str,
    make: Callable[[Session, Subscription, Version], bytes],
) -> Response:
    """Answer with a feed, or that it is as it was; a key that is no good is like one never made."""
    with reading(site.engine) as session:
        asked = subscription_with(session, feed_key)
        if asked is None:
            raise HTTPException(404, NO_FEED)
        version = version_of(session, asked, site.today())
        headers = {
            "ETag": f'"{version.tag}"',
            "Last-Modified": http_date(version.since_at),
            "Cache-Control": _PRIVATE,
        }
        if has_it(request, version.tag, version.since_at):
            return Response(status_code=304, headers=headers)
        return Response(make(session, asked, version), media_type=media_type, headers=headers)
