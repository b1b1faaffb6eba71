"""A day, a rule or a status of something else than funding is asked, never stated."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.reading.text.complements import What, what_for
from tests.pipeline.reading.reader import stated

PUBLISHED_ON = date(2026, 9, 15)
GRANT = (
    "Zuschüsse für Chöre und Kapellen\n\nDer Markt bezuschusst Projekte von Vereinen mit bis zu "
    "700 Euro.\n\n"
)

ELSE = [
    "Anträge zur Generalversammlung sind bis zum 4. Februar 2027 einzureichen.",
    "Anträge an die Vollversammlung müssen bis 4. Februar 2027 vorliegen.",
    "Anträge für den Landesparteitag können bis 4. Februar 2027 gestellt werden.",
    "Anträge der Fraktionen sind bis zum 4. Februar 2027 einzureichen.",
    "Anträge der Ortschaftsräte zum Haushalt sind bis zum 4. Februar 2027 einzureichen.",
    "Anträge für die Stadtratssitzung sind bis zum 4. Februar 2027 einzureichen.",
    "Anträge auf ein Jobticket sind bis zum 4. Februar 2027 zu stellen.",
    "Anträge auf Schülerbeförderung sind bis zum 4. Februar 2027 zu stellen.",
    "Bewohnerausweis: Anträge können bis zum 4. Februar 2027 gestellt werden.",
    "Bewerbungen als Apfelkönigin sind bis zum 4. Februar 2027 möglich.",
    "Bewerbungen um einen Standplatz sind bis zum 4. Februar 2027 einzureichen.",
    "Bewerbungen um Schrebergärten werden laufend angenommen.",
    "Bewerbungen für den Seniorenbeirat können bis zum 4. Februar 2027 eingereicht werden.",
    "Vorschläge für Platznamen können bis zum 4. Februar 2027 eingereicht werden.",
    "Bilder für den Wandkalender können bis zum 4. Februar 2027 eingereicht werden.",
    "Texte für das Mitteilungsblatt können jederzeit eingereicht werden.",
    "Der Personalausweis kann ab sofort online beantragt werden.",
    "Die Geburtsurkunde kann jederzeit beantragt werden.",
    "Das Elterngeld kann jederzeit beantragt werden.",
    "Wohngeldanträge können laufend gestellt werden.",
    "Initiativbewerbungen nehmen wir laufend entgegen.",
    "Ein Krippenplatz kann jederzeit beantragt werden.",
    "Abschlagszahlungen können jederzeit beantragt werden.",
    "Sondernutzungen sind spätestens drei Wochen vor Beginn des Festes zu beantragen.",
    "Bildungsurlaub muss sechs Wochen vor Beginn beantragt werden.",
    "Unser Heimatverein muss den Antrag bis zum 4. Februar 2027 einreichen.",
    "Der Landkreis muss seinen Antrag bis zum 4. Februar 2027 stellen.",
    "Die Bewerbung der Stadt als Kulturhauptstadt muss bis 4. Februar 2027 eingereicht sein.",
    "Die Bundesförderung ist ausgeschöpft.",
    "Auch das Landesprogramm ist ausgeschöpft.",
    "Formlose Anträge nehmen wir nicht mehr entgegen.",
    "Köchin (m/w/d)\n\nBewerbungen sind bis zum 4. Februar 2027 einzureichen.",
]

OF_FUNDING = [
    "Anträge sind bis zum 4. Februar 2027 einzureichen.",
    "Anträge auf Förderung sind bis zum 4. Februar 2027 einzureichen.",
    "Anträge auf einen Zuschuss können bis zum 4. Februar 2027 gestellt werden.",
    "Anträge für Projekte können bis zum 4. Februar 2027 gestellt werden.",
    "Anträge von Vereinen können bis zum 4. Februar 2027 gestellt werden.",
    "Anträge der Gemeinden sind bis zum 4. Februar 2027 einzureichen.",
    "Anträge für das Jahr 2028 sind bis zum 4. Februar 2027 einzureichen.",
    "Anträge an die Gemeinde sind bis zum 4. Februar 2027 zu stellen.",
    "Anträge zum zweiten Aufruf können bis zum 4. Februar 2027 eingereicht werden.",
    "Anträge zu Modul 3 können bis zum 4. Februar 2027 eingereicht werden.",
    "Bewerbungen um den Heimatpreis sind bis zum 4. Februar 2027 möglich.",
    "Bewerbungen für das Stipendium sind bis zum 4. Februar 2027 einzureichen.",
    "Bewerbungen für den Wettbewerb können bis zum 4. Februar 2027 eingereicht werden.",
    "Die Frist zur Einreichung der Unterlagen endet am 4. Februar 2027.",
    "Anträge für Noten und Instrumente: Den Zuschuss können Sie jederzeit beantragen.",
    "Die Förderung kann jederzeit beantragt werden.",
    "Anträge auf Beihilfe werden laufend angenommen.",
    "Der Zuschuss ist spätestens drei Wochen vor Beginn des Projekts zu beantragen.",
    "Die Mittel sind ausgeschöpft.",
    "Anträge nehmen wir derzeit nicht entgegen.",
]


@pytest.mark.parametrize("before", ["", GRANT], ids=["alone", "on a page of grants"])
@pytest.mark.parametrize("text", ELSE)
def test_what_is_of_something_else_is_not_stated(text: str, before: str) -> None:
    """Whatever page it stands on, it is a question or nothing at all."""
    assert not stated(f"{before}{text}", PUBLISHED_ON)


@pytest.mark.parametrize("before", ["", GRANT], ids=["alone", "on a page of grants"])
@pytest.mark.parametrize("text", OF_FUNDING)
def test_what_is_of_funding_is_stated(text: str, before: str) -> None:
    """The complement of funding, or none, takes nothing from what is certain."""
    assert stated(f"{before}{text}", PUBLISHED_ON)


@pytest.mark.parametrize("thing", ["Brieftauben", "Regentonnen"])
def test_an_unknown_thing_is_of_funding_where_the_text_speaks_of_giving(thing: str) -> None:
    """Of what no list knows, the title and the sentences beside it tell."""
    text = f"Anträge für {thing} können bis zum 4. Februar 2027 gestellt werden."
    assert not stated(text, PUBLISHED_ON)
    assert stated(text, PUBLISHED_ON, asked=True)
    assert stated(f"{GRANT}{text}", PUBLISHED_ON)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Anträge bis Montag", What.NONE),
        ("Anträge auf elektronischem Weg", What.NONE),
        ("Anträge auf Zuschüsse", What.FUNDING),
        ("Anträge für Brieftauben", What.UNKNOWN),
        ("Anträge auf einen neuen Reisepass", What.NEVER),
        ("Vereine können eine Schankerlaubnis beantragen", What.NEVER),
        ("sich um einen Kleingarten bewerben", What.NEVER),
    ],
)
def test_a_complement_says_what_papers_are_for(words: str, what: What) -> None:
    """Funding, never funding, unknown, or none at all."""
    assert what_for(words) is what
