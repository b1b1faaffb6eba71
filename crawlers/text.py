"""Text: the plain text of markup, with the line breaks a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from crawlers.items import LabelledText

# fmt: off
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})
# fmt: on
_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "svg", "iframe", "object", "select", "head"}
)
# What is struck through is not said any more.
_STRUCK = frozenset({"del", "s", "strike"})
_STRUCK_CLASSES = frozenset({"line-through", "text-decoration-line-through", "strikethrough"})
_STRIKES = re.compile(r"text-decoration(?:-line)?:[^;]*line-through")
_HIDES = re.compile(r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse))")
_UNSEEN_CLASSES = frozenset({"visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text"})
_OPENS = re.compile(r"accordion|collaps|tab-?(?:pane|content)|toggle|akkordeon")
# A footnote's mark stands above the line, lest it read as one more digit.
_RAISED = str.maketrans("0123456789()[]", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁽⁾")
_MARK = re.compile(r"[\d()\[\], *]+")
_NOTE = re.compile(r"[(\[]?\d{1,2}[)\]]?")
# HTML's own white space; a no-break space is a character of the text and stays.
_WHITE = "\t\n\r\f"
BREAK = "\n"
CELL = "\t"
# Stands for the bullet until the lines are joined: a noncharacter no page contains.
BULLET = "\ufdd0"
_BULLET_EDGE = re.compile(BULLET + r"\s*")


class _Heading(str):
    """A heading among the pieces of a text."""


def plain(node: PageElement) -> str:
    """Return the text of a node: one line per block, list items marked with a bullet.

    Numbered lists get bullets too: a number before "Dezember 2026" would read as a date.
    Cells of a table row stand on one line, parted by a tab. Soft hyphens are kept.
    """
    return joined(_pieces(node, frozenset()))


def sections(node: PageElement, headings: frozenset[str]) -> list[LabelledText]:
    """Return what stands under each heading, up to the next; what precedes has label ""."""
    found: list[LabelledText] = []
    label, pieces = "", list[str]()
    for piece in _pieces(node, headings):
        if isinstance(piece, _Heading):
            found.append(LabelledText(label=label, text=joined(pieces)))
            label, pieces = str(piece), []
        else:
            pieces.append(piece)
    found.append(LabelledText(label=label, text=joined(pieces)))
    return [part for part in found if part.label or part.text]


def on_one_line(text: str) -> str:
    """Return a text with every run of white space as one blank."""
    # `str.replace` is ten times as fast as a regular expression or `translate` here.
    for white in _WHITE:
        text = text.replace(white, " ")
    return _folded(text)


def raised(text: str) -> str:
    """Return the mark of a footnote, "1)" or "2", in raised digits; other text as it is."""
    return text.translate(_RAISED) if _MARK.fullmatch(text) else text


def _folded(text: str) -> str:
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def joined(pieces: Iterable[str]) -> str:
    """Return pieces of text, breaks, cells and bullets as clean lines."""
    text = _BULLET_EDGE.sub("• ", "".join(pieces))
    lines = _folded(text).split(BREAK)
    return BREAK.join(line for line in map(_line, lines) if line)


def _line(line: str) -> str:
    if CELL not in line:
        return line.strip()
    # An empty cell stays, lest the cells behind it stand under other heads.
    cells = [cell.strip() for cell in line.removesuffix(CELL).split(CELL)]
    return CELL.join(cells) if any(cells) else ""


def _pieces(node: PageElement, headings: frozenset[str]) -> Iterator[str]:
    """Yield text, breaks and headings in document order."""
    if isinstance(node, NavigableString):
        # Comments, doctypes and the like are preformatted strings; CDATA text is not shown.
        if not isinstance(node, PreformattedString):
            yield on_one_line(node)
    elif isinstance(node, Tag) and is_shown(node.name, node.attrs):
        yield from _tag_pieces(node, headings)


def is_shown(name: str, attributes: Mapping[str, Any]) -> bool:
    """Whether a reader of the page sees an element of that name, and not struck through.

    What opens on request (a tab, an accordion) is part of the page all the same.
    """
    if name in _UNSEEN or name in _STRUCK:
        return False
    if not attributes:
        return True
    style = "".join(str(attributes.get("style") or "").lower().split())
    classes = _words(attributes.get("class"))
    if _STRIKES.search(style) or not _STRUCK_CLASSES.isdisjoint(classes):
        return False
    if _for_machines(attributes, classes):
        return False
    hidden = attributes.get("hidden") is not None or bool(_HIDES.search(style))
    return not hidden or _opens(attributes, classes)


def _words(value: str | list[str] | None) -> set[str]:
    """Return the words of an attribute, which one parser gives as text, the other as a list."""
    words = value.split() if isinstance(value, str) else value or ()
    return {word.lower() for word in words}


def _for_machines(attributes: Mapping[str, Any], classes: set[str]) -> bool:
    """Whether neither who sees nor who hears the page is told of it."""
    unheard = str(attributes.get("aria-hidden") or "").lower() == "true"
    return unheard and not _UNSEEN_CLASSES.isdisjoint(classes)


def _opens(attributes: Mapping[str, Any], classes: set[str]) -> bool:
    role = str(attributes.get("role") or "").lower()
    return role in ("tabpanel", "region") or any(_OPENS.search(one) for one in classes)


def _tag_pieces(tag: Tag, headings: frozenset[str]) -> Iterator[str]:
    if tag.name == "br":
        yield BREAK
    elif tag.name == "sup" or _is_note(tag):
        yield raised(plain_inline(tag))
    elif tag.name in headings:
        yield _Heading(plain_inline(tag))
    elif tag.name in ("td", "th"):
        # Blocks inside a cell would tear the row apart.
        yield plain_inline(tag) + CELL
    else:
        edge = BREAK if tag.name in BLOCKS else ""
        yield edge
        if tag.name == "li" and tag.get_text(strip=True):
            yield BULLET
        for child in tag.children:
            yield from _pieces(child, headings)
        yield edge


def _is_note(tag: Tag) -> bool:
    """Whether a link leads down the page and has a number for its words: to a footnote."""
    down = tag.name == "a" and str(tag.get("href") or "").startswith("#")
    return down and bool(_NOTE.fullmatch(tag.get_text().strip()))


def plain_inline(node: PageElement) -> str:
    """Return the text of a node on one line."""
    children = node.children if isinstance(node, Tag) else [node]
    pieces = (piece for child in children for piece in _pieces(child, frozenset()))
    return on_one_line("".join(pieces).replace(BULLET, "")).strip()
