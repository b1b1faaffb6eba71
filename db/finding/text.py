"""Text: which opportunities hold the words that somebody searches for, and how well.

The same on both databases: an index of trigrams names the texts that may hold them, and one
expression says how well each does. What stands nowhere as it was typed is looked for in the names
of topics, then by its parts, then as what may have been meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, func, or_, select, text
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.finding.meant import corrected, parted
from db.finding.query import Pattern, Query, Sought, query_of, sought_for
from db.search_texts import SearchText

_Column = InstrumentedAttribute[str]
_SAID: tuple[_Column, ...] = (SearchText.title, SearchText.body)
_WITH_TOPICS = (*_SAID, SearchText.themes)
# How well one word is found: the whole word, the start of one, inside of one; in the title, then
# in what else is said. What means the same is as good as what stands inside.
_INSIDE, _STEPS = 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFound:
    """What holds the words: `ranks` by the opportunity's number, 0 is best, in a few tiers.

    `instead` are words that were searched for in place of those typed, where these are nowhere.
    """

    ranks: Mapping[int, int] = field(default_factory=dict)
    instead: tuple[str, ...] = ()


def holding(session: Session, words: str) -> TextFound:
    """Return the opportunities that hold all the words somebody typed."""
    query = query_of(words)
    if not query.sought and not query.excluded:
        return TextFound()
    index = _Index(session, _SAID)
    ranks = index.ranks(query)
    if ranks or not query.sought:
        return TextFound(ranks=ranks)
    if ranks := _Index(session, _WITH_TOPICS).ranks(query):
        return TextFound(ranks=ranks)
    for meant in _meant(index, query):
        if ranks := index.ranks(meant):
            return TextFound(ranks=ranks, instead=tuple(one.typed for one in meant.sought))
    return TextFound()


def _meant(index: _Index, query: Query) -> Iterator[Query]:
    """Yield what may have been meant, the likeliest first: parts of words, then other words."""
    lost = [one for one in query.sought if not index.has(one)]
    ways = {one.typed: parted(index.session, one) for one in query.sought}
    yield from _in_turn(query, {one.typed: ways[one.typed] for one in lost})
    yield from _in_turn(query, ways)
    yield from _in_turn(
        query, {one.typed: [(word,) for word in corrected(index.session, one)] for one in lost}
    )


def _in_turn(query: Query, ways: Mapping[str, Sequence[tuple[str, ...]]]) -> Iterator[Query]:
    """Yield queries in which other words stand for some, each of them in its ways."""
    for turn in range(max(map(len, ways.values()), default=0)):
        instead = {typed: some[min(turn, len(some) - 1)] for typed, some in ways.items() if some}
        sought = [
            other
            for one in query.sought
            for other in (map(sought_for, instead[one.typed]) if one.typed in instead else (one,))
        ]
        yield replace(query, sought=tuple(sought))


class _Index:
    """What is searched, in these columns."""

    def __init__(self, session: Session, columns: Sequence[_Column]) -> None:
        self.session = session
        self.columns = columns
        self._sqlite = session.get_bind().dialect.name == "sqlite"

    def ranks(self, query: Query) -> dict[int, int]:
        """Return how well each text holds all that must be found, of those that do."""
        conditions = [self._may_hold(query.sought)] if query.sought else []
        conditions += [~self._may_hold([one]) for one in query.excluded]
        tiers = [self._tier(one) for one in query.sought]
        rows = self.session.execute(select(SearchText.opportunity_id, *tiers).where(*conditions))
        return {
            id: sum(found) // len(found) if found else 0 for id, *found in rows if None not in found
        }

    def has(self, sought: Sought) -> bool:
        """Whether any text may hold this."""
        return bool(self.session.scalar(select(exists().where(self._may_hold([sought])))))

    def _may_hold(self, sought: Sequence[Sought]) -> ColumnElement[bool]:
        every = [
            list(dict.fromkeys(part for pattern in one.patterns for part in pattern.anywhere))
            for one in sought
        ]
        if not self._sqlite:
            return and_(
                *(
                    or_(*(column.contains(part) for column in self.columns for part in parts))
                    for parts in every
                )
            )
        # Folded words have no quotes, so nothing that was typed is taken for an operator.
        match = " AND ".join("(" + " OR ".join(map('"{}"'.format, parts)) + ")" for parts in every)
        names = " ".join(column.key for column in self.columns)
        found = text("SELECT rowid FROM search_index WHERE search_index MATCH :match")
        return SearchText.opportunity_id.in_(
            found.bindparams(bindparam("match", f"{{{names}}} : ({match})", unique=True))
        )

    def _tier(self, sought: Sought) -> ColumnElement[int]:
        """Say how well a text holds a word; NULL where it only seemed to."""
        steps: list[tuple[ColumnElement[bool], int]] = []
        for place, column in enumerate(self.columns):
            of_step: defaultdict[int, list[ColumnElement[bool]]] = defaultdict(list)
            for pattern in sought.own:
                for step, parts in enumerate((pattern.whole, pattern.start, pattern.inside)):
                    of_step[step] += self._any(column, parts, pattern)
            for pattern in sought.alike:
                of_step[_INSIDE] += self._any(column, pattern.anywhere, pattern)
            base = place * _STEPS
            steps += [(or_(*some), base + step) for step, some in sorted(of_step.items()) if some]
        return case(*steps)

    def _any(
        self, column: _Column, parts: Iterable[str], pattern: Pattern
    ) -> list[ColumnElement[bool]]:
        where: ColumnElement[str] = column.expression
        for beginning in pattern.never:
            where = func.replace(where, f" {beginning}", " ")
        position = func.instr if self._sqlite else func.strpos
        return [position(where, part) > 0 for part in parts]
