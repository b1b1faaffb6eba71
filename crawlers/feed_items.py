"""Feed items: the items of an RSS or Atom feed, also where one of them is not well-formed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from html.entities import html5

from lxml import etree

from crawlers.charset import text_of
from crawlers.observe.outcome import PageChangedError

LeaveOut = Callable[[str], None]  # is told, in German, what could not be read

_ROOTS = ("rss", "feed", "RDF")
_ITEMS = ("item", "entry")
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.-]+)""")
_ROOT = re.compile(r"<((?:[\w.-]+:)?(?:rss|feed|RDF))\b[^>]{0,2000}>")
_TAG = re.compile(r"<(/?)(item|entry)(?=[\s>])")
_CDATA = "<![CDATA["
# What XML 1.0 does not allow at all.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?:(#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]\w{0,30});)?")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})


class NotWellFormedError(ValueError):
    """A text that is no XML."""


def feed_items(body: bytes, url: str, leave_out: LeaveOut) -> list[etree._Element]:
    """Return the items of a feed. Raises PageChangedError for what is no feed, or a part of one.

    A feed that is not well-formed is mended as browsers do; an item that cannot be mended is
    left out.
    """
    try:
        root = _parsed(body)
    except NotWellFormedError as error:
        leave_out(f"Der Feed ist kein gültiges XML ({url}): {error}")
        return list(_mended(body, url, str(error), leave_out))
    if local_name(root) not in _ROOTS:
        raise PageChangedError(url, "Feed (XML)", local_name(root), "RSS oder Atom")
    return _items(root)


def _mended(body: bytes, url: str, fault: str, leave_out: LeaveOut) -> Iterator[etree._Element]:
    """Yield the items of a feed that is not well-formed, each read by itself."""
    text = _text(body)
    root = _ROOT.search(text)
    end = text.rfind(f"</{root[1]}>") if root else -1
    # A feed cut off has lost items; one that declares entities of its own wants no mending.
    if root is None or end < 0 or "<!ENTITY" in text:
        raise PageChangedError(url, "Feed (XML)", fault, "RSS oder Atom")
    for number, item in enumerate(_cut(text[root.end() : end]), start=1):
        try:
            whole = _parsed(f"{root[0]}{_clean(item)}</{root[1]}>".encode())
        except NotWellFormedError as error:
            leave_out(f"Der {number}. Beitrag des Feeds ist nicht lesbar ({url}): {error}")
        else:
            yield from _items(whole)


def _parsed(body: bytes) -> etree._Element:
    """Return the tree of a text. Raises NotWellFormedError; a prefix may be undeclared."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise NotWellFormedError(str(error)) from error
    faults = [str(one) for one in parser.error_log if one.domain_name != "NAMESPACE"]
    if root is None or faults:
        raise NotWellFormedError(faults[0] if faults else "kein Element")
    return root


def _items(root: etree._Element) -> list[etree._Element]:
    return [node for node in root.iter() if local_name(node) in _ITEMS]


def _text(body: bytes) -> str:
    declared = _DECLARED.search(body[:1000])
    return text_of(body, declared[1].decode("ascii").lower() if declared else "")


def _cut(text: str) -> Iterator[str]:
    """Yield the text of every item, from its opening to its closing tag."""
    start = -1
    for tag in _TAG.finditer(text):
        if not tag[1]:
            start = tag.start()
        elif start >= 0:
            yield f"{text[start : tag.start()]}</{tag[2]}>"
            start = -1


def _clean(text: str) -> str:
    """Return markup without what XML forbids; HTML's own names and a bare & are resolved."""
    return "".join(
        part if part.startswith(_CDATA) else _REFERENCE.sub(_resolved, part)
        for part in _parts(_FORBIDDEN.sub("", text))
    )


def _parts(text: str) -> Iterator[str]:
    """Yield the text in and out of CDATA, where an & stands for itself."""
    at = 0
    while (start := text.find(_CDATA, at)) >= 0 and (end := text.find("]]>", start)) >= 0:
        yield text[at:start]
        yield text[start:end]
        at = end
    yield text[at:]


def _resolved(found: re.Match[str]) -> str:
    name = found[1]
    if name is None:
        return "&amp;"
    if name in _OF_XML:
        return found[0]
    if name.startswith("#"):
        number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        allowed = number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE
        return found[0] if allowed or 0x10000 <= number < 0x110000 else ""
    shown = html5.get(f"{name};")
    return f"&amp;{name};" if shown is None else escape(shown)


def local_name(node: etree._Element) -> str:
    """Return the name of an element without its namespace, declared or not."""
    tag = node.tag if isinstance(node.tag, str) else ""
    return tag.rpartition("}")[2].rpartition(":")[2]
