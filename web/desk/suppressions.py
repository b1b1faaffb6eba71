"""Suppressions: which addresses get no mail and why, and letting one have mail again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query
from fastapi.responses import RedirectResponse
from sqlalchemy import delete

from db.engine import reading, writing
from db.queries.suppressions import ON_A_PAGE
from db.queries.suppressions import suppressions as wanted_suppressions
from db.subscribers import Suppression
from db.vocabulary import Role
from notifier.bounces.act import forgive
from notifier.mail.message import spellings
from web.answers import back_to
from web.doors.people import Only, ThisPerson
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF).here])


@router.get("/gesperrt")
def suppressions(
    site: ThisSite,
    pages: ThesePages,
    adresse: str = "",
    seite: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> str:
    """Show which addresses get no mail, since when and why."""
    with reading(site.engine) as session:
        shown, count = wanted_suppressions(session, adresse.strip(), seite)
        return pages.render(
            "desk/suppressions.html",
            shown=shown,
            count=count,
            address=adresse,
            page=seite,
            pages_count=-(-count // ON_A_PAGE),
        )


@router.post("/gesperrt")
def let_in_again(
    site: ThisSite,
    person: ThisPerson,
    adresse: Annotated[str, Form(max_length=320)] = "",
) -> RedirectResponse:
    """Let an address have mail again; what came back before counts no more."""
    with writing(site.engine) as session:
        found = session.get(Suppression, adresse.strip().lower())
        if found is None:
            raise HTTPException(404, "Diese Adresse ist nicht (mehr) gesperrt.")
        written = spellings(found.email)  # in both of which one may be kept from mail
        session.execute(delete(Suppression).where(Suppression.email.in_(written)))
        forgive(session, found.email, person.by, site.now())
    return back_to("/gesperrt")
