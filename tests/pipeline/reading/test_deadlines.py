"""What closes and opens the time of applying, and what does not."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.claim import Field, Stage
from pipeline.reading import read
from pipeline.reading.time.deadlines import OF_AN_EVENT
from tests.pipeline.reading.reader import decoys, misread, stated

TABLES = (
    "fixed", "english", "windows", "several", "yearly", "moved", "rules", "months", "more", "bound",
    "handed_in",
)  # fmt: skip


def days_of(text: str) -> set[str]:
    """Return what a text states about time, but for its status."""
    language = "en" if " the " in f" {text.lower()} " else "de"
    return {one for one in stated(text, language=language) if not one.startswith("status")}


@pytest.mark.parametrize("table", TABLES)
def test_a_deadline_clause_is_read(table: str) -> None:
    """What a sentence says about handing in is stated, and nothing else."""
    assert misread(table, days_of) == {}


def test_a_date_of_something_else_is_no_deadline() -> None:
    """Validity, projects, payment, publication, decisions and plain numbers state no deadline."""
    read_as = {text: {v for v in stated(text) if not v.startswith("event")} for text in decoys()}
    assert {text: values for text, values in read_as.items() if values} == {}


@pytest.mark.parametrize(
    ("text", "published_on", "expected"),
    [
        ("Antragsfrist bis 17. Oktober", date(2026, 9, 1), "deadline 2026-10-17"),
        ("Bewerbungen sind bis 31. Januar möglich.", date(2026, 12, 1), "deadline 2027-01-31"),
        ("Anträge sind bis Dienstag, 2. Juni, möglich.", date(2026, 4, 15), "deadline 2026-06-02"),
        ("Die Frist endet am 1. August dieses Jahres.", date(2026, 3, 1), "deadline 2026-08-01"),
        ("Die Frist endete am 15. Januar.", date(2026, 3, 1), "deadline 2026-01-15"),
    ],
)
def test_the_publication_completes_a_year(text: str, published_on: date, expected: str) -> None:
    """A day without a year is the one that the direction of time or the weekday points to."""
    assert expected in stated(text, published_on)


@pytest.mark.parametrize(
    "text",
    [
        "Noch bis Freitag, 15. Januar 2027, läuft die Bewerbungsfrist für den Preis.",
        "Bis Freitag, den 15. Januar 2027, läuft die Antragsfrist.",
    ],
)
def test_the_commas_around_a_day_are_its_own(text: str) -> None:
    """Behind a weekday a day stands between commas, and what it is a day of goes on behind them."""
    assert "deadline 2027-01-15" in stated(text)


@pytest.mark.parametrize(
    ("text", "published_on"),
    [
        ("Bis 8. Oktober können Bewerbungen eingereicht werden.", None),
        ("Die Bewerbungsfrist endet am 1. März.", date(2026, 3, 10)),
        ("Anträge sind bis Mittwoch, 2. Juni, möglich.", date(2026, 4, 15)),
        ("Antragsfrist: 03/04/2026", None),
        ("Die Antragsfrist endet am Montag, 13. März 2026.", None),
        ("Einreichungsfristen 01.02.2025 bis 31.12.20207.", None),
        ("Anträge können bis zum 7. Mai 20267 gestellt werden.", date(2025, 11, 20)),
        ("Anträge können jährlich bis zum 7.5.3026 gestellt werden.", date(2025, 11, 20)),
        ("Antragsfrist: 7. Mai 2062", date(2025, 11, 20)),
        ("Antragsfrist: 7. Mai 1926", None),
        ("Anträge, die bis zum 31. März 2026 eingehen, erhalten eine Eingangsnummer.", None),
        ("Anträge sind vor dem 31.03.2026 einzureichen.", None),
        ("Eine Verlängerung der Antragsfrist über den 31. März 2026 ist nicht möglich.", None),
    ],
)
def test_what_the_text_does_not_decide_is_asked(text: str, published_on: date | None) -> None:
    """Where year, weekday, order or scope stay open, the claim is a question in German."""
    claims = [
        claim for claim in read(text, published_on=published_on) if claim.field is Field.DEADLINE
    ]
    assert claims and all(claim.review and claim.doubt.endswith((".", "?")) for claim in claims)


def test_a_registration_takes_the_year_of_its_event() -> None:
    """The day by which one registers lies before the final that the text dates."""
    text = "Finale am 5. September 2026 in Fulda. Eine Anmeldung ist bis zum 22. August nötig."
    assert "deadline 2026-08-22" in stated(text, asked=True)


@pytest.mark.parametrize(
    "text",
    [
        "Anmeldeschluss für die Veranstaltung ist der 12. Mai 2026.",
        "Anmeldung zum Infoabend bis 12. Mai 2026",
        "Bitte melden Sie sich bis zum 12. Mai 2026 für die Auftaktveranstaltung an.",
        "Ferienspiele in Musterau\nAnmeldeschluss: 12. Mai 2026",
        "IT-Meetup in Fulda\n12.05.2026 | Anmeldeschluss",
        "Registration for the info day is open until 12 May 2026.",
    ],
)
def test_the_registration_for_an_event_is_asked(text: str) -> None:
    """Whoever applies for funding need not be there; the question says what it may be."""
    (claim,) = [claim for claim in read(text) if claim.field is Field.DEADLINE]
    assert (claim.value, claim.stage) == ("2026-05-12", Stage.REGISTRATION)
    assert claim.doubt == OF_AN_EVENT


@pytest.mark.parametrize(
    "text",
    [
        "Die Anmeldung zum Wettbewerb ist bis zum 12. Mai 2026 möglich.",
        "Umweltpreis\nAnmeldeschluss: 12. Mai 2026",
        "Die Anmeldung für das Förderprogramm ist bis zum 12. Mai 2026 möglich.",
        "Dörfer können sich bis zum 12. Mai 2026 beim Landkreis zum Kreiswettbewerb anmelden.",
        "Projekte für das Regionalbudget sind bis zum 12. Mai 2026 bei der ILE anzumelden.",
        "Ideenwettbewerb Ortsmitte\n\nDie Anmeldung erfolgt online bis zum 12. Mai 2026.",
    ],
)
def test_the_registration_for_a_competition_is_stated(text: str) -> None:
    """What one registers for there is what the page is about."""
    assert "deadline 2026-05-12" in stated(text)


@pytest.mark.parametrize(
    "text",
    [
        "Um Anmeldung wird bis zum 12. Mai 2026 gebeten.",
        "Interessierte können sich bis zum 12. Mai 2026 bei der Leiterin melden.",
        "Die Anmeldefrist läuft bis 12. Mai 2026.",
        "Die Anmeldung muss bis Dienstag, 12. Mai 2026, abgeschlossen sein.",
    ],
)
def test_a_registration_for_nothing_named_is_asked(text: str) -> None:
    """Where it is not said what one registers for, the question is that."""
    (claim,) = [claim for claim in read(text) if claim.field is Field.DEADLINE]
    assert (claim.value, claim.stage) == ("2026-05-12", Stage.REGISTRATION)
    assert claim.doubt.startswith("Meldet man sich")


@pytest.mark.parametrize(
    "text",
    [
        "Neue Mitglieder melden sich bis zum 12. Mai 2026 im Vereinsheim.",
        "Wer umgezogen ist, meldet sich bis zum 12. Mai 2026 bei der Kassiererin.",
    ],
)
def test_a_matter_of_members_is_no_deadline(text: str) -> None:
    """What a club asks of its members is neither stated nor asked."""
    assert not [claim for claim in read(text) if claim.field is Field.DEADLINE]


@pytest.mark.parametrize(
    ("text", "stage", "at"),
    [
        ("Skizzen sind bis 5.9.2026, 12:00 Uhr, einzureichen.", Stage.SKETCH, "12:00"),
        ("Interessenbekundungen sind bis 5.9.2026 um 9 Uhr möglich.", Stage.INTEREST, "09:00"),
        ("Die Anmeldung zum Wettbewerb ist bis 5.9.2026 möglich.", Stage.REGISTRATION, ""),
        ("Anträge sind bis 5.9.2026 (24:00 Uhr) zu stellen.", Stage.APPLICATION, "24:00"),
        ("Applications are due on 5 September 2026 at 5 p.m.", Stage.APPLICATION, "17:00"),
    ],
)
def test_a_deadline_knows_its_stage_and_hour(text: str, stage: Stage, at: str) -> None:
    """What is handed in, and the time of day, are read beside the date."""
    (claim,) = [claim for claim in read(text) if claim.field is Field.DEADLINE]
    assert (claim.stage, claim.at, claim.review) == (stage, at, False)
