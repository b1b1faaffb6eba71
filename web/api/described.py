"""Described: what the interfaces say of themselves, as OpenAPI 3.1."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from web.interfaces.answers import answer
from web.interfaces.openapi import description
from web.site import ThisSite

router = APIRouter()


@router.get("/api/v1/openapi.json", include_in_schema=False)
async def described(request: Request, site: ThisSite) -> Response:
    """Return the description of both interfaces."""
    return answer(request, description(request.app, site.base_url))
