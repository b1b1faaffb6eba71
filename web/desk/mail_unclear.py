"""Unclear mails: say what becomes of one of them, or of all that the list shows."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from db.engine import writing
from db.queries.mail_ledger import unclear_until
from db.vocabulary import MailEnd, Role
from notifier.mail_ledgers import GOOD_FOR
from pipeline.desk.mails import settle_mail
from web.answers import back_to
from web.doors.people import Only, Person, ThisPerson
from web.site import Number, Site, ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF).here])

End = Annotated[MailEnd, Form()]


@router.post("/post/{number}/klaeren")
def settled(number: Number, site: ThisSite, person: ThisPerson, ende: End) -> RedirectResponse:
    """Say it of one mail."""
    try:
        with writing(site.engine) as session:
            _settle(session, site, person, number, ende)
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    except ValueError as error:
        raise HTTPException(409, str(error)) from error
    return back_to(f"/post/{number}")


@router.post("/post/klaeren")
def all_settled(
    site: ThisSite,
    person: ThisPerson,
    ende: End,
    bis: Annotated[int, Form(ge=1, lt=2**31)],
) -> RedirectResponse:
    """Say it of all that were unclear when the list was shown; what is too old to go stays."""
    with writing(site.engine) as session:
        fresh_since = site.now() - GOOD_FOR if ende is MailEnd.AGAIN else None
        numbers = unclear_until(session, bis, fresh_since)
        for number in numbers:
            _settle(session, site, person, number, ende)
    return back_to(f"/post?stand=unclear&fertig={ende}&anzahl={len(numbers)}")


def _settle(session: Session, site: Site, person: Person, number: int, end: MailEnd) -> None:
    now = site.now()
    settle_mail(session, number, end, person.by, now, now - GOOD_FOR)
