"""Visiting: windows of strangers and of people who signed in by a real link."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select

from db.accounts import Account
from db.engine import writing
from db.vocabulary import Role
from tests.web.signing_in import account
from web.doors.links import new_link
from web.doors.own_session import cookie_name as own_cookie
from web.doors.own_session import open_own_session
from web.site import Site


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
        context.set_default_timeout(10_000)
        return context.new_page()

    def as_role(
        self, role: Role, *, javascript: bool = True, authority: str = "", area: str = ""
    ) -> Page:
        """Open a window of somebody of a role, signed in by a one-time link and its button."""
        address = account(self.site, role, authority=authority, area=area)
        return self.signed_in_at(address, javascript=javascript)

    def owner(self, subscriber_id: int, *, javascript: bool = True) -> Page:
        """Open a window of a subscriber who was at the own mailbox."""
        with writing(self.site.engine) as session:
            secret = open_own_session(session, subscriber_id, self.site.now())
        page = self.stranger(javascript=javascript)
        where = f"{self.address}/abo/"
        page.context.add_cookies([{"name": own_cookie(self.site), "value": secret, "url": where}])
        return page

    def signed_in_at(self, address: str, *, javascript: bool = True) -> Page:
        """Open a window of whoever has an account of this address, signed in by a link."""
        with writing(self.site.engine) as session:
            row = session.scalars(select(Account).where(Account.address == address)).one()
            path = new_link(session, row, self.site.now())
        page = self.stranger(javascript=javascript)
        page.goto(path)
        page.locator("main button[type=submit]").first.click()
        page.get_by_role("button", name="Abmelden").wait_for()
        return page
