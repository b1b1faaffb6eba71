"""Own link: a fresh link to a subscriber's own mailbox, which lets change the subscriptions.

Whoever has a digest has its links; only whoever reads the owner's mail has this one.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import quote

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from db.secrets import digest_of, new_secret
from db.subscribers import Subscriber, SubscriberLink
from db.vocabulary import LetterKind
from notifier.letters import write_letter
from notifier.mail.message import MessageError
from notifier.mail.sender import Sender

LASTS = timedelta(hours=1)
A_DAY = timedelta(days=1)
MOST_A_DAY = 5
PATH = "/abo/zugang"
SUBJECT = "Ihr Link zum Ändern Ihres Abonnements"
TEXT = """Guten Tag{name},

mit diesem Link können Sie Ihr Abonnement beim Landboten ändern:

{link}

Er gilt eine Stunde und nur einmal. Haben Sie ihn nicht angefordert, ist
nichts zu tun: Ohne diesen Link kann niemand Ihr Abonnement ändern.

{contact}
"""


def write_own_link(
    session: Session, subscriber: Subscriber, *, sender: Sender, now: datetime, onward: str = ""
) -> bool:
    """Write a letter with a new link to a subscriber, in the caller's transaction.

    Links of before stay until they end. Returns False where the subscriber got enough of them
    today, or where the address takes no mail. `onward` is the path of ours to go on to.
    """
    lately = select(func.count()).select_from(SubscriberLink)
    lately = lately.where(SubscriberLink.subscriber_id == subscriber.id)
    if (session.scalar(lately.where(SubscriberLink.made_at > now - A_DAY)) or 0) >= MOST_A_DAY:
        return False
    secret = new_secret()
    link = f"{sender.base_url.rstrip('/')}{PATH}/{secret}"
    link += f"?weiter={quote(onward, safe='')}" if onward else ""
    try:
        write_letter(
            session,
            kind=LetterKind.OWN_LINK,
            recipient=subscriber.email,
            name=subscriber.name,
            subject=SUBJECT,
            text=TEXT.format(
                name=f" {subscriber.name}" if subscriber.name else "",
                link=link,
                contact="\n".join(filter(None, sender.contact)),
            ),
            once=f"own-link:{digest_of(secret)}",
            now=now,
            good_until=now + LASTS,
            sender=sender,
        )
    except MessageError:
        return False
    session.add(
        SubscriberLink(
            subscriber_id=subscriber.id,
            digest=digest_of(secret),
            made_at=now,
            ends_at=now + LASTS,
        )
    )
    return True


def use_own_link(session: Session, secret: str, now: datetime) -> Subscriber | None:
    """Use up a link and return whose it is; None if it is used, over, or none of ours.

    Of two that use it at once one is let in: the row is claimed by the statement itself.
    """
    claimed = session.scalar(
        update(SubscriberLink)
        .where(
            SubscriberLink.digest == digest_of(secret),
            SubscriberLink.used_at.is_(None),
            SubscriberLink.ends_at > now,
        )
        .values(used_at=now)
        .returning(SubscriberLink.subscriber_id)
    )
    return session.get_one(Subscriber, claimed) if claimed is not None else None
