"""What a second register has, without numbers in its addresses, lasts from visit to visit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from crawlers.spiders.he_wibank import LIST, REGISTER
from db.vocabulary import Presence
from tests.databases import SqliteTemplate
from tests.landbote.crawling.visiting import Answer, Visits, visited

HOME = "https://www.wibank.de/wibank"
NUMBERED = f"{HOME}/laden/laden-561001"
NAMED, LONG = f"{HOME}/hof", f"{HOME}/hof/hof-561002"


def programme(title: str) -> Answer:
    """The page of a programme."""
    terms = "<p>Anträge sind bis zum 19. Februar 2027 möglich, höchstens 7.500 Euro.</p>"
    return Answer(body=f"<main><h1>{title}</h1><h2>Wer wird gefördert?</h2>{terms}</main>")


def listed(*urls: str) -> Answer:
    """A list of programmes."""
    links = "".join(f'<a href="{url}">Programm</a>' for url in urls)
    return Answer(body=f"<main><h1>Liste</h1>{links}</main>")


SITE = {
    LIST: listed(NUMBERED),
    REGISTER: listed(NUMBERED, NAMED, f"{HOME}/beratung"),
    NUMBERED: programme("Laden"),
    NAMED: programme("Hof"),
    f"{HOME}/beratung": Answer(body="<main><h1>Beratung</h1><p>Rufen Sie uns an.</p></main>"),
}


@pytest.fixture
def visits(sqlite_template: SqliteTemplate, tmp_path: Path, now: datetime) -> Iterator[Visits]:
    """Both registers, visited once."""
    with visited("he_wibank", SITE, sqlite_template, tmp_path, now) as visits:
        assert len(visits.known()) == 2 and visits.findings() == []
        yield visits


@pytest.mark.parametrize(
    ("url", "answer"),
    [
        (REGISTER, Answer(status=404)),
        (REGISTER, Answer(status=503)),
        (NAMED, Answer(body="<main><h1>Hof</h1><p>Alles anders.</p></main>")),
    ],
)
def test_what_cannot_be_read_stands(visits: Visits, url: str, answer: Answer) -> None:
    """Neither a failing register nor a page built anew costs an entry; staff are told."""
    result = visits.visit({**SITE, url: answer})
    assert (result.good, result.new, result.changed) == (True, 0, 0)
    assert {one.presence for one, _values in visits.known().values()} == {Presence.PRESENT}
    ((kind, reason),) = visits.findings()
    assert kind == "incomplete" and url in reason


def test_a_programme_that_is_given_a_number_is_the_same(visits: Visits) -> None:
    """Its short address leads to a long one now: it is as it was, and nobody hears of it."""
    before = visits.told_at()
    pages = {**SITE, NAMED: Answer(status=301, location=LONG), LONG: programme("Hof")}
    assert visits.visit(pages).new == 0
    assert visits.visit({**pages, REGISTER: listed(LONG)}).new == 0
    assert visits.told_at() == before
    assert visits.known()["Hof"][0].key == "/wibank/hof"
