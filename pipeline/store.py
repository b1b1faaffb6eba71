"""Store: what the pipeline reads from and writes to the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from crawlers.items import RawEntry
from db.crawls import StoredEntry
from db.opportunities import Opportunity, Revision
from db.reviews import READING, ReviewItem
from db.values import from_json, to_json
from db.vocabulary import ReviewState, Visibility
from pipeline.decided import Outcome, PartClaim, Pending, Step
from pipeline.publication import fingerprint

# Before every look-back: what is dated so is published, but is nobody's news.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def pending_ids(session: Session, edition: str) -> list[int]:
    """Return the ids of the newest raw entries that were not read yet, or by older rules."""
    newest = select(func.max(StoredEntry.id).label("id")).group_by(
        StoredEntry.source, StoredEntry.key
    )
    newest_rows = newest.subquery()
    same_entry = and_(Opportunity.source == StoredEntry.source, Opportunity.key == StoredEntry.key)
    waiting = (
        select(StoredEntry.id)
        .join(newest_rows, newest_rows.c.id == StoredEntry.id)
        .outerjoin(Opportunity, same_entry)
        .where(
            or_(
                Opportunity.id.is_(None),
                Opportunity.raw_id != StoredEntry.id,
                Opportunity.read_with != edition,
            )
        )
        .order_by(StoredEntry.id)
    )
    return list(session.scalars(waiting))


def load_pending(session: Session, ids: Sequence[int]) -> Iterator[Pending]:
    """Yield the waiting entries with what stood before."""
    before = aliased(StoredEntry)
    same_entry = and_(Opportunity.source == StoredEntry.source, Opportunity.key == StoredEntry.key)
    rows = session.execute(
        select(StoredEntry.id, StoredEntry.payload, Opportunity, Revision.content, before.payload)
        .outerjoin(Opportunity, same_entry)
        .outerjoin(Revision, Revision.id == Opportunity.revision_id)
        .outerjoin(before, before.id == Opportunity.raw_id)
        .where(StoredEntry.id.in_(ids))
        .order_by(StoredEntry.id)
    )
    for raw_id, payload, opportunity, content, old_payload in rows:
        yield Pending(
            raw_id=raw_id,
            raw=RawEntry.from_json(payload),
            opportunity_id=opportunity.id if opportunity else None,
            read_with=opportunity.read_with if opportunity else "",
            old=from_json(content) if content else None,
            old_raw=RawEntry.from_json(old_payload) if old_payload else None,
        )


def store(
    session: Session,
    steps: Sequence[Step],
    edition: str,
    now: datetime,
    *,
    silent: bool = False,
) -> list[int]:
    """Write what was read; return for each step how many new questions it raised.

    `silent` publishes new entries without making news of them: a first stock.
    """
    opportunities = [_opportunity(session, step, edition, now) for step in steps]
    session.flush()  # gives the new ones their ids
    revisions = [
        _revision(session, opportunity, step, edition, now)
        for opportunity, step in zip(opportunities, steps, strict=True)
    ]
    session.flush()
    for opportunity, revision, step in zip(opportunities, revisions, steps, strict=True):
        if revision is not None:
            opportunity.revision_id = revision.id
            seeded = silent and step.outcome is Outcome.NEW
            _announce(opportunity, revision, step, LONG_AGO if seeded else now)
    return [
        _ask(session, opportunity, step, now)
        for opportunity, step in zip(opportunities, steps, strict=True)
    ]


def _opportunity(session: Session, step: Step, edition: str, now: datetime) -> Opportunity:
    raw, values = step.pending.raw, step.reading.values
    if step.pending.opportunity_id is None:
        opportunity = Opportunity(source=raw.source, key=raw.key, first_seen_at=now)
        session.add(opportunity)
    else:
        opportunity = session.get_one(Opportunity, step.pending.opportunity_id)
    opportunity.url, opportunity.title = values.url, values.title
    opportunity.kind, opportunity.level = values.kind, values.level
    opportunity.visibility = step.reading.publication.visibility
    opportunity.raw_id, opportunity.read_with = step.pending.raw_id, edition
    return opportunity


def _revision(
    session: Session, opportunity: Opportunity, step: Step, edition: str, now: datetime
) -> Revision | None:
    if step.outcome is Outcome.SAME:
        return None
    newest = select(func.max(Revision.number)).where(Revision.opportunity_id == opportunity.id)
    number = 0 if step.outcome is Outcome.NEW else session.scalar(newest) or 0
    causes = {Outcome.NEW: "first", Outcome.REREAD: "reread"}
    revision = Revision(
        opportunity_id=opportunity.id,
        number=number + 1,
        cause=causes.get(step.outcome, "source"),
        material=step.outcome in (Outcome.NEW, Outcome.CHANGED),
        content=to_json(step.reading.values),
        claims=[_claim_json(found) for found in step.reading.claims],
        changes=[asdict(change) for change in step.changes],
        raw_id=step.pending.raw_id,
        read_with=edition,
        made_at=now,
    )
    session.add(revision)
    return revision


def _announce(opportunity: Opportunity, revision: Revision, step: Step, now: datetime) -> None:
    """Mark a revision as news, if it is and somebody may see it."""
    if opportunity.visibility != Visibility.PUBLISHED:
        return
    if revision.material:
        opportunity.news_revision_id, opportunity.news_at = revision.id, now
    elif opportunity.news_revision_id is None:
        # Our rules let it through only now: it may be shown, but it is no news of today.
        opportunity.news_revision_id = revision.id
        opportunity.news_at = opportunity.first_seen_at


def _ask(session: Session, opportunity: Opportunity, step: Step, now: datetime) -> int:
    """Put new questions, and let go of those that the present text no longer raises."""
    asked: dict[str, ReviewItem] = {}
    if step.outcome is not Outcome.NEW:
        of_this = select(ReviewItem).where(
            ReviewItem.opportunity_id == opportunity.id, ReviewItem.raised_by == READING
        )
        asked = {item.fingerprint: item for item in session.scalars(of_this)}
    raised = {fingerprint(question): question for question in step.reading.publication.questions}
    for mark, item in asked.items():
        if mark not in raised and item.state == ReviewState.OPEN:
            item.state, item.settled_at = ReviewState.MOOT, now
        elif mark in raised and item.state == ReviewState.MOOT:
            item.state, item.settled_at = ReviewState.OPEN, None
    fresh = [(mark, question) for mark, question in raised.items() if mark not in asked]
    session.add_all(
        ReviewItem(
            opportunity_id=opportunity.id,
            fingerprint=mark,
            field=question.field,
            question=question.text,
            quote=question.quote,
            suggestion=question.suggestion,
            asked_at=now,
        )
        for mark, question in fresh
    )
    return len(fresh)


def _claim_json(found: PartClaim) -> dict[str, object]:
    return {"part": found.part} | asdict(found.claim)
