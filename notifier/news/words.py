"""Words: whether a word that a reader requires or excludes stands in a text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence

_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_WORD = re.compile(r"[^\W_]+")


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a text so that spellings are equal: "Fußwege" = "FUSSWEGE"."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(_SPELT)
    bare = (one for one in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(one))
    return tuple(_WORD.findall("".join(bare)))


class WordIndex:
    """Finds the texts in which a word, or several in a row, stand; the last may be a beginning.

    So "Radweg" finds "Radwegebau", but not "Bahnradweg". Texts are bits of one number: the first
    is the lowest.
    """

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        self._texts: list[str] = []
        bits: dict[str, int] = {}
        for place, text in enumerate(texts):
            words = [word for part in text for word in folded_words(part)]
            self._texts.append(f" {' '.join(words)}")
            for word in words:
                bits[word] = bits.get(word, 0) | 1 << place
        self._words = sorted(bits)
        self._bits = [bits[word] for word in self._words]
        self._found: dict[str, int] = {}

    def with_any(self, words: Iterable[str]) -> int:
        """Return the texts in which one of some words stands."""
        bits = 0
        for word in words:
            if word not in self._found:
                self._found[word] = self._with(folded_words(word))
            bits |= self._found[word]
        return bits

    def _with(self, words: Sequence[str]) -> int:
        if not words:
            return 0
        bits = -1
        for word in words:
            bits &= self._beginning(word)
        if len(words) == 1:
            return bits
        row, found = f" {' '.join(words)}", 0
        while bits:
            lowest = bits & -bits
            found |= lowest if row in self._texts[lowest.bit_length() - 1] else 0
            bits ^= lowest
        return found

    def _beginning(self, word: str) -> int:
        bits, place = 0, bisect_left(self._words, word)
        while place < len(self._words) and self._words[place].startswith(word):
            bits |= self._bits[place]
            place += 1
        return bits
