"""Session: the cookie of a request, who it belongs to, and that a form came from our own page."""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import quote, urlsplit

from fastapi import HTTPException, Request
from fastapi.responses import Response

from web.answers import LONGEST
from web.doors.people import person_of
from web.doors.sessions import LASTS, person_signed_in
from web.site import Site, ThisSite

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
TOKEN_FIELD = "token"
TOKEN_HEADER = "x-landbote-token"


def cookie_name(site: Site) -> str:
    """Return the cookie's name; over https the prefix binds it to this host alone."""
    return "__Host-landbote" if site.secure else "landbote"


def recognise(request: Request, site: ThisSite) -> None:
    """Note who sends a request, for the pages and doors behind; a stranger is nobody."""
    secret = request.cookies.get(cookie_name(site), "")
    person = person_signed_in(site.engine, secret, site.now()) if secret else None
    request.state.person = person
    request.state.secret = secret if person else ""


def remember(response: Response, site: Site, secret: str) -> None:
    """Give a browser the secret of its session."""
    response.set_cookie(
        cookie_name(site),
        secret,
        max_age=int(LASTS.total_seconds()),
        path="/",
        secure=site.secure,
        httponly=True,
        samesite="lax",
    )


def forget(response: Response, site: Site) -> None:
    """Take a browser's secret away."""
    response.delete_cookie(
        cookie_name(site), path="/", secure=site.secure, httponly=True, samesite="lax"
    )


def secret_of(request: Request) -> str:
    """Return the secret of the session that a request belongs to; empty for a stranger."""
    secret: str = getattr(request.state, "secret", "")
    return secret


def token_of(request: Request) -> str:
    """Return what a form of this session must carry; another session's is another one."""
    secret = secret_of(request)
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest() if secret else ""


async def signed_in(request: Request) -> None:
    """Send a stranger who wants to look to the sign-in page, and refuse one who wants to act."""
    if person_of(request) is not None:
        return
    if request.method not in SAFE:
        raise HTTPException(403)
    path, query = request.url.path, request.url.query
    wanted = f"{path}?{query}" if query and len(path) + len(query) < LONGEST else path
    raise HTTPException(303, headers={"Location": f"/anmelden?weiter={quote(wanted, safe='')}"})


def same_site(request: Request) -> None:
    """Refuse what another site's page sends; old browsers that say nothing are let through."""
    if request.method in SAFE:
        return
    fetched_by = request.headers.get("sec-fetch-site")
    if fetched_by not in (None, "same-origin"):
        raise HTTPException(403)
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403)


async def from_own_form(request: Request) -> None:
    """Refuse an act whose form does not carry the token of this very session."""
    same_site(request)
    if request.method in SAFE:
        return
    sent = request.headers.get(TOKEN_HEADER)
    if sent is None:
        sent = str((await request.form()).get(TOKEN_FIELD, ""))
    expected = token_of(request)
    if not expected or not hmac.compare_digest(sent.encode(), expected.encode()):
        raise HTTPException(
            403, "Das Formular ist zu alt. Bitte laden Sie die Seite neu und senden Sie es erneut."
        )
