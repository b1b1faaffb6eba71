"""Lexicon: words that mean the same, and words that say nothing, read from `db/data`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from db.finding.fold import words_of

FILE = Path(__file__).parent.parent / "data" / "search_words.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Words of which each finds what the others find; all of them find its `kinds`, too.

    `found` is a title that somebody finds by the first word.
    """

    words: tuple[str, ...]
    found: str
    kinds: tuple[str, ...] = ()


with FILE.open("rb") as _file:
    _written = tomllib.load(_file)

WORDS_ALIKE = tuple(
    Alike(words=tuple(one["words"]), found=one["found"], kinds=tuple(one.get("kinds", ())))
    for one in _written["alike"]
)
SAYING_NOTHING = frozenset(word for line in _written["saying_nothing"] for word in words_of(line))
# By stem: how words begin that hold it by chance.
NEVER_IN: dict[str, tuple[str, ...]] = {
    stem: tuple(words_of(line)) for stem, line in _written["never_in"].items()
}
