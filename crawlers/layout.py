"""Layout: where the text of a page stands, how much of it, and how much of that is links."""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement

from crawlers.text import BLOCKS, is_shown

_LISTS = frozenset({"ul", "ol", "dl", "table", "nav"})


class Layout:
    """The text of a tree in figures, as it was when they were taken.

    Of every element it knows how many characters stand before it, in it, and in it outside
    links.
    """

    def __init__(self, root: HtmlElement) -> None:
        self.root = root
        self._before: dict[HtmlElement, int] = {}
        self._chars: dict[HtmlElement, int] = {}
        self._prose: dict[HtmlElement, int] = {}
        self._prose_before: dict[HtmlElement, int] = {}
        self._count(root)

    def __contains__(self, node: HtmlElement | None) -> bool:
        return node in self._chars

    def before(self, node: HtmlElement) -> int:
        """How many characters stand before an element."""
        return self._before[node]

    def chars(self, node: HtmlElement) -> int:
        """How many characters stand in an element."""
        return self._chars.get(node, 0)

    def prose(self, node: HtmlElement) -> int:
        """How many characters stand in an element outside links."""
        return self._prose.get(node, 0)

    def prose_below(self, node: HtmlElement) -> int:
        """How many characters stand behind an element outside links."""
        before = self._prose_before[node] - self._prose_before[self.root]
        return self.prose(self.root) - before - self.prose(node)

    def is_links(self, node: HtmlElement) -> bool:
        """Whether an element is a list, or text that is links for the most part."""
        return node.tag in _LISTS or 2 * self.prose(node) < self.chars(node)

    def _count(self, root: HtmlElement) -> None:
        seen = prose = links = 0  # characters so far, those outside links, links around us
        for event, node in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                links += node.tag == "a"
                here = length(node.text)
                self._before[node], self._prose_before[node] = seen, prose
                self._chars[node], self._prose[node] = here, 0 if links else here
                seen += here
                prose += self._prose[node]
                continue
            links -= node.tag == "a"
            parent = node.getparent()
            if node is root or parent is None:
                continue
            tail = length(node.tail)
            seen += tail
            prose += 0 if links else tail
            self._chars[parent] += self._chars[node] + tail
            self._prose[parent] += self._prose[node] + (0 if links else tail)


def shown_only(tree: HtmlElement) -> None:
    """Take out of a tree what no reader of the page sees."""
    behind: dict[tuple[HtmlElement, bool], list[str]] = {}
    for node in list(tree.iter()):
        if isinstance(node.tag, str) and (node is tree or is_shown(node.tag, node.attrib)):
            continue
        parent, before = node.getparent(), node.getprevious()
        if parent is None:
            continue
        edge = " " if node.tag in BLOCKS else ""
        place = (parent, True) if before is None else (before, False)
        behind.setdefault(place, []).append(f"{edge}{node.tail or ''}")
        parent.remove(node)
    # Joined once for each place: thousands may be hidden side by side.
    for (node, is_within), texts in behind.items():
        if is_within:
            node.text = "".join((node.text or "", *texts))
        else:
            node.tail = "".join((node.tail or "", *texts))


def drop(node: HtmlElement) -> None:
    """Take an element out of its tree; the text behind it stays."""
    parent = node.getparent()
    if parent is None:
        return
    before = node.getprevious()
    # Blocks part the text before them from the text behind them; so does their absence.
    edge = " " if node.tag in BLOCKS else ""
    if before is None:
        parent.text = f"{parent.text or ''}{edge}{node.tail or ''}"
    else:
        before.tail = f"{before.tail or ''}{edge}{node.tail or ''}"
    parent.remove(node)


def drop_between(start: HtmlElement, stop: HtmlElement | None, root: HtmlElement) -> None:
    """Take out an element and all that follows it, up to another or to the end of the root."""
    kept = set() if stop is None else {stop, *stop.iterancestors()}
    node = start
    while node is not root:
        for sibling in list(node.itersiblings()):
            if sibling in kept:
                _drop_before(stop, sibling)
                node.tail = None
                _remove(start)
                return
            _remove(sibling)
        node.tail = None
        parent = node.getparent()
        if parent is None:
            break
        node = parent
    _remove(start)


def spoken(node: HtmlElement) -> str:
    """Return the words of an element on one line, parted where blocks part them."""
    pieces: list[str] = []
    for event, one in etree.iterwalk(node, events=("start", "end")):
        parted = one.tag in BLOCKS or one.tag == "br"
        text = one.text if event == "start" else "" if one is node else one.tail
        pieces += (" " if parted else "", text or "")
    return " ".join("".join(pieces).split())


def _drop_before(stop: HtmlElement | None, within: HtmlElement) -> None:
    """Take out what stands in an element before another that lies in it."""
    while stop is not None and stop is not within:
        for sibling in list(stop.itersiblings(preceding=True)):
            _remove(sibling)
        parent = stop.getparent()
        if parent is None:
            return
        parent.text = None
        stop = parent


def _remove(node: HtmlElement) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def length(text: str | None) -> int:
    """Return how many characters a text has, any white space as one."""
    return len(" ".join(text.split())) if text else 0
