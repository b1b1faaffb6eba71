"""Signing in: a browser without a window in which somebody of a role is signed in."""

from __future__ import annotations

import re

from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy import select
from starlette.testclient import TestClient

from db.accounts import Account
from db.engine import writing
from db.vocabulary import Role
from web.app import make_app
from web.doors.session import cookie_name
from web.doors.sessions import open_session
from web.site import Site


class Signed(TestClient):
    """A browser that sends with each form what the page it came from would have held."""

    token = ""

    def act(self, path: str, **fields: str | list[str]) -> Response:
        """Send a form as one of our pages sends it, and return the answer without following it."""
        form = {"token": self.token, **fields}
        return self.post(path, data=form, follow_redirects=False)


def account(site: Site, role: Role, *, authority: str = "", area: str = "") -> str:
    """Make an account of a role unless it is there, and return its address."""
    address = f"{role}@example.org"
    with writing(site.engine) as session:
        if session.scalar(select(Account).where(Account.address == address)) is None:
            row = Account(address=address, name=f"Frau {role}", role=role, created_at=site.now())
            row.authority, row.area = authority, area
            session.add(row)
    return address


def signed_in(
    site: Site,
    role: Role = Role.STAFF,
    *,
    authority: str = "",
    area: str = "",
    app: FastAPI | None = None,
) -> Signed:
    """Return a browser in which somebody of a role is signed in; `app` may be one of its own."""
    address = account(site, role, authority=authority, area=area)
    with writing(site.engine) as session:
        row = session.scalars(select(Account).where(Account.address == address)).one()
        secret = open_session(session, row, "link", site.now())
    browser = Signed(app or make_app(site), raise_server_exceptions=False)
    browser.cookies.set(cookie_name(site), secret)
    found = re.search(r'name="token" value="(\w+)"', browser.get("/impressum").text)
    browser.token = found[1] if found else ""
    return browser
