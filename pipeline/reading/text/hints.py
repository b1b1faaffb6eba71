"""Hints: which of many key words a text may hold, told by the words it is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache, reduce
from operator import or_

_BEGINNING = 2  # letters


class Hints:
    """Several groups of keys, each a word, a part of one or a few words, all in lower case.

    A key stands in a text only where its longest word stands in a word of the text. Texts
    are made of few different words, so what a word hints at is remembered, and a text is
    never searched for each of many keys. Raises ValueError for a key of single letters.
    """

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        # By their first two letters, so that a word is compared with the few that may be in it.
        self._stems: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for number, keys in enumerate(groups):
            for key in keys:
                stem = max(key.split(), key=len)
                if len(stem) < _BEGINNING:
                    raise ValueError(f"{key!r} has no word that is longer than a letter")
                self._stems[stem[:_BEGINNING]].append((stem, 1 << number))
        self._of_word = lru_cache(maxsize=1 << 15)(self._seek)

    def of(self, low: str) -> int:
        """Return, as bits, which groups a text in lower case may hold a key of."""
        return reduce(or_, map(self._of_word, low.split()), 0)

    def _seek(self, word: str) -> int:
        found = 0
        for at in range(len(word) - 1):
            for stem, bit in self._stems.get(word[at : at + _BEGINNING], ()):
                if word.startswith(stem, at):
                    found |= bit
        return found
