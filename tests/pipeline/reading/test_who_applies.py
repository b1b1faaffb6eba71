"""Who may apply, in the words pages use: people by what they are, frames of gifts, decoys."""

from __future__ import annotations

import pytest

from pipeline.claim import Field
from pipeline.reading import read

STATED = [
    ("Teilnehmen können alle Interessierten ab 16 Jahren.", "individual"),
    ("Mitmachen können alle, die in der Region wohnen.", "individual"),
    ("Bewerben kann sich, wer an einer Hochschule eingeschrieben ist.", "individual"),
    ("Eine Bewerbung ist möglich, wenn Du an einer Akademie eingeschrieben bist.", "individual"),
    ("Der Wettbewerb richtet sich an Mädchen und junge Frauen.", "individual"),
    ("Teilnehmen dürfen alle Kinder und Jugendlichen aus dem Landkreis.", "individual"),
    ("Kinder aus armen Familien können beim Amt einen Zuschuss beantragen.", "individual"),
    ("Jeder Haushalt kann einen Antrag stellen.", "individual"),
    ("Für Musikstudierende vergeben wir jedes Jahr drei Stipendien.", "individual"),
    ("Für Vereine im Stadtgebiet stellt die Stiftung Zuschüsse bereit.", "association"),
    ("Der Förderkreis kann an Schülerinnen und Schüler Beihilfen vergeben.", "individual"),
    (
        "Den Preis können Studierende und studentische Initiativen erhalten.",
        "individual initiative",
    ),
    ("Vereine können einen Zuschuss von bis zu 500 Euro bekommen.", "association"),
    ("Mit dem Preis werden junge Forscherinnen und Forscher ausgezeichnet.", "individual"),
    ("Die Plakette ist als Auszeichnung für Chöre und Orchester bestimmt.", "association"),
    ("Berechtigt sind alle Einwohnerinnen und Einwohner der Gemeinde.", "individual"),
    ("Das Förderprogramm gilt für private Haushalte und kleine Betriebe.", "company individual"),
    (
        "Den Landkreisen und Kreisfreien Städten wird eine Pauschale von 200 Euro je Kind gewährt.",
        "district municipality",
    ),
    (
        "Die Stiftung schreibt zwei Stipendien aus, die sich an Wissenschaftler*innen richten.",
        "individual",
    ),
    (
        "Mit dem Programm erhalten Hochschulen die Möglichkeit, Fördermittel zu beantragen.",
        "education",
    ),
    ("Sie sind ein gemeinnütziger Verein? Dann bewerben Sie sich um den Zuschuss.", "association"),
    (
        "Ihr seid ein Verein, eine Initiative oder eine Jugendgruppe? Dann macht mit!",
        "association initiative",
    ),
    ("Du bist Schülerin oder Schüler und hast eine Idee? Dann bewirb dich!", "individual"),
    ("Bewerbt euch als Verein mit eurem Vorhaben!", "association"),
    (
        "Wer kann mitmachen?\nSchulklassen, Jugendgruppen und Vereine aus ganz Bayern.",
        "association education initiative",
    ),
    ("Zuschussberechtigt sind alle Vereine mit Sitz in der Gemeinde.", "association"),
    ("Zum Wettbewerb zugelassen sind Chöre mit mindestens 16 Mitgliedern.", "association"),
    ("Wir freuen uns auf Bewerbungen von Schulen und Vereinen.", "association education"),
    ("Wen wir fördern\nJunge Menschen bis 27 Jahre und Jugendverbände", "association individual"),
]
SILENT = [
    "Interessierte können die Unterlagen beim Landratsamt einsehen.",
    "Vereine informieren am Samstag über ihre Arbeit. Anträge sind bis 1. Mai zu stellen.",
    "Partner des Wettbewerbs sind Unternehmen der Region. Einsendeschluss ist der 1. Mai.",
    "Wir unterstützen Frauen, die von Gewalt betroffen sind. Spenden sind willkommen.",
    "Für Kinder gibt es an diesem Tag Preise zu gewinnen.",
    "Das Programm richtet sich an Kinder und Frauen.",
    "Den Kindern werden an diesem Tag Preise überreicht.",
    "Den Gemeinden werden die Unterlagen zur Verfügung gestellt.",
    "Wer eingeschrieben ist, kann am Seminar teilnehmen.",
    "Sie sind ein Verein des Ortes und feiern gern? Kommen Sie zum Sommerfest.",
    "Der Wettbewerb ist für Beiträge zugunsten benachteiligter Kinder gedacht.",
    "Schulen können über Kooperationspartner teilnehmen.",
    "Studierende können sich für ein Praktikum bewerben.",
    "Sie sind ein erfahrener Handwerker? Dann bewerben Sie sich auf unsere Stelle!",
    "Alle ab 16 Jahren können am Workshop teilnehmen.",
    "Mit dem Preis wurden junge Forscherinnen und Forscher ausgezeichnet.",
]


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_who_applies_is_stated(text: str, expected: str) -> None:
    """A sentence that says who may apply states exactly these kinds."""
    assert _stated(text) == expected.split()


@pytest.mark.parametrize("text", SILENT)
def test_whom_a_text_only_mentions_is_not_stated(text: str) -> None:
    """Guests, partners, whom projects serve and who won are never stated as applicants."""
    assert _stated(text) == []


def test_some_people_excluded_do_not_exclude_all() -> None:
    """That employees may not take part says nothing of people in general."""
    claims = read("Teilnehmen können Schülerinnen und Schüler. Studierende sind ausgeschlossen.")
    assert [one.value for one in claims if one.field is Field.EXCLUDED_APPLICANT] == []
    assert "individual" in [one.value for one in claims if one.field is Field.APPLICANT]
    whole = read("Antragsberechtigt sind Vereine. Nicht antragsberechtigt sind Privatpersonen.")
    assert [one.value for one in whole if one.field is Field.EXCLUDED_APPLICANT] == ["individual"]


def _stated(text: str) -> list[str]:
    claims = read(text)
    return sorted({str(c.value) for c in claims if c.field is Field.APPLICANT and not c.doubt})
