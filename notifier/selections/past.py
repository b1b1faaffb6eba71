"""Past: a selection as one reader got it, read from the ledger. Writes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.selections import Selection
from db.subscribers import Subscriber
from db.vocabulary import SELECTION
from notifier.digest.editor import Reader, Share
from notifier.issue import Imprint
from notifier.past_issue import PastIssue, delivery_of
from notifier.selections.edition import Reads
from notifier.selections.look import look
from notifier.selections.send import edition_of_sent


def is_selection(key: str) -> bool:
    """Whether the key of an issue is that of a selection."""
    return key.startswith(f"{SELECTION}.")


def past_selection(
    session: Session, imprint: Imprint, token: str, key: str, today: date
) -> PastIssue | None:
    """Return a selection as its reader got it; None where there is no such mail."""
    found = delivery_of(session, token, key)
    if found is None:
        return None
    delivery, issue = found
    one = session.scalar(select(Selection).where(Selection.issue_id == issue.id))
    if one is None:
        return None
    edition = edition_of_sent(session, imprint, one)
    everything = Share(
        lines=len(edition.items), cards=frozenset(item.entry for item in edition.items)
    )
    reader = Subscriber(email=delivery.recipient, name="", token="")
    digest = edition.digest(Reads(subscriber=reader, since=None), everything)
    frame = replace(digest.frame, sources_note=delivery.sources_note)
    nobody = Reader(
        address=delivery.recipient,
        name="",
        settings_url="",
        unsubscribe_url="",
        matches_url="",
        issue_url="",
    )
    return PastIssue(
        subscriber_id=delivery.subscriber_id,
        cadence=issue.cadence,
        on=issue.issued_on,
        digest=replace(digest, reader=nobody, frame=frame),
        since={
            each.item.seen["shown"][0][0]: each.became
            for each in look(session, imprint, one.id, today)
        },
    )
