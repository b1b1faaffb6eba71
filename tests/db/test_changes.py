"""What counts as a change, and how it is told."""

from __future__ import annotations

from datetime import date

import pytest

from db.changes import changes_between
from db.statements import Evidence, Field, Standing, Statement
from db.values import Deadline
from db.vocabulary import DeadlineKind
from tests.db.test_values import fixed, values
from tests.stating import said

AREAS = {"06": "Land Hessen", "07": "Land Rheinland-Pfalz", "06535": "Vogelsbergkreis"}


def area_name(key: str) -> str:
    """The name of an area, or its key."""
    return AREAS.get(key, key)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            {"deadlines": (fixed("2026-06-30"),)},
            {"deadlines": (fixed("2026-07-31"),)},
            "Frist verlängert: 30.06.2026 → 31.07.2026",
        ),
        (
            {"deadlines": (fixed("2026-07-31"),)},
            {"deadlines": (fixed("2026-06-30"),)},
            "Frist vorgezogen: 31.07.2026 → 30.06.2026",
        ),
        ({}, {"deadlines": (fixed("2027-02-01"),)}, "Frist neu: keine Angabe → 01.02.2027"),
        (
            {"deadlines": (Deadline(kind=DeadlineKind.ROLLING),)},
            {"deadlines": (Deadline(kind=DeadlineKind.ANNUAL, value="09-30"),)},
            "Frist geändert: laufend → jährlich am 30.09.",
        ),
        (
            {"award_max": 15_000.0},
            {"award_max": 30_000.0},
            "Höchstförderung geändert: 15.000 € → 30.000 €",
        ),
        ({"rate_max": 80.0}, {"rate_max": 72.5}, "Fördersatz geändert: 80 % → 72,5 %"),
        (
            {"stated_status": "open"},
            {"stated_status": "closed"},
            "Stand geändert: Antragstellung möglich → geschlossen",
        ),
        (
            {"areas": ("06", "07")},
            {"areas": ("06", "06535")},
            "Fördergebiet: neu Vogelsbergkreis; nicht mehr Land Rheinland-Pfalz",
        ),
        (
            {"applicants": ("municipality",)},
            {"applicants": ("municipality", "district", "association")},
            "Antragsberechtigte: neu Landkreise, Vereine und Verbände",
        ),
        (
            {"excluded": ("company", "eigenes Wort")},
            {"excluded": ("eigenes Wort",)},
            "Ausgeschlossene: nicht mehr Unternehmen",
        ),
        (
            {"areas": ()},
            {"areas": tuple(f"0653500{n}" for n in range(1, 8))},
            "Fördergebiet: neu 06535001, 06535002, 06535003, 06535004, 06535005 und 2 weitere",
        ),
        ({"budget": 5e6}, {"budget": 6_500_000}, "Gesamtbudget geändert: 5 Mio. € → 6,5 Mio. €"),
        (
            {"population_max": None},
            {"population_max": 10_000},
            "Höchsteinwohnerzahl geändert: keine Angabe → 10.000",
        ),
        (
            {"deadlines": (fixed("2026-06-30"), fixed("2026-09-30"))},
            {"deadlines": (fixed("2026-07-31"), fixed("2026-09-30"))},
            "Frist geändert: 30.06.2026, 30.09.2026 → 31.07.2026, 30.09.2026",
        ),
        (
            {"event_place": "Lauterbach"},
            {"event_place": "Fulda"},
            "Ort geändert: Lauterbach → Fulda",
        ),
        (
            {"opens_on": None},
            {"opens_on": date(2027, 1, 4)},
            "Beginn der Antragstellung geändert: keine Angabe → 04.01.2027",
        ),
    ],
)
def test_a_material_change_is_told_in_a_sentence(
    old: dict[str, object], new: dict[str, object], sentence: str
) -> None:
    """A reader sees what was and what is."""
    (change,) = changes_between(values(**old), values(**new), area_name=area_name)
    assert change.material
    assert change.sentence == sentence


CLOSED_BY_DATE = {"deadlines": (fixed("2026-06-30"),)}
CLOSED_BY_WORD = {"deadlines": (fixed("2026-09-30"),), "stated_status": "closed"}


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        (
            CLOSED_BY_DATE,
            {"deadlines": (fixed("2027-06-30"),)},
            ["Neue Runde: Frist 30.06.2026 → 30.06.2027"],
        ),
        (
            CLOSED_BY_DATE,
            {"deadlines": (fixed("2027-06-30"),), "opens_on": date(2027, 2, 1)},
            [
                "Neue Runde: Frist 30.06.2026 → 30.06.2027",
                "Beginn der Antragstellung geändert: keine Angabe → 01.02.2027",
            ],
        ),
        (
            CLOSED_BY_WORD,
            {"deadlines": (fixed("2027-09-30"),), "stated_status": "open"},
            [
                "Neue Runde: Frist 30.09.2026 → 30.09.2027",
                "Stand geändert: geschlossen → Antragstellung möglich",
            ],
        ),
        (
            {"kind": "event", "event_starts_on": date(2026, 7, 20)},
            {"kind": "event", "event_starts_on": date(2026, 10, 5)},
            ["Neuer Termin: 20.07.2026 → 05.10.2026"],
        ),
        (
            {"kind": "event", "event_starts_on": date(2026, 8, 20)},
            {"kind": "event", "event_starts_on": date(2026, 10, 5)},
            ["Termin geändert: 20.08.2026 → 05.10.2026"],
        ),
        (
            {"deadlines": (fixed("2026-08-31"),)},
            {"deadlines": (fixed("2026-09-30"),)},
            ["Frist verlängert: 31.08.2026 → 30.09.2026"],
        ),
        (
            CLOSED_BY_DATE,
            {"deadlines": (fixed("2026-05-31"),)},
            ["Frist vorgezogen: 30.06.2026 → 31.05.2026"],
        ),
        (
            {"deadlines": (fixed("2026-06-30"), fixed("2026-09-30"))},
            {"deadlines": (fixed("2026-09-30"),)},
            [],
        ),
        (
            {"deadlines": (fixed("2026-06-30"), fixed("2026-09-30"))},
            {"deadlines": (fixed("2026-10-31"),)},
            ["Frist geändert: 30.06.2026, 30.09.2026 → 31.10.2026"],
        ),
    ],
)
def test_what_a_new_date_means_depends_on_the_day(
    old: dict[str, object], new: dict[str, object], sentences: list[str]
) -> None:
    """On 1 August: a call that was over opens again; a cut-off that is past is not missed."""
    changes = changes_between(values(**old), values(**new), today=date(2026, 8, 1))
    assert [change.sentence for change in changes if change.material] == sentences
    assert all(not change.sentence for change in changes if not change.material)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"summary": "Alt."}, {"summary": "Neu gefasst."}),
        (
            {"award_max": 5000.0, "quotes": {"award_max": "5 T€"}},
            {"award_max": 5000.0, "quotes": {"award_max": "5.000 €"}},
        ),
    ],
)
def test_other_words_are_no_news(old: dict[str, object], new: dict[str, object]) -> None:
    """A cosmetic change is noted without a sentence."""
    (change,) = changes_between(values(**old), values(**new))
    assert not change.material and not change.sentence


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"areas": ("06", "07")}, {"areas": ("07", "06")}),
        (
            {"deadlines": (fixed("2027-02-01", quote="bis 1.2.2027"),)},
            {"deadlines": (fixed("2027-02-01", quote="bis zum 1. Februar 2027"),)},
        ),
        ({"award_max": 5000}, {"award_max": 5000.0}),
    ],
)
def test_the_same_in_other_spelling_is_no_change(
    old: dict[str, object], new: dict[str, object]
) -> None:
    """Values are compared, not their order or wording."""
    assert changes_between(values(**old), values(**new)) == ()


FOURTH, ELEVENTH = "2027-03-04", "2027-03-11"
ONE_DAY = (
    (Field.EVENT_START, "Termin"),
    (Field.OPENS, "Beginn der Antragstellung"),
)


def day(field: Field, on: str, *, sure: bool) -> Statement:
    """A day that a page names, always in the same words."""
    standing = Standing.SURE if sure else Standing.ASKED
    return said(field, on, standing=standing, evidence=Evidence(quote=f"am {on}"))


@pytest.mark.parametrize(("field", "name"), ONE_DAY)
@pytest.mark.parametrize("moved", [(FOURTH, ELEVENTH), (ELEVENTH, FOURTH)])
@pytest.mark.parametrize("doubted", ["before", "after"])
def test_a_day_that_moved_is_told_though_the_other_one_is_doubted(
    field: Field, name: str, moved: tuple[str, str], doubted: str
) -> None:
    """A page that names both days says of one that it is the day, then of the other."""
    was, is_now = (day(field, on, sure=True) for on in moved)
    if doubted == "before":
        old, new = values(more=(was, day(field, moved[1], sure=False))), values(more=(is_now,))
    else:
        old, new = values(more=(was,)), values(more=(is_now, day(field, moved[0], sure=False)))
    before, after = (f"{on[8:]}.{on[5:7]}.{on[:4]}" for on in moved)
    sentences = [one.sentence for one in changes_between(old, new) if one.material]
    assert sentences == [f"{name} geändert: {before} → {after}"]


@pytest.mark.parametrize("field", [field for field, _name in ONE_DAY])
@pytest.mark.parametrize("others", [(), (ELEVENTH,)])
def test_a_day_that_was_only_doubted_is_no_news(field: Field, others: tuple[str, ...]) -> None:
    """Neither when it becomes sure nor when it is doubted, whatever else is doubted."""
    asked = [day(field, on, sure=False) for on in others]
    doubted = values(more=(*asked, day(field, FOURTH, sure=False)))
    sure = values(more=(*asked, day(field, FOURTH, sure=True)))
    for old, new in ((doubted, sure), (sure, doubted)):
        assert not [one for one in changes_between(old, new) if one.material]
