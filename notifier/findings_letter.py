"""Findings letter: what is newly wrong with sources and mail, told to staff once a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawlers.observe.causes import what_helps
from db.findings import MAIL, Finding
from db.labels import FINDINGS, short_day
from db.local_date import local_date
from db.planned_days import begin_day, was_planned
from db.vocabulary import LetterKind
from notifier.mail.sender import Sender
from notifier.staff_letters import readers, write_to_staff

KIND = LetterKind.FINDINGS


def plan_findings_letters(
    session: Session,
    *,
    on: date,
    now: datetime,
    sender: Sender,
    names: Mapping[str, str],
) -> int:
    """Write one letter to everybody who wants it about what nobody was told; return how many.

    A day is planned once. Letters, and that what they say was told, are one transaction: the
    caller's. Where nobody is there to read it, nothing counts as told.
    """
    if was_planned(session, KIND, on) or not begin_day(session, KIND, on, now):
        return 0
    new = [finding for finding in _open(session) if finding.untold]
    recipients = readers(session)
    if not new or not recipients:
        return 0
    subject, text = letter_words(new, sender.base_url, names)
    write_to_staff(
        session,
        KIND,
        subject=subject,
        text=text,
        once=f"{KIND}:{on.isoformat()}",
        now=now,
        sender=sender,
    )
    for finding in new:
        finding.told = [*finding.told, finding.gist]
    return len(recipients)


def letter_words(
    findings: Sequence[Finding], base_url: str, names: Mapping[str, str]
) -> tuple[str, str]:
    """Return subject and text of the letter about some findings: a line each, with its link."""
    count = f"{len(findings)} neue Befunde" if len(findings) > 1 else "Ein neuer Befund"
    lines = [_line(finding, base_url, names) for finding in findings]
    text = "\n".join(
        (
            "Guten Morgen,",
            "",
            "seit der letzten Mail dieser Art ist neu aufgefallen:",
            "",
            *lines,
            "",
            f"Alle Quellen: {base_url}/quellen",
            "Was Sie dort zur Kenntnis nehmen, steht nicht mehr oben, bis es sich ändert.",
            "Ob Sie diese Mail bekommen, stellen Sie auf derselben Seite ein.",
            "",
        )
    )
    return f"Landbote: {count} zu Quellen und Mailversand", text


def _line(finding: Finding, base_url: str, names: Mapping[str, str]) -> str:
    since = short_day(local_date(finding.since_at))
    reason = " ".join(finding.reason.split())
    help_words = what_helps(finding.kind, reason)
    what = f"{FINDINGS[finding.kind]} seit {since}: {reason}"
    what += f" Was hilft: {help_words}" if help_words else ""
    if finding.source == MAIL:
        return f"- Mailversand: {what} {base_url}/quellen"
    name = names.get(finding.source, finding.source)
    return f"- {name}: {what} {base_url}/quellen/{finding.source}#befund-{finding.id}"


def _open(session: Session) -> list[Finding]:
    found = select(Finding).where(Finding.cleared_at.is_(None)).with_for_update()
    return list(session.scalars(found.order_by(Finding.id)))
