"""Stems: the part that the forms of a German word have in common, as far as they are folded."""

from __future__ import annotations

import re
from functools import cache

import Stemmer

SHORTEST = 3
_LONG, _MOST_OFF = 5, 3  # "ältere" is no "alt", while "Räder" is "Rad"
# The stemmer takes these for umlauts. In a folded word they are none, or both are looked for.
_GUARDED = re.compile(r"([ao]|(?<![aeq])u)e(?!(?:n|r|s|m|rn|nd|st|t)?$)")


def stem(word: str) -> str:
    """Return the stem of a folded word; where little would be left of it, the word itself."""
    found: str = _stemmer().stemWord(_GUARDED.sub(r"\1h", word))
    if _GUARDED.search(word):
        found = word[: len(found)]
    short = len(found) < SHORTEST or (len(found) < _LONG and len(word) - len(found) >= _MOST_OFF)
    return word if short or not word.startswith(found) else found


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("german")
