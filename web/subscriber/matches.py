"""Matches: all that fits a reader's subscriptions today, behind the link from a mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request

from db.engine import reading
from db.terms import own_terms
from notifier.digest.short import amount_of, until_of
from notifier.digest.wording import one_line
from notifier.going import Shelf
from notifier.mail.links import MATCHES
from notifier.matches import Match, matches_of, running_wishes
from web.doors.signed import settings_path, subscriber_called, token_behind
from web.going import going_now
from web.imprint import imprint_of
from web.pages import ThesePages
from web.site import ThisSite

ON_A_PAGE = 25
TITLES = {
    Shelf.OPEN: "Offen",
    Shelf.ANNOUNCED: "Angekündigt",
    Shelf.EVENTS: "Termine",
    Shelf.UNCLEAR: "Ausgesetzt, oder ohne Angabe, ob offen",
}

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line: what it is called, until when, how much, and whether it is remembered."""

    id: int
    title: str
    source: str
    until: str
    amount: str
    remembered: bool


@router.get("/abo/treffer/{matches_link}")
def matches(
    matches_link: str,
    request: Request,
    site: ThisSite,
    pages: ThesePages,
    seite: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> str:
    """Show all that fits, a page at a time; each leads to the entry's own page."""
    token, today = token_behind(site, MATCHES, matches_link), site.today()
    imprint = imprint_of(site)
    with reading(site.engine) as session:
        subscriber = subscriber_called(session, token)
        if subscriber is None:
            raise HTTPException(404, "Dieses Abonnement gibt es nicht mehr.")
        wishes = running_wishes(session, imprint, subscriber.id, today)
        going = going_now(request, session, imprint, today)
        found = matches_of(session, imprint, subscriber.id, wishes, going)
    shown = found.some((seite - 1) * ON_A_PAGE, ON_A_PAGE)
    if not shown and seite > 1:
        raise HTTPException(404)
    return pages.render(
        "subscriber/matches.html",
        shelves=[
            (TITLES[shelf], [_row(one, today) for one in those])
            for shelf, those in groupby(shown, key=lambda one: one.shelf)
        ],
        count=len(found),
        dismissed=found.dismissed,
        wishes=len(wishes),
        page=seite,
        number_of_pages=-(-len(found) // ON_A_PAGE),
        address=f"/abo/treffer/{matches_link}?seite=",
        settings=settings_path(site, token),
    )


def _row(one: Match, today: date) -> Row:
    values = one.standing.news.values
    return Row(
        id=one.id,
        title=one_line(values.title, 200) or "Ohne Titel",
        source=one.standing.news.source.title,
        until=until_of(one.own, today),
        amount=amount_of(own_terms(values.statements, one.wish.reader), values),
        remembered=one.lead_days is not None,
    )
