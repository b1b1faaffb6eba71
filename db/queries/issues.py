"""Issues: those that were planned, how their mails ended, and who gets none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Text, cast, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from db.areas import AreaRow
from db.chunks import chunks
from db.decisions import Decision
from db.deliveries import Delivery, DeliveryItem, DigestIssue
from db.issue_marks import IssueMark
from db.opportunities import Opportunity
from db.reviews import ReviewItem
from db.subscribers import Subscriber, Subscription, Suppression
from db.vocabulary import DeliveryState, ReviewState

IN_A_LIST = 60
ON_A_PAGE = 20
UNDER_WAY = (
    DeliveryState.PLANNED,
    DeliveryState.SENDING,
    DeliveryState.DEFERRED,
    DeliveryState.UNCLEAR,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastIssue:
    """One issue with the number of its mails by their state."""

    issue: DigestIssue
    mails: Mapping[DeliveryState, int]

    @property
    def planned(self) -> int:
        """How many mails were planned, whatever became of them."""
        return sum(self.mails.values())

    @property
    def under_way(self) -> int:
        """How many have neither arrived nor come to nothing."""
        return sum(self.mails.get(state, 0) for state in UNDER_WAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastItem:
    """One opportunity of an issue: in how many mails it stood, and for which reasons."""

    opportunity: Opportunity
    mails: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoMail:
    """Somebody who gets no mail, in German why, and since when."""

    name: str
    address: str
    why: str
    since_at: datetime | None


def past_issues(session: Session, number: int | None = None) -> list[PastIssue]:
    """Return the newest issues, or one of them."""
    newest = select(DigestIssue).order_by(DigestIssue.issued_on.desc(), DigestIssue.id.desc())
    wanted = newest.where(DigestIssue.id == number) if number else newest.limit(IN_A_LIST)
    issues = list(session.scalars(wanted))
    counted = session.execute(
        select(Delivery.issue_id, Delivery.state, func.count())
        .where(Delivery.issue_id.in_([one.id for one in issues]))
        .group_by(Delivery.issue_id, Delivery.state)
    )
    states: defaultdict[int, dict[DeliveryState, int]] = defaultdict(dict)
    for issue, state, count in counted:
        states[issue][DeliveryState(state)] = count
    return [PastIssue(issue=one, mails=states[one.id]) for one in issues]


def items_of(session: Session, issue_id: int) -> list[PastItem]:
    """Return what stood in the mails of an issue, what most of them had first."""
    rows = session.execute(
        select(
            DeliveryItem.opportunity_id,
            DeliveryItem.reason,
            func.count(DeliveryItem.delivery_id.distinct()),
        )
        .join(Delivery, Delivery.id == DeliveryItem.delivery_id)
        .where(Delivery.issue_id == issue_id)
        .group_by(DeliveryItem.opportunity_id, DeliveryItem.reason)
    )
    reasons: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for entry, reason, count in rows:
        reasons[entry][reason] = count
    mails = _mails_with(session, issue_id)
    entries = entries_by_id(session, reasons)
    found = [
        PastItem(
            opportunity=entries[entry],
            mails=mails[entry],
            reasons=tuple(sorted(said, key=lambda one: -said[one])),
        )
        for entry, said in reasons.items()
    ]
    return sorted(found, key=lambda one: (-one.mails, one.opportunity.title.casefold()))


def marked(session: Session, issue_id: int) -> list[Decision]:
    """Return the decisions of the desk that an issue was planned with, the oldest first."""
    taken = exists().where(IssueMark.issue_id == issue_id, IssueMark.decision_id == Decision.id)
    return list(session.scalars(select(Decision).where(taken).order_by(Decision.id)))


def entries_by_id(session: Session, ids: Iterable[int]) -> dict[int, Opportunity]:
    """Return some entries by their ids."""
    found: dict[int, Opportunity] = {}
    for some in chunks(set(ids)):
        rows = session.scalars(select(Opportunity).where(Opportunity.id.in_(some)))
        found |= {row.id: row for row in rows}
    return found


def questions_about(session: Session, ids: Iterable[int]) -> dict[int, int]:
    """Return how many open questions there are about each of some entries."""
    found: dict[int, int] = {}
    for some in chunks(set(ids)):
        rows = session.execute(
            select(ReviewItem.opportunity_id, func.count())
            .where(ReviewItem.opportunity_id.in_(some), ReviewItem.state == ReviewState.OPEN)
            .group_by(ReviewItem.opportunity_id)
        )
        found |= {entry: count for entry, count in rows}
    return found


def subscriptions_like(
    session: Session, words: str, topic: str, page: int
) -> tuple[Sequence[Subscription], bool]:
    """Return a page of running subscriptions by name, address or area, and whether more follow."""
    query = (
        select(Subscription)
        .join(Subscriber)
        .options(joinedload(Subscription.subscriber))
        .where(Subscription.ended_at.is_(None))
        .order_by(Subscriber.name, Subscription.id)
    )
    if words:
        named = f"%{_escaped(words)}%"
        areas = select(AreaRow.key).where(AreaRow.name.ilike(named, escape="\\"))
        query = query.where(
            or_(
                Subscriber.name.ilike(named, escape="\\"),
                Subscriber.email.ilike(named, escape="\\"),
                Subscription.area == words,
                Subscription.area.in_(areas),
            )
        )
    if topic:
        asked = cast(Subscription.topics, Text)
        of_topic = asked.like(f'%"{_escaped(topic)}"%', escape="\\")
        query = query.where(or_(of_topic, asked == "[]"))
    rows = session.scalars(query.offset(page * ON_A_PAGE).limit(ON_A_PAGE + 1)).all()
    return rows[:ON_A_PAGE], len(rows) > ON_A_PAGE


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def without_mail(session: Session, page: int) -> tuple[list[NoMail], bool]:
    """Return a page of those who get no mail, the newest first, and whether more follow."""
    running = exists().where(
        Subscription.subscriber_id == Subscriber.id, Subscription.ended_at.is_(None)
    )
    rows = session.execute(
        select(Subscriber, Suppression, running)
        .outerjoin(Suppression, Suppression.email == func.lower(Subscriber.email))
        .where(
            or_(
                Suppression.email.is_not(None),
                Subscriber.confirmed_at.is_(None),
                Subscriber.unsubscribed_at.is_not(None),
                ~running,
            )
        )
        .order_by(Subscriber.id.desc())
        .offset(page * ON_A_PAGE)
        .limit(ON_A_PAGE + 1)
    ).all()
    found = [_no_mail(subscriber, barred) for subscriber, barred, _running in rows]
    return found[:ON_A_PAGE], len(found) > ON_A_PAGE


def _no_mail(subscriber: Subscriber, barred: Suppression | None) -> NoMail:
    if barred is not None:
        why, since = f"gesperrt: {barred.reason}", barred.since_at
    elif subscriber.unsubscribed_at is not None:
        why, since = "abbestellt", subscriber.unsubscribed_at
    elif subscriber.confirmed_at is None:
        why, since = "keine Einwilligung: Die Anmeldung ist nicht bestätigt", subscriber.created_at
    else:
        why, since = "pausiert: kein Abonnement läuft", None
    return NoMail(name=subscriber.name, address=subscriber.email, why=why, since_at=since)


def _mails_with(session: Session, issue_id: int) -> dict[int, int]:
    rows = session.execute(
        select(DeliveryItem.opportunity_id, func.count(DeliveryItem.delivery_id.distinct()))
        .join(Delivery, Delivery.id == DeliveryItem.delivery_id)
        .where(Delivery.issue_id == issue_id)
        .group_by(DeliveryItem.opportunity_id)
    )
    return {entry: count for entry, count in rows}
