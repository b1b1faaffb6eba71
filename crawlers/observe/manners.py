"""Manners: what each host says to machines, noted while a crawl goes on.

Only what is said is noted, never what follows from it: that is for staff. What one crawl did not
come to see is no statement either (`read`): a page that was not read again says what it said.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import lxml.html
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response, TextResponse

from crawlers.items import storable
from crawlers.middlewares.reservation import RESERVED
from crawlers.middlewares.robots import FORBIDDEN, ROBOTS_READ, Rfc9309Parser, named_agents

_LIST = Path(__file__).parent / "ai_crawlers.toml"
_HEAD_BYTES = 100_000
_WHOLE_BYTES = 1_000_000  # in which linked data is looked for
_LONGEST = 300  # characters of a licence
_MOST = 12  # marks of a kind that are kept of a host
_WORTH_READING = re.compile(rb"noai|noimageai|noarchive|nosnippet|licen[cs]e|rights", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_ROBOTS_WORDS = ("noai", "noimageai", "noarchive", "nosnippet")
_LICENCE_NAMES = ("dcterms.license", "dcterms.rights", "dc.rights", "license", "rights")
_LINKED = re.compile(
    rb"<script\b[^>]*\bapplication/ld\+json\b[^>]*>(.*?)</script", re.IGNORECASE | re.DOTALL
)
_OF_PICTURES = {"ImageObject", "VideoObject", "AudioObject", "MediaObject"}


class Robots(StrEnum):
    """How a host's robots.txt answered us."""

    NONE = "none"  # there is no such file
    ALLOWS = "allows"
    FORBIDS = "forbids"  # a page that we asked for
    UNREADABLE = "unreadable"  # which we take for a refusal


class MarkKind(StrEnum):
    """What a mark on a page, or of a site, is about."""

    RESERVED = "reserved"  # text and data mining; the value is where it is said
    ROBOTS_WORD = "robots_word"  # a word of meta robots or X-Robots-Tag: the value
    LICENCE = "licence"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Mark:
    """One thing that was said, and the first page on which it was."""

    kind: MarkKind
    value: str
    page: str


@dataclass(slots=True, kw_only=True)
class HostNotes:
    """What one host said in one crawl. `read` are the pages that came as a whole."""

    robots: Robots | None = None
    delay: float | None = None
    shut_out: tuple[str, ...] = ()  # names of AI crawlers
    names_us: bool = False
    marks: dict[tuple[MarkKind, str], str] = field(default_factory=dict)  # → page
    read: set[str] = field(default_factory=set)

    def mark(self, kind: MarkKind, value: str, page: str) -> None:
        """Note that a page says something; the first that says it is kept."""
        if (kind, value) in self.marks or sum(one == kind for one, _ in self.marks) < _MOST:
            self.marks.setdefault((kind, value), storable(page))

    def record(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        marks = sorted(Mark(kind=k, value=v, page=page) for (k, v), page in self.marks.items())
        return {
            "robots": self.robots.value if self.robots else "",
            "delay": self.delay,
            "shut_out": list(self.shut_out),
            "names_us": self.names_us,
            "marks": [[one.kind.value, one.value, one.page] for one in marks],
            "read": sorted(map(storable, self.read)),
        }


class Manners:
    """Listens to one crawl and notes what its hosts say."""

    def __init__(self) -> None:
        self._hosts: dict[str, HostNotes] = {}

    def listen(self, crawler: Crawler) -> None:
        """Connect to a crawl that has not begun."""
        crawler.signals.connect(self._on_robots, ROBOTS_READ)
        crawler.signals.connect(self._on_forbidden, FORBIDDEN)
        crawler.signals.connect(self._on_reserved, RESERVED)
        crawler.signals.connect(self._on_page, signals.response_received)

    def report(self) -> dict[str, dict[str, Any]]:
        """Return what each host said, as plain JSON."""
        return {host: notes.record() for host, notes in sorted(self._hosts.items())}

    def _of(self, host: str) -> HostNotes:
        return self._hosts.setdefault(host, HostNotes())

    def _on_robots(self, netloc: str, body: bytes | None, parser: Rfc9309Parser) -> None:
        """Note a robots.txt; of one that could not be read there is no body."""
        notes = self._of(netloc)
        if body is None:
            notes.robots = Robots.UNREADABLE
            return
        notes.robots = Robots.ALLOWS if body.strip() else Robots.NONE
        notes.delay = parser.crawl_delay("Landbote")
        notes.shut_out = shut_out(body)
        notes.names_us = "landbote" in named_agents(body)

    def _on_forbidden(self, request: Request) -> None:
        notes = self._of(urlsplit(request.url).netloc)
        if notes.robots is not Robots.UNREADABLE:
            notes.robots = Robots.FORBIDS

    def _on_reserved(self, url: str, where: str) -> None:
        self._of(urlsplit(url).netloc).mark(MarkKind.RESERVED, where, url)

    def _on_page(self, response: Response, request: Request) -> None:
        if request.meta.get("dont_obey_robotstxt") or response.status == 304:
            return
        notes = self._of(urlsplit(response.url).netloc)
        notes.read.add(response.url)
        if response.status < 400:
            for kind, value in said_by(response):
                notes.mark(kind, storable(value), response.url)


def shut_out(body: bytes) -> tuple[str, ...]:
    """Return the AI crawlers that a robots.txt names and keeps from the start page."""
    named = named_agents(body)
    return tuple(
        name
        for name in ai_crawlers()
        if name.casefold() in named
        and not Rfc9309Parser(body, None, name.casefold()).allowed("/", name.casefold())
    )


def said_by(response: Response) -> Iterator[tuple[MarkKind, str]]:
    """Yield what a page says of itself to machines, in its header, its head and linked data."""
    for line in response.headers.getlist("X-Robots-Tag"):
        yield from _robots_words((line or b"").decode("latin-1"))
    kind = (response.headers.get("Content-Type") or b"text/html").lower()
    if not isinstance(response, TextResponse) or b"html" not in kind:
        return
    head = _COMMENT.sub(b"", response.body[:_HEAD_BYTES])
    if _WORTH_READING.search(head):
        yield from _of_head(head, response.encoding)
    for found in _LINKED.findall(response.body[:_WHOLE_BYTES]):
        if b"license" in found:
            yield from _linked_licences(found)


@cache
def ai_crawlers() -> tuple[str, ...]:
    """Return the names of `ai_crawlers.toml`."""
    listed = tomllib.loads(_LIST.read_text(encoding="utf-8"))["crawler"]
    return tuple(one["name"] for one in listed)


def _of_head(head: bytes, encoding: str) -> Iterator[tuple[MarkKind, str]]:
    parser = lxml.html.HTMLParser(encoding=encoding)
    try:
        tree = lxml.html.document_fromstring(head, parser=parser)
    except (lxml.etree.LxmlError, ValueError):
        return
    for meta in tree.iter("meta"):
        name, content = (meta.get("name") or "").strip().casefold(), meta.get("content") or ""
        if name in ("robots", "landbote"):
            yield from _robots_words(content)
        if name in _LICENCE_NAMES and content.strip():
            yield MarkKind.LICENCE, _short(content)
    for link in tree.iter("link"):
        address = link.get("href") or ""
        if "license" in (link.get("rel") or "").casefold().split() and address:
            yield MarkKind.LICENCE, _short(address)


def _robots_words(line: str) -> Iterator[tuple[MarkKind, str]]:
    """Yield the words that are for everybody: "otherbot: noai" is for that one alone."""
    whom, colon, words = line.rpartition(":")
    if colon and whom.strip().casefold() not in ("", "landbote", "robots"):
        return
    said = {word.strip().casefold() for word in words.split(",")}
    yield from ((MarkKind.ROBOTS_WORD, word) for word in _ROBOTS_WORDS if word in said)


def _linked_licences(text: bytes) -> Iterator[tuple[MarkKind, str]]:
    """Yield the licences of linked data, but for those of pictures."""
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            kinds = one.get("@type")
            if _OF_PICTURES.isdisjoint(kinds if isinstance(kinds, list) else [str(kinds)]):
                licence = one.get("license")
                if isinstance(licence, str) and licence.strip():
                    yield MarkKind.LICENCE, _short(licence)
                waiting += [part for part in one.values() if isinstance(part, list | dict)]


def _short(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]
