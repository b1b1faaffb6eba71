"""List parts: the lines of a list, by the selectors of its system or of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bs4 import Tag

from crawlers.page import Page
from crawlers.published import leading_day, value
from crawlers.readers import Item
from crawlers.text import plain_inline

_NEVER = 1970
_HEADINGS = "h2, h3, h4, h5, a[href]"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListParts:
    """Where the parts of a line stand; `part` matches each line, the others stand in it.

    Of several selectors the first counts that finds anything. The line itself may be the link.
    """

    part: str
    link: tuple[str, ...] = ("h2 a[href]", "h3 a[href]", "h4 a[href]", "a[href]")
    title: tuple[str, ...] = (_HEADINGS,)
    day: tuple[str, ...] = ("time",)
    teaser: tuple[str, ...] = ()

    def items(self, page: Page) -> list[Item]:
        """Return the lines that lead to a page, in their order."""
        return [item for part in page.each(self.part) if (item := self._item(part)).url]

    def _item(self, part: Page) -> Item:
        links = [part.root] if part.root.get("href") else _in(part, self.link)
        return Item(
            url=next((url for node in links if (url := part.link(node))), ""),
            title=_text(_in(part, self.title)),
            published_on=_day(_in(part, self.day)),
            teaser=_text(_in(part, self.teaser)),
        )


def _in(part: Page, selectors: Iterable[str]) -> list[Tag]:
    return next((nodes for selector in selectors if (nodes := part.all(selector))), [])


def _text(nodes: Iterable[Tag]) -> str:
    return next((text for node in nodes if (text := plain_inline(node))), "")


def _day(nodes: Iterable[Tag]) -> date | None:
    """Return the day that the first of some nodes states, as a value or where its text begins."""
    for node in nodes:
        stated = value(str(node.get("datetime") or "")[:10])
        day = stated or leading_day(plain_inline(node))
        if day and day.year > _NEVER:  # some systems write the day on which Unix began
            return day
    return None
