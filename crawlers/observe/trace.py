"""Trace: a request as a spider makes it, and what comes of the page that answers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import scrapy
from scrapy.http import Response

from crawlers.frozen import freeze, thaw
from crawlers.items import RawEntry, digest
from crawlers.visited_pages import Follow, VisitedPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An entry of the last visit that stands on an unchanged page: present, and as it was."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as a spider makes it; `follow` is None where it cannot be kept."""

    url: str
    parse: Callable[..., Any]
    missing_ok: bool
    known: Mapping[str, Any]
    follow: Follow | None
    again: bool = False  # the page must be read, whatever is remembered of it


def asked(url: str, parse: Any, missing_ok: bool, known: Mapping[str, Any]) -> Asked:
    """Return a request, in a form that can be kept if its arguments can."""
    try:
        follow = Follow(
            url=url, parse=parse.__name__, missing_ok=missing_ok, known=freeze(dict(known))
        )
    except TypeError:
        follow = None
    return Asked(url=url, parse=parse, missing_ok=missing_ok, known=known, follow=follow)


def arguments(follow: Follow) -> dict[str, Any]:
    """Return what a followed page's parse method is called with. Raises ValueError."""
    known = thaw(follow.known)
    if not isinstance(known, dict):
        raise ValueError(f"{follow.url}: the arguments are no table")
    return known


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What tells one answer from another, without its body."""

    at: str
    digest: str
    etag: str
    last_modified: str


def answer(response: Response) -> Answer:
    """Return the marks of an answer; the digest is of address, type and every byte."""
    head = json.dumps([response.url, _header(response, "Content-Type")]).encode()
    return Answer(
        at=response.url,
        digest=hashlib.sha256(head + response.body).hexdigest(),
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
    )


@dataclass(slots=True, kw_only=True)
class Trace:
    """What comes of a page while it is read."""

    url: str
    question: str
    answer: Answer
    claims: list[tuple[str, bool]] = field(default_factory=list)
    entries: dict[str, str] = field(default_factory=dict)
    follows: list[Follow] = field(default_factory=list)
    guidelines: list[str] = field(default_factory=list)
    fingerprint: str = ""
    lost: bool = False  # something came of it that cannot be kept
    ended: bool = False

    def note(self, found: Any) -> None:
        """Write down what a parse method yields."""
        if isinstance(found, RawEntry):
            self.entries[found.key] = digest(found.to_json())
        elif follow := _follow(found):
            self.follows.append(follow)
        else:
            self.lost = True

    @property
    def gave_something(self) -> bool:
        """Whether anything came of the page so far."""
        return bool(self.entries or self.follows or self.guidelines or self.lost)

    def visited(self, today: date, day: str) -> VisitedPage:
        """Return what the next run needs to know."""
        return VisitedPage(
            url=self.url,
            question=self.question,
            at=self.answer.at,
            answer=self.answer.digest,
            etag=self.answer.etag,
            last_modified=self.answer.last_modified,
            read_on=today,
            day=day,
            claims=tuple(self.claims),
            entries=self.entries,
            follows=tuple(self.follows),
            guidelines=tuple(dict.fromkeys(self.guidelines)),
            fingerprint=self.fingerprint,
        )


def _follow(found: Any) -> Follow | None:
    """Return a request as it can be made again; None if a spider changed it after `get`."""
    request = found.cb_kwargs.get("asked") if isinstance(found, scrapy.Request) else None
    if not isinstance(request, Asked) or found.dont_filter:
        return None
    plain = getattr(found.errback, "__name__", "") == "failed"
    return request.follow if plain else None


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1").strip()
