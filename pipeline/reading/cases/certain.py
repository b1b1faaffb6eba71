"""Certain: which values stand for their case beyond doubt; about every other one we ask."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.claim import EVERY_CASE, Case, Claim, Field, Unit
from pipeline.reading.cases.bound import RATES, SAID, Bound
from pipeline.reading.cases.closed import is_exception, is_name
from pipeline.reading.cases.combined import combined
from pipeline.reading.cases.frames import (
    all_narrow,
    is_clean,
    may_open,
    names_own_subject,
    speaks_for_all,
)
from pipeline.reading.cases.funding_words import (
    kind_of_project,
    speaks_of_funding_alone,
    without_case,
)
from pipeline.reading.cases.names import is_sized
from pipeline.reading.cases.openers import DEPENDS
from pipeline.reading.cases.whole import tell_wholes
from pipeline.reading.money.amounts import WHICH
from pipeline.reading.money.records import RULE
from pipeline.reading.text.outline import Block, Kind

_FAMILY = {
    Field.AWARD_MIN: "award", Field.AWARD_MAX: "award",
    Field.COST_MIN: "cost", Field.COST_MAX: "cost",
    Field.RATE_MIN: "rate", Field.RATE_MAX: "rate",
}  # fmt: skip
_COSTS = frozenset({Field.COST_MIN, Field.COST_MAX})
_OF_PROJECTS = frozenset({Field.AWARD_MIN, Field.AWARD_MAX, *_COSTS})
_SMALL = 250  # EUR: what is given for so much a piece of something we do not know
_RECKONS = frozenset({Unit.HOUR, Unit.DAY, Unit.LENGTH_OR_AREA, Unit.INHABITANT})
_CASE_OF_AMOUNT = "Für welchen Fall gilt dieser Betrag?"
_CASE_OF_RATE = "Für welchen Fall gilt dieser Fördersatz?"
_CASE_DOUBTS = (_CASE_OF_AMOUNT, _CASE_OF_RATE)


def settled(
    bound: list[Bound], blocks: Sequence[Block], unread: frozenset[int], raw: str
) -> list[Claim]:
    """Return the claims with their cases, asking where values differ for no stated reason."""
    values: dict[Field, set[object]] = defaultdict(set)
    for one in bound:
        values[one.claim.field].add(one.claim.value)
    several = {_family(some) for some, found in values.items() if len(found) > 1}
    for some, names in _names_by_family(bound).items():
        if len(names) > 1:
            several.add(some)
    claims = [_claim(one, several=_family(one.claim.field) in several) for one in bound]
    claims = _asked(claims, [one.block for one in bound])
    claims = _ask_outside_frames(_ask_generals(claims, bound), bound, blocks, unread)
    claims = _tell_in_own_words(claims, bound)
    claims = _tell_records(_ask_beside_funding(claims, bound), unread)
    claims = tell_wholes(claims, bound, blocks, unread, _CASE_DOUBTS, raw)
    claims = [_as_loan(claim, one) for claim, one in zip(claims, bound, strict=True)]
    return _once([_unless_per_unit(claim) for claim in claims])


def _unless_per_unit(claim: Claim) -> Claim:
    """Ask about so much an hour or a tree: it reckons a grant, and is not what a project gets."""
    if claim.doubt or claim.field not in _OF_PROJECTS:
        return claim
    small = float(claim.value) < _SMALL
    unknown = bool(claim.unit_words) and not claim.units and small  # "je Flügel"
    yearly = claim.field in _COSTS and Unit.YEAR in claim.units
    if unknown or yearly or _RECKONS.intersection(claim.units):
        return replace(claim, doubt=WHICH)
    return claim


def _as_loan(claim: Claim, one: Bound) -> Claim:
    """Return what can be borrowed as the most of a loan, which is no grant's."""
    near = one.left[-_NEAR:]
    loan = claim.field in _AWARDS and ("arlehen" in near or "redit" in near)
    if not loan or not _LOAN.search(near):
        return claim
    if "arlehen" in claim.case.words or "redit" in claim.case.words:
        return claim
    words = ", ".join(part for part in (claim.case.words, _DARLEHEN) if part)
    return replace(claim, case=replace(claim.case, words=words, measure=words))


_NEAR = 160  # characters
_DARLEHEN = "Darlehen"
_AWARDS = frozenset({Field.AWARD_MIN, Field.AWARD_MAX})
# The last thing given that is named before the number is a loan.
_LOAN = re.compile(
    r"(?:[Dd]arlehen|[Kk]redit)\w*(?![^;]*(?:[Zz]usch[uü]ss|[Zz]uwendung|[Pp]rämie|[Ff]örderung\b"
    r"|Beteiligung))[^;.]{0,90}\Z"
)


def _tell_records(claims: list[Claim], unread: frozenset[int]) -> list[Claim]:
    """Tell what a line of a record says, where nothing else on the page says another value.

    The record is of one thing, and its lines have no other words that could narrow it.
    """
    values: dict[Field, set[object]] = defaultdict(set)
    for claim in claims:
        if claim.field is not Field.BUDGET:
            values[claim.field].add(claim.value)
    if unread or any(len(found) > 1 for found in values.values()):
        return claims
    return [
        replace(claim, doubt="")
        if claim.rule.startswith(RULE) and claim.doubt in _CASE_DOUBTS
        else claim
        for claim in claims
    ]


def _tell_in_own_words(claims: list[Claim], bound: list[Bound]) -> list[Claim]:
    """Tell what stands in a sentence that says its case and the funding, and nothing else.

    So do the headings and leads above it. Two values of one case stay a question.
    """
    told = [
        not claim.doubt
        or (claim.doubt in _CASE_DOUBTS and claim.case != EVERY_CASE and _in_own_words(one))
        for claim, one in zip(claims, bound, strict=True)
    ]
    values: dict[tuple[Field, Case, tuple[Unit, ...]], set[object]] = defaultdict(set)
    for claim in claims:
        values[claim.field, claim.case, claim.units].add(claim.value)
    return [
        replace(claim, doubt="")
        if sure and len(values[claim.field, claim.case, claim.units]) == 1
        else claim
        for claim, sure in zip(claims, told, strict=True)
    ]


def _in_own_words(one: Bound) -> bool:
    names = (*one.outer, *one.inner)
    if len(one.inner) > 1 or not one.plain_above or _EITHER.search(one.left):
        return False
    if not all(is_name(name) and is_clean(name, title=True) for name in names):
        return False
    left, behind = one.left, one.behind
    for name in one.inner:
        left, behind = without_case(left, name), without_case(behind, name)
    return speaks_of_funding_alone(left, SAID.split(behind)[0])


_EITHER = re.compile(r"\boder [^,;]{0,20}\Z")


def _ask_beside_funding(claims: list[Claim], bound: list[Bound]) -> list[Claim]:
    """Ask for whom a value holds whose sentence speaks of more than the funding.

    Where the sentence names a case in a closed frame, the value is told of that case: it may
    only say again what is funded, and is true either way.
    """
    result = []
    for claim, one in zip(claims, bound, strict=True):
        if (
            claim.doubt
            or claim.case != EVERY_CASE
            or claim.field is Field.BUDGET
            or (not one.aside and speaks_of_funding_alone(one.left, one.right))
        ):
            result.append(claim)
        elif len(one.inner) == 1 and not one.outer and (_stands_alone(one) or _in_own_words(one)):
            result.append(replace(claim, case=one.inner[0].case))
        elif kind := _kind(one):
            result.append(replace(claim, case=Case(words=kind, measure=kind)))
        else:
            result.append(_doubted(claim))
    return result


def _kind(one: Bound) -> str:
    """Return the kind of project that is all the sentence of a value names, or ""."""
    kind = "" if one.aside or one.outer else kind_of_project(one.left, one.right)
    return kind if all(name.case.words == kind for name in one.inner) else ""


def _stands_alone(one: Bound) -> bool:
    name = one.inner[0]
    return one.closed and is_name(name) and is_clean(name)


def _ask_outside_frames(
    claims: list[Claim], bound: list[Bound], blocks: Sequence[Block], unread: frozenset[int]
) -> list[Claim]:
    """Ask, in a text of several cases, about every value that stands in no closed frame."""
    values: dict[Field, set[object]] = defaultdict(set)
    per_unit: dict[tuple[Field, tuple[Unit, ...]], set[object]] = defaultdict(set)
    for claim in claims:
        values[claim.field].add(claim.value)
        # So much a tree and so much an application are no two values of one thing.
        per_unit[claim.field, claim.units].add(claim.value)
    if not (
        unread
        or any(len(found) > 1 for found in per_unit.values())
        or any(claim.case != EVERY_CASE or claim.doubt in _CASE_DOUBTS for claim in claims)
    ) or _depends_alone(claims, values):
        return claims
    by_field: dict[Field, list[tuple[Claim, Bound]]] = defaultdict(list)
    for claim, one in zip(claims, bound, strict=True):
        by_field[claim.field].append((claim, one))
    heads = _heads_of_one_rank(bound, blocks)
    alone = {some: _one_below_each(theirs, heads) for some, theirs in by_field.items()}
    firm = {
        id(one): claim.doubt == "" and _is_firm(claim, one, alone=alone[claim.field])
        for claim, one in zip(claims, bound, strict=True)
    }
    short = len(blocks) == 1  # a text of one paragraph speaks of nothing else
    if not short:
        firm |= {id(one): False for one in _without_contrast(claims, bound, firm)}
    defaults = _led_by_default(claims, bound) if short else set()
    named_ = [name for one in bound for name in (*one.outer, *one.inner)]
    one_section = len({_section(one, blocks) for one in bound}) == 1
    exceptions = bool(named_) and not unread and all(map(is_exception, named_))
    ranges = _ranges(claims, bound)
    result = []
    for claim, one in zip(claims, bound, strict=True):
        theirs = by_field[claim.field]
        if claim.doubt:
            sure = True
        elif claim.field is Field.BUDGET and claim.case == EVERY_CASE:
            sure = len(values[Field.BUDGET]) == 1 and _is_of_programme(one, blocks)
        elif claim.case == EVERY_CASE:
            cased = [(c, b) for c, b in theirs if c.value != claim.value]
            lone = one_section and len(values[claim.field]) == 1 and _is_of_all(one)
            sure = (bool(cased) or exceptions or lone) and all(
                firm[id(b)]
                and (
                    _narrows_who(c.case)
                    or (bool(b.inner) and all(map(is_exception, b.inner)))
                    or claim.field in defaults
                )
                for c, b in cased
            )
        else:
            sure = firm[id(one)] or (id(one) in ranges and bool(DEPENDS.match(claim.case.words)))
        result.append(claim if sure else _doubted(claim))
    return result


def _ranges(claims: list[Claim], bound: list[Bound]) -> set[int]:
    """Return the values that are the two ends of one range: "je nach Größe 15 bis 45 %"."""
    ends: dict[tuple[int, str], list[Bound]] = defaultdict(list)
    for claim, one in zip(claims, bound, strict=True):
        ends[claim.start, _family(claim.field)].append(one)
    return {id(one) for both in ends.values() if len(both) > 1 for one in both}


def _depends_alone(claims: list[Claim], values: dict[Field, set[object]]) -> bool:
    """Whether all values of a text stand in one sentence and depend on one thing."""
    words = {claim.case.words for claim in claims}
    alone = len(words) == 1 and DEPENDS.match(words.pop()) is not None
    return alone and all(len(found) == 1 for found in values.values())


def _narrows_who(case: Case) -> bool:
    return bool(case.applicants or case.weak or is_sized(case))


_ASIDE = re.compile(r", (?:welche\w|de[mrn]|denen|die|das|wofür|wobei)\b")


def _is_of_programme(one: Bound, blocks: Sequence[Block]) -> bool:
    """Whether a budget stands in running text, under no case and in no clause beside."""
    alone = speaks_of_funding_alone(one.left, one.right)
    running = alone or blocks[one.block].kind is not Kind.ITEM
    plain = one.plain and running and blocks[one.block].kind is not Kind.ROW
    opens = may_open(one.left) and not alone
    return plain and not one.heads and not _ASIDE.search(one.left) and not opens


def _section(one: Bound, blocks: Sequence[Block]) -> int:
    """Return the innermost heading above a value but the text's title, or -1."""
    above = [at for at in blocks[one.block].above if blocks[at].kind is Kind.HEADING and at > 0]
    return above[-1] if above else -1


def _is_of_all(one: Bound) -> bool:
    """Whether a value stands under no case, and its sentence speaks of the funding alone."""
    return (
        one.plain_above
        and not one.heads
        and not one.provision
        and speaks_of_funding_alone(one.left, one.right)
    )


def _is_firm(claim: Claim, one: Bound, *, alone: bool) -> bool:
    """Whether a value stands for its case in a closed frame.

    `alone` says that all values of its field stand below heads of one rank, each alone.
    """
    names = (*one.outer, *one.inner)
    if claim.case == EVERY_CASE or not all(is_name(name) for name in names):
        return False
    if any(_THE_GRANT.fullmatch(name.case.words) for name in names):
        return False
    if one.outer and one.inner:
        return one.closed and not any(name.case.words.endswith("?") for name in one.outer)
    return one.closed or (bool(one.outer) and alone)


# "Die Höhe der Zuweisung" is one of all.
_THE_GRANT = re.compile(
    r"(?:(?:der|des|eines|einer) )?(?:Zuweisung|Zuwendung|Darlehen|Zuschuss|Förderung|Fördersumme"
    r"|Beihilfe|Stipendium)(?:e?s|en|e|n)?(?: des Landes| des Bundes)?"
)


def _without_contrast(
    claims: list[Claim], bound: list[Bound], firm: dict[int, bool]
) -> list[Bound]:
    """Return the limits of costs of a case of words alone, with no other case, and lone shares.

    "Die Kosten für das einzelne Gerät" are no costs of a project. That "die Förderung für ein
    Balkonkraftwerk" is 25 % may only say again what is funded, and is true either way.
    """
    pairs = [pair for pair in zip(claims, bound, strict=True) if firm[id(pair[1])]]
    alone = len({claim.case for claim, _ in pairs}) == 1
    shares = {claim.case for claim, _ in pairs if claim.field is Field.OWN_SHARE}
    return [
        one
        for claim, one in pairs
        if (alone and claim.field in _COSTS and not _narrows_who(claim.case))
        or (claim.field is Field.OWN_SHARE and len(shares) == 1)
    ]


def _heads_of_one_rank(bound: list[Bound], blocks: Sequence[Block]) -> frozenset[int]:
    """Return the places of the heads that name a case, where several stand side by side."""
    places = {place for one in bound for place in one.heads}
    # Ranks 4 and 5 differ by an empty line, which the first line of a text cannot have.
    ranks = {
        (blocks[at].kind, 4 if blocks[at].rank == 5 else blocks[at].rank, blocks[at].above)
        for at in places
    }
    return frozenset(places) if len(places) > 1 and len(ranks) == 1 else frozenset()


def _one_below_each(theirs: list[tuple[Claim, Bound]], heads: frozenset[int]) -> bool:
    """Whether all values of a field stand below heads of one rank, each alone."""
    found: dict[int, set[object]] = defaultdict(set)
    for claim, other in theirs:
        if len(other.heads) != 1 or other.inner or other.heads[0] not in heads:
            return False
        found[other.heads[0]].add(claim.value)
    return all(len(some) == 1 for some in found.values())


def _ask_generals(claims: list[Claim], bound: list[Bound]) -> list[Claim]:
    """Ask about values without a case that something could narrow.

    Beside other values of its field one may stand for all only as a default: the others
    narrow it, and its own sentence speaks of the funding itself.
    """
    by_field: dict[Field, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_field[claim.field].append(claim)
    cased = any(claim.case != EVERY_CASE or claim.doubt in _CASE_DOUBTS for claim in claims)
    defaults = _led_by_default(claims, bound)
    faint = {name.case.words for one in bound for name in (*one.inner, *one.outer)}
    several: set[Field] = set()  # fields with more than one value
    closed: set[Field] = set()  # fields in which nothing can be a default
    beside: set[Field] = set()  # fields in which a default stands beside cases
    asked: dict[Field, set[object]] = {}
    for some, theirs in by_field.items():
        values = {one.value for one in theirs}
        cases = [one.case for one in theirs if one.case != EVERY_CASE]
        if cases and not all_narrow(cases) and some not in defaults:
            closed.add(some)
        if len(values) > 1:
            several.add(some)
            if values != {one.value for one in theirs if one.case == EVERY_CASE}:
                beside.add(some)
        asked[some] = {
            one.value for one in theirs if one.case == EVERY_CASE and one.doubt in _CASE_DOUBTS
        }
    result = []
    for claim, one in zip(claims, bound, strict=True):
        if claim.doubt or claim.case != EVERY_CASE or claim.field is Field.BUDGET:
            result.append(claim)
            continue
        some = claim.field
        differs = len(asked[some]) > 1 or (bool(asked[some]) and claim.value not in asked[some])
        narrowed = (cased or some in several) and (
            (bool(one.inner or one.outer) and len(faint) > 1)
            or may_open(f"{one.left}# {one.right}")
            or one.provision
        )
        alone = (cased and names_own_subject(one.left)) or (
            some in beside and not speaks_for_all(one.left, one.right)
        )
        open_ = some in closed or differs or narrowed or alone
        result.append(_doubted(claim) if open_ else claim)
    return result


def _led_by_default(claims: list[Claim], bound: list[Bound]) -> set[Field]:
    """Return the fields whose first value stands for all, with exceptions in sentences behind it.

    All stand in one paragraph: "Der Zuschuss beträgt 50 %. Für Konzepte beträgt er 70 %."
    """
    places: dict[Field, list[tuple[Claim, Bound]]] = defaultdict(list)
    for claim, one in zip(claims, bound, strict=True):
        places[claim.field].append((claim, one))
    found = set()
    for some, theirs in places.items():
        theirs.sort(key=lambda pair: pair[0].start)
        first, begin = theirs[0]
        rest = [pair for pair in theirs if pair[0].value != first.value]
        if first.case != EVERY_CASE or not rest:
            continue
        if all(
            claim.case != EVERY_CASE and one.block == begin.block and one.sentence != begin.sentence
            for claim, one in rest
        ):
            found.add(some)
    return found


def _names_by_family(bound: list[Bound]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for one in bound:
        if one.inner:
            names[_family(one.claim.field)].add(one.inner[-1].case.words)
    return names


def _family(some: Field) -> str:
    return _FAMILY.get(some, some.value)


def _claim(one: Bound, *, several: bool) -> Claim:
    names = [name for name in (*one.outer, *one.inner) if several or not name.faint]
    case = combined(names)
    if case is None:
        return _doubted(one.claim)
    claim = replace(one.claim, case=case)
    unknown = bool(claim.unit_words) and not claim.units  # "je Los": a unit we do not know
    unclean = not all(is_clean(name) for name in one.inner) or not all(
        is_clean(name, title=True) for name in one.outer
    )
    unsure = one.unsure or unclean or (several and (one.unsure_if_several or unknown))
    return _doubted(claim) if unsure else claim


def _doubted(claim: Claim) -> Claim:
    doubt = _CASE_OF_RATE if claim.field in RATES else _CASE_OF_AMOUNT
    return replace(claim, doubt=claim.doubt or doubt)


def _asked(claims: list[Claim], blocks: list[int]) -> list[Claim]:
    """Ask where a text states different values of one field for all, or for one case.

    In one breath a sum per head and a limit of all are no contradiction.
    """
    stated: dict[tuple[Field, Case], list[tuple[Claim, int]]] = defaultdict(list)
    for claim, block in zip(claims, blocks, strict=True):
        if not claim.doubt and claim.field is not Field.BUDGET:
            stated[claim.field, claim.case].append((claim, block))
    contested = {(_family(some), case) for (some, case), found in stated.items() if _differ(found)}
    return [
        _doubted(claim) if (_family(claim.field), claim.case) in contested else claim
        for claim in claims
    ]


def _differ(found: list[tuple[Claim, int]]) -> bool:
    values: dict[object, set[object]] = defaultdict(set)
    for claim, _ in found:
        values[claim.unit_words.casefold() or claim.units].add(claim.value)
    places = {(claim.value, block) for claim, block in found}
    apart = len({value for value, _ in places}) > 1 and len({block for _, block in places}) > 1
    return apart or any(len(some) > 1 for some in values.values())


def _once(claims: list[Claim]) -> list[Claim]:
    """Return the claims, each value of a case once; a certain one wins over a question."""
    found: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        key = claim.field, claim.value, claim.case, claim.units
        if key not in found or (found[key].doubt and not claim.doubt):
            found[key] = claim
    sure = {
        (claim.field, claim.value)
        for claim in found.values()
        if not claim.doubt and claim.case == EVERY_CASE
    }
    return [
        claim
        for claim in found.values()
        if not (claim.doubt and (claim.field, claim.value) in sure)
    ]
