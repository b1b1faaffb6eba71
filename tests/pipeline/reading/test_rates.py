"""Rates: the funded share and the own share, and no other percentage."""

from __future__ import annotations

import pytest

from pipeline.reading.money.rates import read_rates
from pipeline.reading.text.prose import Prose


def stated(text: str, language: str = "de") -> set[str]:
    """Return the certain readings as "field=value"."""
    claims = read_rates(Prose.of(text), language)
    return {f"{claim.field.value}={claim.value}" for claim in claims if not claim.doubt}


GERMAN = [
    ("Der Fördersatz beträgt 65 Prozent.", "rate_max=65"),
    ("Die Förderquote liegt bei bis zu 80 %.", "rate_max=80"),
    ("Gefördert werden 40 v. H. der zuwendungsfähigen Ausgaben.", "rate_max=40"),
    ("40 v.H. der zuwendungsfähigen Ausgaben", "rate_max=40"),
    ("bis zu 55 vom Hundert der förderfähigen Kosten", "rate_max=55"),
    ("Die Stiftung übernimmt höchstens 90 Prozent der Projektkosten.", "rate_max=90"),
    ("Die Förderquote liegt zwischen 30 % und 70 %.", "rate_min=30 rate_max=70"),
    ("Der Fördersatz beträgt 45 bis 75 Prozent.", "rate_min=45 rate_max=75"),
    ("Zuschüsse von 50–80 % der Nettokosten", "rate_min=50 rate_max=80"),
    ("mit Fördersätzen zwischen 25 % bei Anlagen und 60 % bei Gebäuden", "rate_min=25 rate_max=60"),
    ("Der Zuschuss muss mindestens 15 % der Gesamtkosten betragen.", "rate_min=15"),
    ("Der Zuschuss unterschreitet 30 Prozent der Lohnkosten nicht.", "rate_min=30"),
    ("Unternehmen erhalten einen Zuschuss von 35 %, Vereine 60 %.", "rate_max=35 rate_max=60"),
    ("Der Zuschuss beträgt 70 Prozent. Bei Kommunen in Haushaltsnotlage sind 85 Prozent möglich.",
     "rate_max=70 rate_max=85"),
    ("Zuschüsse in Höhe von bis zu 80 % bzw. 100 %", "rate_max=80 rate_max=100"),
    ("Der Fördersatz steigt um 10 Prozentpunkte auf 75 Prozent.", "rate_max=75"),
    ("Der Zuschuss beträgt zehn Prozent der Investition.", "rate_max=10"),
    ("Förderquote: 62,5 %", "rate_max=62.5"),
    ("Der Fördersatz beträgt 50 beziehungsweise 65 Prozent.", "rate_max=50 rate_max=65"),
    ("Eigenmittel zwischen mind. 10 und mind. 30 %", "own_share=10"),
    ("Der nicht rückzahlbare Zuschuss beträgt 85 Prozent.", "rate_max=85"),
    ("Der Eigenanteil beträgt 20 Prozent.", "own_share=20"),
    ("ein Eigenanteil von 10-25 % der Ausgaben", "own_share=10"),
    ("Eigenmittel von mindestens 5 % sind nachzuweisen.", "own_share=5"),
    ("Wie hoch ist der Eigenanteil? 15 % der Gesamtkosten.", "own_share=15"),
    ("Gefördert werden 80 %, die restlichen 20 % trägt der Verein.", "rate_max=80 own_share=20"),
    ("Förderung von 75 % (25 % Eigenanteil)", "rate_max=75 own_share=25"),
    ("Der Zuschuss beträgt 60 Prozent bei einem Eigenanteil in Höhe von 40 Prozent.",
     "rate_max=60 own_share=40"),
    ("Die Beihilfeintensität darf 50 Prozent nicht überschreiten.", "rate_max=50"),
    ("Der Eigenanteil für Vereine wurde auf 5 Prozent gesenkt.", "own_share=5"),
    ("Ein Eigenanteil ist zu erbringen. Seine Höhe liegt zwischen 10 % und 20 %.",
     "own_share=10"),
    ("Je Vorhaben können maximal 70 %, aber nicht mehr als 900 Euro gefördert werden.",
     "rate_max=70"),
    ("Der Träger muss sich mit mindestens 8 % der Gesamtkosten beteiligen.", "own_share=8"),
    ("Der Bund beteiligt sich mit bis zu 60 Prozent der Kosten.", "rate_max=60"),
    ("Das Land Hessen beteiligt sich mit 45 Prozent an den Kosten.", "rate_max=45"),
    ("Gefördert werden zwei Drittel der Kosten.", "rate_max=66.67"),
    ("Der Zuschuss beträgt vier Fünftel der förderfähigen Ausgaben.", "rate_max=80"),
    ("Das Land übernimmt die Hälfte der Kosten.", "rate_max=50"),
    ("Die Kosten werden zur Hälfte übernommen.", "rate_max=50"),
    ("Gefördert werden 3/4 der Kosten.", "rate_max=75"),
    ("Von 100 Euro übernimmt das Land 80 Euro.", "rate_max=80"),
    ("80 von 100 Euro trägt das Land.", "rate_max=80"),
    ("Das letzte Drittel tragen die Vereine selbst.", "own_share=33.33"),
    ("Ein Viertel der Kosten ist als Eigenanteil aufzubringen.", "own_share=25"),
    ("20 Prozent der Kosten müssen selbst getragen werden.", "own_share=20"),
    ("Der Eigenanteil der Antragsteller muss mindestens 20 Prozent betragen.", "own_share=20"),
    ("Nötig ist ein Eigenanteil. Er beträgt 10 Prozent der Kosten.", "own_share=10"),
    ("ein anteiliger Zuschuss von bis zu 65 bzw. bis zu 85 Prozent", "rate_max=65 rate_max=85"),
]  # fmt: skip
ENGLISH = [
    ("The co-financing rate is 80 %.", "rate_max=80"),
    ("The grant may cover up to 95% of the eligible costs.", "rate_max=95"),
    ("EU contributions cannot exceed 60% of the total eligible costs.", "rate_max=60"),
    ("The funding rate ranges between 60% and 75%.", "rate_min=60 rate_max=75"),
    ("An own contribution of 15 per cent is required.", "own_share=15"),
    ("The maximum intervention rate is 45%.", "rate_max=45"),
    ("Applicants must match fund at least 25% of the total project cost.", "own_share=25"),
    ("Grants cover two thirds of the eligible costs.", "rate_max=66.67"),
]
DECOYS = [
    "Das Land ist an der Gesellschaft mit 25 Prozent beteiligt.",
    "An den Abstimmungen beteiligt sich die Gemeinde mit 40 Prozent der Stimmen.",
    "zuzüglich 19 Prozent Mehrwertsteuer",
    "Der Zinssatz beträgt 1,5 Prozent p. a.",
    "ein effektiver Jahreszins von 2,3 %",
    "Die Emissionen sollen um 55 Prozent sinken.",
    "eine Einsparung von mindestens 30 % gegenüber dem Bestand",
    "Die Antragszahlen sind um 12 Prozent gestiegen.",
    "Im Schnitt tragen Zuschüsse 15 % der Haushalte.",
    "Die Förderquote kann um 10 % erhöht werden.",
    "Mitglieder erhalten einen zusätzlichen Zuschuss von 10 %.",
    "Unternehmen mit mindestens 25 Prozent kommunaler Beteiligung",
    "Für Gemeinkosten wird eine Pauschale von 15 v.H. anerkannt.",
    "Indirekte Kosten werden mit 7 % angesetzt.",
    "Ein Vorschuss von 30 Prozent ist möglich.",
    "Der Beschäftigungsumfang beträgt 50 Prozent.",
    "Der Frauenanteil liegt bei 40 Prozent.",
    "Rund 60 % der Bevölkerung leben auf dem Land.",
    "mit etwa 80 % der Landkreisfläche",
    "Der Zuschuss vermindert sich jährlich um 10 Prozent.",
    "Das Preisgericht gewichtet die Idee mit 40 Prozent.",
    "Der Wirkungsgrad liegt über 90 %.",
    "Laut einer Studie tragen Fördermittel 27 Prozent der Investitionen.",
    "weitere 5 Prozent",
    "70 Prozent der Kommunen wünschen sich eine höhere Förderung.",
    "Das Land stellt die Bank zu 70 Prozent von der Haftung frei.",
    "plus 10 %",
    "Der Anteil erneuerbarer Energien beträgt 65 %.",
    "Ein Beitrag von 10 Prozent der Gesamtzuwendung geht an den Verein.",
    "interest of 3 percent",
    "Emissions shall be reduced by 55 %.",
    "a pre-financing of 70 %",
    "flat-rate indirect costs of 25 %",
    "In 2025 nahmen 100 Menschen teil.",
    "Änderungen der Ausgaben von mehr als 30 % sind unverzüglich anzuzeigen.",
    "Der Grunderwerb darf 10 v. H. der förderfähigen Ausgaben nicht übersteigen.",
    "Studien sind nur bis zu maximal 10 % der förderfähigen Ausgaben zuwendungsfähig.",
    "A minimum of 50% of the annual grant fund will go to small villages.",
    "Die Mittel werden zu 75 Prozent vom Bund und zu 25 Prozent vom Land getragen.",
    "Der Anteil des Bundes beträgt 60 Prozent, der des Landes 40 Prozent.",
    "Bund und Land tragen je 50 Prozent der Kosten.",
    "Von den Mitteln kommen 80 Prozent aus dem ELER und 20 Prozent vom Land.",
    "Die Förderung wird zu 55 Prozent aus Bundesmitteln finanziert.",
    "Rund die Hälfte der Kommunen hat teilgenommen.",
    "Zwei Drittel der Mitglieder müssen zustimmen.",
    "In der zweiten Hälfte der Laufzeit sinkt der Satz.",
]


@pytest.mark.parametrize(("text", "expected"), GERMAN)
def test_german_rates_and_own_shares_are_read(text: str, expected: str) -> None:
    """A German sentence yields exactly the rates and own shares it states."""
    assert stated(text) == set(expected.split())


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_rates_and_own_shares_are_read(text: str, expected: str) -> None:
    """An English sentence yields exactly the rates and own shares it states."""
    assert stated(text, "en") == set(expected.split())


@pytest.mark.parametrize("text", DECOYS)
def test_other_percentages_are_not_read(text: str) -> None:
    """Taxes, interest, savings, quotas and steps are no funding rates."""
    assert stated(text) == set()
    assert stated(text, "en") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Eine Förderung von 100 Prozent ist nicht möglich.",
        "Ein Fördersatz von 85 Prozent wird nicht mehr gewährt.",
        "Ein Eigenanteil von 15 Prozent ist nicht erforderlich.",
        "Auf einen Eigenanteil von 15 Prozent wird verzichtet.",
        "Der Recyclinganteil von 45 Prozent wird gefördert.",
        "Die EU erstattet dem Land 75 Prozent der Ausgaben.",
        "Wer bereits eine Kreisförderung von 45 % erhält, geht leer aus.",
        "Die Summe aller Zuschüsse darf 85 Prozent nicht überschreiten.",
        "Der Kreis stockt die Förderung auf 85 Prozent auf.",
        "Der Fördersatz betrug im Vorjahr 45 Prozent.",
    ],
)
def test_a_rate_that_is_denied_past_or_of_others_is_asked_about(text: str) -> None:
    """A rate or own share of which its sentence leaves a doubt is a question."""
    claims = list(read_rates(Prose.of(text), "de"))
    assert [bool(claim.doubt) for claim in claims] == [True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Fördersatz beträgt nie mehr als 85 Prozent.", "rate_max=85"),
        ("Der Förderanteil von 45 Prozent gilt für alle.", "rate_max=45"),
        ("Bisher galt ein Satz von 30 %, künftig beträgt die Förderung 45 %.", "rate_max=45"),
        ("Sie erhalten eine Ermäßigung von 45 Prozent auf die Gebühr.", ""),
        ("Mitglieder bekommen einen Nachlass von 45 % auf die Kosten.", ""),
    ],
)
def test_words_beside_a_rate_leave_it_what_it_is(text: str, expected: str) -> None:
    """What denies a limit or tells of the past says nothing of the rate that holds now."""
    assert stated(text) == set(expected.split())


def test_every_rate_quotes_the_text() -> None:
    """Quote and offsets fit the publisher's own characters."""
    text = "Der Förder\u00adsatz beträgt 55\u00a0bis 75\nProzent."
    claims = list(read_rates(Prose.of(text), "de"))
    assert [claim.value for claim in claims] == [55, 75]
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quote == "55\u00a0bis 75\nProzent"
        assert claim.rule.startswith("rates.")
