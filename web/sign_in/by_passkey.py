"""By passkey: what the browser is to sign, and the way in for whoever signed it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, HTTPException, Request
from fastapi.responses import JSONResponse

from db.engine import writing
from web.answers import LONGEST
from web.doors.entering import let_in
from web.doors.passkeys import account_by_passkey, asked_by_us, options_to_enter
from web.doors.throttle import PER_CLIENT, allow, client_of
from web.site import ThisSite

router = APIRouter(default_response_class=JSONResponse)
REFUSED = "Dieser Passkey ist hier nicht bekannt."


@router.post("/anmelden/passkey/beginn")
def begin(request: Request, site: ThisSite) -> dict[str, Any]:
    """Say what is to be signed."""
    allow(site.engine, ((f"passkey:{client_of(request)}", PER_CLIENT),), site.now())
    return options_to_enter(site)


@router.post("/anmelden/passkey")
def enter(
    request: Request,
    site: ThisSite,
    credential: Annotated[dict[str, Any], Body()],
    onward: Annotated[str, Body(alias="weiter", max_length=LONGEST)] = "",
) -> JSONResponse:
    """Sign in, and say where to go on."""
    if not asked_by_us(site, credential):
        raise HTTPException(403, REFUSED)
    with writing(site.engine) as session:
        account = account_by_passkey(session, site, credential)
        if account is None:
            raise HTTPException(403, REFUSED)
        entered = let_in(session, request, site, account, way="passkey", onward=onward)
    answer = JSONResponse({"onward": entered.headers["Location"]})
    answer.headers["Set-Cookie"] = entered.headers["Set-Cookie"]
    return answer
