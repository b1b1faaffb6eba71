"""Lexicon: what words mean to whoever looks for money, read from `db/data`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from db.finding.fold import words_of
from db.finding.stems import stem

FOLDER = Path(__file__).parent.parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Words that mean the same, kinds of it, and words by which people ask for it.

    The `words` find each other and the `kinds`; whoever types a kind, or what is `asked`, finds
    that first and then the words.
    """

    field: str
    words: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


def _read(name: str) -> dict[str, object]:
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)


def _list(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _lines() -> Iterable[Line]:
    for field, lines in _read("thesaurus.toml").items():
        assert isinstance(lines, dict)
        for words, under in lines.items():
            kinds, asked = [*map(_list, under), (), ()][:2]
            yield Line(field=field, words=_list(words), kinds=kinds, asked=asked)


def _set(lines: object) -> frozenset[str]:
    assert isinstance(lines, list)
    return frozenset(word for line in lines for word in words_of(line))


LINES = tuple(_lines())
_written = _read("search_words.toml")
SAYING_NOTHING = _set(_written["saying_nothing"])
SAYING_LITTLE = _set(_written["saying_little"])
SAYING_WHERE = _set(_written["saying_where"])
LITTLE_AT_ENDS = frozenset(
    stem(word) for word in _set(_written["saying_little_at_ends"]) | SAYING_LITTLE
)
_never = _written["never_in"]
assert isinstance(_never, dict)
# By stem: how words begin that hold it by chance.
NEVER_IN: dict[str, tuple[str, ...]] = {one: tuple(words_of(line)) for one, line in _never.items()}
# Parts of which words are put together, folded, as they stand and by their stems.
PARTS = frozenset(
    form
    for line in (FOLDER / "word_parts.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in words_of(line)
    for form in (word, stem(word))
    if len(form) > 1
)
