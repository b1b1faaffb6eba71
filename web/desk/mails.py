"""Mails: the ledger of the digests, by state, reader and day."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from db.engine import reading
from db.queries.mail_ledger import ON_A_PAGE, Mails, mails_by_state, unclear_mails
from db.queries.mail_ledger import mails as wanted_mails
from db.queries.suppressions import bounces_of
from db.vocabulary import DeliveryState, MailEnd, Role
from notifier.mail_ledgers import GOOD_FOR
from web.doors.people import Only
from web.mail_words import settled_words, state_words, why_words
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF).here])


@router.get("/post")
def mails(
    site: ThisSite,
    pages: ThesePages,
    stand: str = "",
    person: str = "",
    tag: str = "",
    seite: Annotated[int, Query(ge=1, le=10_000)] = 1,
    fertig: MailEnd | None = None,
    anzahl: Annotated[int, Query(ge=0, lt=2**31)] = 0,
) -> str:
    """Show to whom which mail went, how it ended, and what was just said of unclear ones."""
    wanted = Mails(state=stand, reader=person.strip(), day=_day(tag))
    with reading(site.engine) as session:
        shown, count = wanted_mails(session, wanted, seite)
        return pages.render(
            "desk/mails.html",
            mails=[(mail, state_words(mail), why_words(mail)) for mail in shown],
            count=count,
            states=mails_by_state(session),
            waiting=unclear_mails(session, site.now() - GOOD_FOR),
            settling=stand == DeliveryState.UNCLEAR,
            said=settled_words(fertig, anzahl) if fertig else "",
            said_of_any=anzahl > 0,
            bounces=bounces_of(session, [mail.id for mail in shown]),
            chosen={"stand": stand, "person": person, "tag": tag},
            unclear=bool(tag) and wanted.day is None,
            page=seite,
            pages_count=-(-count // ON_A_PAGE),
        )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
