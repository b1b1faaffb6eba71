"""In a table the head of a column says what a date is."""

from __future__ import annotations

import pytest

from pipeline.reading import read
from tests.pipeline.reading.reader import stated

ONE = {"deadline 2026-03-01"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ["Programm\tBewerbungsfrist\tFörderung endet", "Hofladen\t01.03.2026\t31.12.2028"],
            ONE,
        ),
        (["Stichtag\tVerkündung", "01.03.2026\t01.05.2026"], ONE),
        (
            [
                "Runde\tEinreichung bis\tSitzung der Jury",
                "1\t01.03.2026\t01.05.2026",
                "2\t01.09.2026\t",
            ],
            {"deadline 2026-03-01", "deadline 2026-09-01"},
        ),
        (["\tVeröffentlicht am\tAntragsfrist", "\t01.12.2025\t01.03.2026"], ONE),
        (["Antragsfrist\t01.03.2026", "Laufzeit\t01.06.2026 bis 31.12.2028"], ONE),
        (["Programm\tHofladen", "Antragsfrist\t01.03.2026"], ONE),
        (["Datum\tWas", "01.03.2026\tBewerbungsschluss", "01.05.2026\tJurysitzung"], ONE),
        (["Termin\tWas\tWo", "01.03.2026\tAbgabe der Anträge\tFulda"], ONE),
        (["Programm\tFrist", "Hofladen\t01.03.2026"], ONE),
        (["Einreichtermin\tProjektbeginn frühestens", "01.03.2026\t01.05.2026"], ONE),
        (["| Nr | Antragsschluss | Jury |", "|--|--|--|", "| 1 | 01.03.2026 | 01.05.2026 |"], ONE),
        (["Aufruf\tAntragsfrist 2026\tJury", "Dorf\t01.03.2026\t01.05.2026"], ONE),
        (["Aufruf\tNummer\tJury", "Antragsfrist 01.03.2026\t3"], ONE),
    ],
)  # fmt: skip
def test_a_date_is_what_its_column_says(rows: list[str], expected: set[str]) -> None:
    """Only the one in the column of the deadline is a deadline; without heads the row speaks."""
    for text in ("\n".join(rows), "\n".join(["Übersicht:", *rows, "Fragen beantwortet das Amt."])):
        assert stated(text) == expected


def test_a_window_below_a_head_that_says_nothing_is_asked() -> None:
    """The table is one of calls, so it may be the time of applying; which nobody says."""
    text = "Aufruf\tZeitraum\tWer\nHofladen\t1. März 2026 bis 30. April 2026\tGemeinden"
    asked = {(claim.field.value, claim.value) for claim in read(text) if claim.doubt}
    assert asked == {("opens", "2026-03-01"), ("deadline", "2026-04-30")}
    other = text.replace("Aufruf", "Kurs").replace("Zeitraum", "Belegung")
    assert not [claim for claim in read(other) if claim.field.value == "deadline"]
