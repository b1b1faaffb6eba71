"""Going: all that is published and not over on a day, as it stands, to be found by wishes.

Pages and feeds ask for it again and again. What was read of the state before is not read anew, so
that a change of the stock costs what changed, and not the stock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from crawlers.items import Kind
from db.chunks import chunks
from db.full_text import closed_sources
from db.identities import GroupMember
from db.opportunities import Opportunity, Revision
from db.queries.going import going_by_facts
from db.terms import Reader, own_values, same_for_all
from db.values import Values
from db.vocabulary import OpportunityStatus, Presence, Visibility
from notifier.issue import Imprint
from notifier.news.match import NewsIndex
from notifier.news.select import TOLD_KINDS, Wish, is_over
from notifier.standing import OF_PART, Part, Standing, part_of, together, values_from


class Shelf(StrEnum):
    """Where a match stands in a list; the order is that of the list."""

    OPEN = "open"
    ANNOUNCED = "announced"
    EVENTS = "events"
    UNCLEAR = "unclear"  # suspended, or nobody says whether it is open


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One opportunity with its own values of a reader, its place in a list, and if it is over."""

    standing: Standing
    own: Values
    shelf: Shelf
    place: tuple[int, date, str, int]
    over: bool


class Going:
    """All that goes on, found by wish; where all readers have the same days its place is known."""

    def __init__(self, standings: Iterable[Standing], imprint: Imprint, today: date) -> None:
        self.today = today
        all_placed = (
            placed(one, one.news.values, today)
            for one in standings
            if one.news.values.kind in TOLD_KINDS
        )
        going_on = sorted((one for one in all_placed if not one.over), key=lambda one: one.place)
        self.standings = tuple(one.standing for one in going_on)
        self.entries = frozenset(part.id for one in self.standings for part in one.parts)
        self._index = NewsIndex([one.news for one in self.standings], imprint.places.covers)
        self._placed = [one if same_for_all(one.own) else None for one in going_on]

    def fitting(self, wishes: Sequence[Wish]) -> Iterator[tuple[Placed, Wish]]:
        """Yield what fits one of some wishes, each for the first of them, nearly in their order."""
        taken = 0
        for wish in wishes:
            bits = self._index.bits(wish) & ~taken
            taken |= bits
            reader = wish.reader
            for position in positions(bits):
                yield self.at(position, reader), wish

    def for_all(self, position: int) -> Placed | None:
        """Return what stands at a position where all readers have the same days; else None."""
        return self._placed[position]

    def at(self, position: int, reader: Reader) -> Placed:
        """Return what stands at a position, as a reader's own days place it."""
        if known := self._placed[position]:
            return known
        one = self.standings[position]
        return placed(one, own_values(one.news.values, reader), self.today)


def placed(one: Standing, own: Values, today: date) -> Placed:
    """Return an opportunity with its place in a list: by shelf, then by day and title."""
    shelf = _shelf(own, today)
    on = own.event_starts_on if shelf is Shelf.EVENTS else own.next_day(today)
    title = one.news.values.title.casefold()
    place = (list(Shelf).index(shelf), on or date.max, title, one.id)
    over = is_over(one.news, own, today)
    return Placed(standing=one, own=own, shelf=shelf, place=place, over=over)


def _shelf(own: Values, today: date) -> Shelf:
    status = own.status_on(today)
    if own.kind == Kind.EVENT:
        return Shelf.EVENTS
    if status is OpportunityStatus.FORECASTED:
        return Shelf.ANNOUNCED
    # A programme stands until it is withdrawn; a call of which no day is known may be long over.
    undated = status is OpportunityStatus.UNKNOWN and own.kind == Kind.PROGRAMME
    return Shelf.OPEN if status is OpportunityStatus.OPEN or undated else Shelf.UNCLEAR


def positions(bits: int) -> Iterator[int]:
    """Yield where the bits of a number are set, the lowest first."""
    digits = bin(bits)[:1:-1]
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)


def read_going(
    session: Session, imprint: Imprint, today: date, before: Iterable[Standing] = ()
) -> Going:
    """Read what goes on on a day; what stood `before` and still does is taken from there."""
    known = {_key(one.parts): one for one in before}
    values = {part.revision_id: part.values for one in known.values() for part in one.parts}
    parts = _parts(session, today, imprint.sources, values)
    found = []
    for group in _groups(session, today, parts):
        key = _key(group)
        found.append(known[key] if key in known else together(group, imprint.sources))
    return Going(found, imprint, today)


def _key(parts: Sequence[Part]) -> tuple[object, ...]:
    return tuple((part.revision_id, part.news_at, part.asked) for part in parts)


def _groups(session: Session, today: date, parts: Mapping[int, Part]) -> Iterator[Sequence[Part]]:
    """Yield the parts of each opportunity, the leading one first."""
    of_these = select(GroupMember.leader_id).where(
        GroupMember.opportunity_id.in_(going_by_facts(today))
    )
    rows = session.execute(
        select(GroupMember.leader_id, GroupMember.opportunity_id, GroupMember.sure_id)
        .where(GroupMember.leader_id.in_(of_these))
        .order_by(GroupMember.leader_id, GroupMember.place)
    )
    grouped: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for leader, entry, sure in rows:
        if entry in parts:
            grouped[leader].append((entry, sure))
    for group in grouped.values():
        surest = group[0][1]
        yield [replace(parts[entry], asked=sure != surest) for entry, sure in group]
    single = parts.keys() - {entry for group in grouped.values() for entry, _sure in group}
    yield from ((parts[entry],) for entry in sorted(single))


def _parts(
    session: Session, today: date, sources: Iterable[str], read: Mapping[int, Values]
) -> dict[int, Part]:
    """Return the entries of all that goes on, as they stand; of some revisions all is `read`."""
    leaders = select(GroupMember.leader_id).where(
        GroupMember.opportunity_id.in_(going_by_facts(today))
    )
    mates = select(GroupMember.opportunity_id).where(GroupMember.leader_id.in_(leaders))
    rows = session.execute(
        select(*OF_PART)
        .join(Revision, Revision.id == Opportunity.revision_id)
        .where(
            Opportunity.visibility == Visibility.PUBLISHED,
            Opportunity.presence != Presence.WITHDRAWN,
            Opportunity.source.in_(list(sources)),
            or_(Opportunity.id.in_(going_by_facts(today)), Opportunity.id.in_(mates)),
        )
    ).all()
    values = {**read, **_contents(session, {row.revision_id for row in rows} - read.keys())}
    closed = closed_sources(session)
    return {row.id: part_of(row, values[row.revision_id], closed) for row in rows}


def _contents(session: Session, revisions: Iterable[int]) -> dict[int, Values]:
    return {
        number: values_from(content)
        for some in chunks(revisions)
        for number, content in session.execute(
            select(Revision.id, Revision.content).where(Revision.id.in_(some))
        )
    }
