"""Regions: which of them have a page, and what is open, closes and takes place there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.area import EU, GERMANY, LEADER, Area, AreaKind
from db.facts import Facts
from db.finding.filter import Filter, Order
from db.finding.find import find
from db.finding.index import FactIndex
from db.queries.coverage import FUNDING
from db.queries.published import ListRow, list_rows
from db.vocabulary import OpportunityStatus
from web.filters import query_of
from web.site import Site

SOON = timedelta(weeks=6)
SHOWN = 10
WIDER = ("region", "state", "federal", "eu")
_KINDS = (AreaKind.LEADER_REGION, AreaKind.DISTRICT, AreaKind.INDEPENDENT_CITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Some of what fits a filter, with how much there is and the address of all of it."""

    rows: tuple[ListRow, ...] = ()
    count: int = 0
    query: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What there is in a region on a day: its own, what closes next, events, and by level."""

    own: Shelf = field(default_factory=Shelf)
    closing: Shelf = field(default_factory=Shelf)
    events: Shelf = field(default_factory=Shelf)
    levels: tuple[tuple[str, int, str], ...] = ()
    every: int = 0
    query: str = ""


def lands(site: Site) -> Iterator[tuple[Area, list[Area], list[Area]]]:
    """Yield the Länder that have sources, by name, each with its LEADER regions and districts."""
    tree = site.areas
    with_sources = {_land(site, one.area) for one in site.sources.values() if not one.leads}
    for land in sorted(tree.areas_of_kind(AreaKind.STATE), key=_by_name):
        if land.key in with_sources:
            there = [one for kind in _KINDS for one in tree.areas_of_kind(kind)]
            there = [one for one in there if _land(site, one.key) == land.key]
            by_name = sorted(there, key=_by_name)
            leader = [one for one in by_name if one.key.startswith(LEADER)]
            yield land, leader, [one for one in by_name if one not in leader]


def region_of(site: Site, key: str) -> Area:
    """Return the area of a key that has a page. Raises LookupError for any other."""
    area = site.areas.of(key)
    if area.key in (EU, GERMANY):
        raise LookupError(key)
    return area


def offer_in(
    session: Session, site: Site, index: FactIndex, region: Area, shown: int = SHOWN
) -> Offer:
    """Return what there is in a region today."""
    today = site.today()
    every = Filter(area=region.key, kinds=FUNDING, statuses=(OpportunityStatus.OPEN.value,))
    own = replace(every, own=True)
    closing = replace(every, closes_from_on=today, closes_until_on=today + SOON)
    events = Filter(area=region.key, kinds=("event",))
    found = {
        one: find(session, one, today, site.concerned_by, Order.NEAREST, index).ids
        for one in (every, own, closing, events)
    }
    coming = _coming(session, found[events], today)
    first = {*found[own][:shown], *found[closing][:shown], *coming[:shown]}
    rows = {row.id: row for row in list_rows(session, today, ids=sorted(first))}
    levels = _by_level(session, found[every])
    return Offer(
        own=_shelf(rows, found[own], own, shown),
        closing=_shelf(rows, found[closing], closing, shown),
        events=_shelf(rows, coming, events, shown),
        levels=tuple(
            (level, levels[level], query_of(replace(every, levels=(level,))))
            for level in WIDER
            if levels.get(level)
        ),
        every=len(found[every]),
        query=query_of(every),
    )


def first_of(
    session: Session, site: Site, index: FactIndex, region: Area, topic: str, most: int
) -> list[ListRow]:
    """Return so much of what is open in a region: its own first, then what closes next."""
    today = site.today()
    every = Filter(
        area=region.key,
        kinds=FUNDING,
        statuses=(OpportunityStatus.OPEN.value,),
        topics=(topic,) if topic else (),
    )
    both = (
        id
        for one in (replace(every, own=True), every)
        for id in find(session, one, today, site.concerned_by, Order.NEAREST, index).ids
    )
    ids = list(dict.fromkeys(both))[:most]
    rows = {row.id: row for row in list_rows(session, today, ids=ids)}
    return [rows[id] for id in ids if id in rows]


def _shelf(rows: dict[int, ListRow], ids: Sequence[int], asked: Filter, shown: int) -> Shelf:
    return Shelf(
        rows=tuple(rows[id] for id in ids[:shown] if id in rows),
        count=len(ids),
        query=query_of(asked),
    )


def _coming(session: Session, ids: Collection[int], today: date) -> list[int]:
    """Return those of some events that are not over, by their day."""
    coming = select(Facts.opportunity_id).where(Facts.event_until >= today, Facts.kind == "event")
    there = session.scalars(coming.order_by(Facts.event_on, Facts.opportunity_id))
    wanted = frozenset(ids)
    return [id for id in there if id in wanted]


def _by_level(session: Session, ids: Collection[int]) -> dict[str, int]:
    wanted, counts = frozenset(ids), dict[str, int]()
    rows = session.execute(select(Facts.opportunity_id, Facts.level))
    for id, level in rows:
        if id in wanted:
            counts[level] = counts.get(level, 0) + 1
    return counts


def _by_name(area: Area) -> str:
    return area.name.casefold()


def _land(site: Site, key: str) -> str:
    """Return the Land that an area lies in, or is; "" for a wider one."""
    if not site.areas.knows(key):
        return ""
    around = (site.areas.of(key), *site.areas.ancestors(key))
    return next((one.key for one in around if one.kind is AreaKind.STATE), "")
