"""A clock that leaps: nothing is begun by it until it stays there, and staff hear of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from db.clock_sights import LASTING, doubted, look
from db.deliveries import DigestIssue
from db.engine import reading, writing
from db.findings import MAIL, open_findings
from db.letters import Letter
from db.vocabulary import Cadence, FindingKind
from landbote.application import Application
from landbote.doctor import database
from landbote.service import Service
from landbote.settings import Settings
from notifier.recipients import issued_around
from tests.conftest import NOW, TODAY
from tests.landbote.doctoring import patient
from tests.landbote.test_doctor import marks
from tests.notifier.samples import add_subscriber, publish, values
from tests.notifier.test_lateness import enter_staff
from tests.notifier.test_planning import DAY, MONDAY, plan_all

MINUTE = timedelta(minutes=1)
YEARS = 900 * DAY


class Living:
    """A service whose clock is set by the test; what it does is plan issues."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine, self.now, self.said = engine, NOW, list[str]()
        settings = Settings(data_folder=folder, sender_address="landbote@example.org")
        app = Application(settings=settings, clock=lambda: self.now, engine=engine)
        self.service = Service(app=app, say=self.said.append)
        self.done: list[datetime] = []

    def tick(self, at: datetime) -> bool:
        """Let a job's time come; return whether it was done."""
        self.now, before = at, len(self.done)
        self.service.in_time(self._job)
        return len(self.done) > before

    def _job(self) -> None:
        self.done.append(self.now)

    def letters(self) -> list[tuple[str, datetime]]:
        """To whom staff letters went, and of when."""
        with reading(self.engine) as session:
            rows = session.execute(select(Letter.recipient, Letter.planned_at).order_by(Letter.id))
            return [(recipient, at) for recipient, at in rows]

    def findings(self) -> list[str]:
        """What is open about the mail."""
        with reading(self.engine) as session:
            return [finding.kind for finding in open_findings(session, MAIL)]


@pytest.fixture
def living(engine: Engine, tmp_path: Path) -> Living:
    """A service that ran until now, and two of the desk who hear of findings."""
    enter_staff(engine)
    living = Living(engine, tmp_path)
    assert living.tick(NOW)
    return living


@pytest.mark.parametrize("leap", [YEARS, -YEARS, 8 * DAY])
def test_a_moment_in_another_year_does_nothing(living: Living, leap: timedelta) -> None:
    """Neither ahead nor behind; staff get one mail of the time that holds, and it passes."""
    assert not living.tick(NOW + leap + MINUTE)
    assert not living.tick(NOW + leap + 2 * MINUTE)
    assert living.tick(NOW + 3 * MINUTE)
    assert [at for _, at in living.letters()] == [NOW, NOW]
    assert len(living.said) == 1 and "sprang vom 22.11.2026" in living.said[0]
    assert living.findings() == [FindingKind.CLOCK]
    living.now = NOW + 2 * DAY
    living.service.watch()
    assert living.findings() == []


@pytest.mark.parametrize("leap", [YEARS, 30 * DAY])
def test_a_machine_that_was_off_for_long_goes_on_after_a_while(
    living: Living, leap: timedelta
) -> None:
    """What lasts is believed, whatever the reason; staff are told of that, too."""
    back = NOW + leap
    assert not living.tick(back) and not living.tick(back + LASTING - MINUTE)
    assert living.tick(back + LASTING) and living.tick(back + LASTING + MINUTE)
    assert len(living.letters()) == 4
    assert [at for _, at in living.letters()[2:]] == [back + LASTING] * 2
    assert living.tick(back + 3 * DAY)


def test_three_days_off_are_no_leap(living: Living) -> None:
    """Nor a clock that is put right by a few days; the rules of due days bear with both."""
    assert living.tick(NOW + 3 * DAY) and living.tick(NOW - 2 * DAY) and living.tick(NOW)
    assert living.letters() == [] and living.findings() == []


def test_of_two_services_the_one_that_leapt_is_never_believed(
    living: Living, engine: Engine
) -> None:
    """As long as the other one's clock goes on, it may stand where it likes."""
    for number in range(1, 90):
        assert not living.tick(NOW + YEARS + number * MINUTE)
        assert look(engine, NOW + number * MINUTE) is None


def test_what_is_tried_by_a_leaping_clock_has_not_begun_to_last(living: Living) -> None:
    """Another leap begins anew."""
    assert not living.tick(NOW + YEARS)
    assert not living.tick(NOW + 2 * YEARS) and not living.tick(NOW + 2 * YEARS + LASTING / 2)
    assert living.tick(NOW + 2 * YEARS + LASTING)


def test_a_clock_that_is_put_right_again_leaves_no_week_out(living: Living, engine: Engine) -> None:
    """Years ahead for long enough to be believed, then put right: its issues serve nobody."""
    for number in (1, 2):
        add_subscriber(engine, number, subscription={"created_at": NOW - 60 * DAY})
    assert living.tick(NOW + YEARS) is False and living.tick(NOW + YEARS + LASTING)
    publish(engine, "a", values(), NOW)
    ahead = MONDAY + 15 * DAY
    with writing(engine) as session:
        for cadence in (Cadence.DAILY, Cadence.WEEKLY):
            session.add(
                DigestIssue(cadence=cadence, issued_on=ahead, created_at=NOW, planned_at=NOW)
            )
    assert not living.tick(NOW) and living.tick(NOW + LASTING)
    with reading(engine) as session:
        assert issued_around(session, ahead) == {}
    days = [ahead - DAY, ahead + DAY]
    for number, on in enumerate(days):
        publish(engine, f"b{number}", values(title=f"Neu {number}"), NOW + (on - TODAY))
        assert plan_all(engine, on) == {"daily": 2}
    with reading(engine) as session:
        assert session.scalar(select(func.count()).where(DigestIssue.untimely)) == 2


def test_the_doctor_says_that_nothing_is_done(
    living: Living, engine: Engine, tmp_path: Path
) -> None:
    """Before staff wonder why."""
    clock: Callable[[], datetime] = lambda: NOW + YEARS  # noqa: E731
    with reading(engine) as session:
        assert doubted(session, NOW + MINUTE) is None
    assert marks(database.examine, patient(engine, tmp_path, clock=clock))["Uhr"] == "✗"
