"""Guidelines: what a linked guideline adds to what the entry itself says.

A guideline often governs several measures, and the entry is one of them. So the entry is
heard first, a guideline only on what the entry leaves unsaid, and only where it names one
value and no second. Its doubtful claims are evidence to look at, not questions to staff.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from crawlers.items import GUIDELINE
from pipeline.claim import Claim, Field

# Fields that say the same thing in different ways: who states one of them has spoken.
_TIME = frozenset(
    {Field.DEADLINE, Field.ANNUAL_DEADLINE, Field.DEADLINE_MONTH, Field.DEADLINE_RULE}
)
_AWARD = frozenset({Field.AWARD_MIN, Field.AWARD_MAX})
_RATE = frozenset({Field.RATE_MIN, Field.RATE_MAX, Field.OWN_SHARE})
_COST = frozenset({Field.COST_MIN, Field.COST_MAX})
_WHO = frozenset({Field.APPLICANT, Field.EXCLUDED_APPLICANT})
_GROUPS = (_TIME, _AWARD, _RATE, _COST, _WHO)


def claims_that_count(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims that count: the entry's own, and a guideline's where it was silent."""
    own = [claim for claim in claims if not is_guideline(claim.part)]
    said = {claim.field for claim in own}
    more: defaultdict[frozenset[Field], list[Claim]] = defaultdict(list)
    for claim in claims:
        if is_guideline(claim.part) and not claim.review:
            more[_group(claim.field)].append(claim)
    added = (
        claim
        for group, stated in more.items()
        if group and not group & said and (group is _WHO or _agree(stated))
        for claim in stated
    )
    return (*own, *added)


def is_guideline(label: str) -> bool:
    """Whether a part of an entry is the text of a guideline."""
    return label.startswith(GUIDELINE)


def _group(field: Field) -> frozenset[Field]:
    return next((group for group in _GROUPS if field in group), frozenset())


def _agree(claims: Sequence[Claim]) -> bool:
    """Whether no field is given two values in one case, and a deadline is given in one way only.

    Two cases of a guideline may be two measures, of which the entry is one: only where they
    tell people apart do they both count.
    """
    values = {(claim.field, claim.value) for claim in claims}
    if claims[0].field in _TIME:
        return len(values) == 1
    cases = {claim.case for claim in claims}
    if len(cases) > 1 and any(case.measure or case.stage or case.round for case in cases):
        return False
    said = {(claim.field, claim.case.key, claim.value) for claim in claims}
    return len(said) == len({(field, key) for field, key, _value in said})
