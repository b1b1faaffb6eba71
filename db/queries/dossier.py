"""Dossier: all that is stored of one entry, whoever may see it. So many queries, and no more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, defer

from db.crawls import StoredEntry
from db.decisions import Decision
from db.identities import RULES, GroupMember, Identity
from db.opportunities import Opportunity, Revision
from db.reviews import ReviewItem
from db.values import Values, from_json
from db.vocabulary import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another entry that has to do with one: what they are to each other, who said so, and why.

    `relation` is empty where they only hang together by way of a third.
    """

    opportunity: Opportunity
    values: Values
    relation: str = ""
    reason: str = ""
    by_staff: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One entry: what stands, its revisions and its questions, and the text it was read from.

    `revisions` are newest first and without what they say; that has `present`. `decisions` are
    those on it, newest first; `others` are the entries that are or may be the same. `texts` are
    older texts by the revision that was read from them: those before the eyes of whoever decided
    what the source moved beneath.
    """

    opportunity: Opportunity
    present: Revision
    revisions: tuple[Revision, ...]
    questions: tuple[ReviewItem, ...]
    decisions: tuple[Decision, ...]
    stored: StoredEntry
    others: tuple[Other, ...]
    texts: Mapping[int, StoredEntry]


def dossier(session: Session, opportunity_id: int) -> Dossier | None:
    """Return the dossier of an entry, None where there is no such entry."""
    opportunity = session.get(Opportunity, opportunity_id)
    if opportunity is None or opportunity.revision_id is None:
        return None
    revisions = (
        select(Revision)
        .where(Revision.opportunity_id == opportunity_id)
        .order_by(Revision.number.desc())
        .options(defer(Revision.content), defer(Revision.read))
    )
    questions = select(ReviewItem).where(ReviewItem.opportunity_id == opportunity_id)
    asked = tuple(session.scalars(questions.order_by(ReviewItem.id)))
    present = select(Revision).where(Revision.id == opportunity.revision_id)
    decided = (
        select(Decision)
        .where(or_(Decision.opportunity_id == opportunity_id, Decision.other_id == opportunity_id))
        .order_by(Decision.id.desc())
    )
    decisions = tuple(session.scalars(decided))
    moved = {one.moved_id for one in asked}
    rested = [one.revision_id for one in decisions if one.id in moved and one.revision_id]
    return Dossier(
        opportunity=opportunity,
        present=session.scalars(present).one(),
        revisions=tuple(session.scalars(revisions)),
        questions=asked,
        decisions=decisions,
        stored=session.get_one(StoredEntry, opportunity.raw_id),
        others=tuple(_others(session, opportunity_id)),
        texts=_texts(session, rested),
    )


def _texts(session: Session, revision_ids: Collection[int]) -> dict[int, StoredEntry]:
    if not revision_ids:
        return {}
    rows = session.execute(
        select(Revision.id, StoredEntry)
        .join(StoredEntry, StoredEntry.id == Revision.raw_id)
        .where(Revision.id.in_(revision_ids))
    )
    return {number: stored for number, stored in rows}


def _others(session: Session, opportunity_id: int) -> Iterable[Other]:
    """Yield the others of its group, and whom it was compared with, in the order of their ids."""
    ties: dict[int, Identity] = {}
    standing = select(Identity).where(
        or_(Identity.first_id == opportunity_id, Identity.second_id == opportunity_id),
        Identity.undone_at.is_(None),
        Identity.relation != Relation.FAMILY,
    )
    for tie in session.scalars(standing):
        other = tie.second_id if tie.first_id == opportunity_id else tie.first_id
        ties[other] = tie
    leader = select(GroupMember.leader_id).where(GroupMember.opportunity_id == opportunity_id)
    mates = select(GroupMember.opportunity_id).where(GroupMember.leader_id.in_(leader))
    ids = {*ties, *session.scalars(mates)} - {opportunity_id}
    rows = (
        select(Opportunity, Revision.content)
        .join(Revision, Revision.id == Opportunity.revision_id)
        .where(Opportunity.id.in_(ids))
        .order_by(Opportunity.id)
    )
    for opportunity, content in session.execute(rows):
        found = ties.get(opportunity.id)
        yield Other(
            opportunity=opportunity,
            values=from_json(content),
            relation=found.relation if found else "",
            reason=found.reason if found else "",
            by_staff=bool(found and found.decided_by != RULES),
        )
