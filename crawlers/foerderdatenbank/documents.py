"""Documents: one XML file of the export as texts, values and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lxml import etree

from crawlers.foerderdatenbank.richtext import RichText, rich_text
from crawlers.observe.outcome import CrawlStopped, Outcome

_HREF = "{http://www.w3.org/1999/xlink}href"
# Control characters are nobody's words. XML forbids the lower ones, and the export has one
# all the same; U+0080 to U+009F are allowed and occur. Soft hyphens stay.
_FORBIDDEN = bytes([*range(9), 11, 12, *range(14, 32), 127])
_CONTROL = re.compile(rb"\xc2[\x80-\x9f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document: its path (`/FDB/Content/…/name`), type and properties without `gsb:`.

    `texts` holds the raw rich text by property, `values` the plain values, `links` the
    paths a list points to, by property and classifier (`cl2Processes/Foerderart`), or by
    property alone where the list is not classified (`website`).
    """

    path: str
    type: str
    texts: dict[str, str]
    values: dict[str, str]
    links: dict[str, tuple[str, ...]]

    def rich(self, name: str) -> RichText:
        """Return a rich text; empty if the document has none of that name."""
        return rich_text(self.texts.get(name, ""))

    def value(self, name: str) -> str:
        """Return a plain value, or ""."""
        return self.values.get(name, "")

    def linked(self, name: str) -> tuple[str, ...]:
        """Return the paths that a list of links points to."""
        return self.links.get(name, ())


def read_document(source: bytes, name: str) -> Document:
    """Read one file of the export. Raises CrawlStopped naming the file if it is not of it."""
    try:
        root = etree.fromstring(_CONTROL.sub(b"", source.translate(None, _FORBIDDEN)), _parser())
    except etree.XMLSyntaxError as error:
        raise CrawlStopped(Outcome.BROKEN, f"Export: {name} ist kein XML: {error}") from error
    path, own_name = root.get("path"), root.get("name")
    if root.tag != "document" or not path or not own_name:
        raise CrawlStopped(Outcome.BROKEN, f"Export: {name} ist kein Dokument mit Pfad und Namen.")
    document = Document(
        path=f"{without_root(path)}/{own_name}",
        type=root.get("type", ""),
        texts={},
        values={},
        links={},
    )
    for node in root.iterfind("property"):
        _add(document, node)
    return document


def without_root(target: str) -> str:
    """Return the path of an internal address: `target:/BMWI/FDB/…` → `/FDB/…`."""
    return target.removeprefix("target:").removeprefix("/BMWI")


@cache
def _parser() -> etree.XMLParser:
    # Nothing that is crawled may make the parser fetch or expand anything.
    return etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)


def _add(document: Document, node: etree._Element) -> None:
    """Put a property of a document in its place."""
    name, kind = _name(node), node.get("type")
    if (value := node.find("value")) is not None:
        document.values[name] = " ".join((value.text or "").split())
    if kind == "RichText":
        document.texts[name] = node.findtext("text") or ""
    elif kind == "LinkList":
        document.links[name] = _hrefs(node.find("links"))
    elif kind == "ClassifiedLinkLists":
        for label, targets in _classified(node):
            document.links[f"{name}/{label}"] = document.linked(f"{name}/{label}") + targets


def _classified(node: etree._Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    for group in node.iter("classifiedLinkList"):
        classifiers = _hrefs(group.find("classifierLinks"))
        targets = _hrefs(group.find("links"))
        if classifiers and targets:
            yield classifiers[0].rsplit("/", 1)[-1], targets


def _name(node: etree._Element) -> str:
    return (node.get("name") or "").removeprefix("gsb:")


def _hrefs(node: etree._Element | None) -> tuple[str, ...]:
    if node is None:
        return ()
    return tuple(without_root(link.get(_HREF) or "") for link in node.iter("link"))
