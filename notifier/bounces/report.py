"""Report: what came in about one of our mails, as far as something proves that it is ours.

Proof is an address that only we could have made (VERP), the Message-ID of a mail that we sent, or
a link that we signed. What a mail merely claims of an address changes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.deliveries import Delivery
from db.letters import Letter
from db.vocabulary import BounceKind
from notifier.bounces import words
from notifier.bounces.hear import Heard, Outcome, hear
from notifier.mail.sender import Sender
from notifier.mail.verp import read_return_path, read_unsubscribe

DIGEST, LETTER = "d", "l"  # as the address that bounces come to says it
LONGEST_SAID = 300
_ABOUT_A_MAIL = (
    BounceKind.HARD,
    BounceKind.SOFT,
    BounceKind.UNWANTED,
    BounceKind.COMPLAINT,
    BounceKind.DELAYED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came in, and which mail of ours it is about: by its ledger ("d" or "l") and number.

    `failed` says that a report for machines calls just this mail lost for good. `token` names who
    unsubscribes.
    """

    kind: BounceKind
    recipient: str = ""
    ledger: str = ""
    number: int = 0
    status: str = ""
    said: str = ""
    failed: bool = False
    token: str = ""


def read_report(session: Session, sender: Sender, raw: bytes) -> Report:
    """Read a mail, whatever it is; NONE where it is nothing or about nothing of ours."""
    heard = hear(raw)
    if heard.kind not in _ABOUT_A_MAIL:
        token = read_unsubscribe(sender, heard.subject) or ""
        return Report(kind=BounceKind.UNSUBSCRIBE if token else heard.kind, token=token)
    found = _mail_of_ours(session, sender, heard)
    if found is None:
        return Report(kind=BounceKind.NONE)
    ledger, mail = found
    kind, status, said, failed = _about(heard, mail.recipient)
    return Report(
        kind=kind,
        recipient=mail.recipient,
        ledger=ledger,
        number=mail.id,
        status=status[:20],
        said=_without_addresses(said),
        failed=failed,
    )


def _about(heard: Heard, recipient: str) -> tuple[BounceKind, str, str, bool]:
    """Return what a report says of one recipient: kind, status, words, and whether it is lost.

    Where the address was passed on and only the place behind it failed, the address itself is
    there: that is soft.
    """
    if not heard.outcomes:
        return heard.kind, heard.status, heard.said, False
    named = [one for one in heard.outcomes if recipient.casefold() in one.recipients]
    lost = [one for one in named or heard.outcomes if one.action == "failed"]
    if not lost or any(one.action in ("delivered", "relayed") for one in named):
        return BounceKind.DELAYED, "", "", False
    one = lost[0]
    kind = words.meaning(one.status, one.said or heard.said)
    if not named and kind == BounceKind.HARD:
        kind = BounceKind.SOFT
    return kind, _code(one), one.said or heard.said, bool(named)


def _code(one: Outcome) -> str:
    """Return the more telling of the two codes: the report's, or the one in the other's words."""
    return (words.code_in(one.said) if one.status.endswith(".0") else "") or one.status


def _mail_of_ours(
    session: Session, sender: Sender, heard: Heard
) -> tuple[str, Delivery | Letter] | None:
    """Return the mail that a report is about, if it proves to be one that went out.

    Where both proofs are there they are of the same mail: a number may be used again once its
    mail was erased.
    """
    named = (read_return_path(sender, address) for address in heard.addresses)
    for one in filter(None, named):
        mail = _numbered(session, one.ledger, one.number)
        if (
            mail is not None
            and mail.attempts
            and one.proves(sender, mail.recipient)
            and heard.original_id in ("", mail.message_id)
        ):
            return one.ledger, mail
    digest = select(Delivery).where(Delivery.message_id.in_(heard.message_ids))
    letter = select(Letter).where(Letter.message_id.in_(heard.message_ids))
    if (delivery := session.scalar(digest.where(Delivery.attempts > 0).limit(1))) is not None:
        return DIGEST, delivery
    if (written := session.scalar(letter.where(Letter.attempts > 0).limit(1))) is not None:
        return LETTER, written
    return None


def _numbered(session: Session, ledger: str, number: int) -> Delivery | Letter | None:
    if ledger == DIGEST:
        return session.get(Delivery, number)
    return session.get(Letter, number) if ledger == LETTER else None


def _without_addresses(said: str) -> str:
    words = re.sub(r"[\x00-\x1f\x7f-\x9f]|\S{0,100}@\S{0,200}", " ", said[:2000])
    return " ".join(words.split())[:LONGEST_SAID]
