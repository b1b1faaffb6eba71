"""Account, passkeys: add one, or take one away."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from db.accounts import Passkey
from db.engine import reading, writing
from db.vocabulary import Role
from web.answers import back_to
from web.doors.own_account import only_fresh, own_account
from web.doors.passkeys import options_to_add, passkey_of
from web.doors.people import Only, ThisPerson
from web.site import Number, ThisSite

router = APIRouter(dependencies=[Only(*Role).here])


@router.post("/konto/passkeys/beginn", response_class=JSONResponse)
def begin(request: Request, site: ThisSite) -> dict[str, Any]:
    """Say what a browser is to make a key with."""
    with reading(site.engine) as session:
        only_fresh(session, request, site)
        account = own_account(session, request)
        there = select(Passkey).where(Passkey.account_id == account.id)
        keys = list(session.scalars(there))
        session.expunge_all()
    return options_to_add(site, account, keys)


@router.post("/konto/passkeys", response_class=JSONResponse)
def add(
    request: Request,
    site: ThisSite,
    person: ThisPerson,
    credential: Annotated[dict[str, Any], Body()],
    name: Annotated[str, Body(max_length=80)] = "",
) -> dict[str, str]:
    """Keep the public half of a key that a browser made, and say where to go on."""
    with reading(site.engine) as session:
        only_fresh(session, request, site)
    try:
        key = passkey_of(site, person.id, name, credential)
        with writing(site.engine) as session:
            session.add(key)
    except ValueError as error:
        raise HTTPException(422, str(error)) from None
    except IntegrityError:
        raise HTTPException(422, "Diesen Passkey gibt es schon.") from None
    return {"onward": "/konto?gespeichert=ja"}


@router.post("/konto/passkeys/{number}/entfernen")
def remove(
    number: Number, request: Request, site: ThisSite, person: ThisPerson
) -> RedirectResponse:
    """Take a key of one's own away."""
    with writing(site.engine) as session:
        only_fresh(session, request, site)
        key = session.get(Passkey, number)
        if key is None or key.account_id != person.id:
            raise HTTPException(404)
        session.delete(key)
    return back_to("/konto?gespeichert=ja")
