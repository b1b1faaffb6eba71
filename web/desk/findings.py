"""Findings: take note of one, and choose whether to hear of new ones by mail."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import RedirectResponse

from db.accounts import Account
from db.engine import writing
from db.vocabulary import Role
from pipeline.desk.sources import acknowledge
from web.answers import back_to
from web.doors.people import Only, ThisPerson
from web.site import Number, ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF).here])


@router.post("/befunde/{number}/kenntnis")
def take_note(
    number: Number,
    site: ThisSite,
    person: ThisPerson,
    gist: Annotated[str, Form(max_length=64)] = "",
    why: Annotated[str, Form(max_length=500)] = "",
    back: Annotated[str, Form(max_length=200)] = "/quellen",
) -> RedirectResponse:
    """Take note of a finding as it was shown."""
    try:
        with writing(site.engine) as session:
            acknowledge(session, number, gist, person.by, site.now(), why)
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    except ValueError as error:
        raise HTTPException(409, str(error)) from error
    return back_to(back)


@router.post("/befunde/mail")
def by_mail(
    site: ThisSite, person: ThisPerson, wanted: Annotated[str, Form(max_length=4)] = ""
) -> RedirectResponse:
    """Choose whether the day's mail about findings comes to this person."""
    with writing(site.engine) as session:
        session.get_one(Account, person.id).findings_by_mail = wanted == "ja"
    return back_to("/quellen")
