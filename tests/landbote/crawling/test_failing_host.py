"""One of several hosts fails: what is known from there stands, and the others are read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from crawlers.spiders.he_ministries import MINISTRIES
from db.vocabulary import Presence, RunOutcome
from tests.databases import SqliteTemplate
from tests.doses import seldom
from tests.landbote.crawling.visiting import Answer, Visits, visited

FIRST, MIDDLE, LAST = "landwirtschaft.hessen.de", "soziales.hessen.de", "www.hessen.de"
FAILS, GONE, REFUSES = Answer(status=503), Answer(status=404), Answer(status=403)
EMPTY = Answer(body='<main><div id="hw_core_list"></div></main>')
RELEASES = 6


def release(name: str) -> Answer:
    """A press release with a call."""
    text = f"Für {name} können Vereine bis zum 19. Februar 2027 Anträge stellen."
    return Answer(body=f"<main><h1>{name}: Bewerbungsstart</h1><p>{text}</p></main>")


def press(host: str, names: list[str]) -> Answer:
    """The press list of a ministry."""
    articles = "".join(
        f'<article class="node hw-article" about="/presse/{name.casefold()}">'
        f'<a class="teaser--area-link" href="/presse/{name.casefold()}">Mehr</a>'
        f'<h2 class="teaser-generic__field-pt-headline">{name}</h2>'
        '<p class="date">16.11.2026</p></article>'
        for name in names
    )
    return Answer(body=f'<main><div id="hw_core_list">{articles}</div></main>')


def site(**more: str) -> dict[str, Answer]:
    """The platform, each ministry with some releases; `more` names one more of a host."""
    pages = {}
    for number, host in enumerate(MINISTRIES):
        names = [f"Aufruf{number}-{n}" for n in range(RELEASES if host == FIRST else 2)]
        names += [name for name, where in more.items() if where == host]
        pages[f"https://{host}/presse"] = press(host, names)
        pages |= {f"https://{host}/presse/{name.casefold()}": release(name) for name in names}
    return pages


@pytest.fixture
def visits(sqlite_template: SqliteTemplate, tmp_path: Path, now: datetime) -> Iterator[Visits]:
    """All ministries, visited once."""
    with visited("he_ministries", site(), sqlite_template, tmp_path, now) as visits:
        assert len(visits.known()) == RELEASES + 2 * (len(MINISTRIES) - 1)
        yield visits


def presences(visits: Visits) -> set[str]:
    """Where the known entries stand."""
    return {one.presence for one, _values in visits.known().values()}


@pytest.mark.parametrize(
    ("host", "answer"),
    [(FIRST, FAILS), (LAST, GONE), seldom(MIDDLE, REFUSES), (MIDDLE, EMPTY)],
)
def test_a_failing_list_takes_no_other_along(visits: Visits, host: str, answer: Answer) -> None:
    """Its releases stand as they were, a new one of another ministry comes in, staff are told."""
    other = MIDDLE if host != MIDDLE else FIRST
    result = visits.visit({**site(Neues=other), f"https://{host}/presse": answer})
    assert (result.good, result.new, result.changed) == (True, 1, 0)
    assert result.attendance.missing == 0 and presences(visits) == {Presence.PRESENT}
    ((kind, reason),) = visits.findings()
    assert kind == "incomplete" and f"{host} war nicht zu lesen" in reason


def test_a_host_that_comes_back_is_read_again(visits: Visits) -> None:
    """What it published meanwhile is new then, nothing else is, and staff are told no more."""
    visits.visit({**site(), f"https://{MIDDLE}/presse": FAILS})
    result = visits.visit(site(Neues=MIDDLE))
    assert (result.good, result.new, result.changed) == (True, 1, 0)
    assert visits.findings() == []


@pytest.mark.parametrize("answer", [FAILS, seldom(REFUSES)])
def test_a_host_whose_pages_fail_is_not_asked_for_more(visits: Visits, answer: Answer) -> None:
    """After a few of its pages it is given up; the releases behind them stand as they were."""
    pages = site(Neues=MIDDLE)
    fresh = {url: Answer(body=page.body + " ") for url, page in pages.items() if FIRST in url}
    down = {url: answer for url in fresh if not url.endswith("/presse")}
    result = visits.visit({**pages, **fresh, **down})
    assert (result.good, result.new, result.changed) == (True, 1, 0)
    assert presences(visits) == {Presence.PRESENT}
    ((kind, reason),) = visits.findings()
    assert kind == "incomplete" and f"{FIRST} war nicht zu lesen" in reason


def test_a_host_whose_rules_cannot_be_read_is_left_alone(visits: Visits) -> None:
    """An unreadable robots.txt forbids one host, and no other."""
    result = visits.visit({**site(Neues=FIRST), f"https://{MIDDLE}/robots.txt": FAILS})
    assert (result.good, result.new) == (True, 1)
    ((_kind, reason),) = visits.findings()
    assert f"{MIDDLE} war nicht zu lesen" in reason and "robots.txt: Antwort" in reason


def test_a_platform_that_fails_is_a_source_that_fails(visits: Visits) -> None:
    """Where more than a third of the hosts fail, nothing of the visit is taken over."""
    down = {f"https://{host}/presse": FAILS for host in list(MINISTRIES)[:4]}
    result = visits.visit({**site(Neues=LAST), **down})
    assert (result.outcome, result.new) == (RunOutcome.FAILED, 0)
    assert presences(visits) == {Presence.PRESENT}
    assert [kind for kind, _reason in visits.findings()] == ["failed"]
