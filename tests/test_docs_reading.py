"""The examples of docs/reading.md are what the reader does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.reading import read

PAGE = Path(__file__).parent.parent / "docs" / "reading.md"


def examples() -> list[tuple[str, str, str]]:
    """Return the rows of all tables whose header begins with "text": text, reading, day."""
    found, inside = [], False
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            inside = False
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] == "text":
            inside = True
        elif inside and set(line) - set("|-"):
            found.append((cells[0], cells[1], cells[2] if len(cells) > 2 else ""))
    return found


def language_of(text: str) -> str:
    """Return the language of an example, by the commonest English words."""
    return "en" if {"the", "be", "is", "of", "and"} & set(text.lower().split()) else "de"


@pytest.mark.parametrize(("text", "reading", "published"), examples())
def test_an_example_reads_as_the_page_says(text: str, reading: str, published: str) -> None:
    """A row states exactly the values of its second column, questions with a question mark.

    A case behind an @ and units behind a slash must be so wherever a row of the reading has one.
    """
    published_on = date.fromisoformat(published) if published else None
    claims = read(text, published_on=published_on, language=language_of(text))
    cased, united = " @ " in reading, " / " in reading
    found = {
        f"{claim.field} = {claim.value}"
        + (f" / {'+'.join(claim.units)}" if united and claim.units else "")
        + (f" @ {claim.case.words}" if cased and claim.case.words else "")
        + (" ?" if claim.review else "")
        for claim in claims
    }
    assert found == {part.strip() for part in reading.split(";")} - {""}


def test_the_page_has_examples() -> None:
    """The page is not empty of tables, or the test above would prove nothing."""
    assert len(examples()) > 30
