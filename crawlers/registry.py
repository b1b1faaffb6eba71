"""Registry: the sources there are, found by their files."""

from __future__ import annotations

import importlib
import pkgutil

import crawlers.spiders
from crawlers.source import Source
from crawlers.spider import SourceSpider


def slugs() -> list[str]:
    """Return the slugs of all sources, sorted; nothing is imported for it."""
    modules = pkgutil.iter_modules(crawlers.spiders.__path__)
    return sorted(module.name for module in modules if not module.name.startswith("_"))


def spider_class(slug: str) -> type[SourceSpider]:
    """Return the spider of a source.

    Raises LookupError if there is no such file, or not exactly one spider of that slug in it.
    """
    if slug not in slugs():
        raise LookupError(f"no source {slug!r}: there is no crawlers/spiders/{slug}.py")
    module = importlib.import_module(f"crawlers.spiders.{slug}")
    found = [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, SourceSpider)
        and value.__module__ == module.__name__
    ]
    if len(found) != 1 or found[0].source.slug != slug:
        raise LookupError(f"crawlers/spiders/{slug}.py must hold one spider of slug {slug!r}")
    return found[0]


def sources() -> dict[str, Source]:
    """Return all sources by slug."""
    return {slug: spider_class(slug).source for slug in slugs()}
