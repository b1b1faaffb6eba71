"""What the shipped samples say, entry by entry: each value with its case and its unit.

These are the entries that readers of the demo's mails stumbled over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from bench.as_read import sample
from crawlers.items import RawEntry
from crawlers.registry import sources
from db.statements import Case, Field, Standing, Statement, Subject, Unit
from db.values import Values
from pipeline.run import Rules, read_entry, stand

SAMPLES = Path(__file__).parents[2] / "crawlers" / "samples"
HMLU = "Hessisches Ministerium für Landwirtschaft und Umwelt, Weinbau, Forsten, Jagd und Heimat"
MONEY = (Subject.AWARD, Subject.COST, Subject.BUDGET, Subject.RATE)


@cache
def golden(slug: str) -> tuple[RawEntry, ...]:
    """The entries that a spider makes of its sample."""
    return tuple(sample(SAMPLES / slug))


def sampled(rules: Rules, slug: str, title: str) -> Values:
    """What stands of the one entry of a sample whose title begins like this."""
    (raw,) = [entry for entry in golden(slug) if entry.title.startswith(title)]
    return stand(read_entry(raw, replace(rules, sources=sources())), ()).values


def said(values: Values, *fields: Field) -> list[Statement]:
    """What is surely said of some fields, in the order of the text."""
    return [one for one in values.statements if one.field in fields and one.sure]


def applicants(values: Values) -> set[str]:
    """Who may apply, whatever the case."""
    return {str(one.value) for one in said(values, Field.APPLICANT)}


def money(values: Values) -> list[tuple[Field, float, str]]:
    """Every sure sum and rate with the words of its case."""
    return sorted(
        (one.field, float(one.value), one.case.words)
        for one in values.statements
        if one.subject in MONEY and one.sure
    )


@pytest.mark.parametrize(
    ("slug", "title", "funders"),
    [
        ("he_hsgb", "Förderprogramm „Dorfplatz“", ("Hessische Staatskanzlei",)),
        ("he_kulturberatung", "Bühne für alle", ()),
        ("he_wibank", "Dorftreffpunkte", ()),
        ("he_wibank", "Dorfmoderation", (HMLU,)),
        ("bund_bbsr_aufrufe", "Projektaufruf „Leerstand im Dorfkern“", ("Bund",)),
        ("bund_foerderdatenbank", "Kommunalkredit", ("Bund",)),
        ("he_lea", "Klimaanpassung", ()),
        ("he_dorfentwicklung", "Dorfentwicklung", (HMLU,)),
    ],
)
def test_the_funder_is_named_and_the_messenger_is_not(
    rules: Rules, slug: str, title: str, funders: tuple[str, ...]
) -> None:
    """Whom the text names; nobody where it names nobody and only passes on."""
    assert sampled(rules, slug, title).funders == funders


def test_a_sum_for_each_part_of_a_town_is_not_one_for_each_project(rules: Rules) -> None:
    """Dorfmoderation: "EUR 45.000 je Ortsteil"."""
    values = sampled(rules, "bund_foerderdatenbank", "Dorfmoderation")
    (award,) = said(values, Field.AWARD_MAX)
    assert (award.value, award.units, award.unit_words) == (45_000, (Unit.PLACE,), "je Ortsteil")
    assert [one.value for one in said(values, Field.RATE_MAX)] == [65]


def test_the_higher_rate_is_for_poor_municipalities_only(rules: Rules) -> None:
    """Klimaanpassung: 80 percent, and 90 only for finanzschwache Kommunen."""
    values = sampled(rules, "bund_foerderdatenbank", "Klimaanpassung")
    rates = {one.value: one.case for one in said(values, Field.RATE_MAX)}
    assert set(rates) == {80, 90}
    assert rates[80].general
    assert rates[90].weak and not rates[90].general


def test_what_is_there_every_year_is_not_the_whole(rules: Rules) -> None:
    """Bewerbungsstart: "jährlich durchschnittlich rund 33 Millionen Euro"."""
    values = sampled(rules, "he_ministries", "Bewerbungsstart")
    (budget,) = said(values, Field.BUDGET)
    assert (budget.value, budget.units) == (33_000_000, (Unit.YEAR,))


def test_the_builders_money_is_not_the_municipalities(rules: Rules) -> None:
    """Dorfentwicklung: 35 percent and 45.000 euros are for private builders."""
    values = sampled(rules, "he_dorfentwicklung", "Dorfentwicklung")
    sums = [one for one in values.statements if one.subject in MONEY]
    assert {(one.field, one.value) for one in sums} == {
        (Field.AWARD_MAX, 45_000),
        (Field.RATE_MAX, 35),
    }
    assert {one.case.applicants for one in sums} == {("individual",)}
    assert applicants(values) == {"municipality", "association", "individual"}
    assert not _narrowed(said(values, Field.APPLICANT))


def test_a_company_of_the_municipality_is_no_other_company(rules: Rules) -> None:
    """Kommunalkredit: "Unternehmen mit mehrheitlich kommunalen Gesellschaftern"."""
    values = sampled(rules, "bund_foerderdatenbank", "Kommunalkredit")
    assert "municipal_company" in applicants(values)
    assert "company" not in applicants(values)
    (award,) = said(values, Field.AWARD_MAX)
    assert (award.value, award.units) == (5_000_000, (Unit.PROJECT,))


def test_what_somebody_takes_part_with_is_the_rate(rules: Rules) -> None:
    """Leerstand im Dorfkern: "Der Bund beteiligt sich mit bis zu 75 Prozent"."""
    values = sampled(rules, "bund_bbsr_aufrufe", "Projektaufruf „Leerstand im Dorfkern“")
    assert money(values) == [(Field.AWARD_MAX, 300_000, ""), (Field.RATE_MAX, 75, "")]
    assert "municipality" in applicants(values)


def test_a_prize_is_no_grant(rules: Rules) -> None:
    """Schönste Dorfmitte: "Preisgelder von bis zu 1.000 Euro"."""
    values = sampled(rules, "leader_vogelsberg", "Wettbewerb „Schönste Dorfmitte“")
    (award,) = said(values, Field.AWARD_MAX)
    assert (award.value, award.units) == (1_000, (Unit.PRIZE,))


def test_who_may_apply_is_who_is_said_to(rules: Rules) -> None:
    """Regionalbudget Vogelsberg: one page excludes companies, the other lets small ones in."""
    relayed = sampled(rules, "he_land_hat_zukunft", "Regionalbudget 2027")
    own = sampled(rules, "leader_vogelsberg", "Förderaufruf Regionalbudget 2027")
    assert relayed.excluded == ("company",)
    assert "company" in applicants(own)
    tourism = sampled(rules, "he_land_hat_zukunft", "Landtourismus")
    assert "company" not in applicants(tourism)


def test_each_sum_has_its_words_and_no_doubt_is_told(rules: Rules) -> None:
    """Of all samples: what was read has a quote with its number, what is asked has a question."""
    known = replace(rules, sources=sources())
    seen = 0
    for slug in sorted(path.parent.name for path in SAMPLES.glob("*/expected.json")):
        for raw in golden(slug):
            for one in read_entry(raw, known).read:
                if one.subject in MONEY and one.evidence.part and one.sure:
                    seen += 1
                    assert any(map(str.isdigit, one.evidence.quote)), (slug, raw.title)
                assert bool(one.question) == (one.standing is Standing.ASKED)
    assert seen > 50


def _narrowed(statements: Iterable[Statement]) -> list[Case]:
    return [one.case for one in statements if not one.case.general]
