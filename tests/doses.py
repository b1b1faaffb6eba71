"""Doses: how much of a long test is run every day; `make faults` runs all of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import pytest
from _pytest.mark import ParameterSet


def dose(daily: int, long: int) -> int:
    """Return how many examples to try."""
    return long if os.environ.get("TESTS") == "long" else daily


def seldom(*values: Any) -> ParameterSet:
    """Return a row of parameters that is asked in the long form alone."""
    return pytest.param(*values, marks=pytest.mark.long)


def in_turn(rows: Sequence[Any], others: Sequence[Any]) -> list[ParameterSet]:
    """Return each row with each of the others; every day asks one of these, each in its turn."""
    return [
        pytest.param(row, other) if number % len(others) == place else seldom(row, other)
        for number, row in enumerate(rows)
        for place, other in enumerate(others)
    ]
