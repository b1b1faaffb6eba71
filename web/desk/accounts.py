"""Accounts: who may sign in, for administrators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import RedirectResponse

from db.accounts import plain_address
from db.actors import load_actors
from db.engine import reading, writing
from db.labels import ROLES
from db.vocabulary import Role
from web.answers import back_to
from web.doors import roster
from web.doors.people import Only, ThisPerson
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter(dependencies=[Only().here])


@router.get("/konten")
def accounts(site: ThisSite, pages: ThesePages) -> str:
    """Show every account, with what can be done about it."""
    authorities = load_actors().authorities
    with reading(site.engine) as session:
        return pages.render(
            "desk/accounts.html",
            accounts=roster.listed(session),
            authorities=authorities,
            choices=[("", "–"), *((one.id, one.name) for one in authorities.values())],
            roles=[(role.value, ROLES[role]) for role in Role],
        )


@router.post("/konten")
def add(
    site: ThisSite,
    person: ThisPerson,
    address: Annotated[str, Form(max_length=320)],
    role: Annotated[Role, Form()],
    name: Annotated[str, Form(max_length=200)] = "",
    authority: Annotated[str, Form()] = "",
    area: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Make an account, or give one another role."""
    entry = roster.Entry(
        address=address, role=role, name=name, authority=authority.strip(), area=area.strip()
    )
    try:
        entry = roster.checked(entry, site.area_label)
    except ValueError as error:
        raise HTTPException(422, str(error)) from None
    _not_oneself(person.address, entry.address)
    with writing(site.engine) as session:
        roster.enter(session, entry, site.now())
    return back_to("/konten")


@router.post("/konten/sperren")
def lock(site: ThisSite, person: ThisPerson, address: Annotated[str, Form()]) -> RedirectResponse:
    """Shut somebody out."""
    _not_oneself(person.address, address)
    with writing(site.engine) as session:
        _found(lambda: roster.lock(session, address, site.now()))
    return back_to("/konten")


@router.post("/konten/entsperren")
def unlock(site: ThisSite, address: Annotated[str, Form()]) -> RedirectResponse:
    """Let somebody in again."""
    with writing(site.engine) as session:
        _found(lambda: roster.unlock(session, address))
    return back_to("/konten")


@router.post("/konten/entfernen")
def remove(site: ThisSite, person: ThisPerson, address: Annotated[str, Form()]) -> RedirectResponse:
    """End an account."""
    _not_oneself(person.address, address)
    with writing(site.engine) as session:
        _found(lambda: roster.remove(session, address, site.now()))
    return back_to("/konten")


def _found(act: Callable[[], object]) -> None:
    try:
        act()
    except LookupError as error:
        raise HTTPException(404, str(error)) from None


def _not_oneself(own: str, address: str) -> None:
    """Refuse what could leave nobody to undo it."""
    if plain_address(address) == own:
        raise HTTPException(422, "Das eigene Konto ändert eine andere Person der Verwaltung.")
