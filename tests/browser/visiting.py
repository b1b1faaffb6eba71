"""Visiting: windows of strangers and of people who are signed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, expect, sync_playwright
from sqlalchemy import select

from db.accounts import Account
from db.engine import writing
from db.vocabulary import Role
from tests.web.signing_in import account
from web.doors.own_session import cookie_name as own_cookie
from web.doors.own_session import open_own_session
from web.doors.session import cookie_name
from web.doors.sessions import open_session
from web.site import Site

PATIENCE = 30_000  # milliseconds: a busy machine is slow, and a page that is wrong stays wrong
expect.set_options(timeout=PATIENCE)


@contextmanager
def running(path: str) -> Iterator[Browser]:
    """Run the system's Chromium without a window."""
    with sync_playwright() as playwright:
        # Inside a container Chromium can make no sandbox of its own.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits:
    """A served site and a browser to visit it with. Pages take paths: `page.goto("/fragen")`."""

    browser: Browser
    site: Site
    address: str

    def stranger(self, *, javascript: bool = True) -> Page:
        """Open a window of somebody who is not signed in."""
        context = self.browser.new_context(
            base_url=self.address, java_script_enabled=javascript, locale="de-DE"
        )
        context.set_default_timeout(PATIENCE)
        return context.new_page()

    def as_role(
        self, role: Role, *, javascript: bool = True, authority: str = "", area: str = ""
    ) -> Page:
        """Open a window of somebody of a role who is signed in."""
        address = account(self.site, role, authority=authority, area=area)
        return self.signed_in_at(address, javascript=javascript)

    def owner(self, subscriber_id: int, *, javascript: bool = True) -> Page:
        """Open a window of a subscriber who was at the own mailbox."""
        with writing(self.site.engine) as session:
            secret = open_own_session(session, subscriber_id, self.site.now())
        return self._with(own_cookie(self.site), secret, "/abo/", javascript=javascript)

    def signed_in_at(self, address: str, *, javascript: bool = True) -> Page:
        """Open a window of whoever has an account of this address, and signed in by a link."""
        with writing(self.site.engine) as session:
            row = session.scalars(select(Account).where(Account.address == address)).one()
            secret = open_session(session, row, "link", self.site.now())
        return self._with(cookie_name(self.site), secret, "/", javascript=javascript)

    def _with(self, cookie: str, secret: str, path: str, *, javascript: bool) -> Page:
        page = self.stranger(javascript=javascript)
        where = f"{self.address}{path}"
        page.context.add_cookies([{"name": cookie, "value": secret, "url": where}])
        return page
