"""Doses: how much of a long test is run every day; `make faults` runs all of it."""

from __future__ import annotations

import os


def dose(daily: int, long: int) -> int:
    """Return how many examples to try."""
    return long if os.environ.get("TESTS") == "long" else daily
