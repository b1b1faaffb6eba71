"""Shape: how a text is built (headings, lists, tables), beside its words. Standard library only.

A text with a shape is a `str` that equals the same text without one, so nothing that compares,
hashes or stores words can mistake another markup for another text. Whoever changes such a text
by other means than those of this file gets a plain `str`, and readers guess its shape anew: a
shape is right or absent, never shifted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self

# Levels below that of h6: a line all in bold, which may be a heading; what heads a value, a
# table, a part of one, or a fold.
WEAK, TERM = 7, 8


class Form(StrEnum):
    """What a mark says of its words."""

    HEADING = "heading"  # of a level
    ITEM = "item"  # of a list, at a depth
    WITHIN = "within"  # a further line in the item of a depth; 0: below a term
    HEAD = "head"  # a row of heads of columns
    ROW = "row"  # level 1 begins a table
    LABEL = "label"  # the cell that heads its row


@dataclass(frozen=True, slots=True)
class Mark:
    """`text[start:end]`, all or a part of a line without its bullet, is of a form and level."""

    start: int
    end: int
    form: Form
    level: int = 0

    def moved(self, by: int) -> Mark:
        """Return the mark so many characters further on."""
        return replace(self, start=self.start + by, end=self.end + by)


class ShapedText(str):
    """A text that knows its shape: marks in order. A text without any may have none to know."""

    __slots__ = ("marks",)
    marks: tuple[Mark, ...]

    def __new__(cls, text: str, marks: Iterable[Mark] = ()) -> Self:
        """Make a text of these words with these marks."""
        made = super().__new__(cls, text)
        made.marks = tuple(marks)
        return made

    def splitlines(self, keepends: bool = False) -> list[str]:
        """Return the lines, each with its part of the shape; with their ends they have none."""
        whole = super().splitlines(keepends=True)
        if keepends:
            return whole
        found: list[str] = []
        start, marks = 0, list(reversed(self.marks))
        for line, own in zip(whole, super().splitlines(), strict=True):
            held = list[Mark]()
            while marks and marks[-1].start < start + len(own):
                held.append(marks.pop().moved(-start))
            found.append(ShapedText(own, held))
            start += len(line)
        return found


def marks_of(text: str) -> tuple[Mark, ...]:
    """Return the marks of a text, none of one without a shape."""
    return text.marks if isinstance(text, ShapedText) else ()


def is_shaped(text: str) -> bool:
    """Whether the shape of a text is known."""
    return isinstance(text, ShapedText)


def on_lines(parts: Iterable[str]) -> str:
    """Return texts as one, each beginning a line; it has a shape if one of them has."""
    parts = list(parts)
    text = "\n".join(parts)
    if not any(map(is_shaped, parts)):
        return text
    marks, start = list[Mark](), 0
    for part in parts:
        marks += (mark.moved(start) for mark in marks_of(part))
        start += len(part) + 1
    return ShapedText(text, marks)


def cut_out(pattern: re.Pattern[str], text: str) -> str:
    """Return a text without what matches a pattern."""
    if not isinstance(text, ShapedText):
        return pattern.sub("", text)
    kept, ends, gone, end = list[str](), [0], [0], 0
    for found in pattern.finditer(text):
        kept.append(text[end : found.start()])
        end = found.end()
        # What stands in what is cut out stands where that began.
        ends += found.start(), end
        gone += gone[-1], gone[-1] + end - found.start()
    kept.append(text[end:])

    def place(at: int) -> int:
        before = bisect_right(ends, at) - 1
        within = before % 2  # between the start and the end of a match
        return ends[before] - gone[before] if within else at - gone[before]

    moved = (replace(one, start=place(one.start), end=place(one.end)) for one in text.marks)
    return ShapedText("".join(kept), (one for one in moved if one.start < one.end))


def to_rows(text: str) -> list[list[Any]] | None:
    """Return the shape of a text as JSON has it, None where it is not known."""
    if not isinstance(text, ShapedText):
        return None
    return [[one.start, one.end, one.form.value, one.level] for one in text.marks]


def from_rows(text: str, rows: Sequence[Sequence[Any]] | None) -> str:
    """Return a text with the shape that `to_rows` wrote down. Raises ValueError for any other."""
    if rows is None:
        return text
    marks = [Mark(start, end, Form(form), level) for start, end, form, level in rows]
    if any(not 0 <= one.start < one.end <= len(text) for one in marks):
        raise ValueError("a shape of another text")
    return ShapedText(text, marks)
