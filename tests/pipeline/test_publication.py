"""Publish or ask."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from db.vocabulary import Visibility
from pipeline.publication import judge
from pipeline.question import Question, fingerprint
from tests.db.test_values import fixed, values

QUESTION = Question(field="deadline", text="Welches Jahr ist gemeint?", quote="bis 1. Februar")


@pytest.mark.parametrize("kind", ["programme", "call", "prize", "event"])
def test_a_doubtful_value_holds_nothing_back(kind: str) -> None:
    """The entry is published without the value, and staff are asked."""
    stated = replace(values(topics=("digital",)), kind=kind)
    verdict = judge(stated, (QUESTION,))
    assert verdict.visibility is Visibility.PUBLISHED
    assert verdict.questions == (QUESTION,)


@pytest.mark.parametrize("more", [{}, {"award_max": 5000.0, "deadlines": (fixed("2027-01-01"),)}])
def test_award_news_is_never_an_opportunity(more: dict[str, object]) -> None:
    """Money already given is nobody's chance, whatever dates and amounts stand in the text."""
    verdict = judge(replace(values(**more), kind="award"), (QUESTION,))
    assert (verdict.visibility, verdict.questions) == (Visibility.NEVER, ())


def test_a_notice_that_promises_money_is_asked_about() -> None:
    """A notice with a deadline or an amount may be a call."""
    verdict = judge(replace(values(rate_max=80.0), kind="notice"), ())
    assert verdict.visibility is Visibility.HELD
    assert [question.field for question in verdict.questions] == ["kind"]


def test_a_notice_without_funding_stays_out() -> None:
    """A minister's visit is no news for a treasurer, and no question for staff."""
    verdict = judge(replace(values(), kind="notice"), (QUESTION,))
    assert (verdict.visibility, verdict.questions) == (Visibility.NEVER, ())


def test_an_entry_that_names_nobody_and_no_topic_is_asked_about() -> None:
    """It is published, but only staff can say whom it concerns."""
    verdict = judge(values(), ())
    assert verdict.visibility is Visibility.PUBLISHED
    assert [question.field for question in verdict.questions] == ["topics"]


@pytest.mark.parametrize(
    "stated", [{"applicants": ("municipality",)}, {"topics": ("digital",)}], ids=str
)
def test_an_entry_without_a_topic_is_no_question_by_itself(stated: dict[str, Any]) -> None:
    """Whoever asked for everything is told of it; staff need not sort what fits nowhere."""
    verdict = judge(values(**stated), ())
    assert (verdict.visibility, verdict.questions) == (Visibility.PUBLISHED, ())


def test_a_question_is_known_again_in_other_spacing() -> None:
    """A line break in the quote makes no new question; another quote does."""
    same = replace(QUESTION, quote="bis\n1. Februar")
    other = replace(QUESTION, quote="bis 2. Februar")
    assert fingerprint(same) == fingerprint(QUESTION) != fingerprint(other)
