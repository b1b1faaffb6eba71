"""Index: all that goes on on a day, found by whether somebody may apply for it.

As in the matching of news every property points to what has it, as the bits of one number. Whom
an opportunity is for is worked out once; many have the same, and each is judged once a reader.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from db.terms import Fit, Reader
from db.values import Values
from db.vocabulary import OpportunityStatus
from notifier.digest.whereabouts import (
    Places,
    concerns,
    membership_doubt,
    nearness,
    reaches_all_of,
)
from notifier.fits.judging import Whom, judge, whom_of
from notifier.going import Going, Placed, Shelf, positions

FUNDING = frozenset({"programme", "call", "prize"})
MOST_READERS = 500  # of whom it is kept what fits them


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks what fits: an area by its key, as whom, and about which topics (none: all).

    Of the LEADER regions whose members nobody knows it may say to which it belongs (`belongs_to`)
    and to which not (`not_in`); of the others it is not known (`perhaps_in`).
    """

    area: str
    reader: Reader
    topics: tuple[str, ...] = ()
    belongs_to: str = ""
    not_in: frozenset[str] = frozenset()
    perhaps_in: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """What somebody may apply for, may perhaps, and may not; each is the bits of positions.

    Apart from these stands what hangs on the LEADER region that somebody belongs to.
    """

    by_fit: dict[Fit, int]
    by_region: int


class FitIndex:
    """What goes on, by area, topic and whom it is for. What was worked out `before` is kept."""

    def __init__(self, going: Going, places: Places, before: FitIndex | None = None) -> None:
        self.going = going
        self._places = places
        self._whoms = self._worked_out(before)
        self._of_whom: defaultdict[Whom, int] = defaultdict(int)
        self._areas: defaultdict[str, int] = defaultdict(int)
        self._perhaps_areas: defaultdict[str, int] = defaultdict(int)
        self._topics: defaultdict[str, int] = defaultdict(int)
        self._funding = self._open = self._unclear = self._by_case = self._asked = 0
        for position, (one, whom) in enumerate(zip(going.standings, self._whoms, strict=True)):
            self._add(1 << position, one.news.values, whom)
            for area in one.news.areas:
                self._areas[area] |= 1 << position
            for other in one.news.asked:
                self._asked |= 1 << position
                for area in other.areas:
                    self._perhaps_areas[area] |= 1 << position
            placed = going.for_all(position)
            if placed is None:
                self._by_case |= 1 << position
            else:
                self._open |= _is_open(placed.shelf) << position
                self._unclear |= self._is_unclear(placed) << position
        self._judged: dict[tuple[Reader, bool], tuple[int, int]] = {}

    def fitting(self, asker: Asker) -> Fitting:
        """Return what there is for somebody. Raises LookupError for an area nobody knows."""
        sure, perhaps, doubted = self._there(asker)
        there = (sure | perhaps | doubted) & self._funding
        if asker.topics:
            there &= _any_of(self._topics, asker.topics)
        open_bits, unclear = self._going_on(there & self._by_case, asker.reader)
        there &= open_bits | unclear
        yes, no = self._judged_for(asker.reader)
        yes &= sure & ~unclear
        no &= ~self._asked  # of what may be the same, which has other limits
        unsure = there & ~yes & ~no
        return Fitting(
            by_fit={
                Fit.YES: there & yes,
                Fit.NO: there & no,
                Fit.PERHAPS: unsure & ~doubted,
            },
            by_region=unsure & doubted,
        )

    def in_order(
        self, bits: int, asker: Asker, *, by_day: bool, first: int, most: int
    ) -> list[Placed]:
        """Return some of what was found: what ends first, or that of what is nearest."""
        groups = [bits] if by_day else self._by_nearness(bits, asker.area)
        ordered = chain.from_iterable(self._by_day(one, asker.reader) for one in groups)
        return list(islice(ordered, first, first + most))

    def _by_day(self, bits: int, reader: Reader) -> Iterable[Placed]:
        found = (self.going.at(position, reader) for position in positions(bits))
        # All that has the same days for everybody stands in order already.
        return sorted(found, key=lambda one: one.place) if bits & self._by_case else found

    def _by_nearness(self, bits: int, own: str) -> Iterator[int]:
        """Yield what is for the nearest areas, and then what is for ever wider ones."""
        there: defaultdict[int, int] = defaultdict(int)
        for area, those in self._areas.items():
            if those & bits and concerns(self._places, area, own):
                there[nearness(area)] |= those
        for near in sorted(there, reverse=True):
            yield bits & there[near]
            bits &= ~there[near]
        yield bits

    def _worked_out(self, before: FitIndex | None) -> Sequence[Whom]:
        known: dict[int, Whom] = {}
        if before is not None:
            # These are alive as long as `before` is, so that no other has their identity.
            pairs = zip(before.going.standings, before._whoms, strict=True)
            known = {id(one): whom for one, whom in pairs}
        same: dict[Whom, Whom] = {}
        found = (known.get(id(one)) or whom_of(one.news.values) for one in self.going.standings)
        return [same.setdefault(whom, whom) for whom in found]

    def _add(self, bit: int, values: Values, whom: Whom) -> None:
        self._of_whom[whom] |= bit
        if values.kind in FUNDING:
            self._funding |= bit
        for topic in values.topics:
            self._topics[topic] |= bit

    def _is_unclear(self, one: Placed) -> bool:
        """Whether nobody says if it is open; what is suspended is not."""
        unknown = one.own.status_on(self.going.today) is OpportunityStatus.UNKNOWN
        return one.shelf is Shelf.UNCLEAR and unknown

    def _going_on(self, by_case: int, reader: Reader) -> tuple[int, int]:
        """Return what is open, and of what nobody says it, some of it by a reader's own days."""
        opened, unclear = self._open, self._unclear
        for position in positions(by_case):
            one = self.going.at(position, reader)
            if not one.over:
                opened |= _is_open(one.shelf) << position
                unclear |= self._is_unclear(one) << position
        return opened, unclear

    def _there(self, asker: Asker) -> tuple[int, int, int]:
        """Return what is surely for all of an area, what is perhaps or for a part of it.

        The last is what is for it only if it belongs to a LEADER region of which nobody knows it.
        """
        own = self._places.of(asker.area).key
        sure = perhaps = doubted = 0
        for area, bits in self._areas.items():
            if area in asker.not_in or not concerns(self._places, area, own):
                continue
            if area in asker.perhaps_in:
                doubted |= bits
            elif area == asker.belongs_to or self.surely_holds(area, own):
                sure |= bits
            else:
                perhaps |= bits
        for area, bits in self._perhaps_areas.items():
            if area not in asker.not_in and concerns(self._places, area, own):
                perhaps |= bits
        return sure, perhaps & ~sure, doubted & ~sure & ~perhaps

    def surely_holds(self, area: str, own: str) -> bool:
        """Whether what is for an area that concerns another is for all of that, without doubt."""
        return reaches_all_of(self._places, area, own) and not membership_doubt(
            self._places, area, own
        )

    def _judged_for(self, reader: Reader) -> tuple[int, int]:
        """Return what fits a reader and what does not, wherever it is."""
        anywhere = Reader(applicants=reader.applicants)
        yes, no = self._of(anywhere, sized=False)
        yes_by_size, no_by_size = self._of(replace(reader, places=()), sized=True)
        return yes | yes_by_size, no | no_by_size

    def _of(self, reader: Reader, *, sized: bool) -> tuple[int, int]:
        if (reader, sized) not in self._judged:
            if len(self._judged) >= MOST_READERS:
                self._judged.clear()
            found = dict.fromkeys(Fit, 0)
            for whom, bits in self._of_whom.items():
                if whom.sized == sized:
                    found[judge(whom, reader).fit] |= bits
            self._judged[reader, sized] = (found[Fit.YES], found[Fit.NO])
        return self._judged[reader, sized]


def _is_open(shelf: Shelf) -> bool:
    return shelf in (Shelf.OPEN, Shelf.ANNOUNCED)


def _any_of(index: dict[str, int], keys: Iterable[str]) -> int:
    bits = 0
    for key in keys:
        bits |= index.get(key, 0)
    return bits
