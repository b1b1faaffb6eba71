"""Crawls: all that a crawl imports, but for Twisted's reactor, which belongs to one process."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from scrapy.settings import Settings
from scrapy.utils.misc import load_object

import crawlers.run
import crawlers.settings
from crawlers.page import Page
from crawlers.registry import sources

# Scrapy imports these as late as it can.
LATE = ("aiohttp", "scrapy.core.downloader.handlers.http11", "scrapy.extensions.telnet")

SELECTOR = "main > p.a#b[c='d']:not(e):nth-of-type(2), main p ~ a[f]:has(g)"


def warm() -> None:
    """Import what Scrapy would look up by name, and every spider."""
    settings = Settings()
    settings.setmodule(crawlers.settings, priority="project")
    for path in sorted(set(_paths(settings))):
        load_object(path)
    for module in LATE:
        import_module(module)
    sources()
    # The grammar of selectors is compiled bit by bit, when a selector first needs it.
    Page("https://example.org/", "<main><p>").all(SELECTOR)
    assert "twisted.internet.reactor" not in sys.modules


def _paths(settings: Settings) -> Iterator[str]:
    for name, value in settings.items():
        parts: Any = [value]
        if name.endswith(("_BASE", "MIDDLEWARES", "EXTENSIONS", "HANDLERS")):
            parts = [*value, *value.values()]
        named = (part for part in parts if isinstance(part, str))
        yield from (path for path in named if path.startswith(("scrapy.", "crawlers.")))


warm()
