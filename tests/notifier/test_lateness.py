"""Lateness: staff hear once of an issue that is not there, or whose mails do not go."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine, select, update

from db.accounts import Account
from db.bounces import Bounce
from db.deliveries import Delivery
from db.engine import reading, writing
from db.findings import MAIL, open_findings
from db.letters import Letter
from db.vocabulary import BounceKind, Cadence, DeliveryState, FindingKind, Role
from notifier.lateness import late_issues, note_late, note_unwanted, plan_late_letters
from tests.conftest import NOW
from tests.notifier.bounces.samples import sent_mails
from tests.notifier.samples import SENDER

HOUR = timedelta(hours=1)


def enter_staff(engine: Engine) -> None:
    """Let two people hear of findings, and one not."""
    with writing(engine) as session:
        for name, wanted in (("anna", True), ("bernd", True), ("cora", False)):
            session.add(
                Account(
                    address=f"{name}@example.org", role=Role.STAFF, created_at=NOW,
                    findings_by_mail=wanted,
                )
            )  # fmt: skip


def set_states(engine: Engine, *states: DeliveryState) -> None:
    """Let the mails of the one issue stand as is said."""
    with writing(engine) as session:
        for number, state in zip(
            session.scalars(select(Delivery.id).order_by(Delivery.id)), states, strict=True
        ):
            session.execute(update(Delivery).where(Delivery.id == number).values(state=state))


def watch(engine: Engine, hours: int, overdue: tuple[Cadence, ...] = ()) -> list[str]:
    """Watch the delivery some hours later, and return the subjects' keys of what is late."""
    now = NOW + hours * HOUR
    with writing(engine) as session:
        late = late_issues(session, overdue, now)
        note_late(session, late, now)
        plan_late_letters(session, late, SENDER, now)
        return [one.key for one in late]


def letters(engine: Engine) -> list[str]:
    """Who got a letter, in order."""
    with reading(engine) as session:
        return list(session.scalars(select(Letter.recipient).order_by(Letter.id)))


def open_kinds(engine: Engine) -> list[str]:
    """What is wrong with the mail."""
    with reading(engine) as session:
        return [finding.kind for finding in open_findings(session, MAIL)]


def test_mails_that_wait_for_two_hours_are_late(engine: Engine) -> None:
    """Not after one; told once to each who wants it; the finding ends when they are gone."""
    enter_staff(engine)
    sent_mails(engine)
    set_states(engine, DeliveryState.SENT, DeliveryState.PLANNED)
    assert watch(engine, 1) == [] and letters(engine) == []
    for hours in (2, 3, 20):
        assert watch(engine, hours) == ["daily.2026-11-22.0"]
    assert letters(engine) == ["anna@example.org", "bernd@example.org"]
    assert open_kinds(engine) == [FindingKind.LATE]
    set_states(engine, DeliveryState.SENT, DeliveryState.FAILED)
    assert watch(engine, 21) == [] and open_kinds(engine) == []


def test_one_server_that_asks_for_patience_makes_no_issue_late(engine: Engine) -> None:
    """That most of the mails are put off is our own trouble, whatever each server says."""
    sent_mails(engine)
    set_states(engine, DeliveryState.SENT, DeliveryState.DEFERRED)
    assert watch(engine, 30) == []
    set_states(engine, DeliveryState.DEFERRED, DeliveryState.DEFERRED)
    assert watch(engine, 30) == ["daily.2026-11-22.0"]


def test_an_issue_that_is_not_planned_is_late(engine: Engine) -> None:
    """Each cadence is told of by itself, once."""
    enter_staff(engine)
    for _ in range(2):
        assert watch(engine, 2, (Cadence.DAILY, Cadence.WEEKLY)) == [
            "daily.2026-11-22.0", "weekly.2026-11-22.0",
        ]  # fmt: skip
    assert len(letters(engine)) == 4 and open_kinds(engine) == [FindingKind.LATE]


def test_the_mornings_letter_does_not_say_it_again(engine: Engine) -> None:
    """What staff were told of an issue counts as told, of another one it does not."""
    enter_staff(engine)
    watch(engine, 2, (Cadence.DAILY,))
    with reading(engine) as session:
        assert [finding.untold for finding in open_findings(session, MAIL)] == [False]


def test_who_is_refused_for_what_we_are_has_a_finding(engine: Engine) -> None:
    """For three days after the last one, and no other finding is touched by it."""
    (number,) = sent_mails(engine)
    with writing(engine) as session:
        for mark in "ab":
            session.add(
                Bounce(digest=mark, kind=BounceKind.UNWANTED, delivery_id=number, read_at=NOW)
            )
    watch(engine, 2, (Cadence.DAILY,))
    for hours, kinds in ((3, {"late", "unwanted"}), (80, {"late"})):
        with writing(engine) as session:
            note_unwanted(session, NOW + hours * HOUR)
        assert set(open_kinds(engine)) == kinds
