"""Every spelling of a date, and what only looks like one."""

from __future__ import annotations

import pytest

from pipeline.reading.text.dates import BAD_YEAR, find_dates


def found(text: str, language: str = "de") -> list[str]:
    """Return the dates of a text as YYYY-MM-DD, with a hyphen for what is not written."""
    return [
        f"{one.year or '-'}-{one.month:02}-{one.day or '-'}"
        for one in find_dates(text.lower(), text, language)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Februar 2027", ["2027-02-1"]),
        ("01. Febr. 2025", ["2025-02-1"]),
        ("12. 09. 2017", ["2017-09-12"]),
        ("31. 12.2027", ["2027-12-31"]),
        ("1.2.2027", ["2027-02-1"]),
        ("01.02.27", ["2027-02-1"]),
        ("Dienstag, 2. Juni", ["--06-2"]),
        ("Di., 02.06.2026", ["2026-06-2"]),
        ("30 April 2026", ["2026-04-30"]),
        ("June 30, 2023, at 17.00 CEST", ["2023-06-30"]),
        ("15th November 2021", ["2021-11-15"]),
        ("3rd of May 2026", ["2026-05-3"]),
        ("2026-05-03", ["2026-05-3"]),
        ("31/12/2026", ["2026-12-31"]),
        ("am 4. und 5. April", ["--04-4", "--04-5"]),
        ("20. bis 22. Januar 2026", ["2026-01-20", "2026-01-22"]),
        ("14./15.05.2026", ["2026-05-14", "2026-05-15"]),
        ("5-7 May 2026", ["2026-05-5", "2026-05-7"]),
        ("01.02.-28.02.2026", ["--02-1", "2026-02-28"]),
        ("01.10.2026-30.11.2026", ["2026-10-1", "2026-11-30"]),
        ("Ende Mai", ["--05--"]),
        ("Oktober 2026", ["2026-10--"]),
        ("29. Februar", ["--02-29"]),
        ("1. Jänner 2026", ["2026-01-1"]),
    ],
)
def test_a_date_is_found(text: str, expected: list[str]) -> None:
    """A date is read as it is written, with day and year left out where they are missing."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31.12.20207", "--12-31"),
        ("1.3.3027", "--03-1"),
        ("am 12. März 2207", "--03-12"),
        ("12. März 207", "--03-12"),
        ("March 12, 20277", "--03-12"),
        ("1. März 2027 bis 30. April 20227", "--04-30"),
    ],
)
def test_a_year_that_cannot_be_is_no_missing_year(text: str, expected: str) -> None:
    """The day is found without a year, and with a question that no neighbour answers."""
    last = find_dates(text.lower(), text)[-1]
    assert f"-{last.year or '-'}-{last.month:02}-{last.day}".removeprefix("-") == expected
    assert last.unsure == BAD_YEAR
    assert not last.wants_year


@pytest.mark.parametrize(
    "text",
    ["am 12. März 2500 Euro", "am 12. März 1200 Uhr", "bis 12. März 100 %", "12. März 10.000 €"],
)
def test_a_number_with_its_own_unit_is_no_year(text: str) -> None:
    """It stands behind the day and belongs to the next words."""
    (one,) = find_dates(text.lower(), text)
    assert (one.wants_year, one.unsure) == (True, "")


@pytest.mark.parametrize(
    "text",
    [
        "Nummer 4.1.10",
        "4.1.10",
        "§ 4.10. der Satzung",
        "17.00 Uhr",
        "1.000.000 Euro",
        "10.10.10.10",
        "2023-2027",
        "2018-04-17T11:19:23+00:00",
        "Annex 2 may be used",
        "im Januar 15 Projekte",
        "die 2. Runde",
        "bis 12.500",
        "+49 12.05.",
        "zum Ende des Monats",
    ],
)
def test_what_is_no_date_is_not_found(text: str) -> None:
    """Section numbers, sums, times and versions are no dates."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "likeliest"),
    [
        ("31. Februar", "--02-28"),
        ("00. November 2020", "2020-11-1"),
        ("29.02.2027", "2027-02-28"),
        ("32.01.2026", "2026-01-31"),
        ("01.13.2026", "2026-01-13"),
        ("31. April 2027", "2027-04-30"),
        ("am 3l.12.2O26", "2026-12-31"),
        ("am O1.03.2027", "2027-03-1"),
        ("am 1 5. März 2027", "2027-03-15"),
        ("am 1 5.03.2027", "2027-03-15"),
        ("am 31.12.20 27", "2027-12-31"),
        ("31. Feburar 2027", "2027-02-28"),
        ("15. Sepetmber", "--09-15"),
        ("15. Mäiz 2027", "2027-03-15"),
        ("3. Dezemebr 2027", "2027-12-3"),
    ],
)
def test_what_cannot_be_a_day_as_written_is_found_with_a_question(
    text: str, likeliest: str
) -> None:
    """Scanned letters, torn digits, misspelt months and impossible days are asked."""
    (one,) = find_dates(text.lower(), text)
    assert f"{one.year or '-'}-{one.month:02}-{one.day}" == likeliest
    assert one.unsure


@pytest.mark.parametrize(
    "text",
    [
        "der 3. Auftrag",
        "die 2. Marke",
        "am 4. Juli 2027 und 5. Mai 2027",
        "im 3. Quartal",
        "die 10. Jury",
        "Version 1.0.2027",
        "45.13.2027",
        "am 5 3. Klassen",
        "Phase 1 5. März 2027",
        "31.12.20 27 Uhr",
        "3. Mal 2027",
    ],
)
def test_other_words_and_numbers_are_no_misspelt_days(text: str) -> None:
    """An ordinal before some other word is none, nor are two numbers side by side."""
    assert not [one for one in find_dates(text.lower(), text) if one.unsure]


def test_the_order_of_a_slashed_date_may_be_open() -> None:
    """Where day and month could be exchanged the writing is unsure, else not."""
    open_order, clear = find_dates("03/04/2026 und 30/04/2026", "03/04/2026 und 30/04/2026")
    assert open_order.unsure and not clear.unsure


def test_a_weekday_must_fit() -> None:
    """A weekday that contradicts its date makes the writing unsure."""
    wrong, right = find_dates(*["montag, 13. märz 2026; freitag, 13. märz 2026"] * 2)
    assert wrong.unsure and not right.unsure
