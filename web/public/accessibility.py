"""Accessibility: what was tested on these pages, what is known to be wrong, and whom to tell."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter

from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter()

# When somebody last compared the page with what is tested (tests/browser/test_every_page.py).
SAID_ON = date(2026, 11, 27)


@router.get("/barrierefreiheit")
def accessibility(site: ThisSite, pages: ThesePages) -> str:
    """Show the statement."""
    return pages.render("public/accessibility.html", operator=site.operator, said_on=SAID_ON)
