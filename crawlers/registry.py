"""Registry: the sources there are, found by their files and by the lines of the families."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from types import ModuleType

import crawlers.families
import crawlers.spiders
from crawlers.source import Source
from crawlers.spider import SourceSpider


def slugs() -> list[str]:
    """Return the slugs of all sources, sorted."""
    return sorted([*file_slugs(), *_members()])


def file_slugs() -> list[str]:
    """Return the slugs of the sources that are a file of their own; nothing is imported for it."""
    return _modules(crawlers.spiders)


def families() -> dict[str, ModuleType]:
    """Return the module of every family by its name."""
    names = _modules(crawlers.families)
    return {name: importlib.import_module(f"crawlers.families.{name}") for name in names}


def spider_class(slug: str) -> type[SourceSpider]:
    """Return the spider of a source.

    Raises LookupError if there is no such source, or not exactly one spider of that slug in
    its file.
    """
    if slug in file_slugs():
        return _of_file(slug)
    try:
        return _members()[slug]
    except KeyError:
        where = f"there is no crawlers/spiders/{slug}.py and no family has it"
        raise LookupError(f"no source {slug!r}: {where}") from None


def sources() -> dict[str, Source]:
    """Return all sources by slug."""
    spiders = {**{slug: _of_file(slug) for slug in file_slugs()}, **_members()}
    return {slug: spiders[slug].source for slug in sorted(spiders)}


def _of_file(slug: str) -> type[SourceSpider]:
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


def _members() -> Mapping[str, type[SourceSpider]]:
    """Return the spiders of all families; a slug that two of them claim is an error."""
    found: dict[str, type[SourceSpider]] = {}
    files = file_slugs()
    for name, family in families().items():
        members: Mapping[str, type[SourceSpider]] = family.members()
        if twice := sorted({*found, *files} & set(members)):
            raise LookupError(f"family {name}: there is a source {twice[0]!r} already")
        found |= members
    return found


def _modules(package: ModuleType) -> list[str]:
    modules = pkgutil.iter_modules(package.__path__)
    return sorted(module.name for module in modules if not module.name.startswith("_"))
