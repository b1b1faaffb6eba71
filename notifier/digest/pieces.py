"""Pieces: parts of a mail that are set once, with gaps for the words of one reader.

A mail is put together of pieces in both forms, as text and as quoted-printable, so that setting
and encoding are paid once for all readers who get the same card.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from notifier.mail.message import quoted

# A gap is a name between two control characters, which no text of a mail has.
_EDGE = "\x1f"
_GAP = re.compile(f"{_EDGE}([a-z_]+){_EDGE}")
_SOFT_BREAK = b"=\r\n"  # of quoted-printable: a line break that is none


@dataclass(frozen=True, slots=True)
class Piece:
    """Words and gaps in turn: the words before the first gap, then each gap with those after it.

    `size` counts the bytes of the words, without what fills the gaps.
    """

    words: str
    quoted: bytes
    gaps: tuple[tuple[str, str, bytes], ...]
    size: int

    def filled_size(self, filling: int) -> int:
        """Return the bytes of the words where each gap is filled by so many."""
        return self.size + len(self.gaps) * filling


def gap(name: str) -> str:
    """Return what stands in a text where the words of that name are to come."""
    return f"{_EDGE}{name}{_EDGE}"


def piece(text: str) -> Piece:
    """Return a text as a piece."""
    first, *rest = _GAP.split(text)
    names, words = rest[::2], rest[1::2]
    return Piece(
        words=first,
        quoted=quoted_part(first),
        gaps=tuple(zip(names, words, map(quoted_part, words), strict=True)),
        size=sum(len(part.encode()) for part in (first, *words)),
    )


def quoted_part(text: str) -> bytes:
    """Return a text as quoted-printable after which any other part may come."""
    encoded = quoted(text)
    # Its next line begins anew, so that no line gets too long whatever comes.
    return encoded if encoded.endswith(b"\n") or not encoded else encoded + _SOFT_BREAK


def joined_words(pieces: Iterable[Piece], fill: Mapping[str, str]) -> str:
    """Return pieces as one text, with the words that fill their gaps."""
    parts: list[str] = []
    for one in pieces:
        parts.append(one.words)
        for name, words, _quoted in one.gaps:
            parts += (fill[name], words)
    return "".join(parts)


def joined_quoted(pieces: Iterable[Piece], fill: Mapping[str, bytes]) -> bytes:
    """Return the same as quoted-printable; `fill` are quoted parts themselves."""
    parts: list[bytes] = []
    for one in pieces:
        parts.append(one.quoted)
        for name, _words, quoted_words in one.gaps:
            parts += (fill[name], quoted_words)
    return b"".join(parts)
