"""Index: all that is published on a day, found by its facts without asking the database.

Every property points to the opportunities that have it, as the bits of one large number. A
filter is then a handful of AND and OR on such numbers, and a count is the number of bits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.area import UnknownAreaError
from db.base import table_of
from db.chunks import chunks
from db.facts import (
    FactApplicant,
    FactArea,
    FactDeadline,
    FactInstrument,
    Facts,
    FactTerms,
    FactTopic,
)
from db.finding.filter import Closing, Filter, Order
from db.queries.coverage import is_own, reaches
from db.vocabulary import OpportunityStatus

Concerned = Callable[[str], Collection[str]]
_Rows = Mapping[int, Sequence[tuple[Any, ...]]]

ALL_APPLICANTS = ""  # a case that is for all
WEEKS = {Closing.WEEKS_2: 2, Closing.WEEKS_4: 4, Closing.WEEKS_8: 8, Closing.WEEKS_12: 12}
_OVER = frozenset({OpportunityStatus.CLOSED, OpportunityStatus.SUSPENDED})
_MOST_CHANGED = 1000  # beyond it all tables are read as a whole
_MOST_AREAS = 300  # of which the reach is remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """What one case offers one kind of applicant: the highest sum, the lowest own share."""

    applicant: str
    award: float | None
    own_share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The facts of one opportunity that filters ask for."""

    id: int
    digest: int
    title: str
    source: str
    kind: str
    level: str
    stated_status: str
    opens_on: date | None
    has_deadline: bool
    closes_on: date | None
    checked: bool
    news_at: datetime | None
    days: tuple[date, ...]
    has_rule: bool
    areas: tuple[str, ...]
    topics: tuple[str, ...]
    named: tuple[str, ...]
    excluded: tuple[str, ...]
    instruments: tuple[str, ...]
    money: tuple[Money, ...]

    def next_on(self, today: date) -> date | None:
        """Return the nearest day on which it closes."""
        return min((on for on in self.days if on >= today), default=None)

    def status_on(self, today: date) -> OpportunityStatus:
        """Return where it stands on a day, as `db.values.Values.status_on` says it."""
        if self.closes_on is not None and self.closes_on < today:
            return OpportunityStatus.CLOSED
        if self.stated_status == "cancelled":
            return OpportunityStatus.CLOSED
        if self.stated_status in ("closed", "suspended"):
            return OpportunityStatus(self.stated_status)
        if self.opens_on is not None and self.opens_on > today:
            return OpportunityStatus.FORECASTED
        if self.stated_status == "forecast" and self.opens_on is None:
            return OpportunityStatus.FORECASTED
        if self.has_deadline or self.opens_on is not None or self.stated_status == "open":
            return OpportunityStatus.OPEN
        return OpportunityStatus.UNKNOWN

    def closing_on(self, today: date) -> Iterator[Closing]:
        """Yield when it closes, seen from a day; nothing where all its days are over."""
        nearest = self.next_on(today)
        if nearest is not None:
            within = [
                one for one, weeks in WEEKS.items() if nearest <= today + timedelta(7 * weeks)
            ]
            yield from within or (Closing.LATER,)
        elif self.has_rule and not (self.closes_on is not None and self.closes_on < today):
            yield Closing.WITHOUT_DAY
        elif not self.has_deadline:
            yield Closing.UNKNOWN


class FactIndex:
    """The opportunities of one day. `concerned` gives all areas that one for an area concerns."""

    def __init__(self, entries: Mapping[int, Entry], today: date, concerned: Concerned) -> None:
        self.today = today
        self.entries = entries
        self.concerned = concerned
        self._ordered = sorted(entries.values(), key=lambda one: (one.title, one.id))
        self.ids = tuple(one.id for one in self._ordered)
        self._place = {id: place for place, id in enumerate(self.ids)}
        self.everything = (1 << len(self.ids)) - 1
        self._bits = self._read()
        self._orders = self._sorted()
        self._reach: dict[tuple[str, bool], int] = {}

    def __len__(self) -> int:
        return len(self.ids)

    def bits(self, wanted: Filter, text: int | None = None) -> int:
        """Return what fits a filter; `text` is what holds its words, None where it has none."""
        found = self.everything if text is None else text
        for fitting in self._narrowings(wanted):
            found &= fitting
        return found

    def of(self, property: str, value: Hashable) -> int:
        """Return what has a property."""
        found: int = self._bits[property].get(value, 0)
        return found

    def values(self, property: str) -> tuple[Any, ...]:
        """Return all values of a property that anything has."""
        return tuple(self._bits[property])

    def of_ids(self, ids: Iterable[int]) -> int:
        """Return some opportunities as bits; what is none of ours is left out."""
        return _number((self._place[id] for id in ids if id in self._place), len(self.ids))

    def in_order(
        self, bits: int, order: Order, ranks: Mapping[int, int] | None = None
    ) -> list[int]:
        """Return the numbers of some opportunities in order; `ranks` says how well each fits."""
        marks = f"{bits:0{len(self.ids) or 1}b}"[::-1]
        places = self._orders[Order.NEAREST if order is Order.BEST else order]
        ids = self.ids
        found = [ids[place] for place in places if marks[place] == "1"]
        if order is Order.BEST and ranks:
            last = max(ranks.values()) + 1
            found.sort(key=lambda id: ranks.get(id, last))
        return found

    def _narrowings(self, wanted: Filter) -> Iterator[int]:
        for name, codes in (
            ("topic", wanted.topics),
            ("level", wanted.levels),
            ("kind", wanted.kinds),
            ("status", wanted.statuses),
            ("instrument", wanted.instruments),
            ("source", wanted.sources),
            ("closing", wanted.closing),
        ):
            if codes:
                yield self._any_of(name, codes)
        if wanted.applicants:
            yield _union(map(self.for_applicant, wanted.applicants))
        if wanted.area:
            yield self.for_area(wanted.area, own=wanted.own)
        if wanted.closes_from_on or wanted.closes_until_on:
            yield self._closing_between(wanted.closes_from_on, wanted.closes_until_on)
        if wanted.award is not None:
            yield self._paying("award", wanted, lambda most, asked: most >= asked, wanted.award)
        if wanted.own_share is not None:
            low = wanted.own_share
            yield self._paying("own_share", wanted, lambda least, asked: least <= asked, low)
        if wanted.checked is not None:
            yield self.of("checked", wanted.checked)

    def _any_of(self, name: str, codes: Iterable[str]) -> int:
        return _union(self.of(name, code) for code in codes)

    def for_applicant(self, applicant: str) -> int:
        """Return for what an applicant may apply: named, or nobody is named at all."""
        of_all = self.of("anybody", True) & ~self.of("excluded", applicant)
        return self.of("named", applicant) | of_all

    def for_area(self, area: str, *, own: bool = False) -> int:
        """Return what concerns an area, or only what is for the area itself and within it."""
        key = (area, own)
        if key not in self._reach:
            if len(self._reach) >= _MOST_AREAS:
                self._reach.clear()
            self._reach[key] = _union(
                bits
                for each, bits in self._bits["area"].items()
                if is_own(each, area) or (not own and reaches(self._around(each), area))
            )
        return self._reach[key]

    def _around(self, area: str) -> Collection[str]:
        try:
            return self.concerned(area)
        except UnknownAreaError:
            return ()

    def _closing_between(self, first: date | None, last: date | None) -> int:
        low, high = first or self.today, last or date.max
        return _union(bits for on, bits in self._bits["day"].items() if low <= on <= high)

    def _paying(
        self, name: str, wanted: Filter, fits: Callable[[float, float], bool], asked: float
    ) -> int:
        """Return what offers enough in a case of the wanted applicants, or also what is silent."""
        cases = self._bits[name]
        own = (ALL_APPLICANTS, *wanted.applicants) if wanted.applicants else tuple(cases)
        sums = [one for applicant in own for one in cases.get(applicant, {}).items()]
        found = _union(bits for value, bits in sums if fits(value, asked))
        if wanted.unstated:
            found |= self.everything & ~_union(bits for _value, bits in sums)
        return found

    def _read(self) -> Mapping[str, Mapping[Any, Any]]:
        size = len(self.ids)
        places: defaultdict[str, defaultdict[Any, list[int]]] = defaultdict(
            lambda: defaultdict(list)
        )
        money: defaultdict[str, defaultdict[str, defaultdict[float, list[int]]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(list))
        )
        for place, one in enumerate(self._ordered):
            for name, value in _properties(one, self.today):
                places[name][value].append(place)
            for case in one.money:
                if case.award is not None:
                    money["award"][case.applicant][case.award].append(place)
                if case.own_share is not None:
                    money["own_share"][case.applicant][case.own_share].append(place)
        found: defaultdict[str, dict[Any, Any]] = defaultdict(dict)
        for name, values in places.items():
            found[name] = {value: _number(held, size) for value, held in values.items()}
        for name, cases in money.items():
            found[name] = {
                applicant: {value: _number(held, size) for value, held in sums.items()}
                for applicant, sums in cases.items()
            }
        return found

    def _sorted(self) -> Mapping[Order, Sequence[int]]:
        today, by_title = self.today, range(len(self.ids))
        nearest = [
            (one.status_on(today) in _OVER, one.next_on(today) or date.max) for one in self._ordered
        ]
        newest = [-one.news_at.timestamp() if one.news_at else 0.0 for one in self._ordered]
        return {
            Order.TITLE: by_title,
            Order.NEAREST: sorted(by_title, key=nearest.__getitem__),
            Order.NEWEST: sorted(by_title, key=newest.__getitem__),
        }


def _properties(one: Entry, today: date) -> Iterator[tuple[str, Hashable]]:
    yield "source", one.source
    yield "kind", one.kind
    yield "level", one.level
    yield "status", one.status_on(today).value
    yield "checked", one.checked
    for name, values in (
        ("area", one.areas),
        ("topic", one.topics),
        ("named", one.named),
        ("excluded", one.excluded),
        ("instrument", one.instruments),
        ("day", one.days),
    ):
        for value in values:
            yield name, value
    if not one.named:
        yield "anybody", True
    for when in one.closing_on(today):
        yield "closing", when.value


def _number(places: Iterable[int], size: int) -> int:
    held = bytearray(size // 8 + 1)
    for place in places:
        held[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(held, "little")


def _union(found: Iterable[int]) -> int:
    bits = 0
    for one in found:
        bits |= one
    return bits


def read_entries(session: Session, before: Mapping[int, Entry] | None = None) -> dict[int, Entry]:
    """Read the facts of all that is published; what was read `before` and is as it was is kept."""
    before = before or {}
    marks = session.execute(select(Facts.opportunity_id, Facts.digest))
    digests = {id: digest for id, digest in marks}
    found = {
        id: before[id]
        for id, digest in digests.items()
        if id in before and before[id].digest == digest
    }
    changed = digests.keys() - found.keys()
    if len(changed) > _MOST_CHANGED:
        found |= ((one.id, one) for one in _entries(session, None) if one.id in changed)
    else:
        for some in chunks(changed):
            found |= ((one.id, one) for one in _entries(session, some))
    return found


def _entries(session: Session, ids: Sequence[int] | None) -> Iterator[Entry]:
    columns = (
        *(Facts.opportunity_id, Facts.digest, Facts.sort_title, Facts.source, Facts.kind),
        *(Facts.level, Facts.stated_status, Facts.opens_on, Facts.has_deadline, Facts.closes_on),
        *(Facts.checked, Facts.news_at),
    )
    query = select(*columns)
    if ids is not None:
        query = query.where(Facts.opportunity_id.in_(ids))
    ends = _listed(session, ids, FactDeadline, "ends_on")
    areas = _listed(session, ids, FactArea, "area")
    topics = _listed(session, ids, FactTopic, "topic")
    applicants = _listed(session, ids, FactApplicant, "applicant", "excluded")
    instruments = _listed(session, ids, FactInstrument, "instrument")
    terms = _listed(session, ids, FactTerms, "applicant", "award_max", "rate_max", "own_share")
    for (
        id,
        digest,
        title,
        source,
        kind,
        level,
        stated,
        opens,
        dated,
        closes,
        checked,
        news,
    ) in session.execute(query):
        days = [on for (on,) in ends.get(id, ())]
        who = applicants.get(id, ())
        yield Entry(
            id=id,
            digest=digest,
            title=title,
            source=source,
            kind=kind,
            level=level,
            stated_status=stated,
            opens_on=opens,
            has_deadline=dated,
            closes_on=closes,
            checked=checked,
            news_at=news,
            days=tuple({on for on in days if on is not None}),
            has_rule=None in days,
            areas=tuple(area for (area,) in areas.get(id, ())),
            topics=tuple(topic for (topic,) in topics.get(id, ())),
            named=tuple(code for code, out in who if not out),
            excluded=tuple(code for code, out in who if out),
            instruments=tuple(code for (code,) in instruments.get(id, ())),
            money=tuple(_money(*row) for row in terms.get(id, ())),
        )


def _money(
    applicant: str, award: float | None, rate: float | None, own_share: float | None
) -> Money:
    # A stated own share is what somebody pays at least; else what the highest rate leaves.
    left = None if rate is None else 100 - rate
    share = own_share if own_share is not None else left
    return Money(applicant=applicant, award=award, own_share=share)


def _listed(session: Session, ids: Sequence[int] | None, model: type[Any], *names: str) -> _Rows:
    table = table_of(model)
    query = select(table.c.opportunity_id, *(table.c[name] for name in names))
    if ids is not None:
        query = query.where(table.c.opportunity_id.in_(ids))
    found: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for id, *values in session.execute(query):
        found[id].append(tuple(values))
    return found
