"""LEA Hessen: the state's energy agency on what municipalities can apply for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from scrapy.http import TextResponse

from crawlers.articles import ArticlesSpider, key, place
from crawlers.items import RawEntry
from crawlers.observe.outcome import CrawlStopped
from crawlers.observe.trace import Asked
from crawlers.source import Level, Source, Trust
from crawlers.versions import newer

HOST = "lea-hessen.de"
UNDECIDED = (
    "Unter {url} steht eine andere Fassung dieser Seite, und keine von beiden sagt, "
    "welche neuer ist. Welche gilt?"
)


class LeaSpider(ArticlesSpider):
    """Follows the guide for municipalities; the agency has two hosts for the same pages.

    Where both are linked they may hold two versions, as of guidelines of different years: the
    newer one is the entry. Where neither says so, both are, and staff are asked.
    """

    source = Source(
        slug="he_lea",
        title="LEA Hessen: Fördermittel für Kommunen",
        publisher="LandesEnergieAgentur Hessen (LEA)",
        homepage="https://www.lea-hessen.de/",
        level=Level.STATE,
        area="06",
        trust=Trust.RELAY,
        cron="30 5 * * mon",
        expected=(2, 80),
        licence="© LandesEnergieAgentur Hessen. Es gilt der Text der jeweiligen Richtlinie.",
    )
    lists = ("https://www.lea-hessen.de/kommunen/foerdermittel-finden/",)
    article = re.compile(r"(?:lea|landesenergieagentur)-hessen\.de/kommunen/[^/]+/.+")
    headings = (
        "Wer wird gefördert?",
        "Was wird gefördert?",
        "Wie wird gefördert?",
        "Wie hoch ist die Förderung?",
        "Bis wann kann ein Antrag gestellt werden?",
        "Rechtsgrundlage",
    )
    unread = ("Rechtsgrundlage",)

    def known_as(self, url: str) -> str:
        """Return path and query, and before them the host if it is not the agency's own."""
        host = place(url).partition("/")[0]
        return key(url) if host == HOST else f"{host}{key(url)}"

    def chosen(self, own: list[str], url: str) -> list[str]:
        """Return what is linked, of the two hosts' addresses of one page only the first."""
        firsts: dict[str, str] = {}
        for one in own:
            firsts.setdefault(key(one), one)
        return list(firsts.values())

    def follow(self, url: str, own: list[str]) -> Any:
        """Return the request for a page; one that another host has too is compared with that."""
        others = (one for one in own if key(one) == key(url))
        twin = next((one for one in others if self.known_as(one) != self.known_as(url)), "")
        if twin and self.is_article(url):
            return self.get(url, self.parse_first, twin=twin)
        return super().follow(url, own)

    def parse_first(self, response: TextResponse, twin: str) -> Iterator[Any]:
        """Read one of two versions and ask for the other."""
        for entry in self.parse_article(response):
            yield self.get(twin, self.parse_second, first=entry)

    def parse_second(self, response: TextResponse, first: RawEntry) -> Iterator[RawEntry]:
        """Read the other version; one of the same text is none."""
        second = next(self.parse_article(response), None)
        latest = newer(first, second) if second else first
        if latest:
            yield latest
        elif second:
            for one, other in ((first, second), (second, first)):
                notes = (*one.given.notes, UNDECIDED.format(url=other.url))
                yield replace(one, given=replace(one.given, notes=notes))

    def without(self, page: Asked, stop: CrawlStopped) -> Iterator[Any] | None:
        """Let a version that fails stand as it was; if it is gone, the other is all there is."""
        first, twin = page.known.get("first"), page.known.get("twin")
        if not (first or twin):
            return None
        other = first or self.get(str(twin), self.parse_article, missing_ok=True)
        stands = [] if stop.gone else list(self.as_it_was(page, stop))
        return iter(stands or [other])
