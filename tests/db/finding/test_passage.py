"""What was found is shown where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.finding.passage import passage


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("Radweg", ["Radwegeförderung"]),
        ("haeuser", ["Häuser"]),
        ('"der Häuser"', ["der", "Häuser"]),
        ("nirgends", []),
    ],
)
def test_words_that_hold_it_are_marked(words: str, marked: list[str]) -> None:
    """Whole, as they are written."""
    shown = passage("Die Radwegeförderung und der Umbau der Häuser.", words)
    assert [piece for piece, found in shown.pieces if found] == marked
    assert "".join(piece for piece, _ in shown.pieces) == shown.text


def test_of_a_long_text_the_part_around_the_first_is_shown() -> None:
    """With a sign where something was left out; without a match it is the beginning."""
    text = "Vorher steht viel. " * 40 + "Hier liegt der Radweg am Fluss. " + "Danach auch. " * 40
    shown = passage(text, "Radwege")
    assert shown.text.startswith("… ") and shown.text.endswith(" …") and len(shown.text) < 260
    assert [shown.text[start:end] for start, end in shown.spans] == ["Radweg"]
    assert passage(text, "").text.startswith("Vorher steht viel.")


@given(st.text(max_size=500), st.text(max_size=20), st.integers(20, 300))
def test_whatever_stands_there_the_marks_are_within(text: str, words: str, most: int) -> None:
    """In order, apart, and nothing of the passage is lost."""
    shown = passage(text, words, most)
    assert "".join(piece for piece, _ in shown.pieces) == shown.text
    assert all(0 <= start < end <= len(shown.text) for start, end in shown.spans)
