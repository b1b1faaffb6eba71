"""Amounts: read with their role, and never without one."""

from __future__ import annotations

import pytest

from pipeline.reading.money.amounts import read_amounts
from pipeline.reading.text.prose import Prose


def stated(text: str, language: str = "de") -> set[str]:
    """Return the certain readings as "field=value"."""
    claims = read_amounts(Prose.of(text), language)
    return {f"{claim.field.value}={claim.value}" for claim in claims if not claim.doubt}


AWARDS = [
    ("Der Zuschuss beträgt höchstens 12.000 Euro.", "award_max=12000"),
    ("Gewährt wird ein zinsloses Darlehen bis zu EUR 2 Millionen.", "award_max=2000000"),
    ("Die Förderung ist auf 45.000 EUR je Vorhaben begrenzt.", "award_max=45000"),
    ("Pro Verein werden bis zu 1.800,- Euro gewährt.", "award_max=1800"),
    ("Die Zuwendung beträgt pauschal 4 000 Euro.", "award_max=4000"),
    ("Der Höchstbetrag liegt bei 1,25 Mio. €.", "award_max=1250000"),
    ("Wir vergeben ein Stipendium in Höhe von 9.600 EUR.", "award_max=9600"),
    ("Der Preis ist mit zehntausend Euro dotiert.", "award_max=10000"),
    ("Der Heimatpreis ist in Summe mit 2.000 Euro dotiert.", "budget=2000"),
    ("Der Topf umfasst 21.000 Euro.", "budget=21000"),
    ("Die Fördersumme von 7.000 Euro für das laufende Jahr ist ausgeschöpft.", "budget=7000"),
    ("Mit bis zu 2 Millionen Euro Fördervolumen pro Stadt hilft das Land.", "award_max=2000000"),
    ("Das Fördervolumen beträgt 2 Millionen Euro.", "budget=2000000"),
    ("Jährlich werden 80 Projekte mit insgesamt über 3 Mio. Euro gefördert.", ""),
    ("Zuwendungen unter 3.000 Euro werden nicht bewilligt.", "award_min=3000"),
    ("Die Mindestförderung beträgt 2.500 Euro.", "award_min=2500"),
    ("Der Zuschuss muss mindestens 500 Euro betragen.", "award_min=500"),
    ("Fördersumme: max. 30.000 €", "award_max=30000"),
    ("Maximaler Zuschuss: 18.000 Euro Fördersatz: bis zu 65 %", "award_max=18000"),
    ("Die Förderung beträgt 60 % der Kosten, höchstens aber 90.000 Euro.", "award_max=90000"),
    ("Der Zuschuss liegt bei 50 % der förderfähigen Ausgaben, also maximal 8.000 Euro",
     "award_max=8000"),
    ("Fördersatz 40 Prozent, max. 150.000 Euro", "award_max=150000"),
    ("Es kann ein Zuschuss von bis zu 700,- Euro beantragt werden. In Ausnahmefällen sind bis zu"
     " 1.400,- Euro möglich.", "award_max=700 award_max=1400"),
    ("Wie hoch ist die Förderung? Bis zu 6.000 Euro.", "award_max=6000"),
    ("Pro Projekt stehen bis zu 3.500 Euro zur Verfügung.", "award_max=3500"),
    ("Vereine können maximal eine halbe Million Euro erhalten.", "award_max=500000"),
    ("Die Bürgschaft ist auf 800 T€ begrenzt.", "award_max=800000"),
    ("Eine stille Beteiligung bis zu EUR 90.000 ist möglich.", "award_max=90000"),
    ("Das maximale Kreditvolumen beträgt 45.000 Euro.", "award_max=45000"),
    ("Für Konzepte stehen höchstens 80.000 Euro pro Kommune zur Verfügung.", "award_max=80000"),
    ("Der Zuschuss darf die Hälfte nicht überschreiten und muss unter 7.000 Euro liegen.",
     "award_max=7000"),
    ("Gewährt wird ein nicht rückzahlbarer Zuschuss von bis zu 33.000 €.", "award_max=33000"),
    ("Das Land unterstützt Vereine auf dem Land mit bis zu 3.000 Euro.", "award_max=3000"),
    ("Förderung von 60 % (max.12.000 € Zuschuss, 8.000 € Eigenanteil)", "award_max=12000"),
    ("Anträge werden ab einer Fördersumme von 1.500 Euro angenommen.", "award_min=1500"),
    ("Bislang wurden Umbauten mit höchstens 9.000 Euro gefördert, künftig sind maximal 6.000 Euro"
     " Förderung möglich.", "award_max=6000"),
    ("Der Zuschuss wird einmalig gezahlt. Er beträgt 700 Euro.", "award_max=700"),
    ("Die Treffpunkte werden mit jeweils 25.000 Euro jährlich gefördert.", "award_max=25000"),
    ("Kleine Vorhaben können mit bis zu 8.000 Euro EFRE-Mittel Zuschuss unterstützt werden.",
     "award_max=8000"),
]  # fmt: skip
RANGES = [
    ("Der Zuschuss liegt zwischen 2.000 und 9.000 Euro.", "award_min=2000 award_max=9000"),
    ("Gefördert werden Vorhaben von 500 Euro bis zu 4.000 Euro.", "award_min=500 award_max=4000"),
    ("Die Zuwendung beträgt 0,5 bis 3 Mio. Euro.", "award_min=500000 award_max=3000000"),
    ("Zuschüsse von 10.000 bis 25.000 € je Maßnahme", "award_min=10000 award_max=25000"),
    ("Förderung in Höhe von EUR 1.500 bis 6.500", "award_min=1500 award_max=6500"),
    ("eine Prämie von 100 bis 400 k€", "award_min=100000 award_max=400000"),
    ("Wir unterstützen Projekte mit einem Betrag von 300 bis 900 Euro.",
     "award_min=300 award_max=900"),
    ("Die Projektkosten müssen zwischen minimal 4.000 und maximal 40.000 Euro liegen.",
     "cost_min=4000 cost_max=40000"),
    ("Die Gesamtkosten müssen zwischen 3.000 und 20.000 Euro (brutto) liegen.",
     "cost_min=3000 cost_max=20000"),
    ("Mindestens 4.000 Euro bis maximal 60.000 Euro Zuschuss sind möglich.",
     "award_min=4000 award_max=60000"),
]  # fmt: skip
COSTS = [
    ("Die Bagatellgrenze beträgt 7.500 Euro.", "cost_min=7500"),
    ("12.000 Euro Mindestinvestition", "cost_min=12000"),
    ("Die zuwendungsfähigen Ausgaben dürfen 50.000 Euro nicht übersteigen.", "cost_max=50000"),
    ("Die Gesamtkosten müssen 2.000 Euro übersteigen.", "cost_min=2000"),
    ("Vorhaben unter 15 000 Euro sind nicht förderfähig.", "cost_min=15000"),
    ("Gefördert werden Investitionen ab 20.000 Euro.", "cost_min=20000"),
    ("Projekte mit einem Volumen von bis zu 8 Mio. Euro werden gefördert.", "cost_max=8000000"),
    ("Die förderfähigen Kosten sind auf 3 Mio. € je Vorhaben begrenzt.", "cost_max=3000000"),
    ("müssen 900 Euro (inklusive Umsatzsteuer) übersteigen", "cost_min=900"),
    ("Es gilt eine Obergrenze von 25.000 Euro für die förderfähigen Kosten eines Projekts.",
     "cost_max=25000"),
    ("Gesamtkosten eines Projektes max. 18.000 €, Förderung von 70 %", "cost_max=18000"),
    ("Die Kosten der Maßnahme sind auf 40.000 € begrenzt.", "cost_max=40000"),
    ("Projekte mit einem Gesamtkostenumfang von maximal 15.000 Euro werden schnell bewilligt.",
     "cost_max=15000"),
    ("Kleinprojekte dürfen ein Gesamtvolumen von 15.000 Euro nicht überschreiten.",
     "cost_max=15000"),
    ("Für Kleines gilt eine Höchstgrenze von 25.000 € für die Summe der förderfähigen Kosten.",
     "cost_max=25000"),
    ("Eine Förderung von Projekten unter 5.000 Euro ist ausgeschlossen.", "cost_min=5000"),
    ("Die Ausgaben müssen für Zuwendungen des Landes mindestens 1.000 Euro betragen.",
     "cost_min=1000"),
    ("Die Stiftung fördert Projekte mit einem Budget von 20.000 bis 80.000 Euro.",
     "cost_min=20000 cost_max=80000"),
    ("Anschaffungen werden bis zu einem Betrag von 7.000 Euro mit 40 % der Kosten gefördert.",
     "cost_max=7000"),
]  # fmt: skip
BUDGETS = [
    ("Insgesamt stehen 40 Mio. Euro zur Verfügung.", "budget=40000000"),
    ("7,25 Millionen Euro stehen an Fördermitteln bereit", "budget=7250000"),
    ("Das Land stellt jährlich rund 12 Millionen Euro für Dorfprojekte bereit.",
     "budget=12000000"),
    ("Die Region verfügt über ein Budget von 2,75 Mio. € Fördermittel.", "budget=2750000"),
    ("Das Fördervolumen beträgt 900.000 EUR.", "budget=900000"),
    ("Ziel 2.2: zur Verfügung: 3,1 Mio. EUR EFRE", "budget=3100000"),
    ("Das Land fördert mit insgesamt fünf Millionen Euro Investitionen in Dorfläden.",
     "budget=5000000"),
    ("Für Preisgelder stehen insgesamt 15.000 Euro zur Verfügung.", "budget=15000"),
    ("Jährlich werden 450.000 Euro bereitgestellt.", "budget=450000"),
    ("In der Förderperiode 2023-2027 stehen bis zu 30 Millionen Euro zur Verfügung.",
     "budget=30000000"),
    ("Ab 2015 sollen jährlich drei Millionen Euro für Dorfläden bereitstehen.", "budget=3000000"),
    ("Das Land fördert die Kultur in den Dörfern jährlich mit rund vier Millionen Euro.",
     "budget=4000000"),
    ("Dazu wird ein Hilfsprogramm in Höhe von 2,5 Millionen Euro aufgelegt.", "budget=2500000"),
    ("Mit 1,5 Millionen Euro unterstützt der Bund kleine Museen.", "budget=1500000"),
    ("Damit die Mühlen erhalten bleiben, stellt das Ministerium 8 Millionen Euro Förderung bereit.",
     "budget=8000000"),
    ("Der Kreis hält dafür jährlich 150.000 Euro bereit.", "budget=150000"),
    ("Insgesamt werden 300.000 Euro ausgeschüttet.", "budget=300000"),
    ("Der Landtag hat 4 Millionen Euro für das Programm freigegeben.", "budget=4000000"),
    ("Der Bund gibt jährlich drei Millionen Euro für die Dorfläden aus.", "budget=3000000"),
    ("In dieser Runde fließen 1,5 Millionen Euro in die Dörfer.", "budget=1500000"),
    ("Es werden Fördermittel in Höhe von insgesamt 750.000 Euro vergeben.", "budget=750000"),
    ("Der Budgetrahmen liegt bei maximal 1 Million Euro.", "budget=1000000"),
    ("Der Fonds verfügt über 2 Millionen Euro.", "budget=2000000"),
    ("Der Wettbewerb ist mit insgesamt 25.000 Euro dotiert.", "budget=25000"),
    ("Insgesamt würden 300.000 Euro zur Verfügung gestellt, teilte das Amt mit.",
     "budget=300000"),
]  # fmt: skip
ENGLISH = [
    ("The maximum grant per project is EUR 120 000.", "award_max=120000"),
    ("Each beneficiary receives a fixed grant of 45 000 EUR.", "award_max=45000"),
    ("The minimum grant is EUR 20,000.", "award_min=20000"),
    ("The total budget of the call is EUR 6.5 million.", "budget=6500000"),
    ("An indicative budget of €12m is available.", "budget=12000000"),
    ("The grant is limited to 80% of the eligible costs with a maximum of €75 000.",
     "award_max=75000"),
    ("Total eligible costs must be at least EUR 50,000.", "cost_min=50000"),
    ("Funding leads to investments above EUR 10 million.", "cost_min=10000000"),
    ("Grants between EUR 5,000 and EUR 15,000 per project.", "award_min=5000 award_max=15000"),
    ("A ceiling of EUR 90,000 grant-aid per project will apply.", "award_max=90000"),
    ("Minimum operation budget: EUR 200,000", "cost_min=200000"),
    ("Projects must have a total budget of at least EUR 25,000.", "cost_min=25000"),
]  # fmt: skip
DECOYS = [
    "mit einem Jahresumsatz von höchstens 20 Millionen Euro",
    "oder einer Jahresbilanzsumme von höchstens 43 Mio. EUR",
    "Wirtschaftsgüter im Einzelwert über 1.000 Euro netto",
    "Verstöße werden mit einem Bußgeld von bis zu 5.000 Euro geahndet.",
    "Der Verein erhielt 4.000 Euro aus dem Programm.",
    "Die Ministerin überreichte einen Bescheid über 250.000 Euro.",
    "Im Vorjahr wurden 38 Projekte mit 1,2 Mio. Euro gefördert.",
    "Die Stadt Musterhausen erhält 75.000 Euro für ihren Marktplatz.",
    "De-minimis-Beihilfen dürfen 300.000 Euro in drei Jahren nicht übersteigen.",
    "Ehrenamtliche Arbeit wird mit 15 Euro je Stunde angerechnet.",
    "Das Honorar beträgt höchstens 80 Euro je Stunde.",
    "Die Miete beträgt 6 Euro je Quadratmeter.",
    "Die Pauschale beträgt 8,50 Euro pro Tag und Kind.",
    "Das Mittagessen kostet 4 Euro je Kind.",
    "Die Teilnahmegebühr beträgt 45 Euro.",
    "Der Eintritt kostet 5 Euro.",
    "Das Stammkapital muss mindestens 25.000 Euro betragen.",
    "Der Eigenanteil beträgt mindestens 1.000 Euro.",
    "Bei Aufträgen ab 10.000 Euro sind drei Vergleichsangebote nötig, der Auftragswert zählt.",
    "Für Förderungen bis zu 2.000 Euro genügt ein vereinfachter Verwendungsnachweis.",
    "Die Rückzahlung beträgt 500 Euro im Monat.",
    "Das zu versteuernde Einkommen darf 90.000 Euro nicht übersteigen.",
    "Beispiel: Bei Kosten von 10.000 Euro würde die Förderung 6.000 Euro betragen.",
    "Projekte erhielten durchschnittlich 3.400 Euro.",
    "Der Zuschuss betrug im Schnitt 3.400 Euro.",
    "Im Jahr 2020 standen 180.000 Euro Fördermittel zur Verfügung.",
    "Der Kaufpreis lag bei 320.000 Euro.",
    "Die Spende beläuft sich auf 2.000 Euro.",
    "ein paar Hundert Euro",
    "Davon sind 200.000 EUR für den Nachwuchs gedacht.",
    "Die Anträge umfassen bis zu 20 Seiten.",
    "Am 3. Mai 2025 kamen 250 Gäste.",
    "Die Mittel wurden um weitere 3 Mio. Euro aufgestockt.",
    "Der Höchstbetrag kann um bis zu 4.000 Euro erhöht werden.",
    "Bis zum Stichtag wurden 30 Anträge über 900.000 Euro eingereicht.",
    "Das Handwerk machte 36 Milliarden Euro Umsatz.",
    "Können auch Vorhaben mit mehr als 20.000 Euro beantragt werden?",
    "Bewilligt wurde mit Bescheid vom Mai eine Zuwendung von höchstens 30.000 Euro.",
    "Ein Beispiel: Die Halle kostet 14.000 Euro statt bisher 20.000 Euro.",
    "Für das Dach erhält der SV Musterdorf einen Zuschuss in Höhe von 2.500 Euro.",
    "Der Haushalt wurde um jährlich 3,5 Millionen Euro aufgestockt.",
    "Unterstützt wurden seit 2017 viele Läden mit insgesamt 21 Millionen Euro.",
    "Das mittlere Budget der Projekte lag durchschnittlich bei 1,4 Mio. Euro.",
    "The average budget of projects in the first call is EUR 1.4 million.",
    "Der Betrag darf 200.000 Euro in den letzten zwei Kalenderjahren nicht übersteigen.",
    "with an annual turnover of up to EUR 50 million",
    "In 2023, 14 projects were funded with EUR 2 million.",
    "The participation fee is 80 EUR.",
    "de minimis aid of EUR 300 000 over three fiscal years",
    "Maschinen ab einem Beschaffungswert von 410 Euro werden gefördert.",
    "Der Bodenrichtwert liegt bei 120 Euro je Quadratmeter.",
    "Von 100 Euro übernimmt das Land 80 Euro.",
    "2024 wurden 30 Projekte mit je 5.000 Euro gefördert.",
]


@pytest.mark.parametrize(("text", "expected"), AWARDS + RANGES + COSTS + BUDGETS)
def test_german_amounts_are_read_with_their_role(text: str, expected: str) -> None:
    """A German sentence yields exactly the amounts it states, each with its role."""
    assert stated(text) == set(expected.split())


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_amounts_are_read_with_their_role(text: str, expected: str) -> None:
    """An English sentence yields exactly the amounts it states, each with its role."""
    assert stated(text, "en") == set(expected.split())


@pytest.mark.parametrize("text", DECOYS)
def test_amounts_of_other_things_are_not_read(text: str) -> None:
    """An amount that is not the opportunity's is never stated."""
    assert stated(text) == set()
    assert stated(text, "en") == set()


@pytest.mark.parametrize(
    "text",
    [
        "bis zu 5.000 Euro",
        "In der Regel werden 100.000 Euro gewährt.",
        "Fördermittel: 25 Mio. Euro",
        "Die Preise sind mit 3.000, 2.000 und 1.000 Euro dotiert.",
    ],
)
def test_an_amount_of_unclear_role_becomes_a_question(text: str) -> None:
    """Where the words leave the role or the limit open, the claim asks in German."""
    claims = list(read_amounts(Prose.of(text), "de"))
    assert len(claims) == 1
    assert claims[0].doubt.endswith("?")


@pytest.mark.parametrize(
    "text",
    [
        "Eine Obergrenze von 6.000 Euro gibt es nicht.",
        "Die Obergrenze von 6.000 Euro für Zuschüsse gilt nicht mehr.",
        "Der Höchstbetrag von 6.000 Euro ist entfallen.",
        "Der Zuschuss ist nicht auf 6.000 Euro beschränkt.",
        "Ein Zuschuss von bis zu 6.000 Euro wird nicht mehr gewährt.",
        "Es gibt keinen Mindestbetrag von 6.000 Euro für Zuschüsse.",
        "Der Zuschuss betrug im Vorjahr höchstens 6.000 Euro.",
        "Bis 2024 betrug der Zuschuss maximal 6.000 Euro.",
        "Gefördert wird die Hälfte der Kosten bis 6.000 Euro.",
        "Für die Halle ergibt sich ein Zuschuss von 6.000 Euro.",
        "Zuschüsse bis 6.000 Euro werden in einer Summe ausgezahlt.",
        "Die Fördermittel sind auf 3 Mio. Euro begrenzt.",
        "Anträge mit einem Fördervolumen unter 6.000 Euro werden abgelehnt.",
        "Das Fördervolumen je Antrag beträgt höchstens 6.000 Euro.",
    ],
)
def test_a_sum_that_is_denied_past_or_of_something_else_is_asked_about(text: str) -> None:
    """What a sentence denies, abolishes, or tells of the past or of costs, is never stated."""
    claims = list(read_amounts(Prose.of(text), "de"))
    assert [bool(claim.doubt) for claim in claims] == [True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Zuschuss beträgt nie mehr als 6.000 Euro.", "award_max=6000"),
        ("Der Zuschuss darf keineswegs 6.000 Euro überschreiten.", "award_max=6000"),
        ("Die Zuwendung liegt in keinem Fall über 6.000 Euro.", "award_max=6000"),
        ("Zuschüsse unter 600 Euro gibt es nicht.", "award_min=600"),
        ("Der Zuschuss beträgt nicht mehr als 6.000 Euro.", "award_max=6000"),
        ("Bisher waren es 4.000 Euro, künftig beträgt der Zuschuss höchstens 6.000 Euro.",
         "award_max=6000"),
        ("Der Zuschuss beträgt höchstens 6.000 Euro; ein Gutachten ist nicht mehr nötig.",
         "award_max=6000"),
    ],
)  # fmt: skip
def test_a_denial_of_a_limit_or_of_something_else_leaves_it_stated(
    text: str, expected: str
) -> None:
    """Whichever word denies a limit turns it round, and what denies other things does nothing."""
    assert stated(text) == set(expected.split())


def test_a_text_that_states_its_limit_leaves_nothing_to_ask() -> None:
    """An amount of unclear role is no question beside a certain limit, in either order."""
    limit, unclear = "Der Zuschuss beträgt höchstens 9.000 Euro.", "Also: bis zu 5.000 Euro"
    for text in (f"{limit} {unclear}", f"{unclear}. {limit}"):
        claims = list(read_amounts(Prose.of(text), "de"))
        assert all(not claim.doubt for claim in claims)
        assert 9000 in {claim.value for claim in claims}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Der Zuschuss beträgt 6.000 Euro, je Kind 200 Euro.", ["", "je Kind"]),
        ("Der Zuschuss beträgt 600 Euro je Kind, höchstens 6.000 Euro.", ["je Kind", ""]),
        ("Der Zuschuss beträgt 6.000 Euro, je Verein", ["je Verein"]),
    ],
)
def test_a_unit_right_before_the_next_sum_is_of_that_one(text: str, words: list[str]) -> None:
    """Behind a comma a unit belongs to the sum that follows at once, if one does."""
    assert [claim.unit_words for claim in read_amounts(Prose.of(text), "de")] == words


def test_every_claim_quotes_the_text_and_names_its_rule() -> None:
    """Quote and offsets fit the publisher's own characters, soft hyphens included."""
    text = "Der Zu\u00adschuss beträgt\nhöchstens 12.000\u00a0Euro; die Bagatell\u00adgrenze 500 €."
    claims = list(read_amounts(Prose.of(text), "de"))
    assert [claim.quote for claim in claims] == ["12.000\u00a0Euro", "500 €"]
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quote
        assert claim.rule.startswith("amounts.")
