"""Citations: what of a legal basis is law, and what the programme says of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.items import Kind, LabelledText, RawEntry
from crawlers.registry import sources
from db.area_tree import load_area_tree
from db.statements import Field
from pipeline.citations import cited, told, without_citations
from pipeline.parts import readable_parts
from pipeline.reading.where.areas import Gazetteer
from pipeline.run import Rules, read_entry, stand
from pipeline.themes import load_topics

LAW = "Rechtsgrundlage"
RULES = Rules(
    sources=sources(),
    topics=load_topics(),
    gazetteer=Gazetteer.of(load_area_tree(date(2026, 11, 22))),
    edition="probe",
)
BETWEEN = """Rechtsgrundlage
Gesetz über die Förderung der Dorfläden (Dorfladengesetz ? DLG)
vom: 14.05.2025
Ministerium für ländliche Räume, Handel und Verkehr
MittStAnz 2025, S. 512
Richtlinie zur Förderung von Dorfläden
(§§ 4 und 5 Dorfladengesetz)
vom: 03.06.2025
Handelsanstalt
Gemeinden erhalten höchstens 40.000 Euro je Vorhaben.
Anträge können bis zum 31. März 2027 gestellt werden.
Weblink zur Förderrichtlinie (PDF, nicht barrierefrei)"""


def entry(law: str, **more: object) -> RawEntry:
    """A programme that has a legal basis."""
    raw = RawEntry(
        source="bund_foerderdatenbank",
        key="/probe",
        url="https://www.foerderdatenbank.de/probe.html",
        kind=Kind.PROGRAMME,
        title="Dorfläden",
        fields=(LabelledText(label=LAW, text=law),),
    )
    return replace(raw, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "line",
    [
        "Gesetz zur Ordnung des Marktwesens (Marktordnungsgesetz – MOG)",
        "Richtlinie zur Förderung von Dorfläden vom 03.06.2025",
        "vom: 03.06.2025",
        "von: Januar 2011",
        "Vom 3. Juni 2025, Az. 12-345/6",
        "Stand: Januar 2026",
        "BAnz AT 10.06.2025 B2",
        "BGBl. Teil I Nr. 51 vom 30.06.2025",
        "SächsABl. 2025 S. 12",
        "zuletzt geändert durch Bekanntmachung vom 1. Juli 2026",
        "(§§ 2 und 3 Abs. 2 Marktordnungsgesetz)",
        "Weblink zur Richtlinie (externer Link)",
        "Merkblatt der Handelsanstalt, Stand Juli 2025; Handelsgesetzbuch (§§ 88 ff.).",
    ],
)
def test_a_line_that_cites_is_law(line: str) -> None:
    """Names of laws, their days, gazettes and links are not the programme's words."""
    assert list(cited(line)) == [(0, len(line))]


@pytest.mark.parametrize(
    "line",
    [
        "Anträge können bis zum 31. März 2027 gestellt werden.",
        "Die Richtlinie fördert Dorfläden mit bis zu 40.000 Euro.",
        "Die im Staatsanzeiger genannten Gemeinden erhalten 60 Prozent.",
        "Antragsberechtigte",
        "Art und Höhe der Förderung",
        "Ziel und Gegenstand",
        "• Gemeinden und Zweckverbände",
        "1. Zweck der Richtlinie",
        "Eigenanteil: 20 Prozent",
    ],
)
def test_a_sentence_a_heading_and_an_item_are_prose(line: str) -> None:
    """What says who gets what stays, and so do the headings above it."""
    assert list(cited(line)) == []


def test_an_office_is_law_only_below_a_citation() -> None:
    """The body that made a law stands below its day; alone it may be a heading."""
    assert without_citations("vom: 03.06.2025\nHandelsanstalt\nBis 5.000 Euro.").split() == [
        *("Bis", "5.000", "Euro.")
    ]
    assert without_citations("Zuständige Behörde\nHandelsanstalt") == (
        "Zuständige Behörde\nHandelsanstalt"
    )


def test_what_is_told_begins_with_its_first_sentence() -> None:
    """A heading above the first sentence sums nothing up, and law alone tells nothing."""
    assert told(BETWEEN).startswith("Gemeinden erhalten höchstens")
    assert told(f"Dorfläden\nZiel und Gegenstand\n{BETWEEN}").startswith("Gemeinden erhalten")
    assert told("Richtlinie zur Förderung von Dorfläden\nvom: 03.06.2025") == ""


@given(st.lists(st.sampled_from([*BETWEEN.split("\n"), "", "•", "Bis 3 Euro."]), max_size=12))
def test_what_is_left_keeps_its_place(lines: list[str]) -> None:
    """Only whole lines are blanked, so that a quote points to the stored text."""
    text = "\n".join(lines)
    left = without_citations(text)
    assert len(left) == len(text)
    assert all(mine in (theirs, " ") for mine, theirs in zip(left, text, strict=True))


def test_the_legal_basis_of_an_entry_without_other_prose_is_read() -> None:
    """Deadline, sum and applicants stand where the text is stored; the law's days do not count."""
    raw = entry(BETWEEN)
    values = stand(read_entry(raw, RULES), ()).values
    assert [one.value for one in values.deadlines] == ["2027-03-31"]
    assert values.award_max == 40_000
    assert "municipality" in values.applicants
    assert values.summary.startswith("Gemeinden erhalten höchstens 40.000 Euro")
    said = next(one for one in values.statements if one.field is Field.DEADLINE)
    assert said.evidence.part == LAW
    assert BETWEEN[said.evidence.start : said.evidence.end] == said.evidence.quote


@pytest.mark.parametrize(
    "more",
    [
        {"summary": "Sie erhalten Geld für einen Dorfladen."},
        {"body": "Sie erhalten Geld für einen Dorfladen."},
        {
            "fields": (
                LabelledText(label="Volltext", text="Sie erhalten Geld für einen Dorfladen."),
                LabelledText(label=LAW, text=BETWEEN),
            ),
            "prose": ("Volltext",),
        },
    ],
)
def test_beside_other_prose_the_legal_basis_is_only_kept(more: dict[str, object]) -> None:
    """Where an entry speaks for itself its law is not read, as before."""
    assert LAW not in [part.label for part in readable_parts(entry(BETWEEN, **more))]


def test_a_note_on_its_status_is_no_prose() -> None:
    """That a programme rests says nothing of what it funds."""
    fields = (
        LabelledText(label="Statushinweis", text="Derzeit sind keine Anträge möglich."),
        LabelledText(label=LAW, text=BETWEEN),
    )
    raw = entry(BETWEEN, fields=fields, prose=("Statushinweis",))
    assert [part.label for part in readable_parts(raw)] == ["Titel", "Statushinweis", LAW]
