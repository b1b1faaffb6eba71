"""Stems: the part that the forms of a German word have in common, as far as they are folded."""

from __future__ import annotations

import re
from functools import cache

import Stemmer

SHORTEST = 3
# The stemmer takes these for umlauts. In a folded word they are none, or both are looked for.
_GUARDED = re.compile(r"([ao]|(?<![aeq])u)e(?!(?:n|r|s|m|rn|nd|st|t)?$)")


def stem(word: str) -> str:
    """Return the stem of a folded word; one that would be very short is left as it is."""
    found: str = _stemmer().stemWord(_GUARDED.sub(r"\1h", word))
    if _GUARDED.search(word):
        found = word[: len(found)]
    return found if len(found) >= SHORTEST else word


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("german")
