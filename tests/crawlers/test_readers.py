"""Readers: every system's list and pages say the same, however they are built.

A folder of tests/crawlers/readers has one or more lists (liste*.html) and the two pages that they
lead to, built as the system builds them and with one text, so that what must be read of all is
said once here.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawlers.article import Article
from crawlers.page import Page
from crawlers.readers import Item, reader_of, readers

SAMPLES = Path(__file__).parent / "readers"
SITE = "https://www.musterau.example.org"
LISTS = sorted(path.relative_to(SAMPLES).as_posix() for path in SAMPLES.glob("*/liste*.html"))
TITLES = ("Regionalbudget 2027: Anträge jetzt möglich", "Neue Öffnungszeiten am Wertstoffhof")
DAYS = (date(2026, 11, 16), date(2026, 11, 9))
TEXTS = (
    "Vereine und Gemeinden können wieder Geld für kleine Vorhaben beantragen.\n"
    "Anträge sind bis zum 15. Februar 2027 möglich. Gefördert werden 80 Prozent, höchstens "
    "16.000 Euro.\n"
    "Auskunft gibt das Regionalbüro, Telefon 03334 000000, info@region.example.org.",
    "Der Wertstoffhof hat ab Dezember neue Öffnungszeiten.\n"
    "Er ist künftig auch am Samstag geöffnet.",
)
# Where the day stands in a place that may hold any day; the list's counts.
WITHOUT_DAY = {"drupal"}
ADDRESSES = {
    "contao": ("/news-reader/regionalbudget-2027", "/news-reader/wertstoffhof"),
    "drupal": ("/aktuelles/regionalbudget", "/aktuelles/wertstoffhof"),
    "gsb": (
        "/SharedDocs/Meldungen/DE/regionalbudget.html",
        "/SharedDocs/Meldungen/DE/wertstoffhof.html",
    ),
    "ikiss": (
        "/Rathaus/Aktuelles/Regionalbudget-2027.php?&object=tx,3590.3&ModID=7&FID=3590.1200.1",
        "/Rathaus/Aktuelles/Wertstoffhof.php?&object=tx,3590.3&ModID=7&FID=3590.1201.1",
    ),
    "nolis": (
        "/portal/meldungen/regionalbudget-2027-900000507-30601.html",
        "/portal/meldungen/wertstoffhof-900000498-30601.html",
    ),
    "portuna": (
        "/news/1/843182/nachrichten/regionalbudget-2027.html",
        "/news/1/843100/nachrichten/wertstoffhof.html",
    ),
    "sitepark": ("/presse/2026/regionalbudget.php", "/presse/2026/wertstoffhof.php"),
    "typo3_news": ("/aktuelles/detail/regionalbudget", "/aktuelles/detail/wertstoffhof"),
    "wordpress": ("/2026/11/regionalbudget/", "/2026/11/wertstoffhof/"),
}


def page_of(name: str, address: str = "/aktuelles") -> Page:
    """A page of the samples."""
    return Page(f"{SITE}{address}", (SAMPLES / name).read_bytes())


def article_of(system: str, number: int) -> Article:
    """A page that a list leads to, read as the item of the list."""
    reader = readers()[system]
    name = ("aufruf", "meldung")[number]
    item = Item(url=f"{SITE}{ADDRESSES[system][number]}", title=TITLES[number])
    return reader.article(page_of(f"{system}/{name}.html", ADDRESSES[system][number]), item)


def test_every_reader_has_samples() -> None:
    """A reader is named as its file and its folder."""
    assert {name.partition("/")[0] for name in LISTS} == readers().keys() == ADDRESSES.keys()


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_read_by_its_own_reader_alone(name: str) -> None:
    """The first reader by name that recognises a list is its own, and no other does."""
    found = [reader.name for reader in readers().values() if reader.recognises(page_of(name))]
    assert found == [name.partition("/")[0]]
    reader = reader_of(page_of(name))
    assert reader is not None and reader.name == found[0]


@pytest.mark.parametrize("name", LISTS)
def test_the_lines_of_a_list(name: str) -> None:
    """Address, title and day of each line are those of the page, and what is no news is none."""
    reader = readers()[name.partition("/")[0]]
    items = reader.items(page_of(name))
    assert [reader.address(item.url) for item in items] == [
        f"{SITE}{address}" for address in ADDRESSES[reader.name]
    ]
    assert tuple(item.title for item in items) == TITLES
    assert tuple(item.published_on for item in items) == DAYS


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("system", sorted(ADDRESSES))
def test_the_page_of_a_line(system: str, number: int) -> None:
    """Title, day and the whole text are read, and nothing that stands around them."""
    article = article_of(system, number)
    assert article.title == TITLES[number]
    assert article.published_on == (None if system in WITHOUT_DAY else DAYS[number])
    # A file that the page hands out is named in its text.
    assert article.text.removesuffix("\nAntragsformular") == TEXTS[number]


def test_a_file_behind_an_address_without_ending_is_a_document() -> None:
    """iKISS hands out its files by a number."""
    links = article_of("ikiss", 0).given.links
    assert [link.title for link in links] == ["Antragsformular"]


@pytest.mark.parametrize("system", sorted(ADDRESSES))
@pytest.mark.parametrize("page", ["aufruf", "meldung"])
def test_a_page_is_no_list(system: str, page: str) -> None:
    """The page of one piece of news is taken for a list by no reader."""
    assert reader_of(page_of(f"{system}/{page}.html")) is None
