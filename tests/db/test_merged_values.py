"""One record from what several sources state."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.merged_values import combined
from tests.db.test_values import fixed, values


def test_the_first_source_wins_and_the_next_fill_its_gaps() -> None:
    """In their order, and never the other way round."""
    first = values(rate_max=80.0, quotes={"rate_max": "80 Prozent"})
    second = values(rate_max=60.0, budget=5000.0, quotes={"rate_max": "60 %", "budget": "5.000"})
    third = values(budget=9000.0, event_place="Fulda", deadlines=(fixed("2027-02-01"),))
    one = combined([replace(first, title="Erste", url="https://example.org/1"), second, third])
    assert (one.title, one.url) == ("Erste", "https://example.org/1")
    assert (one.rate_max, one.budget, one.event_place) == (80, 5000, "Fulda")
    assert [deadline.value for deadline in one.deadlines] == ["2027-02-01"]
    assert one.quotes == {"rate_max": "80 Prozent", "budget": "5.000"}


def test_a_range_is_never_made_of_two_sources() -> None:
    """Half of a range from each would be a range that nobody stated."""
    one = combined([values(award_max=5000.0), values(award_min=9000.0, award_max=20_000.0)])
    assert (one.award_min, one.award_max) == (None, 5000)


def test_nothing_cannot_be_combined() -> None:
    """There is no opportunity without a source."""
    with pytest.raises(ValueError, match="nothing to combine"):
        combined([])
