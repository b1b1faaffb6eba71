"""Hints never miss a key that a text holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.text.hints import Hints

GROUPS = (("radweg", "pedelec"), (" an ", "nicht förder"), ("smart city",))
HINTS = Hints(GROUPS)


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("ein radwegenetz für alle", {0}),
        ("pedelecs sind nicht förderfähig", {0, 1}),
        ("eine smart city am radweg", {0, 2}),
        ("der dorfladen", set()),
    ],
)
def test_a_text_hints_at_the_groups_whose_longest_words_it_has(text: str, groups: set[int]) -> None:
    """A text hints at a group where the longest word of one of its keys stands in a word of it."""
    assert HINTS.of(text) == sum(1 << number for number in groups)


@given(st.lists(st.sampled_from(["x", " ", "\n", *(key for keys in GROUPS for key in keys)])))
def test_no_key_is_missed(pieces: list[str]) -> None:
    """Whatever a text is put together from, each key that stands in it is hinted at."""
    text = "".join(pieces)
    held = {number for number, keys in enumerate(GROUPS) if any(key in text for key in keys)}
    assert all(HINTS.of(text) >> number & 1 for number in held)
