"""By OpenID Connect: to the provider and back, where the installation has one."""

from __future__ import annotations

import hmac
from dataclasses import asdict

import structlog
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse

from db.engine import writing
from db.secrets import new_secret
from web.doors import trials
from web.doors.entering import OnwardAsked, let_in
from web.doors.links import account_at
from web.doors.openid import Begun, OpenIdError, address_to_ask, begun, verified_address
from web.doors.throttle import PER_CLIENT, allow, client_of
from web.site import Provider, Site, ThisSite

router = APIRouter()
WAY = "oidc"
BACK = "/anmelden/oidc/zurueck"
REFUSED = "Die Anmeldung über den Anmeldedienst ist nicht gelungen. Ein Link per Mail geht immer."


def _provider(site: Site) -> Provider:
    if site.oidc is None:
        raise HTTPException(404)
    return site.oidc


def _cookie(site: Site) -> str:
    return "__Host-landbote-oidc" if site.secure else "landbote-oidc"


@router.get("/anmelden/oidc/beginn")
def begin(request: Request, site: ThisSite, onward: OnwardAsked = "") -> RedirectResponse:
    """Send the browser to the provider; a cookie of its own knows it again."""
    provider = _provider(site)
    allow(site.engine, ((f"oidc:{client_of(request)}", PER_CLIENT),), site.now())
    state, one = new_secret(), begun(onward)
    try:
        where = address_to_ask(provider, state, one, site.base_url.rstrip("/") + BACK)
    except OpenIdError as error:
        raise _refused(error) from error
    trials.begin(site.engine, state, WAY, site.now(), **asdict(one))
    answer = RedirectResponse(where, status_code=303)
    lasts = int(trials.LASTS.total_seconds())
    answer.set_cookie(
        _cookie(site), state, max_age=lasts, secure=site.secure, httponly=True, samesite="lax"
    )
    return answer


@router.get(BACK)
def come_back(
    request: Request, site: ThisSite, state: str = "", code: str = ""
) -> RedirectResponse:
    """Sign in whoever the provider vouches for, if that address has an account."""
    provider = _provider(site)
    held = request.cookies.get(_cookie(site), "")
    if not (held and hmac.compare_digest(held.encode(), state.encode())):
        raise HTTPException(403, REFUSED)
    kept = trials.take_up(site.engine, state, WAY, site.now())
    if kept is None or not code:
        raise HTTPException(403, REFUSED)
    one = Begun(**kept)
    try:
        back = site.base_url.rstrip("/") + BACK
        address = verified_address(provider, code, one, back, site.now())
    except OpenIdError as error:
        raise _refused(error) from error
    with writing(site.engine) as session:
        account = account_at(session, address)
        if account is None:
            raise HTTPException(403, REFUSED)
        answer = let_in(session, request, site, account, way=WAY, onward=one.onward)
    answer.delete_cookie(_cookie(site), secure=site.secure, httponly=True, samesite="lax")
    return answer


def _refused(error: OpenIdError) -> HTTPException:
    structlog.get_logger().warning("openid connect failed", reason=str(error))
    return HTTPException(403, REFUSED)
