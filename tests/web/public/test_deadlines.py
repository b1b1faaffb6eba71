"""The calendar of deadlines and events: a month, a list, one day; of any filter."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import pytest
from lxml import html
from sqlalchemy import Engine, event
from starlette.testclient import TestClient

from db.statements import Case, Field, Standing
from db.values import Deadline
from db.vocabulary import DeadlineKind
from tests.notifier.samples import fixed, publish, values
from tests.stating import said
from tests.web.test_doors import site
from web.app import make_app
from web.calendar_days import FIRST, LAST, month_of

ON = date(2026, 12, 10)
CLUBS = Case(words="Vereine", applicants=("association",))


@lru_cache(maxsize=4)
def browser(engine: Engine) -> TestClient:
    """A stranger's browser."""
    return TestClient(make_app(site(engine)), follow_redirects=False)


def page(engine: Engine, **asked: Any) -> Any:
    """The calendar, of December unless something else is asked for."""
    answer = browser(engine).get("/kalender", params={"monat": "2026-12"} | asked)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def cells(engine: Engine, **asked: Any) -> dict[str, list[str]]:
    """What stands in a month by day; days without anything are left out."""
    return {
        cell.xpath("string(./span)").strip(): [
            " ".join(one.text_content().split()) for one in cell.xpath(".//li")
        ]
        for cell in page(engine, **asked).xpath("//table//td[.//li]")
    }


def furnish(engine: Engine) -> None:
    """A sure deadline, a contested one, one of a case, a yearly one, an event, one without day."""
    at_odds = [
        said(Field.DEADLINE, on, standing=Standing.CONTESTED) for on in ("2026-12-01", "2026-12-02")
    ]
    of_case = said(Field.DEADLINE, "2026-12-10", CLUBS, deadline_stage="application", at="12:00")
    yearly = Deadline(kind=DeadlineKind.ANNUAL, value="12-15")
    rolling = Deadline(kind=DeadlineKind.ROLLING)
    publish(engine, "1", values(title="sicher", deadlines=(fixed(ON),)))
    publish(engine, "2", values(title="uneins", deadlines=(), more=at_odds))
    publish(engine, "3", values(title="für einige", deadlines=(), more=(of_case,)))
    publish(engine, "4", values(title="jährlich", deadlines=(yearly,), topics=("climate",)))
    held = {"event_starts_on": ON, "event_place": "Alsfeld", "kind": "event"}
    held |= {"event_ends_on": ON + timedelta(days=1)}
    publish(engine, "5", values(title="Fördertag", deadlines=(), **held))
    publish(engine, "6", values(title="laufend", deadlines=(rolling,)))


def test_a_month_tells_days_as_they_may_be_told(engine: Engine) -> None:
    """What is contested is called so, what is of a case names it, what has no day is not there."""
    furnish(engine)
    assert cells(engine) == {
        "Dienstag, 1. Dezember": ["Frist (strittig): uneins"],
        "Mittwoch, 2. Dezember": ["Frist (strittig): uneins"],
        "Donnerstag, 10. Dezember": [
            "Frist: für einige Antrag · 12:00 Uhr · nur für: Vereine",
            "Frist: sicher",
            "Termin: Fördertag bis 11. Dezember 2026; Alsfeld",
        ],
        "Dienstag, 15. Dezember": ["Frist: jährlich jedes Jahr"],
    }
    # Next year it closes again.
    assert cells(engine, monat="2027-12") == {
        "Mittwoch, 15. Dezember": ["Frist: jährlich jedes Jahr"]
    }


def test_what_has_begun_stands_on_the_first_day_that_is_shown(engine: Engine) -> None:
    """An event of several weeks is in each month in which it takes place, and in no other."""
    for number, ends in (("1", date(2027, 1, 8)), ("2", date(2026, 12, 31))):
        held = {"event_starts_on": ON, "event_ends_on": ends, "kind": "event"}
        publish(engine, number, values(title=f"Ausstellung {number}", deadlines=(), **held))
    assert cells(engine, monat="2027-01") == {
        "Freitag, 1. Januar": ["Termin: Ausstellung 1 seit 10. Dezember 2026; bis 8. Januar 2027"]
    }
    assert cells(engine, monat="2027-02") == cells(engine, monat="2026-11") == {}


def test_the_list_tells_the_same_day_by_day(engine: Engine) -> None:
    """Under a heading for each day; one day may be asked for alone."""
    furnish(engine)
    heads = page(engine, ansicht="liste").xpath("//section/h2/text()")
    assert [head.strip() for head in heads] == [
        "Dienstag, 1. Dezember 2026",
        "Mittwoch, 2. Dezember 2026",
        "Donnerstag, 10. Dezember 2026",
        "Dienstag, 15. Dezember 2026",
    ]
    assert len(page(engine, tag="2026-12-10").xpath("//section/h2")) == 1


def test_a_filter_narrows_the_days_and_the_address_of_the_calendar(engine: Engine) -> None:
    """What the own form does not ask for is kept by it; the span of the filter holds, too."""
    furnish(engine)
    assert [*cells(engine, thema="climate")] == ["Dienstag, 15. Dezember"]
    found = page(engine, thema="climate", ebene="state")
    link = found.xpath("//main//a[contains(@href, '.ics')]/@href")
    assert link == ["/foerderungen.ics?thema=climate&ebene=state"]
    kept = found.xpath("//form[@role='search']//input[@type='hidden']")
    assert ("ebene", "state") in [(one.get("name"), one.get("value")) for one in kept]
    assert "Mittwoch, 2. Dezember" not in cells(engine, frist_bis="2026-12-01")


def test_a_day_with_much_shows_some_and_leads_to_all(engine: Engine) -> None:
    """With the same filter and that day alone; a long list has pages, and queries do not grow."""
    for number in range(60):
        publish(engine, str(number), values(title=f"Frist {number:02}", deadlines=(fixed(ON),)))
    (day,) = cells(engine, thema="mobility").values()
    assert [one.split()[0] for one in day] == ["Frist:", "Frist:", "Frist:", "57"]
    link = page(engine, thema="mobility").xpath("//td//a[contains(., 'weitere')]/@href")
    assert link == ["/foerderungen?thema=mobility&frist_ab=2026-12-10&frist_bis=2026-12-10"]
    assert len(page(engine, ansicht="liste").xpath("//section//li")) == 50
    assert len(page(engine, ansicht="liste", seite=2).xpath("//section//li")) == 10
    asked: list[str] = []
    note = lambda *found: asked.append(found[2])  # noqa: E731
    event.listen(engine, "before_cursor_execute", note)
    page(engine)
    event.remove(engine, "before_cursor_execute", note)
    assert len([one for one in asked if "SELECT" in one]) <= 10


@pytest.mark.parametrize("asked", [{"monat": "2026-13"}, {"tag": "1999-12-31"}, {"ansicht": "x"}])
def test_what_is_no_month_is_refused(engine: Engine, asked: dict[str, str]) -> None:
    """A calendar ends somewhere, and at its ends leads no further."""
    assert browser(engine).get("/kalender", params=asked).status_code == 422


def test_the_ends_of_the_calendar_lead_nowhere() -> None:
    """Every month but the outermost has one on both sides."""
    assert month_of(FIRST).before is None and str(month_of(FIRST).after) == "2000-02"
    assert month_of(LAST).after is None and str(month_of(LAST).before) == "2099-11"
