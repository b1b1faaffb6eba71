"""Line: a source that is nothing but facts, as a line of a table or of staff."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from crawlers.cadence import CADENCES, timetable
from crawlers.source import Level, Source, Trust

HOLDS = ("news", "programmes")
PAGES = "pages"  # the way of a line that is nothing but its pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """What CSS selectors say of a site whose system no reader knows; empty: not said.

    `items` matches each line of a list, `title` and `day` stand in it; `main` and `drop` are
    of an article.
    """

    items: str = ""
    title: str = ""
    day: str = ""
    main: str = ""
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One source as data: its facts, and where its pages are found.

    A line with `lists` is read from these lists, any other as a whole site, by the chain
    beginning with `homepage`; with "pages" as its `way` only its `pages` are read. `about` are
    words of which an entry must have one, where the site has much else to tell: news of them
    is told if it is a call, or if its title has the word. `article` and `sublist` are patterns
    of host and path in small letters, without "www." and the last slash; without one an
    article is what the list's reader finds, else what lies below the list. `pages` are watched
    in addition. `holds` says what a page without other marks is: news, or a programme.
    `evidence` says, in German, how the addresses are known.
    """

    slug: str
    title: str
    publisher: str
    homepage: str
    level: Level
    area: str
    evidence: str
    trust: Trust = Trust.RELAY
    lists: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    article: str = ""
    sublist: str = ""
    reader: str = ""
    select: Selectors = Selectors()
    way: str = ""
    about: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    holds: str = HOLDS[0]
    may_be_empty: bool = False
    lists_are_articles: bool = False
    list_parts: int = 1
    cadence: str = CADENCES[0]
    expected: tuple[int, int] = (1, 80)
    complete: bool = False
    takes_applications: bool = False
    funds: bool = True
    leads: bool = False
    licence: str = ""
    language: str = "de"

    def __post_init__(self) -> None:
        for name, value, known in (
            ("cadence", self.cadence, CADENCES),
            ("holds", self.holds, HOLDS),
        ):
            if value not in known:
                raise ValueError(f"{name} {value!r} is none of {known}")
        for url in (self.homepage, *self.lists, *self.pages):
            parts = urlsplit(url)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise ValueError(f"{url!r} is no web address")

    def source(self) -> Source:
        """Return the line as a source; visits are spread over the early morning by slug."""
        host = (urlsplit(self.homepage).hostname or "").removeprefix("www.")
        return Source(
            slug=self.slug,
            title=self.title,
            publisher=self.publisher,
            homepage=self.homepage,
            level=self.level,
            area=self.area,
            trust=self.trust,
            cron=timetable(self.slug, self.cadence),
            expected=self.expected,
            licence=self.licence or f"© {self.publisher}. Es gilt der Text auf {host}.",
            complete=self.complete,
            takes_applications=self.takes_applications,
            funds=self.funds,
            leads=self.leads,
            evidence=self.evidence,
        )

    def to_json(self) -> str:
        """Return the line as `crawlers.run --line` takes it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Line:
        """Rebuild a line from `to_json`. Raises ValueError naming what is wrong."""
        try:
            return cls.of(json.loads(text))
        except AttributeError as error:
            raise ValueError(f"not a line: {error}") from error

    @classmethod
    def of(cls, facts: dict[str, Any]) -> Line:
        """Return the line of a table's facts. Raises ValueError naming what is wrong."""
        made = dict(facts)
        try:
            made |= {name: enum(made[name]) for name, enum in _ENUMS.items() if name in made}
            if "select" in made:
                made["select"] = Selectors(**_tuples(made["select"]))
            return cls(**_tuples(made))
        except TypeError as error:
            raise ValueError(str(error).replace(f"{cls.__name__}.__init__() ", "")) from error


_ENUMS: dict[str, Any] = {"level": Level, "trust": Trust}


def _tuples(facts: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in facts.items()}
