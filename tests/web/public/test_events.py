"""Events: what is to come by month, and nothing that is over."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine

from db.values import Values
from tests.conftest import TODAY
from tests.notifier.samples import fixed, publish, values
from tests.web.measured_stock import counted
from tests.web.public import visiting
from tests.web.public.visiting import DAY, main_of, part_of, stranger
from web.public import events


def event(title: str, on: date, ends: date | None = None, **fields: object) -> Values:
    """An event on a day."""
    told: dict[str, object] = {"kind": "event", "deadlines": (), "event_starts_on": on}
    return values(title=title, event_ends_on=ends, **{**told, **fields})


def test_events_stand_by_month_with_place_and_registration(engine: Engine) -> None:
    """The nearest first; what lasts until today is still there, what ended yesterday is not."""
    fair = event(
        "Regionaltag", date(2027, 3, 4), event_place="Homberg (Efze)",
        deadlines=(fixed(date(2027, 2, 1), stage="registration"),),
    )  # fmt: skip
    for key, one in (
        ("a", fair),
        ("b", event("Gestern", TODAY - DAY)),
        ("c", event("Messe", TODAY - 2 * DAY, TODAY)),
        ("d", event("Tagung", TODAY - 3 * DAY, TODAY - DAY)),
        ("e", event("Abgesagtes", TODAY + DAY, stated_status="cancelled")),
    ):
        publish(engine, key, one)
    publish(engine, "f", values(title="Kein Termin"))
    page = stranger(engine).get("/termine").text
    said = main_of(page)
    assert "3 Termine" in said
    assert not any(one in said for one in ("Gestern", "Tagung", "Kein Termin"))
    assert said.index("Messe") < said.index("Abgesagtes") < said.index("März 2027")
    assert "Abgesagtes abgesagt" in said and "bis 22.11.2026" in said
    march = part_of(page, ">März 2027<")
    assert "04.03.2027 Regionaltag" in march and "Homberg (Efze)" in march
    assert "Anmeldung bis: 01.02.2027" in march and "Förderseiten des Landes" in march


def test_many_events_stand_on_several_pages(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each once, with as many questions for two as for five; beyond the last there is nothing."""
    monkeypatch.setattr(events, "ON_A_PAGE", 2)
    asked = []
    for number in range(1, 6):
        publish(engine, str(number), event(f"Treffen {number}", TODAY + number * DAY))
        if number in (2, 5):
            pages = visiting.stranger(engine)
            pages.get("/termine")
            with counted(engine) as so_far:
                pages.get("/termine")
                asked.append(so_far())
    said = [main_of(pages.get(f"/termine?seite={page}").text) for page in (1, 2, 3)]
    assert [[n for n in range(1, 6) if f"Treffen {n}" in one] for one in said] == [
        *([1, 2], [3, 4], [5])
    ]
    assert pages.get("/termine?seite=4").status_code == 404
    assert asked[0] == asked[1]


def test_without_events_the_page_leads_on(engine: Engine) -> None:
    """It says so."""
    page = stranger(engine).get("/termine")
    assert page.status_code == 200 and "Zurzeit kennen wir keinen Termin" in page.text
