"""Readers: how the systems that municipalities and regions run build a list and its pages.

One file a system, told by its markup and never by its site. A module of this package offers

    READER    a Reader, whose name is the module's

A list is read by the first reader, by name, that recognises it; what a reader does not say of
an article is left to `crawlers.article`, which reads pages of any markup.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from crawlers.article import Article, read_article
from crawlers.follow import next_page
from crawlers.links import canonical
from crawlers.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a list: the address of a page, and what the list says of it."""

    url: str
    title: str = ""
    published_on: date | None = None
    teaser: str = ""


def read_item(page: Page, item: Item) -> Article:
    """Return the page of an item as an article; its list says which heading is its headline."""
    return read_article(page, listed_as=item.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How one system is read.

    `recognises` says whether a page is a list of this system, by marks that no other makes;
    `items` returns its lines in their order, and none for a list that is empty for now. Both
    look at the whole page, and neither raises for a page of another system. `address` is the
    one address of a page, without what a visit adds to it.
    """

    name: str
    label: str  # as staff read it
    recognises: Callable[[Page], bool]
    items: Callable[[Page], list[Item]]
    article: Callable[[Page, Item], Article] = read_item
    following: Callable[[Page], str] = next_page
    address: Callable[[str], str] = canonical


@cache
def readers() -> dict[str, Reader]:
    """Return every reader by its name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found = [importlib.import_module(f"{__name__}.{name}").READER for name in names]
    return {reader.name: reader for reader in found}


def reader_of(page: Page) -> Reader | None:
    """Return the reader of a list, told by its markup; None for one of unknown markup."""
    return next((reader for reader in readers().values() if reader.recognises(page)), None)
