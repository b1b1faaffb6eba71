"""Sleep: until when a question is nobody's work, whoever said so last, and what wakes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from db.engine import reading, writing
from db.reviews import ReviewItem
from pipeline.desk.aside import ask_funder, postpone
from pipeline.desk.taking import snooze
from pipeline.desk.undo import undo
from pipeline.run import Rules, process
from tests.pipeline.desk.test_acts import BY, OTHER, UNSURE, UNSURE_TOO, items
from tests.pipeline.test_run import crawled, opportunity

DAY = timedelta(days=1)


@pytest.fixture
def item(engine: Engine, rules: Rules, now: datetime) -> int:
    """A question, beside that of another entry."""
    crawled(engine, now, UNSURE, UNSURE_TOO)
    process(engine, rules, now)
    return items(engine)[0]


def asks(engine: Engine, item: int, due_on: date, now: datetime) -> int:
    """Let somebody ask the funder; return the number of the decision."""
    with writing(engine) as session:
        words = {"question": "Wann?", "whom": "amt@example.org", "due_on": due_on}
        return ask_funder(session, item, **words, by=BY, now=now).id  # type: ignore[arg-type]


def sleeps(engine: Engine, item: int) -> tuple[date | None, bool]:
    """Until when a question sleeps, and whether for an answer."""
    with reading(engine) as session:
        one = session.get_one(ReviewItem, item)
        return one.asleep_until_on, one.awaits_answer


def test_putting_an_entry_off_leaves_what_waits_for_an_answer(
    engine: Engine, item: int, now: datetime
) -> None:
    """A colleague's \"later\" does not make an asked funder forgotten, until the answer is due."""
    due_on = now.date() + 20 * DAY
    asks(engine, item, due_on, now)
    number = opportunity(engine, "call").id
    with writing(engine) as session:
        snooze(session, number, now.date() + DAY, OTHER, now)
    assert sleeps(engine, item) == (due_on, True)
    late = now + 20 * DAY
    with writing(engine) as session:
        snooze(session, number, late.date() + DAY, OTHER, late)
    assert sleeps(engine, item) == (late.date() + DAY, False)


@pytest.mark.parametrize("first", [True, False])
def test_of_two_words_the_other_holds_when_one_is_taken_back(
    engine: Engine, item: int, now: datetime, first: bool
) -> None:
    """The earlier one taken back changes nothing; the later one leaves the earlier."""
    soon, late = now.date() + DAY, now.date() + 9 * DAY
    with writing(engine) as session:
        one = postpone(session, item, soon, BY, now).id
    other = asks(engine, item, late, now)
    with writing(engine) as session:
        undo(session, one if first else other, OTHER, now)
    assert sleeps(engine, item) == ((late, True) if first else (soon, False))
    with writing(engine) as session:
        undo(session, other if first else one, OTHER, now)
    assert sleeps(engine, item) == (None, False)


def test_a_new_text_wakes_what_waits_for_an_answer(
    engine: Engine, item: int, rules: Rules, now: datetime
) -> None:
    """The answer may stand on the page; of an entry whose page is the same nothing wakes."""
    other = items(engine, key="other")[0]
    due_on = now.date() + 20 * DAY
    for one in (item, other):
        asks(engine, one, due_on, now)
    later = now + DAY
    body = f"{UNSURE.body} Fragen beantwortet das Amt."
    crawled(engine, later, replace(UNSURE, body=body), UNSURE_TOO)
    process(engine, rules, later)
    assert sleeps(engine, item) == (None, False)
    assert sleeps(engine, other) == (due_on, True)


def test_what_somebody_put_off_a_new_text_leaves(
    engine: Engine, item: int, rules: Rules, now: datetime
) -> None:
    """That word is about the day, not about the page."""
    until_on = now.date() + 9 * DAY
    others = items(engine, key="other")
    with writing(engine) as session:
        for one in (item, *others):
            postpone(session, one, until_on, BY, now)
    later = now + DAY
    crawled(engine, later, *(replace(one, body=f"{one.body} Neu.") for one in (UNSURE, UNSURE_TOO)))
    process(engine, rules, later)
    with reading(engine) as session:
        asleep = select(ReviewItem.asleep_until_on).where(ReviewItem.state == "open")
        assert set(session.scalars(asleep)) == {until_on}
