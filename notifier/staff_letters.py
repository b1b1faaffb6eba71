"""Staff letters: to everybody at the desk who hears of findings, and at once where it is urgent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.accounts import Account
from db.findings import MAIL, open_findings
from db.vocabulary import FindingKind, LetterKind, Role
from notifier.letters import write_letter
from notifier.mail.sender import Sender


def tell_staff(
    session: Session,
    kind: FindingKind,
    *,
    subject: str,
    lines: Sequence[str],
    once: str,
    now: datetime,
    sender: Sender,
) -> int:
    """Write to everybody who hears of findings; return how many letters are new.

    The first line goes on after the greeting's comma: its first word must be one that is written
    small there. `once` names the matter, which is told one time. The open finding of this kind
    counts as told then, so that the next morning's letter does not say it again.
    """
    first, *more = lines
    text = "\n".join(
        (
            "Guten Tag,",
            "",
            first[0].lower() + first[1:],
            *more,
            "",
            "Dazu kommt keine weitere Mail.",
            f"Ob Sie solche Mails bekommen, stellen Sie hier ein: {sender.base_url}/quellen",
            "",
        )
    )
    written = write_to_staff(
        session, LetterKind(kind), subject=subject, text=text, once=once, now=now, sender=sender
    )
    if written:
        for finding in open_findings(session, MAIL):
            if finding.kind == kind and finding.gist not in finding.told:
                finding.told = [*finding.told, finding.gist]
    return written


def write_to_staff(
    session: Session,
    kind: LetterKind,
    *,
    subject: str,
    text: str,
    once: str,
    now: datetime,
    sender: Sender,
) -> int:
    """Write a letter to each of those who hear of findings; return how many are new."""
    return sum(
        write_letter(
            session,
            kind=kind,
            recipient=recipient,
            subject=subject,
            text=text,
            once=f"{once}:{recipient}",
            now=now,
            sender=sender,
        )
        for recipient in readers(session)
    )


def readers(session: Session) -> list[str]:
    """Return the addresses of those at the desk who want to hear of findings."""
    wanting = select(Account.address).where(
        Account.role.in_((Role.STAFF, Role.ADMIN)),
        Account.locked_at.is_(None),
        Account.removed_at.is_(None),
        Account.findings_by_mail,
    )
    return list(session.scalars(wanting.order_by(Account.address)))
