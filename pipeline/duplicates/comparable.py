"""Comparable: what of the published opportunities is compared with others, from the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from crawlers.source import Source
from db.actors import Actors
from db.identities import Related
from db.opportunities import Opportunity, Revision
from db.values import Values, from_json
from db.vocabulary import Visibility
from pipeline.duplicates import Member, Profile, profile_of, ranked


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparable:
    """One published opportunity: what it states, and how it is compared."""

    id: int
    key: str
    source: Source
    news_at: datetime
    values: Values
    profile: Profile

    @property
    def member(self) -> Member:
        """What decides its place in a group."""
        return Member(id=self.id, trust=self.source.trust, news_at=self.news_at)


class Entries:
    """All published entries by id."""

    def __init__(self, found: Mapping[int, Comparable]) -> None:
        self.by_id = found

    def of(self, id: int) -> Comparable:
        """Return one entry. Raises LookupError, in German, for one that is not published."""
        if id not in self.by_id:
            raise LookupError(f"einen veröffentlichten Eintrag mit der Nummer {id} gibt es nicht")
        return self.by_id[id]

    def in_order(self, ids: frozenset[int]) -> tuple[int, ...]:
        """Return ids by rank: highest trust, then most recent news."""
        return ranked(self.by_id[id].member for id in ids)


def uncompared(session: Session, edition: str) -> dict[int, int | None]:
    """Return the entries that are new or changed since they were last compared.

    The value is the revision to compare, None for an entry that is no longer published and
    must be let go of.
    """
    shown = Opportunity.visibility == Visibility.PUBLISHED
    current = and_(Related.revision_id == Opportunity.revision_id, Related.edition == edition)
    rows = session.execute(
        select(Opportunity.id, Opportunity.revision_id, shown)
        .outerjoin(Related, Related.opportunity_id == Opportunity.id)
        .where(
            or_(
                and_(shown, or_(Related.opportunity_id.is_(None), ~current)),
                and_(~shown, Related.opportunity_id.is_not(None)),
            )
        )
    )
    return {id: revision_id if published else None for id, revision_id, published in rows}


def load_entries(session: Session, sources: Mapping[str, Source], actors: Actors) -> Entries:
    """Return every published entry of the sources with its profile."""
    rows = session.execute(
        select(Opportunity, Revision.content)
        .join(Revision, Revision.id == Opportunity.revision_id)
        .where(Opportunity.visibility == Visibility.PUBLISHED)
        .where(Opportunity.source.in_(list(sources)))
        .order_by(Opportunity.id)
    )
    found: dict[int, Comparable] = {}
    for opportunity, content in rows:
        source, values = sources[opportunity.source], from_json(content)
        found[opportunity.id] = Comparable(
            id=opportunity.id,
            key=opportunity.key,
            source=source,
            news_at=opportunity.news_at or opportunity.first_seen_at,
            values=values,
            profile=profile_of(opportunity.id, values, source, actors),
        )
    return Entries(found)
