"""Letters: mails that are no digests, written down by whoever has something to say to a person."""

from __future__ import annotations

import textwrap
from datetime import datetime

from sqlalchemy.orm import Session

from db.letters import Letter
from db.upsert import insert_into
from db.vocabulary import DeliveryState, LetterKind
from notifier.mail.message import Note, note_bytes, note_id
from notifier.mail.sender import Sender
from notifier.mail_ledgers import GOOD_FOR

WIDTH = 72


def write_letter(
    session: Session,
    *,
    kind: LetterKind,
    recipient: str,
    subject: str,
    text: str,
    once: str,
    now: datetime,
    sender: Sender,
    name: str = "",
    good_until: datetime | None = None,
) -> bool:
    """Write down a letter in the caller's transaction, and return whether it is a new one.

    It goes out after the commit, with the next run of the outbox. `once` says what it is about:
    a second letter of the same name is not written. Raises MessageError for what cannot be mailed.
    """
    note = Note(
        sender=sender,
        recipient=recipient,
        recipient_name=name,
        subject=subject,
        message_id=note_id(sender, once),
        written_at=now,
        text=folded(text),
    )
    planned = insert_into(session.get_bind(), Letter).values(
        kind=kind,
        once=once,
        state=DeliveryState.PLANNED,
        recipient=note.envelope_recipient,
        subject=subject,
        message_id=note.message_id,
        message=note_bytes(note),
        planned_at=now,
        good_until_at=good_until or now + GOOD_FOR,
        claimed_by="",
        attempts=0,
        answer="",
    )
    # A second letter is none, also where two write it at once.
    written = session.execute(planned.on_conflict_do_nothing().returning(Letter.id))
    return written.first() is not None


def folded(text: str) -> str:
    """Return a text with no line longer than people like to read; addresses stay whole."""
    return "\n".join(map(_folded, text.split("\n")))


def _folded(line: str) -> str:
    if len(line) <= WIDTH:
        return line
    return textwrap.fill(
        line,
        width=WIDTH,
        subsequent_indent="  " if line.startswith("- ") else "",
        break_long_words=False,
        break_on_hyphens=False,
    )
