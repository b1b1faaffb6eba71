"""Whatever becomes of a source's pages: each reader is told each difference that matters, once.

Random histories go through the pipeline and into mails. A second, naive reckoning keeps for each
reader only what his cards said, and says what every mail must hold: nothing more, nothing less,
and no value that no page stated.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select, update

from crawlers.items import Kind, RawEntry
from db.deliveries import Delivery, DigestIssue
from db.engine import make_engine, reading, writing
from db.opportunities import Opportunity
from db.vocabulary import Cadence, DeliveryState, Presence, Withdrawal
from notifier.planning import plan
from pipeline.run import Rules, process
from tests.conftest import NOW, TODAY
from tests.databases import SqliteTemplate
from tests.doses import dose
from tests.notifier.news.telling import changes_told, mails
from tests.notifier.samples import SENDER, TREE, add_subscriber
from tests.pipeline.conftest import rules as rules  # the fixture
from tests.pipeline.test_run import crawled
from tests.pipeline.test_settle import SOURCE

DAY = timedelta(days=1)
MONTHS = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
          "Oktober", "November", "Dezember"]  # fmt: skip
LOOK_BACK = {Cadence.DAILY: 7, Cadence.WEEKLY: 14}
SOON, NEAR = 14 * DAY, 60 * DAY


@dataclass(frozen=True, kw_only=True)
class Page:
    """What one page says; a call that says nothing is any foreign page."""

    kind: Kind = Kind.CALL
    ends_on: date | None = None
    award: int | None = None
    on: date | None = None  # of an event
    off: bool = False  # closed, or cancelled
    listed: bool = True
    address: int = 0

    def text(self) -> str:
        """The page as its publisher writes it."""
        return " ".join(self._sentences()) or "Bitte melden Sie sich an, um fortzufahren."

    def _sentences(self) -> Iterator[str]:
        if self.on:
            verb = "ist abgesagt" if self.off else "findet im Rathaus in Lauterbach statt"
            yield f"Der Infoabend am {spelt(self.on)}, 18 Uhr, {verb}."
        if self.ends_on:
            yield f"Anträge können bis zum {spelt(self.ends_on)} gestellt werden."
        if self.award:
            yield f"Die Förderung beträgt höchstens {self.award}.000 Euro."
        if self.off and not self.on:
            yield "Die Mittel sind ausgeschöpft."

    def over(self, today: date) -> bool:
        """Whether it is over on a day."""
        last = self.on if self.kind is Kind.EVENT else self.ends_on
        return self.off or not self.listed or (last is not None and last < today)

    def ahead(self, today: date) -> bool:
        """Whether it says itself that it goes on."""
        last = self.on if self.kind is Kind.EVENT else self.ends_on
        return not self.over(today) and last is not None


def spelt(day: date) -> str:
    """A day as a German notice writes it."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


@dataclass(kw_only=True)
class Memory:
    """What one reader knows of one page: what his last card said, and of what he was reminded."""

    page: Page
    over: bool = False
    reminded: frozenset[date] = frozenset()

    def believes_over(self, today: date) -> bool:
        """Whether he must think that it is over."""
        return self.over or self.page.over(today)


@dataclass(kw_only=True)
class Reader:
    """One reader with his memory of every page that he was told of."""

    number: int
    cadence: Cadence
    joins: int = 0
    knows: dict[str, Memory] = field(default_factory=dict)
    reached: bool = False


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a mail must hold of one page."""

    lines: tuple[str, ...] = ()
    ended: bool = False
    along: bool = False


def must_tell(
    reader: Reader, key: str, page: Page, changed: int, day: int, today: date
) -> Told | None:
    """Say what this reader's issue must hold of a page, by what he knows alone."""
    memory = reader.knows.get(key)
    soon = page.ends_on is not None and today <= page.ends_on <= today + SOON
    if memory is None:
        if page.over(today):
            return None
        fresh = day - changed <= LOOK_BACK[reader.cadence]
        if page.kind is Kind.EVENT:
            return Told() if page.on and page.on <= today + NEAR else None
        if fresh or soon:
            return Told()
        return Told(along=reader.reached) if page.ahead(today) else None
    lines = tuple(differences(memory.page, page, after_the_end=memory.over))
    if page.over(today):
        return None if memory.believes_over(today) else Told(lines=lines, ended=True)
    if memory.believes_over(today) and page.ahead(today) and not again(memory.page, page, today):
        lines = (AGAIN, *lines)
    reminder = soon and page.ends_on not in memory.reminded
    return Told(lines=lines) if lines or reminder else None


def again(knew: Page, now: Page, today: date) -> bool:
    """Whether a new day says by itself that it goes on: a new round, an event's next date."""
    if now.kind is Kind.EVENT:
        return knew.on is not None and knew.on < today and knew.on != now.on
    moved = knew.ends_on is not None and knew.ends_on != now.ends_on
    return moved and replace(knew, listed=True).over(today)


AGAIN = "goes on after all"


def differences(knew: Page, now: Page, *, after_the_end: bool) -> Iterator[str]:
    """Yield "old → new" of what is stated otherwise now; what is gone is no difference.

    A card that said it is over named no values, so none is news by being there again.
    """
    pairs = ((knew.ends_on, now.ends_on), (knew.award, now.award), (knew.on, now.on))
    for old, new in pairs:
        if new is not None and new != old and not (old is None and after_the_end):
            yield f"{shown(old)} → {shown(new)}"


def shown(value: date | int | None) -> str:
    """A value as a sentence about a change shows it."""
    if value is None:
        return "keine Angabe"
    return f"{value}.000 €" if isinstance(value, int) else f"{value:%d.%m.%Y}"


PAGES = {
    "Gemeindebus Nordheim": Page(ends_on=TODAY + 60 * DAY, award=20),
    "Scheunen im Südtal": Page(ends_on=TODAY + 25 * DAY, award=5),
    "Lesegarten": Page(kind=Kind.EVENT, on=TODAY + 35 * DAY),
}
CALLS = [key for key, page in PAGES.items() if page.kind is Kind.CALL]
STEPS = st.one_of(
    st.tuples(st.sampled_from(CALLS), st.just("ends_on"), st.sampled_from([-2, 9, 25, 40, 60])),
    st.tuples(st.sampled_from(CALLS), st.just("award"), st.sampled_from([5, 20, 30])),
    st.tuples(st.sampled_from(CALLS), st.sampled_from(["ends_on", "award", "foreign"]), st.none()),
    st.tuples(st.just("Lesegarten"), st.just("on"), st.sampled_from([-1, 12, 35, 80])),
    st.tuples(st.sampled_from(list(PAGES)), st.sampled_from(["off", "listed"]), st.booleans()),
    st.tuples(st.sampled_from(list(PAGES)), st.just("back"), st.none()),
    st.tuples(st.sampled_from(list(PAGES)), st.just("address"), st.integers(1, 3)),
)
LONG_AGO = -400  # the day of what was there before
HISTORIES = st.lists(st.lists(STEPS, max_size=2), min_size=8, max_size=24)


def stepped(key: str, page: Page, what: str, value: Any) -> Page:
    """Return what a page says after one step."""
    match what:
        case "foreign":
            return Page(kind=page.kind, listed=page.listed)
        case "back":
            return PAGES[key]
        case "ends_on" | "on" if value is not None:
            value = TODAY + value * DAY
    changed: dict[str, Any] = {what: value}
    return replace(page, **changed)


@settings(
    max_examples=dose(3, 60),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    history=HISTORIES,
    appears=st.dictionaries(st.sampled_from(list(PAGES)), st.integers(0, 6)),
    joins=st.integers(1, 20),
    lost=st.sets(st.integers(0, 23), max_size=4),
    stock=st.booleans(),
    notices=st.booleans(),
)
def test_every_difference_is_told_once_and_nothing_else(
    history: list[list[tuple[str, str, Any]]],
    appears: dict[str, int],
    joins: int,
    lost: set[int],
    stock: bool,
    notices: bool,
    sqlite_template: SqliteTemplate,
    rules: Rules,
) -> None:
    """Daily, weekly and late readers, with mails that get lost on the way.

    What appears may be a silent `stock`; what is off may be read as `notices` and no call; and
    pages move with all that they say.
    """
    with tempfile.TemporaryDirectory() as folder, sqlite_template.database(Path(folder)) as url:
        engine = make_engine(url)
        source = Publisher(engine=engine, rules=rules, stock=stock, notices=notices)
        live_through(source, history, appears, joins, lost)
        engine.dispose()


@dataclass(frozen=True, kw_only=True)
class Publisher:
    """How the pages come in; a `stock` is published silently, what is off may be a notice."""

    engine: Engine
    rules: Rules
    stock: bool
    notices: bool


def live_through(
    source: Publisher,
    history: list[list[tuple[str, str, Any]]],
    appears: Mapping[str, int],
    joins: int,
    lost: set[int],
) -> None:
    """Live day by day: the pages move, are read, and every mail is looked at."""
    engine = source.engine
    readers = [
        Reader(number=1, cadence=Cadence.DAILY),
        Reader(number=2, cadence=Cadence.WEEKLY),
        Reader(number=3, cadence=Cadence.DAILY, joins=joins),
    ]
    pages: dict[str, Page] = {}
    changed: dict[str, int] = {}
    for day, steps in enumerate(history):
        fresh = {key: PAGES[key] for key in PAGES if appears.get(key, 0) == day}
        now = {**pages, **fresh}
        for key, what, value in steps:
            if key in pages:
                now[key] = stepped(key, now[key], what, value)
        publish(source, day, pages, now)
        changed |= {
            key: LONG_AGO if source.stock and key not in pages else day
            for key, page in now.items()
            if key not in pages or states_otherwise(pages[key], page)
        }
        pages = now
        for reader in readers:
            if reader.joins == day:
                asked = {"topics": [], "cadence": reader.cadence}
                assert add_subscriber(engine, reader.number, subscription=asked) > 0
        for cadence in (Cadence.DAILY, *([Cadence.WEEKLY] if day % 7 == 0 else [])):
            issue(engine, day, cadence)
            for reader in readers:
                if reader.cadence is cadence and reader.joins <= day:
                    look(engine, reader, pages, changed, day, arrives=day not in lost)


def states_otherwise(before: Page, now: Page) -> bool:
    """Whether a page says something that it did not say; what is gone is no news."""
    pairs = ((before.ends_on, now.ends_on), (before.award, now.award), (before.on, now.on))
    return before.off != now.off or any(new not in (None, old) for old, new in pairs)


def publish(
    source: Publisher, day: int, before: Mapping[str, Page], now: Mapping[str, Page]
) -> None:
    """Crawl and read what moved; who left the list is withdrawn, who is back is back."""
    at = NOW + day * DAY
    entries = [
        RawEntry(
            source=SOURCE.slug,
            key=key,
            url=f"https://example.org/{number}/{page.address}",
            kind=Kind.NOTICE if page.off and source.notices else page.kind,
            title=key,
            body=page.text(),
            published_on=TODAY - 5 * DAY,
        )
        for number, (key, page) in enumerate(now.items())
        if key not in before or differs(before[key], page)
    ]
    if entries:
        crawled(source.engine, at, *entries)
        process(source.engine, source.rules, at, silent=source.stock)
    with writing(source.engine) as session:
        for one in session.scalars(select(Opportunity)):
            listed = now[one.key].listed
            one.presence = Presence.PRESENT if listed else Presence.WITHDRAWN
            one.withdrawn_why = "" if listed else Withdrawal.ABSENT
            one.absent_since_at = None if listed else at


def differs(before: Page, now: Page) -> bool:
    """Whether a visit finds anything else."""
    return (before.text(), before.off, before.address) != (now.text(), now.off, now.address)


def issue(engine: Engine, day: int, cadence: Cadence) -> None:
    """Plan an issue."""
    plan(
        engine,
        cadence=cadence,
        on=TODAY + day * DAY,
        now=NOW + day * DAY,
        sender=SENDER,
        places=TREE,
        sources={SOURCE.slug: SOURCE},
        topics={},
    )


def look(
    engine: Engine,
    reader: Reader,
    pages: Mapping[str, Page],
    changed: Mapping[str, int],
    day: int,
    *,
    arrives: bool,
) -> None:
    """Check one reader's mail of a day, or that there is none; then he knows what it said."""
    today = TODAY + day * DAY
    told = {
        key: one
        for key, page in pages.items()
        if (one := must_tell(reader, key, page, changed[key], day, today))
    }
    if all(one.along for one in told.values()):
        told = {}
    text = mails(engine, day).get(reader.number, "")
    cards = cards_of(text)
    where = f"day {day}, {reader}: {text}"
    assert set(cards) == set(told), where
    for key, one in told.items():
        check(cards[key], pages[key], one, where)
    if text and not arrives:
        undelivered(engine, reader.number, day)
        return
    for key, one in told.items():
        memory = reader.knows.get(key)
        reminded = memory.reminded if memory else frozenset()
        page = pages[key]
        if page.ends_on and not one.ended and today <= page.ends_on <= today + SOON:
            reminded |= {page.ends_on}
        reader.knows[key] = Memory(page=page, over=one.ended, reminded=reminded)
    reader.reached = reader.reached or bool(told)


GOES_ON = ("Wieder offen", "Wieder veröffentlicht", "Der Termin steht wieder an")


def check(card: str, page: Page, told: Told, where: str) -> None:
    """Compare one card with what it must say."""
    lines = changes_told(card)
    if told.ended:
        assert len(lines) >= 1, where
        if not page.off and page.listed:
            assert [line.split(": ", 1)[1] for line in lines] == list(told.lines), where
    else:
        said = [re.sub(r"^(?:Neue Runde: Frist |[^:]*: )", "", line) for line in lines]
        said = [AGAIN if one in GOES_ON else one for one in said]
        assert said == list(told.lines), where
    # Beside what was before, a card states nothing that its page does not state.
    rest = re.sub(r"^  ! .*(?:\n    .*)*", "", card, flags=re.MULTILINE)
    days = {f"{day}. {month} {year}" for day, month, year in SPELT.findall(rest)}
    assert days <= {spelt(day) for day in (page.ends_on, page.on) if day}, where
    sums = set(re.findall(r"(\d+)\.000 (?:€|Euro)", rest))
    assert sums <= {str(page.award)}, where


SPELT = re.compile(rf"(\d{{1,2}})\. ({'|'.join(MONTHS)}) (\d{{4}})")


def cards_of(text: str) -> dict[str, str]:
    """Return the cards of a mail by their titles."""
    parts = re.split(r"^\* ", text.partition("\n=====\n")[0], flags=re.MULTILINE)[1:]
    found = {part.splitlines()[0].strip(): part.partition("Quelle:")[0] for part in parts}
    assert len(found) == len(parts), "one card a page"
    return found


def undelivered(engine: Engine, reader: int, day: int) -> None:
    """Let a mail be lost."""
    with reading(engine) as session:
        of_day = select(DigestIssue.id).where(DigestIssue.issued_on == TODAY + day * DAY)
        issues = session.scalars(of_day).all()
    with writing(engine) as session:
        session.execute(
            update(Delivery)
            .where(Delivery.subscriber_id == reader, Delivery.issue_id.in_(issues))
            .values(state=DeliveryState.FAILED)
        )
