"""A value that disappears is a question to staff, and news to nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from crawlers.items import RawEntry
from db.engine import reading, writing
from db.opportunities import Opportunity, Revision
from db.reviews import LOSING, ReviewItem
from pipeline.run import Rules, process
from tests.pipeline.test_run import crawled
from tests.pipeline.test_settle import raw

DAY = timedelta(days=1)
UNTIL = "Anträge sind bis zum 19. Februar 2027 einzureichen."
SUM = "Der Zuschuss beträgt höchstens 4.000 Euro."
WHO = "Antragsberechtigt sind Vereine."
REST = "Gefördert werden neue Spielgeräte auf Plätzen im Dorf."


def page(*sentences: str) -> RawEntry:
    """An entry that says this."""
    return replace(raw(), title="Spielplätze", summary="", fields=(), body=" ".join(sentences))


FULL = page(REST, UNTIL, SUM, WHO)


class Source:
    """An entry whose text changes from day to day."""

    def __init__(self, engine: Engine, rules: Rules, now: datetime) -> None:
        self.engine, self.rules, self.now = engine, rules, now

    def says(self, entry: RawEntry) -> None:
        """Let it say this on the next day."""
        self.now += DAY
        crawled(self.engine, self.now, entry)
        process(self.engine, self.rules, self.now)

    def news(self) -> tuple[datetime | None, list[bool]]:
        """When it was last worth telling, and which of its revisions were."""
        with reading(self.engine) as session:
            (one,) = session.scalars(select(Opportunity))
            revisions = session.scalars(select(Revision).order_by(Revision.number))
            return one.news_at, [revision.material for revision in revisions]

    def asked(self) -> dict[str, str]:
        """How the questions about losses stand, by their field."""
        with reading(self.engine) as session:
            items = session.scalars(select(ReviewItem).where(ReviewItem.raised_by == LOSING))
            return {item.field: item.state for item in items}

    def wording(self) -> list[str]:
        """What the open questions about losses say."""
        lost = (ReviewItem.raised_by == LOSING, ReviewItem.state == "open")
        with reading(self.engine) as session:
            return list(session.scalars(select(ReviewItem.question).where(*lost)))


@pytest.fixture
def source(engine: Engine, rules: Rules, now: datetime) -> Source:
    """An entry with a deadline, a sum and applicants, once read."""
    source = Source(engine, rules, now)
    source.says(FULL)
    return source


@pytest.mark.parametrize(
    ("left", "fields", "words"),
    [
        (page(REST, SUM, WHO), {"deadline"}, "„Frist“ nichts mehr, bisher: 19.02.2027"),
        (page(REST, UNTIL, WHO), {"award_max"}, "„Höchstförderung“ nichts mehr, bisher: 4.000 €"),
        (page(REST, UNTIL, SUM), {"applicant"}, "„Antragsberechtigte“ nichts mehr, bisher: Verein"),
        (page(REST, WHO), {"deadline", "award_max"}, "Was gilt?"),
    ],
)
def test_what_is_stated_no_more_is_asked(
    source: Source, left: RawEntry, fields: set[str], words: str
) -> None:
    """Nobody is told; staff are asked until it is there again, naming what was there."""
    before, _ = source.news()
    source.says(left)
    assert source.news() == (before, [True, False])
    assert source.asked() == dict.fromkeys(fields, "open")
    assert all("nichts mehr, bisher" in one for one in source.wording())
    assert any(words in one for one in source.wording())
    source.says(replace(left, title="Spielplätze im Dorf"))
    assert source.asked() == dict.fromkeys(fields, "open")
    source.says(FULL)
    assert source.asked() == dict.fromkeys(fields, "moot")


def test_a_loss_keeps_no_change_from_being_told(source: Source) -> None:
    """A sum that goes while the deadline moves: the move is news, the sum is asked for."""
    source.says(page(REST, UNTIL.replace("19.", "26."), WHO))
    assert source.news() == (source.now, [True, True])
    assert source.asked() == {"award_max": "open"}
    with reading(source.engine) as session:
        newest = session.scalars(select(Revision).order_by(Revision.number.desc())).first()
        assert newest is not None
        told = [change["sentence"] for change in newest.changes if change["material"]]
    assert told == ["Frist verlängert: 19.02.2027 → 26.02.2027"]


def test_a_value_that_became_doubtful_is_asked_once(source: Source) -> None:
    """Where the reading asks itself, the loss asks nothing."""
    source.says(page(REST, "Anträge sind bis zum 19. Februar einzureichen.", SUM, WHO))
    assert source.asked() == {}


def test_a_day_that_is_over_may_be_dropped(source: Source) -> None:
    """Nobody need be asked about a deadline that has passed anyway, nor hear of it."""
    source.now += 100 * DAY
    before, _ = source.news()
    source.says(page(REST, SUM, WHO))
    assert source.asked() == {} and source.news() == (before, [True, False])


def test_an_answered_question_stays_answered(source: Source) -> None:
    """What staff have settled is not opened again while the value stays away."""
    source.says(page(REST, SUM, WHO))
    with writing(source.engine) as session:
        (item,) = session.scalars(select(ReviewItem).where(ReviewItem.raised_by == LOSING))
        item.state = "answered"
    source.says(page(REST, SUM, WHO, "Fragen beantwortet das Amt."))
    assert source.asked() == {"deadline": "answered"}
