"""Text: which opportunities hold the words that somebody searches for, and how well.

The same on both databases: an index of trigrams names the texts that may hold them, and how well
each does is seen here. What stands nowhere as it was typed is looked for in the names
of topics, then by its parts, then as what may have been meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any, Protocol

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from db.finding.fold import words_of
from db.finding.lexicon import SAYING_WHERE
from db.finding.meant import corrected, parted
from db.finding.query import Query, Sought, is_known, query_of, sought_for

_SAID = ("title", "body")
_WITH_TOPICS = (*_SAID, "themes")
# How well one word is found: the whole word, the start of one, inside of one; in the title, then
# in what else is said, then in the names of its topics.
_STEPS = 3
_AFTER = 3 * _STEPS  # what is wider comes after all that holds the words
_MOST_MENDED = 4  # words of a query that is tried otherwise; whoever types more knows what for


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFound:
    """What holds the words: `ranks` by the opportunity's number, 0 is best, in a few tiers.

    `instead` are words that were searched for in place of those typed, where these are nowhere;
    `also` are some of those that were searched for besides.
    """

    ranks: Mapping[int, int] = field(default_factory=dict)
    instead: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


class Texts(Protocol):
    """The texts that are searched, wherever they are."""

    def ranks(self, query: Query, columns: Sequence[str]) -> dict[int, int]:
        """Return how well each text holds all that must be found, of those that do."""

    def has(self, sought: Sought, columns: Sequence[str]) -> bool:
        """Whether any text may hold this."""


def holding(session: Session, words: str, texts: Texts | None = None) -> TextFound:
    """Return the opportunities that hold all the words somebody typed.

    Those who hold the `texts` in memory need not ask the database for them.
    """
    query = query_of(words)
    if not query.sought and not query.excluded:
        return TextFound()
    texts = texts or _Stored(session)
    found = _found(texts, query)
    if found.ranks or not query.sought:
        return found
    if ranks := texts.ranks(query, _WITH_TOPICS):
        return TextFound(ranks=ranks)
    for meant in _meant(session, texts, query):
        found = _found(texts, meant)
        if found.ranks:
            return replace(found, instead=tuple(one.typed for one in meant.sought))
    return _partly(texts, query)


def _found(texts: Texts, query: Query) -> TextFound:
    """Return what holds the words, then what holds wider ones; what is wished comes before.

    What is wider is there for it, too. Nobody has to be told where titles name what was typed.
    """
    ranks, also = texts.ranks(query, _SAID), [one for one in query.sought if one.alike]
    wide = query.widened()
    if wide != query and not any(rank < _STEPS for rank in ranks.values()):
        _add(ranks, texts.ranks(wide, _SAID))
        also = list(query.sought)
    if not ranks and query.widest != wide:
        wide, also = query.widest, list(query.sought)
        _add(ranks, texts.ranks(wide, _SAID))
    if ranks and query.wished:
        better = texts.ranks(replace(wide, sought=(*wide.sought, *query.wished)), _SAID)
        ranks = {id: rank if id in better else rank + _STEPS for id, rank in ranks.items()}
    words = dict.fromkeys(word for one in also for word in one.also)
    return TextFound(ranks=ranks, also=tuple(words) if ranks else ())


def _add(ranks: dict[int, int], more: Mapping[int, int]) -> None:
    for id, rank in more.items():
        ranks.setdefault(id, _AFTER + rank)


def _meant(session: Session, texts: Texts, query: Query) -> Iterator[Query]:
    """Yield what may have been meant, the likeliest first.

    Without what says where, then by the parts of words, then as other words, then without some.
    """
    telling = [one for one in query.sought if not SAYING_WHERE.issuperset(words_of(one.typed))]
    if 0 < len(telling) < len(query.sought):
        query = replace(query, sought=tuple(telling))
        yield query
    if len(query.sought) > _MOST_MENDED:
        return
    lost = [
        one
        for one in query.sought
        if not is_known(one.typed) and not texts.ranks(Query(sought=(one.widened(),)), _SAID)
    ]
    yield from _in_turn(query, {one.typed: parted(session, one) for one in lost})
    yield from _in_turn(query, {one.typed: parted(session, one) for one in query.sought})
    yield from _in_turn(
        query, {one.typed: [(word,) for word in corrected(session, one)] for one in lost}
    )


def _partly(texts: Texts, query: Query) -> TextFound:
    """Return what holds the most of the words; of as many those that the fewest hold."""
    for size in range(len(query.sought) - 1, 0, -1):
        found = [
            (found, some)
            for some in combinations(query.sought[:_MOST_MENDED], size)
            if (found := _found(texts, replace(query, sought=some))).ranks
        ]
        if found:
            least, some = min(found, key=lambda one: _telling(*one))
            return replace(least, instead=tuple(one.typed for one in some))
    return TextFound()


def _telling(found: TextFound, some: Sequence[Sought]) -> tuple[int, int]:
    """Say how little words tell: what the thesaurus does not know, and what is in many texts."""
    return sum(not is_known(one.typed) for one in some), len(found.ranks)


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


class _Stored:
    """The texts as the database holds them."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._sqlite = session.get_bind().dialect.name == "sqlite"

    def ranks(self, query: Query, columns: Sequence[str]) -> dict[int, int]:
        """Return how well each text holds all that must be found, of those that do."""
        named = ", ".join(columns)
        where, values = self._may_hold(query.sought, columns)
        rows = self._rows(f"SELECT opportunity_id, {named} FROM search_texts WHERE {where}", values)
        ranks: dict[int, int] = {}
        for row in rows:
            total = 0
            for one in query.sought:
                tier = _tier(one, row)
                if tier is None:
                    break
                total += tier
            else:
                if not any(_tier(one, row) is not None for one in query.excluded):
                    ranks[row[0]] = total // max(1, len(query.sought))
        return ranks

    def has(self, sought: Sought, columns: Sequence[str]) -> bool:
        """Whether any text may hold this."""
        where, values = self._may_hold([sought], columns)
        return bool(self._rows(f"SELECT 1 FROM search_texts WHERE {where} LIMIT 1", values))

    def _rows(self, asked: str, values: Mapping[str, str]) -> Sequence[Row[Any]]:
        if self._sqlite:
            return self.session.execute(text(asked), values).all()
        # PostgreSQL takes LIKE for cheap, and reads all texts where a word is in one of ten.
        self.session.execute(text("SET LOCAL enable_seqscan = off"))
        rows = self.session.execute(text(asked), values).all()
        self.session.execute(text("SET LOCAL enable_seqscan TO DEFAULT"))
        return rows

    def _may_hold(
        self, every: Sequence[Sought], columns: Sequence[str]
    ) -> tuple[str, dict[str, str]]:
        """Return the condition by which the index names the texts that may hold all of these.

        Folded words are letters, digits and spaces: nothing typed is taken for an operator.
        """
        if not every:
            return "1 = 1", {}
        if self._sqlite:
            match = " AND ".join(
                "(" + " OR ".join(f'"{base}"' for base in one.indexed) + ")" for one in every
            )
            found = "SELECT rowid FROM search_index WHERE search_index MATCH :match"
            return (
                f"opportunity_id IN ({found})",
                {"match": f"{{{' '.join(columns)}}} : ({match})"},
            )
        bases = list(dict.fromkeys(base for one in every for base in one.indexed))
        number = {base: f"b{place}" for place, base in enumerate(bases)}
        where = " AND ".join(
            "("
            + " OR ".join(
                f"{column} LIKE :{number[base]}" for base in one.indexed for column in columns
            )
            + ")"
            for one in every
        )
        return where, {name: f"%{base}%" for base, name in number.items()}


def _tier(sought: Sought, row: Row[Any]) -> int | None:
    """Say how well what stands behind the number in a row holds a word."""
    for place in range(1, len(row)):
        step = sought.step_in(row[place])
        if step is not None:
            return (place - 1) * _STEPS + step
    return None
