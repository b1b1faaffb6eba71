"""What was there before is no news: the first stock of a source, and what another way finds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from db.engine import writing
from db.subscribers import Subscriber
from db.vocabulary import RunOutcome
from pipeline.store import LONG_AGO
from tests.databases import SqliteTemplate
from tests.landbote.crawling.visiting import (
    REGION,
    TERMS,
    Answer,
    Visits,
    item,
    region,
    visiting,
)

KINO = item("Förderaufruf Kino", "/neues/kino")
CHOR = item("Förderaufruf Chor", "/neues/chor", TERMS.replace("7.500", "900"))
OLD = "foerderung-2021"


@pytest.fixture
def visits(sqlite_template: SqliteTemplate, tmp_path: Path, now: datetime) -> Iterator[Visits]:
    """A region that nobody has visited yet."""
    with visiting("leader_vogelsberg", sqlite_template, tmp_path, now) as visits:
        yield visits


def somebody(visits: Visits, *, left: bool = False) -> None:
    """Let somebody subscribe, and perhaps leave again."""
    with writing(visits.engine) as session:
        gone = visits.now if left else None
        session.add(
            Subscriber(
                email="a@example.org", name="", token="t", created_at=visits.now,
                confirmed_at=visits.now, unsubscribed_at=gone,
            )
        )  # fmt: skip


@pytest.mark.parametrize("left", [False, True])
def test_the_first_stock_is_no_news_for_those_who_are_there(visits: Visits, left: bool) -> None:
    """It is published silently; what comes later is news. Where nobody is, nobody is spared."""
    somebody(visits, left=left)
    assert visits.visit(region(KINO)).new == 1
    assert visits.told_at() == {"Förderaufruf Kino": visits.now if left else LONG_AGO}
    assert visits.visit(region(CHOR + KINO)).new == 1
    assert visits.told_at()["Förderaufruf Chor"] == visits.now


def test_a_change_to_what_was_taken_in_silently_is_news(visits: Visits) -> None:
    """Only the stock is silent, not what becomes of it; and a run that failed was no first one."""
    somebody(visits)
    assert not visits.visit(region(Answer(status=500))).good
    visits.visit(region(KINO))
    assert visits.told_at() == {"Förderaufruf Kino": LONG_AGO}
    visits.visit(region(KINO.replace("19. Februar", "26. Februar")))
    assert visits.told_at() == {"Förderaufruf Kino": visits.now}


def without_feed() -> dict[str, Answer]:
    """The site while its feed is away: its sitemap leads to an old page."""
    url = f"{REGION}/{OLD}"
    words = f"<main><h1>Regionalbudget 2021</h1><p>{TERMS.replace('2027', '2021')}</p></main>"
    xmlns = "http://www.sitemaps.org/schemas/sitemap/0.9"
    listed = f'<urlset xmlns="{xmlns}"><url><loc>{url}</loc></url></urlset>'
    return {
        **region(Answer(status=404)),
        f"{REGION}/sitemap.xml": Answer(body=listed),
        url: Answer(body=f"<html><body>{words}</body></html>"),
    }


def test_a_source_does_not_change_its_way_within_a_day(visits: Visits) -> None:
    """A feed that is away for a day brings no old pages; back again, it goes on as before."""
    visits.visit(region(KINO + CHOR))
    before = visits.told_at()
    result = visits.visit(without_feed())
    assert result.outcome is RunOutcome.BROKEN and "Sitemap statt Feed" in result.reason
    assert visits.told_at() == before
    assert visits.visit(region(KINO + CHOR)).good and visits.told_at() == before
    assert visits.findings() == []


def test_another_way_that_lasts_is_gone_silently(visits: Visits) -> None:
    """On the second day the new way is believed; what it finds at first is no news."""
    visits.visit(region(KINO + CHOR))
    assert not visits.visit(without_feed()).good
    assert visits.visit(without_feed()).new == 1
    assert visits.told_at()["Regionalbudget 2021"] == LONG_AGO
    more = without_feed()
    more[f"{REGION}/foerderung-neu"] = Answer(
        body=f"<main><h1>Regionalbudget 2027</h1><p>Es gibt wieder Geld. {TERMS}</p></main>"
    )
    listed = more[f"{REGION}/sitemap.xml"].body
    extended = listed.replace(
        "</urlset>", f"<url><loc>{REGION}/foerderung-neu</loc></url></urlset>"
    )
    more[f"{REGION}/sitemap.xml"] = Answer(body=extended)
    assert visits.visit(more).new == 1
    assert visits.told_at()["Regionalbudget 2027"] == visits.now
