"""Entering: the last step of every way to sign in."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Query, Request
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from db.accounts import Account
from web.answers import LONGEST, back_to
from web.doors.session import remember, secret_of
from web.doors.sessions import close_session, open_session
from web.site import Site

# Where somebody begins who did not come from another page.
FIRST_PAGE = "/arbeitsplatz"
# Where somebody wanted to go.
OnwardAsked = Annotated[str, Query(alias="weiter", max_length=LONGEST)]
OnwardSent = Annotated[str, Form(alias="weiter", max_length=LONGEST)]


def let_in(
    session: Session, request: Request, site: Site, account: Account, *, way: str, onward: str = ""
) -> RedirectResponse:
    """Open a session with a secret of its own, end the one before, and send the browser onward."""
    close_session(session, secret_of(request), site.now())
    secret = open_session(session, account, way, site.now())
    answer = back_to(onward or FIRST_PAGE)
    remember(answer, site, secret)
    return answer
