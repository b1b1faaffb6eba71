"""Marked: a text cut where claims begin and end, so that each stands in exactly its words."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the claim of a number stands in a text."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Words of a text that the same claims cover; `text` stands at `start`.

    `numbers` are those claims, the shortest first, `ends` those of which these are the last words.
    """

    start: int
    text: str
    numbers: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    @property
    def end(self) -> int:
        """Where the words after it begin."""
        return self.start + len(self.text)


def marked(text: str, places: Iterable[Place]) -> tuple[Segment, ...]:
    """Return a text as segments in order; together they are the text, to the letter.

    Claims may overlap, nest or touch. A place that is none in this text marks nothing.
    """
    held = [one for one in places if 0 <= one.start < one.end <= len(text)]
    begin, end = defaultdict[int, list[Place]](list), defaultdict[int, list[Place]](list)
    for one in held:
        begin[one.start].append(one)
        end[one.end].append(one)
    cuts = sorted({0, len(text), *begin, *end})
    found, covering = list[Segment](), list[Place]()
    for start, stop in itertools.pairwise(cuts):
        covering = [one for one in (*covering, *begin[start]) if one.end > start]
        covering.sort(key=lambda one: (one.end - one.start, one.number))
        found.append(
            Segment(
                start=start,
                text=text[start:stop],
                numbers=tuple(one.number for one in covering),
                ends=tuple(one.number for one in covering if one.end == stop),
            )
        )
    return tuple(found)


def between(segments: Sequence[Segment], start: int, end: int) -> tuple[Segment, ...]:
    """Return the segments of a stretch of the text, cut at its ends."""
    first = max(bisect_right([one.start for one in segments], start) - 1, 0)
    found = list[Segment]()
    for one in segments[first:]:
        if one.start >= end:
            break
        begins, ends = max(one.start, start), min(one.end, end)
        if begins < ends:
            words = one.text[begins - one.start : ends - one.start]
            last = one.ends if ends == one.end else ()
            found.append(replace(one, start=begins, text=words, ends=last))
    return tuple(found)
