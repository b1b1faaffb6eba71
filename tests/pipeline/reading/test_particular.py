"""What is told of one project, body, prize or price is no grant for all."""

from __future__ import annotations

import pytest

from db.statements import SUBJECT_OF, Subject
from pipeline.claim import Claim
from pipeline.reading import read

MONEY = {Subject.AWARD, Subject.COST, Subject.BUDGET, Subject.RATE}
OF_ONE = (
    "Den ersten Preis (600 Euro) gewinnt Familie Roth, den zweiten (400 Euro) Familie Stein.",
    "Platz 1: 400 Euro – Jugendchor Tal, Platz 2: 200 Euro – Blaskapelle Berg",
    "Die Sieger im Fotowettbewerb:\n1. Platz: 150 Euro\n2. Platz: 100 Euro",
    "Das Preisgeld von 2.000 Euro nutzt der Dorfverein für neue Bänke.",
    "Mit dem Preisgeld von 2.000 Euro will die Schule Bücher kaufen.",
    "Die Kosten für die Sanierung des Hallenbads werden auf 3 Millionen Euro geschätzt.",
    "Für die Sanierung der Turnhalle sind 400.000 Euro eingeplant.",
    "Der Feuerwehr stehen 20.000 Euro zur Verfügung.",
    "Das Budget des Stadtfestes liegt bei 60.000 Euro.",
    "Für den Bau der Brücke gewährt der Bund eine Förderung von 900.000 Euro.",
    "Die Stadt Hain bekommt vom Land einen Zuschuss von 50.000 Euro.",
    "Der Sportverein Hain rechnet mit einem Zuschuss von 30 Prozent.",
    "Das Freibad wird vom Kreis mit 40 Prozent gefördert.",
    "Der Zuschuss an den Musikverein beträgt 900 Euro.",
    "Der Zuschuss für das Dorffest beträgt 700 Euro.",
    "Zuschussempfänger | Zuschuss\nSV Hain | 1.200 Euro\nMV Tal | 800 Euro",
    "Verein | Förderung\nSV Hain | 1.200 Euro\nMV Tal | 800 Euro",
    "Die Pflanze kostet 12 Euro, ab zehn Stück höchstens 9 Euro.",
    "Sachspenden werden bis zu 20 Prozent angerechnet.",
    "Zu Unrecht gezahlte Zuschüsse sind zu 100 Prozent zurückzuzahlen.",
    "Das Geld kommt zu 70 Prozent vom Land.",
    "Gefördert werden Betriebe mit mindestens 30 Prozent Ökofläche.",
    "Die Förderung dürfte bei 40 Prozent liegen.",
    "Die Gesamtkosten der Maßnahme belaufen sich auf höchstens 80.000 Euro.",
    "Träger des mit 7.000 Euro dotierten Kreispreises ist der Chor.",
    "Vor zwei Jahren war der Preis mit 900 Euro dotiert.",
    "Die Stadt muss für den Steg noch 80.000 Euro aufbringen, der Zuschuss steht fest.",
    "Verstoß | Höchstbetrag\nLärm | 90 Euro\nAbfall | 700 Euro",
    "Der Eigenanteil der Eltern beträgt 40 Prozent.",
)
FOR_ALL = (
    "1. Preis: 800 Euro, 2. Preis: 400 Euro, 3. Preis: 200 Euro.",
    "Die Gewinner erhalten: 1. Platz 1.000 Euro, 2. Platz 500 Euro.",
    "Der Heimatpreis ist mit 5.000 Euro dotiert.",
    'Wettbewerb "Grünes Dorf"\nDas Preisgeld beträgt 2.500 Euro.',
    "Der Preis wird alle zwei Jahre vergeben und ist mit 3.000 Euro dotiert.",
    "Für das Förderprogramm stehen 200.000 Euro zur Verfügung.",
    "Für die Projekte stehen insgesamt 90.000 Euro bereit.",
    "Für das Jahr 2027 stehen 50.000 Euro Fördermittel bereit.",
    "Im Fördertopf stehen 40.000 Euro zur Verfügung.",
    "Das Budget des Programms beträgt 2 Millionen Euro.",
    "Der Region stehen für Kleinprojekte jährlich 200.000 Euro zur Verfügung.",
    "Der Zuschuss beträgt höchstens 1.500 Euro.",
    "Für Lastenräder gibt es einen Zuschuss von 800 Euro.",
    "Der Zuschuss der Gemeinde beträgt 30 Prozent der Kosten, höchstens 500 Euro.",
    "Der Zuschuss des Kreises beträgt bis zu 60 Prozent der förderfähigen Ausgaben.",
    "Für den Einbau einer Zisterne zahlt die Stadt einen Zuschuss von 600 Euro.",
    "Die Förderquote für Kommunen beträgt 75 Prozent.",
    "Vereine erhalten einen Zuschuss von bis zu 2.000 Euro.",
    "Das Projekt wird mit bis zu 80 Prozent gefördert.",
    "Der Eigenanteil beträgt mindestens 10 Prozent.",
    "Die Gesamtkosten müssen mindestens 5.000 Euro betragen.",
    "Gefördert werden Projekte, deren Gesamtkosten zwischen 3.000 und 20.000 Euro liegen.",
    "Die Gesamtkosten dürfen 50.000 Euro nicht überschreiten.",
    "Gefördert wird mit höchstens 50 Prozent Zuschuss.",
    "Antragsteller | Fördersatz\nKommunen | 60 %\nVereine | 80 %",
    "Das Darlehen beträgt höchstens 20.000 Euro.",
    "Die Prämie je Hecke beträgt 300 Euro.",
)


def _stated(text: str) -> list[Claim]:
    return [one for one in read(text) if SUBJECT_OF[one.field] in MONEY and not one.doubt]


@pytest.mark.parametrize("text", OF_ONE)
def test_money_of_one_thing_is_not_stated(text: str) -> None:
    """A sum or rate of one winner, project, body or price is a question at most."""
    assert _stated(text) == []


@pytest.mark.parametrize("text", FOR_ALL)
def test_money_for_all_stays_certain(text: str) -> None:
    """A sum or rate that everybody can get is stated, however alike its words are."""
    assert _stated(text)


@pytest.mark.parametrize(
    "text",
    [
        "Der Zuschuss der Gemeinde beträgt 30 Prozent der Kosten.",
        "Der Zuschuss des Kreises beträgt bis zu 60 Prozent der förderfähigen Ausgaben.",
    ],
)
def test_who_gives_is_no_case(text: str) -> None:
    """The rate of a grant holds for whoever gets it, not for the one that gives it."""
    assert [one.case.words for one in _stated(text)] == [""]
