"""Index: all that is published on a day, found by its facts without asking the database.

Every property points to the opportunities that have it, as the bits of one large number. A
filter is then a handful of AND and OR on such numbers, and a count is the number of bits. After a
change the next index is made of this one by what changed, and this one stays as it is.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import compress
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
from db.finding.bits import number, places, union
from db.finding.filter import Closing, Filter, Order
from db.finding.word_index import WordIndex, read_words
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
    """The opportunities of one day. `concerned` gives all areas that one for an area concerns.

    `words` are their texts, if those are held as well.
    """

    def __init__(
        self,
        entries: Mapping[int, Entry],
        today: date,
        concerned: Concerned,
        words: WordIndex | None = None,
    ) -> None:
        self.today = today
        self.entries = entries
        self.concerned = concerned
        self.words = words
        ordered = sorted(entries.values(), key=_by_title)
        self._ids = [one.id for one in ordered]
        self._place = {id: place for place, id in enumerate(self._ids)}
        self._everything = (1 << len(self._ids)) - 1
        self._free: list[int] = []
        self._bits = self._read(ordered)
        self._orders = self._sorted()
        self._reaching: dict[tuple[str, bool], dict[str, bool]] = {}
        self._reach: dict[tuple[str, bool], int] = {}

    def __len__(self) -> int:
        return len(self.entries)

    def after(
        self,
        entries: Mapping[int, Entry],
        today: date,
        concerned: Concerned,
        words: WordIndex | None = None,
    ) -> FactIndex:
        """Return the index of these entries; those that are here as well need not be read again."""
        gone = [one for id, one in self.entries.items() if entries.get(id) is not one]
        come = [one for id, one in entries.items() if self.entries.get(id) is not one]
        if (
            today != self.today
            or concerned != self.concerned
            or len(gone) + len(come) > _MOST_CHANGED
        ):
            return FactIndex(entries, today, concerned, words)
        changed = copy(self)
        changed.entries, changed.words = entries, words
        changed._change(gone, come)
        return changed

    def bits(self, wanted: Filter, text: int | None = None) -> int:
        """Return what fits a filter; `text` is what holds its words, None where it has none."""
        found = self._everything if text is None else text
        for fitting in self._narrowings(wanted):
            found &= fitting
        return found

    def of(self, property: str, value: Hashable) -> int:
        """Return what has a property."""
        return self._of(property).get(value, 0)

    def values(self, property: str) -> tuple[Any, ...]:
        """Return all values of a property that anything has."""
        return tuple(self._of(property))

    def of_ids(self, ids: Iterable[int]) -> int:
        """Return some opportunities as bits; what is none of ours is left out."""
        return number((self._place[id] for id in ids if id in self._place), len(self._ids))

    def in_order(
        self, bits: int, order: Order, ranks: Mapping[int, int] | None = None
    ) -> list[int]:
        """Return the numbers of some opportunities in order; `ranks` says how well each fits."""
        held = places(bits, len(self._ids))
        ordered = self._orders[Order.NEAREST if order is Order.BEST else order]
        chosen = compress(ordered, map(held.__getitem__, ordered))
        found = list(map(self._ids.__getitem__, chosen))
        if order is Order.BEST and ranks:
            last = max(ranks.values()) + 1
            found.sort(key=lambda id: ranks.get(id, last))
        return found

    def _of(self, property: Hashable) -> Mapping[Any, int]:
        return self._bits.get(property, {})

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
            yield union(map(self.for_applicant, wanted.applicants))
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
        return union(self.of(name, code) for code in codes)

    def for_applicant(self, applicant: str) -> int:
        """Return for what an applicant may apply: named, or nobody is named at all."""
        of_all = self.of("anybody", True) & ~self.of("excluded", applicant)
        return self.of("named", applicant) | of_all

    def for_area(self, area: str, *, own: bool = False) -> int:
        """Return what concerns an area, or only what is for the area itself and within it."""
        key = (area, own)
        found = self._reach.get(key)
        if found is None:
            if len(self._reach) >= _MOST_AREAS:
                self._reach.clear()
                self._reaching.clear()
            known = self._reaching.setdefault(key, {})
            for each in [one for one in self._of("area") if one not in known]:
                known[each] = is_own(each, area) or (not own and reaches(self._around(each), area))
            found = union(bits for each, bits in self._of("area").items() if known[each])
            self._reach[key] = found
        return found

    def _around(self, area: str) -> Collection[str]:
        try:
            return self.concerned(area)
        except UnknownAreaError:
            return ()

    def _closing_between(self, first: date | None, last: date | None) -> int:
        low, high = first or self.today, last or date.max
        return union(bits for on, bits in self._of("day").items() if low <= on <= high)

    def _paying(
        self, name: str, wanted: Filter, fits: Callable[[float, float], bool], asked: float
    ) -> int:
        """Return what offers enough in a case of the wanted applicants, or also what is silent."""
        own = (ALL_APPLICANTS, *wanted.applicants) if wanted.applicants else self.values(name)
        sums = [one for applicant in own for one in self._of((name, applicant)).items()]
        found = union(bits for value, bits in sums if fits(value, asked))
        if wanted.unstated:
            found |= self._everything & ~union(bits for _value, bits in sums)
        return found

    def _read(self, ordered: Sequence[Entry]) -> dict[Hashable, dict[Any, int]]:
        held: defaultdict[Hashable, defaultdict[Any, list[int]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for place, one in enumerate(ordered):
            for name, value in _properties(one, self.today):
                held[name][value].append(place)
        size = len(ordered)
        return {
            name: {value: number(some, size) for value, some in values.items()}
            for name, values in held.items()
        }

    def _sorted(self) -> dict[Order, list[int]]:
        by_title = list(range(len(self._ids)))
        return {order: sorted(by_title, key=self._at(key)) for order, key in self._keys().items()}

    def _keys(self) -> Mapping[Order, Callable[[Entry], Any]]:
        today = self.today
        return {
            Order.TITLE: _by_title,
            Order.NEAREST: lambda one: (
                one.status_on(today) in _OVER,
                one.next_on(today) or date.max,
                *_by_title(one),
            ),
            Order.NEWEST: lambda one: (
                -one.news_at.timestamp() if one.news_at else 0.0,
                *_by_title(one),
            ),
        }

    def _change(self, gone: Iterable[Entry], come: Iterable[Entry]) -> None:
        """Take entries out and others in, in places and bits of our own."""
        self._ids, self._place, self._free = list(self._ids), dict(self._place), list(self._free)
        self._bits = {name: dict(values) for name, values in self._bits.items()}
        self._reach = {}
        left, entered = set[int](), list[int]()
        for one in gone:
            place = self._place.pop(one.id)
            self._everything &= ~(1 << place)
            self._free.append(place)
            left.add(place)
            for name, value in set(_properties(one, self.today)):
                self._bits[name][value] &= ~(1 << place)
                if not self._bits[name][value]:
                    del self._bits[name][value]
        for one in come:
            place = self._free.pop() if self._free else len(self._ids)
            self._ids[place : place + 1] = [one.id]
            self._place[one.id] = place
            self._everything |= 1 << place
            entered.append(place)
            for name, value in set(_properties(one, self.today)):
                values = self._bits.setdefault(name, {})
                values[value] = values.get(value, 0) | 1 << place
        orders = {}
        for order, key in self._keys().items():
            kept = [place for place in self._orders[order] if place not in left]
            for place in entered:
                insort(kept, place, key=self._at(key))
            orders[order] = kept
        self._orders = orders

    def _at(self, key: Callable[[Entry], Any]) -> Callable[[int], Any]:
        return lambda place: key(self.entries[self._ids[place]])


def _by_title(one: Entry) -> tuple[str, int]:
    return one.title, one.id


def _properties(one: Entry, today: date) -> Iterator[tuple[Hashable, Hashable]]:
    """Yield each property with its value, money as the kinds of sums and the sums of each."""
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
    for case in one.money:
        for name, offered in (("award", case.award), ("own_share", case.own_share)):
            if offered is not None:
                yield name, case.applicant
                yield (name, case.applicant), offered


def read_index(
    session: Session, today: date, concerned: Concerned, before: FactIndex | None = None
) -> FactIndex:
    """Read the index of a day with its texts; of the one `before` is kept what is as it was."""
    entries = read_entries(session, before.entries if before else None)
    if before is None or before.words is None:
        return FactIndex(entries, today, concerned, read_words(session, entries))
    gone = before.entries.keys() - entries.keys()
    come = [id for id, one in entries.items() if before.entries.get(id) is not one]
    words = read_words(session, come, before.words, gone) if gone or come else before.words
    return before.after(entries, today, concerned, words)


def read_entries(session: Session, before: Mapping[int, Entry] | None = None) -> dict[int, Entry]:
    """Read the facts of all that is published; what was read `before` and is as it was is kept.

    Each has the digest that was read first. Whatever is written while the rest is being read, the
    next reading finds it under another digest and reads it again.
    """
    before = before or {}
    marks = session.execute(select(Facts.opportunity_id, Facts.digest))
    digests = {id: digest for id, digest in marks}
    found = {
        id: before[id]
        for id, digest in digests.items()
        if id in before and before[id].digest == digest
    }
    changed = {id: digest for id, digest in digests.items() if id not in found}
    if len(changed) > _MOST_CHANGED:
        found |= ((one.id, one) for one in _entries(session, None, changed))
    else:
        for some in chunks(changed):
            found |= ((one.id, one) for one in _entries(session, some, changed))
    return found


def _entries(
    session: Session, ids: Sequence[int] | None, digests: Mapping[int, int]
) -> Iterator[Entry]:
    """Yield the entries that have a digest; without `ids` the tables are read as a whole."""
    columns = (
        *(Facts.opportunity_id, Facts.sort_title, Facts.source, Facts.kind, Facts.level),
        *(Facts.stated_status, Facts.opens_on, Facts.has_deadline, Facts.closes_on),
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
    for row in session.execute(query):
        id = row.opportunity_id
        if id not in digests:
            continue
        days = [on for (on,) in ends.get(id, ())]
        who = applicants.get(id, ())
        yield Entry(
            id=id,
            digest=digests[id],
            title=row.sort_title,
            source=row.source,
            kind=row.kind,
            level=row.level,
            stated_status=row.stated_status,
            opens_on=row.opens_on,
            has_deadline=row.has_deadline,
            closes_on=row.closes_on,
            checked=row.checked,
            news_at=row.news_at,
            days=tuple({on for on in days if on is not None}),
            has_rule=None in days,
            areas=tuple(area for (area,) in areas.get(id, ())),
            topics=tuple(topic for (topic,) in topics.get(id, ())),
            named=tuple(code for code, out in who if not out),
            excluded=tuple(code for code, out in who if out),
            instruments=tuple(code for (code,) in instruments.get(id, ())),
            money=tuple(_money(*one) for one in terms.get(id, ())),
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
