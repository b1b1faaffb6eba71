"""Rich text of the export: escaped CDATA around HTML, turned into plain text and links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml import etree

from crawlers.bounds import bounded
from crawlers.text import BLOCKS, BREAK, BULLET, CELL, is_shown, joined, on_one_line, raised

_WRAPPED = re.compile(r"\s*<!\[CDATA\[(.*)\]\]>\s*", re.DOTALL)
_CELLS = frozenset({"td", "th"})
_EMPTY = re.compile(r"\s*(<div[^>]*>)?\s*(<p>\s*</p>)?\s*(</div>)?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class RichText:
    """A text and the internal addresses (`target:/BMWI/…`) it links to, with their words."""

    text: str = ""
    targets: tuple[tuple[str, str], ...] = ()


def rich_text(escaped: str) -> RichText:
    """Read one RichText property. Text that is no CDATA is read as it stands.

    Raises UnreasonableError for markup that no person wrote.
    """
    wrapped = _WRAPPED.fullmatch(escaped)
    markup = wrapped[1] if wrapped else escaped
    if _EMPTY.fullmatch(markup):
        return RichText()
    bounded(markup.encode())
    root = _body(on_one_line(markup))
    links = ((_href(link), link) for link in root.iter("a"))
    targets = tuple(
        (href, str(joined(_pieces(link)))) for href, link in links if href.startswith("target:")
    )
    return RichText(text=str(joined(_pieces(root))), targets=targets)


def _body(markup: str) -> etree._Element:
    # The elements of `lxml.html` know more than is asked of them, and are slow to make.
    page = etree.fromstring(f"<html><body>{markup}</body></html>", _parser())
    return next(page.iterchildren("body"))


@cache
def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(remove_comments=True, remove_pis=True)


def _href(link: etree._Element) -> str:
    return str(link.get("xlink:href") or link.get("href") or "").strip()


def _pieces(node: etree._Element) -> list[str]:
    """Return text, breaks, cells and bullets in document order, as `crawlers.text` does."""
    found: list[str] = []
    _gather(node, found)
    return found


def _gather(node: etree._Element, found: list[str]) -> None:
    tag = node.tag
    if tag == "br":
        found.append(BREAK)
        return
    if tag == "sup":
        found.append(raised("".join(map(str, node.itertext())).strip()))
        return
    edge = BREAK if tag in BLOCKS and tag not in _CELLS else ""
    found.append(edge)
    if tag == "li" and any(text.strip() for text in node.itertext()):
        found.append(BULLET)
    found.append(node.text or "")
    for child in node:
        # Comments and processing instructions have no tag name.
        if isinstance(child.tag, str) and is_shown(child.tag, _attributes(child)):
            if child.tag in _CELLS:
                found.append(_cell(child))
            else:
                _gather(child, found)
        found.append(child.tail or "")
    found.append(edge)


def _attributes(node: etree._Element) -> dict[str, Any]:
    return {str(name): value for name, value in node.items()}


def _cell(node: etree._Element) -> str:
    # Blocks inside a cell would tear the row apart.
    return on_one_line("".join(_pieces(node)).replace(BULLET, "")).strip() + CELL
