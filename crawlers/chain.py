"""Chain: a whole site, read as far down as it makes necessary.

WordPress's REST interface, else a feed, else a list that a reader recognises on the start page,
else the sitemap's pages, else the start page itself. What a site offers is declared on its start
page and in robots.txt, so that nothing is asked for on a guess but a sitemap where none is named.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

from scrapy.http import TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawlers.article import Article, read_article
from crawlers.articles import key
from crawlers.events import kind_of_news, kind_of_page
from crawlers.items import Kind, RawEntry
from crawlers.line import Line
from crawlers.links import canonical
from crawlers.listed import ItemsSpider
from crawlers.observe.outcome import CrawlStopped, PageChangedError
from crawlers.page import Page
from crawlers.posts import read_feed, read_wordpress
from crawlers.readers import reader_of
from crawlers.sitemap import read_sitemap
from crawlers.spider import Parse
from crawlers.unanswered import Unread

WAYS = ("wordpress", "feed", "list", "sitemap", "page")
_POSTS = "wp/v2/posts?per_page=30&_fields=id,date,link,title,excerpt,content"
_FEEDS = 'link[rel~=alternate][type="application/rss+xml"], link[type="application/atom+xml"]'
_COMMENTS = ("comment", "kommentar")
# Not offered: not there, or only for those who log in. 403 is a refusal and ends the visit.
_NOT_OFFERED = (401, 404, 410)


@dataclass(slots=True, kw_only=True)
class _Last:
    """Goes on once the last of several has found that it leads nowhere."""

    count: int
    rest: Callable[[], Iterable[Any]]

    def call(self) -> Iterable[Any]:
        """Go on if this was the last one."""
        self.count -= 1
        return () if self.count else self.rest()


class ChainSpider(ItemsSpider):
    """Reads the news of a whole site and the pages with calls that its line names."""

    line: ClassVar[Line]
    pages_of_sitemap = 25

    async def start(self) -> AsyncIterator[Any]:
        """Begin with the start page and the pages that are watched anyway."""
        yield self.get(self.line.homepage, self.parse_home)
        for url in self.line.pages:
            yield self.get(url, self.parse_page, missing_ok=True, way="page")

    def parse_home(self, response: TextResponse) -> Iterator[Any]:
        """Find out what the site offers and begin with the best of it."""
        named = self.sitemaps.get(urlsplit(response.url).netloc, ())
        offered = offers(self.page(response), named)
        if "list" not in offered:
            self.tell("Liste auf der Startseite (kein Leser erkennt eine)", 0)
        first = WAYS.index(self.line.way or WAYS[0])
        yield from self._descend([w for w in WAYS[first:] if w in offered], offered)

    def parse_posts(self, response: TextResponse, way: str, rest: Any) -> Iterator[Any]:
        """Read posts or feed items; a list without any is as good as none."""
        read = read_wordpress if way == "wordpress" else read_feed
        faults: list[str] = []
        try:
            posts = read(response.body, response.url, faults.append)
        except PageChangedError as error:
            yield from self._next_way(error, rest)
            return
        for fault in faults:
            self.leave_out(fault)
        if not posts:
            self.tell(f"Beiträge ({way})", 0)
            yield from rest()
            return
        self.way = way
        yield from self.post_entries(posts, response.url, way)

    def parse_list(self, response: TextResponse, way: str, rest: Any) -> Iterator[Any]:
        """Follow the items of a list; one without any is as good as none."""
        page = self.page(response)
        reader = self.reader_for(page)
        found = list(self.follow_items(page, reader)) if reader else []
        if found:
            self.way = way
        yield from found or rest()

    def parse_sitemap(self, response: TextResponse, way: str, rest: Any) -> Iterator[Any]:
        """Follow the sitemap's pages that may tell of funding, the newest first."""
        try:
            nested, pages = read_sitemap(response.body, response.url, self.line.homepage)
        except PageChangedError as error:
            yield from self._next_way(error, rest)
            return
        chosen = pages[: self.pages_of_sitemap]
        self.tell("Seiten der Sitemap", len(chosen))
        # Any of them may lead to pages; only where none does, the next way is taken.
        last = _Last(count=len(set(nested)), rest=rest)
        for url in dict.fromkeys(nested):
            yield self.get(url, self.parse_sitemap, missing_ok=True, way=way, rest=last.call)
        for url in chosen:
            yield self.get(url, self.parse_page, missing_ok=True, way=way)
        if chosen:
            self.way = way
        if not nested and not chosen:
            yield from rest()

    def parse_page(self, response: TextResponse, way: str) -> Iterator[RawEntry]:
        """Read a page as one entry."""
        mark = key(canonical(response.url))
        if not self.first(mark):
            return
        article = read_article(self.page(response), f"{self.source.title}: Aktuelles")
        entry = self.entry(
            key=mark,
            url=canonical(response.url),
            kind=kind_of(article),
            title=article.title,
            body=article.text,
            published_on=article.published_on,
            given=article.given,
            structured={"way": way},
        )
        # What the line names by its address is what it is read for.
        if mark in {key(canonical(url)) for url in self.line.pages} or self.concerns(entry):
            yield entry

    def _descend(self, ways: list[str], offered: dict[str, str]) -> Iterator[Any]:
        """Try the first of the ways; what it does not give is left to the next."""
        way, *lower = ways
        if way == "page":  # the last one, which is always there
            self.way = way
        rest = partial(self._descend, lower, offered)
        # A function among the arguments keeps start page and lists from being remembered: the
        # way down must be open on every visit. The pages they lead to are remembered.
        known: dict[str, Any] = {"way": way} | ({} if way == "page" else {"rest": rest})
        reads: dict[str, Parse] = {
            "list": self.parse_list,
            "page": self.parse_page,
            "sitemap": self.parse_sitemap,
        }
        request = self.get(offered[way], reads.get(way, self.parse_posts), **known)
        # The start page was fetched before, and is read a second time only for what is on it.
        again = way in ("list", "page")
        yield request.replace(dont_filter=again, errback=partial(self._not_offered, rest))

    def _next_way(self, error: PageChangedError, rest: Any) -> Iterator[Any]:
        """Go on with the next way where this one is broken; staff are told.

        The judge of the visit sets it aside for a day where the way is another than before.
        """
        self.left_out.ways.append(error.reason)
        yield from rest()

    def _not_offered(self, rest: Any, failure: Failure) -> Any:
        """Go on with the next way where this one is not offered to us."""
        error = failure.value
        missing = isinstance(error, HttpError) and error.response.status in _NOT_OFFERED
        forbidden = not isinstance(error, CrawlStopped) and "robots.txt" in str(error)
        if missing or forbidden or isinstance(error, Unread):
            return rest()
        return self.failed(failure)


def kind_of(article: Article) -> Kind:
    """Return the kind of a page: one that shows when it came out is news, any other stands."""
    kind = kind_of_news if article.is_dated else kind_of_page
    return kind(article.title, article.text)


def offers(page: Page, sitemaps: Sequence[str] = ()) -> dict[str, str]:
    """Return the ways a site can be read by, each with its address, as its start page says.

    `sitemaps` are those that its robots.txt names, of which the one with news comes first.
    """
    named = sorted(filter(None, (canonical(one, page.url) for one in sitemaps)), key=_without_news)
    found = {"sitemap": next(iter(named), urljoin(page.url, "/sitemap.xml")), "page": page.url}
    for node in page.all('link[rel="https://api.w.org/"][href]')[:1]:
        found["wordpress"] = urljoin(page.link(node), _POSTS)
    feeds = (node for node in page.all(_FEEDS) if not _of_comments(str(node)))
    for node in list(feeds)[:1]:
        found["feed"] = page.link(node)
    if reader_of(page):
        found["list"] = page.url
    return found


def chain_spider(line: Line) -> type[ChainSpider]:
    """Return the spider of a site. Raises ValueError for a way that there is none."""
    if line.way and line.way not in WAYS:
        raise ValueError(f"way {line.way!r} is none of {WAYS}")
    names = {
        "source": line.source(),
        "line": line,
        "facts": line.to_json(),
        "__module__": __name__,
    }
    return type("ChainSpider", (ChainSpider,), names)


def _without_news(sitemap: str) -> bool:
    return not re.search(r"news|post|index|wp-sitemap", sitemap.lower())


def _of_comments(markup: str) -> bool:
    return any(word in markup.lower() for word in _COMMENTS)
