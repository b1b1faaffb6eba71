"""Word diff: what of a text went and what came, word by word, as a reader would mark it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")
# Around what changed so many words are enough to find the place.
AROUND = 12
# Beyond it two texts are two texts; to compare them word by word takes too long for a page.
MOST_PIECES = 6000


class Part(StrEnum):
    """What became of some words."""

    SAME = "same"
    GONE = "gone"
    CAME = "came"
    LEFT_OUT = "left_out"  # unchanged, and not shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of which one thing is true."""

    part: Part
    text: str


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """Return both texts as one: what stayed, what went, what came; together they are both."""
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    if len(before) + len(after) > MOST_PIECES:
        return tuple(_by_line(old, new))
    return tuple(_merged(_compared(before, after)))


def around_changes(pieces: tuple[Piece, ...], words: int = AROUND) -> tuple[Piece, ...]:
    """Return a diff without what stayed far from any change."""
    return tuple(
        cut
        for place, one in enumerate(pieces)
        for cut in _shortened(one, place == 0, place == len(pieces) - 1, words)
    )


def _compared(before: list[str], after: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for code, i, j, k, m in matcher.get_opcodes():
        gone, came = "".join(before[i:j]), "".join(after[k:m])
        if code == "equal":
            yield Piece(part=Part.SAME, text=gone)
            continue
        if gone:
            yield Piece(part=Part.GONE, text=gone)
        if came:
            yield Piece(part=Part.CAME, text=came)


def _by_line(old: str, new: str) -> Iterator[Piece]:
    yield from _compared(old.splitlines(keepends=True), new.splitlines(keepends=True))


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Join changes that only a blank or a comma parts: one change is easier to read than five."""
    gone, came = "", ""
    waiting = ""
    for one in pieces:
        if one.part is Part.GONE:
            gone, came, waiting = gone + waiting + one.text, came + waiting, ""
        elif one.part is Part.CAME:
            gone, came, waiting = gone + waiting, came + waiting + one.text, ""
        elif (gone or came) and not waiting and not any(map(str.isalnum, one.text)):
            waiting = one.text
        else:
            yield from _both(gone, came)
            yield Piece(part=Part.SAME, text=waiting + one.text)
            gone, came, waiting = "", "", ""
    yield from _both(gone, came)
    if waiting:
        yield Piece(part=Part.SAME, text=waiting)


def _both(gone: str, came: str) -> Iterator[Piece]:
    if gone:
        yield Piece(part=Part.GONE, text=gone)
    if came:
        yield Piece(part=Part.CAME, text=came)


def _shortened(one: Piece, first: bool, last: bool, words: int) -> Iterator[Piece]:
    pieces = _PIECES.findall(one.text)
    head = 0 if first else 2 * words
    tail = 0 if last else 2 * words
    if one.part is not Part.SAME or len(pieces) <= head + tail + 2 * words:
        yield one
        return
    if head:
        yield Piece(part=Part.SAME, text="".join(pieces[:head]))
    yield Piece(part=Part.LEFT_OUT, text="".join(pieces[head : len(pieces) - tail]))
    if tail:
        yield Piece(part=Part.SAME, text="".join(pieces[len(pieces) - tail :]))
