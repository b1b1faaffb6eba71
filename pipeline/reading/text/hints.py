"""Hints: which of many key words a text may hold, told by the words it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, reduce
from operator import or_


class Hints:
    """Several groups of keys, each a word, a part of one or a few words, all in lower case.

    A key stands in a text only where its longest word stands in a word of the text. Texts
    are made of few different words, so what a word hints at is remembered, and a text is
    never searched for each of many keys.
    """

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        self._stems = [
            (max(key.split(), key=len), 1 << number)
            for number, keys in enumerate(groups)
            for key in keys
        ]
        self._of_word = lru_cache(maxsize=1 << 15)(self._seek)

    def of(self, low: str) -> int:
        """Return, as bits, which groups a text in lower case may hold a key of."""
        return reduce(or_, map(self._of_word, low.split()), 0)

    def _seek(self, word: str) -> int:
        return reduce(or_, (bit for stem, bit in self._stems if stem in word), 0)
