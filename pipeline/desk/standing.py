"""Standing: bring an opportunity to what stands after a decision was made or undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy.orm import Session

from db.changes import AreaName, Change, changes_between
from db.local_date import local_date
from db.opportunities import Opportunity, Revision
from db.projection import rebuild
from db.queries.decisions import standing_decisions
from db.statements import Statement, statements_from_json
from db.values import Values, from_json, to_json
from pipeline.run import stand
from pipeline.settle import Reading
from pipeline.store import announce, ask, decided_of, next_number, show

STAFF = "staff"  # the cause of a revision that a person made


def locked(session: Session, opportunity_id: int, name: str) -> Opportunity:
    """Return an opportunity that nobody else changes before the transaction ends.

    Raises LookupError, in German, for one that does not exist, and ValueError where no name
    says who decides.
    """
    if not name.strip():
        raise ValueError("eine Entscheidung braucht einen Namen")
    opportunity = session.get(Opportunity, opportunity_id, with_for_update=True)
    if opportunity is None or opportunity.revision_id is None:
        raise LookupError(f"einen Eintrag mit der Nummer {opportunity_id} gibt es nicht")
    return opportunity


def machine_reading(session: Session, opportunity: Opportunity) -> tuple[Statement, ...]:
    """Return what the machine reads in the present text of an opportunity."""
    return statements_from_json(_present(session, opportunity).read)


def restate(
    session: Session, opportunity: Opportunity, now: datetime, area_name: AreaName = str
) -> None:
    """Write down what stands now that the decisions changed; news of ours, not of the source.

    A correction that a reader would act on is told, as a correction. Where nothing else
    stands than before, only the questions are settled.
    """
    session.flush()
    present = _present(session, opportunity)
    before = from_json(present.content)
    read = statements_from_json(present.read)
    rows = standing_decisions(session, [opportunity.id]).get(opportunity.id, ())
    decided = [decided_of(row) for row in rows]
    stands = stand(Reading(frame=before, read=read, questions=()), decided)
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


def _present(session: Session, opportunity: Opportunity) -> Revision:
    return session.get_one(Revision, opportunity.revision_id)


def _of_source(field: str) -> bool:
    """Whether a question is about the source's text itself, which no correction answers."""
    return field in ("source", "reading")
