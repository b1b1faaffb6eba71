"""Two clerks at the very same moment: one wins, the other hears of it, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db.decisions import Decision
from db.engine import reading, writing
from db.opportunities import Opportunity
from db.reviews import ReviewItem
from db.statements import Field, Statement, Subject
from db.vocabulary import ReviewState, Visibility
from pipeline.desk.correct import Correction, correct
from pipeline.desk.identities import merge, separate
from pipeline.desk.reject import reject
from pipeline.desk.replay import replay
from pipeline.desk.seen import Moved, Seen, seen_of
from pipeline.desk.visibility import show_as
from pipeline.run import Rules
from tests.pipeline.desk.test_acts import UNSURE, came
from tests.pipeline.desk.test_merge_and_split import GROUNDS, with_rate
from tests.pipeline.duplicates.test_relate import BANK, crawl, ids
from tests.pipeline.duplicates.test_relate import UNSURE as UNSURE_TWIN
from tests.pipeline.duplicates.test_relate import rules as twin_rules
from tests.properties.deciding import stored_of

__all__ = ["twin_rules"]
CLERKS = ("one@example.org", "two@example.org")
DAY = timedelta(days=1)

Deed = Callable[[Session, str], object]


def at_once(engine: Engine, *deeds: Deed) -> list[object]:
    """Let each clerk act in a thread of his own; return what each came to."""
    start = Barrier(len(deeds))
    ends: list[object] = [None] * len(deeds)

    def act(place: int, deed: Deed) -> None:
        start.wait()
        try:
            with writing(engine) as session:
                deed(session, CLERKS[place])
            ends[place] = "done"
        except Exception as error:
            ends[place] = error

    threads = [Thread(target=act, args=(place, deed)) for place, deed in enumerate(deeds)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return ends


def saying(number: int, value: str, now: datetime, seen: Seen | None) -> Deed:
    """A clerk who says that a deadline holds."""
    said = Statement(field=Field.DEADLINE, value=value)
    correction = Correction(subject=Subject.DEADLINES, statements=(said,))
    return lambda s, by: correct(s, number, correction, by, now, seen=seen)


@pytest.mark.parametrize("way", ["entry", "question", "both"])
def test_exactly_one_wins(engine: Engine, rules: Rules, now: datetime, way: str) -> None:
    """On the entry, on its question, or one on each: both had the same page before them."""
    came(engine, rules, now, UNSURE)
    with reading(engine) as session:
        (item,) = session.scalars(select(ReviewItem))
        number = item.opportunity_id
        seen = seen_of(session, [number])[number]
    at = now + DAY
    says = [saying(number, f"2027-0{month}-15", at, seen) for month in (4, 5)]
    no: Deed = lambda s, by: reject(s, item.id, by, at, seen=seen)  # noqa: E731
    deeds = {"entry": says, "question": [no, no], "both": [says[0], no]}[way]
    ends = at_once(engine, *deeds)
    (loser,) = [end for end in ends if end != "done"]
    assert isinstance(loser, Moved), ends
    with reading(engine) as session:
        (row,) = session.scalars(select(Decision))
        (after,) = session.scalars(select(ReviewItem))
    winner = CLERKS[ends.index("done")]
    assert (row.decided_by, row.undone_at) == (winner, None)
    assert winner in str(loser)
    assert (after.state, after.answered_id) == (ReviewState.ANSWERED, row.id)


def test_without_a_page_the_later_word_ends_the_earlier(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """Both are in the log, and one of them stands."""
    came(engine, rules, now, UNSURE)
    says = [saying(1, f"2027-0{month}-15", now + DAY, None) for month in (4, 5)]
    assert at_once(engine, *says) == ["done", "done"]
    with reading(engine) as session:
        first, second = session.scalars(select(Decision).order_by(Decision.id))
    assert (first.undone_by, second.undone_by) == (second.decided_by, "")


def test_two_entries_of_one_card_at_once(engine: Engine, twin_rules: Rules, now: datetime) -> None:
    """Each has its own word, and the card they share is what both say."""
    crawl(engine, twin_rules, now, with_rate(BANK, 65.0), with_rate(UNSURE_TWIN, 75.0))
    numbers = [ids(engine)["wibank"], ids(engine)["culture"]]
    for turn in range(5):
        at = now + (turn + 1) * DAY
        deeds = [saying(number, f"2027-04-1{turn}", at, None) for number in numbers]
        assert at_once(engine, *deeds) == ["done", "done"]
        check(engine, at)


def test_merge_and_word_at_once(engine: Engine, twin_rules: Rules, now: datetime) -> None:
    """Neither waits for ever, and the facts are what the log says."""
    crawl(engine, twin_rules, now, with_rate(BANK, 65.0), with_rate(UNSURE_TWIN, 75.0))
    one, other = ids(engine)["wibank"], ids(engine)["culture"]
    for turn, act in enumerate((merge, separate, merge, separate)):
        at = now + (turn + 1) * DAY
        deed: Deed = lambda s, by, a=act, t=at: a(s, one, other, grounds=GROUNDS, by=by, now=t)  # type: ignore[misc]  # noqa: E731
        assert at_once(engine, deed, saying(other, f"2027-04-1{turn}", at, None)) == [
            "done",
            "done",
        ]
        check(engine, at)
    hide: Deed = lambda s, by: show_as(s, one, Visibility.HELD, by, now + 9 * DAY)  # noqa: E731
    assert at_once(engine, hide, saying(other, "2027-05-01", now + 9 * DAY, None)) == ["done"] * 2
    check(engine, now + 9 * DAY)


def check(engine: Engine, now: datetime) -> None:
    """What is stored is what the log says."""
    with writing(engine) as session:
        stored = stored_of(session)
        replay(session, now)
        session.flush()
        assert stored_of(session) == stored
        assert session.scalars(select(Opportunity)).all()
        session.rollback()
