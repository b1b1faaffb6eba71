"""What must hold for every date, every number, every decoy and every way of typesetting."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading import read
from pipeline.reading.text.dates import find_dates
from tests.doses import dose
from tests.pipeline.reading.reader import TIME, decoys, rows, stated

GERMAN = [
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
]  # fmt: skip
SHORT = [
    "Jan.", "Febr.", "Mär.", "Apr.", "Mai", "Jun.",
    "Jul.", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.",
]  # fmt: skip
ENGLISH = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip
WEEKDAYS = [
    "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag",
]  # fmt: skip
FIRST, DAYS = date(2024, 1, 1), 3653
READABLE = [
    text
    for name in ("fixed", "windows", "several", "moved")
    for text, _ in rows(name)
    if "⏎" not in text and "\n" not in text and "|" not in text and text[0].isalpha()
]
DECOYS = decoys("validity", "projects", "money", "publication", "decisions", "conditions")


def spellings(day: date) -> Iterator[str]:
    """Yield every way in which German and English notices write a day."""
    german, short, english = GERMAN[day.month - 1], SHORT[day.month - 1], ENGLISH[day.month - 1]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(0 if 10 < day.day < 20 else day.day % 10, "th")
    yield f"{day:%d.%m.%Y}"
    yield f"{day.day}.{day.month}.{day.year}"
    yield f"{day:%d. %m. %Y}"
    yield f"{day:%d. %m.%Y}"
    yield f"{day:%d.%m.%y}"
    yield f"{day:%Y-%m-%d}"
    yield f"{day.day}. {german} {day.year}"
    yield f"{day:%d}. {german} {day.year}"
    yield f"{day.day}.{german} {day.year}"
    yield f"{day.day}. {short} {day.year}"
    yield f"{WEEKDAYS[day.weekday()]}, {day.day}. {german} {day.year}"
    yield f"{WEEKDAYS[day.weekday()]}, den {day:%d.%m.%Y}"
    yield f"{day.day} {english} {day.year}"
    yield f"{day.day}{ending} {english} {day.year}"
    yield f"{day.day}{ending} of {english} {day.year}"
    yield f"{english} {day.day}, {day.year}"


def test_every_day_of_ten_years_is_found_in_every_spelling() -> None:
    """A written day is the day it was written from, whatever the spelling."""
    for offset in range(0, DAYS, dose(11, 1)):
        day = FIRST + timedelta(days=offset)
        for spelling in spellings(day):
            text = f"bis zum {spelling} um"
            assert [one.on() for one in find_dates(text.lower(), text)] == [day], spelling


@given(st.dates(FIRST, FIRST + timedelta(days=DAYS)), st.data())
def test_a_deadline_in_any_spelling_is_the_day_meant(day: date, draw: st.DataObject) -> None:
    """In a sentence about applying, each spelling states its day and no other."""
    spelling = draw.draw(st.sampled_from(list(spellings(day))))
    assert stated(f"Anträge können bis zum {spelling} gestellt werden.") == {f"deadline {day}"}


@given(
    st.one_of(
        st.tuples(st.integers(32, 99), st.integers(1, 12)).map(lambda p: f"{p[0]}.{p[1]:02}.2026"),
        st.tuples(st.integers(1, 31), st.integers(13, 99)).map(lambda p: f"{p[0]:02}.{p[1]}.2026"),
        st.integers(1, 999).map(lambda n: f"{n}.{n:03}"),
        st.integers(1000, 999999).map(lambda n: f"{n:,}".replace(",", ".")),
        st.tuples(st.integers(0, 23), st.integers(13, 59)).map(lambda p: f"{p[0]}.{p[1]:02} Uhr"),
        st.tuples(*[st.integers(1, 12)] * 4).map(lambda p: ".".join(map(str, p))),
        st.integers(2000, 2040).map(lambda n: f"{n}-{n + 7}"),
        st.sampled_from(["30.02.2026", "31.04.2026", "29.02.2027", "00.11.2026", "0.0.2026"]),
    )
)
def test_what_is_no_date_states_no_date(number: str) -> None:
    """Sums, times, sections and periods are no days, and impossible days are asked."""
    assert all(one.unsure for one in find_dates(number, number))
    values = stated(f"Anträge sind bis zum {number} zu stellen.")
    assert not {value for value in values if value.startswith(("deadline 2", "annual", "opens"))}


@given(
    st.sampled_from(READABLE),
    st.sampled_from(DECOYS),
    st.sampled_from(["\n\n", "\n", " "]),
    st.booleans(),
)
def test_a_decoy_never_changes_a_reading(text: str, decoy: str, gap: str, first: bool) -> None:
    """A sentence about something else beside a deadline adds nothing and takes nothing."""
    ends = "" if decoy.endswith(".") else "."
    head, tail = (decoy + ends, text) if first else (_closed(text), decoy)
    assert _values(f"{head}{gap}{tail}") == _values(text)


@pytest.mark.parametrize("text", READABLE)
@pytest.mark.parametrize("decoy", DECOYS[:8:2])
def test_a_title_never_changes_a_reading(text: str, decoy: str) -> None:
    """Even without a full stop, lines about something else leave a deadline alone."""
    assert _values(f"{text.rstrip('.')}\n\n{decoy}") == _values(text)


@given(st.sampled_from(READABLE + DECOYS), st.randoms(use_true_random=False))
def test_typesetting_never_changes_a_reading(text: str, chance: random.Random) -> None:
    """Soft hyphens, no-break spaces and line breaks are the typesetter's, not the text's."""
    typeset = ""
    for character in text:
        set_as = _typeset(character, chance)
        short = len(typeset) - typeset.rfind("\n") <= _SHORTEST_LINE
        typeset += " " if set_as == "\n" and short else set_as
    assert _values(typeset) == _values(text)


_SHORTEST_LINE = 40  # characters: no column is narrower


def _typeset(character: str, chance: random.Random) -> str:
    if character == " ":
        return chance.choice([" ", "\u00a0", "\n", "\u202f"])
    if character.isalpha() and chance.random() < 0.2:
        return character + "\u00ad"
    return character


def _closed(text: str) -> str:
    return text if text.endswith((".", "!")) else f"{text}."


def _values(text: str) -> set[tuple[str, str, bool]]:
    return {
        (claim.field, str(claim.value), claim.review) for claim in read(text) if claim.field in TIME
    }


@given(st.integers(1, 28), st.one_of(st.integers(10_000, 99_999), st.integers(2_100, 9_999)))
def test_a_year_that_cannot_be_is_asked(day: int, year: int) -> None:
    """Whatever stands in its place, the year is neither taken nor made up."""
    claims = read(f"Anträge können bis zum {day}.12.{year} gestellt werden.")
    assert [(claim.value, bool(claim.doubt)) for claim in claims] == [(f"--12-{day:02}", True)]
