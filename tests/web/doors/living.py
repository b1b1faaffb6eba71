"""Living: a site whose clock the test moves, with a mail server in memory."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy

from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy import Engine, select
from starlette.testclient import TestClient

from db.accounts import Account
from db.engine import writing
from db.vocabulary import Role
from notifier import outbox
from notifier.mail.transport import MemoryTransport
from notifier.mail_ledgers import LETTERS
from tests.conftest import NOW
from tests.notifier.samples import SENDER
from tests.web.test_doors import site
from web.app import make_app
from web.doors import roster
from web.doors.links import new_link
from web.site import Site

ADDRESS = "frau.amt@example.org"


@dataclass
class House:
    """A site with its clock, its accounts and its mails."""

    engine: Engine
    base_url: str = "http://testserver"
    now: datetime = NOW
    way: MemoryTransport = field(default_factory=MemoryTransport)

    def __post_init__(self) -> None:
        self.site: Site = replace(
            site(self.engine),
            now=lambda: self.now,
            base_url=self.base_url,
            sender=replace(SENDER, base_url=self.base_url),
            send_letters=self.send,
        )
        self.app: FastAPI = make_app(self.site)

    def send(self) -> None:
        """Send the letters, as the service does."""
        way, clock = self.way, self.site.now
        outbox.send(self.engine, way, worker="web", clock=clock, ledgers=(LETTERS,))

    def later(self, **spans: float) -> None:
        """Let time pass."""
        self.now += timedelta(**spans)

    def enter(self, address: str = ADDRESS, role: Role = Role.STAFF) -> None:
        """Give somebody an account."""
        with writing(self.engine) as session:
            authority = "he_wirtschaft" if role is Role.REVIEWER else ""
            area = "leader:vogelsberg" if role is Role.MANAGER else ""
            entry = roster.Entry(address=address, role=role, authority=authority, area=area)
            roster.enter(session, entry, self.now)

    def link(self, address: str = ADDRESS) -> str:
        """The path of a new link."""
        with writing(self.engine) as session:
            account = session.scalars(select(Account).where(Account.address == address)).one()
            return new_link(session, account, self.now)

    def browser(self, client: str = "192.0.2.1") -> TestClient:
        """A browser that nobody is signed in with, at some address of the internet."""
        return TestClient(
            self.app,
            base_url=self.base_url,
            raise_server_exceptions=False,
            follow_redirects=False,
            client=(client, 50000),
        )

    def signed_in(self, address: str = ADDRESS) -> TestClient:
        """A browser in which somebody has signed in by link."""
        browser = self.browser()
        assert browser.post(self.link(address)).status_code == 303
        return browser

    def mails(self) -> list[tuple[str, str]]:
        """Recipient and text of every mail that went out."""
        return [
            (
                one.recipient,
                message_from_bytes(one.message, policy=policy.default).get_content(),
            )
            for one in self.way.sent
        ]


def token_in(page: Response) -> str:
    """The token that the forms of a page carry."""
    found = re.search(r'name="token" value="(\w+)"', page.text)
    assert found is not None
    return found[1]


def is_in(browser: TestClient) -> bool:
    """Whether the browser is let in."""
    return browser.get("/konto").status_code == 200
