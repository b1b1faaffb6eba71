"""Recipients: who asked for an issue and may get mail at all.

They are read some at a time, so that no issue needs more memory for having more readers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.deliveries import Delivery, DigestIssue
from db.local_date import local_date
from db.rhythm import CATCH_UP, REGULAR, Rhythm, as_rare, due_day, rarity
from db.subscribers import Subscriber, Subscription, Suppression
from db.vocabulary import Cadence
from db.working_days import land_of
from notifier.digest.whereabouts import Places
from notifier.first_issues import Asked, asked_by, looked_at_closely, rhythm_of
from notifier.news.load import wish_of
from notifier.news.select import LOOK_BACK, Wish
from notifier.subscribing.dismiss import dismissed_by_subscriber
from notifier.subscribing.remember import remembered_by_subscriber

Issued = Mapping[Cadence, frozenset[date]]  # the days of the issues that were finished


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Which issue asks for its readers.

    With `due` it goes to those who are due in it, with all they want that is due; without, to
    everybody who has its cadence, as if they were. `issued` are the issues around it.
    """

    cadence: Cadence
    on: date
    due: bool = False
    issued: Issued = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A subscriber who asked for this issue. `problems` are German sentences for staff.

    `dismissed` are entries never to be told, `remembered` those to be reminded of, with the days
    before their end.
    """

    subscriber_id: int
    wishes: tuple[Wish, ...]
    problems: tuple[str, ...] = ()
    dismissed: frozenset[int] = frozenset()
    remembered: Mapping[int, int] = field(default_factory=dict)
    asks_since: date = date.min  # the day of the oldest of these subscriptions


def may_get_mail() -> ColumnElement[bool]:
    """Return the condition: confirmed, not unsubscribed, not suppressed."""
    return and_(
        Subscriber.confirmed_at.is_not(None),
        Subscriber.unsubscribed_at.is_(None),
        ~suppressed(Subscriber.email),
    )


def not_paused(on: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Return the condition: there is no pause on a day."""
    return or_(Subscriber.paused_until_on.is_(None), Subscriber.paused_until_on <= on)


def suppressed(address: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Return the condition: this address gets nothing, whatever it asked for."""
    return exists().where(Suppression.email == func.lower(address))


def issued_around(session: Session, on: date) -> dict[Cadence, frozenset[date]]:
    """Return the days of the finished issues that may have served what is due on a day."""
    rows = session.execute(
        select(DigestIssue.cadence, DigestIssue.issued_on).where(
            DigestIssue.planned_at.is_not(None), DigestIssue.untimely.is_(False), _around(on)
        )
    )
    found: defaultdict[Cadence, set[date]] = defaultdict(set)
    for cadence, day in rows:
        found[Cadence(cadence)].add(day)
    return {cadence: frozenset(days) for cadence, days in found.items()}


def rhythms_asked_for(session: Session) -> list[tuple[Rhythm, date]]:
    """Return the rhythms of all running subscriptions, each with the day of its first one."""
    land = func.substr(Subscription.area, 1, 2)
    rows = session.execute(
        select(Subscription.cadence, Subscription.weekday, land, func.min(Subscription.created_at))
        .join(Subscriber)
        .where(Subscription.ended_at.is_(None))
        .where(Subscriber.confirmed_at.is_not(None), Subscriber.unsubscribed_at.is_(None))
        .group_by(Subscription.cadence, Subscription.weekday, land)
    )
    return [
        (Rhythm(cadence=Cadence(cadence), weekday=weekday, land=land_of(area)), local_date(since))
        for cadence, weekday, area, since in rows
    ]


def asking(session: Session, call: Call) -> list[int]:
    """Return the subscribers who have a running subscription of the cadence that is called."""
    has_it = exists().where(
        Subscription.subscriber_id == Subscriber.id,
        Subscription.cadence == call.cadence,
        Subscription.ended_at.is_(None),
    )
    found = select(Subscriber.id).where(has_it, may_get_mail(), not_paused(call.on))
    return list(session.scalars(found.order_by(Subscriber.id)))


def mailable(session: Session, subscriber_id: int) -> list[int]:
    """Return a subscriber who may get mail, or nobody."""
    found = select(Subscriber.id).where(Subscriber.id == subscriber_id, may_get_mail())
    return list(session.scalars(found))


def candidates(
    session: Session, call: Call, places: Places, ids: Collection[int]
) -> list[Candidate]:
    """Return those of some subscribers whom an issue is for, the oldest first."""
    running = looked_at_closely(session, call.on, asked_by(session, ids))
    own = _own_issues(session, call, ids) if call.due else {}
    dismissed = dismissed_by_subscriber(session, ids)
    remembered = remembered_by_subscriber(session, ids)
    found = []
    for subscriber_id, group in groupby(running, key=lambda one: one.subscription.subscriber_id):
        asked = list(group)
        if not call.due or call.cadence is Cadence.AT_ONCE:
            asked = [one for one in asked if one.subscription.cadence == call.cadence]
        if call.due:
            asked = _due(call, asked, own.get(subscriber_id, ()))
        if asked:
            one = _candidate(call, subscriber_id, asked, places)
            found.append(
                replace(
                    one,
                    dismissed=dismissed.get(subscriber_id, frozenset()),
                    remembered=remembered.get(subscriber_id, {}),
                )
            )
    return found


def running_wishes(session: Session, places: Places) -> Iterator[tuple[Cadence, Wish]]:
    """Yield what everybody who may get mail wants, whenever it is due."""
    rows = session.scalars(
        select(Subscription)
        .join(Subscriber)
        .where(Subscription.ended_at.is_(None), may_get_mail())
        .order_by(Subscription.id)
        .execution_options(yield_per=500)
    )
    for one in rows:
        try:
            yield Cadence(one.cadence), wish_of(one, places)
        except LookupError:
            continue  # of which staff hear when an issue is planned


_OwnIssue = tuple[Cadence, date]


def _around(on: date) -> ColumnElement[bool]:
    return DigestIssue.issued_on.between(on - CATCH_UP, on + CATCH_UP)


def _own_issues(
    session: Session, call: Call, ids: Collection[int]
) -> Mapping[int, Sequence[_OwnIssue]]:
    """Return the issues of other days whose mail some subscribers have, were they finished or not.

    What was begun and never finished has served those whom it reached.
    """
    rows = session.execute(
        select(Delivery.subscriber_id, DigestIssue.cadence, DigestIssue.issued_on)
        .join(DigestIssue, DigestIssue.id == Delivery.issue_id)
        .where(Delivery.subscriber_id.in_(ids), _around(call.on))
        .where(DigestIssue.issued_on != call.on, DigestIssue.cadence.in_(REGULAR))
        .where(DigestIssue.untimely.is_(False))
    )
    found: defaultdict[int, list[_OwnIssue]] = defaultdict(list)
    for subscriber_id, cadence, on in rows:
        found[subscriber_id].append((Cadence(cadence), on))
    return found


def _due(call: Call, asked: Sequence[Asked], own: Sequence[_OwnIssue]) -> list[Asked]:
    """Return what of a subscriber's wishes the issue carries: all that is due, or nothing.

    The rarest cadence that is due carries the others. What is wanted at once rides along.
    """
    found: list[Asked] = []
    rarest = Cadence.AT_ONCE
    for one in asked:
        rhythm, since = rhythm_of(one.subscription), local_date(one.subscription.created_at)
        served = call.issued.get(rhythm.cadence, frozenset()) | {
            on for cadence, on in own if cadence in as_rare(rhythm.cadence)
        }
        if rhythm.cadence is Cadence.AT_ONCE:
            served = frozenset()
        if due_day(rhythm, call.on, frozenset(served), since) is None:
            continue
        if rarity(rhythm.cadence) > rarity(rarest):
            rarest = rhythm.cadence
        found.append(one)
    return found if rarest is call.cadence else []


def _candidate(call: Call, subscriber_id: int, asked: Sequence[Asked], places: Places) -> Candidate:
    wishes, problems = [], []
    for one in asked:
        subscription = one.subscription
        try:
            wish = wish_of(subscription, places)
        except LookupError:
            problems.append(
                f"Abonnement {subscription.id}: Das Gebiet {subscription.area} ist unbekannt."
            )
        else:
            wishes.append(_since_when(call, one, wish))
    return Candidate(
        subscriber_id=subscriber_id,
        wishes=tuple(wishes),
        problems=tuple(problems),
        asks_since=min(local_date(one.subscription.created_at) for one in asked),
    )


def _since_when(call: Call, one: Asked, wish: Wish) -> Wish:
    """Return a wish with the days on which it was made, came to ask for more, or was back."""
    made_on = local_date(one.subscription.created_at)
    if not one.followed:
        return replace(wish, asked_on=made_on)
    changed_at = None if one.caught_up else one.subscription.changed_at
    back = not one.resumed and one.back_on is not None and one.back_on <= call.on
    lately = made_on >= call.on - LOOK_BACK[call.cadence]
    return replace(
        wish,
        made_on=made_on if lately else None,
        changed_on=local_date(changed_at) if changed_at else None,
        back_on=one.back_on if back else None,
    )
