"""Exports with hostile content."""

from __future__ import annotations

import csv
import io
import json

import pytest

from db.queries.listing import Listed
from tests.db.test_values import fixed, values
from web.exports import formats, row


def listed(**more: object) -> Listed:
    """A published opportunity."""
    return Listed(id=1, source="he_muster", key="1", values=values(**more), revisions=1)


@pytest.mark.parametrize("name", sorted(formats()))
def test_every_format_writes_every_field_of_every_row(name: str, today: object) -> None:
    """Nothing is left out, and one line is one opportunity."""
    rows = [
        row(listed(deadlines=(fixed("2027-02-01"),), areas=("06", "07")), today),  # type: ignore[arg-type]
        row(listed(summary="Zeile\nZwei; „drei“"), today),  # type: ignore[arg-type]
    ]
    out = io.StringIO()
    formats()[name].write(rows, out)
    if name == "csv":
        read = list(csv.DictReader(io.StringIO(out.getvalue()[1:]), delimiter=";"))
        assert set(read[0]) == set(rows[0])
        assert (read[0]["next_deadline"], read[0]["areas"]) == ("2027-02-01", "06 | 07")
        assert read[1]["summary"] == "Zeile\nZwei; „drei“"
    else:
        assert [json.loads(line) for line in out.getvalue().splitlines()] == rows


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+49", "-1", "@SUM(A1)", "\tx"])
def test_a_title_is_never_a_formula(title: str, today: object) -> None:
    """A spreadsheet shows what a page says, and runs none of it."""
    out = io.StringIO()
    formats()["csv"].write([row(listed(funders=(title,)), today)], out)  # type: ignore[arg-type]
    (read,) = csv.DictReader(io.StringIO(out.getvalue()[1:]), delimiter=";")
    assert read["funders"] == f"'{title}"
