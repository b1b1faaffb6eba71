"""A page that answers and is not the page: what was known stays, and nobody is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from db.vocabulary import Presence, RunOutcome
from tests.databases import SqliteTemplate
from tests.landbote.crawling.visiting import (
    LEA,
    TERMS,
    Answer,
    Visits,
    article,
    item,
    lea,
    region,
    visited,
    visiting,
)

NAMES = ("Dach", "Keller", "Hof", "Garten", "Zaun")
PAGES = {name.lower(): article(name) for name in NAMES}
MEMBERS = "Dieser Bereich ist Mitgliedern vorbehalten. Geben Sie Kennung sowie Kennwort ein."


@pytest.fixture
def site(sqlite_template: SqliteTemplate, tmp_path: Path, now: datetime) -> Iterator[Visits]:
    """A list of five articles that was visited once."""
    with visited("he_lea", lea(**PAGES), sqlite_template, tmp_path, now) as visits:
        assert len(visits.known()) == len(NAMES)
        yield visits


def stand_in(headline: str, text: str) -> Answer:
    """A page with something else on it."""
    return Answer(body=f"<body><main><h1>{headline}</h1><p>{text}</p></main></body>")


STAND_INS = {
    "a members' area": stand_in("Für Mitglieder", MEMBERS),
    "a log-in": stand_in("Anmelden", MEMBERS),
    "an empty shell": stand_in("Dach", "Diese Anwendung benötigt JavaScript, bitte erlauben."),
    "a note with a day": stand_in(
        "Kurze Pause", "Unser Auftritt wird überarbeitet. Das dauert bis zum 4. Dezember 2026."
    ),
    "a greeting": stand_in(
        "Willkommen", "Schön, dass Sie da sind. Wir fördern Gemeinden seit dem Jahr 1998 gern."
    ),
    "another programme": stand_in(
        "Brunnen",
        "Für Brunnen gibt es Geld vom Kreis. Gemeinden reichen Skizzen bis zum 30. April 2027 ein. "
        "Der Zuschuss beträgt höchstens 42.000 Euro je Brunnen.",
    ),
    "a teaser": stand_in("Dach", "Für Dach gibt es Geld. Mehr dazu lesen Sie auf der Seite."),
}


@pytest.mark.parametrize("name", STAND_INS)
def test_one_page_that_is_another_costs_itself(site: Visits, name: str) -> None:
    """What was known of it stays, the others are read, staff are told; back again, all is well."""
    before, told = site.known(), site.told_at()
    result = site.visit(lea(**{**PAGES, "dach": STAND_INS[name], "neu": article("Neu")}))
    assert (result.good, result.new, result.changed) == (True, 1, 0), result.reason
    known = site.known()
    assert known.pop("Neu")[1].deadlines
    assert {title: values for title, (_, values) in known.items()} == {
        title: values for title, (_, values) in before.items()
    }
    assert {one.presence for one, _values in known.values()} == {Presence.PRESENT}
    ((kind, reason),) = site.findings()
    assert kind == "incomplete" and f"{LEA}/kommunen/energie/dach" in reason
    again = site.visit(lea(**PAGES, neu=article("Neu")))
    assert (again.good, again.new, again.changed) == (True, 0, 0)
    assert site.findings() == []
    assert {title: at for title, at in site.told_at().items() if title != "Neu"} == told


def test_several_at_once_set_the_run_aside(site: Visits) -> None:
    """Three of five pages are one and the same other page: nothing of the run is believed."""
    before = site.told_at()
    other = dict.fromkeys(("dach", "keller", "hof"), STAND_INS["a members' area"])
    result = site.visit(lea(**{**PAGES, **other, "neu": article("Neu")}))
    assert (result.outcome, result.new) == (RunOutcome.BROKEN, 0)
    assert "„Dach“" in result.reason and site.told_at() == before


def test_a_feed_of_excerpts_is_set_aside(
    sqlite_template: SqliteTemplate, tmp_path: Path, now: datetime
) -> None:
    """Where every text was cut before its terms, the terms are as they were."""
    with visiting("leader_vogelsberg", sqlite_template, tmp_path, now) as visits:
        paths = {name: f"/neues/{name.lower()}" for name in NAMES}
        cut = "Im Dorf gibt es ein neues Angebot, das Sie kennen sollten …"
        visits.visit(region("".join(item(*one) for one in paths.items())))
        before = visits.told_at()
        short = "".join(item(*one, text=cut) for one in paths.items())
        assert visits.visit(region(short)).outcome is RunOutcome.BROKEN
        assert visits.told_at() == before
        assert all(values.deadlines for _entry, values in visits.known().values())


@pytest.mark.parametrize(
    "to",
    [
        "/",
        "/anmeldung",
        "/kommunen/foerdermittel-finden/",
        "https://zustimmung.example.com/?zurueck=/kommunen",
    ],
)
def test_an_article_that_leads_elsewhere_is_missing(site: Visits, to: str) -> None:
    """No entry is made of where it leads to, and nobody is told."""
    before = site.told_at()
    other = to if to.startswith("http") else f"{LEA}{to}"
    pages = {
        other: STAND_INS["a greeting"],
        **lea(**{**PAGES, "dach": Answer(status=302, location=to)}),
    }
    result = site.visit(pages)
    assert (result.good, result.new, result.attendance.missing) == (True, 0, 1), result.reason
    assert site.told_at() == before and "Willkommen" not in site.known()


def test_a_log_in_behind_a_new_link_is_no_entry(site: Visits) -> None:
    """Of a page that nobody knew there is nothing to compare; its headline says enough."""
    more = {"intern": STAND_INS["a log-in"], "weg": stand_in("Fehler 404", MEMBERS)}
    result = site.visit(lea(**PAGES, **more))
    assert (result.good, result.new) == (True, 0)
    assert len(site.known()) == len(NAMES) and len(site.findings()) == 1


def test_a_person_may_say_that_the_page_is_like_that_now(site: Visits) -> None:
    """What the publisher says next is read as ever; a lasting change is for staff to take over."""
    changed = article("Dach", TERMS.replace("19. Februar", "12. März"))
    result = site.visit(lea(**{**PAGES, "dach": changed}))
    assert (result.changed, site.findings()) == (1, [])
    empty = {**PAGES, "dach": article("Dach", "Die Bedingungen werden gerade überarbeitet.")}
    assert site.visit(lea(**empty)).changed == 0
    assert site.visit(lea(**empty), accept=True).changed == 1
    assert site.known()["Dach"][1].deadlines == () and site.findings() == []


ROUNDS = {
    "a new round": article("Dach 2028", TERMS.replace("19. Februar 2027", "3. März 2028")),
    "a new round with more money": article(
        "Dach: zweite Runde",
        TERMS.replace("19. Februar", "30. April").replace("7.500", "9.000"),
    ),
    "other words": stand_in(
        "Zuschuss für Dächer",
        "Der Kreis zahlt höchstens 7.500 Euro, wenn ein Dach erneuert wird. Bewerben können sich "
        "alle Vereine, und zwar bis zum 19. Februar 2027.",
    ),
}


@pytest.mark.parametrize("name", ROUNDS)
def test_an_ordinary_rewrite_is_read_as_ever(site: Visits, name: str) -> None:
    """A new round under a new title and a page in new words are changes of the same entry."""
    result = site.visit(lea(**{**PAGES, "dach": ROUNDS[name]}))
    assert (result.good, result.new, result.changed) == (True, 0, 1)
    assert site.findings() == [] and len(site.known()) == len(NAMES)
