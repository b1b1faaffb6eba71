"""Wilson's interval: known values, bounds, and strata that weigh differently."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.intervals import Stratum, share, weighted, wilson


@pytest.mark.parametrize(
    ("right", "count", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_it_is_what_the_books_say(right: int, count: int, low: float, high: float) -> None:
    """Examples of Newcombe, Statistics in Medicine 17 (1998)."""
    assert wilson(right, count) == pytest.approx((low, high), abs=5e-4)


@given(st.integers(0, 500), st.integers(1, 500))
def test_it_lies_in_bounds_and_around_the_share(right: int, count: int) -> None:
    """Whatever is counted, the share lies in its interval, and more answers make it no wider."""
    right = min(right, count)
    low, high = wilson(right, count)
    assert 0 <= low <= right / count <= high <= 1
    more = wilson(4 * right, 4 * count)
    assert more[1] - more[0] <= high - low


@given(st.lists(st.tuples(st.integers(1, 99), st.integers(1, 50), st.integers(0, 50)), min_size=1))
def test_weighted_shares_lie_in_bounds_too(strata: list[tuple[int, int, int]]) -> None:
    """A weighted share lies between the shares of its strata, and counts every answer."""
    those = [Stratum(size=n, answered=m, right=min(m, k)) for n, m, k in strata]
    found = weighted(those)
    assert found is not None
    shares = [one.right / one.answered for one in those]
    assert min(shares) - 1e-9 <= found.value <= max(shares) + 1e-9
    assert 0 <= found.low <= found.value + 1e-9 and found.value - 1e-9 <= found.high <= 1
    assert found.count == sum(one.answered for one in those)


def test_a_large_stratum_counts_for_more() -> None:
    """Two strata answered alike often, one of nine times the size, which is read worse."""
    found = weighted(
        [Stratum(size=90, answered=10, right=5), Stratum(size=10, answered=10, right=10)]
    )
    assert found is not None and found.value == pytest.approx(0.55)
    plain = share(15, 20)
    assert plain is not None and plain.value == 0.75
    assert found.high - found.low > plain.high - plain.low


def test_strata_that_weigh_alike_give_the_plain_interval() -> None:
    """Who drew by size gets Wilson's interval of all answers."""
    alike = [Stratum(size=30, answered=15, right=13), Stratum(size=20, answered=10, right=9)]
    found, plain = weighted(alike), share(22, 25)
    assert found is not None and plain is not None
    assert (found.low, found.high) == pytest.approx((plain.low, plain.high))


def test_of_nothing_nothing_is_known() -> None:
    """No answers, no share; a handful is not enough to tell."""
    assert weighted([]) is None and share(0, 0) is None
    few, many = share(9, 9), share(10, 10)
    assert few is not None and many is not None
    assert (few.enough, many.enough) == (False, True)
