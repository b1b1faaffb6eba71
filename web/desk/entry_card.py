"""Entry card: what subscribers would see of an entry, as the item of a mail that it becomes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import HTMLResponse

from db.engine import reading
from db.vocabulary import Role
from notifier.entry_card import NotToldError, card_page
from pipeline.themes import topic_labels
from web.doors.people import Only
from web.headers import foreign
from web.site import Number, ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF, Role.REVIEWER, Role.MANAGER).here])


@router.get("/eintraege/{number}/karte")
def entry_card(
    number: Number, site: ThisSite, fuer: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0
) -> HTMLResponse:
    """Show the card alone, to nobody in particular or as a subscription would get it."""
    with reading(site.engine) as session:
        try:
            page = card_page(
                session,
                number,
                site.sources,
                site.today(),
                subscription_id=fuer,
                topics=topic_labels(),
            )
        except NotToldError as error:
            raise HTTPException(404, str(error)) from error
    return foreign(page)
