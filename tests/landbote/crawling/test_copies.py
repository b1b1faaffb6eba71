"""Copies of pages: the last good one and the last bad one of each kind, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from crawlers.observe.copies import LARGEST
from db.engine import reading, writing
from db.frozen_pages import FrozenPage
from db.vocabulary import RunOutcome
from pipeline.desk.sources import decide_full_text, take_back_full_text
from tests.databases import SqliteTemplate
from tests.landbote.crawling.visiting import LIST, Answer, Visits, article, lea, visiting

BROKEN = Answer(body="<html><body><main><p>Wir bauen um.</p></main></body></html>")


@pytest.fixture
def visits(sqlite_template: SqliteTemplate, tmp_path: Path, now: datetime) -> Iterator[Visits]:
    """The visits of a source with a list and articles."""
    with visiting("he_lea", sqlite_template, tmp_path, now) as visits:
        yield visits


def copies(visits: Visits) -> dict[tuple[str, bool], FrozenPage]:
    """What is kept, by kind of page and whether it is good."""
    with reading(visits.engine) as session:
        rows = session.scalars(select(FrozenPage)).all()
        assert all(row.text is not None for row in rows)
    return {(row.step, row.good): row for row in rows}


def test_a_good_visit_keeps_one_page_of_a_kind(visits: Visits) -> None:
    """The list and the first article, as they came; the same again writes nothing."""
    site = lea(a=article("Dorfladen"), b=article("Bürgerbus"))
    visits.visit(site)
    kept = copies(visits)
    assert len(kept) == 2 and all(good for _step, good in kept)
    assert {row.url for row in kept.values()} >= {LIST}
    assert {row.text for row in kept.values()} <= {answer.body for answer in site.values()}
    visits.visit(site)
    assert {row.taken_at for row in copies(visits).values()} == {
        row.taken_at for row in kept.values()
    }


def test_the_page_that_broke_is_kept_beside_the_good_one(visits: Visits) -> None:
    """A broken list: its copy says why, and the good one of before stays."""
    site = lea(a=article("Dorfladen"), b=article("Bürgerbus"))
    visits.visit(site)
    before = {step for step, _good in copies(visits)}
    result = visits.visit({**site, LIST: BROKEN})
    assert result.outcome is not RunOutcome.OK
    kept = copies(visits)
    bad = [row for (_step, good), row in kept.items() if not good]
    assert [(row.url, row.text) for row in bad] == [(LIST, BROKEN.body)]
    assert bad[0].reason and {step for step, good in kept if good} == before
    visits.visit({**site, LIST: Answer(body=BROKEN.body.replace("um", "noch immer um"))})
    again = [row for (_step, good), row in copies(visits).items() if not good]
    assert len(again) == 1 and "noch immer" in again[0].text


def test_a_page_that_a_good_visit_went_on_without_is_kept(visits: Visits) -> None:
    """One of many articles broke: the run is good, and that page is there to be seen."""
    site = lea(**{name: article(f"Titel {name}") for name in "abcdef"})
    visits.visit(site)
    odd = next(url for url in site if url.endswith("/c"))
    result = visits.visit({**site, odd: Answer(body="<html><body></body></html>")})
    assert result.outcome is RunOutcome.OK
    bad = [row for (_step, good), row in copies(visits).items() if not good]
    assert [row.url for row in bad] == [odd]


def test_a_huge_page_is_kept_in_part(visits: Visits) -> None:
    """No copy is larger than its bound; that it was cut is said."""
    long = article("Dorfladen", "Wort und Satz. " * 200_000)
    visits.visit(lea(a=long, b=article("Bürgerbus")))
    cut = [row for row in copies(visits).values() if row.cut]
    assert len(cut) == 1
    assert len(cut[0].text.encode()) <= LARGEST < cut[0].size


def test_of_a_closed_text_no_copy_is_kept(visits: Visits) -> None:
    """Neither good nor bad pages, as long as staff want the text not to be handed on."""
    with writing(visits.engine) as session:
        slug, by = visits.source.slug, "staff:x@example.org"
        decide_full_text(
            session, slug, keep=False, basis="", by=by, now=visits.now, why="Bitte der Agentur"
        )
    site = lea(a=article("Dorfladen"), b=article("Bürgerbus"))
    visits.visit(site)
    visits.visit({**site, LIST: BROKEN})
    assert copies(visits) == {}
    with writing(visits.engine) as session:
        take_back_full_text(session, slug, by, visits.now)
    visits.visit(site)
    assert len(copies(visits)) == 2
