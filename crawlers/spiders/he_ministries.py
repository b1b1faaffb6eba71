"""Press of the Hessian ministries: one platform, many hosts."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from itertools import dropwhile, islice, takewhile
from typing import Any
from urllib.parse import unquote, urlsplit

from bs4 import Tag
from scrapy.http import TextResponse

from crawlers.follow import declared, next_page
from crawlers.items import Given, LabelledText, RawEntry
from crawlers.observe.outcome import CrawlStopped
from crawlers.observe.trace import Asked
from crawlers.page import Page
from crawlers.press import classify, questions
from crawlers.shape import on_lines
from crawlers.source import Level, Source, Trust
from crawlers.spider import SourceSpider

# The ministries first, the platform's own list last: an entry keeps its ministry's address.
MINISTRIES = {
    "landwirtschaft.hessen.de": "Hessisches Ministerium für Landwirtschaft und Umwelt, "
    "Weinbau, Forsten, Jagd und Heimat",
    "wirtschaft.hessen.de": "Hessisches Ministerium für Wirtschaft, Energie, Verkehr, "
    "Wohnen und ländlichen Raum",
    "innen.hessen.de": "Hessisches Ministerium des Innern, für Sicherheit und Heimatschutz",
    "wissenschaft.hessen.de": "Hessisches Ministerium für Wissenschaft und Forschung, "
    "Kunst und Kultur",
    "soziales.hessen.de": "Hessisches Ministerium für Arbeit, Integration, Jugend und Soziales",
    "familie.hessen.de": "Hessisches Ministerium für Familie, Senioren, Sport, "
    "Gesundheit und Pflege",
    "digitales.hessen.de": "Hessisches Ministerium für Digitalisierung und Innovation",
    "staatskanzlei.hessen.de": "Hessische Staatskanzlei",
    "www.hessen.de": "Hessische Landesregierung",
}
TOPIC = "Thema"
# What stands below a release and is not part of it.
_ASIDE = re.compile(r"(?:Presse|Kontakt|Schlagwort|Ansprech|Downloads?\b|Weitere|Mehr zum|Teilen)")
# The day stands in `published_on`; alone in a text it says nothing a reader could place.
_BYLINE = re.compile(r"\d{2}\.\d{2}\.\d{4}|Lesedauer.*|Pressemitteilung")


class MinistriesSpider(SourceSpider):
    """Reads the newest press releases of every ministry, each once."""

    source = Source(
        slug="he_ministries",
        title="Hessische Ministerien: Pressemitteilungen",
        publisher="Hessische Landesregierung",
        homepage="https://www.hessen.de/presse",
        level=Level.STATE,
        area="06",
        trust=Trust.PRIMARY,
        cron="30 5,11,17 * * *",
        expected=(30, 250),
        licence="© Land Hessen. Es gilt der Text der Pressemitteilung.",
        complete=False,
    )
    pages_per_host = 2
    may_lose_hosts = 3  # a third of them; if more fail, it is the platform that does

    async def start(self) -> AsyncIterator[Any]:
        """Begin with the first host; the others follow one after another."""
        yield self._first_list(tuple(MINISTRIES))

    def parse_list(
        self, response: TextResponse, number: int, hosts: tuple[str, ...]
    ) -> Iterator[Any]:
        """Follow every release of a list page, then the next page or the next host."""
        page = self.page(response)
        articles = page.each("#hw_core_list article.node.hw-article", at_least=1)
        # All of them first: a list that changed gives nothing.
        for url, teaser in [read_teaser(article) for article in articles]:
            if self.first(f"list: {node(url)}"):
                yield self.get(url, self.parse_release, missing_ok=True, teaser=teaser)
        following = next_page(page.within(pager)) if (pager := _pager(page)) else ""
        if following and number < self.pages_per_host:
            yield self.get(following, self.parse_list, number=number + 1, hosts=hosts)
        elif hosts:
            yield self._first_list(hosts)

    def parse_release(self, response: TextResponse, teaser: dict[str, Any]) -> Iterator[RawEntry]:
        """Read one release and say whether it is a call, an award or neither."""
        url = declared(response, "hessen.de")
        if not self.first(f"page: {node(url)}"):
            return
        page = self.page(response).main("main").undecorated()
        title, body = page.words("h1"), release_text(page)
        publisher = MINISTRIES.get(urlsplit(url).hostname or "", self.source.publisher)
        kind = classify(title, teaser["summary"], body)
        notes = questions(title)
        yield self.entry(
            key=node(url),
            url=url,
            kind=kind,
            title=title,
            body=body,
            given=Given(funders=(publisher,), notes=notes),
            **teaser,
        )

    def without(self, page: Asked, stop: CrawlStopped) -> Iterator[Any]:
        """Leave a ministry as it was whose list fails, and go on with the next."""
        host = urlsplit(page.url).netloc
        self.left_out.host(host, stop)
        yield from self.host_as_it_was(host)
        if hosts := page.known["hosts"]:
            yield self._first_list(hosts)

    def _first_list(self, hosts: tuple[str, ...]) -> Any:
        host, *others = hosts
        return self.get(f"https://{host}/presse", self.parse_list, number=1, hosts=tuple(others))


def node(url: str) -> str:
    """Return what names a release on every host: its last path segment in lower case.

    /presse/<slug> and /presse/pressearchiv/<slug> are the same release; /node/<number> is
    kept apart as "node-<number>" until its page says its own address.
    """
    *folders, last = unquote(urlsplit(url).path).rstrip("/").casefold().split("/")
    return f"node-{last}" if folders and folders[-1] == "node" else last


def read_teaser(page: Page) -> tuple[str, dict[str, Any]]:
    """Return address, and what the list alone says: date, theme and teaser."""
    topic = page.maybe("p[class*=teaser-generic__field-pt-dateline]")
    summary = page.maybe("div[class*=teasertext]")
    page.words("h2[class*=teaser-generic__field-pt-headline]")
    fields = (LabelledText(label=TOPIC, text=page.text(topic)),) if topic else ()
    return page.link(page.one("a.teaser--area-link")), {
        "published_on": page.date(page.words("p.date")),
        "summary": page.text(summary) if summary else "",
        "fields": fields,
    }


def release_text(page: Page) -> str:
    """Return the running text after the headline, without what only stands below it."""
    title = page.words("h1")
    parts = page.sections(("h1", "h2", "h3"))
    below = dropwhile(lambda part: part.label != title, parts)
    own = takewhile(lambda part: not _ASIDE.match(part.label), below)
    lines = (line for part in own for line in (part.label, *part.text.splitlines()) if line)
    return on_lines(line for line in islice(lines, 1, None) if not _BYLINE.fullmatch(line))


def _pager(page: Page) -> Tag | None:
    return page.maybe("nav[aria-label=Seitennavigation]")
