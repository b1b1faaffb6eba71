"""Prose: a text made even for the grammars, with the way back to its own characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Characters that are there for the typesetter, not for the reader.
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\x02\u0090")
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Prose:
    """A text and its plain form: one kind of space, no soft hyphens, no invisible marks.

    `origin[i]` is the index in `text` of the character that `plain[i]` stands for, so
    a match in `plain` can be quoted from `text` to the letter.
    """

    text: str
    plain: str
    origin: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Prose:
        """Make the plain form: every white-space character becomes one blank."""
        plain: list[str] = []
        origin: list[int] = []
        for index, character in enumerate(text):
            if character in _DROPPED:
                continue
            plain.append(" " if _SPACE.match(character) else character)
            origin.append(index)
        return cls(text, "".join(plain), tuple(origin))

    def span(self, start: int, end: int) -> tuple[int, int, str]:
        """Return start, end and quote in the original text for `plain[start:end]`.

        Raises ValueError for an empty span.
        """
        if start >= end:
            raise ValueError(f"empty span {start}:{end}")
        first, last = self.origin[start], self.origin[end - 1] + 1
        return first, last, self.text[first:last]

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield the matches of a pattern in the plain form."""
        return pattern.finditer(self.plain)
