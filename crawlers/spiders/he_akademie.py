"""Akademie für den ländlichen Raum: its events, and the news of the state office behind it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any

from scrapy.http import TextResponse

from crawlers.article import Article
from crawlers.articles import ArticlesSpider, place
from crawlers.events import LABELS, WHEN, WHERE, event_given, is_report, kind_of_news
from crawlers.items import Given, Kind, LabelledText, RawEntry
from crawlers.lines import value, with_labels
from crawlers.posts import post_facts, read_feed
from crawlers.source import Level, Source, Trust

NEWS = "https://llh.hessen.de/feed/"


class AkademieSpider(ArticlesSpider):
    """Reads alrhessen.de from its start page and the feed of llh.hessen.de.

    A report of an event that is over is a notice: nobody can go there any more.
    """

    source = Source(
        slug="he_akademie",
        title="Akademie für den ländlichen Raum Hessen: Veranstaltungen",
        publisher="Akademie für den ländlichen Raum Hessen (ALR) beim Landesbetrieb "
        "Landwirtschaft Hessen",
        homepage="https://www.alrhessen.de/",
        level=Level.STATE,
        area="06",
        trust=Trust.PRIMARY,
        cron="50 5 * * *",
        expected=(2, 120),
        licence="© Landesbetrieb Landwirtschaft Hessen. Es gilt der Text der Seite.",
        complete=False,
    )
    lists = ("https://www.alrhessen.de/",)
    article = re.compile(r"alrhessen\.de/veranstaltung-aktuelles/[^/]+")
    dateline = False
    labels = LABELS
    unread = (*WHERE, "Uhrzeit", "Zeit", "Veranstalter", "Kosten")

    async def start(self) -> AsyncIterator[Any]:
        """Begin with the academy's start page; the office's feed follows."""
        async for request in super().start():
            yield request
        yield self.get(NEWS, self.parse_news)

    def parse_news(self, response: TextResponse) -> Iterator[RawEntry]:
        """Read every post of the office; its keys carry the host, as the paths are not ours."""
        posts = read_feed(response.body, response.url)
        self.tell("Beiträge (feed)", len(posts))
        for post in posts:
            yield self.entry(key=place(post.url), **post_facts(post))

    def kind(self, article: Article, url: str) -> Kind:
        """Return EVENT for what has a labelled day or invites, unless it reports."""
        pairs, _ = with_labels(article.text, self.labels)
        if is_report(article.title, article.text):
            return Kind.NOTICE
        return Kind.EVENT if value(pairs, *WHEN) else kind_of_news(article.title, article.text)

    def given(self, article: Article, fields: tuple[LabelledText, ...], url: str) -> Given:
        """Add day, place and registration of an event."""
        stated = event_given(fields, self.source.homepage)
        return replace(stated, contacts=article.given.contacts, links=article.given.links)
