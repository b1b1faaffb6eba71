"""First issues: which subscriptions a mail has carried, and since when.

Since they were made, asked for more, or came back from a pause.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from db.deliveries import Delivery, DigestIssue
from db.local_date import local_date
from db.rhythm import CATCH_UP, REGULAR, Rhythm, as_rare, due_day
from db.subscribers import Subscriber, Subscription
from db.vocabulary import SELECTION, Cadence
from db.working_days import land_of
from notifier.ledger import UNTOLD

# Within it the first issue of every cadence was due; what is older was carried by some mail.
LATELY = timedelta(days=70)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A running subscription: whether a mail carried it since it was made, and since it changed.

    `resumed` says that one did since `back_on`, the day on which its subscriber's last pause ends.
    `alone` says that its subscriber had none of another rhythm meanwhile, so that every mail was
    its own.
    """

    subscription: Subscription
    followed: bool
    caught_up: bool
    back_on: date | None
    resumed: bool
    alone: bool


def rhythm_of(subscription: Subscription) -> Rhythm:
    """Return when a subscription is due."""
    return Rhythm(
        cadence=Cadence(subscription.cadence),
        weekday=subscription.weekday,
        land=land_of(subscription.area),
    )


def asked_by(session: Session, ids: Collection[int]) -> list[Asked]:
    """Return the running subscriptions of some subscribers, each with what was seen at a glance."""
    rows = session.execute(_running(), {"ids": list(ids)})
    return [
        Asked(
            subscription=one,
            followed=followed,
            caught_up=one.changed_at is None or caught_up,
            back_on=back_on,
            resumed=resumed,
            alone=alone,
        )
        for one, followed, caught_up, back_on, resumed, alone in rows
    ]


@cache  # making it takes longer than asking it
def _running() -> Select[Subscription, bool, bool, date | None, bool, bool]:
    back_on = Subscriber.paused_until_on
    return (
        select(
            Subscription,
            _followed(Delivery.planned_at >= Subscription.created_at),
            _followed(Delivery.planned_at >= Subscription.changed_at),
            back_on,
            # Most never paused: their mails are not looked at for it.
            case((back_on.is_(None), True), else_=_followed(DigestIssue.issued_on >= back_on)),
            ~_beside(),
        )
        .join(Subscriber)
        .where(Subscription.subscriber_id.in_(bindparam("ids", expanding=True)))
        .where(Subscription.ended_at.is_(None))
        .order_by(Subscription.subscriber_id, Subscription.id)
    )


def looked_at_closely(session: Session, on: date, asked: Sequence[Asked]) -> list[Asked]:
    """Return the subscriptions with what is true of them where a mail may have carried others only.

    Of several of one subscriber a mail carries those that were due, each by its own weekday and
    Land: whether one was among them follows from the days of that subscriber's mails.
    """
    doubtful = [one for one in asked if _in_doubt(one, on)]
    if not doubtful:
        return list(asked)
    past = _Past.read(session, on, {one.subscription.subscriber_id for one in doubtful})
    return [past.seen(one) if _in_doubt(one, on) else one for one in asked]


def _in_doubt(one: Asked, on: date) -> bool:
    mine = one.subscription
    marks = (
        (local_date(mine.created_at), one.followed),
        (mine.changed_at and local_date(mine.changed_at), one.caught_up),
        (one.back_on, one.resumed),
    )
    told = any(seen and day and day >= on - LATELY for day, seen in marks)
    return told and not one.alone and mine.cadence in REGULAR


def _followed(since: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return whether a mail with something in it, which may carry it, reached its reader since."""
    carries = or_(
        ~_beside(),
        *(
            and_(Subscription.cadence == one, DigestIssue.cadence.in_(as_rare(one)))
            for one in Cadence
        ),
    )
    return exists().where(
        Delivery.subscriber_id == Subscription.subscriber_id,
        Delivery.state.not_in(UNTOLD),
        Delivery.item_count > 0,
        since,
        DigestIssue.id == Delivery.issue_id,
        DigestIssue.cadence != SELECTION,
        carries,
    )


def _beside() -> ColumnElement[bool]:
    """Return whether its subscriber had one of another rhythm since it was made.

    What is due on the same days is carried by the same mails: an office that reads for three
    municipalities is not looked at closely.
    """
    other = aliased(Subscription)
    return exists().where(
        other.subscriber_id == Subscription.subscriber_id,
        other.id != Subscription.id,
        or_(
            other.cadence != Subscription.cadence,
            other.weekday.is_distinct_from(Subscription.weekday),
            func.substr(other.area, 1, 2) != func.substr(Subscription.area, 1, 2),
        ),
        or_(other.ended_at.is_(None), other.ended_at >= Subscription.created_at),
    )


_Mail = tuple[Cadence, date, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """The mails with something in them that some subscribers had, and all issues of that time.

    What was told `before_on` is out of its sight, and was told.
    """

    before_on: date
    mails: Mapping[int, Sequence[_Mail]]
    issued: Mapping[Cadence, frozenset[date]]

    @classmethod
    def read(cls, session: Session, on: date, ids: Collection[int]) -> _Past:
        since = on - LATELY - CATCH_UP
        rows = session.execute(
            select(
                Delivery.subscriber_id,
                DigestIssue.cadence,
                DigestIssue.issued_on,
                Delivery.planned_at,
            )
            .join(DigestIssue, DigestIssue.id == Delivery.issue_id)
            .where(Delivery.subscriber_id.in_(ids), Delivery.state.not_in(UNTOLD))
            .where(Delivery.item_count > 0, DigestIssue.cadence.in_(REGULAR))
            .where(DigestIssue.issued_on.between(since, on))
        )
        mails: defaultdict[int, list[_Mail]] = defaultdict(list)
        for reader, cadence, day, planned_at in rows:
            mails[reader].append((Cadence(cadence), day, planned_at))
        issues = session.execute(
            select(DigestIssue.cadence, DigestIssue.issued_on).where(
                DigestIssue.planned_at.is_not(None),
                DigestIssue.cadence != SELECTION,
                DigestIssue.untimely.is_(False),
                DigestIssue.issued_on.between(since, on),
            )
        )
        issued: defaultdict[Cadence, set[date]] = defaultdict(set)
        for cadence, day in issues:
            issued[Cadence(cadence)].add(day)
        return cls(
            before_on=on - LATELY,
            mails=mails,
            issued={one: frozenset(days) for one, days in issued.items()},
        )

    def seen(self, one: Asked) -> Asked:
        """Return a subscription with whether any mail carried it."""
        mine = one.subscription
        return replace(
            one,
            followed=one.followed and self._since(mine, mine.created_at),
            caught_up=one.caught_up and self._since(mine, mine.changed_at),
            resumed=one.resumed and self._since_day(mine, one.back_on),
        )

    def _since(self, mine: Subscription, at: datetime | None) -> bool:
        if at is None or local_date(at) < self.before_on:
            return True
        return self._carried(mine, lambda _on, planned_at: planned_at >= at)

    def _since_day(self, mine: Subscription, day: date | None) -> bool:
        if day is None or day < self.before_on:
            return True
        return self._carried(mine, lambda on, _planned_at: on >= day)

    def _carried(self, mine: Subscription, within: Callable[[date, datetime], bool]) -> bool:
        rhythm, made_on = rhythm_of(mine), local_date(mine.created_at)
        mails = self.mails.get(mine.subscriber_id, ())
        carrying = [mail for mail in mails if mail[0] in as_rare(rhythm.cadence)]
        days = self.issued.get(rhythm.cadence, frozenset()) | {on for _, on, _ in carrying}
        return any(
            due_day(rhythm, on, _before(days, on), made_on) is not None
            for _cadence, on, planned_at in carrying
            if within(on, planned_at)
        )


def _before(days: Iterable[date], on: date) -> frozenset[date]:
    return frozenset(day for day in days if on - CATCH_UP <= day < on)
