"""How the tests of the time grammars write down a reading."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from pipeline.claim import Field
from pipeline.reading import read

TABLES = Path(__file__).parent / "tables"
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


def rows(name: str) -> list[tuple[str, set[str]]]:
    """Read `tables/<name>.txt`, lines of "text => field value, field value".

    Nothing after the arrow, or no arrow: nothing is stated. A `⏎` stands for a line break.
    """
    found = []
    for line in (TABLES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        text, _, values = line.partition("=>")
        expected = {value.strip() for value in values.split(",")} - {""}
        found.append((text.strip().replace("⏎", "\n"), expected))
    return found


def misread(name: str, reading: Callable[[str], set[str]]) -> dict[str, set[str]]:
    """Return those rows of a table of which something else is read, with what that is.

    One test goes through a table: among thousands of rows a test of its own for each takes as
    long as reading it.
    """
    return {text: got for text, expected in rows(name) if (got := reading(text)) != expected}


def decoys(*kinds: str) -> list[str]:
    """Return sentences with dates that are no deadlines, of some kinds or of all."""
    names = [f"decoys_{kind}" for kind in kinds] or sorted(
        path.stem for path in TABLES.glob("decoys_*.txt")
    )
    return [text for name in names for text, _ in rows(name)]
