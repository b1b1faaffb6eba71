"""Looking: what is wrong with the HTML of a mail, by a strict parser and by rules of our own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib

# All that a mail of ours is made of; what is not here may be active, or fetch something.
_TEXT = ("title", "style", "p", "h1", "h2", "h3", "a", "span", "strong", "em", "br")
_ELEMENTS = {"html", "head", "meta", "body", "div", "table", "tbody", "tr", "td", *_TEXT}
# Attributes that a validator of today refuses, and those that fetch or act.
_SEEN = ("style", "class", "role", "aria-hidden", "lang")
_ATTRIBUTES = {"charset", "name", "content", "href", "id", *_SEEN}


def faults(html: str) -> list[str]:
    """Return what a validator, a screen reader or a careful reader would object to."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(html)
    wrong = [f"parse error {code} at {place}" for place, code, _about in parser.errors]
    elements = [one for one in root.iter() if isinstance(one.tag, str)]
    return [*wrong, *_strange(elements), *_anchors(elements), *_headings(elements)]


def _strange(elements: list[Element]) -> Iterator[str]:
    for one in elements:
        if one.tag not in _ELEMENTS:
            yield f"element {one.tag}"
        yield from (f"attribute {name}" for name in one.attrib if name not in _ATTRIBUTES)
        if one.tag == "table" and one.get("role") != "presentation":
            yield "a table that a screen reader reads out"
        if one.tag == "a" and "href" in one.attrib and not _allowed(one.attrib["href"]):
            yield f"link {one.attrib['href'][:80]}"
        if "url(" in one.get("style", "") or "expression" in one.get("style", ""):
            yield f"style {one.get('style')}"


def _allowed(url: str) -> bool:
    if url.startswith("#"):
        return True
    parts = urlsplit(url)
    return parts.scheme == "mailto" or (
        parts.scheme in ("http", "https") and bool(parts.netloc) and "@" not in parts.netloc
    )


def _anchors(elements: list[Element]) -> Iterator[str]:
    ids = Counter(one.attrib["id"] for one in elements if "id" in one.attrib)
    yield from (f"id {name} {count} times" for name, count in ids.items() if count > 1)
    for one in elements:
        target = one.get("href", "")
        if target.startswith("#") and target[1:] not in ids:
            yield f"link to {target}, which is nowhere"


def _headings(elements: list[Element]) -> Iterator[str]:
    before = 0
    for one in elements:
        if one.tag in ("h1", "h2", "h3"):
            level = int(one.tag[1])
            if level > before + 1 or (level == 1 and before):
                yield f"heading {one.tag} after h{before}"
            before = level
