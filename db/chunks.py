"""Chunks: long lists of ids or keys, as many at a time as one statement takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

MANY = 500

_Key = TypeVar("_Key", int, str)


def chunks(keys: Iterable[_Key]) -> Iterator[Sequence[_Key]]:
    """Yield ids or keys in ascending order, as many at a time as one statement takes."""
    ordered = sorted(keys)
    yield from (ordered[start : start + MANY] for start in range(0, len(ordered), MANY))
