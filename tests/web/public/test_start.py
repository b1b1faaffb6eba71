"""Start: what is new, what closes soon, and the ways in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from db.values import Values
from tests.conftest import NOW, TODAY
from tests.notifier.samples import FEDERAL, change, fixed, group, publish, values
from tests.web.measured_stock import counted
from tests.web.public.visiting import DAY, main_of, part_of, stranger


def closing(days: int, **fields: object) -> Values:
    """What closes in so many days."""
    return values(deadlines=(fixed(TODAY + days * DAY),), **fields)


def test_what_closes_soon_stands_nearest_first(engine: Engine) -> None:
    """Within three weeks; what is over, later, or no funding is not among it."""
    for key, days in (("a", 20), ("b", 3), ("c", 22), ("d", -1)):
        publish(engine, key, closing(days, title=f"Ende {key}"))
    publish(engine, "e", closing(5, title="Ende e", kind="event"))
    said = part_of(stranger(engine).get("/").text, 'id="bald"')
    assert "25.11.2026 Ende b" in said and said.index("Ende b") < said.index("Ende a")
    assert not any(f"Ende {key}" in said for key in "cde")


def test_what_is_new_and_what_changed_is_told_apart(engine: Engine) -> None:
    """A change says what is otherwise; what another source came to tell of is not called new."""
    old = NOW - 20 * DAY
    publish(engine, "a", values(title="Ganz neu"))
    publish(engine, "b", values(title="Längst bekannt"), old)
    changed = publish(engine, "c", values(title="Geändert"), old)
    change(engine, changed, values(title="Geändert"), NOW, "Frist geändert: alt → neu")
    first, second = (
        publish(engine, key, values(title="Zweimal"), at, source)
        for key, at, source in (("d", NOW, FEDERAL), ("e", NOW - DAY, FEDERAL))
    )
    group(engine, first, second)
    said = part_of(stranger(engine).get("/").text, 'id="neu"')
    assert "Längst bekannt" not in said and said.count("Zweimal") == 1
    rows = {
        name: said.split(name)[1].split("22.11.2026")[0].rstrip()
        for name in ("Ganz neu", "Geändert")
    }
    assert rows["Ganz neu"].endswith(" neu") and "Frist geändert: alt → neu" in rows["Geändert"]
    assert not said.split("Zweimal")[1].split("22.11.2026")[0].rstrip().endswith(" neu")


def test_topics_say_how_much_is_open(engine: Engine) -> None:
    """Each leads to what it counts; a topic without anything open leads nowhere."""
    for key, topics in (("a", ("kultur",)), ("b", ("kultur", "wohnen"))):
        publish(engine, key, values(topics=topics))
    publish(engine, "c", values(topics=("kultur",), deadlines=(fixed(TODAY - DAY),)))
    page = stranger(engine).get("/").text
    said = part_of(page, "Nach Themen")
    assert "Kultur und Heimat 2 offen" in said and "Wohnen und Bauen 1 offen" in said
    assert "Mobilität zurzeit nichts offen" in said
    assert 'href="/foerderungen?thema=kultur&amp;stand=' in page


@pytest.mark.parametrize("published", [False, True])
def test_the_ways_in_are_there_whatever_there_is(engine: Engine, published: bool) -> None:
    """Search, a place, and when the sources were last read; without anything it says so."""
    if published:
        publish(engine, "a", values())
    page = stranger(engine, base_url="https://landbote.example.org").get("/").text
    assert 'action="/foerderungen"' in page and 'name="suche"' in page
    assert 'action="/passt-zu-uns"' in page and 'name="ort"' in page
    said = main_of(page)
    assert ("zuletzt gelesen am 22.11.2026" in said) is published
    assert ("gelesen wurde noch keine" in said) is not published
    assert '<link rel="canonical" href="https://landbote.example.org/">' in page
    assert '<meta property="og:title" content="Förderungen für den ländlichen Raum">' in page


def test_the_start_page_asks_as_often_however_much_there_is(engine: Engine) -> None:
    """No question for each row."""
    counts = []
    for number in range(1, 4):
        for one in range(number * 3):
            publish(engine, f"{number}-{one}", closing(one + 1))
        browser = stranger(engine)
        browser.get("/")
        with counted(engine) as so_far:
            assert browser.get("/").status_code == 200
            counts.append(so_far())
    assert len(set(counts)) == 1 and counts[0] < 30


def test_what_is_new_is_so_for_two_weeks(engine: Engine) -> None:
    """And no day longer."""
    publish(engine, "a", values(title="Dorfladen"), NOW - timedelta(hours=1))
    for days, there in ((14, True), (15, False)):
        page = stranger(engine, days).get("/").text
        assert ("Dorfladen" in part_of(page, 'id="neu"')) is there
