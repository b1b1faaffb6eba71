"""Headline: the title of a page of unknown markup, and what only stands in front of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from crawlers.layout import Layout, spoken
from crawlers.text import BLOCKS

_HEADINGS = ("h1", "h2", "h3", "h4")
_SITES = re.compile(r"\s+(?:\||[-–—]|::|»|·|•|/)\s+|\s*\|\s*")
_WORD = re.compile(r"\w+")
_KICKERS = frozenset(
    [
        "kicker",
        "topline",
        "overline",
        "roofline",
        "dachzeile",
        "spitzmarke",
        "supertitle",
        "pretitle",
        "preheadline",
        "subheading",
        "eyebrow",
        "category",
        "kategorie",
        "rubrik",
        "date",
        "datum",
    ]
)
_DATE = re.compile(r"(?:\w+,\s*)?\d{1,2}\.\s?(?:\d{1,2}\.|\w+)\s?\d{4}:?")
_RAISED = frozenset({"sub", "sup", "wbr"})  # they part nothing
_MOST_PARTS = 9  # of a heading, from which on it has no kicker that could be told
_LATE = 2 / 3  # of the text stands above a headline that is hardly the page's


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """What a page says of its title in its head: the best first, and the name of the site.

    `listed` is the title under which a list has the page.
    """

    listed: str = ""
    said: tuple[str, ...] = ()
    site: str = ""

    @property
    def best(self) -> str:
        """The title without the name of the site, or ""."""
        return self.listed or next(
            filter(None, (_without_site(title, self.site) for title in self.said)), ""
        )

    def name(self, words: str) -> bool:
        """Whether a heading's words stand one after another in a title of the page."""
        heading = _words(words)
        return bool(heading) and any(f" {heading} " in f" {_words(t)} " for t in self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The title of a page; `node` is the element that it stands in, if it stands in the text."""

    title: str
    kicker: str = ""
    node: HtmlElement | None = None


def titles_of(tree: HtmlElement, listed_as: str = "") -> Titles:
    """Return what a page says of its title in its head, and what a list says of it."""
    titles = [_one_line(node) for node in tree.iterfind("head/title")]
    # One that only repeats itself names the site and no page of it.
    parts = [_words(part) for title in titles for part in _SITES.split(title)]
    repeated = parts[0] if len(parts) > 1 and len(set(parts)) == 1 else ""
    return Titles(
        listed=listed_as,
        said=tuple(filter(None, (*_content(tree, "og:title"), *titles))),
        site=next(_content(tree, "og:site_name"), repeated),
    )


def headline(
    tree: HtmlElement, main: HtmlElement, layout: Layout, titles: Titles, name: str = ""
) -> Headline | None:
    """Return the title of a page, or None where it has none.

    It is the heading that says what a list calls the page, else the only h1 of the main part,
    else the only one of the page, else the heading whose words are those of the page's title,
    else that title, without the name of the site. An h1 that says "Aktuelles" over the heading
    that the title names is a section of the site.
    """
    within, anywhere = _headings(main), _headings(tree)
    own = [node for node in within if node.tag == "h1"]
    listed = [one for one in (*within, *anywhere) if _words(spoken(one)) == _words(titles.listed)]
    if titles.listed and listed:
        return _split(listed[0], titles)
    if len(own) == 1 and _is_believed(own[0], main, layout, titles):
        return _split(own[0], titles)
    named = [node for node in own if _is_named(node, titles)]
    others = [node for node in anywhere if node.tag == "h1" and not _is_logo(node, titles)]
    if not own and len(others) == 1:
        return _split(others[0], titles)
    named = named or [node for node in (*within, *anywhere) if _is_named(node, titles)]
    if named:
        return _split(max(named, key=lambda node: len(spoken(node))), titles)
    if name and len(own) != 1:
        return Headline(title=name)
    if len(own) == 1 and not _is_late(own[0], main, layout):
        return _split(own[0], titles)
    if titles.best:
        return Headline(title=titles.best, node=_line_of(titles, main))
    return _split(own[0], titles) if len(own) == 1 else None


def _headings(part: HtmlElement) -> list[HtmlElement]:
    return [node for node in part.iter(*_HEADINGS) if spoken(node)]


def _line_of(titles: Titles, main: HtmlElement) -> HtmlElement | None:
    """Return the only line of a part that is the title of the page, where no heading is it."""
    title = _words(titles.best)
    lines = (one for one in main.iter("div", "p", "td", "span", "strong", "b", "font"))
    named = [one for one in lines if _is_line(one) and _words(spoken(one)) == title]
    # A bold line in a paragraph is met twice; the outermost is it.
    outer = [one for one in named if named[0] not in one.iterancestors()]
    return outer[0] if len(outer) == 1 and " " in title else None


def _is_line(node: HtmlElement) -> bool:
    linked = (
        next(node.iter("a"), None) is not None or next(node.iterancestors("a"), None) is not None
    )
    return not linked and sum(1 for _ in islice(node.iter(), _MOST_PARTS)) < _MOST_PARTS


def _is_believed(node: HtmlElement, main: HtmlElement, layout: Layout, titles: Titles) -> bool:
    """Whether the only h1 is the title: the page's title shares a word, or names no other."""
    words = spoken(node)
    shared = set(_words(words).split()) & set(_words(" ".join(titles.said)).split())
    if shared or not any(_is_named(one, titles) for one in _headings(main)):
        return titles.name(words) or not _is_late(node, main, layout)
    return False


def _is_late(node: HtmlElement, main: HtmlElement, layout: Layout) -> bool:
    return layout.before(node) > _LATE * layout.chars(main)


def _is_named(node: HtmlElement, titles: Titles) -> bool:
    words = spoken(node)
    long = len(_WORD.findall(words)) > 1 or _words(words) == _words(titles.best)
    return long and titles.name(words) and not _is_logo(node, titles)


def _is_logo(node: HtmlElement, titles: Titles) -> bool:
    """Whether a heading is the name of the site, or leads to its start page."""
    if titles.site and _words(spoken(node)) == _words(titles.site):
        return True
    links = [*node.iter("a"), *node.iterancestors("a")]
    return any(
        urlsplit(link.get("href") or "#").path in ("", "/") for link in links if link.get("href")
    )


def _split(node: HtmlElement, titles: Titles) -> Headline:
    """Return a heading without the kickers at its start."""
    parts = list(islice(_parts(node), _MOST_PARTS))
    if len(parts) == _MOST_PARTS:
        return Headline(title=spoken(node), node=node)
    whole = _joined(text for text, _ in parts)
    for at in range(len(parts) - 1, 0, -1):
        first, rest = (_joined(text for text, _ in some) for some in (parts[:at], parts[at:]))
        marked = all(kicker or _DATE.fullmatch(text.strip()) for text, kicker in parts[:at])
        named = titles.name(rest) and not titles.name(whole) and not titles.name(first)
        if (marked and not parts[at][1]) or named:
            return Headline(title=rest, kicker=first.rstrip(": "), node=node)
    return Headline(title=whole, node=node)


def _parts(node: HtmlElement) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a heading, each with whether it is marked as a kicker."""
    text, kickers = "", 0
    for event, one in etree.iterwalk(node, events=("start", "end")):
        parts = one is not node and one.tag not in _RAISED
        if parts:
            if text.strip():
                yield text, kickers > 0
                text = ""
            kickers += _is_kicker(one) * (1 if event == "start" else -1)
            text += " " if one.tag in BLOCKS or one.tag == "br" or _follows_another(one) else ""
        if event == "start":
            text += one.text or ""
        elif one is not node:
            text += one.tail or ""
    if text.strip():
        yield text, kickers > 0


def _follows_another(node: HtmlElement) -> bool:
    """Whether an element stands behind another with nothing between them."""
    before = node.getprevious()
    return before is not None and not before.tail


def _is_kicker(node: HtmlElement) -> bool:
    return not _KICKERS.isdisjoint(_class_words(node))


def _class_words(node: HtmlElement) -> set[str]:
    return set(re.split(r"[\s_-]+", (node.get("class") or "").lower()))


def _joined(parts: Iterable[str]) -> str:
    """Return parts of a heading on one line; what is the middle of a word is not parted."""
    whole = ""
    for part in parts:
        within_word = whole[-1:].isalpha() and part[:1].islower()
        whole += part if within_word else f" {part}"
    return " ".join(whole.split())


def _without_site(title: str, site: str) -> str:
    parts = [part for part in _SITES.split(title) if part and _words(part) != _words(site)]
    return max(parts, key=len, default="").strip()


def _content(tree: HtmlElement, name: str) -> Iterator[str]:
    metas = (node for node in tree.iter("meta") if name in (node.get("property"), node.get("name")))
    return (said for node in metas if (said := " ".join((node.get("content") or "").split())))


def _one_line(node: HtmlElement) -> str:
    return " ".join("".join(node.itertext()).split())


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.replace("\u00ad", "").casefold()))
