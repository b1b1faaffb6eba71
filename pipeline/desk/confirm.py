"""Confirm: what the machine states is right, a person says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from crawlers.items import RawEntry
from db.decisions import Act, Decision
from db.statements import Evidence, Statement, Subject
from pipeline.decisions import vouched
from pipeline.desk.seen import Seen
from pipeline.desk.standing import locked, present_text
from pipeline.desk.stating import Word, stands_of, state
from pipeline.parts import still_says


def confirm(
    session: Session,
    opportunity_id: int,
    subject: Subject,
    by: str,
    now: datetime,
    *,
    case_key: str = "",
    why: str = "",
    seen: Seen | None = None,
) -> Decision:
    """Vouch for what stands of a subject: it is told as "geprüft" from now on.

    What is doubtful stays as it is. Raises LookupError, ValueError where nothing stands that
    could be confirmed, and Moved where the entry is no longer what was `seen`.
    """
    opportunity = locked(session, opportunity_id, by, seen)
    stands = stands_of(session, opportunity, subject, case_key)
    if not any(one.sure for one in stands):
        raise ValueError("Dazu steht nichts fest, was sich bestätigen ließe.")
    raw = present_text(session, opportunity)
    said = tuple(
        vouched(replace(_on_its_words(one, raw), checked_on=None), now) if one.sure else one
        for one in stands
    )
    word = Word(act=Act.CONFIRM, subject=subject, statements=said, case_key=case_key, why=why)
    return state(session, opportunity, word, by, now)


def _on_its_words(one: Statement, raw: RawEntry) -> Statement:
    """Return a statement without words that are no longer in the text: it rests on the person."""
    evidence = one.evidence
    own = (evidence.source, evidence.key) == (raw.source, raw.key)
    if not own or not evidence.quote or still_says(raw, evidence.quote):
        return one
    return replace(one, evidence=Evidence(source=evidence.source, key=evidence.key))
