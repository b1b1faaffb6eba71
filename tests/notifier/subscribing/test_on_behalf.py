"""On behalf: what the service desk ends for somebody who phoned or wrote, and when it is gone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from db.engine import reading, writing
from db.letters import Letter
from db.subscribers import Consent, ErasedAddress, Subscriber, Subscription, Suppression
from notifier.retention import forget_gone
from notifier.subscribing.erase import erased
from notifier.subscribing.leave import Way, leave
from notifier.subscribing.on_behalf import erase_for, leave_for, reader_at
from tests.conftest import NOW
from tests.notifier.samples import SENDER, add_subscriber

BY = "frau.amt@example.org"


def agreed(engine: Engine, *numbers: int) -> None:
    """Store subscribers with the proof that they agreed."""
    for number in numbers:
        reader = add_subscriber(engine, number)
        with writing(engine) as session:
            session.add(
                Consent(subscriber_id=reader, given_at=NOW, wording="Ja.", way="double_opt_in")
            )


def ended(engine: Engine, address: str, way: Way = Way.PHONE) -> bool:
    """Leave for an address, and say whether anything ended."""
    with writing(engine) as session:
        reader = reader_at(session, address)
        return reader is not None and leave_for(session, reader, way, BY, SENDER, NOW)


def letters(engine: Engine) -> list[tuple[str, str]]:
    """Recipient and kind of all letters."""
    with reading(engine) as session:
        return [(one.recipient, one.kind) for one in session.scalars(select(Letter))]


@pytest.mark.parametrize("way", [Way.PHONE, Way.LETTER])
def test_all_of_an_address_ends_with_proof_and_one_mail(engine: Engine, way: Way) -> None:
    """Whatever its case; a second time nothing happens, and nobody else's ends."""
    agreed(engine, 1, 2)
    with writing(engine) as session:
        more = {"area": "06", "cadence": "weekly", "created_at": NOW}
        session.add(Subscription(subscriber_id=1, topics=[], applicants=[], levels=[], **more))
    assert ended(engine, " Reader1@Example.org ", way)
    assert not ended(engine, "reader1@example.org", way)
    assert not ended(engine, "reader1", way) and not ended(engine, "%", way)
    with reading(engine) as session:
        gone, stays = session.scalars(select(Consent).order_by(Consent.id))
        assert (gone.withdrawn_at, gone.withdrawn_way, gone.withdrawn_by) == (NOW, way, BY)
        assert (stays.withdrawn_at, stays.withdrawn_by) == (None, "")
        running = select(Subscription.subscriber_id).where(Subscription.ended_at.is_(None))
        assert session.scalars(running).all() == [2]
    assert letters(engine) == [("reader1@example.org", "left")]


def test_an_address_that_takes_no_mail_gets_none(engine: Engine) -> None:
    """It is unsubscribed all the same."""
    agreed(engine, 1, 2)
    with writing(engine) as session:
        session.add(Suppression(email="reader1@example.org", reason="550", since_at=NOW))
    assert ended(engine, "reader1@example.org") and ended(engine, "reader2@example.org")
    assert letters(engine) == [("reader2@example.org", "left")]


def test_erasing_on_request_leaves_the_hash_alone(engine: Engine) -> None:
    """And no letter: it would keep the address."""
    agreed(engine, 1, 2)
    with writing(engine) as session:
        reader = reader_at(session, "reader1@example.org")
        assert reader is not None
        erase_for(session, reader, SENDER, NOW)
    with reading(engine) as session:
        assert session.scalars(select(Subscriber.id)).all() == [2]
        assert erased(session, SENDER.secret, "READER1@example.org")
    assert letters(engine) == []


def left(engine: Engine, moments: Iterable[datetime]) -> None:
    """Store subscribers who left at some moments."""
    for number, moment in enumerate(moments):
        reader = add_subscriber(engine, number)
        with writing(engine) as session:
            leave(session, session.get_one(Subscriber, reader), moment, way=Way.PAGE)


def test_who_left_is_erased_three_years_after_the_end_of_that_year(engine: Engine) -> None:
    """On New Year's Day here; who stays, and who came back, is nobody who left."""
    eve, midnight = datetime(2026, 12, 31, 22, 59, tzinfo=UTC), timedelta(minutes=1)
    left(engine, (datetime(2026, 2, 1, tzinfo=UTC), eve, eve + midnight))
    agreed(engine, 8)
    new_year = datetime(2029, 12, 31, 23, tzinfo=UTC)
    gone = [forget_gone(engine, SENDER.secret, new_year - midnight, 3)]
    gone += [forget_gone(engine, SENDER.secret, new_year, 3) for _ in range(2)]
    assert gone == [0, 2, 0]
    with reading(engine) as session:
        emails = set(session.scalars(select(Subscriber.email)))
        assert emails == {"reader2@example.org", "reader8@example.org"}
        assert session.scalar(select(func.count()).select_from(ErasedAddress)) == 2
    assert forget_gone(engine, SENDER.secret, new_year, 2) == 1
