"""Replay: what the log of decisions makes of the machine's readings, from nothing.

Nothing that an act has stored is believed: neither the index of what stands nor the values,
the visibility or the facts that followed. Where all is right, replaying changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawlers.items import RawEntry
from db.crawls import StoredEntry
from db.decisions import OVER_READINGS, Act, Decision
from db.local_date import local_date
from db.opportunities import Opportunity, Revision
from db.projection import rebuild_all
from db.statements import statements_from_json
from db.values import Values, from_json
from db.vocabulary import Visibility, Withdrawal
from pipeline.log import ended
from pipeline.run import stand
from pipeline.settle import Reading
from pipeline.store import ASIDE, decided_of, show
from pipeline.visit import absence


def replay(session: Session, now: datetime) -> dict[int, Values]:
    """Bring all entries and facts to what the log says over what the machine reads.

    Returns what stands of each entry. The caller owns the transaction; the values of a
    revision are compared, never altered.
    """
    log = list(session.scalars(select(Decision).order_by(Decision.id)))
    over = ended(log)
    standing: defaultdict[int, list[Decision]] = defaultdict(list)
    for row in log:
        if row.id not in over and row.opportunity_id is not None:
            standing[row.opportunity_id].append(row)
    rows = session.execute(
        select(Opportunity, Revision, StoredEntry.payload, StoredEntry.shape)
        .join(Revision, Revision.id == Opportunity.revision_id)
        .join(StoredEntry, StoredEntry.id == Opportunity.raw_id)
        .order_by(Opportunity.id)
    )
    values = {
        opportunity.id: _replayed(
            opportunity, revision, RawEntry.from_json(*stored), standing[opportunity.id], now
        )
        for opportunity, revision, *stored in rows.all()
    }
    session.flush()
    rebuild_all(session, local_date(now), values)
    return values


def _replayed(
    opportunity: Opportunity,
    revision: Revision,
    raw: RawEntry,
    rows: list[Decision],
    now: datetime,
) -> Values:
    decided = [decided_of(row) for row in rows if row.act in OVER_READINGS]
    frame, read = from_json(revision.content), statements_from_json(revision.read)
    stands = stand(Reading(frame=frame, read=read, questions=()), decided, raw)
    show(opportunity, stands)
    if revision.cause == ASIDE and not decided:
        opportunity.visibility = Visibility.HELD
    if any(row.act == Act.WITHDRAW for row in rows):
        absence.withdraw(opportunity, now)
    elif opportunity.withdrawn_why == Withdrawal.STAFF:
        absence.restore(opportunity)
    return stands.values
