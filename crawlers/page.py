"""Page: strict reading. What must stand on a page and does not is an error, never a gap."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache, cached_property, partial
from typing import Any

import lxml.html
from bs4 import BeautifulSoup, Tag
from lxml.cssselect import CSSSelector

from crawlers.bounds import UnreasonableError, bounded
from crawlers.decoration import undecorated
from crawlers.items import LabelledText
from crawlers.links import canonical
from crawlers.observe.outcome import PageChangedError
from crawlers.shape import on_lines
from crawlers.text import plain, plain_inline, sections

__all__ = ["Page", "PageChangedError"]

_MONTHS = (
    *("januar", "februar", "märz", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "dezember"),
)
_NUMERIC = r"(?<!\d)(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)"
_WRITTEN = rf"(?<!\d)(?P<day2>\d{{1,2}})\.\s(?P<name>{'|'.join(_MONTHS)})\s(?P<year2>\d{{4}})"
_ISO = r"(?<!\d)(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)"
_DATE = re.compile(f"{_NUMERIC}|{_WRITTEN}|{_ISO}", re.IGNORECASE)

_OF_A_PAGE = frozenset({"all", "each", "labelled", "maybe", "one", "within", "without", "words"})

Tell = Callable[[str, int], None]  # selector, nodes it matched


class Element(Tag):
    """A tag that says so where it is taken for a page; bs4 alone would look for a tag <one>."""

    def __getattr__(self, name: str) -> Any:
        return partial(_no_page, name) if name in _OF_A_PAGE else super().__getattr__(name)


def _no_page(method: str, selector: str = "", *_: Any, **__: Any) -> Any:
    raise TypeError(
        f"„{selector}“: ein Element hat kein {method}(); Seiten liefert page.each(…), nicht all(…)"
    )


def _silent(_selector: str, _matched: int) -> None:
    return None


class Page:
    """A page, or a part of it, with its address.

    `markup` is HTML (text, or bytes in UTF-8) or a tag of a page already read. Cut to the
    main part with `main` before reading: a tree of a whole page is eight times as slow.
    Every method raises PageChangedError, with address and selector, where the page is not
    as asked. `tell` is told of every selector how many nodes it matched.
    """

    def __init__(
        self,
        url: str,
        markup: str | bytes | Tag | lxml.html.HtmlElement,
        *,
        base: str = "",
        place: str = "",
        tell: Tell | None = None,
    ) -> None:
        self.url = url
        self._markup = markup
        self._base = base
        self._place = place  # where on the page this part stands, for whoever mends the spider
        self._tell = tell or _silent

    @cached_property
    def root(self) -> Tag:
        """The tree that is read."""
        if isinstance(self._markup, Tag):
            return self._markup
        if isinstance(self._markup, lxml.html.HtmlElement):
            return _cut(self._markup)
        return BeautifulSoup(
            self._bytes(), "lxml", from_encoding="utf-8", element_classes={Tag: Element}
        )

    @cached_property
    def base(self) -> str:
        """The address that relative links start from."""
        if not self._base:
            declared = self.root.select_one("head > base[href]")
            self._base = canonical(str(declared["href"]), self.url) if declared else self.url
        return self._base

    def main(self, *selectors: str) -> Page:
        """Return the part that the first selector names which matches once.

        Raises PageChangedError if none does.
        """
        tree, counts = self.tree(), list[int]()
        for selector in selectors:
            nodes = select(tree, selector)
            self._tell(selector, len(nodes))
            if len(nodes) == 1:
                return self.part(nodes[0])
            counts.append(len(nodes))
        raise self._changed(" | ".join(selectors), max(counts))

    def tree(self) -> lxml.html.HtmlElement:
        """Return the page as a fast tree, which is the caller's to change."""
        return lxml.html.document_fromstring(self._bytes(), parser=_utf8_parser())

    def tell(self, step: str, found: int) -> None:
        """Say what another step of reading found, as every selector does."""
        self._tell(step, found)

    def part(self, node: lxml.html.HtmlElement) -> Page:
        """Return a part of such a tree as a page."""
        bases = [str(one.get("href")) for one in node.getroottree().iterfind("head/base[@href]")]
        base = canonical("".join(bases), self.url)
        return Page(self.url, node, base=base, place=self._place, tell=self._tell)

    def within(self, node: Tag) -> Page:
        """Return a part of this page as a page."""
        return self._part(node, "")

    def without(self, *selectors: str) -> Page:
        """Take decoration out of the tree (share buttons, hints for screen readers)."""
        if isinstance(self._markup, lxml.html.HtmlElement) and "root" not in vars(self):
            # Not yet cut: the fast tree does it in a tenth of the time.
            _drop(self._markup, selectors)
            return self
        for node in self.root.select(", ".join(selectors)):
            if not node.decomposed:  # it may lie within another
                node.decompose()
        return self

    def undecorated(self) -> Page:
        """Take out of a part just cut what decorates a page, but nothing with much text."""
        if isinstance(self._markup, lxml.html.HtmlElement):
            undecorated(self._markup)
        return self

    def one(self, selector: str) -> Tag:
        """Return the node that a selector matches exactly once."""
        nodes = self._found(selector)
        if len(nodes) != 1:
            raise self._changed(selector, len(nodes))
        return nodes[0]

    def maybe(self, selector: str) -> Tag | None:
        """Return the node that a selector matches once, or None if it matches nothing."""
        nodes = self._found(selector)
        if len(nodes) > 1:
            raise self._changed(selector, len(nodes), "höchstens einmal")
        return nodes[0] if nodes else None

    def all(self, selector: str, at_least: int = 0) -> list[Tag]:
        """Return the nodes that a selector matches, at least so many."""
        nodes = self._found(selector)
        if len(nodes) < at_least:
            raise self._changed(selector, len(nodes), f"mindestens {at_least}-mal")
        return nodes

    def each(self, selector: str, at_least: int = 0) -> list[Page]:
        """Return the parts that a selector matches, at least so many, each as a page."""
        nodes = enumerate(self.all(selector, at_least), start=1)
        return [self._part(node, f"{selector} (Nr. {number}) › ") for number, node in nodes]

    def text(self, node: Tag | None = None) -> str:
        """Return the plain text of a node (or the page): a line per block, bullets kept."""
        return plain(self.root if node is None else node)

    def words(self, selector: str) -> str:
        """Return the text, on one line and not empty, of what must match once."""
        text = plain_inline(self.one(selector))
        if not text:
            raise self._changed(selector, "kein Text", "ein Text")
        return text

    def sections(self, headings: Iterable[str] = ("h2", "h3")) -> list[LabelledText]:
        """Return heading and text up to the next heading; the text before has label ""."""
        return sections(self.root, frozenset(headings))

    def labelled(self, label: str = "", value: str = "") -> list[LabelledText]:
        """Return the page's label and value pairs, in order.

        Without selectors: dt with its dd, and table rows of one th and one td. With them:
        the nodes of `label` and `value` in pairs; raises if their numbers differ.
        """
        if label or value:
            return self._paired(label, value)
        return [pair for node in self.root.select("dt, tr") if (pair := _pair(node))]

    def link(self, node: Tag | None = None) -> str:
        """Return the address of a node (or the part), absolute and canonical.

        It is "" where there is none, or one that may not be linked.
        """
        href = (self.root if node is None else node).get("href")
        return canonical(str(href or ""), self.base)

    def date(self, text: str) -> date:
        """Return the one date in a text: dd.mm.yyyy, d. Monat yyyy or yyyy-mm-dd."""
        found = list(_DATE.finditer(text))
        if len(found) != 1:
            raise self._changed(f"Datum in „{text}“", len(found))
        try:
            return _as_date(found[0])
        except ValueError as error:
            raise self._changed(f"Datum in „{text}“", str(error)) from error

    def _paired(self, label: str, value: str) -> list[LabelledText]:
        labels, values = self._found(label), self._found(value)
        if len(labels) != len(values):
            expected = f"{len(labels)}-mal wie „{label}“"
            raise self._changed(value, len(values), expected)
        pairs = zip(labels, values, strict=True)
        return [LabelledText(label=plain_inline(a), text=plain(b)) for a, b in pairs]

    def _changed(
        self, selector: str, found: int | str, expected: str = "genau einmal"
    ) -> PageChangedError:
        return PageChangedError(self.url, f"{self._place}{selector}", found, expected)

    def _part(self, node: Tag, place: str) -> Page:
        return Page(self.url, node, base=self.base, place=self._place + place, tell=self._tell)

    def _found(self, selector: str) -> list[Tag]:
        nodes = list(self.root.select(selector))
        self._tell(selector, len(nodes))
        return nodes

    def _bytes(self) -> bytes:
        markup = self._markup
        if isinstance(markup, lxml.html.HtmlElement):
            return str(lxml.html.tostring(markup, encoding="unicode", with_tail=False)).encode()
        foreign = markup if isinstance(markup, bytes) else str(markup).encode()
        if foreign[:20].lstrip().startswith(b"%PDF-"):
            raise self._changed("HTML-Seite", "eine PDF-Datei", "Text")
        try:
            return bounded(foreign)
        except UnreasonableError as error:
            raise self._changed(error.what, error.found, f"höchstens {error.most}") from error


def _utf8_parser() -> lxml.html.HTMLParser:
    return lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)


def select(tree: lxml.html.HtmlElement, selector: str) -> list[lxml.html.HtmlElement]:
    """Return the elements of a fast tree that a selector matches."""
    found = _compiled(selector)(tree)
    return (
        [node for node in found if isinstance(node, lxml.html.HtmlElement)]
        if isinstance(found, list)
        else []
    )


@cache
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")


def _drop(tree: lxml.html.HtmlElement, selectors: Iterable[str]) -> None:
    for selector in selectors:
        for node in select(tree, selector):
            if node is not tree:
                node.drop_tree()


def _cut(node: lxml.html.HtmlElement) -> Tag:
    """Return a node of the fast tree as a small tree of its own."""
    markup = lxml.html.tostring(node, encoding="unicode", with_tail=False)
    soup = BeautifulSoup(markup, "lxml", element_classes={Tag: Element})
    cut = soup.find(node.tag)
    return cut if isinstance(cut, Tag) else soup


def _pair(node: Tag) -> LabelledText | None:
    if node.name == "dt":
        return LabelledText(label=plain_inline(node), text=_definition(node))
    heads = node.find_all("th", recursive=False)
    cells = node.find_all("td", recursive=False)
    if len(heads) != 1 or len(cells) != 1:
        return None
    # The children, not the cell: the cell's own blocks are lines of the value.
    text = on_lines(filter(None, (plain(child) for child in _as_block(cells[0]))))
    return LabelledText(label=plain_inline(heads[0]), text=text)


def _as_block(cell: Tag) -> list[Tag]:
    cell.name = "div"
    return [cell]


def _definition(term: Tag) -> str:
    lines = []
    for sibling in term.find_next_siblings():
        if sibling.name != "dd":
            break
        lines.append(plain(sibling))
    return on_lines(lines)


def _as_date(match: re.Match[str]) -> date:
    if match["iso"]:
        return date.fromisoformat(match["iso"])
    if match["name"]:
        month = _MONTHS.index(match["name"].lower()) + 1
        return date(int(match["year2"]), month, int(match["day2"]))
    return date(int(match["year"]), int(match["month"]), int(match["day"]))
