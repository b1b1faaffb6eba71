"""Store: what the pipeline reads from and writes to the database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from crawlers.items import RawEntry
from db.crawls import CrawlRun, StoredEntry
from db.decisions import Act, Decision
from db.local_date import local_date
from db.opportunities import Opportunity, Revision
from db.projection import rebuild
from db.queries.decisions import standing_decisions
from db.reviews import LOSING, READING, ReviewItem
from db.statements import Subject, statements_from_json, statements_to_json
from db.values import from_json, to_json
from db.vocabulary import ReviewState, Visibility
from pipeline.decided import Outcome, Pending, Stands, Step
from pipeline.decisions import Decided
from pipeline.losses import still_lost
from pipeline.question import Question, fingerprint

# Before every look-back: what is dated so is published, but is nobody's news.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

ASIDE = "aside"  # the cause of the revision of an entry that nobody could read yet


def pending_ids(session: Session, edition: str, sources: Collection[str]) -> list[int]:
    """Return the ids of the newest raw entries that were not read yet, or by older rules.

    Entries of a source that is no longer among `sources` wait for nobody.
    """
    newest = select(func.max(StoredEntry.id).label("id")).group_by(
        StoredEntry.source, StoredEntry.key
    )
    newest_rows = newest.where(StoredEntry.source.in_(list(sources))).subquery()
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


def load_pending(
    session: Session, ids: Sequence[int], lost: Callable[[int, Exception], None]
) -> Iterator[Pending]:
    """Yield the waiting entries with what stood before, and what people decided of them.

    `lost` is told of each that is stored in a form nobody understands, and why.
    """
    before = aliased(StoredEntry)
    same_entry = and_(Opportunity.source == StoredEntry.source, Opportunity.key == StoredEntry.key)
    rows = session.execute(
        select(
            *(StoredEntry.id, StoredEntry.payload, StoredEntry.shape),
            *(Opportunity, Revision, before.payload, before.shape),
        )
        .outerjoin(Opportunity, same_entry)
        .outerjoin(Revision, Revision.id == Opportunity.revision_id)
        .outerjoin(before, before.id == Opportunity.raw_id)
        .where(StoredEntry.id.in_(ids))
        .order_by(StoredEntry.id)
    ).all()
    known = [opportunity.id for _id, _payload, _shape, opportunity, *_ in rows if opportunity]
    decided = standing_decisions(session, known)
    for raw_id, payload, shape, opportunity, revision, *old in rows:
        decisions = decided.get(opportunity.id, ()) if opportunity else ()
        try:
            yield _pending(raw_id, (payload, shape), opportunity, revision, old, decisions)
        except (KeyError, TypeError, ValueError) as error:
            lost(raw_id, error)


def _pending(
    raw_id: int,
    stored: Sequence[Any],
    opportunity: Opportunity | None,
    revision: Revision | None,
    old: Sequence[Any],
    decisions: Sequence[Decision],
) -> Pending:
    # What is stored, and what was read before, are each a JSON and its shape.
    raw = RawEntry.from_json(*stored)
    if opportunity is None or revision is None:
        return Pending(raw_id=raw_id, raw=raw)
    return Pending(
        raw_id=raw_id,
        raw=raw,
        opportunity_id=opportunity.id,
        revision_id=revision.id,
        read_with=opportunity.read_with,
        unread=revision.cause == ASIDE,
        old=from_json(revision.content),
        old_read=statements_from_json(revision.read),
        old_raw=RawEntry.from_json(*old) if old[0] else None,
        decided=tuple(map(decided_of, decisions)),
    )


def decided_of(row: Decision) -> Decided:
    """Return a row of the log as the pipeline hears it."""
    act = Act(row.act)
    return Decided(
        id=row.id,
        act=act,
        by=row.decided_by,
        at=row.decided_at,
        subject=Subject(row.subject) if row.subject else None,
        case_key=row.case_key,
        statements=statements_from_json(row.value) if act is not Act.SHOW else (),
        visibility=Visibility(row.value[0]) if act is Act.SHOW else None,
        basis=row.basis,
    )


def store(
    session: Session,
    steps: Sequence[Step],
    edition: str,
    now: datetime,
    *,
    silent: bool = False,
) -> list[int | None]:
    """Write what was read; return for each step how many new questions it raised.

    None stands for a step beneath which something moved since it was loaded: another reader
    stored the entry, or a person decided something. It is not written. `silent` publishes
    new entries without making news of them, as a silent run does.
    """
    rows = _locked(session, steps)
    unmoved = _unmoved(session, steps, rows)
    _wake(session, unmoved)
    first_stock = _of_silent_runs(session, [step.pending.raw_id for step in unmoved])
    opportunities = [_opportunity(session, rows, step, edition, now) for step in unmoved]
    session.flush()  # gives the new ones their ids
    revisions = [
        _revision(session, opportunity, step, edition, now)
        for opportunity, step in zip(opportunities, unmoved, strict=True)
    ]
    session.flush()
    asked: dict[int, int] = {}
    for opportunity, revision, step in zip(opportunities, revisions, unmoved, strict=True):
        if revision is not None:
            opportunity.revision_id = revision.id
            unsaid = silent or step.pending.raw_id in first_stock
            seeded = unsaid and step.outcome is Outcome.NEW
            announce(opportunity, revision, LONG_AGO if seeded else now)
        fresh = step.pending.opportunity_id is None
        asked[step.pending.raw_id] = ask(
            session, opportunity, step.stands.questions, now, fresh=fresh
        ) + _ask_for_losses(session, opportunity, step, now)
    written = {
        opportunity.id: step.stands.values
        for opportunity, step in zip(opportunities, unmoved, strict=True)
    }
    rebuild(session, written, local_date(now), written)
    return [asked.get(step.pending.raw_id) for step in steps]


def _locked(session: Session, steps: Sequence[Step]) -> dict[int, Opportunity]:
    """Return the rows of the entries that stand already; PostgreSQL locks them."""
    known = [step.pending.opportunity_id for step in steps if step.pending.opportunity_id]
    if not known:
        return {}
    rows = select(Opportunity).where(Opportunity.id.in_(known)).order_by(Opportunity.id)
    return {one.id: one for one in session.scalars(rows.with_for_update())}


def _ask_for_losses(session: Session, opportunity: Opportunity, step: Step, now: datetime) -> int:
    """Put the questions about what a source states no more; they stay until it does again."""
    return ask(
        session,
        opportunity,
        step.losses,
        now,
        fresh=step.pending.opportunity_id is None,
        keep=partial(still_lost, step.stands.values),
        raised_by=LOSING,
    )


def _wake(session: Session, steps: Sequence[Step]) -> None:
    """Let what waits for a funder's answer be asked again where his page became another."""
    pending = [step.pending for step in steps]
    changed = [one.opportunity_id for one in pending if one.old_raw not in (None, one.raw)]
    if changed:
        session.execute(
            update(ReviewItem)
            .where(ReviewItem.opportunity_id.in_(changed), ReviewItem.awaits_answer)
            .values(asleep_until_on=None, awaits_answer=False)
        )


def _of_silent_runs(session: Session, raw_ids: Sequence[int]) -> set[int]:
    """Return which of these texts were brought by a run that tells nobody what it finds."""
    of_run = select(StoredEntry.id).join(CrawlRun, CrawlRun.id == StoredEntry.run_id)
    silent = of_run.where(StoredEntry.id.in_(raw_ids), CrawlRun.silent)
    return set(session.scalars(silent))


def _unmoved(
    session: Session, steps: Sequence[Step], rows: Mapping[int, Opportunity]
) -> list[Step]:
    """Return the steps beneath which nothing moved since they were loaded."""
    decided = standing_decisions(session, rows) if rows else {}
    new = [step.pending.raw.key for step in steps if step.pending.opportunity_id is None]
    stored = select(Opportunity.source, Opportunity.key).where(Opportunity.key.in_(new))
    taken = {(source, key) for source, key in session.execute(stored)}

    def holds(pending: Pending) -> bool:
        if pending.opportunity_id is None:
            return (pending.raw.source, pending.raw.key) not in taken
        row = rows.get(pending.opportunity_id)
        if row is None or row.revision_id != pending.revision_id:
            return False
        said = decided.get(pending.opportunity_id, ())
        return [one.id for one in said] == [one.id for one in pending.decided]

    return [step for step in steps if holds(step.pending)]


def _opportunity(
    session: Session, rows: Mapping[int, Opportunity], step: Step, edition: str, now: datetime
) -> Opportunity:
    raw = step.pending.raw
    if step.pending.opportunity_id is None:
        opportunity = Opportunity(source=raw.source, key=raw.key, first_seen_at=now)
        session.add(opportunity)
    else:
        opportunity = rows[step.pending.opportunity_id]
    show(opportunity, step.stands)
    opportunity.raw_id, opportunity.read_with = step.pending.raw_id, edition
    return opportunity


def show(opportunity: Opportunity, stands: Stands) -> None:
    """Bring the row of an opportunity to what stands."""
    values = stands.values
    opportunity.url, opportunity.title = values.url, values.title
    opportunity.kind, opportunity.level = values.kind, values.level
    opportunity.visibility = stands.visibility


def _revision(
    session: Session, opportunity: Opportunity, step: Step, edition: str, now: datetime
) -> Revision | None:
    first = step.pending.opportunity_id is None
    if step.outcome is Outcome.SAME or (step.outcome is Outcome.ASIDE and not first):
        return None
    values, read = step.stands.values, step.reading.read
    content = to_json(values)
    # Where nobody decided anything, what stands is what was read.
    same = values.statements == read
    causes = {Outcome.NEW: "first", Outcome.ASIDE: ASIDE, Outcome.REREAD: "reread"}
    revision = Revision(
        opportunity_id=opportunity.id,
        number=1 if first else next_number(session, opportunity.id),
        cause=causes.get(step.outcome, "source"),
        material=step.outcome in (Outcome.NEW, Outcome.CHANGED),
        content=content,
        read=content["statements"] if same else statements_to_json(read),
        changes=[asdict(change) for change in step.changes],
        raw_id=step.pending.raw_id,
        read_with=edition,
        made_at=now,
    )
    session.add(revision)
    return revision


def next_number(session: Session, opportunity_id: int) -> int:
    """Return the number of the revision that is made next."""
    newest = select(func.max(Revision.number)).where(Revision.opportunity_id == opportunity_id)
    return (session.scalar(newest) or 0) + 1


def announce(opportunity: Opportunity, revision: Revision, now: datetime) -> None:
    """Mark a revision as news, if it is and somebody may see it."""
    if opportunity.visibility != Visibility.PUBLISHED:
        return
    if revision.material and revision.id != opportunity.news_revision_id:
        opportunity.news_revision_id, opportunity.news_at = revision.id, now
    elif opportunity.news_revision_id is None:
        # Our rules let it through only now: it may be shown, but it is no news of today.
        opportunity.news_revision_id = revision.id
        opportunity.news_at = opportunity.first_seen_at


def ask(
    session: Session,
    opportunity: Opportunity,
    questions: Sequence[Question],
    now: datetime,
    *,
    fresh: bool = False,
    keep: Callable[[str], bool] = lambda _field: False,
    raised_by: str = READING,
) -> int:
    """Put new questions, and let go of those that the present text no longer raises.

    Returns how many are new. What staff have answered stays answered; `keep` says of which
    fields the open questions stay, whether they are raised or not. Only the questions of the
    step that asks, `raised_by`, are let go.
    """
    asked: dict[str, ReviewItem] = {}
    if not fresh:
        of_this = select(ReviewItem).where(
            ReviewItem.opportunity_id == opportunity.id, ReviewItem.raised_by == raised_by
        )
        asked = {item.fingerprint: item for item in session.scalars(of_this)}
    raised = {fingerprint(question): question for question in questions}
    for mark, item in asked.items():
        if mark not in raised and item.state == ReviewState.OPEN and not keep(item.field):
            item.state, item.settled_at = ReviewState.MOOT, now
        elif mark in raised and item.state == ReviewState.MOOT:
            item.state, item.settled_at = ReviewState.OPEN, None
        if mark in raised and item.state == ReviewState.OPEN:
            _propose(item, raised[mark])
    new = [(mark, question) for mark, question in raised.items() if mark not in asked]
    session.add_all(
        ReviewItem(
            opportunity_id=opportunity.id,
            fingerprint=mark,
            raised_by=raised_by,
            field=question.field,
            question=question.text,
            quote=question.quote,
            suggestion=question.suggestion,
            proposed=statements_to_json(question.proposed),
            moved_id=question.moved_id,
            asked_at=now,
        )
        for mark, question in new
    )
    return len(new)


def _propose(item: ReviewItem, question: Question) -> None:
    """Keep what a yes would mean: the same words may stand in another place by now."""
    proposed = statements_to_json(question.proposed)
    if (item.proposed, item.moved_id) != (proposed, question.moved_id):
        item.proposed, item.moved_id = proposed, question.moved_id
