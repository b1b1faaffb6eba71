"""Interfaces: how other systems take what is published, told to whoever builds a website."""

from __future__ import annotations

from fastapi import APIRouter

from web.interfaces.entries import LARGEST
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter()


@router.get("/schnittstellen")
async def interfaces(site: ThisSite, pages: ThesePages) -> str:
    """Explain the programming interfaces with examples to copy."""
    return pages.render(
        "public/interfaces.html",
        base_url=site.base_url.rstrip("/"),
        a_minute=site.requests_a_minute,
        largest=LARGEST,
    )
