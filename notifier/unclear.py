"""Unclear: mails whose answer was lost twice wait for a person, and staff hear of it once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.deliveries import Delivery, DigestIssue
from db.findings import MAIL, note_or_clear
from db.labels import ISSUES, short_day
from db.vocabulary import SELECTION, DeliveryState, FindingKind
from notifier.mail.links import issue_key
from notifier.mail.sender import Sender
from notifier.staff_letters import tell_staff


def watch_unclear(session: Session, sender: Sender, now: datetime) -> int:
    """Open, confirm or clear the finding, and write one letter an issue; return how many are new.

    Such a mail may have arrived or not: whatever we did by ourselves, somebody would get it twice
    or not at all.
    """
    waiting = session.execute(
        select(DigestIssue, func.count())
        .join(Delivery, Delivery.issue_id == DigestIssue.id)
        .where(Delivery.state == DeliveryState.UNCLEAR, Delivery.settled_at.is_not(None))
        .group_by(DigestIssue.id)
        .order_by(DigestIssue.id)
    ).all()
    count = sum(mails for _issue, mails in waiting)
    many = f"{count} Mails wurden" if count > 1 else "Eine Mail wurde"
    reason = (
        f"{many} zweimal vollständig übergeben; beide Male ging die Antwort des Mailservers "
        "verloren. Bitte sagen Sie unter „Post“, Stand „ungeklärt“, was daraus wird."
    )
    note_or_clear(session, MAIL, FindingKind.UNCLEAR, reason if waiting else "", now)
    written = 0
    for issue, mails in waiting:
        named = f"„{ISSUES[issue.cadence]}“ vom {short_day(issue.issued_on)}"
        written += tell_staff(
            session,
            FindingKind.UNCLEAR,
            subject="Landbote: Ungeklärte Mails, bitte entscheiden Sie",
            lines=(
                f"von der Ausgabe {named} {_are(mails)} ungeklärt: Die Antwort des Mailservers "
                f"ging zweimal verloren, und niemand weiß, ob {_there(mails)}.",
                "",
                "Bitte entscheiden Sie, was daraus wird: noch einmal senden, als angekommen "
                f"werten oder als verloren werten ({_lost(issue.cadence)}):",
                f"{sender.base_url}/post?stand=unclear",
            ),
            once=f"{FindingKind.UNCLEAR}:{issue_key(issue.cadence, issue.issued_on, issue.slot)}",
            now=now,
            sender=sender,
        )
    return written


def _lost(cadence: str) -> str:
    if cadence == SELECTION:
        return "eine Auswahl kommt dann nicht noch einmal"
    return "dann kommt, was darin stand, mit der nächsten Ausgabe"


def _are(mails: int) -> str:
    return "ist eine Mail" if mails == 1 else f"sind {mails} Mails"


def _there(mails: int) -> str:
    return "sie angekommen ist" if mails == 1 else "sie angekommen sind"
