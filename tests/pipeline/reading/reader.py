"""How the tests of the time grammars write down a reading."""

from __future__ import annotations

from datetime import date

from pipeline.claim import Field
from pipeline.reading import read

TIME = frozenset(
    {
        Field.DEADLINE,
        Field.OPENS,
        Field.ANNUAL_DEADLINE,
        Field.DEADLINE_MONTH,
        Field.DEADLINE_RULE,
        Field.STATUS,
        Field.EVENT_START,
        Field.EVENT_END,
        Field.EVENT_PLACE,
    }
)


def stated(
    text: str, published_on: date | None = None, language: str = "de", *, asked: bool = False
) -> set[str]:
    """Return what a text states about time as "field value"; with `asked`, what it leaves open."""
    claims = read(text, published_on=published_on, language=language)
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quote
    return {
        f"{claim.field} {claim.value}"
        for claim in claims
        if claim.field in TIME and claim.review == asked
    }


def rows(table: str) -> list[tuple[str, set[str]]]:
    """Read a table of lines "text => field value, field value"; nothing after the arrow: none."""
    found = []
    for line in table.strip().splitlines():
        text, _, values = line.partition("=>")
        found.append(
            (text.strip().replace("⏎", "\n"), {value.strip() for value in values.split(",")} - {""})
        )
    return found
