"""Answers: JSON to a program that may have it already."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, time
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from db.local_date import BERLIN
from db.queries.stamp import last_written_at
from web.site import Site


def since(session: Session, site: Site) -> datetime:
    """Return since when everything published stands as it does: a new day may close a call."""
    written_at = last_written_at(session)
    began_at = datetime.combine(site.today(), time(), BERLIN).astimezone(UTC)
    return max(began_at, written_at) if written_at else began_at


def answer(
    request: Request,
    said: Mapping[str, Any],
    since_at: datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Answer with JSON, or that it is what the asking program has already.

    The tag is made of the words themselves. A day says less, and counts without a tag only.
    """
    body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    every = {"Cache-Control": "public, no-cache", "ETag": tag, **(headers or {})}
    if since_at is not None:
        every["Last-Modified"] = format_datetime(since_at.astimezone(UTC), usegmt=True)
    if _has_it(request, tag, since_at):
        return Response(status_code=304, headers=every)
    return Response(body, media_type="application/json", headers=every)


def _has_it(request: Request, tag: str, since_at: datetime | None) -> bool:
    tags = request.headers.get("if-none-match")
    if tags is not None:
        known = {one.strip().removeprefix("W/") for one in tags.split(",")}
        return tag in known or "*" in known
    seen_at = _instant(request.headers.get("if-modified-since", ""))
    return (
        since_at is not None and seen_at is not None and seen_at >= since_at.replace(microsecond=0)
    )


def _instant(words: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(words)
    except (ValueError, OverflowError):  # also a zone that is farther than time goes
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
