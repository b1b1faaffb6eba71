"""A page on two hosts in two versions: the newer is the entry, and an upgrade tells nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update

from crawlers.items import digest
from db.crawls import StoredEntry
from db.engine import reading, writing
from db.opportunities import Opportunity
from db.reviews import ReviewItem
from db.vocabulary import Presence, RunOutcome
from tests.databases import SqliteTemplate
from tests.landbote.crawling.visiting import LEA, LIST, Answer, Visits, visiting

OTHER = "https://landesenergieagentur-hessen.de"
PATH = "/kommunen/energie/dach"
OLD, NEW = "Richtlinie vom 2. Dezember 2015", "Richtlinie vom 1. Juli 2021"
HERE, THERE = f"{LEA}{PATH}", f"{OTHER}{PATH}"


def version(guideline: str, most: str) -> Answer:
    """The page as of a guideline, with the sum that it gives."""
    text = f"<p>Gemeinden können ganzjährig Anträge stellen, höchstens {most} Euro.</p>"
    basis = f"<p>Grundlage: {guideline}</p>" if guideline else ""
    return Answer(body=f"<main><h1>Dächer</h1>{text}{basis}</main>")


def site(first: Answer | None, second: Answer | None) -> dict[str, Answer]:
    """The list, linking the page on both hosts or on one, and a page beside it."""
    beside = f"{LEA}/kommunen/energie/hof"
    pages = {url: page for url, page in ((HERE, first), (THERE, second)) if page}
    links = "".join(f'<a href="{url}">Mehr</a>' for url in (*pages, beside))
    listed = Answer(body=f"<main><h1>Angebote</h1><p>Alles auf einen Blick.</p>{links}</main>")
    hof = Answer(body="<main><h1>Höfe</h1><p>Vereine können ganzjährig Anträge stellen.</p></main>")
    return {LIST: listed, beside: hof, **pages}


@pytest.fixture
def visits(sqlite_template: SqliteTemplate, tmp_path: Path, now: datetime) -> Iterator[Visits]:
    """The agency, not yet visited."""
    with visiting("he_lea", sqlite_template, tmp_path, now) as visits:
        yield visits


def addresses(visits: Visits) -> set[str]:
    """The addresses of what stands and is present, but for the page beside."""
    known = (one for one, _values in visits.known().values())
    return {one.url for one in known if one.presence == Presence.PRESENT} - {
        f"{LEA}/kommunen/energie/hof"
    }


@pytest.mark.parametrize(("first", "second", "newer"), [(OLD, NEW, THERE), (NEW, OLD, HERE)])
def test_the_version_of_the_newer_guideline_is_the_entry(
    visits: Visits, first: str, second: str, newer: str
) -> None:
    """Whichever the list names first; the next day it is as it was."""
    pages = site(version(first, "5.000"), version(second, "9.000"))
    assert visits.visit(pages).new == 2
    assert addresses(visits) == {newer}
    again = visits.visit(pages)
    assert (again.new, again.changed, again.attendance.missing) == (0, 0, 0)


def test_where_nothing_tells_both_stay_and_staff_are_asked(visits: Visits) -> None:
    """Two texts without a day: neither is dropped, and each names the other in a question."""
    pages = site(version("", "5.000"), version("", "9.000"))
    result = visits.visit(pages)
    assert (result.good, result.new) == (True, 3)
    with reading(visits.engine) as session:
        asked = session.execute(
            select(ReviewItem.question, Opportunity.url).join(Opportunity)
        ).all()
    named = {url: question.split()[1] for question, url in asked if "andere Fassung" in question}
    assert named == {HERE: THERE, THERE: HERE}


def test_two_hosts_with_one_text_are_one_entry(visits: Visits) -> None:
    """The same text makes no second version."""
    assert visits.visit(site(version("", "5.000"), version("", "5.000"))).new == 2
    assert addresses(visits) == {HERE}


@pytest.mark.parametrize("failing", [HERE, THERE])
def test_a_version_that_fails_is_not_overtaken(visits: Visits, failing: str) -> None:
    """While one host is away the entry stands as it was: the older text says nothing."""
    pages = site(version(OLD, "5.000"), version(NEW, "9.000"))
    visits.visit(pages)
    result = visits.visit({**pages, failing: Answer(status=503)})
    assert (result.good, result.new, result.changed) == (True, 0, 0)
    assert addresses(visits) == {THERE}
    ((_kind, reason),) = visits.findings()
    assert failing in reason


def test_a_host_that_turns_us_away_is_not_asked_on(visits: Visits) -> None:
    """Where a second version is answered by "too many requests", the visit ends."""
    pages = site(version(OLD, "5.000"), version(NEW, "9.000"))
    visits.visit(pages)
    assert visits.visit({**pages, THERE: Answer(status=429)}).outcome is RunOutcome.BLOCKED
    assert addresses(visits) == {THERE}


@pytest.mark.parametrize(("gone", "left"), [(HERE, THERE), (THERE, HERE)])
def test_a_version_that_is_gone_leaves_the_other(visits: Visits, gone: str, left: str) -> None:
    """The other one is all there is, and no fault."""
    pages = site(version(OLD, "5.000"), version(NEW, "9.000"))
    visits.visit(pages)
    visits.visit({**pages, gone: Answer(status=404)})
    assert addresses(visits) == {left}
    assert visits.findings() == []


def test_what_was_known_by_its_path_stays_the_same(visits: Visits) -> None:
    """An entry of the other host that an older Landbote knew by the path alone is told once."""
    pages = site(None, version(NEW, "9.000"))
    visits.visit(pages)
    with writing(visits.engine) as session:
        session.execute(update(Opportunity).where(Opportunity.url == THERE).values(key=PATH))
        (row,) = session.scalars(select(StoredEntry).where(StoredEntry.key.endswith(PATH)))
        row.payload = row.payload.replace(f'"key": "{row.key}"', f'"key": "{PATH}"')
        row.key = PATH
        row.digest = digest(row.payload)
    before = visits.told_at()
    for _day in range(2):
        result = visits.visit(pages)
        assert (result.new, result.changed, result.attendance.missing) == (0, 0, 0)
    assert visits.told_at() == before
    assert {one.key for one, _values in visits.known().values()} == {PATH, "/kommunen/energie/hof"}
