"""Sentences about the funding itself hold for all; decoys with the same words are asked."""

from __future__ import annotations

import pytest

from pipeline.claim import Field
from pipeline.reading import read

_MONEY = frozenset(
    {
        Field.AWARD_MIN,
        Field.AWARD_MAX,
        Field.COST_MIN,
        Field.COST_MAX,
        Field.BUDGET,
        Field.RATE_MIN,
        Field.RATE_MAX,
        Field.OWN_SHARE,
    }
)
_TWO = "Vereine erhalten bis zu 70 Prozent, Kommunen bis zu 50 Prozent. "
_EXCEPTION = (
    "Der Zuschuss beträgt 40 Prozent der Kosten. Finanzschwache Kommunen erhalten bis zu 90"
    " Prozent. "
)


def told(text: str) -> set[str]:
    """Return what a text states of money as "field value @ case"."""
    return {_shown(claim) for claim in read(text, language="de") if not claim.doubt} - {""}


def asked(text: str) -> set[str]:
    """Return of what money a text is asked, as "field value @ case"."""
    return {_shown(claim) for claim in read(text, language="de") if claim.doubt} - {""}


def _shown(claim) -> str:  # type: ignore[no-untyped-def]
    if claim.field not in _MONEY:
        return ""
    case = f" @ {claim.case.words}" if claim.case.words else ""
    return f"{claim.field} {float(claim.value):.10g}{case}"


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Die Zuwendung muss mindestens 2.000 Euro betragen.", "award_min 2000"),
        ("Zuwendungen unter 1.200 Euro werden nicht bewilligt.", "award_min 1200"),
        ("Anträge mit einer Zuwendung unter 1.200 Euro werden abgelehnt.", "award_min 1200"),
        ("Vorhaben mit einem Zuwendungsbedarf unter 900 Euro fördern wir nicht.", "award_min 900"),
        ("Die Mindestantragssumme beträgt 2.500 Euro.", "award_min 2500"),
        ("Die maximale Zuwendung je Vorhaben ist auf 30.000 Euro begrenzt.", "award_max 30000"),
        ("Der Höchstbetrag liegt bei 30.000 Euro je Antrag.", "award_max 30000"),
        ("Die förderfähigen Kosten müssen mindestens 4.000 Euro betragen.", "cost_min 4000"),
        ("Das Investitionsvolumen muss mindestens 4.000 Euro betragen.", "cost_min 4000"),
        ("Die Gesamtkosten dürfen 80.000 Euro nicht übersteigen.", "cost_max 80000"),
        ("Insgesamt stehen 300.000 Euro zur Verfügung.", "budget 300000"),
        ("Für diesen Aufruf stehen 300.000 Euro bereit.", "budget 300000"),
        ("Das Budget der Förderrunde beträgt 300.000 Euro.", "budget 300000"),
    ],
)
@pytest.mark.parametrize("before", [_TWO, _EXCEPTION])
def test_a_sentence_about_the_funding_itself_holds_for_all(
    before: str, sentence: str, value: str
) -> None:
    """It is told for all, also behind sentences that name cases."""
    assert value in told(before + sentence)


@pytest.mark.parametrize(
    "text",
    [
        "Vereine erhalten bis zu 70 Prozent. Die Zuwendung muss mindestens 2.000 Euro betragen."
        " Kommunen erhalten 50 Prozent.",
        "Vereine erhalten bis zu 70 Prozent. Die maximale Zuwendung ist auf 2.000 Euro begrenzt.",
        _TWO + "Die Zuwendung beträgt dann höchstens 2.000 Euro.",
        _TWO + "Diese Zuwendung beträgt höchstens 2.000 Euro.",
        _TWO + "Im Jahr 2019 betrug die maximale Zuwendung 2.000 Euro.",
        _TWO + "Die Zuwendung beträgt höchstens 2.000 Euro. Der Zuschuss ist auf 3.000 Euro"
        " begrenzt.",
        "Für Hecken gibt es 40 Prozent Zuschuss.\n\nBeratung\n\nEs gibt höchstens 2.000 Euro.",
        "Kommunen erhalten 50 Prozent.\n\n4.1 Zäune\n\nHöhe der Zuwendung\n\nDie Zuwendung beträgt"
        " höchstens 2.000 Euro.\n\n4.2 Wege\n\nHöhe der Zuwendung\n\nVereine erhalten 70 Prozent.",
    ],
)
def test_what_may_go_on_with_a_case_is_not_told_for_all(text: str) -> None:
    """A sentence behind one case, under one, or beside another value of its field is asked."""
    assert not {one for one in told(text) if one.endswith(("_max 2000", "_min 2000"))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (_TWO + "Zuwendungen für Konzepte unter 1.200 Euro werden nicht bewilligt.", "@ Konzepte"),
        (
            "Insgesamt stehen für Vereine 300.000 Euro zur Verfügung. " + _TWO,
            "budget 300000 @ Vereine",
        ),
    ],
)
def test_a_sentence_that_names_a_case_is_told_with_it(text: str, expected: str) -> None:
    """The same words with a case in them hold for it alone."""
    assert any(one.endswith(expected) for one in told(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Der Zuschuss beträgt 30 Prozent, höchstens 20.000 Euro je Gebäude. Bei Baudenkmälern"
            " sind es bis zu 35.000 Euro.",
            {"rate_max 30", "award_max 20000", "award_max 35000 @ Baudenkmälern"},
        ),
        (
            "Gefördert werden 30 Prozent der Kosten, maximal 20.000 Euro pro Vorhaben. Für Vereine"
            " erhöht sich der Höchstbetrag auf 35.000 Euro.",
            {"rate_max 30", "award_max 20000", "award_max 35000 @ Vereine"},
        ),
        (
            "Zuwendungen unter 9.000 Euro bei Kommunen und unter 1.500 Euro bei Vereinen werden"
            " nicht gewährt.",
            {"award_min 9000 @ Kommunen", "award_min 1500 @ Vereinen"},
        ),
        (
            "Fördersätze\nVorhaben privater Träger: 35 %\nVorhaben öffentlicher Träger: 65 %",
            {
                "rate_max 35 @ Vorhaben privater Träger",
                "rate_max 65 @ Vorhaben öffentlicher Träger",
            },
        ),
        (
            "Höhe der Förderung\nAnhänger ohne elektrischen Antrieb: 20 % der Kosten, maximal 400"
            " Euro\nAnhänger mit elektrischer Unterstützung: 20 % der Kosten, maximal 700 Euro",
            {
                "award_max 400 @ Anhänger ohne elektrischen Antrieb",
                "award_max 700 @ Anhänger mit elektrischer Unterstützung",
            },
        ),
    ],
)
def test_the_first_value_is_the_rule_and_the_next_its_exceptions(
    text: str, expected: set[str]
) -> None:
    """Each value of a row of cases has its own, and one before them stands for all."""
    assert expected <= told(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Förderung liegt zwischen 30 und 60 Prozent.",
        "Der Fördersatz richtet sich nach der Finanzkraft der Gemeinde und liegt zwischen 30 und"
        " 60 Prozent.",
    ],
)
def test_a_range_is_no_two_cases(sentence: str) -> None:
    """Both ends of a range hold for all, whatever it depends on."""
    exception = " Für strukturschwache Kommunen kann der Eigenanteil auf 10 Prozent gesenkt werden."
    assert {"rate_min 30", "rate_max 60"} <= told(sentence + exception)


@pytest.mark.parametrize(
    ("text", "total"),
    [
        (
            "Topf für alle Projekte: 100.000 Euro (90.000 Euro vom Land, 10.000 Euro von den"
            " Gemeinden)\n" + _TWO,
            "budget 100000",
        ),
        (
            "Handlungsfeld\tMittel in diesem Aufruf\tFördersatz\nDörfer\t220.000 €\t70 %\n"
            "Streuobst\t130.000 €\t65 %\nSumme\t350.000 €\t",
            "budget 350000",
        ),
    ],
)
def test_a_budget_is_what_its_parts_add_up_to(text: str, total: str) -> None:
    """The sum of the parts is the budget of the call, and no part is a grant."""
    assert total in told(text)
    assert not {one for one in told(text) if one.startswith("award_max")}


@pytest.mark.parametrize(
    "text",
    [
        "Gegenstand\tHöhe\nÜbungsleitung\t2,40 € je Stunde\nGeräte\t40 %, maximal 3.000 €",
        "Fahrt\tje Tag und Teilnehmer\nim Inland\t4,10 €\nim Ausland\t5,20 €",
        "Für Fensterläden werden 60 Euro je Flügel gezahlt. Der Zuschuss beträgt 20 Prozent.",
        "Der Zuschuss für Blühwiesen beträgt 1 Euro je Quadratmeter.",
        "Übernommen werden die Kosten des Pflanzguts, maximal 45 Euro pro Hochstamm.",
        "Höhe der Landesmittel für private Vorhaben: 80.000 Euro",
        "Fonds\tOrientierungswert 2026\tFördersatz\nELER\t650.000 EUR\tbis 80 %\n"
        "EFRE\t310.000 EUR\tbis 85 %",
        "Der Fonds wurde am 27.04.2022 mit 5.000 € ausgestattet.",
        "Vorhaben über 150.000 Euro gehören zur Investitionsbank. Der Zuschuss beträgt 20 Prozent.",
        "Bis 15.000 Euro ist der Landkreis zuständig. Der Zuschuss beträgt 20 Prozent.",
    ],
)
def test_what_is_no_grant_of_a_project_is_not_told_as_one(text: str) -> None:
    """So much a piece, a part of a budget, what others care for: it is a budget or asked."""
    assert not {one for one in told(text) if one.startswith(("award_", "cost_"))} - {
        "award_max 3000 @ Geräte"
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Wir fördern, solange wenigstens ein Fünftel der Ausgaben beim Träger verbleibt.", 20),
        ("Mindestens 15 Prozent der Kosten müssen beim Verein verbleiben.", 15),
        ("Die Eigenleistung des Empfängers darf 10 % der Kosten nicht unterschreiten.", 10),
        ("Der Zuschuss setzt voraus, dass 30 Prozent der Kosten beim Antragsteller bleiben.", 30),
    ],
)
def test_what_stays_with_the_applicant_is_his_share(text: str, value: int) -> None:
    """A share that stays with who applies is no funding rate."""
    said = told(text) | asked(text)
    assert {one.partition(" @")[0] for one in said} == {f"own_share {value}"}


@pytest.mark.parametrize(
    "text",
    [
        "Sachspenden können bis zu 80 % des üblichen Preises angesetzt werden.",
        "Die unbare Eigenleistung darf 10 % der Ausgaben nicht überschreiten.",
        "Mahngebühr: 5 %, max. 50 Euro. Die Förderung ist beendet.",
    ],
)
def test_how_far_work_counts_and_what_a_fee_is_are_no_rates(text: str) -> None:
    """Neither is told as what the funding pays."""
    assert not {one for one in told(text) if one.startswith(("rate_", "own_"))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Private: 25 %, max. 40.000 € je Objekt", "rate_max 25 @ Private"),
        ("Vereine: 45 % der Kosten, höchstens 900 Euro", "rate_max 45 @ Vereine"),
    ],
)
def test_a_share_with_a_sum_that_caps_it_is_a_rate(text: str, expected: str) -> None:
    """No other word is needed."""
    assert expected in told(f"{text}\nStiftungen: 20 %, max. 5.000 €")


def test_the_number_of_a_provision_begins_no_range() -> None:
    """ "Nr. 3.2 bis zu 80 v. H." has one rate."""
    text = "Die Zuwendung beträgt 65 v. H., für Antragsteller nach Nr. 3.2 bis zu 80 v. H."
    assert not {one for one in told(text) | asked(text) if one.startswith("rate_min")}
