"""Reading: a site with subscribers, their browsers, and what stands in the database."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from httpx2 import Response
from sqlalchemy import Engine, select
from starlette.testclient import TestClient

from db.engine import reading
from db.subscribers import Subscriber
from db.tables import metadata
from notifier.mail.links import Links
from tests.notifier.samples import SENDER, add_subscriber
from tests.web.doors.living import House

# What is written down whenever somebody asks for a link or tries too often.
ASKING = frozenset({"letters", "subscriber_links", "throttles"})
# The country's areas: eleven thousand rows that come with the register and that no page writes.
COUNTRY = frozenset({"areas", "area_members"})


def path_of(url: str) -> str:
    """The path of a link of ours."""
    return urlsplit(url).path


@dataclass
class Readers:
    """A site with two subscribers: reader1 and reader2."""

    engine: Engine
    base_url: str = "http://testserver"
    ids: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.house = House(self.engine, base_url=self.base_url)
        self.links = Links(base_url=self.base_url, secret=SENDER.secret)
        for number in (1, 2):
            self.ids[number] = add_subscriber(self.engine, number)

    def settings(self, number: int = 1) -> str:
        """The path of somebody's settings."""
        return path_of(self.links.settings(f"token-of-{number}"))

    def unsubscribe(self, number: int = 1) -> str:
        """The path by which somebody unsubscribes."""
        return path_of(self.links.unsubscribe(f"token-of-{number}"))

    def issue(self, number: int = 1) -> str:
        """The path of an issue of somebody's."""
        return path_of(self.links.issue(f"token-of-{number}", "daily.2026-11-22.0"))

    def mailed_link(self, number: int = 1, onward: str = "") -> str:
        """Ask for an own link by the page, and return its path and query from the real mail."""
        form = {"weiter": onward or self.settings(number)}
        answer = self.house.browser(f"192.0.2.{number}").post("/abo/zugang", data=form)
        assert answer.status_code == 200
        recipient, text = self.house.mails()[-1]
        assert recipient == f"reader{number}@example.org"
        found = re.search(r"https?://testserver(/abo/zugang/\S+)", text)
        assert found is not None
        return found[1]

    def own(self, number: int = 1) -> Owner:
        """A browser whose reader was at the own mailbox."""
        browser = self.house.browser()
        link, _, onward = self.mailed_link(number).partition("?weiter=")
        assert onward
        assert browser.post(link).status_code == 303
        return Owner(self, browser, number)

    def reader(self, number: int = 1) -> Subscriber:
        """A subscriber as stored."""
        with reading(self.engine) as session:
            found = session.get_one(Subscriber, self.ids[number])
            assert found.subscriptions is not None
            session.expunge_all()
            return found

    def stored(self, *, but: frozenset[str] = ASKING) -> dict[str, Any]:
        """Every row of every table, but of some and of the country's."""
        with reading(self.engine) as session:
            return {
                table.name: [tuple(row) for row in session.execute(select(table))]
                for table in metadata.sorted_tables
                if table.name not in but | COUNTRY
            }


@dataclass
class Owner:
    """A browser with an own session, and what its forms hold."""

    readers: Readers
    browser: TestClient
    number: int

    def __post_init__(self) -> None:
        page = self.browser.get(self.readers.settings(self.number)).text
        found = re.search(r'name="token" value="(\w+)"', page)
        assert found is not None
        self.token = found[1]

    def act(self, path: str, **fields: Any) -> Response:
        """Send a form as our pages do."""
        return self.browser.post(path, data={"token": self.token, **fields})

    def page(self) -> str:
        """The own settings."""
        return self.browser.get(self.readers.settings(self.number)).text
