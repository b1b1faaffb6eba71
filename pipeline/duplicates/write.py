"""Write: what was planned, if all that it rests on still stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from db.base import table_of
from db.chunks import chunks
from db.identities import BlockKey, GroupMember, Identity, Related
from db.local_date import local_date
from db.opportunities import Opportunity
from db.projection import rebuild
from db.vocabulary import Visibility
from pipeline.duplicates.comparable import STALE
from pipeline.duplicates.plan import Plan
from pipeline.duplicates.questions import ask
from pipeline.duplicates.standing import Restated, ties_of
from pipeline.duplicates.together import Together


@dataclass(frozen=True, slots=True, kw_only=True)
class RelateReport:
    """What was done: entries that are surely another one now, and new questions to staff."""

    merged: int = 0
    asked: int = 0

    def __add__(self, other: RelateReport) -> RelateReport:
        """Return what both did together."""
        return RelateReport(merged=self.merged + other.merged, asked=self.asked + other.asked)


def still_holds(session: Session, plan: Plan) -> bool:
    """Whether nothing moved since the plan was made; from here on nothing can until the commit."""
    watched = plan.revisions.keys() | plan.gone
    shown: dict[int, int | None] = {}
    for some in chunks(watched):
        # SQLite has the lock already; PostgreSQL takes the rows, and leaves others their keys.
        rows = session.execute(
            select(Opportunity.id, Opportunity.revision_id, Opportunity.visibility)
            .where(Opportunity.id.in_(some))
            .order_by(Opportunity.id)
            .with_for_update(key_share=True)
        )
        shown |= {id: was for id, was, seen in rows if seen == Visibility.PUBLISHED}
    return shown == plan.revisions and plan.read == {
        tie.id for tie in ties_of(session, plan.touched)
    }


def write(session: Session, plan: Plan, by: str, now: datetime) -> RelateReport:
    """Write what was planned; `by` is who says so."""
    _write_ties(session, plan.restated, by, now)
    _remember(session, plan)
    merged, moved = _write_groups(session, plan.touched, plan.cards)
    rebuild(session, moved, local_date(now))
    return RelateReport(merged=merged, asked=ask(session, plan.touched, plan.questions, now))


def _write_ties(session: Session, restated: Restated, by: str, now: datetime) -> None:
    """End what no longer counts: it is kept. Then say what does."""
    for some in chunks(tie.id for tie in restated.ended if tie.id is not None):
        ending = update(Identity).where(Identity.id.in_(some))
        session.execute(ending.values(undone_at=now, undone_by=by))
    session.add_all(
        Identity(
            first_id=tie.pair[0],
            second_id=tie.pair[1],
            relation=tie.relation,
            reason=tie.reason,
            decided_by=tie.by,
            decided_at=now,
        )
        for tie in restated.stated
    )


def _remember(session: Session, plan: Plan) -> None:
    """Write down what was compared, so that it is compared once."""
    for some in chunks(plan.gone | plan.compared.keys()):
        session.execute(delete(Related).where(Related.opportunity_id.in_(some)))
        session.execute(delete(BlockKey).where(BlockKey.opportunity_id.in_(some)))
    for some in chunks(plan.unsettled):
        again = update(Related).where(Related.opportunity_id.in_(some))
        session.execute(again.values(edition=STALE))
    compared = [
        {
            "opportunity_id": id,
            "revision_id": one.revision_id,
            "edition": plan.edition,
            "words": one.words,
        }
        for id, one in sorted(plan.compared.items())
    ]
    keys = [
        {"opportunity_id": id, "key": key}
        for id, one in sorted(plan.compared.items())
        for key in sorted(one.keys)
    ]
    for table, rows in ((Related, compared), (BlockKey, keys)):
        if rows:
            session.execute(insert(table_of(table)), rows)


def _write_groups(
    session: Session, touched: Collection[int], cards: Collection[Together]
) -> tuple[int, set[int]]:
    """Write only what is different.

    Returns how many more entries are surely another one now, and the entries that moved, with
    those that led them before.
    """
    wanted = {
        id: (card.parts[0][0], lead, place)
        for card in cards
        for place, (id, lead) in enumerate(card.members)
    }
    rows = {
        row.opportunity_id: row
        for some in chunks(touched)
        for row in session.scalars(select(GroupMember).where(GroupMember.opportunity_id.in_(some)))
    }
    behind = sum(row.sure_id != id for id, row in rows.items())
    moved = wanted.keys() - rows.keys()
    for id, row in rows.items():
        if id in wanted and (row.leader_id, row.sure_id, row.place) == wanted[id]:
            continue
        moved |= {id, row.leader_id}
        if id not in wanted:
            session.delete(row)
        else:
            row.leader_id, row.sure_id, row.place = wanted[id]
    session.add_all(
        GroupMember(opportunity_id=id, leader_id=leader, sure_id=sure, place=place)
        for id, (leader, sure, place) in wanted.items()
        if id not in rows
    )
    surely = sum(sure != id for id, (_leader, sure, _place) in wanted.items())
    return max(0, surely - behind), moved
