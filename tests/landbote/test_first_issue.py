"""First issue: what somebody is told who has just confirmed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db.deliveries import DigestIssue
from db.engine import writing
from db.local_date import local_date
from db.rhythm import Rhythm
from db.vocabulary import Cadence
from landbote.application import Application
from landbote.settings import Settings
from landbote.webserver import first_issue_of
from tests.notifier.samples import add_subscriber

FRIDAY = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cadence", "weekday", "day"),
    [
        (Cadence.WEEKLY, 2, date(2026, 12, 2)),
        (Cadence.WEEKLY, None, date(2026, 11, 30)),
        (Cadence.DAILY, None, date(2026, 11, 30)),  # that of today went out
        (Cadence.MONTHLY, None, date(2026, 12, 1)),
        (Cadence.AT_ONCE, None, date(2026, 11, 27)),
    ],
)
def test_the_first_mail_comes_on_the_day_that_was_chosen(
    engine: Engine, tmp_path: Path, cadence: Cadence, weekday: int | None, day: date
) -> None:
    """Whoever else has the cadence on another day."""
    app = Application(settings=Settings(data_folder=tmp_path), clock=lambda: FRIDAY, engine=engine)
    for number, other in enumerate((0, 4)):
        asked = {"cadence": Cadence.WEEKLY, "weekday": other}
        add_subscriber(engine, number, subscription=asked)
    today = {"issued_on": local_date(FRIDAY), "created_at": FRIDAY, "planned_at": FRIDAY}
    with writing(engine) as session:
        session.add(DigestIssue(cadence=Cadence.DAILY, **today))
    at = first_issue_of(app, Rhythm(cadence=cadence, weekday=weekday))
    assert local_date(at) == day
