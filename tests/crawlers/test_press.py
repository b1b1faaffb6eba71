"""Press releases: award, call or neither."""

from __future__ import annotations

import pytest

from crawlers.items import Kind
from crawlers.press import classify, questions

AWARDS = [
    "Bescheid über 120.000 Euro für Dorfladen übergeben",
    "74 Bescheide im Jahr 2025 senken den Energieverbrauch",
    "Land überreicht Förderbescheide an acht Feuerwehren",
    "Gemeinde Grebenhain erhält 240.000 Euro für ihr Dorfgemeinschaftshaus",
    "Fünf Dörfer im Landeswettbewerb ausgezeichnet",
    "Sieben Kommunen ins Förderprogramm Dorfentwicklung aufgenommen",
    "Land fördert neue Ortsmitte in Ulrichstein mit 310.000 Euro",
    "1,2 Millionen Euro gehen an Museen im ländlichen Raum",
]
CALLS = [
    "Bewerbungsstart für das Förderprogramm „Ortsmitte“",
    "Förderprogramm „Dorf macht mit“ startet",
    "Kommunen können sich jetzt für die Dorfentwicklung bewerben",
    "Förderaufruf Smarte Region veröffentlicht",
    "Anträge für Radwege bis 31. Januar 2027 möglich",
    "Neue Förderrunde für kommunale Zusammenarbeit beginnt",
    "Regionalbudget 2027 startet im Vogelsberg",
    "Nächster Stichtag: Projektanträge bis 1. März 2027",
]
PRIZES = [
    "Hessischer Demografiepreis 2027 ausgeschrieben",
    "Land ruft zur Teilnahme am Wettbewerb „Grüne Friedhöfe“ auf",
    "Bewerbungsstart für den Preis „Dorf mit Zukunft“",
]
NO_PRIZES = [
    "Projektwettbewerb für Nahversorgung startet",
    "Strompreis: Anträge auf Entlastung jetzt möglich",
]
OTHERS = [
    "Stellenausschreibung: Bewerbungen bis 15. Februar 2027",
    "Regionalmanagerin oder Regionalmanager (m/w/d): jetzt bewerben",
    "Öffentliche Ausschreibung nach VOB: Sanierung der Turnhalle",
    "Baugrundstücke am Weiher: Bewerbungen ab sofort möglich",
    "Rangliste des letzten Aufrufs beschlossen",
    "Ergebnisse der dritten Förderrunde liegen vor",
    "Weniger Unfälle auf Landstraßen",
    "Bauarbeiten an der B 275 starten im Frühjahr",
    "Waldzustandsbericht vorgestellt",
    "Neue Broschüre zur Pflege im Dorf erschienen",
    "Über 300 Anträge bis Ende Oktober eingegangen",
    "Hessen bringt Antrag zur Weidetierprämie jetzt in den Bundesrat ein",
    "Ferienprogramm im Nationalpark beginnt",
]


@pytest.mark.parametrize("title", AWARDS)
def test_award_headline(title: str) -> None:
    """A headline that reports money already given makes the release an award."""
    assert classify(title) is Kind.AWARD


@pytest.mark.parametrize("title", CALLS)
def test_call_headline(title: str) -> None:
    """A headline that asks for applications makes the release a call."""
    assert classify(title) is Kind.CALL


@pytest.mark.parametrize("title", PRIZES)
def test_prize_headline(title: str) -> None:
    """A call whose headline names a prize or a contest is a prize."""
    assert classify(title) is Kind.PRIZE


@pytest.mark.parametrize("title", NO_PRIZES)
def test_contest_for_funding_is_a_call(title: str) -> None:
    """A contest for funding, and a price, make no prize of a call."""
    assert classify(title) is Kind.CALL


@pytest.mark.parametrize("title", OTHERS)
def test_other_headline(title: str) -> None:
    """A headline that does neither leaves the release a notice."""
    assert classify(title) is Kind.NOTICE


@pytest.mark.parametrize("title", AWARDS)
def test_award_with_advice_how_to_apply_stays_an_award(title: str) -> None:
    """News of a grant stays an award although its last sentence says how to apply."""
    assert classify(title, "Anträge können ganzjährig gestellt werden.") is Kind.AWARD


@pytest.mark.parametrize("title", CALLS)
def test_call_that_recalls_earlier_grants_stays_a_call(title: str) -> None:
    """A call stays a call although its text recalls what was granted last year."""
    assert classify(title, "2026 wurden 80 Bescheide übergeben.") is Kind.CALL


@pytest.mark.parametrize(
    ("teaser", "kind"),
    [
        ("Die Gemeinde Wartenberg erhält dafür 90.000 Euro vom Land.", Kind.AWARD),
        ("Heute wurde der Zuwendungsbescheid in Lauterbach übergeben.", Kind.AWARD),
        ("Kommunen können bis zum 31. Januar 2027 Anträge stellen.", Kind.CALL),
        ("Anträge müssen bis zum 25. Januar 2027 eingegangen sein.", Kind.CALL),
        ("Bis Oktober sind 300 Anträge eingegangen.", Kind.NOTICE),
        ("Eine Bewerbung ist ab sofort möglich.", Kind.CALL),
        (
            "Vereine können bis zu 5.000 Euro Zuschuss erhalten; Bewerbungen bis 15. Februar 2027.",
            Kind.CALL,
        ),
        ("Initiativen können je Ansatz 1.000 bis max. 7.500 Euro erhalten.", Kind.NOTICE),
        ("Gemeinden erhalten 75 Prozent, höchstens 300.000 Euro.", Kind.NOTICE),
        ("Vereine erhalten maximal 80 Prozent Zuschuss zu ihren Ausgaben.", Kind.NOTICE),
        ("Das Ministerium zieht Bilanz.", Kind.NOTICE),
    ],
)
def test_the_teaser_decides_where_the_headline_is_silent(teaser: str, kind: Kind) -> None:
    """A headline that says nothing leaves the decision to the teaser."""
    assert classify("Neues Leben in der alten Schule", teaser) is kind


def test_the_first_text_that_says_something_decides() -> None:
    """The lead is asked before the body, and a silent lead passes the question on."""
    award, call = "Der Bescheid wurde heute übergeben.", "Anträge sind bis 1. März 2027 möglich."
    assert classify("Ortsmitte", award, call) is Kind.AWARD
    assert classify("Ortsmitte", call, award) is Kind.CALL
    assert classify("Ortsmitte", "Ein schöner Tag.", call) is Kind.CALL


@pytest.mark.parametrize(
    "title",
    [
        "Bescheide übergeben: neue Bewerbungsphase startet",
        "Dorfläden ausgezeichnet, nächster Förderaufruf gestartet",
    ],
)
def test_headline_that_says_both_is_a_question(title: str) -> None:
    """A headline with award and call is a notice that carries a question to staff."""
    assert classify(title) is Kind.NOTICE
    assert len(questions(title)) == 1


@pytest.mark.parametrize("title", [AWARDS[0], CALLS[0], OTHERS[0]])
def test_plain_headline_raises_no_question(title: str) -> None:
    """A headline that says one thing or nothing raises no question."""
    assert questions(title) == ()


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Reinigungskraft gesucht",
            "Wir suchen eine Reinigungskraft auf 556-Euro-Basis. Bewerbungen bis 4. Dezember 2026.",
        ),
        (
            "Projektassistenz für LEADER",
            "Die Region sucht Verstärkung. Die Stelle ist befristet. Bewerbungen bis 1. März 2027.",
        ),
    ],
)
def test_who_seeks_people_in_the_text_calls_for_nothing(title: str, text: str) -> None:
    """However the headline is worded: it is work that is to be had, and no money."""
    assert classify(title, text) is Kind.NOTICE


@pytest.mark.parametrize(
    "text",
    [
        "Projekte gesucht: Gefördert werden Personalkosten nach TVöD. Anträge bis 1. März 2027.",
        "Die Förderstelle sucht Projekte. Anträge sind bis 1. März 2027 möglich.",
    ],
)
def test_staff_that_is_funded_is_a_call(text: str) -> None:
    """Nor is everything that somebody seeks a place of work."""
    assert classify("Neues aus der Region", text) is Kind.CALL
