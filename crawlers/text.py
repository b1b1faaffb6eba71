"""Text: the plain text of markup, with the line breaks a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import accumulate
from typing import Any

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from crawlers.items import LabelledText
from crawlers.shape import TERM, WEAK, Form, Mark, ShapedText

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
# What a line is stands behind its break until the lines are joined, as one of the noncharacters,
# which no page contains. The first is for the bullet of an item.
BULLET = "\ufdd0"
_HEADINGS = {f"h{level}": chr(ord(BULLET) + level) for level in range(1, 7)}
_TERM, _HEAD_ROW, _ROW, _TABLE, _LABEL, _BOLD, _THIN = "\ufdd7\ufdd8\ufdd9\ufdda\ufddb\ufddc\ufddd"
_BELOW = "\ufdde"  # what a term heads
_WITHIN = "\ufde0\ufde1\ufde2\ufde3"  # an item, by its depth
_FORMS = {
    **{code: (Form.HEADING, level) for level, code in enumerate(_HEADINGS.values(), start=1)},
    **{code: (Form.WITHIN, depth) for depth, code in enumerate(_WITHIN, start=1)},
    _TERM: (Form.HEADING, TERM),
    _BELOW: (Form.WITHIN, 0),
    _HEAD_ROW: (Form.HEAD, 0),
    _ROW: (Form.ROW, 0),
}
_TERMS = {"dt": _TERM, "caption": _TERM, "summary": _TERM, "dd": _BELOW, "details": _BELOW}
_CODE = re.compile("[\ufdd0-\ufdef]")
_CODES = re.compile(rf"(?:[^\S{CELL}]|(?![{_LABEL}{_BOLD}{_THIN}]){_CODE.pattern})*")
_IN_BOLD = re.compile(rf"{_BOLD}[^{_THIN}]*(?:{_THIN}|$)|^[^{_BOLD}]*{_THIN}")


class _Heading(ShapedText):
    """A heading among the pieces of a text."""


def plain(node: PageElement) -> str:
    """Return the text of a node and its shape: one line per block, a bullet before list items.

    Numbered lists get bullets too: a number before "Dezember 2026" would read as a date.
    Cells of a table row stand on one line, parted by a tab. Soft hyphens are kept.
    """
    return joined(_pieces(node, frozenset(), ""))


def sections(node: PageElement, headings: frozenset[str]) -> list[LabelledText]:
    """Return what stands under each heading, up to the next; what precedes has label "".

    A label knows, as the texts do, of which level it is.
    """
    found: list[LabelledText] = []
    label, pieces = ShapedText(""), list[str]()
    for piece in _pieces(node, headings, ""):
        if isinstance(piece, _Heading):
            found.append(LabelledText(label=label, text=joined(pieces)))
            label, pieces = piece, []
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


def joined(pieces: Iterable[str]) -> ShapedText:
    """Return pieces of text, breaks, cells and bullets as clean lines, and what each line is."""
    lines, marks = list[str](), list[Mark]()
    start, waiting = 0, ""  # where the next line begins; bullets, or a table, that wait for words
    for raw in "".join(pieces).split(BREAK):
        codes = _CODES.match(raw)[0]  # type: ignore[index]  # matches nothing, too
        waiting += "".join(code for code in codes if code in (BULLET, _TABLE))
        line, own = _line(raw[len(codes) :], codes)
        if line:
            bullets = "• " * waiting.count(BULLET)
            at = start + len(bullets)
            marks += (mark.moved(at) for mark in _begun(own, line, waiting))
            lines.append(f"{bullets}{line}")
            start, waiting = at + len(line) + 1, ""
    if BULLET in waiting:  # of what is not shown
        lines.append(("• " * waiting.count(BULLET)).strip())
    return ShapedText(BREAK.join(lines), marks)


def _line(raw: str, codes: str) -> tuple[str, list[Mark]]:
    """Return the words of a line, and what they are."""
    form, level = next((_FORMS[code] for code in codes[::-1] if code in _FORMS), (None, 0))
    if _BOLD in raw or _THIN in raw:
        if form is None and not _IN_BOLD.sub("", raw).strip():
            form, level = Form.HEADING, WEAK
        raw = raw.replace(_BOLD, "").replace(_THIN, "")
    if CELL not in raw:
        line, labels = _folded(_CODE.sub("", raw)).strip(), []
    else:
        # An empty cell stays, lest the cells behind it stand under other heads.
        cells = raw.removesuffix(CELL).split(CELL)
        clean = [_folded(_CODE.sub("", cell)).strip() for cell in cells]
        line = CELL.join(clean) if any(clean) else ""
        ends = accumulate((len(cell) + 1 for cell in clean), initial=-1)
        labels = [
            Mark(end + 1, end + 1 + len(own), Form.LABEL)
            for cell, own, end in zip(cells, clean, ends, strict=False)
            if _LABEL in cell and own
        ]
    return line, [Mark(0, len(line), form, level), *labels] if form else labels


def _begun(marks: list[Mark], line: str, waiting: str) -> list[Mark]:
    """Return the marks of a line that begins an item or a table, if it does."""
    first = marks[0] if marks else None
    if BULLET in waiting and (first is None or first.form is Form.WITHIN):
        return [Mark(0, len(line), Form.ITEM, first.level if first else 1), *marks[1:]]
    if _TABLE in waiting and first is not None and first.form is Form.ROW:
        return [replace(first, level=1), *marks[1:]]
    return marks


def _pieces(node: PageElement, headings: frozenset[str], within: str) -> Iterator[str]:
    """Yield text, breaks and headings in document order; `within` is what its lines are."""
    if isinstance(node, NavigableString):
        # Comments, doctypes and the like are preformatted strings; CDATA text is not shown.
        if not isinstance(node, PreformattedString):
            yield on_one_line(node)
    elif isinstance(node, Tag) and is_shown(node.name, node.attrs):
        yield from _tag_pieces(node, headings, within)


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


def _tag_pieces(tag: Tag, headings: frozenset[str], within: str) -> Iterator[str]:
    if tag.name == "br":
        yield BREAK + within
    elif tag.name == "sup" or _is_note(tag):
        yield raised(plain_inline(tag))
    elif tag.name in headings:
        words = plain_inline(tag)
        level = _FORMS.get(_HEADINGS.get(tag.name, ""))
        yield _Heading(words, [Mark(0, len(words), *level)] if words and level else [])
    elif tag.name in ("td", "th"):
        # Blocks inside a cell would tear the row apart. Among values, a head is that of its row.
        label = _LABEL if tag.name == "th" and within == _ROW else ""
        yield label + plain_inline(tag) + CELL
    elif tag.name in ("b", "strong"):
        yield _BOLD
        for child in tag.children:
            yield from _pieces(child, headings, within)
        yield _THIN
    else:
        edge = BREAK if tag.name in BLOCKS else ""
        inner = _within(tag, within)
        yield edge + inner if edge or inner != within else ""
        if tag.name == "li" and tag.get_text(strip=True):
            yield BULLET
        elif tag.name == "table":
            yield _TABLE
        for child in tag.children:
            yield from _pieces(child, headings, inner)
        yield edge and edge + within


def _within(tag: Tag, around: str) -> str:
    """Return what the lines of an element are, where those around it are of one kind."""
    if tag.name in _HEADINGS:
        return _HEADINGS[tag.name]
    if tag.name in _TERMS:
        return _TERMS[tag.name]
    if tag.name == "li":
        return _WITHIN[min(_WITHIN.find(around) + 1, len(_WITHIN) - 1) if around else 0]
    if tag.name != "tr":
        return around
    cells = tag.find_all(("td", "th"), recursive=False)
    heads = [cell for cell in cells if cell.name == "th"]
    if len(cells) < 2:
        return _TERM if heads else around
    all_heads = len(heads) == len(cells) or (tag.parent is not None and tag.parent.name == "thead")
    return _HEAD_ROW if all_heads else _ROW


def _is_note(tag: Tag) -> bool:
    """Whether a link leads down the page and has a number for its words: to a footnote."""
    down = tag.name == "a" and str(tag.get("href") or "").startswith("#")
    return down and bool(_NOTE.fullmatch(tag.get_text().strip()))


def plain_inline(node: PageElement) -> str:
    """Return the text of a node on one line."""
    children = node.children if isinstance(node, Tag) else [node]
    pieces = (piece for child in children for piece in _pieces(child, frozenset(), ""))
    return on_one_line(_CODE.sub("", "".join(pieces))).strip()
