"""Outcome: how a crawl ended, and the exceptions that end it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from crawlers.items import storable


class Outcome(StrEnum):
    """How a crawl ended. Only `ok` may change what is stored."""

    OK = "ok"
    UNCHANGED = "unchanged"  # all parts are those of the last good visit
    BROKEN = "broken"  # the source is built differently from what the spider was written for
    UNREACHABLE = "unreachable"  # the host does not answer at all, or not in time
    FAILED = "failed"  # answered with an error, out of budget, stopped, or a fault of ours
    BLOCKED = "blocked"  # the source refuses us: 403, captcha, challenge
    ROBOTS = "robots"  # robots.txt or a rights reservation forbids the visit


class CrawlStopped(Exception):
    """Raised where a crawl has to end; `reason` is a German sentence for staff.

    `gone` says that the page is no longer there, which is another matter than one that fails.
    """

    def __init__(self, outcome: Outcome, reason: str, *, gone: bool = False) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.gone = gone
        self.reason = storable(reason)  # it may quote the page


class PageChangedError(CrawlStopped):
    """Raised when a page is not built as the spider expects: with page, selector and finding."""

    def __init__(
        self, page: str, selector: str, found: int | str, expected: str = "genau einmal"
    ) -> None:
        reason = f"Seite geändert: {page}: „{selector}“ erwartet {expected}, gefunden: {found}."
        super().__init__(Outcome.BROKEN, reason)
        self.page = page
        self.selector = selector
        self.found = found


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What `crawlers.run` writes when a crawl has ended."""

    outcome: Outcome
    reason: str = ""  # German, empty for ok
    pages: int = 0
    entries: int = 0  # sent and kept
    kept: tuple[str, ...] = ()  # keys of entries that are still there, word for word
    fingerprint: str = ""  # of all that was read, where the spider knows one
    way: str = ""  # by which of several ways the source was read
    redirects: Mapping[str, str] = field(default_factory=dict)  # answered → asked for
    manners: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # of each host
    left_out: tuple[str, ...] = ()  # what could not be read, a German sentence each
