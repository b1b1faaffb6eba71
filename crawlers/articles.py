"""Articles: a spider for sites that list their programmes or calls and give each a page."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

from scrapy.http import TextResponse

from crawlers.article import Article, read_article
from crawlers.follow import next_page
from crawlers.items import Given, Kind, LabelledText, RawEntry, digest
from crawlers.lines import under_headings, with_labels
from crawlers.links import canonical
from crawlers.main_part import MAIN
from crawlers.observe.outcome import PageChangedError
from crawlers.observe.trace import Asked
from crawlers.press import questions
from crawlers.shape import on_lines
from crawlers.spider import SourceSpider

_NOTHING = re.compile(r"(?!)")


class ArticlesSpider(SourceSpider):
    """Follows lists to their articles and reads each by its headline.

    A subclass says where to begin and which addresses belong to it; both patterns see host
    and path in small letters, without "www." and the last slash. It may say which labels
    and headings the pages have, and what an article is (`kind`). The key of an article is
    its path, so that an alias of the host or other letters make no second entry.
    """

    pages: ClassVar[tuple[str, ...]] = ()  # articles of which the address is known
    lists: ClassVar[tuple[str, ...]] = ()
    may_be_empty: ClassVar[tuple[str, ...]] = ()  # lists that for a time have nothing to list
    article: ClassVar[re.Pattern[str]] = _NOTHING
    sublist: ClassVar[re.Pattern[str]] = _NOTHING
    lists_are_articles: ClassVar[bool] = False  # a list has a text of its own
    list_parts: ClassVar[int] = 20  # how far a list is followed to its next parts
    unlinked: ClassVar[str] = ""  # what a list is called that links nothing of the source
    dateline: ClassVar[bool] = True  # a date at the head of a page is the day of publication
    labels: ClassVar[tuple[str, ...]] = ()  # "Label: value" on one line or two
    headings: ClassVar[tuple[str, ...]] = ()  # lines with a text of several lines below
    unread: ClassVar[tuple[str, ...]] = ()  # labels and headings that are no statement on funding

    async def start(self) -> AsyncIterator[Any]:
        """Begin with the known pages and the lists."""
        for url in self.pages:
            yield self.get(url, self.parse_article)
        for url in self.lists:
            yield self.get(url, self.parse_list, part=1)

    def parse_list(self, response: TextResponse, part: int) -> Iterator[Any]:
        """Follow what belongs to the source, each once, then the list's next part.

        A list that links nothing of the source has changed, unless it may be empty.
        """
        page = self.page(response).main(*MAIN)
        if self.lists_are_articles and part == 1:
            yield from self.parse_article(response)
        links = (self.address(page.link(node)) for node in page.all("a[href]"))
        own = [url for url in links if self.belongs(url)]
        self.tell(f"a[href] ~ {self.article.pattern}", len(own))
        may_be_empty = self.lists_are_articles or self.address(response.url) in self.may_be_empty
        if not own and not may_be_empty:
            sought = f"{self.unlinked}a[href] ~ {self.article.pattern}"
            raise PageChangedError(response.url, sought, 0, "mindestens 1")
        for url in self.chosen(own, response.url):
            # One path may hold many articles, but a list asked for in another order is no other.
            mark = self.known_as(url) if self.is_article(url) else path(url)
            if self.first(f"link: {mark}"):
                yield self.follow(url, own)
        if part < self.list_parts and (following := next_page(page)):
            yield self.get(following, self.parse_list, part=part + 1)

    def chosen(self, own: list[str], url: str) -> list[str]:
        """Return which of a list's own links are followed: all, where nothing else is said."""
        return own

    def follow(self, url: str, own: list[str]) -> Any:
        """Return the request for an article or a list below a list, which links all of `own`."""
        if self.is_article(url):
            return self.get(url, self.parse_article, missing_ok=True)
        return self.get(url, self.parse_list, missing_ok=True, part=1)

    def parse_article(self, response: TextResponse) -> Iterator[RawEntry]:
        """Read one article; one to which several addresses lead is read once."""
        mark = self.known_as(self.address(response.url))
        if not self.first(mark):
            return
        article = read_article(self.page(response), dateline=self.dateline)
        text = digest(f"{article.title} {article.text}")
        if not self.first(f"text: {path(response.url)} {text}"):
            return
        fields, body = self.fields(article)
        kind = self.kind(article, response.url)
        notes = questions(article.title) if kind is Kind.NOTICE else ()
        yield self.entry(
            key=mark,
            url=self.address(response.url),
            kind=kind,
            title=article.title,
            fields=fields,
            prose=tuple(dict.fromkeys(f.label for f in fields if f.label not in self.unread)),
            body=body,
            published_on=self.published(article, response.url),
            given=replace(self.given(article, fields, response.url), notes=notes),
        )

    def address(self, url: str) -> str:
        """Return the one address of a page."""
        return canonical(url)

    def known_as(self, url: str) -> str:
        """Return the key of an article."""
        return key(url)

    def belongs(self, url: str) -> bool:
        """Whether an address is an article or a list of this source."""
        return self.is_article(url) or bool(self.sublist.fullmatch(place(url)))

    def leads_away(self, asked: Asked, to: str) -> bool:
        """Whether an article was answered by what is none."""
        if self.is_article(asked.url):
            return not self.is_article(to)
        return super().leads_away(asked, to)

    def is_article(self, url: str) -> bool:
        """Whether an address is an article of this source."""
        return bool(self.article.fullmatch(place(url)))

    def kind(self, article: Article, url: str) -> Kind:
        """Return what an article is: a programme, where the site holds nothing else."""
        return Kind.PROGRAMME

    def fields(self, article: Article) -> tuple[tuple[LabelledText, ...], str]:
        """Return the labelled parts of an article and the rest of its text."""
        pairs, others = with_labels(article.text, self.labels)
        before, parts = under_headings(on_lines(others), self.headings)
        return (*pairs, *parts), on_lines(before)

    def given(self, article: Article, fields: tuple[LabelledText, ...], url: str) -> Given:
        """Return what the article states as values: its contact and documents."""
        return article.given

    def published(self, article: Article, url: str) -> date | None:
        """Return the day of publication, where the page or its address gives one."""
        return article.published_on


def place(url: str) -> str:
    """Return host and path of an address in small letters, without "www." and the last slash."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return f"{host}{path(url)}"


def path(url: str) -> str:
    """Return the path of an address in small letters, without the last slash."""
    return unquote(urlsplit(url).path).casefold().rstrip("/") or "/"


def key(url: str) -> str:
    """Return what a page is known by: its path, and the query where it has one, in one order.

    What a visit adds to an address must be gone by then (`canonical`).
    """
    query = "&".join(sorted(urlsplit(url).query.split("&")))
    return f"{path(url)}?{query}" if query else path(url)
