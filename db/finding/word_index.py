"""Word index: the words of all texts held in memory, so that a search asks no database.

A word points to the texts that hold it, as the bits of one number or, where it is rare, as a list
of their places; trigrams of the vocabulary, which is much smaller than the texts, name the words
that hold a stem. What is found, and how well, is what `db.finding.text` sees in the stored texts.

Places are given once: a text that changed gets a new one, and its old one is dead. So an index
that somebody still reads stays as it was while the next one is made of it, and both share all
that is large. Dead places are cleared away once they are as many as the living.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.chunks import chunks
from db.finding.bits import number, places
from db.finding.query import INSIDE, Pattern, Query, Sought
from db.search_texts import SearchText

COLUMNS = ("title", "body", "themes")
Said = tuple[str, str, str]
_STEPS = INSIDE + 1
_GRAM = 3
_RARE = 256  # texts; a word in more of them is held as bits
_MOST_CHANGED = 1000  # beyond it the table is read as a whole
_Posting = int | array  # type: ignore[type-arg]


class _Shared:
    """What all states of the index have in common; it only ever grows."""

    def __init__(self) -> None:
        self.ids: list[int] = []
        self.texts: list[Said] = []
        self.words: list[str] = []
        self.numbers: dict[str, int] = {}
        self.grams: dict[str, array[int]] = {}
        self.postings: tuple[dict[int, _Posting], ...] = ({}, {}, {})

    def add(self, id: int, texts: Said) -> int:
        """Take in a text and return its place."""
        place = len(self.ids)
        self.ids.append(id)
        self.texts.append(texts)
        for postings, text in zip(self.postings, texts, strict=True):
            for word in set(text.split()):
                known = self.numbers.get(word)
                if known is None:
                    known = self._learn(word)
                held = postings.get(known)
                if held is None:
                    postings[known] = array("I", (place,))
                elif isinstance(held, int):
                    postings[known] = held | 1 << place
                elif len(held) < _RARE:
                    held.append(place)
                else:
                    postings[known] = number((*held, place), place + 1)
        return place

    def _learn(self, word: str) -> int:
        known = len(self.words)
        self.words.append(word)
        for gram in {word[at : at + _GRAM] for at in range(len(word) - _GRAM + 1)}:
            self.grams.setdefault(gram, array("I")).append(known)
        self.numbers[word] = known
        return known

    def having(self, part: str) -> Iterator[int]:
        """Yield the words that have a part of three letters or more anywhere."""
        grams = [self.grams.get(part[at : at + _GRAM]) for at in range(len(part) - _GRAM + 1)]
        known = [one for one in grams if one is not None]
        if known and len(known) == len(grams):
            yield from (one for one in min(known, key=len) if part in self.words[one])

    def holding(self, words: Iterable[int], column: int) -> int:
        """Return in which texts any of some words stands, dead ones among them."""
        postings, found, rare = self.postings[column], 0, list[int]()
        for word in words:
            held = postings.get(word, 0)
            if isinstance(held, int):
                found |= held
            else:
                rare += held
        return found | number(rare, max(rare) + 1) if rare else found


class WordIndex:
    """The texts of one moment, by opportunity."""

    def __init__(self, texts: Mapping[int, Said] | None = None) -> None:
        self._shared = _Shared()
        self._places = {id: self._shared.add(id, said) for id, said in (texts or {}).items()}
        self._living = (1 << len(self._places)) - 1

    def __len__(self) -> int:
        return len(self._places)

    def after(self, gone: Iterable[int], come: Mapping[int, Said]) -> WordIndex:
        """Return the index without some texts and with others, which may be of the same numbers.

        This one stays as it is. Two are not to be made at the same time.
        """
        shared, living = self._shared, self._living
        next_one = WordIndex()
        next_one._shared, next_one._places = shared, dict(self._places)
        for id in {*gone, *come}:
            place = next_one._places.pop(id, None)
            if place is not None:
                living &= ~(1 << place)
        for id, said in come.items():
            place = next_one._places[id] = shared.add(id, said)
            living |= 1 << place
        next_one._living = living
        if len(shared.ids) > 2 * len(next_one) + _RARE:
            return WordIndex({id: shared.texts[place] for id, place in next_one._places.items()})
        return next_one

    def ranks(self, query: Query, columns: Sequence[str]) -> dict[int, int]:
        """Return how well each text holds all that must be found, of those that do."""
        width = len(columns)
        sums = {0: self._living}
        for one in query.sought:
            after: dict[int, int] = {}
            for tier, bits in enumerate(self._tiers(one, width)):
                for total, held in sums.items():
                    if both := bits & held:
                        after[total + tier] = after.get(total + tier, 0) | both
            sums = after
        without = 0
        for one in query.excluded:
            for bits in self._tiers(one, width):
                without |= bits
        count, ids = max(1, len(query.sought)), self._shared.ids
        ranks: dict[int, int] = {}
        for total, bits in sums.items():
            found = compress(ids, places(bits & ~without, len(ids)))
            ranks |= dict.fromkeys(found, total // count)
        return ranks

    def has(self, sought: Sought, columns: Sequence[str]) -> bool:
        """Whether any text may hold this."""
        return any(
            self._with(part, column) & self._living
            for part in sought.indexed
            for column in range(len(columns))
        )

    def _tiers(self, sought: Sought, width: int) -> list[int]:
        """Return the texts that hold a word, by how well; each of them once."""
        tiers, rest = [], self._living
        for column in range(width):
            steps = [0] * _STEPS
            for pattern in sought.own:
                for step, bits in enumerate(self._steps(pattern, column)):
                    steps[step] |= bits
            for pattern in sought.alike:
                for bits in self._steps(pattern, column):
                    steps[INSIDE] |= bits
            for bits in steps:
                tiers.append(bits & rest)
                rest &= ~bits
        return tiers

    def _steps(self, pattern: Pattern, column: int) -> list[int]:
        """Return the texts that hold a pattern whole, at a start, inside."""
        shared, base = self._shared, pattern.base.strip()
        if any(" " in part.strip() for part in pattern.anywhere):
            return self._steps_of_phrase(pattern, column)
        if len(base) < _GRAM:
            words: Iterable[int] = (shared.numbers[base],) if base in shared.numbers else ()
        else:
            words = shared.having(base)
        by_step: list[list[int]] = [[] for _step in range(_STEPS)]
        for word in words:
            step = pattern.step_in(f" {shared.words[word]} ")
            if step is not None:
                by_step[step].append(word)
        return [shared.holding(some, column) for some in by_step]

    def _steps_of_phrase(self, pattern: Pattern, column: int) -> list[int]:
        shared, may_hold = self._shared, 0
        for part in pattern.anywhere:
            may_hold |= self._with_words(part, column)
        by_step: list[list[int]] = [[] for _step in range(_STEPS)]
        size = len(shared.ids)
        for place in compress(range(size), places(may_hold & self._living, size)):
            step = pattern.step_in(shared.texts[place][column])
            if step is not None:
                by_step[step].append(place)
        return [number(some, size) for some in by_step]

    def _with(self, part: str, column: int) -> int:
        """Return the texts that hold a part."""
        may_hold = self._with_words(part, column)
        if " " not in part.strip():
            return may_hold
        texts, size = self._shared.texts, len(self._shared.ids)
        found = compress(range(size), places(may_hold & self._living, size))
        return number((place for place in found if part in texts[place][column]), size)

    def _with_words(self, part: str, column: int) -> int:
        """Return the texts with words that each hold their piece of a part."""
        shared, found, pieces = self._shared, -1, part.split()
        for at, piece in enumerate(pieces):
            begins = at > 0 or part.startswith(" ")
            ends = at < len(pieces) - 1 or part.endswith(" ")
            if begins and ends:
                words = [shared.numbers[piece]] if piece in shared.numbers else []
            else:
                edged = f"{' ' * begins}{piece}{' ' * ends}"
                words = [one for one in shared.having(piece) if edged in f" {shared.words[one]} "]
            found &= shared.holding(words, column)
        return found


def read_words(
    session: Session, ids: Iterable[int], before: WordIndex | None = None, gone: Iterable[int] = ()
) -> WordIndex:
    """Read the texts of some opportunities; with an index `before` only these are new in it."""
    columns = (SearchText.opportunity_id, SearchText.title, SearchText.body, SearchText.themes)
    numbers = list(ids)
    asked: list[Sequence[int] | None] = (
        [None] if len(numbers) > _MOST_CHANGED else list(chunks(numbers))
    )
    wanted, texts = set(numbers), dict[int, Said]()
    for some in asked:
        query = select(*columns)
        if some is not None:
            query = query.where(SearchText.opportunity_id.in_(some))
        for id, title, body, themes in session.execute(query):
            if id in wanted:
                texts[id] = (title, body, themes)
    # What has no text any more is gone, too.
    return before.after((*gone, *numbers), texts) if before else WordIndex(texts)
