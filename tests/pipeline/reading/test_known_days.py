"""What a day is called by the words on it, so that nobody is asked whether it is a term."""

from __future__ import annotations

import pytest

from pipeline.reading.text.date_groups import find_chains
from pipeline.reading.text.layout import lay_out
from pipeline.reading.text.prose import Prose
from pipeline.reading.time.known_days import is_known
from tests.pipeline.reading.reader import rows


def known(text: str) -> list[bool]:
    """Return for each day of a text whether it says itself what it is."""
    layout = lay_out(Prose.of(text))
    return [is_known(layout, chain) for chain in find_chains(layout, "de")]


@pytest.mark.parametrize("text", [text for text, _ in rows("known_days")])
def test_a_day_of_something_else_is_known(text: str) -> None:
    """Publication, events, decisions and periods say so on the day itself."""
    assert known(text) and all(known(text))


@pytest.mark.parametrize("text", [text for text, _ in rows("known_days_not")])
def test_a_day_that_may_be_a_term_stays_open(text: str) -> None:
    """What is handed in until a day, or a day without any words, may be a term."""
    assert known(text) and not any(known(text))
