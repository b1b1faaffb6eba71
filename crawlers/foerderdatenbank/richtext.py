"""Rich text of the export: escaped CDATA around HTML, turned into plain text and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import lxml.html
from lxml.html import HtmlElement

from crawlers.bounds import bounded
from crawlers.text import BLOCKS, BREAK, BULLET, CELL, is_shown, joined, on_one_line, raised

_WRAPPED = re.compile(r"\s*<!\[CDATA\[(.*)\]\]>\s*", re.DOTALL)
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
    root = lxml.html.fragment_fromstring(on_one_line(markup), create_parent="div")
    links = ((_href(link), joined(_pieces(link))) for link in root.iter("a"))
    targets = tuple((href, words) for href, words in links if href.startswith("target:"))
    return RichText(text=joined(_pieces(root)), targets=targets)


def _href(link: HtmlElement) -> str:
    return str(link.get("xlink:href") or link.get("href") or "").strip()


def _pieces(node: HtmlElement) -> Iterator[str]:
    """Yield text, breaks, cells and bullets in document order, as `crawlers.text` does."""
    if node.tag == "br":
        yield BREAK
        return
    if node.tag == "sup":
        yield raised(node.text_content().strip())
        return
    edge = BREAK if node.tag in BLOCKS and node.tag not in ("td", "th") else ""
    yield edge
    if node.tag == "li" and node.text_content().strip():
        yield BULLET
    yield node.text or ""
    for child in node:
        # Comments and processing instructions have no tag name.
        if isinstance(child.tag, str) and is_shown(child.tag, child.attrib):
            yield from _cell(child) if child.tag in ("td", "th") else _pieces(child)
        yield child.tail or ""
    yield edge


def _cell(node: HtmlElement) -> Iterator[str]:
    # Blocks inside a cell would tear the row apart.
    yield on_one_line("".join(_pieces(node)).replace(BULLET, "")).strip() + CELL
