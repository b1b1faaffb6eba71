"""Lateness: an issue that is due and not there, or whose mails do not go; staff hear of it once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.bounces import Bounce
from db.deliveries import Delivery, DigestIssue
from db.findings import MAIL, note_or_clear
from db.labels import ISSUES, short_day
from db.local_date import local_date
from db.vocabulary import SELECTION, BounceKind, Cadence, DeliveryState, FindingKind, LetterKind
from notifier.mail.links import issue_key
from notifier.mail.sender import Sender
from notifier.mail_ledgers import GOOD_FOR
from notifier.staff_letters import tell_staff

LATE_AFTER = timedelta(hours=1)  # since it was due
UNSENT_AFTER = timedelta(hours=2)  # since its mails were planned
UNWANTED_FOR = timedelta(days=3)  # since the newest mail that came back for what we are
WATCHED = (FindingKind.LATE, FindingKind.UNWANTED, FindingKind.CLOCK, FindingKind.UNCLEAR)
_NOT_TRIED = (DeliveryState.PLANNED, DeliveryState.SENDING, DeliveryState.UNCLEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class LateIssue:
    """An issue that is late: its key, and in German why it counts as that."""

    key: str
    reason: str


def late_issues(
    session: Session, overdue: Collection[Cadence], now: datetime
) -> tuple[LateIssue, ...]:
    """Return what is late: cadences that are overdue, and issues whose mails do not go."""
    return (
        *_not_planned(overdue, now),
        *_released_and_not_planned(session, now),
        *_not_sent(session, now),
    )


def note_late(session: Session, late: Sequence[LateIssue], now: datetime) -> None:
    """Open, confirm or clear the finding that an issue is late."""
    note_or_clear(session, MAIL, FindingKind.LATE, " ".join(one.reason for one in late), now)


def note_unwanted(session: Session, now: datetime) -> None:
    """Open, confirm or clear the finding that readers' servers refuse us for what we are."""
    count, code = session.execute(
        select(func.count(), func.max(Bounce.status)).where(
            Bounce.kind == BounceKind.UNWANTED, Bounce.read_at >= now - UNWANTED_FOR
        )
    ).one()
    reason = (
        f"Mailserver von Empfängern schickten in drei Tagen {count} Mails zurück, weil ihnen der "
        f"Absender nicht passt (Kennziffer {code or 'keine'}); „landbote doctor“ prüft, was sie "
        "dort nachsehen."
    )
    note_or_clear(session, MAIL, FindingKind.UNWANTED, reason if count else "", now)


def plan_late_letters(
    session: Session, late: Sequence[LateIssue], sender: Sender, now: datetime
) -> int:
    """Write one letter about each late issue to everybody who hears of findings; return how many.

    An issue is told of once, however long it stays late.
    """
    return sum(
        tell_staff(
            session,
            FindingKind.LATE,
            subject="Landbote: Eine Ausgabe ist verspätet",
            lines=_lines(one, sender.base_url),
            once=f"{LetterKind.LATE}:{one.key}",
            now=now,
            sender=sender,
        )
        for one in late
    )


def _not_planned(overdue: Collection[Cadence], now: datetime) -> Iterator[LateIssue]:
    on = local_date(now)
    for cadence in overdue:
        yield LateIssue(
            key=issue_key(cadence, on),
            reason=f"{_named(cadence, on)} war fällig und ist noch nicht zusammengestellt.",
        )


def _released_and_not_planned(session: Session, now: datetime) -> Iterator[LateIssue]:
    """Yield the selections that a regional manager released, and nobody planned."""
    waiting = select(DigestIssue).where(
        DigestIssue.cadence == SELECTION,
        DigestIssue.planned_at.is_(None),
        DigestIssue.created_at <= now - LATE_AFTER,
    )
    for issue in session.scalars(waiting.order_by(DigestIssue.id)):
        yield LateIssue(
            key=issue_key(issue.cadence, issue.issued_on, issue.slot),
            reason=f"{_named(issue.cadence, issue.issued_on)} ist freigegeben und noch nicht "
            "zusammengestellt.",
        )


def _not_sent(session: Session, now: datetime) -> Iterator[LateIssue]:
    waiting = session.execute(
        select(Delivery.issue_id, Delivery.state, func.count())
        .where(
            Delivery.state.in_((*_NOT_TRIED, DeliveryState.DEFERRED)),
            Delivery.planned_at <= now - UNSENT_AFTER,
            Delivery.planned_at > now - GOOD_FOR,
            # What is unclear for good is no lateness: a person says what becomes of it.
            or_(Delivery.state != DeliveryState.UNCLEAR, Delivery.settled_at.is_(None)),
        )
        .group_by(Delivery.issue_id, Delivery.state)
    )
    counts: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for issue_id, state, count in waiting:
        counts[issue_id][state] = count
    rows = session.execute(
        select(DigestIssue, func.count(Delivery.id))
        .join(Delivery, Delivery.issue_id == DigestIssue.id)
        .where(DigestIssue.id.in_(counts))
        .group_by(DigestIssue.id)
        .order_by(DigestIssue.id)
    )
    for issue, total in rows:
        count = _unsent(counts[issue.id], total)
        if count:
            yield LateIssue(
                key=issue_key(issue.cadence, issue.issued_on, issue.slot),
                reason=f"{_named(issue.cadence, issue.issued_on)}: {count} von {total} Mails sind "
                "zwei Stunden nach dem Zusammenstellen noch nicht verschickt.",
            )


def _unsent(counts: dict[str, int], total: int) -> int:
    """Return how many mails are late.

    That some readers' servers take a mail later is nothing; that most of them do lies with us.
    """
    deferred = counts.get(DeliveryState.DEFERRED, 0)
    untried = sum(counts.get(state, 0) for state in _NOT_TRIED)
    return untried + deferred if 2 * deferred > total else untried


def _named(cadence: str, on: date) -> str:
    return f"Die Ausgabe „{ISSUES[cadence]}“ vom {short_day(on)}"


def _lines(one: LateIssue, base_url: str) -> tuple[str, ...]:
    return (
        one.reason,
        "",
        f"Der Stand der Mails: {base_url}/post",
        f"Die Ausgaben: {base_url}/ausgabe",
        "Woran es liegen kann, zeigt auf dem Server der Befehl",
        "landbote doctor",
    )
