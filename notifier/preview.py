"""Preview: one reader's mail of a day, as it would be built. Nobody gets it, nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.deliveries import DigestIssue
from db.subscribers import Subscriber, Subscription
from db.vocabulary import Cadence
from notifier.forecast import NOBODY
from notifier.issue import Imprint, Issue
from notifier.ledger import known_to
from notifier.mail.message import MessageError, message_bytes
from notifier.marks import Marks, marks_of, standing_marks
from notifier.news.known import Known
from notifier.news.load import Entries
from notifier.news.narrowed import Narrowing
from notifier.recipients import Call, Candidate, candidates, mailable


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What became of it: the bytes of the mail, or no bytes and why there is none."""

    message: bytes = b""
    subject: str = ""
    why_none: str = ""


def marks_for(session: Session, cadence: Cadence, on: date, slot: int = 0) -> Marks:
    """Return what an issue was begun with, or what it would be begun with now."""
    begun = session.scalar(
        select(DigestIssue.id).where(
            DigestIssue.cadence == cadence,
            DigestIssue.issued_on == on,
            DigestIssue.slot == slot,
        )
    )
    return standing_marks(session, cadence, on) if begun is None else marks_of(session, begun)


def preview_for(
    session: Session,
    imprint: Imprint,
    subscription: Subscription,
    on: date,
    now: datetime,
    entries: Entries | None = None,
) -> Preview:
    """Return the mail of whoever has a subscription, on the day of an issue of its cadence.

    Its links are not the reader's own: they open nothing.
    """
    cadence = Cadence(subscription.cadence)
    marks = marks_for(session, cadence, on)
    issue = Issue.gathered(session, imprint, cadence, on, now, marks, entries=entries)
    reader = subscription.subscriber
    call = Call(cadence=cadence, on=on)
    narrowing, ids = Narrowing(imprint.places, on), mailable(session, reader.id)
    one = next(iter(candidates(session, call, narrowing, ids)), None)
    if one is None or not one.wishes:
        return Preview(why_none="Diese Adresse bekommt keine Mails.")
    stand_in = Subscriber(email=reader.email, name=reader.name, token=NOBODY)
    return _built(session, issue, stand_in, one, known_to(session, reader.id))


def preview_of(
    session: Session,
    imprint: Imprint,
    asked: Subscription,
    on: date,
    now: datetime,
    *,
    first: bool,
    entries: Entries | None = None,
) -> Preview:
    """Return the mail of a made-up reader, who was told of nothing yet.

    Raises LookupError for an area that is unknown.
    """
    cadence = Cadence(asked.cadence)
    wish = Narrowing(imprint.places, on).wish_of(session, asked)
    marks = marks_for(session, cadence, on)
    issue = Issue.gathered(session, imprint, cadence, on, now, marks, entries=entries)
    wish = replace(wish, asked_on=on) if first else wish
    stand_in = Subscriber(email=f"{NOBODY}@example.org", name="", token=NOBODY)
    nobody = Candidate(subscriber_id=0, wishes=(wish,))
    return _built(session, issue, stand_in, nobody, Known())


def _built(
    session: Session, issue: Issue, reader: Subscriber, asked: Candidate, known: Known
) -> Preview:
    chosen = issue.choose(session, asked.wishes, known, asked.dismissed, asked.remembered)
    if not chosen.selected:
        return Preview(why_none="An diesem Tag gibt es nichts zu berichten: Es ginge keine Mail.")
    digest, letter = issue.composer.compose(reader, asked.wishes, chosen.selected, chosen.left)
    try:
        return Preview(message=message_bytes(letter), subject=digest.subject)
    except MessageError as error:
        return Preview(why_none=f"Diese Mail lässt sich nicht schreiben: {error}")
