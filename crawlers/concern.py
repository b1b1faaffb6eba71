"""Concern: whether an entry is about what a source is read for, where it tells much else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from crawlers.items import Kind, RawEntry

_OFFERS = frozenset({Kind.CALL, Kind.PRIZE, Kind.PROGRAMME})


def concerns(entry: RawEntry, words: tuple[str, ...]) -> bool:
    """Whether an entry is about one of the words: by its title, or as an offer by its text.

    A word that merely stands in some news is no concern of it ("gefördert aus LEADER"), nor is
    who got money for it.
    """
    about = _about(words)
    if about.search(entry.title):
        return entry.kind is not Kind.AWARD
    parts = (entry.summary, *(f"{field.label} {field.text}" for field in entry.fields), entry.body)
    return entry.kind in _OFFERS and any(map(about.search, parts))


@cache
def _about(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds the words: a name in capitals as it is, any other as a word begins."""
    names = (rf"\b{re.escape(w)}\b" if w.isupper() else rf"(?i:\b{re.escape(w)})" for w in words)
    return re.compile("|".join(names))
