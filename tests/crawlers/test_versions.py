"""Which of two versions is newer: by their guideline, by their day, or nobody can say."""

from __future__ import annotations

from datetime import date

import pytest

from crawlers.items import Kind, LabelledText, RawEntry
from crawlers.versions import guideline_on, newer


def version(text: str, day: date | None = None) -> RawEntry:
    """An entry that says this under its legal basis."""
    return RawEntry(
        source="he_lea", key="/a", url="https://amt.example.org/a", kind=Kind.PROGRAMME, title="A",
        fields=(LabelledText(label="Rechtsgrundlage", text=text),), published_on=day,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Richtlinie vom 12. März 2026, gültig bis 31. Dezember 2030", date(2026, 3, 12)),
        ("Förderrichtlinie des Landes zur Energie vom 02.12.2015", date(2015, 12, 2)),
        ("Kommunalrichtlinie in der Fassung vom 1. 7. 2021", date(2021, 7, 1)),
        # What an older one says is older still.
        ("Richtlinie vom 1.7.2021; sie ersetzt die Richtlinie vom 2.12.2015.", date(2021, 7, 1)),
        ("Die Richtlinie gilt bis zum 31. Dezember 2030.", None),
        ("Anträge nach dieser Richtlinie. Beratung vom 3. Mai 2027 an.", None),
        ("Richtlinie vom 31. Februar 2026", None),
        ("Richtlinie 2021", None),
    ],
)
def test_the_day_of_a_guideline(text: str, day: date | None) -> None:
    """The newest guideline that a text names by its day; validity and other days are none."""
    assert guideline_on(version(text)) == day


OLD, NEW = "Richtlinie vom 2. Dezember 2015", "Richtlinie vom 1. Juli 2021"
MAY, JUNE = date(2026, 5, 4), date(2026, 6, 4)


@pytest.mark.parametrize(
    ("one", "other", "second_is_newer"),
    [
        ((OLD, None), (NEW, None), True),
        ((NEW, None), (OLD, JUNE), False),
        ((OLD, MAY), (OLD, JUNE), True),
        (("", JUNE), ("", MAY), False),
        # One that says nothing may be either.
        ((NEW, None), ("", None), None),
        ((NEW, MAY), ("", JUNE), True),
        (("", None), ("", None), None),
        ((OLD, MAY), (OLD, MAY), None),
    ],
)
def test_the_newer_of_two(
    one: tuple[str, date | None], other: tuple[str, date | None], second_is_newer: bool | None
) -> None:
    """The guideline comes before the day, and where both do not say it, nothing is guessed."""
    first, second = version(*one), version(*other)
    expected = None if second_is_newer is None else second if second_is_newer else first
    assert newer(first, second) is expected
    assert newer(second, first) is expected
