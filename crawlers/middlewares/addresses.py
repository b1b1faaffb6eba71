"""Addresses: which ones are public, asked when a name is resolved."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Self

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred, fail, succeed
from twisted.internet.error import DNSLookupError

from crawlers.public_addresses import only_public


class PublicResolver(CachingThreadedResolver):
    """Resolves names only to public addresses, at the moment of connecting.

    IPv4 only, as its base. The setting ALLOW_ADDRESSES names hosts that are let through. Where
    the setting NAMES is a table of names and addresses, nobody else is asked: there are no other
    names. Only tests set either.
    """

    def __init__(
        self,
        reactor: ReactorBase,
        cache_size: int,
        timeout: float,
        allowed: Collection[str],
        names: Mapping[str, str],
    ) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.allowed = frozenset(address.rpartition(":")[0] for address in allowed)
        self.names = names

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Take size of the cache, time limit and what is let through from the settings."""
        settings = crawler.settings
        size, timeout = settings.getint("DNSCACHE_SIZE"), settings.getfloat("DNS_TIMEOUT")
        names = settings.getdict("NAMES")
        return cls(reactor, size, timeout, settings.getlist("ALLOW_ADDRESSES"), names)

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:
        """Look a name up; fails with OSError for an address inside a private network."""
        if self.names:
            known = self.names.get(name)
            return succeed(known) if known else fail(DNSLookupError(f"no name {name}"))
        found = super().getHostByName(name, timeout)
        return found if name in self.allowed else found.addCallback(only_public, name)
