"""Whatever the desk holds back, releases and lifts: nothing is lost, nothing is told twice."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from db.deliveries import Delivery, DeliveryItem, DigestIssue
from db.engine import make_engine, reading
from db.rhythm import period
from db.vocabulary import Cadence
from tests.conftest import TODAY
from tests.databases import PostgresTemplate, SqliteTemplate
from tests.doses import dose
from tests.notifier.deciding import DAY, hold, lift, take_back
from tests.notifier.news.telling import issue
from tests.notifier.samples import add_subscriber, fixed, group, publish, values

ITEMS = 3
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("once"), st.integers(1, ITEMS), st.sampled_from([1, 2])),
        st.tuples(st.just("always"), st.integers(1, ITEMS), st.just(0)),
        st.tuples(st.just("release"), st.integers(1, ITEMS), st.just(0)),
        st.tuples(st.just("lift"), st.integers(1, ITEMS), st.just(0)),
        st.tuples(st.just("skip"), st.integers(1, 3), st.just(0)),
        st.tuples(st.just("daily"), st.just(0), st.just(0)),
        st.tuples(st.just("both"), st.just(0), st.just(0)),
    ),
    min_size=4,
    max_size=24,
)
MISSED = 6  # so many days a service may miss, and make up for
READERS = {1: Cadence.DAILY, 2: Cadence.WEEKLY, 3: Cadence.DAILY}


class Desk:
    """What is held back, by a naive reckoning of its own."""

    def __init__(self, engine: Engine, mates: set[int]) -> None:
        self.engine = engine
        self.mates = mates  # the entries of one card
        self.day = 0
        self.always: dict[int, int] = {}
        # With the period whose issues hold it back; None until there is one.
        self.once: dict[Cadence, dict[int, tuple[date, date] | None]] = {
            Cadence.DAILY: {},
            Cadence.WEEKLY: {},
        }
        self.planned = {Cadence.DAILY: 0, Cadence.WEEKLY: 0}  # the day of the last issue
        self.told: set[tuple[int, int]] = set()

    def card(self, number: int) -> int:
        """The card that an entry stands on, named by its leading entry."""
        return min(self.mates) if number in self.mates else number

    def step(self, what: str, number: int, days: int) -> None:
        """Do one thing and keep account of it."""
        match what:
            case "once":
                cadence = (Cadence.DAILY, Cadence.WEEKLY)[days - 1]
                hold(self.engine, number, self.day, cadence)
                self.once[cadence][self.card(number)] = None
            case "always":
                self.always[number] = hold(self.engine, number, self.day, None)
            case "release" if number in self.always:
                take_back(self.engine, self.always.pop(number), self.day)
            case "lift":
                lift(self.engine, number, self.day)
            case "skip" if self.day + number - self.planned[Cadence.DAILY] <= MISSED:
                self.day += number
            case "daily" | "both":
                self.plan(Cadence.DAILY)
                if what == "both" or self.day - self.planned[Cadence.WEEKLY] >= 7:
                    self.plan(Cadence.WEEKLY)
                self.day += 1

    def plan(self, cadence: Cadence) -> None:
        """Plan an issue and compare each reader's mail with what must stand in it."""
        now = period(cadence, TODAY + self.day * DAY)
        once = {card for card, of in self.once[cadence].items() if of in (None, now)}
        self.once[cadence] = dict.fromkeys(once, now)
        self.planned[cadence] = self.day
        held = once | {self.card(number) for number in self.always}
        issue(self.engine, self.day, cadence)
        cards = {self.card(number) for number in range(1, ITEMS + 1)}
        for reader, asked in READERS.items():
            if asked is cadence:
                due = {card for card in cards - held if (reader, card) not in self.told}
                assert self.stood(reader, cadence) == due, (self.day, reader, held)
                self.told |= {(reader, card) for card in due}

    def stood(self, reader: int, cadence: Cadence) -> set[int]:
        """The cards of one reader's mail of the day."""
        with reading(self.engine) as session:
            entries = session.scalars(
                select(DeliveryItem.opportunity_id)
                .join(Delivery, Delivery.id == DeliveryItem.delivery_id)
                .join(DigestIssue, DigestIssue.id == Delivery.issue_id)
                .where(
                    Delivery.subscriber_id == reader,
                    DigestIssue.cadence == cadence,
                    DigestIssue.issued_on == TODAY + self.day * DAY,
                )
            )
            return {self.card(entry) for entry in entries}


def live(engine: Engine, steps: list[tuple[str, int, int]], grouped: bool) -> None:
    """Publish, let the desk act and plan, then let everything go: all is told in the end."""
    far = (fixed(TODAY + 200 * DAY),)
    for number in range(1, ITEMS + 1):
        publish(engine, f"{number}", values(title=f"Aufruf {number}", deadlines=far))
    if grouped:
        group(engine, 1, 2, asked=1)
    for number, cadence in READERS.items():
        add_subscriber(engine, number, subscription={"cadence": cadence})
    desk = Desk(engine, {1, 2} if grouped else {1})
    for step in steps:
        desk.step(*step)
    for number in list(desk.always):
        desk.step("release", number, 0)
    for _last in range(2):
        desk.step("both", 0, 0)
        # Into the next week, for which no mark of this one holds.
        for days in (3, 2):
            desk.step("skip", days, 0)
            desk.step("daily", 0, 0)
    cards = {desk.card(number) for number in range(1, ITEMS + 1)}
    assert desk.told == {(reader, card) for reader in READERS for card in cards}


@settings(
    max_examples=dose(3, 60),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS, grouped=st.booleans())
def test_what_was_held_is_in_no_mail_and_what_was_released_is_in_the_next(
    steps: list[tuple[str, int, int]], grouped: bool, sqlite_template: SqliteTemplate
) -> None:
    """For daily and weekly readers, with entries that share a card, and days without an issue."""
    with tempfile.TemporaryDirectory() as folder, sqlite_template.database(Path(folder)) as url:
        engine = make_engine(url)
        live(engine, steps, grouped)
        engine.dispose()


@settings(
    max_examples=dose(1, 12),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS, grouped=st.booleans())
def test_the_same_on_postgresql(
    steps: list[tuple[str, int, int]], grouped: bool, postgres_template: PostgresTemplate
) -> None:
    """The other database says the same."""
    with postgres_template.database(Path()) as url:
        engine = make_engine(url)
        live(engine, steps, grouped)
        engine.dispose()
