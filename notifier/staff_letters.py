"""Staff letters: what cannot wait for the next morning's letter about findings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from db.findings import MAIL, open_findings
from db.vocabulary import FindingKind, LetterKind
from notifier.findings_letter import readers
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
    written = 0
    for recipient in readers(session):
        written += write_letter(
            session,
            kind=LetterKind(kind),
            recipient=recipient,
            subject=subject,
            text=text,
            once=f"{once}:{recipient}",
            now=now,
            sender=sender,
        )
    if written:
        for finding in open_findings(session, MAIL):
            if finding.kind == kind and finding.gist not in finding.told:
                finding.told = [*finding.told, finding.gist]
    return written
