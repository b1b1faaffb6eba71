"""How well we read: what answers to samples say, and what they are as annotated texts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from db.deliveries import DigestIssue
from db.engine import reading, writing
from db.queries.reading_quality import Quality, quality
from db.reviews import ReviewItem
from db.statements import Field, Subject
from db.vocabulary import Cadence, ReviewState, Role
from pipeline.desk.accept import accept
from pipeline.desk.confirm import confirm
from pipeline.desk.correct import Correction, correct
from pipeline.desk.reject import reject
from pipeline.desk.sampling import draw
from pipeline.desk.undo import undo
from tests.conftest import NOW
from tests.notifier.samples import STATE, publish, values
from tests.stating import said
from tests.web.measured_stock import answers, counted, fill
from tests.web.signing_in import signed_in
from tests.web.test_doors import site

BY = "erika@example.org"
KINDS = {STATE.slug: "primary"}


def figures(engine: Engine) -> Quality:
    """The figures of the day."""
    with reading(engine) as session:
        return quality(session, NOW)


def item_of(engine: Engine, entry: int, field: str) -> ReviewItem:
    """The question about a field of an entry."""
    with reading(engine) as session:
        asked = select(ReviewItem).where(ReviewItem.field == field)
        return session.scalars(asked.where(ReviewItem.opportunity_id == entry)).one()


def counted_of(engine: Engine, field: str = "rate_max") -> tuple[int, int]:
    """How many answers of a field there are, and how many of them say that it is right."""
    share = next(one.precision for one in figures(engine).fields if one.field == field)
    return (share.count, round(share.value * share.count)) if share else (0, 0)


def test_each_kind_of_answer_counts_for_what_it_says(engine: Engine) -> None:
    """Confirmed and accepted is right, corrected and rejected wrong, undone and open nothing."""
    first, second, third, fourth, _fifth = (
        publish(engine, str(number), values(rate_max=50 + number)) for number in range(5)
    )
    draw(engine, KINDS, NOW - timedelta(days=1))
    assert counted_of(engine) == (0, 0)
    with writing(engine) as session:
        made = confirm(session, first, Subject.RATE, BY, NOW).id
    assert counted_of(engine) == (1, 1)
    with writing(engine) as session:
        accept(session, item_of(engine, second, "rate_max").id, BY, NOW)
        reject(session, item_of(engine, third, "rate_max").id, BY, NOW)
        other = Correction(subject=Subject.RATE, statements=(said(Field.RATE_MAX, 40.0),))
        correct(session, fourth, other, BY, NOW)
    assert counted_of(engine) == (4, 2)
    assert item_of(engine, fourth, "rate_max").state == ReviewState.ANSWERED
    with writing(engine) as session:
        undo(session, made, BY, NOW)
    assert counted_of(engine) == (3, 1)


def test_a_correction_of_something_else_leaves_a_sampled_value_right(engine: Engine) -> None:
    """Who adds a lower end to a range says that the upper one was right."""
    entry = publish(engine, "1", values())
    draw(engine, KINDS, NOW)
    both = (said(Field.RATE_MAX, 80), said(Field.RATE_MIN, 20))
    with writing(engine) as session:
        correct(session, entry, Correction(subject=Subject.RATE, statements=both), BY, NOW)
    assert counted_of(engine) == (1, 1)
    recalls = {one.field: one.recall for one in figures(engine).fields if one.recall}
    assert (recalls["rate_max"].value, recalls["rate_min"].value) == (1, 0)


def test_few_answers_say_nothing_yet(engine: Engine) -> None:
    """The public page says that it does not know; after enough it tells share and interval."""
    browser = signed_in(site(engine))
    for path in ("/wie-gut-lesen-wir", "/lesegute"):
        assert "wissen wir noch nicht" in browser.get(path).text
    fill(engine, 12)
    answers(engine, weeks=4)
    for path in ("/wie-gut-lesen-wir", "/lesegute"):
        page = browser.get(path).text
        assert "wissen wir noch nicht" not in page
        assert '<svg class="forest"' in page and "<table" in page and "style=" not in page


def test_answers_in_time_are_those_before_the_next_issue(engine: Engine) -> None:
    """What has no issue behind it yet counts neither way."""
    entry = publish(engine, "1", values())
    hour = timedelta(hours=1)
    with writing(engine) as session:
        for number, after in enumerate([hour] * 6 + [3 * hour] * 5 + [None]):
            asked_at = NOW - 10 * hour if number < 11 else NOW - hour
            session.add(
                ReviewItem(
                    opportunity_id=entry,
                    fingerprint=str(number),
                    field="topics",
                    question="?",
                    asked_at=asked_at,
                    state=ReviewState.ANSWERED if after else ReviewState.OPEN,
                    settled_at=asked_at + after if after else None,
                )
            )
        day = (NOW - 8 * hour).date()
        session.add(DigestIssue(cadence=Cadence.DAILY, issued_on=day, created_at=NOW - 8 * hour))
    found = figures(engine).before_issue
    assert found is not None and (found.count, round(found.value * 11)) == (11, 6)


def test_more_answers_ask_no_more_questions(engine: Engine) -> None:
    """The page asks its database as often for many answers as for few."""
    browser, asked = signed_in(site(engine)), []
    for weeks in (1, 3):
        fill(engine, 12) if weeks == 1 else None
        answers(engine, weeks=weeks)
        with counted(engine) as so_far:
            assert browser.get("/lesegute").status_code == 200
            asked.append(so_far())
    assert asked[0] == asked[1]


@pytest.mark.parametrize("path", ["/lesegute", "/lesegute/annotationen.jsonl"])
def test_the_answers_themselves_are_for_the_desk(engine: Engine, path: str) -> None:
    """The figures are public, who answered what is not."""
    assert signed_in(site(engine), Role.STAFF).get(path).status_code == 200
    assert signed_in(site(engine), Role.REVIEWER).get(path).status_code == 403
