"""Own settings: what one subscriber dismissed, remembered and was sent, for the settings page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.deliveries import Delivery, DigestIssue
from db.opportunities import Opportunity
from db.subscribers import Dismissal, Remembered
from db.vocabulary import DeliveryState, Visibility

MOST_ISSUES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One entry that a subscriber said something of; `title` is empty where it is shown no more.

    `whole` says that its whole programme is dismissed, `lead_days` how long before it ends there
    is a reminder.
    """

    id: int
    title: str
    at: datetime
    whole: bool = False
    lead_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SentIssue:
    """One issue that a subscriber got."""

    cadence: str
    issued_on: date
    slot: int
    items: int


def dismissed_by(session: Session, subscriber_id: int) -> Sequence[Marked]:
    """Return what a subscriber dismissed, the last one first."""
    rows = session.execute(
        select(Dismissal, Opportunity.title, Opportunity.visibility)
        .join(Opportunity, Opportunity.id == Dismissal.opportunity_id)
        .where(Dismissal.subscriber_id == subscriber_id)
        .order_by(Dismissal.dismissed_at.desc(), Dismissal.id.desc())
    )
    return [
        Marked(
            id=one.opportunity_id,
            title=_title(title, visibility),
            at=one.dismissed_at,
            whole=one.whole,
        )
        for one, title, visibility in rows
    ]


def remembered_by(session: Session, subscriber_id: int) -> Sequence[Marked]:
    """Return what a subscriber remembered, the last one first."""
    rows = session.execute(
        select(Remembered, Opportunity.title, Opportunity.visibility)
        .join(Opportunity, Opportunity.id == Remembered.opportunity_id)
        .where(Remembered.subscriber_id == subscriber_id)
        .order_by(Remembered.remembered_at.desc(), Remembered.id.desc())
    )
    return [
        Marked(
            id=one.opportunity_id,
            title=_title(title, visibility),
            at=one.remembered_at,
            lead_days=one.lead_days,
        )
        for one, title, visibility in rows
    ]


def issues_sent_to(session: Session, subscriber_id: int) -> Sequence[SentIssue]:
    """Return the last issues that a subscriber got, the newest first."""
    rows = session.execute(
        select(DigestIssue, Delivery.item_count)
        .join(Delivery, Delivery.issue_id == DigestIssue.id)
        .where(Delivery.subscriber_id == subscriber_id, Delivery.state == DeliveryState.SENT)
        .order_by(DigestIssue.issued_on.desc(), DigestIssue.slot.desc(), DigestIssue.id.desc())
        .limit(MOST_ISSUES)
    )
    return [
        SentIssue(
            cadence=issue.cadence, issued_on=issue.issued_on, slot=issue.slot, items=item_count
        )
        for issue, item_count in rows
    ]


def published_title(session: Session, opportunity_id: int) -> str:
    """Return the title of an entry that everybody may see; "" for any other."""
    found = select(Opportunity.title).where(
        Opportunity.id == opportunity_id, Opportunity.visibility == Visibility.PUBLISHED
    )
    return session.scalar(found) or ""


def _title(title: str, visibility: str) -> str:
    return title if visibility == Visibility.PUBLISHED else ""
