"""Told stamp: a few numbers that are others as soon as an issue would be another."""

from __future__ import annotations

from sqlalchemy import case, extract, func, select
from sqlalchemy.orm import Session

from db.decisions import Decision
from db.deliveries import Delivery, DigestIssue
from db.identities import Identity
from db.issue_marks import IssueMark
from db.opportunities import Revision
from db.queries.stamp import stock_stamp
from db.subscribers import Dismissal, Remembered, Subscriber, Subscription, Suppression


def told_stamp(session: Session) -> tuple[object, ...]:
    """Return what tells one state of all that an issue is planned from, from another.

    That a subscription asks for less than before is not among it.
    """
    return (*stock_stamp(session), *_newest(session), *_readers(session), *_mails(session))


def _newest(session: Session) -> tuple[object, ...]:
    columns = (Revision.id, Decision.id, Identity.id, IssueMark.id, Dismissal.id, Remembered.id)
    newest = [select(func.max(column)).scalar_subquery() for column in columns]
    gone = [
        select(func.count()).select_from(table).scalar_subquery()
        for table in (Dismissal, Remembered, Suppression)
    ]
    undone = select(func.count(Identity.undone_at)).scalar_subquery()
    lead = select(func.sum(Remembered.lead_days)).scalar_subquery()
    return tuple(session.execute(select(*newest, *gone, undone, lead)).one())


def _readers(session: Session) -> tuple[object, ...]:
    readers = select(
        func.count(),
        func.max(Subscriber.id),
        func.count(Subscriber.confirmed_at),
        func.count(Subscriber.unsubscribed_at),
        func.count(Subscriber.paused_until_on),
        # Whose pause ends on another day need not be the last one to come back.
        func.sum(extract("epoch", Subscriber.paused_until_on)),
    ).select_from(Subscriber)
    wishes = select(
        func.count(),
        func.max(Subscription.id),
        func.count(Subscription.ended_at),
        func.max(Subscription.changed_at),
    ).select_from(Subscription)
    return (*session.execute(readers).one(), *session.execute(wishes).one())


def _mails(session: Session) -> tuple[object, ...]:
    early = func.sum(case((DigestIssue.untimely, 1), else_=0))
    issues = select(func.max(DigestIssue.id), func.count(DigestIssue.planned_at), early)
    untold = case((Delivery.state.in_(("failed", "suppressed")), 1), else_=0)
    mails = select(func.count(), func.max(Delivery.id), func.sum(untold)).select_from(Delivery)
    return (*session.execute(issues).one(), *session.execute(mails).one())
