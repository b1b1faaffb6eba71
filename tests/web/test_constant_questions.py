"""However much is published, a page asks its database as often."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Engine

from tests.conftest import TODAY
from tests.notifier.samples import fixed, group, publish, values
from tests.web.api.asking import program
from tests.web.measured_stock import counted

FEW, MANY = 3, 6
SEARCH = "/common-grants/opportunities/search"
# Each with what is sent, where it is not a question alone.
ASKED: tuple[tuple[str, dict[str, Any] | None], ...] = (
    ("/", None),
    ("/foerderungen", None),
    ("/foerderungen?suche=Dorfladen&thema=mobility", None),
    ("/foerderungen?suche=Dorflaaden&gebiet=06535", None),
    ("/foerderungen?suche=Xylophonquark", None),
    ("/foerderungen.csv", None),
    ("/kalender", None),
    ("/termine", None),
    ("/sitemap.xml", None),
    ("/api/v1/foerderungen?anzahl=100", None),
    ("/api/v1/foerderungen?suche=Dorfladen&sortierung=newest", None),
    ("/common-grants/opportunities", None),
    (SEARCH, {"search": "Dorfladen", "sorting": {"sortBy": "keyDates.closeDate"}}),
    (SEARCH, {"sorting": {"sortBy": "createdAt", "sortOrder": "desc"}}),
)


def test_more_entries_cost_no_more_questions(engine: Engine) -> None:
    """On pages, in files and in answers to programs; with groups among the entries."""
    here = program(engine)
    asked = []
    for count in (FEW, MANY):
        ids = [_entry(engine, count, number) for number in range(count)]
        group(engine, ids[0], ids[1])
        asked.append(
            {f"{path} {body or ''}": _times(engine, here, path, body) for path, body in ASKED}
        )
    few, many = asked
    assert few == many


def _times(engine: Engine, here: Any, path: str, body: dict[str, Any] | None) -> int:
    """How many statements an answer takes, once what is held is read."""
    found = 0
    for _turn in range(2):
        with counted(engine) as so_far:
            answer = here.post(path, json=body) if body else here.get(path)
            assert answer.status_code == 200, (path, answer.text)
            found = so_far()
    return found


def _entry(engine: Engine, count: int, number: int) -> int:
    return publish(
        engine,
        f"{count} {number}",
        values(
            title=f"Dorfladen {number}",
            deadlines=(fixed(TODAY + timedelta(days=number % 20 + 1)),),
            event_starts_on=TODAY + timedelta(days=9) if number % 3 == 0 else None,
        ),
    )
