"""Evidence: a quote stands where its statement says, in the text as it is stored and shown."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.as_read import Read, read_all, sampled
from crawlers.items import RawEntry
from crawlers.shape import Form, Mark, ShapedText, is_shaped, marks_of
from db.statements import Field
from pipeline.claim import Claim
from pipeline.parts import BODY, TEASER, TITLE, Part

WORDS = st.text(alphabet="Frist 1.\n", max_size=12)


@pytest.fixture(scope="module")
def reads() -> list[Read]:
    """Every shipped sample as it is read."""
    return list(read_all(sampled()))


def stored_parts(raw: RawEntry) -> dict[str, list[str]]:
    """The texts of an entry as a page shows them, by the label of the part."""
    parts = {TITLE: [raw.title], TEASER: [raw.summary], BODY: [raw.body]}
    for field in raw.fields:
        parts.setdefault(field.label, []).append(field.text)
    return parts


def misplaced(reads: Iterable[Read]) -> list[str]:
    """The statements whose quote does not stand where they say."""
    wrong = []
    for one in reads:
        parts = stored_parts(one.raw)
        for said in one.values.statements:
            place = said.evidence
            if not place.quote or not place.end:
                continue
            texts = parts.get(place.part, [])
            if not any(text[place.start : place.end] == place.quote for text in texts):
                wrong.append(f"{place.source} {place.key} {said.field} {place.quote!r}")
    return wrong


def test_every_quote_of_the_samples_stands_where_it_says(reads: list[Read]) -> None:
    """A desk may highlight the stored text by the offsets alone."""
    quoted = [s for one in reads for s in one.values.statements if s.evidence.quote]
    assert len(quoted) > 200
    assert sum(not said.evidence.end for said in quoted) < len(quoted) / 50
    assert misplaced(reads) == []


@given(WORDS, WORDS, st.data())
def test_a_claim_is_placed_in_the_stored_text(label: str, text: str, data: st.DataObject) -> None:
    """Wherever a grammar finds something, in the label, across its end or behind it."""
    part = Part(label=label, stored=text, labelled=data.draw(st.booleans()))
    read = part.text
    start = data.draw(st.integers(0, max(0, len(read) - 1)))
    end = data.draw(st.integers(start, len(read)))
    claim = Claim(
        field=Field.STATUS, value="open", quote=read[start:end], start=start, end=end, rule="t"
    )
    placed = part.placed(claim)
    assert placed.part == label
    if placed.end:
        assert part.stored[placed.start : placed.end] == placed.quote


@given(WORDS, WORDS, st.booleans())
def test_what_is_read_of_a_part_has_the_shape_of_what_is_stored(
    label: str, text: str, labelled: bool
) -> None:
    """A label is a heading above it; every mark still shows the same words."""
    marks = (Mark(0, len(text), Form.ITEM, 1),) if text else ()
    for stored in (text, ShapedText(text, marks)):
        part = Part(label=label, stored=stored, labelled=labelled)
        found = [(one.form, part.text[one.start : one.end]) for one in marks_of(part.text)]
        heading = [(Form.HEADING, label)] if labelled and label else []
        own = [(Form.ITEM, text)] if text else []
        assert found == ([*heading, *own] if is_shaped(stored) else [])
        law = Part(label=label, stored=stored, law=True)
        assert len(law.text) == len(stored)
        assert marks_of(law.text) == marks_of(stored)
