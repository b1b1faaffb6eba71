"""Matching: an inverted index that answers which news fit a wish.

Every property points to the news that have it, as the bits of one large number. A wish is
then a handful of AND and OR on such numbers, whatever the number of news.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from db.terms import Reach, Reader, applicants_named, limits_of_settlements, reach_of
from db.vocabulary import ApplicantType
from notifier.news.select import News, Wish
from notifier.news.words import WordIndex

Covers = Callable[[str, str], bool]
EVERYBODY = frozenset(ApplicantType)


class NewsIndex:
    """The news of one day, found by area, topic, level and applicant.

    `covers` tells whether an opportunity for one area concerns a subscriber in another.
    An area key that `covers` does not know fits nobody and is kept in `unknown_areas`.
    """

    def __init__(self, news: Sequence[News], covers: Covers) -> None:
        self.news = tuple(news)
        self.unknown_areas: set[str] = set()
        self._covers = covers
        self._topics: defaultdict[str, int] = defaultdict(int)
        self._levels: defaultdict[str, int] = defaultdict(int)
        self._areas: defaultdict[str, int] = defaultdict(int)
        self._applicants: defaultdict[str, int] = defaultdict(int)
        self._limits: list[tuple[int, int, int]] = []
        self._reaches: defaultdict[Reach, int] = defaultdict(int)
        self._reach: dict[str, int] = {}
        self._outside: dict[int | None, int] = {None: 0}
        self._without_own_case: dict[Reader, int] = {}
        self._place: dict[int, int] = {}
        self._within: dict[frozenset[int], int] = {}
        self._stock = 0
        self._ending: dict[int, int] = {}
        for position, one in enumerate(self.news):
            self._stock |= one.stock << position
            for said in (one, *one.asked):
                self._place |= dict.fromkeys(said.entries, position)
            for said in (one, *one.asked):
                self._add(1 << position, said)
            # What may be another opportunity has no limits but its own.
            if not one.asked:
                self._limit(1 << position, one)

    def matching(self, wish: Wish) -> list[News]:
        """Return the news that fit a wish but for the stock, in the order they came."""
        return list(self._news_of(self.bits(wish) & ~self._stock_for(wish)))

    def all_matching(self, wish: Wish) -> Iterator[News]:
        """Yield whatever fits a wish, the stock included."""
        return self._news_of(self.bits(wish))

    def stock(self, wish: Wish, known: Iterable[int]) -> Iterator[News]:
        """Yield the stock that fits a wish, but for entries that are known, in order."""
        return self._news_of(self._unknown_stock(wish, known))

    def stock_left(self, wishes: Iterable[Wish], known: Iterable[int]) -> int:
        """Return how much of the stock fits some wishes and is not known."""
        bits, known = 0, tuple(known)
        for wish in wishes:
            bits |= self._unknown_stock(wish, known)
        return bits.bit_count()

    def _unknown_stock(self, wish: Wish, known: Iterable[int]) -> int:
        bits = self.bits(wish) & self._stock_for(wish)
        for place in {self._place[entry] for entry in known if entry in self._place}:
            bits &= ~(1 << place)
        return bits

    def _stock_for(self, wish: Wish) -> int:
        """Return what is open and does not end so soon that there is a reminder of it."""
        lead = wish.lead_days
        if lead not in self._ending:
            self._ending[lead] = sum(
                1 << place
                for place, one in enumerate(self.news)
                if one.ends_in is not None and one.ends_in <= lead
            )
        return self._stock & ~self._ending[lead]

    def _news_of(self, bits: int) -> Iterator[News]:
        while bits:
            lowest = bits & -bits
            yield self.news[lowest.bit_length() - 1]
            bits ^= lowest

    def of_entries(self, entries: Iterable[int]) -> list[News]:
        """Return the news of some entries, whomever they fit, in the order they came."""
        places = {self._place[entry] for entry in entries if entry in self._place}
        return [self.news[place] for place in sorted(places)]

    def fits(self, wish: Wish, news: News) -> bool:
        """Whether one piece of news fits a wish, be it among ours or not.

        By which search the wish is narrowed does not matter: of what somebody was told he hears
        that it is over, though the search finds it no more.
        """
        return bool(NewsIndex([news], self._covers)._bits(wish))

    def bits(self, wish: Wish) -> int:
        """Return the news that fit a wish as bits: the first news is the lowest bit."""
        bits = self._bits(wish)
        return bits if wish.within is None else bits & self._of(wish.within)

    def _of(self, entries: frozenset[int]) -> int:
        """Return the news of some entries as bits."""
        if entries not in self._within:
            places = {self._place[entry] for entry in entries if entry in self._place}
            self._within[entries] = sum(1 << place for place in places)
        return self._within[entries]

    def _bits(self, wish: Wish) -> int:
        bits = self._within_reach(wish.area)
        if bits and wish.topics:
            bits &= _any_of(self._topics, wish.topics)
        if bits and wish.levels:
            bits &= _any_of(self._levels, wish.levels)
        if bits and wish.applicants:
            bits &= _any_of(self._applicants, wish.applicants)
        if bits and wish.required:
            bits &= self._words.with_any(wish.required)
        if bits and wish.excluded:
            bits &= ~self._words.with_any(wish.excluded)
        bits &= ~self._beyond_limits(wish.population)
        # Nobody chosen means anybody: then only inhabitants can keep an item out.
        return bits & ~self._others_cases(
            Reader(applicants=wish.applicants, population=wish.population)
        )

    @cached_property
    def _words(self) -> WordIndex:
        """The words of all news, of those that may be the same as well; few readers ask."""
        return WordIndex(
            [
                text
                for said in (one, *one.asked)
                for text in (said.values.title, said.values.summary)
            ]
            for one in self.news
        )

    def _add(self, bit: int, one: News) -> None:
        values = one.values
        self._levels[values.level] |= bit
        for topic in values.topics:
            self._topics[topic] |= bit
        for area in one.areas:
            self._areas[area] |= bit
        # Where nobody is named anybody may ask; the mail then says that it must be checked.
        named = applicants_named(values.statements) or EVERYBODY
        for code in named - frozenset(values.excluded):
            self._applicants[code] |= bit

    def _limit(self, bit: int, one: News) -> None:
        values = one.values
        if values.population_min is not None or values.population_max is not None:
            highest = 10**9 if values.population_max is None else values.population_max
            # A municipality larger than the villages that are meant has such villages.
            highest = 10**9 if limits_of_settlements(values.statements) else highest
            self._limits.append((bit, values.population_min or 0, highest))
        if (reach := reach_of(values.statements)) is not None:
            self._reaches[reach] |= bit

    def _within_reach(self, area: str) -> int:
        if area not in self._reach:
            reach = 0
            for key, bits in self._areas.items():
                reach |= bits if self._concerns(key, area) else 0
            self._reach[area] = reach
        return self._reach[area]

    def _concerns(self, area: str, subscriber_area: str) -> bool:
        try:
            return self._covers(area, subscriber_area)
        except LookupError as error:
            self.unknown_areas.add(getattr(error, "key", area))
            return False

    def _beyond_limits(self, population: int | None) -> int:
        if population not in self._outside:
            beyond = 0
            for bit, lowest, highest in self._limits:
                beyond |= 0 if lowest <= (population or 0) <= highest else bit
            self._outside[population] = beyond
        return self._outside[population]

    def _others_cases(self, reader: Reader) -> int:
        """Return the news whose cases are all somebody else's."""
        if reader not in self._without_own_case:
            without = 0
            for reach, bits in self._reaches.items():
                without |= 0 if reach.reaches(reader) else bits
            self._without_own_case[reader] = without
        return self._without_own_case[reader]


def _any_of(index: dict[str, int], keys: Iterable[str]) -> int:
    bits = 0
    for key in keys:
        bits |= index.get(key, 0)
    return bits
