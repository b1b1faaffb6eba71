"""Word diff: what of a text went and what came."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from web.word_diff import Part, Piece, around_changes, word_diff

WORDS = st.lists(st.sampled_from(["Antrag", "bis", "31.", "März", ",", "\n"]), max_size=12)


@given(WORDS, WORDS)
def test_both_texts_are_in_it(old: list[str], new: list[str]) -> None:
    """Without what came it is the old text, without what went the new one."""
    before, after = " ".join(old), " ".join(new)
    pieces = word_diff(before, after)
    assert "".join(one.text for one in pieces if one.part is not Part.CAME) == before
    assert "".join(one.text for one in pieces if one.part is not Part.GONE) == after


def test_a_day_that_moved_is_one_change() -> None:
    """Not three, though the month stayed a word of its own between two that changed."""
    pieces = word_diff("Anträge bis zum 31.3.2027 an uns.", "Anträge bis zum 30.6.2027 an uns.")
    assert [(one.part, one.text) for one in pieces] == [
        (Part.SAME, "Anträge bis zum "),
        (Part.GONE, "31.3"),
        (Part.CAME, "30.6"),
        (Part.SAME, ".2027 an uns."),
    ]


def test_what_stayed_far_from_any_change_is_left_out() -> None:
    """Before, between and behind two changes; what is near stays."""
    far = " und so weiter" * 40
    pieces = around_changes(word_diff(f"{far}A{far}B{far}", f"{far}C{far}D{far}"))
    kinds = [one.part for one in pieces]
    assert kinds.count(Part.LEFT_OUT) == 3 and kinds.count(Part.GONE) == 2
    assert max(len(one.text) for one in pieces if one.part is Part.SAME) < 200


def test_very_long_texts_are_compared_by_lines() -> None:
    """A page must not wait for a book."""
    line = "Ein Satz mit einigen Wörtern.\n" * 1000
    assert Piece(part=Part.CAME, text="neu") in word_diff(line, line + "neu")
