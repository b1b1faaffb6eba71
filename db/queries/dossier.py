"""Dossier: all that is stored of one entry, whoever may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.crawls import StoredEntry
from db.opportunities import Opportunity, Revision
from db.reviews import ReviewItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One entry with its revisions, newest first, its questions, and the text it was read from."""

    opportunity: Opportunity
    revisions: tuple[Revision, ...]
    questions: tuple[ReviewItem, ...]
    payload: str
    taken_at: datetime


def dossier(session: Session, opportunity_id: int) -> Dossier | None:
    """Return the dossier of an entry, None where there is no such entry."""
    opportunity = session.get(Opportunity, opportunity_id)
    if opportunity is None:
        return None
    revisions = select(Revision).where(Revision.opportunity_id == opportunity_id)
    questions = select(ReviewItem).where(ReviewItem.opportunity_id == opportunity_id)
    stored = session.get_one(StoredEntry, opportunity.raw_id)
    return Dossier(
        opportunity=opportunity,
        revisions=tuple(session.scalars(revisions.order_by(Revision.number.desc()))),
        questions=tuple(session.scalars(questions.order_by(ReviewItem.id))),
        payload=stored.payload,
        taken_at=stored.taken_at,
    )
