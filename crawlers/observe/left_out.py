"""Left out: what a visit could not read and went on without, so that one fault costs one entry."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from crawlers.observe.outcome import CrawlStopped, Outcome

_PAGES = 3  # beyond which it is the source that is ill, not a page of it
_AWAY = "war nicht zu lesen, was von dort bekannt ist, bleibt stehen"
_SHARE = 1 / 3  # of all pages, where they came and only could not be read


@dataclass(slots=True)
class LeftOut:
    """The pages, records and ways that one visit went on without; `pages_read` counts the others.

    Only a page that is one of many may be left out, and only a few of them; of those that
    came and are built as no article is, a third. Who refuses us twice in a row is not asked
    for more. Where a source has several hosts, all this is said of each, and of them
    `may_lose_hosts` may be given up: nothing more is asked of such a host in this visit.
    """

    may_lose_hosts: int = 0
    hosts: dict[str, CrawlStopped] = field(default_factory=dict)  # given up, and why
    pages: list[CrawlStopped] = field(default_factory=list)
    records: list[str] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)  # broken, where a source has several
    away: Counter[str] = field(default_factory=Counter)  # pages that did not come, by host
    pages_read: int = 0
    refused: bool = False  # the last page asked for was

    def page(self, stop: CrawlStopped, host: str = "") -> None:
        """Go on without a page. Raises its reason once there are too many, or we are not wanted."""
        if host in self.hosts:
            return  # said of the host, not of each of its pages
        again = self.refused and stop.outcome is Outcome.BLOCKED
        self.refused = stop.outcome is Outcome.BLOCKED
        self.pages.append(stop)
        # A page that came costs the source nothing; what share of them it is the end will show.
        if stop.outcome is not Outcome.BROKEN:
            self.away[host] += 1
        if again or self.away[host] > _PAGES:
            self.host(host, stop)

    def host(self, host: str, stop: CrawlStopped) -> None:
        """Give up a host. Raises the reason where the source has no other, or too many fail."""
        self.refused = False
        if host not in self.hosts and len(self.hosts) >= self.may_lose_hosts:
            # A new exception: Scrapy reports none that an errback only passes on.
            raise CrawlStopped(stop.outcome, stop.reason)
        self.hosts.setdefault(host, stop)

    def too_much(self, entries: int) -> CrawlStopped | None:
        """Return why a visit with so many entries is none, once all was asked for."""
        every = len(self.pages) + self.pages_read
        if len(self.pages) > self.pages_read or len(self.pages) > max(_PAGES, _SHARE * every):
            return self.pages[0]
        if len(self.records) > entries:
            return CrawlStopped(Outcome.BROKEN, self.records[0])
        return None

    def reasons(self) -> tuple[str, ...]:
        """Return a German sentence for each host, page, record and way."""
        hosts = (f"{host} {_AWAY}: {stop.reason}" for host, stop in self.hosts.items())
        return (*hosts, *(stop.reason for stop in self.pages), *self.records, *self.ways)
