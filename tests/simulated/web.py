"""Web: hosts under names of their own, each a source, with what is right of it beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crawlers.line import Line
from crawlers.observe.outcome import Outcome
from crawlers.source import Level
from db.vocabulary import RunOutcome
from landbote.survey.standing import Standing
from tests.faults.changing import Answer, page
from tests.simulated.systems import System
from tests.simulated.texts import Told, news

PARKED = "parkplatz.example"  # a host that sells its name
ROBOTS, RESERVATION = "/robots.txt", "/.well-known/tdmrep.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """What must come of a host: of the survey, and of the crawl into a database.

    `words` stand in what staff are told, `manners` in what is said of robots.txt.
    """

    standing: Standing = Standing.GOOD
    outcome: Outcome = Outcome.OK
    crawled: RunOutcome = RunOutcome.OK
    told: frozenset[tuple[str, date | None]] = frozenset()  # titles, each with its day
    words: tuple[str, ...] = ()
    manners: str = ""


@dataclass(slots=True, kw_only=True)
class Host:
    """One host: its site, and what goes wrong on it by path."""

    name: str
    port: int
    system: System
    news: tuple[Told, ...]
    fault: str = ""
    resolves: bool = True
    instead: dict[str, Answer] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)  # of the line, beside the system's
    right: Right = field(default_factory=Right)
    started: int = 0

    @property
    def slug(self) -> str:
        """The slug of its source."""
        return self.name.partition(".")[0].replace("-", "_")

    @property
    def site(self) -> str:
        """Its address."""
        return f"http://{self.name}:{self.port}"

    @property
    def first(self) -> str:
        """The path of the page without which nothing is read."""
        return "/" if self.system.whole else self.system.first

    @property
    def line(self) -> Line:
        """The line of its source."""
        lists = () if self.system.whole else (f"{self.site}{self.system.first}",)
        facts: dict[str, Any] = {
            "slug": self.slug,
            "title": f"Gemeinde {self.name}",
            "publisher": f"Gemeinde {self.name}",
            "homepage": f"{self.site}/",
            "level": Level.REGION,
            "area": "06",
            "evidence": "ausgedacht",
            "lists": lists,
            **self.system.line,
        }
        return Line.of(facts | self.facts)

    @property
    def all_told(self) -> frozenset[tuple[str, date | None]]:
        """The title and day of every piece of news."""
        return frozenset((told.title, told.on) for told in self.news)

    def pages(self) -> Mapping[str, tuple[str, str]]:
        """Return the pages of the site by path, each with its type, before anything goes wrong."""
        return self.system.pages(self.site, self.news)

    def answer(self, path: str) -> Answer:
        """Return what the host says to a path."""
        if path in self.instead:
            return self.instead[path]
        found = self.pages().get(path)
        return page(found[0], kind=found[1]) if found else Answer(status=404)


def host(number: int, port: int, system: System, count: int = 3) -> Host:
    """Return a host that is well."""
    name = f"gemeinde-{number:03}.example"
    made = Host(name=name, port=port, system=system, news=news(f"Dorf {number:03}", number, count))
    made.right = Right(told=made.all_told)
    return made


def parked(path: str) -> Answer:
    """Return what the host says that stands where another was."""
    sold = (
        '<html><title>Domain</title><body><a href="/kaufen">Diese Domain kaufen</a></body></html>'
    )
    return page(sold) if path == "/" else Answer(status=404)
