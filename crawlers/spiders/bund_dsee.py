"""DSEE: news of the federal foundation for volunteering."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy.http import TextResponse

from crawlers.articles import key
from crawlers.items import RawEntry
from crawlers.observe.outcome import PageChangedError
from crawlers.posts import each_once, post_facts, read_feed
from crawlers.source import Level, Source, Trust
from crawlers.spider import SourceSpider

FEED = "https://www.deutsche-stiftung-engagement-und-ehrenamt.de/feed/"


class DseeSpider(SourceSpider):
    """Reads the feed; every post stands in it with its whole text."""

    source = Source(
        slug="bund_dsee",
        title="Deutsche Stiftung für Engagement und Ehrenamt: Aktuelles",
        publisher="Deutsche Stiftung für Engagement und Ehrenamt (DSEE)",
        homepage="https://www.deutsche-stiftung-engagement-und-ehrenamt.de/",
        level=Level.FEDERAL,
        area="de",
        trust=Trust.PRIMARY,
        takes_applications=True,
        cron="20 6 * * *",
        expected=(3, 60),
        licence="© Deutsche Stiftung für Engagement und Ehrenamt. Es gilt der Text der Seite.",
        complete=False,
    )

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the feed."""
        yield self.get(FEED, self.parse_feed)

    def parse_feed(self, response: TextResponse) -> Iterator[RawEntry]:
        """Read every post: call, award, event or neither. An empty feed has changed."""
        posts = read_feed(response.body, response.url, self.leave_out)
        self.tell("Beiträge (feed)", len(posts))
        if not posts:
            raise PageChangedError(response.url, "item", 0, "mindestens 1-mal")
        for post in each_once(posts, response.url):
            yield self.entry(key=key(post.url), **post_facts(post))
