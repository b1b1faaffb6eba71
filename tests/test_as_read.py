"""The tables of docs/as-read*.md are what the rules read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.as_read import (
    AS_READ,
    AS_READ_CAPTURES,
    CAPTURES,
    QUOTE_CHARACTERS,
    captures_page,
    read_all,
    sampled,
    samples_page,
)
from db.vocabulary import Visibility

CELLS = 8


def test_the_table_of_the_samples_is_what_is_read() -> None:
    """After a change of rules `make as-read` writes it anew, and the change is reviewed in it."""
    assert samples_page() == AS_READ.read_text(encoding="utf-8")


@pytest.mark.skipif(not CAPTURES.exists(), reason="the captures are not here")
def test_the_table_of_the_captures_is_what_is_read() -> None:
    """The same for real pages, where they are at hand."""
    assert captures_page(CAPTURES) == AS_READ_CAPTURES.read_text(encoding="utf-8")


def test_every_sample_that_is_published_has_its_row() -> None:
    """The table leaves out only what nobody will see."""
    table = AS_READ.read_text(encoding="utf-8")
    shown = [one for one in read_all(sampled()) if one.visibility is not Visibility.NEVER]
    assert len(shown) > 80
    for one in shown:
        assert f"| {one.values.title} | {one.raw.source} · " in table


@pytest.mark.parametrize("file", [AS_READ, AS_READ_CAPTURES], ids=lambda file: file.name)
def test_the_tables_hold_values_and_no_texts(file: Path) -> None:
    """A quote is the few words of a number or a case; every row has all its cells."""
    rows = [line for line in file.read_text(encoding="utf-8").splitlines() if line[:1] == "|"]
    assert len(rows) > 80
    for row in rows:
        assert len(re.findall(r"(?<!\\)\|", row)) == CELLS + 1
        _title, *cells = re.split(r"(?<!\\)\|", row)[1:-1]
        quotes = [quote for cell in cells for quote in re.findall("„([^“]*)“", cell)]
        assert all(len(quote) <= QUOTE_CHARACTERS for quote in quotes)
