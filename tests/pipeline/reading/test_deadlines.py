"""What closes and opens the time of applying, and what does not."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.claim import Field, Stage
from pipeline.reading import read
from tests.pipeline.reading.decoys import sentences
from tests.pipeline.reading.reader import rows, stated

FIXED = """
Anträge können bis zum 14. Februar 2026 eingereicht werden. => deadline 2026-02-14
Anträge müssen bis 16. Februar 2026 vollständig bei der Regionalstelle eingegangen sein. => deadline 2026-02-16
Der Antrag muss bis spätestens 30.09.2026 (Ausschlussfrist) vorliegen. => deadline 2026-09-30
Bewerbungsunterlagen sind bis zum 30.06.2026, 12 Uhr, digital einzureichen. => deadline 2026-06-30
Die Bewerbungsfrist endet am 23. September 2026 => deadline 2026-09-23
Einsendeschluss ist der 31. Juli 2026. => deadline 2026-07-31
Letzter Abgabetermin ist Freitag, der 13. März 2026. => deadline 2026-03-13
Abgabetermin: 13.03.2026 um 12:00 Uhr (Eingang per E-Mail) => deadline 2026-03-13
Frist für die Einreichung von Anträgen: 31.03.2026 => deadline 2026-03-31
Als Antragsfrist gilt der 18.10.2026. => deadline 2026-10-18
Für das Jahr 2027 gilt der 30. November 2026 als Antragsfrist. => deadline 2026-11-30
Förderanträge für 2027 sind bis 1. November 2026 an das Landratsamt zu richten. => deadline 2026-11-01
Vorlagefrist für Projektskizzen ist der 30. November 2026. => deadline 2026-11-30
Die Skizzen müssen dem Projektträger bis spätestens 15. Januar 2027 vorgelegt werden. => deadline 2027-01-15
Interessierte Kommunen können sich bis zum 15. Mai 2026 um die Aufnahme bewerben. => deadline 2026-05-15
Kommunen können ihr Interesse bis zum 15.12.2026 bekunden. => deadline 2026-12-15
Bitte reichen Sie die vollständigen Unterlagen bis zum 28. Februar 2026 ein. => deadline 2026-02-28
Anträge nimmt die Bewilligungsbehörde bis zum 30. September 2026 entgegen. => deadline 2026-09-30
Der Förderaufruf läuft bis zum 15. März 2026. => deadline 2026-03-15
Der Aufruf ist bis zum 28. Februar 2026 geöffnet. => deadline 2026-02-28
Die zweite Förderrunde endet am 30. November 2026. => deadline 2026-11-30
Die letzte Antragstellung ist zum 31.08.2026 möglich => deadline 2026-08-31
Bewerbung bis 31.01.26 per Mail an aufruf@example.org => deadline 2026-01-31
Anträge, die nach dem 31.10.2026 eingehen, können nicht berücksichtigt werden. => deadline 2026-10-31
Nach dem 31. Dezember 2026 können keine Anträge mehr gestellt werden. => deadline 2026-12-31
Anträge, die bis zum 15. Februar 2026 eingehen, werden in der nächsten Sitzung beraten. => deadline 2026-02-15
Anträge für Maßnahmen mit Beginn ab dem 1. Januar 2027 sind bis zum 30. September 2026 einzureichen. => deadline 2026-09-30
Projekte starten ab Juli 2026, Bewerbungen sind bis 31. März 2026 möglich. => deadline 2026-03-31
Anmeldeschluss für die Veranstaltung ist der 12. Mai 2026. => deadline 2026-05-12
Antragszeitraum⏎bis zum⏎31.12.2026 => deadline 2026-12-31
Antragszeitraum⏎⏎bis zum⏎⏎31.12.2026⏎⏎Antragsberechtigt sind Vereine. => deadline 2026-12-31
Fristen⏎⏎  • Skizzen: 15. März 2026⏎  • Anträge: 15. Juni 2026 => deadline 2026-03-15, deadline 2026-06-15
"""
ENGLISH = """
The deadline for applications is 7 June 2026. => deadline 2026-06-07
Applications must be submitted by 5 March 2026 at 17.00 (CET). => deadline 2026-03-05
Submission deadline: 24 September 2026, 17:00 Brussels time => deadline 2026-09-24
Full proposals are due on September 15, 2026. => deadline 2026-09-15
Expressions of interest are welcome until 15 October 2026 (midnight). => deadline 2026-10-15
The call opens on 15 January 2026 and closes on 30 April 2026. => opens 2026-01-15, deadline 2026-04-30
This call will open on 1 April and close on 2 July 2026 (14:00 CEST). => opens 2026-04-01, deadline 2026-07-02
Applications can be submitted between 1 February and 31 March 2026. => opens 2026-02-01, deadline 2026-03-31
Opening: 14 May 2026⏎Deadline: 24 September 2026 17:00:00 Brussels time => opens 2026-05-14, deadline 2026-09-24
Applications received after 31 March 2026 will not be considered. => deadline 2026-03-31
Cut-off dates: 15 March and 15 September 2026 => deadline 2026-03-15, deadline 2026-09-15
The deadline is the 3rd of May 2026. => deadline 2026-05-03
Proposals may be submitted at any time. => deadline_rule rolling
Deadline dates will be published on the website. => deadline_rule announced_elsewhere
Grants are awarded on a first-come, first-served basis until the budget is exhausted. => deadline_rule until_exhausted
Applications must be submitted at least 8 weeks before the start of the project. => deadline_rule relative
"""
WINDOWS = """
Die Antragstellung ist vom 01.10. bis zum 07.11.2026 möglich. => opens 2026-10-01, deadline 2026-11-07
Bewerbungszeitraum: 1. März – 30. April 2026 => opens 2026-03-01, deadline 2026-04-30
Bewerbungen sind vom 2. bis 27. Februar 2026 möglich. => opens 2026-02-02, deadline 2026-02-27
Anträge werden vom 15. November bis zum 15. Januar 2027 angenommen. => opens 2026-11-15, deadline 2027-01-15
Anträge werden ab dem 2. Januar 2026 bis zum 28. Februar 2026 entgegengenommen. => opens 2026-01-02, deadline 2026-02-28
Die Bewerbungsfrist beginnt am 15.08. und endet am 31.08.2026. => opens 2026-08-15, deadline 2026-08-31
Die Bewerbungsphase startet am 1. März 2026 und endet am 30. April 2026. => opens 2026-03-01, deadline 2026-04-30
Start der Antragsphase: 1. März 2026, Ende der Antragsphase: 30. April 2026 => opens 2026-03-01, deadline 2026-04-30
Beginn | 16. November 2026 | Frist | 24. März 2027 | Budget | 2.000.000 € => opens 2026-11-16, deadline 2027-03-24
01. Nov. 2026 bis 31. Dez. 2027 => opens 2026-11-01, deadline 2027-12-31
Anträge können ab dem 1. April 2026 gestellt werden. => opens 2026-04-01
Das Förderportal öffnet am 2. März 2026 um 9 Uhr. => opens 2026-03-02
Ab dem 24. Juni 2026 können Vereine, die in Hessen eingetragen sind, eine Bewerbung einreichen. => opens 2026-06-24
"""
SEVERAL = """
Anträge können bis zum 14.04.2026, 07.07.2026 und 29.09.2026 gestellt werden. => deadline 2026-04-14, deadline 2026-07-07, deadline 2026-09-29
Bewerbungen sind bis zum 15. Juni bzw. 15. November 2026 einzureichen. => deadline 2026-06-15, deadline 2026-11-15
Frist: 15.05.2026 (1. Stufe), 30.09.2026 (2. Stufe) => deadline 2026-05-15, deadline 2026-09-30
Stichtage für die Vorlage der Skizzen sind der 1. März 2026 und der 1. September 2026. => deadline 2026-03-01, deadline 2026-09-01
Die Skizzenphase endet am 30. April 2026, die Antragsphase am 30. September 2026. => deadline 2026-04-30, deadline 2026-09-30
Zwischentermine zur Einreichung: 31.05.2026 (Sitzung im Juli) 31.07.2026 (Sitzung im Herbst) => deadline 2026-05-31, deadline 2026-07-31
"""
YEARLY = """
Einreichtermine sind jeweils der 15. April und der 15. Oktober. => annual_deadline 04-15, annual_deadline 10-15
Anträge sind bis zum 30.09. jeden Jahres zu stellen. => annual_deadline 09-30
Anträge sind bis zum 1. Oktober des Vorjahres zu stellen. => annual_deadline 10-01
Anträge für das Folgejahr sind jeweils bis zum 1. Dezember einzureichen. => annual_deadline 12-01
Die Antragstellung ist zweimal jährlich zum 31. März und 30. September möglich. => annual_deadline 03-31, annual_deadline 09-30
Antragsfristen: 31.01., 30.04., 31.07. und 31.10. eines jeden Jahres => annual_deadline 01-31, annual_deadline 04-30, annual_deadline 07-31, annual_deadline 10-31
Förderanträge können zweimal im Jahr (15. März und 15. September) gestellt werden. => annual_deadline 03-15, annual_deadline 09-15
Anträge sind bis zum 1. März eines Jahres zu stellen. Im Jahr 2026 ist die Antragstellung bis zum 15.04.2026 möglich. => annual_deadline 03-01, deadline 2026-04-15
jeweils der 1. Mai und der 1. November => annual_deadline 05-01, annual_deadline 11-01
Gibt es Fristen?⏎zum 10. Januar für das laufende Jahr => annual_deadline 01-10
"""
MOVED = """
Die Bewerbungsfrist wurde vom 31. März auf den 30. April 2026 verlängert. => deadline 2026-04-30
Neue Antragsfrist: 30.06.2026 (bisher 31.05.2026) => deadline 2026-06-30
Die ursprünglich bis zum 15. März 2026 laufende Bewerbungsfrist wird bis zum 15. April 2026 verlängert. => deadline 2026-04-15
Anstelle des 31. März 2026 gilt nun der 30. April 2026 als Frist. => deadline 2026-04-30
Die Frist wurde bis zum 31.08.2026 verlängert. => deadline 2026-08-31
"""
RULES = """
Anträge können laufend gestellt werden. => deadline_rule rolling
Antragstellung ganzjährig => deadline_rule rolling
Es gibt keine festen Antragsfristen. => deadline_rule rolling
Eine Antragsfrist besteht nicht. => deadline_rule rolling
Anträge können bis zur Ausschöpfung der Mittel eingereicht werden. => deadline_rule until_exhausted
Die Anträge werden nach Eingang bearbeitet, bis die verfügbaren Mittel ausgeschöpft sind. => deadline_rule until_exhausted
Anträge sind bis zum 30.06.2026 oder bis zum Verbrauch der Mittel möglich. => deadline 2026-06-30, deadline_rule until_exhausted
Anträge werden bewilligt, solange ausreichend Haushaltsmittel zur Verfügung stehen. => deadline_rule until_exhausted
Die Bewilligung erfolgt im Windhundverfahren. => deadline_rule until_exhausted
Der Antrag ist spätestens 10 Wochen vor Projektbeginn einzureichen. => deadline_rule relative
Anträge sind vor Beginn der Maßnahme zu stellen. => deadline_rule relative
Der Antrag ist innerhalb von drei Monaten nach der Anschaffung zu stellen. => deadline_rule relative
Die Antragsfristen werden auf der Internetseite veröffentlicht. => deadline_rule announced_elsewhere
Bitte beachten Sie die Fristen in den jeweiligen Förderaufrufen. => deadline_rule announced_elsewhere
Die nächste Einreichungsfrist wird im Lauf des Jahres 2026 bekanntgegeben. => deadline_rule announced_elsewhere
Sie bleiben immer auf dem Laufenden und erfahren von neuen Programmen. =>
Die Einwilligung kann jederzeit widerrufen werden. =>
Kosten der laufenden Verwaltung sind nicht förderfähig. =>
Mit der Maßnahme darf nicht vor Bewilligung des Antrags begonnen werden. =>
Der Nachweis ist innerhalb von sechs Monaten nach Abschluss des Vorhabens vorzulegen. =>
"""
MONTHS = """
Frist Oktober 2026: formlose Interessenbekundung => deadline_month 2026-10
Anträge können bis Ende Mai 2026 gestellt werden. => deadline_month 2026-05
"""
TABLES = [FIXED, ENGLISH, WINDOWS, SEVERAL, YEARLY, MOVED, RULES, MONTHS]


@pytest.mark.parametrize(("text", "expected"), [row for table in TABLES for row in rows(table)])
def test_a_deadline_clause_is_read(text: str, expected: set[str]) -> None:
    """What a sentence says about handing in is stated, and nothing else."""
    language = "en" if " the " in f" {text.lower()} " else "de"
    assert {
        value for value in stated(text, language=language) if not value.startswith("status")
    } == (expected)


@pytest.mark.parametrize("text", sentences())
def test_a_date_of_something_else_is_no_deadline(text: str) -> None:
    """Validity, projects, payment, publication, decisions and plain numbers state no deadline."""
    assert not {value for value in stated(text) if not value.startswith("event")}


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
    ("text", "published_on"),
    [
        ("Bis 8. Oktober können Bewerbungen eingereicht werden.", None),
        ("Die Bewerbungsfrist endet am 1. März.", date(2026, 3, 10)),
        ("Anträge sind bis Mittwoch, 2. Juni, möglich.", date(2026, 4, 15)),
        ("Antragsfrist: 03/04/2026", None),
        ("Die Antragsfrist endet am Montag, 13. März 2026.", None),
        ("Einreichungsfristen 01.02.2025 bis 31.12.20207.", None),
        ("Anträge, die bis zum 31. März 2026 eingehen, erhalten eine Eingangsnummer.", None),
        ("Anträge sind vor dem 31.03.2026 einzureichen.", None),
    ],
)
def test_what_the_text_does_not_decide_is_asked(text: str, published_on: date | None) -> None:
    """Where year, weekday, order or scope stay open, the claim is a question in German."""
    claims = [
        claim for claim in read(text, published_on=published_on) if claim.field is Field.DEADLINE
    ]
    assert claims and all(claim.review and claim.doubt.endswith((".", "?")) for claim in claims)


def test_a_registration_takes_the_year_of_its_event() -> None:
    """The day by which one registers lies before the event that the text dates."""
    text = (
        "Fachtag am 5. September 2026 in Fulda. Eine Anmeldung ist bis zum 22. August erforderlich."
    )
    assert "deadline 2026-08-22" in stated(text)


@pytest.mark.parametrize(
    ("text", "stage", "at"),
    [
        ("Skizzen sind bis 5.9.2026, 12:00 Uhr, einzureichen.", Stage.SKETCH, "12:00"),
        ("Interessenbekundungen sind bis 5.9.2026 um 9 Uhr möglich.", Stage.INTEREST, "09:00"),
        ("Die Anmeldung ist bis 5.9.2026 möglich.", Stage.REGISTRATION, ""),
        ("Anträge sind bis 5.9.2026 (24:00 Uhr) zu stellen.", Stage.APPLICATION, "24:00"),
        ("Applications are due on 5 September 2026 at 5 p.m.", Stage.APPLICATION, "17:00"),
    ],
)
def test_a_deadline_knows_its_stage_and_hour(text: str, stage: Stage, at: str) -> None:
    """What is handed in, and the time of day, are read beside the date."""
    (claim,) = [claim for claim in read(text) if claim.field is Field.DEADLINE]
    assert (claim.stage, claim.at, claim.review) == (stage, at, False)
