"""Mails: the newest of the ledger."""

from __future__ import annotations

from fastapi import APIRouter

from db.accounts import Role
from db.engine import reading
from db.queries.listing import deliveries
from web.doors.people import Only
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF).here])


@router.get("/post")
def mails(site: ThisSite, pages: ThesePages) -> str:
    """Show to whom which mail went, and how it ended."""
    with reading(site.engine) as session:
        return pages.render("desk/mails.html", mails=deliveries(session))
