"""An entry that moves stays the same entry, and nobody hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from db.vocabulary import Presence
from tests.databases import SqliteTemplate
from tests.landbote.crawling.visiting import (
    LEA,
    LIST,
    REGION,
    TERMS,
    Answer,
    Visits,
    article,
    item,
    lea,
    region,
    visited,
)

OTHERS = {"hof": article("Hof"), "keller": article("Keller", "Anträge sind immer möglich.")}
AWAY = Answer(status=301, location="/kommunen/sanieren/dach-neu")
NEW = f"{LEA}/kommunen/sanieren/dach-neu"
LATER = TERMS.replace("19. Februar", "26. Februar")


@pytest.fixture
def site(sqlite_template: SqliteTemplate, tmp_path: Path, now: datetime) -> Iterator[Visits]:
    """A list of articles that was visited once."""
    pages = lea(dach=article("Dach"), **OTHERS)
    with visited("he_lea", pages, sqlite_template, tmp_path, now) as visits:
        assert len(visits.known()) == 3
        yield visits


@pytest.fixture
def feed(sqlite_template: SqliteTemplate, tmp_path: Path, now: datetime) -> Iterator[Visits]:
    """A region's feed that was visited once."""
    items = item("Kinoabend fördern", "/neues/kino"), item("Chöre fördern", "/neues/chor")
    pages = region("".join(items))
    with visited("leader_vogelsberg", pages, sqlite_template, tmp_path, now) as visits:
        assert len(visits.known()) == 2
        yield visits


def moved_pages(text: str = TERMS) -> dict[str, Answer]:
    """The list as it was, one of its addresses leading on to a new one."""
    return {**lea(dach=AWAY, **OTHERS), NEW: article("Dach", text)}


def test_a_redirect_leads_to_the_same_entry(site: Visits) -> None:
    """Its address is the new one; nothing is news, nobody is missing, then or later."""
    before = site.told_at()
    assert site.visit(moved_pages()).new == 0
    listed = lea(**OTHERS)[LIST].body.replace("</main>", f'<a href="{NEW}">Dach</a></main>')
    later = {**lea(**OTHERS), LIST: Answer(body=listed), NEW: article("Dach")}
    assert site.visit(later).new == 0
    assert site.told_at() == before
    assert site.known()["Dach"][0].url == NEW
    assert {one.presence for one, _values in site.known().values()} == {Presence.PRESENT}


def test_what_changes_with_the_move_is_a_change(site: Visits) -> None:
    """Behind the redirect stands another deadline: the known entry is told as changed."""
    before = site.told_at()
    result = site.visit(moved_pages(LATER))
    assert (result.new, result.changed) == (0, 1)
    told = site.told_at()
    assert told.keys() == before.keys()
    assert {title for title in told if told[title] != before[title]} == {"Dach"}


@pytest.mark.parametrize("title", ["Dach", "Dach 2027"])
def test_the_same_text_elsewhere_in_the_list_is_the_same_entry(site: Visits, title: str) -> None:
    """It vanished in the very run in which it appeared under another name or address."""
    text = "<p>Für Dach gibt es in Hessens Dörfern Geld.</p>"
    page = Answer(body=f"<main><h1>{title}</h1>{text}<p>{TERMS}</p></main>")
    before = sorted(filter(None, site.told_at().values()))
    result = site.visit(lea(**{"dach-2027": page}, **OTHERS))
    assert (result.new, result.attendance.missing) == (0, 0)
    assert sorted(filter(None, site.told_at().values())) == before
    assert site.known()[title][0].url.endswith("/dach-2027")


def test_an_entry_may_move_twice(feed: Visits) -> None:
    """Each time its address follows its title; it is the same entry still."""
    text, other = f"{TERMS} Vorhang auf!", item("Chöre fördern", "/neues/chor")
    for title, path in (
        ("Kino", "/kino"),
        ("Kino 2027", "/kino-27"),
        ("Kino im Dorf", "/dorfkino"),
    ):
        result = feed.visit(region(item(title, f"/neues{path}", text) + other))
        assert result.new == 0 and len(feed.known()) == 2
        entry, _values = feed.known()[title]
        assert (entry.key, entry.url) == ("/neues/kino", f"{REGION}/neues{path}")


@pytest.mark.parametrize(
    ("items", "new"),
    [
        # The known ones are still there: a third with their text is a third.
        ([("Kinoabend fördern", "/neues/kino"), ("Chöre fördern", "/neues/chor"), ("X", "/x")], 1),
        # In the same words, but under a name of its own, while the oldest one falls off the end.
        ([("Neues Angebot", "/neues/angebot"), ("Chöre fördern", "/neues/chor")], 1),
        # Two that it might be are gone: nobody can say which of them it is.
        ([("Fördern", "/neues/foerdern")], 1),
        # Alike, but one goes by the old name.
        ([("Chöre fördern", "/neues/choere"), ("Kinoabend fördern", "/neues/kino")], 0),
    ],
)
def test_what_may_be_another_entry_is_another(
    feed: Visits, items: list[tuple[str, str]], new: int
) -> None:
    """Where the text alone leaves open which entry it is, it is a new one."""
    assert feed.visit(region("".join(item(*one) for one in items))).new == new


@pytest.mark.parametrize(
    ("text", "new"),
    [
        (TERMS.replace("höchstens", "höchstens rund"), 0),
        (TERMS.replace("19.", "20."), 1),
        (TERMS.replace("Vereine erhalten", "Gemeinden und Kirchen bekommen"), 1),
    ],
)
def test_a_word_may_change_with_the_move_but_no_number(feed: Visits, text: str, new: int) -> None:
    """A text touched up in passing is the same; another day is another call's."""
    items = item("Kinoabend fördern 2027", "/neues/kino-2027", text)
    assert feed.visit(region(items + item("Chöre fördern", "/neues/chor"))).new == new


def test_next_years_call_in_the_same_words_is_a_new_one(feed: Visits) -> None:
    """A text that names no year may be used again, on another day of publication."""
    words = "Wir fördern Vereine und freuen uns auf viele gute Ideen für unsere Dörfer hier."
    feed.visit(region(item("Ideen gesucht", "/neues/ideen", words) + item("Chor", "/neues/chor")))
    again = item("Ideen gesucht", "/neues/ideen-2", words).replace("16 Nov 2026", "15 Nov 2027")
    assert feed.visit(region(again + item("Chor", "/neues/chor"))).new == 1
