"""Watched: a page of which nothing is known but that it is worth watching."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy.http import TextResponse

from crawlers.article import read_article
from crawlers.cadence import CADENCES, timetable
from crawlers.follow import leads_away
from crawlers.items import Kind, RawEntry
from crawlers.observe.trace import Asked
from crawlers.source import Level, Source, Trust
from crawlers.spider import SourceSpider

KEY = "seite"  # the one entry of a watched page
_CODES: dict[str, Any] = {"level": Level, "kind": Kind, "trust": Trust}


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedPage:
    """A page that somebody gave by its address: all that its source consists of.

    `kind` is what the page is; a notice becomes a question to staff as soon as it names a
    deadline or a sum. `area` is an area key. Where it is not known what the page is to the
    funder, it is quoted. `evidence` says, in German, how the address is known.
    """

    slug: str
    url: str
    title: str
    publisher: str
    area: str
    level: Level
    kind: Kind = Kind.NOTICE
    language: str = "de"
    trust: Trust = Trust.RELAY
    cadence: str = CADENCES[0]
    evidence: str = ""

    def source(self) -> Source:
        """Return the page as a source of its own: its own runs, its own health."""
        return Source(
            slug=self.slug,
            title=self.title,
            publisher=self.publisher,
            homepage=self.url,
            level=self.level,
            area=self.area,
            trust=self.trust,
            cron=timetable(self.slug, self.cadence),
            expected=(1, 1),
            licence=f"© {self.publisher}. Es gilt der Text auf {urlsplit(self.url).hostname}.",
            evidence=self.evidence,
        )

    def to_json(self) -> str:
        """Return the page as `crawlers.run --page` takes it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> WatchedPage:
        """Rebuild a page from `to_json`. Raises ValueError naming what is wrong."""
        try:
            return cls.of(json.loads(text))
        except (TypeError, KeyError) as error:
            raise ValueError(f"not a watched page: {error}") from error

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> WatchedPage:
        """Return the page of a table's facts. Raises TypeError, KeyError or ValueError."""
        codes = {name: enum(facts[name]) for name, enum in _CODES.items() if name in facts}
        return cls(**{**facts, **codes})


class WatchedPageSpider(SourceSpider):
    """Reads one page as one entry, under the name that was given to it."""

    page_watched: ClassVar[WatchedPage]
    page_budget = 5

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the page."""
        yield self.get(self.page_watched.url, self.parse_page)

    def leads_away(self, asked: Asked, to: str) -> bool:
        """Whether another page answers: there is only this one, and it must be itself."""
        return leads_away(asked.url, to)

    def parse_page(self, response: TextResponse) -> Iterator[RawEntry]:
        """Read the main part of the page, or all of it."""
        watched = self.page_watched
        article = read_article(self.page(response), watched.title)
        yield self.entry(
            key=KEY,
            url=watched.url,
            kind=watched.kind,
            title=watched.title,
            body=article.text,
            language=watched.language,
            published_on=article.published_on,
            given=article.given,
        )


def watched_spider(page: WatchedPage) -> type[WatchedPageSpider]:
    """Return the spider of a watched page."""
    names = {
        "source": page.source(),
        "page_watched": page,
        "facts": page.to_json(),
        "__module__": __name__,
    }
    return type("WatchedPageSpider", (WatchedPageSpider,), names)
