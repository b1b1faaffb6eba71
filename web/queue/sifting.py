"""Sifting: the cards somebody wants, in their order, and how many there are of each kind. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from crawlers.source import Source, Trust
from db.queries.queue import Asked, Card
from web.queue.urgency import score
from web.queue.wanted import (
    ASLEEP,
    AWAITING,
    MINE,
    NOBODYS,
    NONE,
    OF_ENTRIES,
    OF_QUESTIONS,
    OPEN,
    OTHERS,
    Wanted,
)

PAGE = 25
Key = tuple[int, int, int]
Counts = Mapping[str, Mapping[str, int]]
_Values = tuple[frozenset[str], ...]  # of each facet of questions


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """The cards that are wanted, the most urgent first.

    `near` are those that one facet alone of what an entry is keeps out, each with the place of
    that facet; `asked` counts for what the questions stand of all that no such facet keeps out.
    """

    cards: tuple[Card, ...]
    keys: tuple[Key, ...]
    near: Sequence[tuple[int, Card]]
    asked: Mapping[_Values, int]
    me: str

    @property
    def counts(self) -> Counts:
        """How many cards would be wanted with each value of each facet, all else as it is."""
        marks = [_marks(card, self.me) for card in self.cards]
        whole = [Counter(one) for one in zip(*marks, strict=True)] or [
            Counter[tuple[str, ...]]() for _name in OF_ENTRIES
        ]
        for place, card in self.near:
            whole[place][_marks(card, self.me)[place]] += 1
        counted = (_each(counter.items()) for counter in whole)
        return {**dict(zip(OF_ENTRIES, counted, strict=True)), **_by_facet(self.asked)}

    def page(self, after: str = "") -> tuple[Sequence[Card], str]:
        """Return a page of cards, and behind what the next one begins ("": it is the last).

        It begins behind the place of the last card, whether that is still there or not.
        """
        start = bisect_right(self.keys, _key_of(after)) if after else 0
        cards = self.cards[start : start + PAGE]
        more = len(self.cards) > start + PAGE
        return cards, _mark(self.keys[start + PAGE - 1]) if more else ""


def order(trust_of: Callable[[str], Trust], today: date) -> Callable[[Card], Key]:
    """Return what orders the queue: urgency, then the nearer day, then the older entry."""

    @cache
    def place(day: date | None, concerned: int, source: str) -> tuple[int, int]:
        ahead = day is not None and day >= today
        far = day.toordinal() if day is not None and ahead else date.max.toordinal()
        return -score(day, concerned, trust_of(source), today), far

    return lambda card: (*place(card.next_on, card.concerned or 0, card.source), card.id)


def trust_of(sources: Mapping[str, Source]) -> Callable[[str], Trust]:
    """Return how far each source can be relied on; one that is gone the least."""
    return lambda slug: sources[slug].trust if slug in sources else Trust.SECONDARY


def sift(
    cards: Iterable[Card], wanted: Wanted, me: str, today: date, key: Callable[[Card], Key]
) -> Sifted:
    """Return the cards that are wanted, in one pass.

    There are thousands of cards and few kinds of questions: what follows from one of those is
    worked out once.
    """
    asked = Counter[_Values]()
    chosen = [(n, wanted.chosen[one]) for n, one in enumerate(OF_ENTRIES) if one in wanted.chosen]
    profile = cache(partial(_profile, wanted=wanted, today=today))
    search = wanted.search.casefold()
    found: list[tuple[Key, Card]] = []
    near: list[tuple[int, Card]] = []
    for card in cards:
        if search and search not in card.title.casefold():
            continue
        marks = _marks(card, me) if chosen else ()
        missed = [place for place, value in chosen if value not in marks[place]]
        if len(missed) > 1:
            continue
        fits, others = profile(card.questions)
        if not missed:
            asked[others] += 1
        if fits and missed:
            near.append((missed[0], card))
        elif fits:
            found.append((key(card), card))
    found.sort()
    return Sifted(
        cards=tuple(card for _key, card in found),
        keys=tuple(one for one, _card in found),
        near=near,
        asked=asked,
        me=me,
    )


def states(cards: Iterable[Card], today: date) -> Counter[str]:
    """Return how many cards have questions of each state."""

    @cache
    def states_of(questions: tuple[Asked, ...]) -> frozenset[str]:
        return frozenset(_state(one.asleep_until_on, one.awaits_answer, today) for one in questions)

    return Counter(one for card in cards for one in states_of(card.questions))


def is_awake(card: Card, today: date) -> bool:
    """Whether it is the time of one of a card's questions."""
    days = [one.asleep_until_on for one in card.questions]
    return any(day is None or day <= today for day in days)


def _marks(card: Card, me: str) -> tuple[tuple[str, ...], ...]:
    """Return what an entry is, in the order of `OF_ENTRIES`."""
    who = NOBODYS if not card.taken_by else MINE if card.taken_by == me else OTHERS
    return (
        (card.source,),
        card.topics or (NONE,),
        (card.kind,),
        card.areas,
        card.authorities or (NONE,),
        (who,),
    )


def _profile(questions: tuple[Asked, ...], *, wanted: Wanted, today: date) -> tuple[bool, _Values]:
    """Return whether one of an entry's questions is wanted, and the values it counts for.

    Those are, of each facet, the values of its questions that are as wanted in all others.
    """
    marks = [(field, why, _state(day, awaits, today)) for field, why, day, awaits in questions]
    asked = (*map(wanted.chosen.get, OF_QUESTIONS[:-1]), wanted.state)
    others = tuple(
        frozenset(one[place] for one in marks if _agrees(one, asked, but=place))
        for place in range(len(OF_QUESTIONS))
    )
    return any(_agrees(one, asked) for one in marks), others


def _state(asleep_until_on: date | None, awaits_answer: bool, today: date) -> str:
    if asleep_until_on is None or asleep_until_on <= today:
        return OPEN
    return AWAITING if awaits_answer else ASLEEP


def _agrees(marks: Sequence[str], asked: Sequence[str | None], but: int = -1) -> bool:
    pairs = enumerate(zip(marks, asked, strict=True))
    return all(place == but or value in (None, mark) for place, (mark, value) in pairs)


def _each(counted: Iterable[tuple[Iterable[str], int]]) -> Mapping[str, int]:
    """Return how often each value stands in lists that were counted as wholes."""
    found = Counter[str]()
    for values, times in counted:
        for value in values:
            found[value] += times
    return found


def _by_facet(asked: Mapping[_Values, int]) -> dict[str, Mapping[str, int]]:
    return {
        name: _each([(values[place], times) for values, times in asked.items()])
        for place, name in enumerate(OF_QUESTIONS)
    }


def _mark(key: Key) -> str:
    urgent, day, id = key
    return f"{-urgent}.{day}.{id}"


def _key_of(mark: str) -> Key:
    """Return the place that an address names; what is none is the beginning."""
    parts = mark.split(".")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) < 12 for part in parts):
        return 0 - 10**12, 0, 0
    urgent, day, id = map(int, parts)
    return -urgent, day, id
