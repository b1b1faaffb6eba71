"""A guideline speaks where the entry is silent, and never against it."""

from __future__ import annotations

from typing import Any

import pytest

from crawlers.items import GUIDELINE
from pipeline.claim import Claim, Field
from pipeline.guidelines import claims_that_count


def said(part: str, field: Field, value: str | float, doubt: str = "") -> Claim:
    """A claim from a part of an entry."""
    place: dict[str, Any] = {"quote": "", "start": 0, "end": 0, "part": part}
    return Claim(field=field, value=value, rule="test", doubt=doubt, **place)


OWN, LAW = "Konditionen", GUIDELINE


@pytest.mark.parametrize(
    ("claims", "counting"),
    [
        ([(LAW, Field.RATE_MAX, 60.0)], [60.0]),
        ([(LAW, Field.RATE_MAX, 60.0), (f"{LAW} 2", Field.RATE_MAX, 60.0)], [60.0, 60.0]),
        ([(LAW, Field.RATE_MAX, 60.0), (LAW, Field.RATE_MAX, 80.0)], []),
        ([(LAW, Field.RATE_MIN, 40.0), (LAW, Field.RATE_MAX, 80.0)], [40.0, 80.0]),
        ([(OWN, Field.RATE_MIN, 55.0), (LAW, Field.RATE_MAX, 80.0)], [55.0]),
        ([(OWN, Field.RATE_MAX, 55.0), (LAW, Field.AWARD_MAX, 9000.0)], [55.0, 9000.0]),
        ([(OWN, Field.DEADLINE_RULE, "rolling"), (LAW, Field.DEADLINE, "2027-05-01")], ["rolling"]),
        ([(LAW, Field.DEADLINE, "2027-05-01"), (LAW, Field.ANNUAL_DEADLINE, "05-01")], []),
        ([(LAW, Field.APPLICANT, "municipality"), (LAW, Field.APPLICANT, "association")],
         ["municipality", "association"]),
        ([(LAW, Field.AREA, "06531"), (LAW, Field.STATUS, "closed")], []),
        ([(OWN, Field.AREA, "06531"), (OWN, Field.AREA, "06532")], ["06531", "06532"]),
    ],
)  # fmt: skip
def test_the_entry_is_heard_first(
    claims: list[tuple[str, Field, str | float]], counting: list[str | float]
) -> None:
    """Of a guideline counts what the entry does not say and the guideline says in one way."""
    counted = claims_that_count([said(*claim) for claim in claims])
    assert [claim.value for claim in counted] == counting


def test_a_doubt_of_a_guideline_is_no_question() -> None:
    """The entry's own doubts are asked, those of sixty pages of law are not."""
    doubts = [said(part, Field.AWARD_MAX, 1.0, doubt="Je Jahr?") for part in (OWN, LAW)]
    assert claims_that_count(doubts) == (doubts[0],)
    assert claims_that_count(doubts[1:]) == ()
