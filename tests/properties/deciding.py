"""Two clerks at work on a few entries, while pages and rules change: a story for Hypothesis.

After each step what is stored must be what the log makes of the machine's readings, no row of
the log may have changed, and no word of a person may be lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

import pipeline.run
from crawlers.items import GivenDeadline, RawEntry
from db.base import table_of
from db.decisions import STATES, Act, Decision
from db.engine import make_engine, reading, writing
from db.facts import (
    FactApplicant,
    FactArea,
    FactDeadline,
    FactInstrument,
    Facts,
    FactTerms,
    FactTopic,
)
from db.identities import RULES, Identity
from db.opportunities import Opportunity, Revision
from db.reviews import ReviewItem
from db.statements import Field, Statement, Subject, statements_from_json
from db.values import from_json
from db.vocabulary import Origin, Presence, ReviewState, Visibility
from pipeline.claim import Claim
from pipeline.desk import identities
from pipeline.desk.accept import accept
from pipeline.desk.aside import ask_funder, dismiss, note, postpone
from pipeline.desk.confirm import confirm
from pipeline.desk.correct import Correction, correct, set_kind
from pipeline.desk.reject import reject
from pipeline.desk.replay import replay
from pipeline.desk.seen import Seen, seen_of
from pipeline.desk.undo import undo, undo_last
from pipeline.desk.visibility import restore, show_as, withdraw
from pipeline.run import Rules
from tests.conftest import NOW
from tests.databases import PostgresTemplate, SqliteTemplate
from tests.pipeline.duplicates.test_relate import BANK, EXPORT, GROUNDS, UNSURE, crawl

HOUR = timedelta(hours=1)
CLERKS = ("one@example.org", "two@example.org")
ENTRIES = (BANK, UNSURE, EXPORT)
DEADLINES = (
    "Anträge sind bis zum 31. Januar 2027 einzureichen.",
    "Anträge sind bis zum 28. Februar 2027 einzureichen.",
    "Anträge sind bis zum 31. Januar einzureichen.",  # a question: which year?
    "",
)
AWARDS = (
    "Der Zuschuss beträgt höchstens 20.000 Euro.",
    "Der Zuschuss beträgt höchstens 30.000 Euro.",
    "",
)
SAID: dict[Subject, tuple[tuple[Statement, ...], ...]] = {
    Subject.DEADLINES: (
        (Statement(field=Field.DEADLINE, value="2027-04-15"),),
        (Statement(field=Field.DEADLINE_RULE, value="rolling"),),
        (),
    ),
    Subject.AWARD: (
        (Statement(field=Field.AWARD_MAX, value=15_000),),
        (
            Statement(field=Field.AWARD_MIN, value=500),
            Statement(field=Field.AWARD_MAX, value=9_000),
        ),
        (),
    ),
    Subject.AREAS: ((Statement(field=Field.AREA, value="06535"),),),
}
# What each edition of the rules does not read.
BLIND: tuple[frozenset[Field], ...] = (
    frozenset(),
    frozenset({Field.AWARD_MAX}),
    frozenset({Field.DEADLINE}),
)
FACTS = (Facts, FactDeadline, FactArea, FactTopic, FactApplicant, FactInstrument, FactTerms)

slots = st.sampled_from(range(len(ENTRIES)))
clerks = st.sampled_from(CLERKS)
numbers = st.integers(0, 50)
stale = st.booleans()


class Deciding(RuleBasedStateMachine):
    """The story; a test fills in the database and the rules."""

    template: ClassVar[SqliteTemplate | PostgresTemplate]
    shipped: ClassVar[Rules]

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(TemporaryDirectory()))
        url = self.stack.enter_context(self.template.database(folder))
        self.engine: Engine = make_engine(url)
        self.stack.callback(self.engine.dispose)
        patched = self.stack.enter_context(pytest.MonkeyPatch.context())
        patched.setattr(pipeline.run, "claims_that_count", self.read)
        self.edition = 0
        self.hours = 0
        self.pages: dict[str, dict[int, Seen]] = {name: {} for name in CLERKS}
        self.log: list[tuple[Any, ...]] = []

    def teardown(self) -> None:
        """Let go of the database."""
        self.stack.close()

    def read(self, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """The rules of an edition: some see less."""
        blind = BLIND[self.edition % len(BLIND)]
        return tuple(claim for claim in claims if claim.field not in blind)

    @property
    def now(self) -> Any:
        """Every step is an hour later."""
        return NOW + self.hours * HOUR

    # The source and the rules.

    @initialize()
    def first_crawl(self) -> None:
        """All entries are there."""
        self.process(*(page(one, DEADLINES[0], AWARDS[0]) for one in ENTRIES))

    @rule(
        slot=slots,
        deadline=st.sampled_from(DEADLINES),
        award=st.sampled_from(AWARDS),
        given=st.booleans(),
    )
    def crawl(self, slot: int, deadline: str, award: str, given: bool) -> None:
        """A page changes; a day that its source gives makes that of its text a question."""
        entry = page(ENTRIES[slot], deadline, award)
        days = (GivenDeadline(on=date(2027, 3, 1)),) if given else ()
        self.process(replace(entry, given=replace(entry.given, deadlines=days)))

    @rule()
    def read_again(self) -> None:
        """A deploy brings other rules."""
        self.edition += 1
        self.process()

    def process(self, *entries: RawEntry) -> None:
        """Read what came, by the rules of today."""
        self.hours += 1
        rules = replace(self.shipped, edition=str(self.edition))
        crawl(self.engine, rules, self.now, *entries)

    # The clerks.

    @rule(by=clerks)
    def look(self, by: str) -> None:
        """A clerk opens the pages of all entries, and has them before him from now on."""
        self.pages[by] = self.seen()

    @rule(
        by=clerks,
        slot=slots,
        said=st.sampled_from([(of, one) for of, some in SAID.items() for one in some]),
        page=stale,
    )
    def correct(
        self, by: str, slot: int, said: tuple[Subject, tuple[Statement, ...]], page: bool
    ) -> None:
        """A clerk says what holds."""
        subject, statements = said
        correction = Correction(subject=subject, statements=statements)
        self.on_entry(
            by, slot, page, lambda s, n, at: correct(s, n, correction, by, self.now, seen=at)
        )

    @rule(by=clerks, slot=slots, subject=st.sampled_from(list(SAID)), page=stale)
    def confirm(self, by: str, slot: int, subject: Subject, page: bool) -> None:
        """A clerk vouches for what stands."""
        self.on_entry(
            by, slot, page, lambda s, n, at: confirm(s, n, subject, by, self.now, seen=at)
        )

    @rule(
        by=clerks,
        slot=slots,
        kind=st.sampled_from(["call", "notice", "award", "event"]),
        page=stale,
    )
    def set_kind(self, by: str, slot: int, kind: str, page: bool) -> None:
        """A clerk says what it is."""
        self.on_entry(by, slot, page, lambda s, n, at: set_kind(s, n, kind, by, self.now, seen=at))

    @rule(by=clerks, slot=slots, shown=st.sampled_from(list(Visibility)), page=stale)
    def show(self, by: str, slot: int, shown: Visibility, page: bool) -> None:
        """A clerk says who may see it."""
        self.on_entry(by, slot, page, lambda s, n, at: show_as(s, n, shown, by, self.now, seen=at))

    @rule(by=clerks, slot=slots, act=st.sampled_from([withdraw, restore]), page=stale)
    def come_and_go(self, by: str, slot: int, act: Callable[..., Decision], page: bool) -> None:
        """A clerk says that it is gone, or back."""
        self.on_entry(by, slot, page, lambda s, n, at: act(s, n, by, self.now, seen=at))

    @rule(by=clerks, slot=slots, page=stale)
    def note(self, by: str, slot: int, page: bool) -> None:
        """A clerk leaves a remark."""
        self.on_entry(by, slot, page, lambda s, n, at: note(s, n, "Merke!", by, self.now, seen=at))

    @rule(
        by=clerks,
        number=numbers,
        act=st.sampled_from(["accept", "accept", "reject", "dismiss"]),
        page=stale,
    )
    def answer(self, by: str, number: int, act: str, page: bool) -> None:
        """A clerk answers a question."""
        acts: dict[str, Callable[[Session, int, Seen | None], object]] = {
            "accept": lambda s, item, at: accept(s, item, by, self.now, seen=at),
            "reject": lambda s, item, at: reject(s, item, by, self.now, seen=at),
            "dismiss": lambda s, item, at: dismiss(s, item, by, self.now, why="keine", seen=at),
        }
        self.on_question(by, number, page, acts[act])

    @rule(by=clerks, number=numbers, page=stale, funder=st.booleans())
    def wait(self, by: str, number: int, page: bool, funder: bool) -> None:
        """A clerk lets a question wait."""
        due = date(2027, 6, 1)

        def act(session: Session, item: int, at: Seen | None) -> object:
            if not funder:
                return postpone(session, item, due, by, self.now, seen=at)
            words = {"question": "Wann?", "whom": "amt@example.org", "due_on": due}
            return ask_funder(session, item, by=by, now=self.now, seen=at, **words)  # type: ignore[arg-type]

        self.on_question(by, number, page, act)

    @rule(
        by=clerks,
        one=slots,
        other=slots,
        act=st.sampled_from([identities.merge, identities.separate, identities.undo]),
        page=stale,
    )
    def relate(self, by: str, one: int, other: int, act: Callable[..., object], page: bool) -> None:
        """A clerk says what two entries are to each other."""
        there = self.ids()[ENTRIES[other].source]
        self.on_entry(
            by,
            one,
            page,
            lambda s, n, at: act(s, n, there, grounds=GROUNDS, by=by, now=self.now, seen=at),
        )

    @precondition(lambda self: self.log)
    @rule(by=clerks, number=numbers)
    def undo(self, by: str, number: int) -> None:
        """A clerk takes back any decision."""
        which = self.log[number % len(self.log)][0]
        self.act(lambda s: undo(s, which, by, self.now, grounds=GROUNDS))

    @rule(by=clerks)
    def undo_last(self, by: str) -> None:
        """A clerk takes back the last of the own decisions."""
        self.act(lambda s: undo_last(s, by, self.now, grounds=GROUNDS))

    def on_entry(
        self, by: str, slot: int, stale: bool, deed: Callable[[Session, int, Seen | None], object]
    ) -> None:
        """Act on an entry, with the page that the clerk opened some time ago or with none."""
        number = self.ids()[ENTRIES[slot].source]
        self.with_page(by, number, stale, lambda s, at: deed(s, number, at))

    def on_question(
        self, by: str, number: int, stale: bool, deed: Callable[[Session, int, Seen | None], object]
    ) -> None:
        """Act on one of the open questions, if there is any."""
        with reading(self.engine) as session:
            rows = select(ReviewItem).where(ReviewItem.state == ReviewState.OPEN)
            found = session.scalars(rows.order_by(ReviewItem.id)).all()
        if found:
            item = found[number % len(found)]
            self.with_page(by, item.opportunity_id, stale, lambda s, at: deed(s, item.id, at))

    def with_page(
        self, by: str, number: int, stale: bool, deed: Callable[[Session, Seen | None], object]
    ) -> None:
        """Act; whoever has an old page before him changes nothing."""
        page = self.pages[by].get(number) if stale else None
        moved = page is not None and page != self.seen()[number]
        before = self.rows()
        done = self.act(lambda s: deed(s, page))
        if moved:
            assert not done
            assert self.rows() == before

    def act(self, deed: Callable[[Session], object]) -> bool:
        """Let a clerk act an hour later; return whether it was done. What is refused is refused."""
        self.hours += 1
        try:
            with writing(self.engine) as session:
                deed(session)
        except (LookupError, ValueError):  # Moved is one
            return False
        return True

    # What must hold.

    @invariant()
    def what_is_stored_is_what_the_log_says(self) -> None:
        """Facts, values, who may see it and whether it is there: rebuilt from nothing."""
        with writing(self.engine) as session:
            stored = stored_of(session)
            replayed = replay(session, self.now)
            session.flush()
            session.expire_all()
            again = stored_of(session)
            values = stored.pop("values")
            assert again.pop("values") == values
            assert {id: one.statements for id, one in replayed.items()} == {
                id: from_json(content).statements for id, content in values.items()
            }
            assert {id: from_json(content) for id, content in values.items()} == replayed
            assert again == stored
            session.rollback()

    @invariant()
    def no_row_of_the_log_is_altered(self) -> None:
        """Rows come, and only what says that they ended moves."""
        rows = self.rows()
        assert rows[: len(self.log)] == self.log
        self.log = rows

    @invariant()
    def no_word_is_lost(self) -> None:
        """The last word on each subject that was not taken back stands, and nothing else."""
        with reading(self.engine) as session:
            log = list(session.scalars(select(Decision).order_by(Decision.id)))
            contents = contents_of(session)
            ties = {
                (row.first_id, row.second_id): row.relation
                for row in session.scalars(select(Identity).where(Identity.undone_at.is_(None)))
                if row.decided_by != RULES
            }
        taken_back = {row.undoes for row in log}
        words = [row for row in log if row.id not in taken_back]
        last = {
            (row.opportunity_id, row.subject): statements_from_json(row.value)
            for row in words
            if row.act in STATES
        }
        for (number, subject), said in last.items():
            stands = [
                one for one in from_json(contents[number or 0]).statements if one.subject == subject
            ]
            staff = {one.content for one in said if one.origin is Origin.STAFF}
            assert {one.content for one in stands if one.origin is Origin.STAFF} == staff
            assert {one.content for one in stands if one.sure} <= {one.content for one in said}
        assert ties == {
            (row.opportunity_id, row.other_id): row.act
            for row in words
            if row.act in (Act.SAME, Act.DIFFERENT)
        }

    def seen(self) -> dict[int, Seen]:
        """What a page of each entry would have seen now."""
        with reading(self.engine) as session:
            return seen_of(session, list(session.scalars(select(Opportunity.id))))

    def ids(self) -> dict[str, int]:
        """The number of each source's entry."""
        with reading(self.engine) as session:
            rows = session.execute(select(Opportunity.source, Opportunity.id))
            return {source: id for source, id in rows}

    def rows(self) -> list[tuple[Any, ...]]:
        """The log, without what says that a row ended."""
        table = table_of(Decision)
        columns = [one for one in table.columns if not one.name.startswith("undone_")]
        with reading(self.engine) as session:
            return [tuple(row) for row in session.execute(select(*columns).order_by(table.c.id))]


def page(entry: RawEntry, deadline: str, award: str) -> RawEntry:
    """An entry whose text says this."""
    who = "Antragsberechtigt sind Städte und Gemeinden."
    return replace(entry, body=" ".join(filter(None, (who, award, deadline))))


def contents_of(session: Session) -> dict[int, dict[str, Any]]:
    """What stands of each entry."""
    present = Revision.id == Opportunity.revision_id
    rows = select(Opportunity.id, Revision.content).join(Revision, present)
    return {id: content for id, content in session.execute(rows)}


def stored_of(session: Session) -> dict[str, Any]:
    """All that follows from the log: values, who sees an entry, what stands, and the facts."""
    shown = (Opportunity.id, Opportunity.visibility, Opportunity.kind, Opportunity.title)
    found: dict[str, Any] = {
        "shown": sorted(tuple(row) for row in session.execute(select(*shown))),
        "there": sorted(
            (id, presence == Presence.WITHDRAWN, why)
            for id, presence, why in session.execute(
                select(Opportunity.id, Opportunity.presence, Opportunity.withdrawn_why)
            )
        ),
        "values": contents_of(session),
    }
    for entity in FACTS:
        columns = [one for one in table_of(entity).columns if one.name != "id"]
        found[entity.__name__] = sorted(
            tuple(map(str, row)) for row in session.execute(select(*columns))
        )
    return found
