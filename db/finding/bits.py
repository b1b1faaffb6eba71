"""Bits: sets of places as large numbers, which are united and counted quickly."""

from __future__ import annotations

from collections.abc import Iterable

_AS_FLAGS = bytes.maketrans(b"01", b"\0\1")


def number(held: Iterable[int], size: int) -> int:
    """Return some places, all below a size, as the bits of a number."""
    marks = bytearray(size // 8 + 1)
    for place in held:
        marks[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(marks, "little")


def places(bits: int, size: int) -> bytes:
    """Return for each place below a size whether it is held, as 0 or 1."""
    return f"{bits:0{size or 1}b}"[::-1].encode().translate(_AS_FLAGS)


def union(found: Iterable[int]) -> int:
    """Return what is in any of some sets."""
    bits = 0
    for one in found:
        bits |= one
    return bits
