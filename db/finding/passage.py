"""Passage: where in a text stands what was searched for, for whoever shows a line of it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from db.finding.fold import placed
from db.finding.query import query_of

_BEFORE = 60  # characters that are shown of what stands before the first match


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A part of a text around what was found; `spans` are the words that hold it, in order."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The text piece by piece, each with whether it is what was found."""
        found: list[tuple[str, bool]] = []
        at = 0
        for start, end in self.spans:
            found += [(self.text[at:start], False), (self.text[start:end], True)]
            at = end
        return tuple(piece for piece in (*found, (self.text[at:], False)) if piece[0])


def passage(text: str, words: str, most: int = 240) -> Passage:
    """Return the passage of a text, of about so many characters, with what somebody searched for.

    `words` are as they were typed, or those that were searched for instead. Where none of them
    is in the text it is its beginning.
    """
    spans = spans_of(text, words)
    first = spans[0][0] if spans else 0
    start = _word_from(text, first - _BEFORE) if len(text) > most else 0
    end = _word_until(text, start + most)
    before, behind = "… " if start else "", " …" if end < len(text) else ""
    moved = len(before) - start
    return Passage(
        text=before + text[start:end].rstrip() + behind,
        spans=tuple((low + moved, high + moved) for low, high in spans if high <= end),
    )


def spans_of(text: str, words: str) -> tuple[tuple[int, int], ...]:
    """Return where in a text the words stand that hold what somebody searched for."""
    places = list(placed(text))
    folded = " " + "".join(f"{word} " for word, *_ in places)
    starts, at = [], 1
    for word, *_ in places:
        starts.append(at)
        at += len(word) + 1
    held: set[int] = set()
    query = query_of(words)
    for sought in (*query.widened().sought, *query.wished):
        for pattern in sought.patterns:
            if pattern.base not in folded:
                continue
            if pattern.is_phrase:
                for part in pattern.anywhere:
                    held |= set(_holding(folded, part, starts))
            else:
                held |= {
                    number
                    for number, (word, *_) in enumerate(places)
                    if number not in held and pattern.step_in(f" {word} ") is not None
                }
    return tuple(places[number][1:] for number in sorted(held))


def _holding(folded: str, part: str, starts: list[int]) -> list[int]:
    found: list[int] = []
    plain = part.strip()
    at = folded.find(part)
    while at >= 0:
        begins = at + part.index(plain)
        first = bisect_right(starts, begins) - 1
        last = bisect_right(starts, begins + len(plain) - 1) - 1
        found += range(first, last + 1)
        at = folded.find(part, at + 1)
    return found


def _word_from(text: str, at: int) -> int:
    if at <= 0:
        return 0
    return text.find(" ", at) + 1 or at


def _word_until(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", 0, at + 1)
    return space if space > at - _BEFORE else at
