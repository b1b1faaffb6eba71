"""List parts: the lines of a list, by the selectors of its system or of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bs4 import Tag

from crawlers.documents import is_document
from crawlers.follow import next_page
from crawlers.page import Page
from crawlers.published import leading_day, value
from crawlers.readers import Item
from crawlers.text import plain_inline

_NEVER = 1970
_HEADINGS = "h2, h3, h4, h5, a[href]"
# A day that such a name is around is no day of publication.
_OF_OTHERS = re.compile(r"event|termin|veranstalt|frist|deadline", re.IGNORECASE)
# What a teaser ends with: that there is more, as a link or as dots.
_MORE = re.compile(
    r"(?:\s*(?:\[(?:mehr|weiter|…|\.{3})\]|mehr (?:lesen|erfahren)|weiterlesen|…|\.{3}|[»›>]))+$",
    re.IGNORECASE,
)
_BEGINNING = re.compile(r"^\W*\d{1,2}\.[\W\d]*\d{4}\s?:\s*")  # "16.11.2026: " before the first word


@dataclass(frozen=True, slots=True, kw_only=True)
class ListParts:
    """Where the parts of a line stand; `part` matches each line, the others stand in it.

    Of several selectors the first counts that finds anything. The line itself may be the link.
    `next` is the link to the list's next part, where the system does not call it so in words.
    """

    part: str
    link: tuple[str, ...] = ("h2 a[href]", "h3 a[href]", "h4 a[href]", "a[href]")
    title: tuple[str, ...] = (_HEADINGS,)
    day: tuple[str, ...] = ("time",)
    teaser: tuple[str, ...] = ()
    next: str = ""

    def items(self, page: Page) -> list[Item]:
        """Return the lines that lead to a page, in their order."""
        return [item for part in page.each(self.part) if (item := self._item(part)).url]

    def following(self, page: Page) -> str:
        """Return the address of a list's next part, or "" on the last."""
        marked = page.all(self.next) if self.next else []
        return next(filter(None, map(page.link, marked)), "") or next_page(page)

    def _item(self, part: Page) -> Item:
        links = [part.root] if part.root.get("href") else _in(part, self.link)
        return Item(
            url=next((url for node in links if (url := _to_page(part, node))), ""),
            title=next(filter(None, map(_title, _in(part, self.title))), ""),
            published_on=_day(part, _in(part, self.day)),
            teaser=_teaser(_text(_in(part, self.teaser))),
        )


def _in(part: Page, selectors: Iterable[str]) -> list[Tag]:
    return next((nodes for selector in selectors if (nodes := part.all(selector))), [])


def _text(nodes: Iterable[Tag]) -> str:
    return next((text for node in nodes if (text := plain_inline(node))), "")


def _to_page(part: Page, node: Tag) -> str:
    """Return the address that a link leads to, or "" where that is a file."""
    url = part.link(node)
    return "" if is_document(node, url, plain_inline(node)) else url


def _title(node: Tag) -> str:
    """Return the title in a node; a link around all of a line may bear it as its own."""
    own = node.get("title") if node.name == "a" and node.find(["div", "p", "time"]) else None
    return str(own) if own else plain_inline(node)


def _teaser(text: str) -> str:
    """Return a teaser without the day before it and the word "mehr" behind it."""
    return _MORE.sub("", _BEGINNING.sub("", text))


def _day(part: Page, nodes: Iterable[Tag]) -> date | None:
    """Return the day that some nodes state, as a value or where their text begins.

    Two days are first and last of something, and no day of publication.
    """
    stated = {day for node in nodes if not _is_of_other(part, node) and (day := _stated(node))}
    return stated.pop() if len(stated) == 1 else None


def _stated(node: Tag) -> date | None:
    day = value(str(node.get("datetime") or "")) or leading_day(plain_inline(node))
    # Some systems write the day on which Unix began.
    return day if day and day.year > _NEVER else None


def _is_of_other(part: Page, node: Tag) -> bool:
    """Whether the names of a node, or of what is around it in its line, are of an event."""
    for one in (node, *node.parents):
        if _OF_OTHERS.search(f"{one.get('class') or ''} {one.get('id') or ''}"):
            return True
        if one is part.root:
            return False
    return False
