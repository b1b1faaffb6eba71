"""A page that fails is left as it was, and what it leads to is visited all the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from db.vocabulary import Presence, RunOutcome
from tests.databases import SqliteTemplate
from tests.landbote.crawling.visiting import LEA, LIST, Answer, Visits, article, lea, visited

HOME = "https://wissenschaft.hessen.de"
TOP = f"{HOME}/foerderung-finden"
FAILS = Answer(status=503)
REFUSES = Answer(status=403)


def site(**lists: dict[str, Answer]) -> dict[str, Answer]:
    """A list of lists, each with its articles by the last part of their addresses."""
    pages = {TOP: listed("Alles", [f"{TOP}/{name}" for name in lists])}
    for name, articles in lists.items():
        urls = {f"{TOP}/{name}/{part}": page for part, page in articles.items()}
        pages |= {f"{TOP}/{name}": listed(name, list(urls)), **urls}
    return pages


def listed(name: str, urls: list[str]) -> Answer:
    """A page that links others."""
    links = "".join(f'<a href="{url}">Mehr dazu</a>' for url in urls)
    words = f"<h1>{name.title()}</h1><p>Hier stehen die Angebote zum Thema {name}.</p>"
    return Answer(body=f"<html><body><main>{words}{links}</main></body></html>")


MUSIC = {"chor": article("Chöre"), "orgel": article("Orgeln")}
FILM = {"kino": article("Kino auf dem Dorf")}


@pytest.fixture
def visits(sqlite_template: SqliteTemplate, tmp_path: Path, now: datetime) -> Iterator[Visits]:
    """The lists, visited once."""
    slug, pages = "he_wissenschaft_foerderung", site(musik=MUSIC, film=FILM)
    with visited(slug, pages, sqlite_template, tmp_path, now) as visits:
        assert visits.findings() == [] and len(visits.known()) >= 3
        yield visits


def test_the_articles_of_a_list_that_fails_are_visited(visits: Visits) -> None:
    """They are asked for as the list linked them last; one of them changed, and none is missing."""
    later = article("Orgeln", "Anträge sind bis zum 26. März 2027 möglich, höchstens 7.500 Euro.")
    pages = site(musik={**MUSIC, "orgel": later}, film=FILM) | {f"{TOP}/musik": FAILS}
    result = visits.visit(pages)
    assert (result.good, result.new, result.changed) == (True, 0, 1)
    assert {one.presence for one, _values in visits.known().values()} == {Presence.PRESENT}
    ((kind, reason),) = visits.findings()
    assert kind == "incomplete" and f"HTTP 503: {TOP}/musik" in reason


def test_the_list_that_all_depends_on_must_answer(visits: Visits) -> None:
    """Without the list of lists there is no visit."""
    assert visits.visit(site(musik=MUSIC, film=FILM) | {TOP: FAILS}).outcome is RunOutcome.FAILED
    assert [kind for kind, _reason in visits.findings()] == ["failed"]


ARTICLES = ("backhaus", "bücherei", "dorfteich", "feuerwehr", "scheune")


@pytest.fixture
def offers(sqlite_template: SqliteTemplate, tmp_path: Path, now: datetime) -> Iterator[Visits]:
    """A list of five articles, visited once."""
    with visited("he_lea", lea(**_articles()), sqlite_template, tmp_path, now) as visits:
        assert len(visits.known()) == len(ARTICLES)
        yield visits


@pytest.mark.parametrize("names", [("backhaus",), ("bücherei",), ("backhaus", "dorfteich")])
def test_an_article_that_is_refused_costs_itself(offers: Visits, names: tuple[str, ...]) -> None:
    """It stands as it was and staff are told; what is new beside it comes in."""
    result = offers.visit(lea(**_articles(*names), tanzsaal=article("Tanzsaal")))
    assert (result.good, result.new, result.changed) == (True, 1, 0)
    assert "Tanzsaal" in offers.known() and len(offers.known()) == len(ARTICLES) + 1
    assert {one.presence for one, _values in offers.known().values()} == {Presence.PRESENT}
    ((kind, reason),) = offers.findings()
    assert kind == "incomplete" and f"HTTP 403: {LEA}" in reason


@pytest.mark.parametrize("names", [("backhaus", "bücherei"), ("feuerwehr", "scheune")])
def test_two_refusals_in_a_row_end_the_visit(offers: Visits, names: tuple[str, ...]) -> None:
    """Nothing is read after the second, and nothing of the visit is taken over."""
    result = offers.visit(lea(**_articles(*names), tanzsaal=article("Tanzsaal")))
    assert (result.outcome, result.new) == (RunOutcome.BLOCKED, 0)
    assert result.entries == ARTICLES.index(names[-1])
    assert [kind for kind, _reason in offers.findings()] == ["blocked"]


def test_a_list_that_is_refused_ends_the_visit(offers: Visits) -> None:
    """No article is asked for without its list."""
    result = offers.visit(lea(**_articles()) | {LIST: REFUSES})
    assert (result.outcome, result.pages) == (RunOutcome.BLOCKED, 1)


def _articles(*refused: str) -> dict[str, Answer]:
    """The five articles, some of them refused."""
    return {name: REFUSES if name in refused else article(name.title()) for name in ARTICLES}
