"""Imprint: who answers for these pages."""

from __future__ import annotations

from fastapi import APIRouter

from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter()


@router.get("/impressum")
def imprint(site: ThisSite, pages: ThesePages) -> str:
    """Show who answers for these pages, or say what the operator has not filled in."""
    return pages.render("public/imprint.html", operator=site.operator)
