"""Not for us, and remember: what a subscriber says of single entries, and takes back."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine, select

from db.engine import reading, writing
from db.identities import Identity
from db.subscribers import Dismissal, Remembered
from db.vocabulary import Relation
from notifier.subscribing.dismiss import dismiss, dismissed_by_subscriber, undo_dismissal
from notifier.subscribing.remember import forget, remember, remembered_by_subscriber
from tests.conftest import NOW
from tests.notifier.samples import add_subscriber, group, publish, values


def published(engine: Engine, count: int) -> list[int]:
    """Publish some entries and return their ids."""
    return [publish(engine, f"e{n}", values(title=f"Aufruf {n}")) for n in range(count)]


def related(engine: Engine, relation: Relation, *pairs: tuple[int, int]) -> None:
    """Say what entries are to each other."""
    with writing(engine) as session:
        session.add_all(
            Identity(
                first_id=first,
                second_id=second,
                relation=relation,
                reason="",
                decided_by="rules",
                decided_at=NOW,
            )
            for first, second in pairs
        )


def dismissed(engine: Engine, *subscribers: int) -> dict[int, set[int]]:
    """Return what each of some subscribers never hears of."""
    with reading(engine) as session:
        return {k: set(v) for k, v in dismissed_by_subscriber(session, subscribers).items()}


def remembered(engine: Engine, *subscribers: int) -> dict[int, dict[int, int]]:
    """Return of what each of some subscribers is reminded."""
    with reading(engine) as session:
        return {k: dict(v) for k, v in remembered_by_subscriber(session, subscribers).items()}


def test_an_entry_is_dismissed_with_those_shown_as_one_with_it(engine: Engine) -> None:
    """Each subscriber decides alone; what is dismissed twice is dismissed once, and taken back."""
    one, two, third = (add_subscriber(engine, number) for number in (1, 2, 3))
    first, mate, other, more = published(engine, 4)
    group(engine, first, mate)
    with writing(engine) as session:
        dismiss(session, one, mate, NOW)
        dismiss(session, one, mate, NOW + timedelta(hours=1))
        dismiss(session, one, other, NOW)
        dismiss(session, two, more, NOW)
    assert dismissed(engine, one, two, third) == {one: {first, mate, other}, two: {more}}
    with writing(engine) as session:
        undone = [undo_dismissal(session, one, mate), undo_dismissal(session, one, first)]
    assert undone == [True, False]
    assert dismissed(engine, one) == {one: {other}} and dismissed(engine) == {}


def test_a_programme_is_dismissed_with_its_rounds_and_family_now_and_later(engine: Engine) -> None:
    """A round that comes to light afterwards is dismissed too; a rejected likeness is not."""
    one = add_subscriber(engine, 1)
    first, family, later, mate, stranger, single = published(engine, 6)
    related(engine, Relation.FAMILY, (first, family))
    related(engine, Relation.DIFFERENT, (first, stranger))
    with writing(engine) as session:
        dismiss(session, one, first, NOW, whole=True)
        dismiss(session, one, single, NOW, whole=True)
    assert dismissed(engine, one) == {one: {first, family, single}}
    related(engine, Relation.ROUND, (family, later))
    group(engine, later, mate)
    assert dismissed(engine, one) == {one: {first, family, later, mate, single}}
    with writing(engine) as session:
        dismiss(session, one, first, NOW)  # the entry alone, after all
    assert dismissed(engine, one) == {one: {first, single}}


def test_an_entry_is_remembered_with_a_lead_time_of_its_own(engine: Engine) -> None:
    """Said again, the time is changed; all that is shown as one with it is remembered."""
    one, two = (add_subscriber(engine, number) for number in (1, 2))
    first, mate, other = published(engine, 3)
    group(engine, first, mate)
    with writing(engine) as session:
        remember(session, one, first, NOW)
        remember(session, one, first, NOW, lead_days=30)
        remember(session, one, other, NOW)
        remember(session, two, other, NOW, lead_days=7)
    assert remembered(engine, one, two) == {one: {first: 30, mate: 30, other: 14}, two: {other: 7}}
    with writing(engine) as session:
        assert forget(session, one, first) and not forget(session, one, mate)
    assert remembered(engine, one) == {one: {other: 14}}


def test_of_remembering_and_dismissing_the_later_one_counts(engine: Engine) -> None:
    """What is remembered of a dismissed programme is told; dismissed once more it is not."""
    one = add_subscriber(engine, 1)
    programme, call, other = published(engine, 3)
    related(engine, Relation.ROUND, (programme, call))
    with writing(engine) as session:
        dismiss(session, one, other, NOW)
        remember(session, one, other, NOW)
        dismiss(session, one, programme, NOW, whole=True)
        remember(session, one, call, NOW)
    assert dismissed(engine, one) == {one: {programme}}
    assert remembered(engine, one) == {one: {other: 14, call: 14}}
    with writing(engine) as session:
        dismiss(session, one, programme, NOW, whole=True)
        dismiss(session, one, other, NOW)
    assert dismissed(engine, one) == {one: {programme, call, other}}
    with reading(engine) as session:
        assert not session.scalars(select(Remembered)).all()
        assert len(session.scalars(select(Dismissal)).all()) == 2
