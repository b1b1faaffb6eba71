"""Atom: what fits one subscription, as a feed (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from xml.etree import ElementTree as Xml

from notifier.digest.card import Card
from notifier.digest.wording import one_line
from notifier.mail.links import link_allowed

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
NAMESPACE = "http://www.w3.org/2005/Atom"
_END = b"</feed>"
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One opportunity of a feed. `id` lasts, `page` is where it stands with us."""

    id: str
    page: str
    card: Card
    updated_at: datetime
    topics: Sequence[str] = ()
    remembered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed. `own_url` is where it is to be had, `page` what it is about.

    `links` are its other parts, by their relation (RFC 5005); `note` says more below the title.
    """

    id: str
    title: str
    own_url: str
    page: str
    author: str
    updated_at: datetime
    entries: Iterable[FeedEntry]
    links: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


def written(feed: Feed) -> bytes:
    """Return a feed as XML; what others wrote stands in it as text."""
    return b"".join(streamed(feed))


def streamed(feed: Feed) -> Iterator[bytes]:
    """Yield the same entry by entry; none of it is held."""
    root = Xml.Element("feed", {"xmlns": NAMESPACE, "xml:lang": "de"})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    if feed.note:
        _add(root, "subtitle", feed.note)
    _add(root, "updated", _instant(feed.updated_at))
    _add(_add(root, "author"), "name", feed.author)
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.own_url)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    for relation, address in feed.links.items():
        _add(root, "link", rel=relation, type="application/atom+xml", href=address)
    begun, end, _rest = Xml.tostring(root, "utf-8", xml_declaration=True).rpartition(_END)
    yield begun
    for one in feed.entries:
        entry = Xml.Element("entry")
        _write_entry(entry, one)
        body: bytes = Xml.tostring(entry, "utf-8", xml_declaration=False)
        yield body
    yield end


def _write_entry(entry: Xml.Element, one: FeedEntry) -> None:
    card = one.card
    _add(entry, "id", one.id)
    _add(entry, "title", f"Vorgemerkt: {card.title}" if one.remembered else card.title)
    _add(entry, "updated", _instant(one.updated_at))
    _add(entry, "link", rel="alternate", type="text/html", href=one.page)
    if link_allowed(card.url):
        _add(entry, "link", rel="via", href=card.url)
    for topic in one.topics:
        _add(entry, "category", term=topic)
    _add(entry, "summary", "\n".join(_summary(card)), type="text")
    _add(entry, "rights", card.source)


def _summary(card: Card) -> Iterator[str]:
    """Yield what a card says, line by line."""
    marks = " · ".join(badge.text for badge in card.badges)
    yield from filter(None, (card.kicker, marks, *card.changes, card.summary))
    for fact in card.facts:
        label = f"{fact.label}: " if fact.label else ""
        links = ", ".join(link.text for link in fact.links)
        note = f" ({fact.note})" if fact.note else ""
        yield f"{label}{', '.join(filter(None, (fact.value, links)))}{note}"


def _add(parent: Xml.Element, name: str, words: str = "", **attributes: str) -> Xml.Element:
    plain: Mapping[str, str] = {key: _text(value) for key, value in attributes.items()}
    child = Xml.SubElement(parent, name, dict(plain))
    child.text = _text(words) or None
    return child


def _text(words: str) -> str:
    """Return words without what no XML may hold."""
    return "\n".join(one_line(_NO_XML.sub("", line)) for line in words.split("\n"))


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
