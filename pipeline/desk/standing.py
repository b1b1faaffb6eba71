"""Standing: bring an opportunity to what stands after a decision was made or undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawlers.items import RawEntry
from db.changes import AreaName, Change, changes_between
from db.crawls import StoredEntry
from db.decisions import Decision
from db.identities import GroupMember
from db.local_date import local_date
from db.opportunities import Opportunity, Revision
from db.projection import rebuild
from db.queries.decisions import standing_decisions
from db.statements import Statement, statements_from_json
from db.values import Values, from_json, to_json
from pipeline.desk.seen import Seen, check_seen
from pipeline.log import ended
from pipeline.run import stand
from pipeline.settle import Reading
from pipeline.store import announce, ask, decided_of, next_number, show

STAFF = "staff"  # the cause of a revision that a person made


def locked(
    session: Session, opportunity_id: int, name: str, seen: Seen | None = None
) -> Opportunity:
    """Return an opportunity that nobody else changes before the transaction ends.

    With it are locked those it is shown together with: their facts are made together. Raises
    LookupError, in German, for one that does not exist, ValueError where no name says who
    decides, and Moved where it is no longer what was `seen`.
    """
    if not name.strip():
        raise ValueError("eine Entscheidung braucht einen Namen")
    leader = select(GroupMember.leader_id).where(GroupMember.opportunity_id == opportunity_id)
    mates = select(GroupMember.opportunity_id).where(GroupMember.leader_id.in_(leader))
    rows = (
        select(Opportunity)
        .where(Opportunity.id.in_([opportunity_id, *session.scalars(mates)]))
        # Everybody takes them in this order, or two would wait for each other.
        .order_by(Opportunity.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    found = {one.id: one for one in session.scalars(rows)}.get(opportunity_id)
    if found is None or found.revision_id is None:
        raise LookupError(f"einen Eintrag mit der Nummer {opportunity_id} gibt es nicht")
    check_seen(session, opportunity_id, seen)
    return found


def machine_reading(session: Session, opportunity: Opportunity) -> tuple[Statement, ...]:
    """Return what the machine reads in the present text of an opportunity."""
    return statements_from_json(present_revision(session, opportunity).read)


def present_values(session: Session, opportunity: Opportunity) -> Values:
    """Return what stands of an opportunity."""
    return from_json(present_revision(session, opportunity).content)


def present_revision(session: Session, opportunity: Opportunity) -> Revision:
    """Return the revision that stands."""
    return session.get_one(Revision, opportunity.revision_id)


def present_text(session: Session, opportunity: Opportunity) -> RawEntry:
    """Return the text that was read last, as it is stored and shown."""
    stored = session.get_one(StoredEntry, opportunity.raw_id)
    return RawEntry.from_json(stored.payload, stored.shape)


def write_down(session: Session, decision: Decision) -> Decision:
    """Add an act to the log, and bring the index of what stands of its entry up to date."""
    session.add(decision)
    session.flush()
    log = select(Decision).where(
        Decision.opportunity_id == decision.opportunity_id
        if decision.opportunity_id
        else Decision.id == decision.id
    )
    rows = session.scalars(log).all()
    over = ended(rows)
    for row in rows:
        ender = over.get(row.id)
        name, at = (ender.decided_by, ender.decided_at) if ender else ("", None)
        if (row.undone_by, row.undone_at) != (name, at):
            row.undone_by, row.undone_at = name, at
    session.flush()
    return decision


def restate(
    session: Session, opportunity: Opportunity, now: datetime, area_name: AreaName = str
) -> None:
    """Write down what stands now that the decisions changed; news of ours, not of the source.

    A correction that a reader would act on is told, as a correction. Where nothing else
    stands than before, only the questions are settled.
    """
    session.flush()
    present = present_revision(session, opportunity)
    before = from_json(present.content)
    read = statements_from_json(present.read)
    rows = standing_decisions(session, [opportunity.id]).get(opportunity.id, ())
    decided = [decided_of(row) for row in rows]
    reading = Reading(frame=before, read=read, questions=())
    stands = stand(reading, decided, present_text(session, opportunity))
    show(opportunity, stands)
    if stands.values != before:
        changes = changes_between(before, stands.values, area_name=area_name)
        _write(session, opportunity, present, stands.values, changes, now)
    else:
        announce(opportunity, present, now)
    ask(session, opportunity, stands.questions, now, keep=_of_source)
    rebuild(session, [opportunity.id], local_date(now))


def _write(
    session: Session,
    opportunity: Opportunity,
    present: Revision,
    after: Values,
    changes: Sequence[Change],
    now: datetime,
) -> None:
    # Who was never told of it hears of it now as of something new.
    unheard = opportunity.news_revision_id is None
    revision = Revision(
        opportunity_id=opportunity.id,
        number=next_number(session, opportunity.id),
        cause=STAFF,
        material=unheard or any(change.material for change in changes),
        content=to_json(after),
        read=present.read,
        changes=[] if unheard else [asdict(_as_correction(change)) for change in changes],
        raw_id=opportunity.raw_id,
        read_with=opportunity.read_with,
        made_at=now,
    )
    session.add(revision)
    session.flush()
    opportunity.revision_id = revision.id
    announce(opportunity, revision, now)


def _as_correction(change: Change) -> Change:
    if not change.material:
        return change
    return replace(change, sentence=f"Von der Servicestelle berichtigt: {change.sentence}")


def _of_source(field: str) -> bool:
    """Whether a question is about the source's text itself, which no correction answers."""
    return field in ("source", "reading")
