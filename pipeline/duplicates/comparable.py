"""Comparable: what of the published opportunities is compared with others, from the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from crawlers.source import Source
from db.actors import Actors
from db.chunks import chunks
from db.identities import Related
from db.opportunities import Opportunity, Revision
from db.statements import Field, Statement, statements_from_json
from db.values import from_json
from db.vocabulary import OVER, Visibility
from pipeline.duplicates import Member, Profile, profile_of, ranked

STALE = "stale"  # an edition that no rules have: to be compared again by the same rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What comparing depends on besides the entries: the sources, and who the funders are."""

    sources: Mapping[str, Source]
    actors: Actors


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparable:
    """One published opportunity: what it states, and how it is compared."""

    id: int
    key: str
    source: Source
    revision_id: int
    news_at: datetime
    profile: Profile
    statements: tuple[Statement, ...] = field(repr=False)

    @property
    def says_over(self) -> bool:
        """Whether it says that it is called off or closed."""
        return any(
            one.field is Field.STATUS and one.sure and one.value in OVER for one in self.statements
        )

    @property
    def member(self) -> Member:
        """What decides its place in a group."""
        return Member(
            id=self.id,
            source=self.source,
            key=self.key,
            news_at=self.news_at,
        )


Entries = Mapping[int, Comparable]


def in_order(entries: Entries, ids: Iterable[int]) -> tuple[int, ...]:
    """Return ids by rank: who is nearest to the application, then the most recent news."""
    return ranked(entries[id].member for id in ids)


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
        .order_by(Opportunity.id)
    )
    return {id: revision_id if published else None for id, revision_id, published in rows}


def compared_under(session: Session, ids: Collection[int], edition: str) -> set[int]:
    """Return those of some entries that were last compared by the rules of an edition."""
    found: set[int] = set()
    for some in chunks(ids):
        of_edition = Related.edition.in_((edition, STALE))
        rows = select(Related.opportunity_id).where(Related.opportunity_id.in_(some), of_edition)
        found.update(session.scalars(rows))
    return found


def load(
    session: Session, ids: Collection[int], grounds: Grounds, aside: dict[int, str]
) -> dict[int, Comparable]:
    """Return those of some entries that are published, by a source that there is.

    Those in `aside` are left out; one that our rules fail on is put there, with the reason.
    """
    rows = (
        row
        for some in chunks(ids)
        for row in session.execute(
            select(
                Opportunity.id,
                Opportunity.key,
                Opportunity.source,
                Revision.id,
                func.coalesce(Opportunity.news_at, Opportunity.first_seen_at),
                Revision.content,
            )
            .join(Revision, Revision.id == Opportunity.revision_id)
            .where(Opportunity.id.in_(some))
            .where(Opportunity.visibility == Visibility.PUBLISHED)
            .order_by(Opportunity.id)
        )
    )
    found = {}
    for row in rows:
        if row[2] in grounds.sources and row[0] not in aside:
            try:
                found[row[0]] = _comparable(grounds, *row)
            except Exception as error:
                aside[row[0]] = f"{type(error).__name__}: {error}"
    return found


def _comparable(
    grounds: Grounds,
    id: int,
    key: str,
    slug: str,
    revision_id: int,
    news_at: datetime,
    content: dict[str, Any],
) -> Comparable:
    source, values = grounds.sources[slug], from_json(content | {"statements": ()})
    return Comparable(
        id=id,
        key=key,
        source=source,
        revision_id=revision_id,
        news_at=news_at,
        profile=profile_of(id, values, source, grounds.actors),
        # Read here, where what cannot be read is the fault of this entry and of no other.
        statements=statements_from_json(content["statements"]),
    )
