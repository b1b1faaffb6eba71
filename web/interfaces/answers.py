"""Answers: JSON to a program that may have it already."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from web.conditional import has_it, http_date, state_now
from web.site import Site


def since(request: Request, site: Site) -> datetime:
    """Return since when all that is published stands as it does; asked before it is looked at."""
    return state_now(request, site).since_at


def answer(
    request: Request,
    said: Mapping[str, Any],
    since_at: datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Answer with JSON, or that it is what the asking program has already.

    The tag is made of the words themselves, so that it is the same from each process. A day says
    less, and counts without a tag only.
    """
    body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    tag = hashlib.sha256(body).hexdigest()[:32]
    every = {"Cache-Control": "public, no-cache", "ETag": f'"{tag}"', **(headers or {})}
    if since_at is not None:
        every["Last-Modified"] = http_date(since_at)
    by_tag_alone = "if-none-match" not in request.headers and since_at is None
    if not by_tag_alone and has_it(request, tag, since_at or datetime.max):
        return Response(status_code=304, headers=every)
    return Response(body, media_type="application/json", headers=every)
