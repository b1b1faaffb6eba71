"""Marked and shaped: claims in a text, and the blocks of it."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from crawlers.shape import Form, Mark, ShapedText
from web.marked import Place, Segment, between, marked
from web.shaped import Block, Kind, shaped

TEXTS = st.text(st.sampled_from("ab ä€😀\n\t•"), max_size=40)


@st.composite
def texts_with_places(draw: st.DrawFn) -> tuple[str, list[Place]]:
    """A text, and claims anywhere in it, some of them nowhere."""
    text = draw(TEXTS)
    ends = st.integers(-2, len(text) + 2)
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=8))
    places = [Place(number=n, start=start, end=end) for n, (start, end) in enumerate(pairs)]
    return text, places


def is_in(text: str, place: Place) -> bool:
    """Whether a claim stands in a text at all."""
    return 0 <= place.start < place.end <= len(text)


@given(texts_with_places())
def test_segments_are_the_text_and_every_claim_stands_in_its_words(
    drawn: tuple[str, list[Place]],
) -> None:
    """However claims overlap, nothing is lost or doubled, and each has one last segment."""
    text, places = drawn
    segments = marked(text, places)
    assert "".join(one.text for one in segments) == text
    assert all(text[one.start : one.end] == one.text for one in segments)
    for place in places:
        words = "".join(one.text for one in segments if place.number in one.numbers)
        last = [one for one in segments if place.number in one.ends]
        if is_in(text, place):
            assert words == text[place.start : place.end]
            assert [one.end for one in last] == [place.end]
        else:
            assert (words, last) == ("", [])


@given(texts_with_places(), st.integers(0, 42), st.integers(0, 42))
def test_a_stretch_of_a_text_is_cut_at_its_ends(
    drawn: tuple[str, list[Place]], start: int, end: int
) -> None:
    """A line of a text has its own words and no others."""
    text, places = drawn
    cut = between(marked(text, places), start, end)
    assert "".join(one.text for one in cut) == text[start:end]


@given(texts_with_places())
def test_blocks_lose_no_word_and_no_claim(drawn: tuple[str, list[Place]]) -> None:
    """Only breaks, tabs, bullets and blank lines are said otherwise."""
    text, places = drawn
    runs = runs_of(shaped(text, places))
    assert all(text[one.start : one.end] == one.text for one in runs)
    assert all(one.end <= after.start for one, after in itertools.pairwise(runs))
    shown = {place for one in runs for place in range(one.start, one.end)}
    assert {text[at] for at in range(len(text)) if at not in shown} <= set("\n\t• ")


def runs_of(blocks: tuple[Block, ...]) -> list[Segment]:
    """All runs of some blocks in order."""
    return [
        run for block in blocks for row in block.rows for cell in row.cells for run in cell.runs
    ]


def test_the_shape_of_a_page_is_kept() -> None:
    """Headings, items with a further line, and a table with heads of columns and rows."""
    lines = [
        ("Wer gefördert wird", Form.HEADING, 2),
        ("Das Land fördert:", None, 0),
        ("• Gemeinden", Form.ITEM, 1),
        ("auch gemeinsam", Form.WITHIN, 1),
        ("• Vereine", Form.ITEM, 2),
        ("Fristen", Form.HEADING, 8),
        ("Art\tTag", Form.HEAD, 0),
        ("Skizze\t31.3.2027", Form.ROW, 0),
        ("Antrag\t30.6.2027", Form.ROW, 0),
    ]
    text, marks = "", list[Mark]()
    for words, form, level in lines:
        at = len(text) + (2 if words.startswith("• ") else 0)
        if form:
            marks.append(Mark(at, len(text) + len(words), form, level))
        if words.startswith("Skizze"):
            marks.append(Mark(len(text), len(text) + 6, Form.LABEL))
        text += words + "\n"
    blocks = shaped(ShapedText(text, marks))
    assert [one.kind for one in blocks] == [
        *(Kind.HEADING, Kind.PARAGRAPH, Kind.LIST, Kind.STRONG, Kind.TABLE),
    ]
    heading, _paragraph, items, _strong, table = blocks
    assert heading.level == 4
    assert [(row.depth, len(row.cells)) for row in items.rows] == [(1, 2), (2, 1)]
    assert [[cell.head for cell in row.cells] for row in table.rows] == [
        [True, True],
        [True, False],
        [False, False],
    ]
    assert table.rows[2].cells[1].runs[0].text == "30.6.2027"


def test_headings_never_leap() -> None:
    """A page that begins with an h5 and goes on with an h1 has ours one below the other."""
    text = ShapedText(
        "A\nB\nC", [Mark(at, at + 1, Form.HEADING, level) for at, level in ((0, 5), (2, 1), (4, 6))]
    )
    assert [one.level for one in shaped(text)] == [4, 4, 5]


def test_a_text_whose_shape_nobody_knows_has_lines_and_bullets() -> None:
    """Two bullets are one list, two cells a table."""
    blocks = shaped("Erst\n• eins\n• zwei\n\nDann\nA\tB\nC\tD")
    assert [(one.kind, len(one.rows)) for one in blocks] == [
        (Kind.PARAGRAPH, 1),
        (Kind.LIST, 2),
        (Kind.PARAGRAPH, 1),
        (Kind.TABLE, 2),
    ]
