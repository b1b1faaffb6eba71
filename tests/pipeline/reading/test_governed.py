"""What stands around a clause turns its date into a question, and decoys beside it do not."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.claim import Claim, Field, Stage
from pipeline.reading import read
from pipeline.reading.time import governed
from pipeline.reading.time.governed import Kind

KINDS = (
    *governed.IN_CLAUSE,
    *governed.IN_STATEMENT,
    *governed.BEFORE,
    *governed.BEHIND,
)
PUBLISHED_ON = date(2026, 11, 2)


def _days(text: str) -> list[Claim]:
    fields = (Field.DEADLINE, Field.OPENS, Field.ANNUAL_DEADLINE)
    return [one for one in read(text, published_on=PUBLISHED_ON) if one.field in fields]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.example)
def test_a_kind_asks_about_its_example(kind: Kind) -> None:
    """A kind stands beside a sentence that has it, and its day is asked."""
    assert [bool(one.doubt) for one in _days(kind.example)] == [True]


@pytest.mark.parametrize("kind", governed.ABOVE, ids=lambda kind: kind.example)
def test_a_heading_governs_the_days_below(kind: Kind) -> None:
    """A day below a heading of other things is asked."""
    found = _days(f"## {kind.example}\n\nDie Antragsfrist endet am 3. Mai 2027.")
    assert [(one.value, one.doubt) for one in found] == [("2027-05-03", kind.doubt)]


@pytest.mark.parametrize(
    "text",
    [
        "Endet die Antragsfrist am 9. Juni 2027? Ja, um Mitternacht.",
        "Es ist falsch, dass die Bewerbungsfrist am 9. Juni 2027 endet.",
        "Niemand muss seinen Antrag bis zum 9. Juni 2027 abgeben.",
        "Bewerbungsschluss: 9. Juni 2027 – aufgehoben",
        "Bewerbungsschluss: 9. Juni 2027 (unter Vorbehalt)",
        "Bewerbungsschluss (vorläufig): 9. Juni 2027",
        "Skizzen sind vermutlich bis zum 9. Juni 2027 einzureichen.",
        "Die Bewerbungsfrist soll bis zum 9. Juni 2027 verlängert werden.",
        "Angedacht ist, dass Anträge bis zum 9. Juni 2027 gestellt werden.",
        "„Die Bewerbungsfrist endet am 9. Juni 2027“, meldet das Kreisblatt.",
        "## Archiv\n\n### Dritter Aufruf\n\nAntragsfrist: 9. Juni 2027",
        "Laut Lokalzeitung endet die Bewerbungsfrist am 9. Juni 2027.",
        "Die Verwaltung wird beauftragt, bis zum 9. Juni 2027 einen Antrag zu stellen.",
        "Anträge können bis zum 9. Juni 2027 gestellt werden, sofern der Landtag zustimmt.",
        "Steht der Haushalt, können Skizzen bis zum 9. Juni 2027 eingereicht werden.",
        "Soweit Restmittel bleiben, können Anträge bis zum 9. Juni 2027 gestellt werden.",
        "Bewerbungsschluss ist traditionell der 9. Juni 2027.",
        "Im Nachbarkreis können Anträge bis zum 9. Juni 2027 gestellt werden.",
        "Bewerbungsfrist für die ausgeschriebene Stelle ist der 9. Juni 2027.",
        "Anträge auf Wohngeld können bis zum 9. Juni 2027 gestellt werden.",
        "Bewerbungen als Schöffe nimmt die Stadt bis zum 9. Juni 2027 entgegen.",
        "Stichtag ist der 9. Juni 2027 (Einwohnerzahl laut Register).",
        "Ab dem 9. Juni 2027 können Anträge nur noch digital gestellt werden.",
    ],
)
def test_a_governed_day_is_asked(text: str) -> None:
    """A question, denial, plan, condition of the giver or other programme states no day."""
    found = _days(text)
    assert [one.value for one in found] == ["2027-06-09"]
    assert all(one.doubt for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "Noch Fragen? Die Antragsfrist endet am 9. Juni 2027.",
        "Bis wann kann ich mich bewerben? Bis zum 9. Juni 2027.",
        "Die Antragsfrist endet am 9. Juni 2027; die Zusagen kommen voraussichtlich im Juli.",
        "Bewerbungsschluss: 9. Juni 2027 (Zusagen gehen voraussichtlich im Juli ein)",
        "Anträge für geplante Vorhaben sind bis zum 9. Juni 2027 einzureichen.",
        "Wer ein Fest geplant hat, kann den Antrag bis zum 9. Juni 2027 einreichen.",
        "Der Antrag soll bis zum 9. Juni 2027 gestellt werden.",
        "Wenn Sie gefördert werden möchten, können Sie den Antrag bis zum 9. Juni 2027 stellen.",
        "Anträge können frühestens ab dem 9. Juni 2027 gestellt werden.",
        "Anträge auf Förderung können bis zum 9. Juni 2027 gestellt werden.",
        "Anträge auf elektronischem Weg können bis zum 9. Juni 2027 gestellt werden.",
        "Bewerbungen um den Heimatpreis sind bis zum 9. Juni 2027 möglich.",
        "Anträge sind bei der zuständigen Stelle bis zum 9. Juni 2027 einzureichen.",
        "Anträge können bis zum 9. Juni 2027 ausschließlich über das Portal gestellt werden.",
        "Die Antragsfrist endet am 9. Juni 2027 (12 Uhr).",
        "## Forschungspreis im Stadtarchiv\n\n### Aufruf\n\nAntragsfrist: 9. Juni 2027",
    ],
)
def test_what_only_stands_nearby_governs_nothing(text: str) -> None:
    """Words of the same kinds that say nothing of the day leave it stated."""
    assert ("2027-06-09", "") in [(one.value, one.doubt) for one in _days(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Im vergangenen Jahr war der 1. März Bewerbungsschluss.", "--03-01"),
        ("Bis 2025 galt die Antragsfrist 1. März.", "--03-01"),
        ("Früher galt: Anträge bis 1. April.", "--04-01"),
        ("Damals mussten Anträge bis zum 1. Mai gestellt werden.", "--05-01"),
        ("Vor der Reform mussten Anträge bis zum 1. Juni gestellt werden.", "--06-01"),
    ],
)
def test_what_was_so_before_gets_no_year(text: str, value: str) -> None:
    """A day of an earlier time is asked, without a year."""
    found = _days(text)
    assert [one.value for one in found] == [value]
    assert all(one.doubt for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "Bitte melden Sie sich bis zum 9. Juni 2027 zur Veranstaltung an.",
        "Wer dabei sein will, meldet sich bis zum 9. Juni 2027 an.",
    ],
)
def test_who_signs_up_registers(text: str) -> None:
    """Signing up for something is a registration."""
    assert {one.stage for one in _days(text)} == {Stage.REGISTRATION}


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        (
            "Nach Bewertung der Skizze ist der Vollantrag bis zum 9. Juni 2027 einzureichen.",
            Stage.APPLICATION,
        ),
        (
            "Auf Grundlage der Projektskizze können Anträge bis zum 9. Juni 2027 gestellt werden.",
            Stage.APPLICATION,
        ),
        ("Nach der Beratung ist die Skizze bis zum 9. Juni 2027 einzureichen.", Stage.SKETCH),
        ("Die Skizze ist bis zum 9. Juni 2027 einzureichen.", Stage.SKETCH),
    ],
)
def test_what_came_before_is_not_the_stage(text: str, stage: Stage) -> None:
    """What the handing in only follows is another stage."""
    assert {one.stage for one in _days(text)} == {stage}
