"""Listed: sources that are lines, read from their lists by whichever reader takes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, ClassVar

from scrapy.http import Response, TextResponse

from crawlers.article import Article
from crawlers.articles import ArticlesSpider, key, place
from crawlers.by_selectors import reader_by
from crawlers.concern import concerns
from crawlers.events import kind_of_news
from crawlers.follow import site
from crawlers.items import Kind, LabelledText, RawEntry
from crawlers.line import Line
from crawlers.observe.outcome import PageChangedError
from crawlers.page import Page
from crawlers.posts import Post, each_once, post_facts, read_feed, read_wordpress
from crawlers.press import classify, questions
from crawlers.readers import Item, Reader, reader_of, readers
from crawlers.spider import SourceSpider

_FEEDS = ("<?xml", "<rss", "<feed", "<rdf:")


class ItemsSpider(SourceSpider):
    """Follows the lines of a list that a reader takes, each to its page."""

    line: ClassVar[Line]

    def reader_for(self, page: Page) -> Reader | None:
        """Return what reads a list: the line's selectors, the reader it names, or by the markup."""
        if self.line.select.items:
            return reader_by(self.line.select)
        return readers()[self.line.reader] if self.line.reader else reader_of(page)

    def follow_items(self, page: Page, reader: Reader) -> Iterator[Any]:
        """Ask for the page of every item, each once."""
        items = [replace(one, url=reader.address(one.url)) for one in reader.items(page)]
        own = [item for item in items if self.takes(item)]
        self.tell(f"Liste ({reader.label})", len(own))
        for item in own:
            if self.first(f"link: {key(item.url)}"):
                yield self.get(
                    item.url, self.parse_item, missing_ok=True, reader=reader.name, item=item
                )

    def takes(self, item: Item) -> bool:
        """Whether an item is the source's: a page of its own site."""
        return site(item.url) == site(self.line.homepage)

    def parse_item(self, response: TextResponse, reader: str, item: Item) -> Iterator[RawEntry]:
        """Read the page of an item; what the list says of it fills what the page does not say."""
        by = self._named(reader)
        mark = key(by.address(response.url))
        if not self.first(mark):
            return
        article = by.article(self.page(response), item)
        kind = self.kind_of(article, item)
        fields, body = self.parts_of(article)
        notes = questions(article.title) if kind is Kind.NOTICE else ()
        entry = self.entry(
            key=mark,
            url=by.address(response.url),
            kind=kind,
            title=article.title,
            summary="" if item.teaser in article.text else item.teaser,
            fields=fields,
            prose=tuple(dict.fromkeys(f.label for f in fields if f.label not in self.line.unread)),
            body=body,
            language=self.line.language,
            published_on=article.published_on or item.published_on,
            given=replace(article.given, notes=notes),
            structured={"way": "list", "reader": reader},
        )
        if self.concerns(entry):
            yield entry

    def concerns(self, entry: RawEntry) -> bool:
        """Whether an entry is about what its line is read for; all are where it names nothing."""
        return not self.line.about or concerns(entry, self.line.about)

    def kind_of(self, article: Article, item: Item) -> Kind:
        """Return what the page of an item is."""
        return kind_of_news(article.title, item.teaser, article.text)

    def parts_of(self, article: Article) -> tuple[tuple[LabelledText, ...], str]:
        """Return the labelled parts of an article and the rest of its text."""
        return (), article.text

    def post_entries(self, posts: Sequence[Post], url: str, way: str) -> Iterator[RawEntry]:
        """Read posts as entries, each once; of those the source has, what its line is about."""
        self.tell(f"Beiträge ({way})", len(posts))
        for post in each_once(posts, url):
            mark = key(post.url)
            if self.first(mark):
                entry = self.entry(key=mark, structured={"way": way}, **post_facts(post))
                if self.concerns(entry):
                    yield entry

    def _named(self, reader: str) -> Reader:
        found = readers().get(reader)
        return found or reader_by(self.line.select)


class ListSpider(ItemsSpider, ArticlesSpider):
    """Reads the lists of a line: a feed, posts, or pages, as they answer.

    A list that no reader takes is read by the line's patterns; where it has none, what lies
    below the list's address is an article.
    """

    unlinked = "Liste, die kein Leser erkennt: "

    def parse_list(self, response: TextResponse, part: int) -> Iterator[Any]:
        """Read a list by what it is, and follow it to its next part."""
        posts = self._posts(response)
        if posts is not None:
            yield from posts
            return
        page = self.page(response)
        reader = self.reader_for(page)
        if reader is None:
            self.way = "pattern"
            yield from super().parse_list(response, part)
            return
        self.way = "list"
        found = list(self.follow_items(page, reader))
        if not found and part == 1 and not self.line.may_be_empty:
            raise PageChangedError(response.url, f"Liste ({reader.label})", 0, "mindestens 1")
        yield from found
        if part < self.list_parts and (following := reader.following(page)):
            yield self.get(following, self.parse_list, part=part + 1)

    def parse_article(self, response: TextResponse) -> Iterator[RawEntry]:
        """Read a page that the line's patterns name."""
        return filter(self.concerns, super().parse_article(response))

    def takes(self, item: Item) -> bool:
        """Whether an item is the source's: by the line's pattern, else a page of its own site."""
        return self.is_article(item.url) if self.line.article else super().takes(item)

    def kind(self, article: Article, url: str) -> Kind:
        """Return what an article is, by what the line says its lists hold."""
        if self.line.holds == "news":
            return kind_of_news(article.title, article.text)
        kind = classify(article.title)
        return Kind.PROGRAMME if kind is Kind.NOTICE else kind

    def kind_of(self, article: Article, item: Item) -> Kind:
        """Return what the page of an item is, by what the line says its lists hold."""
        if self.line.holds == "news":
            return super().kind_of(article, item)
        return self.kind(article, item.url)

    def parts_of(self, article: Article) -> tuple[tuple[LabelledText, ...], str]:
        """Return the parts under the line's labels and headings, and the rest of the text."""
        return self.fields(article)

    def _posts(self, response: Response) -> list[RawEntry] | None:
        """Return the entries of a feed or of WordPress's interface; None for a page."""
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1").lower()
        head = response.body[:200].lstrip().lower().decode("latin-1")
        is_json = "json" in kind
        if not (is_json or "rss" in kind or "atom" in kind or head.startswith(_FEEDS)):
            return None
        if "<html" in head or "<!doctype html" in head:
            return None
        self.way = "wordpress" if is_json else "feed"
        read = read_wordpress if is_json else read_feed
        posts = read(response.body, response.url, self.leave_out)
        if not posts and not self.line.may_be_empty:
            raise PageChangedError(response.url, "Beiträge", 0, "mindestens 1")
        return list(self.post_entries(posts, response.url, self.way))


@cache
def list_spider(line: Line) -> type[ListSpider]:
    """Return the spider of a line with lists. Raises ValueError for what will not do."""
    if line.reader and line.reader not in readers():
        raise ValueError(f"reader {line.reader!r} is none of {sorted(readers())}")
    below = "|".join(map(_below, line.lists))
    names: dict[str, Any] = {
        "source": line.source(),
        "line": line,
        "facts": line.to_json(),
        "lists": line.lists,
        "pages": line.pages,
        "article": _pattern(line.article or below),
        "may_be_empty": line.lists if line.may_be_empty else (),
        "lists_are_articles": line.lists_are_articles,
        "list_parts": line.list_parts,
        "labels": line.labels,
        "headings": line.headings,
        "unread": line.unread,
        "__module__": __name__,
    }
    if line.sublist:
        names["sublist"] = _pattern(line.sublist)
    return type("ListSpider", (ListSpider,), names)


def _below(url: str) -> str:
    """Return the pattern of what lies below a list: "/news/1", "/news.html" for "/news"."""
    at = re.sub(r"(?:/index)?\.(?:html?|php|aspx)$|/$", "", place(url))
    return rf"{re.escape(at)}(?:\.html?)?/.+"


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise ValueError(f"pattern {text!r}: {error}") from error
