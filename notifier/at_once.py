"""At once: whether anything moved since the last issue that went out at once."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.decisions import ISSUE_ACTS, Decision
from db.deliveries import DigestIssue
from db.opportunities import Opportunity
from db.subscribers import Subscriber, Subscription
from db.vocabulary import Cadence


def last_at_once(session: Session, on: date) -> DigestIssue | None:
    """Return the last finished issue of a day that went out at once.

    The first one of a day finds that the day itself has moved: a reminder may be due.
    """
    return session.scalar(
        select(DigestIssue)
        .where(
            DigestIssue.cadence == Cadence.AT_ONCE,
            DigestIssue.issued_on == on,
            DigestIssue.planned_at.is_not(None),
        )
        .order_by(DigestIssue.slot.desc())
        .limit(1)
    )


def moved_since(session: Session, at: datetime) -> bool:
    """Whether there may be anything to tell that there was not at an instant.

    News of an entry, a word of the desk about issues, or somebody who asks for the first time or
    for more.
    """
    decided = or_(Decision.decided_at >= at, Decision.undone_at >= at)
    asked = or_(
        Subscription.created_at >= at, Subscription.changed_at >= at, Subscriber.confirmed_at >= at
    )
    signs = (
        select(Opportunity.id).where(Opportunity.news_at >= at),
        select(Decision.id).where(Decision.act.in_(ISSUE_ACTS), decided),
        select(Subscription.id)
        .join(Subscriber)
        .where(Subscription.cadence == Cadence.AT_ONCE, asked),
    )
    return any(session.scalar(sign.limit(1)) is not None for sign in signs)
