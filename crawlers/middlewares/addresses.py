"""Addresses: which ones are public, asked when a name is resolved."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Self

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred

from crawlers.public_addresses import only_public


class PublicResolver(CachingThreadedResolver):
    """Resolves names only to public addresses, at the moment of connecting.

    IPv4 only, as its base. The setting ALLOW_ADDRESSES names hosts that are let through.
    """

    def __init__(
        self, reactor: ReactorBase, cache_size: int, timeout: float, allowed: Collection[str]
    ) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.allowed = frozenset(address.rpartition(":")[0] for address in allowed)

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Take size of the cache, time limit and what is let through from the settings."""
        settings = crawler.settings
        size, timeout = settings.getint("DNSCACHE_SIZE"), settings.getfloat("DNS_TIMEOUT")
        return cls(reactor, size, timeout, settings.getlist("ALLOW_ADDRESSES"))

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:
        """Look a name up; fails with OSError for an address inside a private network."""
        found = super().getHostByName(name, timeout)
        return found if name in self.allowed else found.addCallback(only_public, name)
