"""Account, password: set it, or set another; every other browser is signed out by it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse

from db.engine import reading, writing
from db.secrets import digest_of
from db.vocabulary import Role
from web.answers import back_to
from web.doors.own_account import only_fresh, own_account
from web.doors.passwords import hash_of, objection
from web.doors.people import Only
from web.doors.roster import end_sessions
from web.doors.session import secret_of
from web.site import ThisSite

router = APIRouter(dependencies=[Only(*Role).here])


@router.post("/konto/kennwort")
def set_password(
    request: Request, site: ThisSite, password: Annotated[str, Form()]
) -> RedirectResponse:
    """Set a password."""
    with reading(site.engine) as session:
        only_fresh(session, request, site)
        refused = objection(password, own_account(session, request).address)
    if refused:
        raise HTTPException(422, refused)
    hashed = hash_of(password)  # outside the transaction: it takes a while on purpose
    with writing(site.engine) as session:
        account = own_account(session, request)
        account.password = hashed
        end_sessions(session, account.id, site.now(), but=digest_of(secret_of(request)))
    return back_to("/konto?gespeichert=ja")
