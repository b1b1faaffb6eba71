"""Own terms: a card shows a reader the terms of his own cases, and of others one line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.labels import day
from db.statements import EVERY_CASE, Case, Evidence, Field, Standing, Statement, Unit
from db.terms import ANYBODY, Fit, Place, Reader, fit
from db.values import Deadline
from db.vocabulary import DeadlineKind, Origin
from notifier.digest.card import Card, make_card
from notifier.digest.facts import Fact
from notifier.news.select import News
from tests.conftest import TODAY
from tests.notifier.samples import fixed, news
from tests.stating import said, said_deadline

DAY = timedelta(days=1)
GREBENHAIN = Place(name="Grebenhain", population=3_000)
SCHOTTEN = Place(name="Schotten", population=9_700)
LAUTERBACH = Place(name="Lauterbach (Hessen)", population=13_880)
VILLAGE = Reader(applicants=("municipality",), population=3_000, places=(GREBENHAIN,))
TOWN = Reader(applicants=("municipality",), population=30_000)
DISTRICT = Reader(applicants=("district",))
CLUB = Reader(applicants=("association",), population=3_000)
TITLES = {"lhz": "LAND HAT ZUKUNFT", "region": "LEADER-Region Vogelsberg"}

SMALL = Case(
    words="Gemeinden bis 10.000 Einwohner", applicants=("municipality",), population_max=10_000
)
WEAK = Case(words="finanzschwache Kommunen", applicants=("municipality", "district"), weak=True)
PRIVATE = Case(words="Private", applicants=("individual",))
CLUBS = Case(words="Vereine", applicants=("association",))


def programme(*more: Statement, **facts: Any) -> News:
    """A programme of which nothing is known but these statements."""
    bare = {"applicants": (), "award_max": None, "rate_max": None, "deadlines": (), "contacts": ()}
    return news(1, **{**bare, **facts}, more=more)


def card(item: News, reader: Reader = VILLAGE) -> Card:
    """The card of an item for a reader."""
    return make_card("key", item, TODAY, reader=reader, titles=TITLES)


def whole(fact: Fact) -> str:
    """A line of a card as somebody reads it."""
    voices = [f"{voice.words} ({voice.source})" for voice in fact.voices]
    return " | ".join(part for part in (fact.value, fact.quote, *voices, fact.note) if part)


def lines(item: News, label: str, reader: Reader = VILLAGE) -> list[str]:
    """What stands under a label; a line without one goes on with the line above."""
    found, under = [], ""
    for fact in card(item, reader).facts:
        under = fact.label or under
        if under == label:
            found.append(whole(fact))
    return found


def contested(field: Field, value: object, source: str, quote: str, **more: Any) -> Statement:
    """One of several things that sources say differently."""
    evidence = Evidence(source=source, key=source, quote=quote)
    return said(field, value, standing=Standing.CONTESTED, evidence=evidence, **more)


# The municipalities' terms and those of private builders, as a programme page has them.
VILLAGES_RENEWED = programme(
    said(Field.RATE_MAX, 80, SMALL),
    said(
        Field.RATE_MAX,
        60,
        Case(words="größere Gemeinden", applicants=("municipality",), population_min=10_001),
    ),
    said(Field.RATE_MAX, 90, WEAK),
    said(Field.RATE_MAX, 35, PRIVATE),
    said(Field.AWARD_MAX, 45_000, PRIVATE),
    said_deadline(fixed(TODAY + 71 * DAY, case=SMALL, stage="application")),
    said_deadline(fixed(TODAY + 5 * DAY, case=PRIVATE)),
)


def test_a_municipality_reads_its_own_terms() -> None:
    """Its rates, its deadline; what private builders get stands in one line, without their day."""
    assert lines(VILLAGES_RENEWED, "Wer") == [
        "Städte und Gemeinden: trifft auf Sie zu; auch Landkreise"
    ]
    assert lines(VILLAGES_RENEWED, "Wie viel") == [
        "Gemeinden bis 10.000 Einwohner: bis 80 %, mindestens 20 % Eigen- oder Drittmittel"
        " – trifft auf Grebenhain zu (3.000)",
        "Finanzschwache Kommunen: bis 90 %, mindestens 10 % Eigen- oder Drittmittel",
    ]
    assert lines(VILLAGES_RENEWED, "Für andere") == [
        "größere Gemeinden: bis 60 %; Private: bis 35 %, höchstens 45.000 €"
    ]
    assert lines(VILLAGES_RENEWED, "Bis wann") == [
        "Montag, 1. Februar 2027 | noch 71 Tage, für: Gemeinden bis 10.000 Einwohner"
    ]
    assert card(VILLAGES_RENEWED).badges == ()


@pytest.mark.parametrize(
    ("reader", "own", "others"),
    [
        (
            TOWN,
            [
                "Größere Gemeinden: bis 60 %, mindestens 40 % Eigen- oder Drittmittel"
                " – ab 10.001 Einwohner: trifft zu (30.000)",
                "Finanzschwache Kommunen: bis 90 %, mindestens 10 % Eigen- oder Drittmittel",
            ],
            "Gemeinden bis 10.000 Einwohner: bis 80 %; Private: bis 35 %, höchstens 45.000 €",
        ),
        (
            DISTRICT,
            ["Finanzschwache Kommunen: bis 90 %, mindestens 10 % Eigen- oder Drittmittel"],
            "Gemeinden bis 10.000 Einwohner: bis 80 %; größere Gemeinden: bis 60 %;"
            " Private: bis 35 %, höchstens 45.000 €",
        ),
        (
            CLUB,
            [],
            "Gemeinden bis 10.000 Einwohner: bis 80 %; größere Gemeinden: bis 60 %;"
            " finanzschwache Kommunen: bis 90 %; und 1 weitere",
        ),
    ],
)
def test_another_reader_reads_others(reader: Reader, own: list[str], others: str) -> None:
    """The same programme shows a town, a district and a club what is theirs."""
    assert lines(VILLAGES_RENEWED, "Wie viel", reader) == own
    assert lines(VILLAGES_RENEWED, "Für andere", reader) == [others]


def test_who_reads_for_a_region_reads_all() -> None:
    """A LEADER region has no case of its own: each is told with its words, and none is others'."""
    told = lines(VILLAGES_RENEWED, "Wie viel", ANYBODY)
    assert (
        told[0]
        == "Gemeinden bis 10.000 Einwohner: bis 80 %, mindestens 20 % Eigen- oder Drittmittel"
    )
    assert (
        told[-1] == "Private: bis 35 %, höchstens 45.000 €, mindestens 65 % Eigen- oder Drittmittel"
    )
    assert lines(VILLAGES_RENEWED, "Für andere", ANYBODY) == []


@pytest.mark.parametrize(
    ("reader", "who"),
    [
        (VILLAGE, "Städte und Gemeinden bis 10.000 Einwohner: trifft auf Grebenhain zu (3.000)"),
        (
            Reader(applicants=("municipality",), places=(LAUTERBACH,)),
            "Städte und Gemeinden bis 10.000 Einwohner:"
            " trifft auf Lauterbach (Hessen) nicht zu (13.880)",
        ),
        (
            Reader(applicants=("municipality",), places=(GREBENHAIN, LAUTERBACH, SCHOTTEN)),
            "Städte und Gemeinden bis 10.000 Einwohner: trifft auf Grebenhain (3.000) und"
            " Schotten (9.700) zu, auf Lauterbach (Hessen) (13.880) nicht",
        ),
        (TOWN, "Städte und Gemeinden bis 10.000 Einwohner: trifft nicht zu (30.000)"),
        (
            Reader(applicants=("municipality",)),
            "Städte und Gemeinden bis 10.000 Einwohner: bitte prüfen",
        ),
        (CLUB, "Städte und Gemeinden bis 10.000 Einwohner; Vereine und Verbände nicht genannt"),
        (ANYBODY, "Städte und Gemeinden bis 10.000 Einwohner"),
    ],
)
def test_whether_a_limit_holds_is_said_from_the_register(reader: Reader, who: str) -> None:
    """The reader's own number stands beside the limit; who is not named is told so."""
    limited = programme(applicants=("municipality",), population_max=10_000)
    assert lines(limited, "Wer", reader) == [who]


def test_the_limit_of_the_only_fitting_case_is_the_readers() -> None:
    """Where a programme has a limit in its one case, it is said with who may apply, once."""
    item = programme(said(Field.RATE_MAX, 80, SMALL), said(Field.RATE_MAX, 35, PRIVATE))
    assert lines(item, "Wer") == [
        "Städte und Gemeinden bis 10.000 Einwohner: trifft auf Grebenhain zu (3.000)"
    ]
    assert lines(item, "Wie viel") == [
        "Gemeinden bis 10.000 Einwohner: bis 80 %, mindestens 20 % Eigen- oder Drittmittel"
    ]


def test_what_only_the_reader_knows_is_left_to_him() -> None:
    """Partners and a weak budget are conditions that no register tells of."""
    item = programme(applicants=("municipality",), partners_min=3)
    assert lines(item, "Wer") == [
        "Städte und Gemeinden: trifft auf Sie zu; mit mindestens 3 Partnern"
    ]


def test_what_is_asked_is_no_fact() -> None:
    """A doubtful applicant is quoted, a doubtful sum not even that; both are to be checked."""
    doubt = Statement(
        field=Field.APPLICANT,
        value="municipality",
        standing=Standing.ASKED,
        evidence=Evidence(quote="Zwölf Gemeinden\nkönnen"),
        question="Wer?",
    )
    asked = said(Field.AWARD_MAX, 4_711, standing=Standing.ASKED, question="Worauf?")
    item = programme(doubt, asked, population_max=15_000)
    assert lines(item, "Wer") == [
        "laut Text: „Zwölf Gemeinden können“ – bitte prüfen",
        "In Orten mit bis zu 15.000 Einwohnern: trifft auf Grebenhain zu (3.000)",
    ]
    assert lines(item, "Nicht angegeben") == [
        "Frist; nicht eindeutig: Förderhöhe – bitte beim Förderer erfragen"
    ]
    silent = programme(population_max=15_000)
    assert lines(silent, "Wer") == [
        "In Orten mit bis zu 15.000 Einwohnern: trifft auf Grebenhain zu (3.000)"
    ]
    assert lines(silent, "Nicht angegeben") == [
        "Förderhöhe, Frist und wer sich bewerben darf – bitte beim Förderer erfragen"
    ]


def test_a_sum_keeps_its_unit_in_the_words_of_the_text() -> None:
    """Per village, per year, and nothing where the text says nothing."""
    item = programme(
        said(Field.AWARD_MAX, 45_000, units=(Unit.PLACE,), unit_words="je Ortsteil"),
        said(Field.AWARD_MAX, 500, units=(Unit.PERSON,)),
        said(Field.AWARD_MAX, 9_000),
        said(Field.COST_MAX, 20_000, units=(Unit.BUILDING,), unit_words="je Anwesen"),
        said(Field.BUDGET, 33_000_000, units=(Unit.YEAR,), unit_words="jährlich"),
    )
    assert lines(item, "Wie viel") == [
        "bis 45.000 € je Ortsteil · bis 500 € je Person · bis 9.000 €"
        " · bei Kosten bis 20.000 € je Anwesen · insgesamt 33 Mio. € jährlich"
    ]


@pytest.mark.parametrize(
    ("kind", "more", "shown"),
    [
        ("prize", {}, "Preisgeld bis 1.000 €"),
        ("call", {"units": (Unit.PRIZE,)}, "Preisgeld bis 1.000 €"),
        (
            "call",
            {"units": (Unit.PRIZE,), "unit_words": "je Preis"},
            "Preisgeld bis 1.000 € je Preis",
        ),
        ("prize", {"unit_words": "Preisgelder"}, "Preisgelder bis 1.000 €"),
    ],
)
def test_a_prize_is_a_prize(kind: str, more: dict[str, Any], shown: str) -> None:
    """Prize money is no grant for a project."""
    assert lines(programme(said(Field.AWARD_MAX, 1_000, **more), kind=kind), "Wie viel") == [shown]


def test_contested_days_are_told_as_a_disagreement() -> None:
    """Both days with both quotes and whose they are; no badge counts the days to one of them."""
    item = programme(
        contested(Field.DEADLINE, "2027-01-25", "lhz", "bis zum 25. Januar eingegangen"),
        contested(Field.DEADLINE, "2027-01-29", "region", "bis zum 29. Januar gestellt"),
    )
    assert lines(item, "Bis wann") == [
        "Angaben weichen ab: 25. oder 29. Januar 2027"
        " | „bis zum 25. Januar eingegangen“ (LAND HAT ZUKUNFT)"
        " | „bis zum 29. Januar gestellt“ (LEADER-Region Vogelsberg)"
        " | bitte beim Förderer prüfen"
    ]
    assert card(item).badges == ()


def test_a_contested_day_may_be_near() -> None:
    """Who may have only three days left is told that it may be so, and no more."""
    item = programme(
        contested(Field.DEADLINE, (TODAY + 3 * DAY).isoformat(), "lhz", "A"),
        contested(Field.DEADLINE, (TODAY + 30 * DAY).isoformat(), "region", "B"),
    )
    assert [badge.text for badge in card(item).badges] == [
        "endet möglicherweise schon am 25.11.2026"
    ]
    assert lines(item, "Bis wann")[0].startswith(
        "Angaben weichen ab: 25. November oder 22. Dezember 2026 | „A“"
    )


def test_a_day_and_no_day_disagree() -> None:
    """One source's yearly day and another's "rolling" are two ways to tell it."""
    item = programme(
        contested(Field.DEADLINE_RULE, "rolling", "lhz", "ganzjährig"),
        contested(Field.ANNUAL_DEADLINE, "03-01", "region", "zum 1. März"),
    )
    (line,) = lines(item, "Bis wann")
    assert line.startswith(
        "Angaben weichen ab: jedes Jahr am 1. März oder laufend, ohne feste Frist | „zum 1. März“"
    )


def test_contested_money_is_told_as_a_disagreement() -> None:
    """Sums and rates that differ stand in lines of their own; what is sure stays a fact."""
    item = programme(
        contested(Field.RATE_MAX, 65, "lhz", "65 Prozent"),
        contested(Field.RATE_MAX, 75, "region", "75 Prozent"),
        contested(Field.AWARD_MAX, 45_000, "lhz", "45.000 je Ortsteil", unit_words="je Ortsteil"),
        contested(Field.AWARD_MAX, 37_500, "region", "37.500"),
        own_share=10,
    )
    assert lines(item, "Wie viel") == [
        "10 % Eigenanteil",
        "Angaben weichen ab: bis 45.000 € je Ortsteil oder bis 37.500 €"
        " | „45.000 je Ortsteil“ (LAND HAT ZUKUNFT) | „37.500“ (LEADER-Region Vogelsberg)"
        " | bitte beim Förderer prüfen",
        "Angaben weichen ab: bis 65 % oder bis 75 %"
        " | „65 Prozent“ (LAND HAT ZUKUNFT) | „75 Prozent“ (LEADER-Region Vogelsberg)"
        " | bitte beim Förderer prüfen",
    ]


def test_what_others_disagree_about_has_no_number() -> None:
    """In the line for others a contested rate is only said to be contested."""
    item = programme(
        contested(Field.RATE_MAX, 35, "lhz", "35", case=PRIVATE),
        contested(Field.RATE_MAX, 65, "region", "65"),
    )
    assert lines(item, "Für andere") == ["Private: Angaben weichen ab"]
    assert lines(item, "Wie viel")[0].startswith("Angaben weichen ab: bis 65 % oder anders")


def test_what_comes_first_stands_first() -> None:
    """From when, the sketch before the application, then what has no day."""
    item = programme(
        opens_on=TODAY + 10 * DAY,
        deadlines=(
            Deadline(kind=DeadlineKind.RELATIVE, quote="vor Beginn"),
            fixed(TODAY + 90 * DAY, stage="application"),
            fixed(TODAY + 40 * DAY, stage="sketch"),
            Deadline(kind=DeadlineKind.UNTIL_EXHAUSTED, quote="solange Mittel"),
        ),
    )
    assert lines(item, "Ab wann") == ["2. Dezember 2026"]
    assert lines(item, "Bis wann") == [
        "Freitag, 1. Januar 2027 | noch 40 Tage, Skizze",
        "Samstag, 20. Februar 2027 | Antrag",
        "früher, wenn die Mittel ausgeschöpft sind | solange Mittel",
    ]
    assert lines(item, "Zuerst") == [
        "Skizze einreichen, danach den Antrag (zweistufig); beantragen, bevor das Vorhaben beginnt"
    ]


def test_any_time_but_before_the_start_is_one_line() -> None:
    """ "Rolling" above "depends on the project" is a riddle; together they are an instruction."""
    rules = (
        Deadline(kind=DeadlineKind.ROLLING, quote="jederzeit"),
        Deadline(kind=DeadlineKind.RELATIVE, quote="jederzeit, aber vor Beginn"),
    )
    assert lines(programme(deadlines=rules), "Bis wann") == [
        "jederzeit, aber vor Beginn des Vorhabens"
    ]


def test_what_staff_set_is_marked() -> None:
    """A value that a person vouches for says so; a read one needs no mark."""
    item = programme(
        said(Field.AWARD_MAX, 5_000, origin=Origin.STAFF, checked_on=TODAY - DAY),
        said(Field.APPLICANT, "municipality", origin=Origin.STAFF),
        said_deadline(fixed(TODAY + DAY)),
    )
    assert lines(item, "Wie viel") == ["bis 5.000 € | geprüft am 21.11.2026"]
    assert lines(item, "Wer") == ["Städte und Gemeinden: trifft auf Sie zu | geprüft"]
    assert lines(item, "Bis wann") == ["Montag, 23. November 2026"]


# Numbers that cannot be mistaken for one another, a limit, a day or a year.
NUMBERS = st.sampled_from([10_123 + 1_111 * n for n in range(80)])
CASES = st.sampled_from([EVERY_CASE, SMALL, WEAK, PRIVATE, CLUBS])
MONEY_FIELDS = (Field.AWARD_MIN, Field.AWARD_MAX, Field.COST_MIN, Field.COST_MAX, Field.BUDGET)
UNITS = st.sampled_from([((), ""), ((Unit.PLACE,), "je Weiler"), ((Unit.YEAR,), "im Kalenderjahr")])


@st.composite
def statements(draw: st.DrawFn) -> list[Statement]:
    """Sums and days for several cases, some of them contested or asked, no number twice."""
    found = []
    for number in draw(st.lists(NUMBERS, max_size=10, unique=True)):
        units, words = draw(UNITS)
        found.append(
            said(
                draw(st.sampled_from(MONEY_FIELDS)),
                number,
                draw(CASES),
                units=units,
                unit_words=words,
                standing=draw(st.sampled_from(Standing)),
                evidence=Evidence(source=draw(st.sampled_from(["lhz", "region"]))),
            )
        )
    for days in draw(st.lists(st.integers(1, 300), max_size=4, unique=True)):
        found.append(
            said(
                Field.DEADLINE,
                (TODAY + days * DAY).isoformat(),
                draw(CASES),
                standing=draw(st.sampled_from(Standing)),
                evidence=Evidence(source=draw(st.sampled_from(["lhz", "region"]))),
            )
        )
    return found


def shown_in(number: object, text: str) -> bool:
    """Whether a text shows this number and not only a part of a longer one."""
    written = f"{number:,}".replace(",", ".")
    return bool(re.search(rf"(?<![\d.]){re.escape(written)}(?![\d]|\.\d)", text))


def spoken(facts: Iterable[Fact], *labels: str) -> list[str]:
    """The lines that stand under none of the labels."""
    kept, under = [], ""
    for fact in facts:
        under = fact.label or under
        kept += [whole(fact)] if under not in labels else []
    return kept


@given(statements(), st.sampled_from([VILLAGE, TOWN, DISTRICT, CLUB, ANYBODY]))
def test_no_number_stands_where_it_does_not_hold(
    said_of_it: list[Statement], reader: Reader
) -> None:
    """Others' numbers stand in others' line, contested ones among the disagreements, asked ones
    nowhere, and each sum with its unit."""
    shown = card(programme(*said_of_it), reader)
    mine = spoken(shown.facts, "Für andere")
    told = [whole(fact) for fact in shown.facts]
    sure = [line for line in told if not line.startswith("Angaben weichen ab")]
    for one in said_of_it:
        if one.field is Field.DEADLINE:
            continue
        if fit(one.case, reader) is Fit.NO:
            assert not any(shown_in(one.value, line) for line in mine)
        if one.standing is Standing.CONTESTED:
            assert not any(shown_in(one.value, line) for line in sure)
        if one.standing in (Standing.ASKED, Standing.REJECTED):
            assert not any(shown_in(one.value, line) for line in told)
        for line in told:
            if shown_in(one.value, line) and one.unit_words:
                assert one.unit_words in line


@given(statements(), st.sampled_from([VILLAGE, TOWN, DISTRICT, CLUB, ANYBODY]))
def test_no_day_stands_where_it_does_not_hold(said_of_it: list[Statement], reader: Reader) -> None:
    """Somebody else's day is on no card, an asked one neither, a contested one as contested."""
    shown = card(programme(*said_of_it), reader)
    sure = " ".join(
        whole(fact) for fact in shown.facts if not fact.value.startswith("Angaben weichen ab")
    )
    every = " ".join(whole(fact) for fact in shown.facts)
    for one in said_of_it:
        if one.field is not Field.DEADLINE:
            continue
        written = re.compile(rf"(?<!\d){re.escape(day(date.fromisoformat(str(one.value))))}")
        if fit(one.case, reader) is Fit.NO or one.standing in (Standing.ASKED, Standing.REJECTED):
            assert not written.search(every)
        if one.standing is Standing.CONTESTED:
            assert not written.search(sure)
