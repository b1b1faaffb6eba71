"""Frozen page: how a source's page looked, shown so that nothing in it acts or loads."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, PlainTextResponse
from sqlalchemy.orm import Session

from db.engine import reading
from db.frozen_pages import FrozenPage
from db.vocabulary import Role
from web.doors.people import Only
from web.headers import FOREIGN, foreign
from web.pages import ThesePages
from web.site import Number, ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF).here])


@router.get("/kopien/{number}")
def frozen_page(number: Number, site: ThisSite, pages: ThesePages) -> str:
    """Show a copy in a frame, with what it is and when it was taken."""
    with reading(site.engine) as session:
        return pages.render("desk/sources/copy.html", copy=_copy(session, number))


@router.get("/kopien/{number}/ansicht")
def as_page(number: Number, site: ThisSite) -> HTMLResponse:
    """Show the copy alone, as a page under the policy for what is not ours."""
    with reading(site.engine) as session:
        return foreign(_copy(session, number).text)


@router.get("/kopien/{number}/text")
def as_text(number: Number, site: ThisSite) -> PlainTextResponse:
    """Show the copy's source text."""
    with reading(site.engine) as session:
        return PlainTextResponse(_copy(session, number).text, headers=FOREIGN)


def _copy(session: Session, number: int) -> FrozenPage:
    copy = session.get(FrozenPage, number)
    if copy is None:
        raise HTTPException(404, "Diese Kopie gibt es nicht mehr.")
    return copy
