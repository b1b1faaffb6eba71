"""Articles: a spider for sites that list their programmes or calls and give each a page."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

from scrapy.http import TextResponse

from crawlers.article import MAIN, Article, read_article
from crawlers.follow import next_page
from crawlers.items import Kind, LabelledText, RawEntry
from crawlers.links import canonical
from crawlers.outcome import PageChangedError
from crawlers.press import questions
from crawlers.spider import SourceSpider


class ArticlesSpider(SourceSpider):
    """Follows lists to their articles and reads each by its headline.

    A subclass says where to begin and which addresses belong to it; both patterns see host
    and path in small letters, without "www." and the last slash. It may say what an article
    is (`kind`) and which labels it has (`fields`). The key of an article is its path, so
    that an alias of the host or other letters make no second entry.
    """

    pages: ClassVar[tuple[str, ...]] = ()  # articles of which the address is known
    lists: ClassVar[tuple[str, ...]] = ()
    article: ClassVar[re.Pattern[str]] = re.compile(r"(?!)")
    sublist: ClassVar[re.Pattern[str]] = re.compile(r"(?!)")
    drop: ClassVar[tuple[str, ...]] = ()  # parameters that make no other page

    async def start(self) -> AsyncIterator[Any]:
        """Begin with the known pages and the lists."""
        self.seen = {key(url) for url in (*self.pages, *self.lists)}
        self.read: set[str] = set()
        for url in self.pages:
            yield self.get(url, self.parse_article)
        for url in self.lists:
            yield self.get(url, self.parse_list)

    def parse_list(self, response: TextResponse) -> Iterator[Any]:
        """Follow what belongs to the source, each once, then the list's next part.

        A list that links nothing of the source has changed.
        """
        page = self.page(response).main(*MAIN)
        links = [canonical(str(a["href"]), page.base, self.drop) for a in page.all("a[href]")]
        own = [url for url in links if self._parser(url)]
        self.tell(f"a[href] ~ {self.article.pattern}", len(own))
        if not own:
            raise PageChangedError(response.url, f"a[href] ~ {self.article.pattern}", 0, "mindestens 1")
        yield from self._follow(own)
        if following := next_page(page):
            yield from self._follow([following], self.parse_list)

    def parse_article(self, response: TextResponse) -> Iterator[RawEntry]:
        """Read one article; one to which several addresses lead is read once."""
        mark = key(response.url)
        if mark in self.read:
            return
        self.read.add(mark)
        article = read_article(self.page(response))
        fields, body = self.fields(article)
        kind = self.kind(article)
        notes = questions(article.title) if kind in (Kind.NOTICE, Kind.CALL) else ()
        yield self.entry(
            key=mark,
            url=canonical(response.url, drop=self.drop),
            kind=kind,
            title=article.title,
            fields=fields,
            prose=tuple(dict.fromkeys(field.label for field in fields)),
            body=body,
            published_on=article.published_on,
            given=replace(article.given, notes=notes),
        )

    def kind(self, article: Article) -> Kind:
        """Return what an article is: a programme, where the site holds nothing else."""
        return Kind.PROGRAMME

    def fields(self, article: Article) -> tuple[tuple[LabelledText, ...], str]:
        """Return the labelled parts of an article and the rest of its text."""
        return (), article.text

    def _follow(self, urls: list[str], parse: Any = None) -> Iterator[Any]:
        for url in urls:
            if (mark := key(url) + ("?" + urlsplit(url).query if parse else "")) not in self.seen:
                self.seen.add(mark)
                yield self.get(url, parse or self._parser(url), missing_ok=parse is None)

    def _parser(self, url: str) -> Any:
        if self.article.fullmatch(place(url)):
            return self.parse_article
        return self.parse_list if self.sublist.fullmatch(place(url)) else None


def place(url: str) -> str:
    """Return host and path of an address in small letters, without "www." and the last slash."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return f"{host}{key(url)}"


def key(url: str) -> str:
    """Return what a page is known by: its path in small letters, without the last slash."""
    return unquote(urlsplit(url).path).casefold().rstrip("/") or "/"
