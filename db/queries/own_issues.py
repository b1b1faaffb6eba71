"""Own issues: the mails that one subscriber got, for the pages that lead back to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.deliveries import Delivery, DigestIssue
from db.vocabulary import Cadence, DeliveryState

IN_A_LIST = 60
# Whatever became of a mail in one of these states, its reader may have it.
REACHED = (DeliveryState.SENT, DeliveryState.UNCLEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnIssue:
    """One issue that a subscriber got; `key` is its name in links."""

    key: str
    cadence: Cadence
    issued_on: date
    slot: int
    item_count: int


def past_issues(session: Session, subscriber_id: int) -> list[OwnIssue]:
    """Return the newest issues that a subscriber got, the newest first."""
    rows = session.execute(
        select(DigestIssue, Delivery.item_count)
        .join(Delivery, Delivery.issue_id == DigestIssue.id)
        .where(Delivery.subscriber_id == subscriber_id, Delivery.state.in_(REACHED))
        .order_by(DigestIssue.issued_on.desc(), DigestIssue.slot.desc(), DigestIssue.id.desc())
        .limit(IN_A_LIST)
    )
    return [
        OwnIssue(
            key=issue.key,
            cadence=Cadence(issue.cadence),
            issued_on=issue.issued_on,
            slot=issue.slot,
            item_count=count,
        )
        for issue, count in rows
    ]
