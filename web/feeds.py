"""Feeds: how a program that looks by itself is answered, and told that nothing is new."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from fastapi import HTTPException, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from db.engine import reading
from db.subscribers import Subscription
from notifier.feeds.own import Version, subscription_with, version_of
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
            "Last-Modified": format_datetime(version.since_at.astimezone(UTC), usegmt=True),
            "Cache-Control": _PRIVATE,
        }
        if _has_it(request, version):
            return Response(status_code=304, headers=headers)
        return Response(make(session, asked, version), media_type=media_type, headers=headers)


def _has_it(request: Request, version: Version) -> bool:
    """Whether who asks has this state; a day says less than a tag and counts without one only."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        known = {tag.strip().removeprefix("W/").strip('"') for tag in tags.split(",")}
        return version.tag in known or "*" in known
    seen = _instant(request.headers.get("if-modified-since", ""))
    return seen is not None and seen >= version.since_at


def _instant(words: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(words)
    except (ValueError, OverflowError):  # also a zone that is farther than time goes
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
