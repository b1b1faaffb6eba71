"""Whole: sentences about the funding itself, which hold for all, whatever else a text names.

"Die Zuwendung muss mindestens 5.000 Euro betragen" names nobody and nothing but the funding. It
is a question only where something before it could narrow it: a head that names a case, a
sentence that it goes on with, or another value of its field.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from pipeline.claim import EVERY_CASE, Claim, Field, Unit
from pipeline.reading.cases.bound import RATES, Bound
from pipeline.reading.cases.funding_words import speaks_of_funding_alone
from pipeline.reading.text.outline import Block, Kind

_LEAST = frozenset({Field.AWARD_MIN, Field.COST_MIN})
# "je Vorhaben" is all of one grant; so much a tree or an hour only reckons it.
_OF_A_GRANT = frozenset(
    {Unit.PROJECT, Unit.PROGRAMME, Unit.ORGANISATION, Unit.BUILDING, Unit.PRIZE, Unit.YEAR}
)
# "pro Einzelvorhaben": one kind of them.
_KIND_OF_PROJECT = re.compile(r"[A-ZÄÖÜ]\w+(?:projekt|vorhaben|maßnahme|antrag)\b")


def tell_wholes(
    claims: list[Claim],
    bound: Sequence[Bound],
    blocks: Sequence[Block],
    unread: Collection[int],
    case_doubts: Collection[str],
    raw: str,
) -> list[Claim]:
    """Return the claims, telling what its sentence says of the funding itself.

    `case_doubts` are the only questions that this answers; `raw` is the text of the blocks.
    """
    values: dict[Field, _Values] = defaultdict(_Values)
    for claim, one in zip(claims, bound, strict=True):
        values[claim.field].add(claim, one, case_doubts)
    budgets = {float(claim.value) for claim in claims if claim.field is Field.BUDGET}
    total = _total(budgets)
    ranges = _ranges(claims)
    apart = _apart(blocks, raw)
    cases = {claim.case for claim in claims if claim.case != EVERY_CASE}
    # Where one thing alone is named, what is said of no case may go on with it.
    one_thing = len(cases) == 1 and not any(
        claim.case == EVERY_CASE and not claim.doubt and claim.field is not Field.BUDGET
        for claim in claims
    )
    lone = len({blocks[one.block].above for one in bound}) == 1 and not unread
    unread_below = {blocks[at].above[-1:] for at in unread}
    result = []
    for claim, bare in zip(claims, bound, strict=True):
        asked = claim.doubt in case_doubts and claim.case == EVERY_CASE
        asked = asked and not apart.intersection(blocks[bare.block].above)
        one = _of_range(bare) if claim.start in ranges else bare
        if asked and claim.field is Field.BUDGET:
            sure = float(claim.value) == total or (
                len(budgets) == 1 and _is_whole(one, blocks, lone_section=lone)
            )
        else:
            sure = asked and (
                _is_whole(one, blocks, lone_section=lone)
                and not (one_thing and claim.field not in _LEAST and claim.start not in ranges)
                and _is_of_a_grant(claim)
                and values[claim.field].stand_beside(claim, one)
                and not (blocks[one.block].above[-1:] in unread_below and _may_be_passed(claim))
            )
        result.append(replace(claim, doubt="") if sure else claim)
    return result


def _ranges(claims: Sequence[Claim]) -> frozenset[int]:
    """Return where the rates stand that are the two ends of one range."""
    ends = {one.start for one in claims if one.field is Field.RATE_MIN}
    return frozenset(
        one.start for one in claims if one.field is Field.RATE_MAX and one.start in ends
    )


def _of_range(one: Bound) -> Bound:
    """Return a range without what it depends on: both its ends hold, whatever that is."""
    left = _DEPENDING.sub(" ", one.left)
    return one if left == one.left else replace(one, left=left, unclear=False)


_DEPENDING = re.compile(
    r"\b(?:richtet|bemisst|bestimmt) sich nach [^,.;:\d]{3,90} und (?=liegt |beträgt |bewegt )"
    r"|\b(?:hängt von [^,.;:\d]{3,90} ab|variiert(?: [^,.;:\d]{3,60})?) und (?=liegt |beträgt )"
)


def _total(budgets: set[float]) -> float:
    """Return the budget that all others of a text add up to; -1 where there is none."""
    most = max(budgets, default=0.0)
    parts = budgets - {most}
    return most if len(parts) > 1 and abs(sum(parts) - most) < 1 else -1


def _is_whole(one: Bound, blocks: Sequence[Block], *, lone_section: bool) -> bool:
    """Whether a sentence speaks of the funding alone, under no case and behind none."""
    if one.inner or one.outer or one.heads or one.aside or one.provision:
        return False
    if one.goes_on or one.unclear or _NUMBERED.search(one.left) or _THEN.search(one.left):
        return False
    if blocks[one.block].kind is Kind.TEXT and not one.left.strip():
        return False  # "20 % der Kosten" below a name
    if (
        not (one.plain_above or lone_section)
        or not _ends(one.block, blocks)
        or not _BEGINS.match(one.left)
    ):
        return False
    return speaks_of_funding_alone(one.left, _BASE.sub("", one.right))


# What a rate is of says again what is funded.
_BASE = re.compile(
    r"\A (?:der|des) (?:förder|zuwendungs)fähigen [A-ZÄÖÜ]\w+(?:honorars|preises|betrags|rechnung)"
)
_NUMBERED = re.compile(r"\b[A-ZÄÖÜ]\w+ (?:\d{1,2}|[A-H]|[IVX]{1,4})(?![\w.,]|\. ?\w)")  # "Aufruf 2"
_THEN = re.compile(r"\b(?:dann|insoweit|insofern|[Aa]bweichend|ebenso)\b")
# A label of a program is no sentence: `fundingRate: "bis 70 %"`.
_BEGINS = re.compile(r"[\s•*–-]*(?:[(\d„]|[A-ZÄÖÜ]|bis |max|höchst|mind|pro |je |zu |\Z)")


def _ends(place: int, blocks: Sequence[Block]) -> bool:
    """Whether a block is no row, and no list below it goes on with its sentence."""
    if blocks[place].kind in (Kind.ROW, Kind.LEAD):
        return False
    goes_on = place + 1 < len(blocks) and place in blocks[place + 1].above
    return not goes_on or blocks[place].kind is Kind.HEADING


def _apart(blocks: Sequence[Block], raw: str) -> frozenset[int]:
    """Return the headings of which another one has the words, or that are one part of a grant.

    What stands below them holds there alone.
    """
    titles = {
        at: _COUNT.sub("", raw[block.start : block.end]).casefold().strip(" :*")
        for at, block in enumerate(blocks)
        if block.kind is Kind.HEADING
    }
    counted = Counter(titles.values())
    return frozenset(
        at for at, title in titles.items() if counted[title] > 1 or _BASIC.fullmatch(title)
    )


_BASIC = re.compile(r"(?:grund|basis|sockel|aufbau)(?:förderung|zuschuss|betrag|prämie)")
_COUNT = re.compile(r"\A[\W\d]*(?:[a-zA-Z]\))?\s*")


@dataclass(slots=True)
class _Values:
    """What the values of one field are, as far as they speak against one that holds for all."""

    open: set[object] = field(default_factory=set)  # without a case, or of an open one
    unknown: dict[int, set[object]] = field(default_factory=lambda: defaultdict(set))  # by block
    cased: set[object] = field(default_factory=set)
    blocks: set[int] = field(default_factory=set)  # of the values with a case
    first: int = -1  # where the first of these stands

    def add(self, claim: Claim, one: Bound, case_doubts: Collection[str]) -> None:
        """Take in one value; a sum of which it is open whether it is a grant counts nearby."""
        if claim.doubt and claim.doubt not in case_doubts:
            self.unknown[one.block].add(claim.value)
        elif claim.doubt or claim.case == EVERY_CASE:
            self.open.add(claim.value)
        else:
            self.cased.add(claim.value)
            self.blocks.add(one.block)
            self.first = claim.start if self.first < 0 else min(self.first, claim.start)

    def stand_beside(self, claim: Claim, one: Bound) -> bool:
        """Whether no other one could be meant: there is none, or only exceptions behind it."""
        same = {claim.value}
        if not (self.open <= same and self.unknown.get(one.block, same) <= same):
            return False
        return self.cased <= same or (self.blocks == {one.block} and self.first > claim.start)


def _is_of_a_grant(claim: Claim) -> bool:
    """Whether a sum is all that a grant is, and not so much for a piece or a kind of project."""
    whole = _OF_A_GRANT.issuperset(claim.units)
    return whole and not _KIND_OF_PROJECT.search(claim.unit_words)


def _may_be_passed(claim: Claim) -> bool:
    """Whether a sum that no grammar has read may be a higher one than a limit."""
    return claim.field not in _LEAST and claim.field not in RATES
