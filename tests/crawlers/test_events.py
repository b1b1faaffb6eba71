"""Events: an invitation is an event, a report of one is not, a standing page is no news."""

from __future__ import annotations

from datetime import date

import pytest

from crawlers.events import event_given, is_report, kind_of_news, kind_of_page
from crawlers.items import Kind, LabelledText

INVITATIONS = [
    ("Fachtag Ortsmitte", "Wir laden Sie herzlich zum Fachtag ein. Er beginnt um 10 Uhr."),
    ("Save the date: Regionalforum am 4. März 2027", ""),
    ("Werkstatt", "Die Werkstatt findet am 3. Februar 2027 in Alsfeld statt."),
    ("Lehrfahrt", "Anmeldeschluss ist der 8. Januar 2027."),
    ("Dorfgespräch", "Die Akademie lädt ein. Im letzten Jahr nahmen 80 Menschen teil."),
]
REPORTS = [
    ("Rückblick auf das Regionalforum", "Anmeldungen für 2027 sind bald möglich."),
    ("Lehrfahrt der Akademie", "Vom 6. bis 8. Oktober organisierte die Akademie eine Fahrt."),
    ("Forum Ortsmitte", "Am 12. November fand das Forum in Lauterbach statt."),
    ("Netzwerktreffen", "Rund 60 Menschen nahmen am Treffen teil. Jetzt anmelden zum nächsten."),
]
OTHERS = [
    ("Neuer Laden", "Der Laden bietet ein großes Sortiment."),
    ("Wechsel im Vorstand", "Der Verein hat gewählt."),
]


@pytest.mark.parametrize(("title", "text"), INVITATIONS)
def test_an_invitation_is_an_event(title: str, text: str) -> None:
    """What invites to something still to come is an event."""
    assert kind_of_news(title, text) is Kind.EVENT


@pytest.mark.parametrize(("title", "text"), REPORTS)
def test_a_report_is_no_event(title: str, text: str) -> None:
    """What tells of something over is no event, though it may invite to the next."""
    assert is_report(title, text)
    assert kind_of_news(title, text) is Kind.NOTICE


@pytest.mark.parametrize(("title", "text"), OTHERS)
def test_other_news_are_neither(title: str, text: str) -> None:
    """News without invitation stay a notice."""
    assert kind_of_news(title, text) is Kind.NOTICE


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("LEADER", "Vereine erhalten bis zu 60 Prozent, höchstens 20.000 Euro.", Kind.PROGRAMME),
        ("Regionalbudget", "Bewerbungen müssen bis 31. Januar 2027 vorliegen.", Kind.CALL),
        ("Bescheide übergeben", "Gefördert werden acht Orte.", Kind.AWARD),
        ("Über uns", "Der Verein hat 40 Mitglieder.", Kind.NOTICE),
        ("Infoabend", "Anmeldung bis zum 11. Januar 2027.", Kind.EVENT),
    ],
)
def test_a_standing_page(title: str, text: str, kind: Kind) -> None:
    """On a standing page "erhalten bis zu" is an offer; as news it would be an award."""
    assert kind_of_page(title, text) is kind


def test_the_labels_of_an_event_are_values() -> None:
    """Day, place and end of registration are taken where they stand under a label."""
    pairs = [
        LabelledText(label="Termin", text="21.01.2027 bis 22.01.2027"),
        LabelledText(label="Ort", text="Schotten"),
        LabelledText(label="Anmeldeschluss", text="14. Januar 2027"),
    ]
    given = event_given(pairs, "https://example.org/")
    assert (given.event_starts_on, given.event_ends_on) == (date(2027, 1, 21), date(2027, 1, 22))
    assert given.event_place == "Schotten"
    assert [(d.on, d.stage) for d in given.deadlines] == [(date(2027, 1, 14), "registration")]
    assert event_given([], "https://example.org/").event_starts_on is None
