"""Prose: a text made even for the grammars, with the way back to its own characters."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crawlers.shape import Mark, marks_of

# Characters that are there for the typesetter, not for the reader: soft hyphens, joiners, marks
# of direction and of variants.
_DROPPED = (
    "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f"
    "\ufeff\x02\u0090"
)
_MARKS = "\u0300-\u036f"  # accents that stand for themselves, behind their letter
# Hyphens, and dashes that mean the same as "–".
_DASHES = dict.fromkeys("\u1806\u2010\u2011\ufe63\uff0d", "-")
_DASHES |= dict.fromkeys("\u2012\u2015\u2212\u2e3a\u2e3b\u301c\u3030\ufe31\ufe32\ufe58", "–")
_WIDE = "\ufb00-\ufb06\uff01-\uff5e"  # ligatures, and letters and digits as wide as a Chinese one
# The mark of a footnote is no digit of the number before it; "m²" is a unit.
_RAISED = "\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u207d\u207e"
# A word broken at the end of a line; "Antrags-⏎und Bewilligungsfrist" are two.
_BROKEN = (
    r"(?<=[a-zäöüß])-[ \t]*\r?\n[ \t]*(?=[a-zäöüß])"
    r"(?!(?:und|oder|bzw|sowie|bis|als|wie|and|or|to)\b)"
)
# A compound that breaks behind its own hyphen keeps it: "Online-⏎Antrag".
_HYPHEN = r"(?<=[A-Za-zäöüÄÖÜß])-(?:[ \t]*\r?\n[ \t]*)(?=[A-ZÄÖÜ][a-zäöüß])"
# What Markdown writes for bold, and before a mark that is to stand as it is.
_MARKDOWN = r"\*\*+|\\(?=[^\w\s])"
_ODD = re.compile(
    rf"(?P<mark>{_MARKDOWN})|(?P<broken>{_BROKEN})|(?P<hyphen>{_HYPHEN})|(?P<none>[{_DROPPED}])|(?P<dash>[{''.join(_DASHES)}])"
    rf"|(?P<note>(?<!\b[cdk]m)(?<!\bm)[{_RAISED}]+(?:, ?[{_RAISED}]+)*)"
    rf"|(?P<form>[^\s{_MARKS}][{_MARKS}]+|[{_WIDE}])"
)
_ANY_ODD = re.compile(
    rf"{_MARKDOWN}|-[ \t]*\r?\n|[{_DROPPED}{_MARKS}{''.join(_DASHES)}{_WIDE}{_RAISED}]"
)
_BLANK = re.compile(r"[^\S ]")


@dataclass(frozen=True, slots=True)
class Prose:
    """A text and its plain form: one kind of space, no invisible marks, one form of a letter.

    `origin[i]` is the index in `text` of the character that `plain[i]` stands for, so
    a match in `plain` can be quoted from `text` to the letter. `lined` is the plain form with
    the line breaks and tabs of the text.
    """

    text: str
    plain: str
    origin: Sequence[int]
    lined: str

    @classmethod
    def of(cls, text: str) -> Prose:
        """Make the plain form: every white-space character becomes one blank."""
        if not _ANY_ODD.search(text):
            return cls(text, _BLANK.sub(" ", text), range(len(text)), text)
        pieces: list[str] = []
        origin: list[int] = []
        start = 0
        for odd in _ODD.finditer(text):
            pieces += text[start : odd.start()], (even := _even(odd))
            origin += range(start, odd.start())
            origin += [odd.start()] * len(even)
            start = odd.end()
        pieces.append(text[start:])
        origin += range(start, len(text))
        lined = "".join(pieces)
        return cls(text, _BLANK.sub(" ", lined), tuple(origin), lined)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The shape of the text, as far as it is known, with the places of the plain form."""
        marks, origin = marks_of(self.text), self.origin
        if isinstance(origin, range):
            return marks
        placed = ((self.place(m.start), self.place(m.end), m) for m in marks)
        return tuple(replace(m, start=a, end=b) for a, b, m in placed if a < b)

    def place(self, position: int) -> int:
        """Return where in the plain form stands what stands at a position of the text."""
        return bisect_left(self.origin, position)

    def span(self, start: int, end: int) -> tuple[int, int, str]:
        """Return start, end and quote in the original text for `plain[start:end]`.

        Raises ValueError for an empty span.
        """
        if start >= end:
            raise ValueError(f"empty span {start}:{end}")
        first, last = self.origin[start], self.origin[end - 1] + 1
        while last < len(self.text) and unicodedata.combining(self.text[last]):
            last += 1
        return first, last, self.text[first:last]

    def cut(self, start: int, end: int) -> Prose:
        """Return the part `plain[start:end]`, whose places are still those of the text."""
        within = slice(start, end)
        return Prose(self.text, self.plain[within], self.origin[within], self.lined[within])

    def followed_by(self, other: Prose) -> Prose:
        """Return this part and one that stands behind it as one, with a blank between."""
        blank = self.origin[-1] if self.origin else 0
        return Prose(
            self.text,
            f"{self.plain} {other.plain}",
            [*self.origin, blank, *other.origin],
            f"{self.lined} {other.lined}",
        )

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield the matches of a pattern in the plain form."""
        return pattern.finditer(self.plain)


def _even(odd: re.Match[str]) -> str:
    """Return the letters that a reader takes an odd form for."""
    if odd["hyphen"]:
        return "-"
    if odd["dash"]:
        return _DASHES[odd["dash"]]
    return unicodedata.normalize("NFKC", odd["form"]) if odd["form"] else ""
