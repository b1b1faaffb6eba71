"""Shapes: pages built as real ones are, each with a trap; the texts are ours."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawlers.article import Article, read_article
from crawlers.page import Page

SHAPES = Path(__file__).parent / "shapes"


def read(name: str) -> Article:
    """Read a shape without knowing what to call it."""
    markup = (SHAPES / f"{name}.html").read_text(encoding="utf-8")
    return read_article(Page("https://www.example.org/aktuelles/seite", markup))


@pytest.mark.parametrize(
    ("name", "title", "day"),
    [
        ("typo3_news", "Zuschuss für Dorfläden startet", date(2026, 11, 6)),
        ("gsb_press", "Netzwerke im Dorf werden gefördert", date(2026, 11, 12)),
        ("wordpress_share", "Regionalbudget 2027: Jetzt bewerben", date(2026, 11, 11)),
        ("table_layout", "Zuschüsse an Vereine", None),
        ("portuna", "Hilfe für Feuerwehren", date(2026, 11, 9)),
        ("two_contents", "Messengerdienste für Kommunen", date(2026, 11, 3)),
        ("late_headline", "Segen für die Ernte", date(2026, 10, 4)),
    ],
)
def test_title_and_day(name: str, title: str, day: date | None) -> None:
    """The title is that of the entry, not of the site or its section; the day is Berlin's."""
    article = read(name)
    assert (article.title, article.published_on) == (title, day)


@pytest.mark.parametrize(
    ("name", "said", "unsaid"),
    [
        ("typo3_news", ("Einrichtung.", "26. Februar 2027"), ("Radweg", "4. Januar", "Breadcrumb")),
        ("gsb_press", ("Nachbarschaftshilfe", "75 Prozent"), ("Navigation", "Zusatz", "12.11.")),
        ("wordpress_share", ("kleine Vorhaben", "31. Januar 2027"), ("5.000", "Teilen", "Schlag")),
        ("table_layout", ("über 50\t400 Euro", "31. März 2027"), ("Rathaus\n", "Start")),
        ("portuna", ("60 Prozent", "15. Januar 2027"), ("09.", "Aktuelles")),
        ("two_contents", ("kostenlos erproben", "entscheidet jede"), ("NewsArticle", "2026")),
        ("late_headline", ("Gemeinden feiern", "höchstens 300 Euro"), ("Newsletter bestellen",)),
    ],
)
def test_the_text_is_whole_and_nothing_else(
    name: str, said: tuple[str, ...], unsaid: tuple[str, ...]
) -> None:
    """From lead to last sentence all is there, and nothing of what stands around it."""
    text = read(name).text
    assert [one for one in said if one not in text] == []
    assert [one for one in unsaid if one in text] == []


def test_what_the_whole_page_links_and_names() -> None:
    """Files below the text, without an ending, and contacts against spam are still found."""
    assert [link.url[-13:] for link in read("typo3_news").given.links] == ["merkblatt.pdf"]
    (link,) = read("gsb_press").given.links
    assert link.url.endswith("foerderaufruf.html?__blob=publicationFile")
    (contact,) = read("gsb_press").given.contacts
    assert (contact.organisation, contact.email) == (
        "Amt für Beispiele, Referat 12",
        "netzwerk@beispiel.example",
    )
    (guideline,) = read("portuna").given.links
    assert guideline.role == "guideline"
