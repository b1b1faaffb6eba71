"""Amounts: how much, for whom, and per what, as the statements of the reader's cases have it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from crawlers.items import Kind
from db.hedges import hedge_of
from db.labels import UNITS, money, number, percent, span, unit_shown, vouched
from db.statements import Case, Field, Standing, Statement, Subject, Unit
from db.terms import OwnTerms, Reader, Terms, speaks_of_settlements
from db.values import Values
from notifier.digest.applicants import limits_of_all
from notifier.digest.cases import case_called, inhabitants, verdict
from notifier.digest.dissent import DISAGREE, alternatives, dissent
from notifier.digest.facts import Fact, Missing, Said, asked, labelled
from notifier.digest.wording import one_line

LABEL = "Wie viel"
OTHERS = "Für andere"
UNKNOWN = "Förderhöhe"
UNKNOWN_FOR_YOU = "Förderhöhe für Ihren Fall"
MAX_CASES = 5
MAX_OTHERS = 3

_OF_MONEY = frozenset({Subject.AWARD, Subject.RATE, Subject.COST, Subject.BUDGET})
# What is contested together: half of a range is no range.
_RANGES = (
    (Field.AWARD_MIN, Field.AWARD_MAX),
    (Field.RATE_MIN, Field.RATE_MAX),
    (Field.OWN_SHARE,),
    (Field.COST_MIN, Field.COST_MAX),
    (Field.BUDGET,),
)
# A unit of which the text's words are not known, set by staff or by a source, is told in ours.
# A grant for one project is what everybody expects: it is said only where the text says it.
_OF_COST = re.compile(r"kosten|ausgaben|aufwendung|aufwand|investition|costs?\b", re.I)
_YEARLY = re.compile(r"\bjährliche[nmrs]?\b")  # "das jährliche Fördervolumen"
# How money is given that is no grant: by our codes and in the words of sources.
_NO_GRANT = ("loan", "guarantee", "equity", "prize", "darlehen", "kredit", "bürgschaft", "beteilig")
# A text on loans speaks of parts that are remitted: what is left of them is no own share.
_LENT = re.compile(r"darlehen|kredit|bürgschaft|tilgung|\bloans?\b|guarantee", re.IGNORECASE)
_LAND = re.compile(
    r"\b(?:Baden-Württemberg|Bayern|Berlin|Brandenburg|Bremen|Hamburg|Hessen|Mecklenburg-Vorpommern"
    r"|Niedersachsen|Nordrhein-Westfalen|NRW|Rheinland-Pfalz|Saarland|Sachsen(?:-Anhalt)?"
    r"|Schleswig-Holstein|Thüringen|Österreich|Tirol|Vorarlberg|Schweiz)\b"
)
# The rules by which a sum is read that the text gives without a limit.
_FIXED = ("amounts.award-fixed", "prizes.one")
_WITHOUT_WORDS = frozenset({Unit.UNSAID, Unit.PROJECT, Unit.PROGRAMME, Unit.PRIZE})


def amount_facts(
    values: Values, own: OwnTerms, reader: Reader, titles: Mapping[str, str]
) -> list[Said]:
    """Return what there is for the reader, case by case, and in one line what others get."""
    paying = paying_of(values)
    lines = [*_general(own.general, paying), *_cases(own, reader, paying)]
    lines += _contested(own, titles, paying)
    others = _others(own.others, paying)
    unknown = [] if lines else _missing(values, own, reader, others)
    return [*labelled(LABEL, lines), *others, *unknown]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paying:
    """How it is paid: as a `prize`; `shared` where the rest of the cost is the applicant's."""

    prize: bool
    shared: bool


def paying_of(values: Values) -> Paying:
    """Return how an opportunity pays."""
    return Paying(prize=values.kind == Kind.PRIZE, shared=_shared(values))


def _shared(values: Values) -> bool:
    """Whether the part that a rate leaves is an own share: not with loans, nor with prizes."""
    kinds = " ".join(values.instruments).casefold()
    # Where the text says a share itself, be it in doubt or of another case, none is worked out.
    stated = any(
        one.field is Field.OWN_SHARE and one.standing is not Standing.REJECTED
        for one in values.statements
    )
    granted = not any(word in kinds for word in _NO_GRANT)
    granted = granted and not _LENT.search(f"{values.title} {values.summary}")
    return values.kind != Kind.PRIZE and granted and not stated


def _missing(
    values: Values, own: OwnTerms, reader: Reader, others: Sequence[Fact]
) -> list[Missing]:
    """Return that no sum is known; nothing where all that is told is for others, and named so."""
    unclear = asked(values, *_OF_MONEY)
    named = {code for terms in own.own for code in terms.named}
    if others and named.isdisjoint(reader.applicants):
        return []
    what = UNKNOWN_FOR_YOU if others and not unclear else UNKNOWN
    return [Missing(what=what, unclear=unclear)]


def any_amount(own: OwnTerms) -> bool:
    """Whether anything is said of money at all."""
    every = (*own.own, *own.others)
    return any(one.subject in _OF_MONEY for terms in every for one in terms.statements)


def few_words(own: OwnTerms, *, prize: bool, doubted: bool = False) -> str:
    """Return the one sum of an overview: of one grant, else the rate, else all there is.

    Where the reader's cases differ it is the widest of them, which none of them exceeds; where
    a sum is `doubted` there may be a wider one, and it is none.
    """
    # Of which Land a reader is, a case's words do not know: "Tirol, Vorarlberg: bis 18.000 €".
    mine = [terms for terms in own.fitting if not _LAND.search(terms.case.words)]
    sure = [one for terms in (own.general, *mine) for one in _sure_money(terms)]
    # A case without a limit may have more than the widest of those that have one.
    limited = all(
        any(one.field is Field.AWARD_MAX for one in said)
        for terms in mine
        if (said := _sure_money(terms))
    )
    for said in (_sure_money(own.general), [] if doubted else sure):
        awards = _widest_award(said, prize=prize) if limited or said is not sure else []
        for found in (awards, [rate_words(said)], budget_words(said)[:1]):
            if any(found):
                return found[0]
    return ""


def _widest_award(said: Sequence[Statement], *, prize: bool) -> list[str]:
    """Return the sum of one grant; the least one of several says nothing of how much there is."""
    highest = {one.units for one in said if one.field is Field.AWARD_MAX}
    counted = [one for one in said if one.field is Field.AWARD_MAX or one.units in highest]
    # Of sums per flat and sums per project of several cases none is the widest.
    if len(highest) > 1 and len({one.case for one in counted}) > 1:
        return []
    return award_words(counted, prize=prize)[:1]


def _general(general: Terms, paying: Paying) -> list[Fact]:
    sure = _sure_money(general)
    parts = [
        *award_words(sure, prize=paying.prize),
        rate_words(sure, of_what=" der Kosten"),
        own_share_words(general, paying),
        *cost_words(sure),
        *budget_words(sure),
    ]
    value = " · ".join(part for part in parts if part)
    return [Fact(label="", value=value, note=vouched(sure))] if value else []


def _cases(own: OwnTerms, reader: Reader, paying: Paying) -> list[Fact]:
    told = [(terms, short) for terms in own.fitting if (short := _short(terms, paying))]
    said = limits_of_all(own)
    lines = []
    for terms, short in told[:MAX_CASES]:
        limits = _limits(terms.stated_case, said, reader)
        case = case_called(terms.case)
        called = f"{case[:1].upper()}{case[1:]}: {short}"
        value = " – ".join(part for part in (called, limits) if part)
        lines.append(Fact(label="", value=value, note=vouched(_sure_money(terms))))
    more = len(told) - MAX_CASES
    if more > 0:
        noun = "weiterer Fall" if more == 1 else "weitere Fälle"
        lines.append(Fact(label="", value=f"und {more} {noun} beim Förderer"))
    return lines


def _limits(case: Case, said: Case, reader: Reader) -> str:
    """Say whether the limits of a case hold, and name them where its words do not.

    What is `said` of all of the reader's cases need not be said again.
    """
    low, high = case.population_min, case.population_max
    if (low, high) in ((None, None), (said.population_min, said.population_max)):
        return ""
    judged = verdict(case, reader, settlements=speaks_of_settlements(case.words))
    named = all(number(limit) in case.words for limit in (low, high) if limit)
    return judged if named or not judged else f"{inhabitants(low, high)}: {judged}"


def _others(others: Sequence[Terms], paying: Paying) -> list[Fact]:
    told = [
        f"{case_called(terms.case)}: {short}"
        for terms in others
        if (short := _short(terms, paying, contested=True))
    ]
    if not told:
        return []
    more = len(told) - MAX_OTHERS
    line = "; ".join(told[:MAX_OTHERS])
    return [Fact(label=OTHERS, value=f"{line}; und {more} weitere" if more > 0 else line)]


def _short(terms: Terms, paying: Paying, *, contested: bool = False) -> str:
    """Return "bis 35 %, höchstens 45.000 €": the terms of a case for one short line."""
    sure = _sure_money(terms)
    rate, awards = rate_words(sure), award_words(sure, prize=paying.prize)
    if rate:
        awards = [
            "höchstens" + one.removeprefix("bis") if one[:4] == "bis " else one for one in awards
        ]
    parts = [
        rate,
        *awards,
        "" if contested else own_share_words(terms, paying),
        *cost_words(sure),
        *budget_words(sure),
    ]
    if contested and any(one.standing is Standing.CONTESTED for one in _money(terms)):
        parts.append(DISAGREE)
    return ", ".join(part for part in parts if part)


def _contested(own: OwnTerms, titles: Mapping[str, str], paying: Paying) -> Iterable[Fact]:
    said = [one for terms in own.own for one in _money(terms) if one.standing is Standing.CONTESTED]

    def shown(part: Sequence[Statement]) -> str:
        money_said = [
            *award_words(part, prize=paying.prize),
            rate_words(part),
            stated_share_words(part),
        ]
        whole = ", ".join(
            one for one in (*money_said, *cost_words(part), *budget_words(part)) if one
        )
        case = part[0].case
        return whole if case.general else f"{case_called(case)}: {whole}"

    for fields in _RANGES:
        if at_odds := [one for one in said if one.field in fields]:
            yield dissent("", alternatives(at_odds, shown), titles)


def _money(terms: Terms) -> list[Statement]:
    return [one for one in terms.statements if one.subject in _OF_MONEY]


def _sure_money(terms: Terms) -> list[Statement]:
    return [one for one in _money(terms) if one.sure]


def award_words(said: Iterable[Statement], *, prize: bool) -> list[str]:
    """Return the sums of one grant, each with its unit; as those of a `prize` where it is one."""
    return [
        _as_prize(amount, units, words)
        if prize or Unit.PRIZE in units
        else f"{amount} {_unit(units, words)}".strip()
        for amount, units, words in _spans(said, Field.AWARD_MIN, Field.AWARD_MAX)
    ]


def _as_prize(amount: str, units: tuple[Unit, ...], words: str) -> str:
    if words.casefold().startswith(("preis", "prämie")):
        return f"{words} {amount}"
    unit = _unit(units, words)
    lead = "" if "preis" in unit.casefold() and unit != "je Preis" else "Preisgeld "
    return f"{lead}{amount} {unit}".strip()


def cost_words(said: Iterable[Statement]) -> list[str]:
    """Return what a project may cost, each with its unit."""
    return [
        f"bei Kosten {_of_range(amount)} {_unit(units, words)}".strip()
        for amount, units, words in _spans(said, Field.COST_MIN, Field.COST_MAX)
    ]


def _of_range(amount: str) -> str:
    return amount if amount.startswith(("ab ", "bis ")) else f"von {amount}"


def budget_words(said: Iterable[Statement]) -> list[str]:
    """Return how much there is in all."""
    lines = []
    for one in said:
        if one.field is Field.BUDGET:
            unit = _unit(one.units, one_line(one.unit_words, 60))
            lead = "Preisgelder insgesamt" if Unit.PRIZE in one.units else "insgesamt"
            lead = "" if lead in unit.casefold() else lead
            parts = (lead, hedge_of(one.evidence.quote), money(float(one.value)), unit)
            lines.append(" ".join(part for part in parts if part))
    # "3,2 Mio. € jährlich" and the same without it are one.
    return [
        line
        for line in dict.fromkeys(lines)
        if not any(other.startswith(f"{line} ") for other in lines)
    ]


def rate_words(said: Sequence[Statement], of_what: str = "") -> str:
    """Return the part of the cost that is paid; `of_what` is added where the text says no base."""
    rates = [one for one in said if one.subject is Subject.RATE]
    words = [one_line(one.unit_words, 60) for one in rates]
    rate = _range(rates, Field.RATE_MIN, Field.RATE_MAX, percent)
    base = next((f" {word}" for word in words if word), of_what)
    return f"{rate}{base}" if rate else ""


def own_share_words(terms: Terms, paying: Paying) -> str:
    """Return the own share as it is stated, else what the rate leaves where the rate is sure."""
    sure = _sure_money(terms)
    rates = [one for one in _money(terms) if one.subject is Subject.RATE]
    if stated := stated_share_words(sure):
        return stated
    highest = [float(one.value) for one in sure if one.field is Field.RATE_MAX]
    at_odds = any(one.standing is Standing.CONTESTED for one in rates)
    inexact = any(hedge_of(one.evidence.quote) for one in rates)
    # A share of wages or of a price is no share of what a project costs.
    of_cost = all(_OF_COST.search(one.unit_words) for one in rates if one.unit_words)
    if not highest or at_odds or inexact or not paying.shared or not of_cost or max(highest) >= 100:
        return ""
    # Whose money the rest is the text does not say.
    return f"mindestens {percent(100 - max(highest))} Eigen- oder Drittmittel"


def stated_share_words(said: Iterable[Statement]) -> str:
    """Return the own share as it is stated."""
    shares = [
        f"{hedge_of(one.evidence.quote)} {percent(float(one.value))}".strip()
        for one in said
        if one.field is Field.OWN_SHARE
    ]
    return f"{' bis '.join(dict.fromkeys(shares))} Eigenanteil" if shares else ""


def _spans(
    said: Iterable[Statement], lowest: Field, highest: Field
) -> list[tuple[str, tuple[Unit, ...], str]]:
    """Return the ranges that are stated, one for each unit, in the order of the text."""
    groups: dict[tuple[tuple[Unit, ...], str], list[Statement]] = {}
    for one in said:
        if one.field in (lowest, highest):
            groups.setdefault((one.units, one_line(one.unit_words, 60)), []).append(one)
    return [
        (_range(found, lowest, highest, money), units, words)
        for (units, words), found in groups.items()
    ]


def _range(
    said: Sequence[Statement], lowest: Field, highest: Field, shown: Callable[[float], str]
) -> str:
    """Return "bis 5.000 €"; a sum without a limit as the sum it is, a hedge with its words."""
    low = min((one for one in said if one.field is lowest), key=_number, default=None)
    highs = [one for one in said if one.field is highest]
    high = max(highs, key=_number, default=None)
    least = shown(_number(low)) if low else ""
    if high is None:
        return span(least, "")
    most, hedge = shown(_number(high)), hedge_of(high.evidence.quote)
    if low is not None:
        hedge = hedge_of(low.evidence.quote).removesuffix(" bis").removeprefix("bis ")
        return f"{hedge} {span(least, most)}".strip()
    single = len({one.value for one in highs}) == 1
    if hedge and single:
        return f"{hedge} {most}"
    fixed = single and all(one.rule in _FIXED for one in highs)
    return most if fixed else span("", f"{hedge} {most}".strip())


def _number(one: Statement) -> float:
    return float(one.value)


def _unit(units: Iterable[Unit], words: str) -> str:
    """Return what a sum is for, in the text's own words; nothing where it says none."""
    if words.startswith("/"):  # "100 €/kWp"
        words = f"je {words[1:].lstrip()}"
    words = _YEARLY.sub("jährlich", unit_shown(words))
    return words or " ".join(UNITS[unit] for unit in units if unit not in _WITHOUT_WORDS)
