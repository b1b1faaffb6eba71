"""Mails: the newest of the ledger."""

from __future__ import annotations

from fastapi import APIRouter

from db.engine import reading
from db.queries.listing import deliveries
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter()


@router.get("/post")
def mails(site: ThisSite, pages: ThesePages) -> str:
    """Show to whom which mail went, and how it ended."""
    with reading(site.engine) as session:
        return pages.render("desk/mails.html", mails=deliveries(session))
