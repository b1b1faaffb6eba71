"""Wordings: rules that read a whole sentence, each behind a cheap test for its key words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.reading.text.hints import Hints
from pipeline.reading.text.layout import Layout, Sentence


@dataclass(frozen=True, slots=True)
class Wording:
    """One way of saying a value: `pattern` must match, `unless` must not.

    `needs` must match as well, outside the pattern or in the heading; `within` anywhere in
    the sentence.

    `keys` are words of which at least one stands in every sentence that can match, so do
    `also`; they spare the patterns.
    """

    value: str
    name: str
    keys: tuple[str, ...]
    also: tuple[str, ...]
    pattern: re.Pattern[str]
    needs: re.Pattern[str] | None = None
    within: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None

    def holds(self, layout: Layout, sentence: Sentence, words: str) -> tuple[int, int] | None:
        """Return the extent of the words that say it, None if the sentence does not."""
        if not any(key in words for key in self.keys):
            return None
        if self.also and not any(key in words for key in self.also):
            return None
        match = self.pattern.search(layout.low, sentence.start, sentence.end)
        if match is None or (self.unless and self.unless.search(words)):
            return None
        if self.within:
            return _with_nearest(self.within, layout, sentence, match.span(), inside=True)
        if self.needs is None:
            return match.span()
        extent = _with_nearest(self.needs, layout, sentence, match.span())
        return extent or (match.span() if self.needs.search(sentence.heading) else None)


def _with_nearest(
    needs: re.Pattern[str],
    layout: Layout,
    sentence: Sentence,
    extent: tuple[int, int],
    *,
    inside: bool = False,
) -> tuple[int, int] | None:
    """Return the words a claim rests on: the wording's own and the nearest that it needs."""
    start, end = extent
    needed = [
        need.span()
        for need in needs.finditer(layout.low, sentence.start, sentence.end)
        if inside or need.end() <= start or need.start() >= end
    ]
    if not needed:
        return None
    near = min(needed, key=lambda need: max(start - need[1], need[0] - end))
    begin = min(start, near[0])
    while begin > sentence.start and layout.low[begin - 1].isalpha():
        begin -= 1  # a pattern may name the end of a compound only
    return begin, max(end, near[1])


def wording(
    value: str,
    name: str,
    keys: str,
    pattern: str,
    *,
    also: str = "",
    needs: str = "",
    within: str = "",
    unless: str = "",
) -> Wording:
    """Compile a wording. A blank is escaped in patterns, which are verbose, and `_` in keys."""
    return Wording(
        value,
        name,
        tuple(key.replace("_", " ") for key in keys.split()),
        tuple(key.replace("_", " ") for key in also.split()),
        re.compile(pattern, re.VERBOSE),
        re.compile(needs, re.VERBOSE) if needs else None,
        re.compile(within, re.VERBOSE) if within else None,
        re.compile(unless, re.VERBOSE) if unless else None,
    )


class Wordings:
    """Several wordings, and which of them a sentence may hold by the words it is made of.

    A wording is asked only where a word of the sentence has a part of one of its keys.
    """

    def __init__(self, *wordings: Wording) -> None:
        self._wordings = wordings
        self._hints = Hints(one.keys for one in wordings)
        self._chosen = lru_cache(maxsize=1 << 12)(self._chosen_by)

    def of(self, low: str) -> tuple[Wording, ...]:
        """Return those that words in lower case may hold."""
        hints = self._hints.of(low)
        return self._chosen(hints) if hints else ()

    def _chosen_by(self, hints: int) -> tuple[Wording, ...]:
        return tuple(one for number, one in enumerate(self._wordings) if hints >> number & 1)
