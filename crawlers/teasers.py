"""Teasers: links and cards before and behind the text of a page, which lead to other pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from posixpath import splitext
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from crawlers.documents import is_document
from crawlers.layout import drop, spoken
from crawlers.links import host_of
from crawlers.stated import states
from crawlers.text import BLOCKS

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WITHIN = ("p", "ul", "ol", "dl", "table", "thead", "tbody", "tr")  # is no card, but within one
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|mp[34])(?:$|\?)", re.IGNORECASE)
_BESIDE = ("aside", "footer")
_NAMED = re.compile(r"(?<![A-Za-z])(?:related|similar|sidebar|recommended)(?![a-z])")
_PARAGRAPH = 60  # characters outside links, from which on a line is running text
_KICKER = 40  # characters that may stand above the link of a card
_CARD = 500  # characters outside links, of which a card has no more
_HEADING = 60  # characters, of which a heading over links has no more
_TEXT = 200  # characters of running text, without which a page is about its links
_LONG = 1000  # characters, with which it never is
_LIST = 3  # other pages, from which on links are a list and no step of an application


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of a page; `node` is the block that it stands in."""

    node: HtmlElement
    text: str
    said: str  # of it, outside links
    pages: frozenset[str]  # others that it leads to
    own: bool  # it links a file, a part of the page, a page below it or somebody's address

    @property
    def is_text(self) -> bool:
        """Whether it is running text, or states what nobody must miss."""
        return len(self.said) >= _PARAGRAPH or states(self.said)

    @property
    def is_link(self) -> bool:
        """Whether all that it says is links."""
        return bool(self.pages) and not self.said

    @property
    def is_day(self) -> bool:
        """Whether it has a number and no link, and may be the day of the page."""
        return not self.pages and any(char.isdigit() for char in self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    """Lines of a page that belong together; `node` holds them where they lead away."""

    lines: Sequence[_Line]
    node: HtmlElement | None = None
    is_card: bool = False

    @property
    def pages(self) -> frozenset[str]:
        return frozenset().union(*(line.pages for line in self.lines))

    @property
    def chars(self) -> int:
        return sum(len(line.text) for line in self.lines)

    @property
    def is_text(self) -> bool:
        return self.node is None and any(line.is_text for line in self.lines)

    @property
    def states(self) -> bool:
        return any(states(line.text) for line in self.lines)

    @property
    def is_beside(self) -> bool:
        """Whether it is a card of which the markup says that it stands beside the text."""
        around = () if self.node is None else (self.node, *self.node.iterancestors())
        return self.is_card and any(
            one.tag in _BESIDE or _NAMED.search(one.get("class") or "") for one in around
        )

    @property
    def heads(self) -> bool:
        """Whether it is a heading, or a line that announces what follows."""
        line = self.lines[0]
        if self.node is not None or len(self.lines) > 1 or len(line.text) > _HEADING:
            return False
        heads = line.node.tag in _HEADINGS or line.text.endswith(":")
        return heads and spoken(line.node) == line.text


def cut_teasers(main: HtmlElement, title: HtmlElement | None, mark: str, url: str) -> None:
    """Take out what only leads to other pages, before and behind the running text of a page.

    The text goes from the title to the first `mark`; links in its midst are its own. A page
    with more links than text is about them and stays as it is, and so does a heading over a
    deadline, sum or rate.
    """
    units = list(_Parts(main, title, mark, url).units(main))
    texts = [at for at, unit in enumerate(units) if unit.is_text]
    if not texts:
        return
    first, last = texts[0], texts[-1]
    homes = {line.node.getparent() for at in texts for line in units[at].lines}
    said = sum(len(line.said) for unit in units[: last + 1] for line in unit.lines)
    led = sum(unit.chars for unit in units[last:] if unit.node is not None and not unit.is_beside)
    is_text = said >= _LONG or _TEXT <= said >= led
    gone = [unit for unit in units[:first] if unit.node is not None and _is_menu(unit)]
    midst = [unit if unit.is_beside else replace(unit, node=None) for unit in units[first:last]]
    gone += _leading_away(midst, homes, url)
    below = [
        unit if is_text or unit.is_beside else replace(unit, node=None) for unit in units[last:]
    ]
    gone += _leading_away(below, homes, url)
    for unit in gone:
        node = unit.lines[0].node if unit.node is None else unit.node
        if next(node.iter(mark), None) is not None:
            node.addprevious(node.makeelement(mark))
        drop(node)


def _is_menu(unit: _Unit) -> bool:
    """Whether links above a text are a menu: a line with a number may be the day of the page."""
    plain = not any(char.isdigit() for line in unit.lines for char in line.text)
    return not unit.is_card and len(unit.pages) > 1 and plain


def _leading_away(
    units: Sequence[_Unit], homes: set[HtmlElement | None], url: str
) -> Iterator[_Unit]:
    """Yield what leads away behind a text, with the headings that stand over nothing else."""
    headings: list[_Unit] = []
    group: list[_Unit] = []
    for unit in (*units, None):
        if unit is not None and unit.node is not None:
            group += [] if _is_step(unit, homes, url) else [unit]
            continue
        # Its own heading makes a list of the page's own what it states.
        if group and not (headings and any(one.states for one in group)):
            yield from (*headings, *group)
        if group or unit is None or not unit.heads:
            headings = []
        group = []
        if unit is not None and unit.heads:
            headings.append(unit)


def _is_step(unit: _Unit, homes: set[HtmlElement | None], url: str) -> bool:
    """Whether links stand among the paragraphs of a text, and are no way back."""
    if unit.node is None or unit.is_card or unit.node.getparent() not in homes:
        return False
    return not all(_is_above(page, url) for page in unit.pages)


class _Parts:
    """The lines and links of a page, and which of them stand in each block."""

    def __init__(self, main: HtmlElement, title: HtmlElement | None, mark: str, url: str) -> None:
        self._url = url
        self._lines: list[_Line] = []
        self._spans: dict[HtmlElement, tuple[int, int]] = {}
        self._read(main, {main, title, *main.iter(mark)})
        self._first = 0 if title is None else self._spans[title][1]
        end = next(main.iter(mark), None)
        self._last = len(self._lines) if end is None else self._spans[end][0]

    def units(self, block: HtmlElement) -> Iterator[_Unit]:
        """Yield the units of a block, as large as they can be where they lead away."""
        at, last = self._spans[block]
        children = [one for one in _blocks(block) if self._spans[one][0] < self._spans[one][1]]
        cards = self._cards(children)
        for child in children:
            first, behind = self._spans[child]
            yield from self._texts(at, first)
            at = behind
            unit = cards.get(child) or self._unit(child)
            if unit is None:
                yield from self.units(child)
            else:
                yield unit
        yield from self._texts(at, last)

    def _texts(self, first: int, last: int) -> Iterator[_Unit]:
        """Yield lines between two blocks, each for itself."""
        shown = self._lines[max(first, self._first) : min(last, self._last)]
        return (_Unit(lines=[line]) for line in shown if line.text)

    def _of(self, block: HtmlElement) -> Sequence[_Line]:
        """Return the lines of a block that begins in the text; a card may end behind it."""
        first, last = self._spans[block]
        return self._lines[first:last] if self._first <= first < self._last else []

    def _cards(self, blocks: Sequence[HtmlElement]) -> dict[HtmlElement, _Unit]:
        """Return of some blocks those that are cards, if they lead to more than one page."""
        cards = {
            block: _Unit(lines=lines, node=block, is_card=True)
            for block in blocks
            if block.tag not in _WITHIN and _is_card(lines := self._of(block))
        }
        titles = [next(line.pages for line in card.lines if line.pages) for card in cards.values()]
        return cards if len(set(titles)) > 1 else {}

    def _unit(self, block: HtmlElement) -> _Unit | None:
        """Return a block as a unit, if it is links for the most part."""
        lines = self._of(block)
        chars = sum(len(line.text) for line in lines)
        said = sum(len(line.said) for line in lines)
        if not 2 * said < chars or any(line.own or line.is_text or line.is_day for line in lines):
            return None
        unit = _Unit(lines=lines, node=block)
        pages = unit.pages
        leaves = any(host_of(page) != host_of(self._url) for page in pages)
        leads = len(pages) >= _LIST or (pages and not unit.states)
        return unit if leads and not leaves else None

    def _read(self, main: HtmlElement, marks: set[HtmlElement | None]) -> None:
        text: list[str] = []
        said: list[str] = []
        pages: set[str] = set()
        own, blocks = False, [main]
        link: tuple[str, bool] | None = None  # the page it leads to, and whether it is our own
        is_told = True  # whether a line has the link that we are in

        def end_line() -> None:
            nonlocal own, text, said, pages
            if not (text or pages or own):
                return
            words = " ".join("".join(text).split())
            free = words if len(said) == len(text) else " ".join("".join(said).split())
            if words or pages or own:
                self._lines.append(
                    _Line(node=blocks[-1], text=words, said=free, pages=frozenset(pages), own=own)
                )
            text, said, pages, own = [], [], set(), False

        for event, node in etree.iterwalk(main, events=("start", "end")):
            is_block = node.tag in BLOCKS or node in marks
            is_link = node.tag == "a"
            if is_link and event == "end" and link and not is_told:
                pages, own = pages | {link[0]} - {""}, own or link[1]  # a picture
            if is_block or node.tag == "br":
                end_line()
            if event == "start":
                if is_block:
                    blocks.append(node)
                    self._spans[node] = (len(self._lines), len(self._lines))
                if is_link:
                    link, is_told = self._target(node), False
            else:
                if is_block:
                    blocks.pop()
                    self._spans[node] = (self._spans[node][0], len(self._lines))
                if is_link:
                    link, is_told = None, True
            words = node.text if event == "start" else None if node is main else node.tail
            if not words:
                continue
            text.append(words)
            if link is None:
                said.append(words)
            elif words.strip():
                pages, own, is_told = pages | {link[0]} - {""}, own or link[1], True

    def _target(self, link: HtmlElement) -> tuple[str, bool]:
        """Return the other page that a link leads to, or "", and whether it is the page's own."""
        href = (link.get("href") or "").strip()
        scheme, _, rest = href.partition(":")
        if scheme.lower() in ("mailto", "tel"):
            return "", bool(rest) and not rest.startswith("?")
        if len(href) < 2 or scheme.lower() == "javascript":
            return "", False
        if href.startswith("#"):
            return "", True
        page = urljoin(self._url, href.partition("#")[0])
        if _PICTURE.search(page):
            return "", False
        is_own = is_document(link, page, spoken(link)) or _is_above(self._url, page)
        return ("", True) if is_own else (page, False)


def _blocks(node: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the outermost blocks in an element."""
    for child in node:
        if child.tag in BLOCKS:
            yield child
        else:
            yield from _blocks(child)


def _is_card(lines: Sequence[_Line]) -> bool:
    """Whether a title leads to one other page, and bare links at most stand below it."""
    shown = [line for line in lines if line.text]
    if len(shown) < 2 or any(line.own for line in lines):
        return False
    is_kicker = not shown[0].pages and len(shown[0].said) <= _KICKER
    is_kicker = is_kicker and shown[0].node.tag not in _HEADINGS
    title = shown[1] if is_kicker else shown[0]
    pages = title.pages or (lines[0].pages if title.node.tag in _HEADINGS else frozenset())
    if len(pages) != 1 or (title.said and title.pages):
        return False
    bare = all(line.is_link or line.pages <= pages for line in lines)
    return bare and sum(len(line.said) for line in shown) <= _CARD


def _is_above(other: str, url: str) -> bool:
    """Whether one page lies above another, by their addresses."""
    upper, lower = urlsplit(other), urlsplit(url)
    stem = splitext(upper.path)[0].rstrip("/")
    return host_of(other) == host_of(url) and lower.path.startswith(f"{stem}/")
