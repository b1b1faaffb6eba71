"""Prose: a text made even for the grammars, with the way back to its own characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Characters that are there for the typesetter, not for the reader.
_DROPPED = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\x02\u0090]")
_BLANK = re.compile(r"[^\S ]")


@dataclass(frozen=True, slots=True)
class Prose:
    """A text and its plain form: one kind of space, no soft hyphens, no invisible marks.

    `origin[i]` is the index in `text` of the character that `plain[i]` stands for, so
    a match in `plain` can be quoted from `text` to the letter.
    """

    text: str
    plain: str
    origin: Sequence[int]

    @classmethod
    def of(cls, text: str) -> Prose:
        """Make the plain form: every white-space character becomes one blank."""
        even = _BLANK.sub(" ", text)
        if not _DROPPED.search(text):
            return cls(text, even, range(len(text)))
        origin: list[int] = []
        start = 0
        for dropped in _DROPPED.finditer(text):
            origin += range(start, dropped.start())
            start = dropped.end()
        origin += range(start, len(text))
        return cls(text, _DROPPED.sub("", even), tuple(origin))

    def span(self, start: int, end: int) -> tuple[int, int, str]:
        """Return start, end and quote in the original text for `plain[start:end]`.

        Raises ValueError for an empty span.
        """
        if start >= end:
            raise ValueError(f"empty span {start}:{end}")
        first, last = self.origin[start], self.origin[end - 1] + 1
        return first, last, self.text[first:last]

    def cut(self, start: int, end: int) -> Prose:
        """Return the part `plain[start:end]`, whose places are still those of the text."""
        return Prose(self.text, self.plain[start:end], self.origin[start:end])

    def followed_by(self, other: Prose) -> Prose:
        """Return this part and one that stands behind it as one, with a blank between."""
        blank = self.origin[-1] if self.origin else 0
        return Prose(self.text, f"{self.plain} {other.plain}", [*self.origin, blank, *other.origin])

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield the matches of a pattern in the plain form."""
        return pattern.finditer(self.plain)
