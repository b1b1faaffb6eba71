"""On behalf: the service desk ends what an address gets, since its owner asked by other ways."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.labels import short_day
from db.local_date import local_date
from db.subscribers import Subscriber, Suppression
from db.vocabulary import LetterKind
from notifier.letters import write_letter
from notifier.mail.message import MessageError
from notifier.mail.sender import Sender
from notifier.subscribing.erase import erase
from notifier.subscribing.leave import Way, leave

WAYS = {Way.PHONE: "per Telefon", Way.LETTER: "per Brief"}
SUBJECT = "Ihr Abonnement des Landboten ist beendet"
TEXT = """Guten Tag{name},

am {day} haben wir {way} erfahren, dass Sie vom Landboten keine Mails mehr möchten. Alle Abonnements
dieser Adresse sind beendet. Dies ist die letzte Mail.

Waren Sie das nicht? Dann sagen Sie uns bitte Bescheid, oder abonnieren Sie hier neu:

{again}

{contact}
"""


def reader_at(session: Session, address: str) -> Subscriber | None:
    """Return whose address it is, as it was typed but for case; None where nobody's is."""
    plain = address.strip().lower()
    return session.scalar(select(Subscriber).where(func.lower(Subscriber.email) == plain))


def leave_for(
    session: Session, subscriber: Subscriber, way: Way, by: str, sender: Sender, now: datetime
) -> bool:
    """End all that an address gets and write it one last mail; False where that was done before.

    Who did it, when, and how its owner had asked is kept with the consent. An address that takes
    no mail gets none.
    """
    if not leave(session, subscriber, now, way=way, by=by):
        return False
    if session.get(Suppression, subscriber.email.lower()) is None:
        _write(session, subscriber, way, sender, now)
    return True


def erase_for(session: Session, subscriber: Subscriber, sender: Sender, now: datetime) -> None:
    """Erase an address whose owner asked for it. No mail says so: it would keep the address."""
    erase(session, subscriber, sender.secret, now)


def _write(
    session: Session, subscriber: Subscriber, way: Way, sender: Sender, now: datetime
) -> None:
    try:
        write_letter(
            session,
            kind=LetterKind.LEFT,
            recipient=subscriber.email,
            name=subscriber.name,
            subject=SUBJECT,
            text=TEXT.format(
                name=f", {subscriber.name}" if subscriber.name else "",
                day=short_day(local_date(now)),
                way=WAYS[way],
                again=f"{sender.base_url.rstrip('/')}/abonnieren",
                contact="\n".join(filter(None, sender.contact)),
            ),
            once=f"left:{subscriber.id}:{now.isoformat()}",
            now=now,
            sender=sender,
        )
    except MessageError:
        return  # who cannot be written to is unsubscribed all the same
