"""List parts: the lines of a list, by the selectors of its system or of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bs4 import Tag

from crawlers.documents import is_document
from crawlers.follow import next_page
from crawlers.links import canonical
from crawlers.list_beside import follows_a_text, is_of_event, stands_beside
from crawlers.list_day import day_of
from crawlers.list_pager import next_in_block
from crawlers.page import Page
from crawlers.readers import Item
from crawlers.text import plain_inline

_HEADINGS = "h2, h3, h4, h5, a[href]"
_HIDDEN = "sr-only", "visually-hidden", "invisible", "screen-reader-text"
_LONGEST = 600  # characters, of which a teaser has no more: a list may show whole texts
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# What a teaser ends with: that there is more, as a link or as dots.
_MORE = re.compile(
    r"(?:\s*(?:\[(?:mehr|weiter|…|\.{3})\]|mehr (?:lesen|erfahren)|weiterlesen|"
    r"(?<=[.!?…])\s+(?:mehr|weiter)|…|\.{3}|[»›>→]))+$",
    re.IGNORECASE,
)
_BEGINNING = re.compile(r"^\W*\d{1,2}\.[\W\d]*\d{4}\s?:\s*")  # "16.11.2026: " before the first word


@dataclass(frozen=True, slots=True, kw_only=True)
class ListParts:
    """Where the parts of a line stand; `part` matches each line, the others stand in it.

    `own` matches the lines that a site's own template builds, where there are none of `part`.
    Of several selectors the first counts that finds anything. The line itself may be the link.
    `next` is the link to the list's next part, where the system does not call it so in words.
    `of_one_site` is whether whoever wrote the selectors looked at this very list: then it holds
    what they match, and the day is what they say it is.
    """

    part: str
    link: tuple[str, ...] = ("h2 a[href]", "h3 a[href]", "h4 a[href]", "a[href]")
    title: tuple[str, ...] = (_HEADINGS,)
    day: tuple[str, ...] = ("time",)
    teaser: tuple[str, ...] = ()
    next: str = ""
    own: str = ""
    of_one_site: bool = False

    def items(self, page: Page) -> list[Item]:
        """Return the lines that lead to a page, in their order.

        What stands beside the list is none of it; beside news events are none, and where
        there is nothing else, their day is not that of publication.
        """
        found = self._leading(page)
        if self.of_one_site:
            return [item for _, item in found]
        news = [item for line, item in found if not is_of_event(line, item.url, page.url)]
        return news or [replace(item, published_on=None) for _, item in found]

    def is_list(self, page: Page, marks: str) -> bool:
        """Whether a page with such marks is a list: one that leads to pages, or an empty one.

        Lines beside a text, or below it, make no list of its page; nor do marks around links
        of which we know no line.
        """
        marked = page.all(marks)
        if not marked:
            return False
        if not self._found(page):
            return not any(node.find("a", href=True) for node in marked)
        found = self._leading(page)
        return bool(found) and not follows_a_text(found[0][0])

    def following(self, page: Page) -> str:
        """Return the address of a list's next part, or "" on the last."""
        marked = page.all(self.next) if self.next else []
        block = next_in_block(page, [line.root for line in self._lines(page)])
        found = (*map(page.link, marked), next_page(page), block)
        # A slider has a "next", too, which leads to the page itself.
        return next((url for url in found if url and url != canonical(page.url)), "")

    def _leading(self, page: Page) -> list[tuple[Tag, Item]]:
        """Return the lines that lead to a page, each with what is read of it."""
        return [(line.root, item) for line in self._lines(page) if (item := self._item(line)).url]

    def _lines(self, page: Page) -> list[Page]:
        lines = self._found(page)
        return [one for one in lines if self.of_one_site or not stands_beside(one.root)]

    def _found(self, page: Page) -> list[Page]:
        return page.each(self.part) or (page.each(self.own) if self.own else [])

    def _item(self, part: Page) -> Item:
        links = [part.root] if part.root.get("href") else _in(part, self.link)
        days = _in(part, self.day)
        titles = (_title(node, days) for node in _in(part, self.title))
        return Item(
            url=next((url for node in links if (url := _to_page(part, node))), ""),
            title=next(filter(None, titles), ""),
            published_on=day_of(part.root, days),
            teaser=_teaser(_text(_in(part, self.teaser))),
        )


def _in(part: Page, selectors: Iterable[str]) -> list[Tag]:
    return next((nodes for selector in selectors if (nodes := part.all(selector))), [])


def _text(nodes: Iterable[Tag]) -> str:
    return next((text for node in nodes if (text := plain_inline(node))), "")


def _to_page(part: Page, node: Tag) -> str:
    """Return the address that a link leads to, or "" where that is a file or no page."""
    url = part.link(node)
    is_page = url.startswith("http") and not is_document(node, url, plain_inline(node))
    return url if is_page else ""


def _title(node: Tag, days: Iterable[Tag]) -> str:
    """Return the title in a node; a link around all of a line may bear it as its own.

    The day that stands before it there is none of it.
    """
    own = node.get("title") if node.name == "a" and node.find(["div", "p", "time"]) else None
    if own:
        return _seen(str(own))
    text = _without_hidden(node)
    for day in (plain_inline(day) for day in days if node in day.parents):
        text = text.removeprefix(day)
    return _seen(text).lstrip(" |–·:-")


def _without_hidden(node: Tag) -> str:
    """Return the text of a node but what only screen readers say at its end."""
    text = plain_inline(node)
    for hidden in node.find_all(class_=_HIDDEN):
        text = text.removesuffix(plain_inline(hidden)) or text
    return text


def _teaser(text: str) -> str:
    """Return a teaser without the day before it and the word "mehr" behind it."""
    teaser = _MORE.sub("", _BEGINNING.sub("", text))
    return _seen(teaser) if len(teaser) <= _LONGEST else ""


def _seen(text: str) -> str:
    """Return a text on one line without the characters that nobody sees."""
    return " ".join(_UNSEEN.sub("", text).split())
