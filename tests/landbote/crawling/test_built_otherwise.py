"""A page that says the same, but is built otherwise, has not changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from crawlers.items import RawEntry
from crawlers.shape import marks_of
from db.crawls import StoredEntry
from db.engine import reading
from db.opportunities import Revision
from tests.databases import SqliteTemplate
from tests.landbote.crawling.visiting import LEA, TERMS, Answer, Visits, article, lea, visited

HEADED = f"<h2>Antrag</h2><p>{TERMS}</p>"
STRESSED = f"<p><strong>Antrag</strong></p><p>{TERMS}</p>"
NAMES = ("Dach", "Hof")


def pages(text: str) -> dict[str, Answer]:
    """Two articles with this text below their first line."""
    return lea(**{name.lower(): article(name, text) for name in NAMES})


@pytest.fixture
def site(sqlite_template: SqliteTemplate, tmp_path: Path, now: datetime) -> Iterator[Visits]:
    """A list of articles that was visited once."""
    with visited("he_lea", pages(HEADED), sqlite_template, tmp_path, now) as visits:
        assert len(visits.known()) == len(NAMES)
        yield visits


def levels(site: Visits) -> list[list[int]]:
    """The levels that are marked in every text that was ever stored, in order."""
    with reading(site.engine) as session:
        rows = session.scalars(select(StoredEntry).order_by(StoredEntry.id)).all()
    bodies = (RawEntry.from_json(row.payload, row.shape).body for row in rows)
    return [[mark.level for mark in marks_of(body)] for body in bodies]


def revisions(site: Visits) -> int:
    with reading(site.engine) as session:
        return session.scalar(select(func.count()).select_from(Revision)) or 0


def test_only_its_shape_follows(site: Visits) -> None:
    """No text is stored, nothing is read anew, and nobody is told."""
    before, told = revisions(site), site.told_at()
    assert levels(site) == [[2], [2]]
    result = site.visit(pages(STRESSED))
    assert (result.good, result.new, result.changed) == (True, 0, 0)
    assert levels(site) == [[7], [7]]
    assert (revisions(site), site.told_at()) == (before, told)


def test_an_entry_that_moves_keeps_its_shape(site: Visits) -> None:
    """It is written anew under its known key, as it is built at the new address."""
    listed = pages(STRESSED)
    (moved,) = (url for url in listed if url.endswith("/dach"))
    listed[f"{LEA}/kommunen/energie/dach-neu"] = article("Dach", f"<h3>Antrag</h3><p>{TERMS}</p>")
    listed[moved] = Answer(status=301, location="/kommunen/energie/dach-neu")
    assert site.visit(listed).new == 0
    assert sorted(levels(site)) == [[2], [3], [7]]
