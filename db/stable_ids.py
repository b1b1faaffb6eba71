"""Stable ids: what other systems call an entry by, for as long as its source has it.

It follows from source and key alone, so that it survives a new visit, another reading, a merge
and a move of the whole database.
"""

from __future__ import annotations

from uuid import UUID, uuid5

# Any fixed one will do; were it another, every id that was ever given out would be wrong.
NAMESPACE = UUID("6f1f0a52-0f5f-5d5e-9c53-4b6f1c1f0e11")


def stable_id(source: str, key: str) -> UUID:
    """Return the id of what a source lists under a key."""
    return uuid5(NAMESPACE, f"{source}\n{key}")
