"""Standing: some entries as news, as they stand now or as a card once showed them.

What goes through the whole stock is `notifier.news.load`; this looks at a few entries alone, in
so many statements however many they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from crawlers.items import Kind
from db.area import GERMANY
from db.chunks import chunks
from db.full_text import closed_sources, withheld
from db.identities import GroupMember
from db.local_date import local_date
from db.merged_values import merged
from db.opportunities import Opportunity, Revision
from db.values import Values, from_json
from db.vocabulary import Presence, Visibility, Withdrawal
from notifier.news.select import Elsewhere, Member, News, SourceFacts

# What of an entry and of one of its revisions makes a part, but for what the revision says.
OF_PART = (
    Opportunity.id,
    Opportunity.source,
    Opportunity.key,
    Opportunity.visibility,
    Opportunity.presence,
    Opportunity.news_at,
    Opportunity.first_seen_at,
    Opportunity.withdrawn_why,
    Revision.id.label("revision_id"),
    Revision.number,
    Revision.made_at,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One entry in one of its revisions, the `number`th.

    `news_at` is when there was last something to tell of the entry, `published` says whether it is
    shown today; `asked` that it is only asked whether it
    is the same as the leading one.
    """

    id: int
    source: str
    key: str
    revision_id: int
    number: int
    made_at: datetime
    news_at: datetime
    values: Values
    published: bool
    withdrawn: Withdrawal | None
    asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One opportunity: its entries, the leading one first, and what there is to tell of it."""

    parts: tuple[Part, ...]
    news: News

    @property
    def id(self) -> int:
        """The number of the leading entry."""
        return self.parts[0].id

    @property
    def changed_at(self) -> datetime:
        """When what stands was last written."""
        return max(part.made_at for part in self.parts)

    @property
    def news_at(self) -> datetime:
        """When there was last something to tell of it."""
        return max(part.news_at for part in self.parts)

    @property
    def changes(self) -> int:
        """How often it was written anew."""
        return sum(part.number - 1 for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What is left of a source that nobody knows any more: its name."""

    title: str
    publisher: str = ""
    licence: str = ""
    area: str = GERMANY
    visit_days: int = 1
    leads: bool = False


def present_parts(session: Session, ids: Collection[int]) -> dict[int, Part]:
    """Return entries as they stand now, by their numbers."""
    return {
        part.id: part
        for some in chunks(ids)
        for part in _parts(
            session, Revision.id == Opportunity.revision_id, Opportunity.id.in_(some)
        )
    }


def shown_parts(session: Session, revisions: Collection[int]) -> dict[int, Part]:
    """Return entries as some of their revisions have them, by the revision."""
    of_entry = Revision.opportunity_id == Opportunity.id
    return {
        part.revision_id: part
        for some in chunks(revisions)
        for part in _parts(session, of_entry, Revision.id.in_(some))
    }


def _parts(session: Session, on: ColumnElement[bool], where: ColumnElement[bool]) -> Iterator[Part]:
    rows = session.execute(select(*OF_PART, Revision.content).join(Revision, on).where(where))
    closed = closed_sources(session)
    for row in rows:
        yield part_of(row, values_from(row.content), closed)


def part_of(row: Row[*tuple[Any, ...]], values: Values, closed: Collection[str]) -> Part:
    """Return the entry that a row of `OF_PART` is, with what its revision says."""
    shown = row.visibility == Visibility.PUBLISHED
    return Part(
        id=row.id,
        source=row.source,
        key=row.key,
        revision_id=row.revision_id,
        number=row.number,
        made_at=row.made_at,
        news_at=row.news_at or row.first_seen_at,
        values=withheld(values, row.source, closed),
        published=shown and row.presence != Presence.WITHDRAWN,
        withdrawn=Withdrawal(row.withdrawn_why) if row.withdrawn_why else None,
    )


def values_from(content: dict[str, object]) -> Values:
    """Return what a revision says, as it is told."""
    values = from_json(content)
    # What is cancelled was an event, though its page is none any more.
    return replace(values, kind=Kind.EVENT.value) if values.cancelled else values


def surely_same(session: Session, ids: Collection[int]) -> dict[int, int]:
    """Return for entries of groups which entry they are surely the same as."""
    found: dict[int, int] = {}
    for some in chunks(ids):
        rows = select(GroupMember.opportunity_id, GroupMember.sure_id)
        in_these = rows.where(GroupMember.opportunity_id.in_(some))
        found |= {entry: sure for entry, sure in session.execute(in_these)}
    return found


def together(parts: Sequence[Part], sources: Mapping[str, SourceFacts]) -> Standing:
    """Return the opportunity that some entries are, the leading one first.

    Raises ValueError for no entries.
    """
    sure = [part for part in parts if not part.asked]
    asked = [part for part in parts if part.asked]
    lead, *others = (*sure, *asked)
    values = merged([part.values for part in sure], [part.values for part in asked])
    news = replace(
        _alone(lead, sources),
        values=values,
        elsewhere=tuple(_elsewhere(others, sources)),
        other_entries=frozenset(part.id for part in sure) - {lead.id},
        asked=tuple(_alone(part, sources) for part in asked),
        members=tuple(map(_member, sure)),
    )
    return Standing(parts=(lead, *others), news=news)


def _alone(part: Part, sources: Mapping[str, SourceFacts]) -> News:
    on = local_date(part.made_at)
    return News(
        opportunity_id=part.id,
        revision_id=part.revision_id,
        source=sources.get(part.source) or Gone(title=part.source),
        values=part.values,
        first_published_on=on,
        news_on=on,
        members=(_member(part),),
        withdrawn=part.withdrawn,
    )


def _member(part: Part) -> Member:
    return Member(id=part.id, revision_id=part.revision_id, values=part.values)


def _elsewhere(others: Iterable[Part], sources: Mapping[str, SourceFacts]) -> Iterator[Elsewhere]:
    for part in others:
        source = sources.get(part.source)
        title = source.title if source else part.source
        yield Elsewhere(source_title=title, url=part.values.url, asked=part.asked)


def standing_now(
    session: Session, sources: Mapping[str, SourceFacts], ids: Collection[int]
) -> list[Standing]:
    """Return the opportunities that lead or are these published entries, by the leading entry."""
    leads = _groups(session, ids)
    parts = present_parts(session, {entry for group in leads.values() for entry, _sure in group})
    found = []
    for _lead, group in sorted(leads.items()):
        there = [
            (parts[entry], sure)
            for entry, sure in group
            if entry in parts and parts[entry].published and parts[entry].source in sources
        ]
        if there:
            surest = there[0][1]
            found.append(
                together([replace(part, asked=sure != surest) for part, sure in there], sources)
            )
    return found


def _groups(session: Session, ids: Collection[int]) -> dict[int, list[tuple[int, int]]]:
    """Return the groups of some entries by their leaders, each entry with which it surely is."""
    found: dict[int, list[tuple[int, int]]] = {}
    grouped: set[int] = set()
    for some in chunks(ids):
        leaders = select(GroupMember.leader_id).where(GroupMember.opportunity_id.in_(some))
        rows = session.execute(
            select(GroupMember.leader_id, GroupMember.opportunity_id, GroupMember.sure_id)
            .where(GroupMember.leader_id.in_(leaders))
            .order_by(GroupMember.leader_id, GroupMember.place)
        )
        for lead, entry, sure in rows:
            if entry not in grouped:
                grouped.add(entry)
                found.setdefault(lead, []).append((entry, sure))
    return found | {entry: [(entry, entry)] for entry in ids if entry not in grouped}
