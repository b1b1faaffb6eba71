"""The plain form of a text: the same words are the same, however they are encoded."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading import read
from pipeline.reading.text.layout import lay_out
from pipeline.reading.text.prose import Prose

SENTENCE = (
    "Antragsberechtigt sind Städte und Verbände mit höchstens 5.000 Einwohnern. Anträge sind vom "
    "1. Juni 2027 - 31. Juli 2027 zu stellen."
)

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a"


def said(text: str) -> set[tuple[str, object]]:
    """What is read of a text."""
    return {(claim.field.value, claim.value) for claim in read(text) if not claim.review}


@pytest.mark.parametrize(
    "text",
    [
        unicodedata.normalize("NFD", SENTENCE),
        SENTENCE.replace(" ", "\u202f"),
        SENTENCE.replace(".", ".\u200b"),
        SENTENCE.replace("Juli", "\u200eJuli\u200e").replace("5.000", "\u20685.000\u2069"),
        SENTENCE.replace("Verbände", "Ver\u00adbände"),
        *(SENTENCE.replace(" - ", f" {dash} ") for dash in DASHES),
        SENTENCE.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}),
        SENTENCE.replace("5.000", "5.000¹").replace("Juli 2027", "Juli 2027⁽²⁾"),
        SENTENCE.replace("5.000", "5.000¹, ²"),
    ],
)  # fmt: skip
def test_other_forms_of_the_same_letters_say_the_same(text: str) -> None:
    """Accents apart, marks nobody sees, other blanks, dashes and digits, marks of footnotes."""
    assert ("deadline", "2027-07-31") in said(SENTENCE)
    assert said(text) == said(SENTENCE)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("50 m² Fläche, 3 km²", "50 m² Fläche, 3 km²"),
        ("Pﬂege im Büro²", "Pflege im Büro"),
        ("Straße – ab 3 Uhr", "Straße – ab 3 Uhr"),
    ],
)
def test_what_a_reader_tells_apart_stays_apart(text: str, plain: str) -> None:
    """A unit keeps its raised digit; a ligature is its letters."""
    assert Prose.of(text).plain == plain


@given(st.text(alphabet="aä\u0308\u0301ﬁ¹\u00ad\u200e\u2011１ \n\tm²", max_size=40))
def test_every_letter_of_the_plain_form_is_quoted_from_the_text(text: str) -> None:
    """Whole letters, in order; and the lines of the text are those of the layout."""
    prose = Prose.of(text)
    assert len(prose.plain) == len(prose.origin) == len(lay_out(prose).raw)
    assert list(prose.origin) == sorted(prose.origin)
    for at in range(len(prose.plain)):
        start, end, quote = prose.span(at, at + 1)
        assert quote == text[start:end] != ""
        assert end == len(text) or not unicodedata.combining(text[end])
    breaks = [letter for letter in text if letter in "\n\t"]
    assert [letter for letter in lay_out(prose).raw if letter in "\n\t"] == breaks
