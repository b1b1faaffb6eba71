"""Meant: what somebody may have meant by a word that stands nowhere, by the words that do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.finding.fold import spelt, words_of
from db.finding.indexed import LONGEST, SHORTEST
from db.finding.lexicon import LINES, SAYING_LITTLE, SAYING_NOTHING
from db.finding.query import Sought
from db.finding.stems import stem
from db.search_texts import SearchWord

MOST = 5  # words that one may have meant
_LONG = 8  # letters from which on two errors are forgiven
_LINKS = ("", "s", "es", "n", "en", "er", "e")  # between the parts of a word


def parted(session: Session, sought: Sought) -> list[tuple[str, ...]]:
    """Return into which known words one may be divided, the best way first.

    "Dorfladenförderung" is "Dorfladen", since what is behind it says nothing, and "Breitbandausbau"
    is "Breitband".
    """
    word = _single(sought)
    cuts = range(SHORTEST, len(word) - 2)
    stems = {one for cut in cuts for one in (*_first(word[:cut]), stem(word[cut:]))}
    known = _known(session, stems)
    ways: list[tuple[tuple[int, int], tuple[str, ...]]] = []
    for cut in cuts:
        first = next((known[one] for one in _first(word[:cut]) if one in known), None)
        last = known.get(stem(word[cut:]))
        if first and (word[cut:] in SAYING_NOTHING or word[cut:] in SAYING_LITTLE):
            ways.append(((0, -cut), (first,)))
        elif first and last:
            ways.append(((1, -min(cut, len(word) - cut)), (first, last)))
    return [words for _, words in sorted(ways)[:MOST]]


def corrected(session: Session, sought: Sought) -> list[str]:
    """Return the known words that are most like one, the likest first.

    Seldom is the first letter wrong: others are looked at only where none is like it.
    """
    typed = _single(sought)
    return _like(session, typed) or _like(session, stem(typed))


def _like(session: Session, word: str) -> list[str]:
    if len(word) < SHORTEST:
        return []
    errors = 2 if len(word) >= _LONG else 1
    beginning = SearchWord.stem.startswith(word[:1])
    for which in (beginning, ~beginning):
        length = func.length(SearchWord.stem).between(len(word) - errors, len(word) + errors)
        rows = session.execute(select(SearchWord.stem, SearchWord.written).where(which, length))
        known = {**dict(rows.all()), **_common()}
        found = process.extract(
            word, known.keys(), scorer=OSA.distance, score_cutoff=errors, limit=4 * MOST
        )
        if found:
            found.sort(key=lambda one: (one[1], one[0] not in _common(), one[0]))
            return [known[one] for one, *_ in found[:MOST]]
    return []


def _single(sought: Sought) -> str:
    words = words_of(sought.typed)
    return words[0] if len(words) == 1 and words[0].isalpha() and len(words[0]) <= LONGEST else ""


def _first(part: str) -> Iterator[str]:
    for link in _LINKS:
        if part.endswith(link) and len(part) - len(link) >= SHORTEST:
            yield stem(part.removesuffix(link))


def _known(session: Session, stems: set[str]) -> dict[str, str]:
    rows = select(SearchWord.stem, SearchWord.written).where(SearchWord.stem.in_(sorted(stems)))
    return {**dict(session.execute(rows).all()), **_common()}


@cache
def _common() -> dict[str, str]:
    """Return the words that are known wherever they stand."""
    found: dict[str, str] = {}
    for line in LINES:
        for word in (*line.words, *line.kinds):
            for folded, written in spelt(word):
                if len(folded) >= SHORTEST:
                    found.setdefault(stem(folded), written)
    return found
