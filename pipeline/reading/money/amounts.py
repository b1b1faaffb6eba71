"""Amounts: what a project can get, what it must cost, and what the whole call holds.

An amount is read only with a role. Turnover limits, prices of single items, rates per hour
or head, de-minimis ceilings and grants already made are amounts, too, but not of the
opportunity; their words are vetoes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pipeline.claim import Claim, Field, Unit
from pipeline.reading.money.amount_words import LEXICON
from pipeline.reading.money.doubts import doubt_about_sum
from pipeline.reading.money.expressions import Money, has_money, money, speaks_of_funding
from pipeline.reading.money.number_roles import NO_ROLE, Role, carried, roles
from pipeline.reading.money.units import Units, is_prize, units_of
from pipeline.reading.money.vetoes import (
    CAP,
    CASE_IN_POINT,
    COST_BEHIND,
    DE_MINIMIS,
    EXAMPLE,
    GRANTED,
    MEAN,
    NOW,
    PRICED,
    PROCEDURE,
    RECKONED,
    REPORTED,
    STEP,
)
from pipeline.reading.text.directions import MAXIMUM, MINIMUM, NO_LIMIT, Limit, limit_of
from pipeline.reading.text.numbers import plain_value
from pipeline.reading.text.polarity import Sign, sign_at
from pipeline.reading.text.prose import Prose
from pipeline.reading.text.sentences import even, is_question, sentences

_FIELDS = {
    ("award", MINIMUM): Field.AWARD_MIN,
    ("award", MAXIMUM): Field.AWARD_MAX,
    ("cost", MINIMUM): Field.COST_MIN,
    ("cost", MAXIMUM): Field.COST_MAX,
}
WHAT_FOR = "Worauf bezieht sich dieser Betrag: auf die Förderung oder auf die Kosten?"
_WHICH_SIDE = "Gilt die Förderung ab diesem Betrag oder nur bis zu ihm?"
WHICH = "Ist dieser Betrag die Höchstförderung, ein Regelbetrag oder ein Einzelfall?"
# Awards that are larger are questions: without a limit, and even with one.
_LARGE, _HUGE = 2_000_000, 50_000_000
# Sums per these are mostly prices, wages and fees.
_NARROW = frozenset(
    {Unit.HOUR, Unit.DAY, Unit.LENGTH_OR_AREA, Unit.PERSON, Unit.INHABITANT, Unit.ITEM}
)
_OF_BUDGETS = frozenset({Unit.YEAR, Unit.PLACE})
_VETO = Role("veto", True)
_AT_LEAST = re.compile(r"\b(?:mindestens|wenigstens|at least|minimum of) [^,;\d]{0,12}\Z")
_LISTED = re.compile(r"(?<![\d.])\d{1,3}(?:[. ]\d{3})*(?:,-)?(?:,| und| oder| bzw\.| sowie) \Z")
_PROJECTS_UP_TO = re.compile(
    r"(?<![Ff]ür )(?<![Bb]ei )\b(?:Projekte?n?|Vorhaben|Maßnahmen?) bis \Z"
)
_PAYMENTS = re.compile(
    r"\b(?:Zuwendungen|Förderungen|Zuschüssen?|Bewilligungen|(?:Förder)?[Aa]nträgen?)\b"
    r"|(?:Gesamtvolumen|Fördersumme) über"
)


_OF_GRANT = re.compile(r" (?:Zuwendung|Zuschuss|Förder)")


_COSTS = re.compile(r"\b(?:[a-zäöüß]+e[nr]? )?[\w-]*(?:[Kk]osten|[Aa]usgaben|[Aa]ufwendungen)\b")
_ALL_COSTS = re.compile(
    r"(?:\A|fähige[nr]? |gesamt|projekt|investiv?\w*|vorhaben\w*|maßnahme\w*|brutto|netto|e[nr]? )"
    r"(?:kosten|ausgaben|aufwendungen)\Z|gesamt|projekt|invest|mindest|fähig",
    re.IGNORECASE,
)


class _Reading(NamedTuple):
    field: Field
    value: Decimal
    rule: str
    doubt: str = ""


def read_amounts(prose: Prose, language: str) -> Iterator[Claim]:
    """Yield what a text states about money: award, cost and budget amounts in EUR.

    A text that says for certain the one thing that a project can get leaves nothing to ask
    about the amounts whose role it does not say. One that says several, or speaks of funding
    and says none, asks about every one.
    """
    if not has_money(prose.plain):
        return
    claims = list(_claims(even(prose), language))
    known = {one.value for one in claims if one.field is Field.AWARD_MAX and not one.doubt}
    plain = [one for one in claims if one.rule == _NO_LIMIT]
    every = len(known) > 1 or (not known and len(plain) > 1 and speaks_of_funding(prose.plain))
    for claim in claims:
        limited = claim.rule != _NO_LIMIT and not known
        if not claim.doubt or every or limited or claim.doubt == _WHICH_SIDE:
            yield claim


# Whatever says that prizes are won; "Preis" alone says what something costs.
_CONTEST = re.compile(
    r"[Ww]ettbewerb|[Pp]reisgeld|[Pp]reisträger|dotiert|ausgelobt|Jury|[Gg]ewinn|[Aa]uszeichn|[Pp]rämi"
    r"|verliehen|verleih|[Bb]ewerb|-Preis\b"
    r"|(?:[Ff]örder|[Kk]unst|[Kk]ultur|Haupt|Sonder|[Hh]eimat|[Nn]achwuchs|Ehren|[Uu]mwelt)preis\b|Platz\b|[Pp]rize|[Ss]tipendi|vergeben"
)
_NO_LIMIT = "amounts.no-limit"  # the rule of an amount without a role and a limit


def _claims(prose: Prose, language: str) -> Iterator[Claim]:
    before, previous = NO_ROLE, ""
    for start, end in sentences(prose.plain):
        sentence = prose.plain[start:end]
        found = [] if is_question(sentence) else list(money(sentence, language))
        if found and previous:
            before = carried(LEXICON, previous, sentence)
        given = _roles(sentence, found, before)
        after, limit = 0, NO_LIMIT
        for which, (item, role) in enumerate(zip(found, given, strict=True)):
            own = limit_of(sentence, item.start, item.end, after)
            limit = own if own.side or role.own else limit
            sign = sign_at(prose.text, prose.origin[start + item.start])
            following = found[which + 1].start if which + 1 < len(found) else len(sentence)
            units = units_of(sentence, item.start, item.end, after, following)
            narrow = bool(_NARROW.intersection(units.units))
            if role.name == "budget" and limit.of(sign) == MAXIMUM and _is_share(sentence, item):
                role = Role("award", True)  # "bis zu 2 Mio. Euro Fördervolumen pro Stadt"
            if narrow and role.own:
                role = role._replace(name=role.name.rstrip("?"))
            turned = sign is Sign.NEGATED and not limit.named
            if not (narrow and _is_price(sentence, role)):
                for reading in _readings(sentence, item, role.name, limit.of(sign)):
                    reading = _unless_either(sentence, item, reading)
                    reading = _unless_of_one(sentence, item, reading)
                    reading = _unless_price(prose.plain, sentence, item, reading)
                    reading = _unless_denied(sentence, reading, item, limit, sign)
                    told = doubt_about_sum(sentence, item.start, item.end, turned=turned)
                    reading = reading._replace(doubt=reading.doubt or told)
                    yield _claim(
                        prose, start, item, reading, _of_field(sentence, item, reading.field, units)
                    )
            after = item.end
        before, previous = (given[-1]._replace(own=False), "") if given else (NO_ROLE, sentence)


def _is_share(sentence: str, item: Money) -> bool:
    """Whether a limit of a budget is said to be of each who gets a part of it."""
    return _SHARE.match(sentence, item.end) is not None


_SHARE = re.compile(
    r" (?:[a-zäöüß]+e[rsn]? )?[\w-]*(?:volumen|budget|mittel|rahmen)"
    r" (?:je|pro|für jede[sn]?) [A-ZÄÖÜ]"
)


def _is_price(sentence: str, role: Role) -> bool:
    """Whether a sum per hour, head or area is a price or wage, not what an applicant gets."""
    return (
        not role.own
        or role.name.rstrip("?") not in ("award", "cost")
        or bool(PRICED.search(sentence))
    )


def _of_field(sentence: str, item: Money, field: Field, units: Units) -> Units:
    """Return the units of an amount, which for all that a programme has differ from a grant's."""
    if field is Field.BUDGET:
        kept = tuple(unit for unit in units.units if unit in _OF_BUDGETS)
        return units._replace(units=kept) if kept else Units((Unit.PROGRAMME,), "")
    if not units.units and field in (Field.AWARD_MIN, Field.AWARD_MAX):
        return Units((Unit.PRIZE,), "") if is_prize(sentence, item.start, item.end) else units
    return units


def _roles(sentence: str, found: list[Money], before: Role) -> list[Role]:
    if not found:
        return []
    spans = [(item.start, item.end) for item in found]
    told = _told_until(sentence)
    if told > found[-1].start:
        return [_VETO] * len(found)
    given = roles(sentence, LEXICON, spans, before)
    reached = _procedure_from(sentence)
    return [
        _VETO
        if item.start < told or item.start >= reached or _vetoed(sentence, item)
        else _capped(sentence, item, role)
        for item, role in zip(found, given, strict=True)
    ]


def _capped(sentence: str, item: Money, role: Role) -> Role:
    """Return the role of an award for what caps a rate: "50 % der Kosten, höchstens 900 €"."""
    if role.name in ("", "cost") and item.low is None and not COST_BEHIND.match(sentence, item.end):
        capped = CAP.search(sentence, max(0, item.start - 160), item.start)
        return Role("award", True) if capped else role
    return role


def _told_until(sentence: str) -> int:
    """Return up to where a sentence tells what was, or what holds for one case only."""
    if CASE_IN_POINT.match(sentence) or DE_MINIMIS.search(sentence):
        return len(sentence)
    if not GRANTED.search(sentence):
        return 0
    now = NOW.search(sentence)
    return now.start() if now else len(sentence)


def _procedure_from(sentence: str) -> int:
    """Return from where a sentence speaks of payments and what is asked above a sum of them."""
    payments = _PAYMENTS.search(sentence)
    return payments.end() if payments and PROCEDURE.search(sentence) else len(sentence)


def _vetoed(sentence: str, item: Money) -> bool:
    left = sentence[max(0, item.start - 70) : item.start]
    example = EXAMPLE.search(left)
    told = example and example.group().startswith("würde") and REPORTED.search(sentence)
    return bool((example and not told) or STEP.search(left))


def _readings(sentence: str, item: Money, role: str, limit: str) -> Iterator[_Reading]:
    kind, weak = role.rstrip("?"), role.endswith("?")
    if kind and kind != "cost" and MEAN.search(sentence):
        return
    if kind == "budget" and item.low is None:
        # The least of a budget is one of something else.
        least = _AT_LEAST.search(sentence, max(0, item.start - 40), item.start)
        yield _Reading(Field.BUDGET, item.high, "budget", WHAT_FOR if least else "")
    elif kind in ("cost", "award"):
        yield from _of_project(item, kind, weak, limit)
    elif not kind and item.low is None:
        rule = "no-role" if limit == MAXIMUM else "no-limit"
        yield _Reading(Field.AWARD_MAX, item.high, rule, WHAT_FOR)


def _unless_either(sentence: str, item: Money, reading: _Reading) -> _Reading:
    """Ask about a least sum that is said to be of the grant: "Bagatellgrenze: 500 € Zuwendung"."""
    if reading.field in (Field.COST_MIN, Field.COST_MAX) and (
        _OF_GRANT.match(sentence, item.end) or _of_some_costs(sentence, item)
    ):
        return reading._replace(doubt=reading.doubt or WHAT_FOR)
    return reading


def _unless_of_one(sentence: str, item: Money, reading: _Reading) -> _Reading:
    """Ask about a least grant that is a sum of many: "Projekte mit insgesamt über 3 Mio. Euro".

    And about one by which a grant is only reckoned: its limit is what can be had.
    """
    if reading.field is Field.AWARD_MAX and RECKONED.match(sentence, item.end):
        return reading._replace(doubt=reading.doubt or WHICH)
    if reading.rule == "award-fixed" and _PRIZES_IN_ALL.search(sentence, 0, item.start):
        return reading._replace(doubt=reading.doubt or WHICH)
    if reading.field is Field.AWARD_MIN and _OF_ALL.search(sentence, 0, item.start):
        return reading._replace(doubt=reading.doubt or WHICH)
    if reading.field is Field.AWARD_MIN and _OVER.search(sentence, 0, item.start):
        return reading._replace(doubt=reading.doubt or _WHICH_SIDE)
    return reading


def _unless_price(plain: str, sentence: str, item: Money, reading: _Reading) -> _Reading:
    """Ask about a sum that only the word "Preis" gives, where nobody competes: it is a price."""
    left = sentence[max(0, item.start - 60) : item.start]
    if reading.field not in (Field.AWARD_MIN, Field.AWARD_MAX) or not _PRICE.search(left):
        return reading
    if speaks_of_funding(left) or _CONTEST.search(plain):
        return reading
    return reading._replace(doubt=reading.doubt or WHAT_FOR)


_PRICE = re.compile(r"\b[Pp]reise?[ns]?\b")
_OVER = re.compile(r"[A-ZÄÖÜ][\w-]+ über \Z")  # "ein Gutschein über 400 Euro" is one of 400
# "Das Preisgeld von zusammen 5.000 Euro": nobody gets all of it.
_PRIZES_IN_ALL = re.compile(
    r"\b(?:Preisgeld(?:er|ern)?|[Pp]reise[n]?|dotiert)\b[^.;\d]{0,40}"
    r"\b(?:insgesamt|zusammen|in Summe)(?: [a-zäöüß]+)? \Z"
)
_OF_ALL = re.compile(
    r"\b(?:insgesamt|zusammen|in Summe)(?: [a-zäöüß]+){0,2} \Z"
    r"|\b\d[\d.]* (?:[a-zäöüß]+ )?(?:Projekten?|Vorhaben|Maßnahmen|Vereinen?|Initiativen)\b"
)


def _unless_denied(
    sentence: str, reading: _Reading, item: Money, limit: Limit, sign: Sign
) -> _Reading:
    """Ask about a limit whose side its statement leaves open, and about a sum that is denied."""
    if reading.doubt or reading.field is Field.BUDGET:
        return reading
    denied = sign is Sign.NEGATED and (item.low is not None or not limit.side)
    of_grant = reading.field in (Field.AWARD_MIN, Field.AWARD_MAX)
    if of_grant and _PROJECTS_UP_TO.search(sentence, max(0, item.start - 40), item.start):
        return reading._replace(doubt=WHAT_FOR)  # "Projekte bis 5.000 Euro": they cost, or get
    if _LISTED.search(sentence, max(0, item.start - 16), item.start):
        return reading._replace(doubt=WHICH)  # "mit 3.000, 2.000 und 1.000 Euro"
    if denied or not limit.is_clear(sign, of_grant=of_grant):
        return reading._replace(doubt=_WHICH_SIDE)
    return reading


def _of_some_costs(sentence: str, item: Money) -> bool:
    """Return whether a sum limits one kind of costs: "Fahrtkosten sind bis 500 € förderfähig"."""
    found = list(_COSTS.finditer(sentence, max(0, item.start - 90), item.start))
    return bool(found) and not _ALL_COSTS.search(found[-1].group())


def _of_project(item: Money, kind: str, weak: bool, limit: str) -> Iterator[_Reading]:
    if item.low is not None:
        yield _Reading(_FIELDS[kind, MINIMUM], item.low, f"{kind}-range")
        yield _Reading(_FIELDS[kind, MAXIMUM], item.high, f"{kind}-range")
    elif limit:
        doubt = WHICH if kind == "award" and item.high >= _HUGE else ""
        yield _Reading(_FIELDS[kind, limit], item.high, f"{kind}-{limit}", doubt)
    elif kind == "award":
        doubt = WHICH if weak or item.high >= _LARGE else ""
        yield _Reading(Field.AWARD_MAX, item.high, "award-fixed", doubt)


def _claim(prose: Prose, offset: int, item: Money, reading: _Reading, units: Units) -> Claim:
    start, end, quote = prose.span(offset + item.start, offset + item.end)
    return Claim(
        field=reading.field,
        value=plain_value(reading.value),
        quote=quote,
        start=start,
        end=end,
        rule=f"amounts.{reading.rule}",
        doubt=reading.doubt,
        units=units.units,
        unit_words=units.words,
    )
