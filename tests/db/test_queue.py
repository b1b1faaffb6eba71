"""The queue in the database: what is weighed, who has what, what sleeps, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, select

from db.engine import reading, writing
from db.opportunities import Opportunity
from db.queries.queue import Card, open_cards, technical_questions
from db.reviews import LOSING, ReviewItem, WeighedEntry
from db.statements import Field, Standing
from db.subscribers import Subscription
from db.vocabulary import Presence, ReviewState, Visibility
from notifier.weighing import nearest_day
from pipeline.desk.taking import LASTING, release, snooze, take, take_next, taken
from pipeline.desk.undo import undo_last
from tests.conftest import NOW, TODAY
from tests.notifier.samples import add_subscriber, fixed, values
from tests.stating import said
from tests.web.desk.queue_samples import ISSUE, ask, asked, weighed

DAY = timedelta(days=1)


def cards(engine: Engine) -> dict[str, Card]:
    """The cards by title."""
    with reading(engine) as session:
        return {card.title: card for card in open_cards(session, NOW)}


def test_an_entry_with_several_questions_is_one_card(engine: Engine) -> None:
    """However much is asked of it, and what was answered is on none."""
    asked(engine, "Bus", "topics", "kind", "deadline")
    asked(engine, "Laden", "topics")
    done = ask(engine, asked(engine, "Museum", "kind"), "topics")
    with writing(engine) as session:
        session.get_one(ReviewItem, done).state = ReviewState.ANSWERED
    found = cards(engine)
    assert {title: len(card.questions) for title, card in found.items()} == {
        "Bus": 3,
        "Laden": 1,
        "Museum": 1,
    }


def test_what_only_an_engineer_can_answer_reaches_no_clerk(engine: Engine) -> None:
    """An entry that crashed the reader, and a note that asks nothing; a note that asks does."""
    cut = "Die Quelle liefert die Angaben „budgetOverview“ abgeschnitten. Bitte prüfen Sie sie."
    hour = "Zu welcher Uhrzeit endet die Frist? Die Quelle nennt nur den Tag."
    ask(engine, asked(engine, "Absturz"), "reading", question="ValueError. Was gilt?")
    ask(engine, asked(engine, "Abgeschnitten"), "source", question=cut)
    ask(engine, asked(engine, "Uhrzeit"), "source", question=hour)
    ask(engine, asked(engine, "Beides", "topics"), "source", question=cut)
    found = cards(engine)
    assert set(found) == {"Uhrzeit", "Beides"} and len(found["Beides"].questions) == 1
    with reading(engine) as session:
        technical = [entry.title for _item, entry in technical_questions(session)]
    assert technical == ["Beides", "Abgeschnitten", "Absturz"]


def test_what_is_gone_asks_nothing(engine: Engine) -> None:
    """A withdrawn entry is nobody's work; a held one is."""
    gone, held = asked(engine, "Weg", "topics"), asked(engine, "Gehalten", "kind")
    with writing(engine) as session:
        session.get_one(Opportunity, gone).presence = Presence.WITHDRAWN
        session.get_one(Opportunity, held).visibility = Visibility.HELD
    assert set(cards(engine)) == {"Gehalten"}


def test_an_entry_is_weighed_by_the_subscriptions_it_fits(engine: Engine) -> None:
    """By area, topic, applicant and level, held back or not; one that ended counts no more."""
    fits = asked(engine, "Passt", "kind")
    asked(engine, "Anderes Thema", "kind", topics=("climate",))
    asked(engine, "Anderes Land", "kind", areas=("09",))
    for number in (1, 2):
        add_subscriber(engine, number)
    add_subscriber(engine, 3, subscription={"levels": ["federal"]})
    with writing(engine) as session:
        session.get_one(Opportunity, fits).visibility = Visibility.HELD
    assert cards(engine)["Passt"].concerned is None
    assert (weighed(engine), weighed(engine)) == (3, 0)
    assert {title: card.concerned for title, card in cards(engine).items()} == {
        "Passt": 2,
        "Anderes Thema": 0,
        "Anderes Land": 0,
    }
    with writing(engine) as session:
        session.scalars(select(Subscription)).first().ended_at = NOW  # type: ignore[union-attr]
    assert weighed(engine) == 3 and cards(engine)["Passt"].concerned == 1


def test_only_what_moved_is_weighed_again(engine: Engine) -> None:
    """A new question, another revision, another day, another issue."""
    first = asked(engine, "Eins", "kind")
    asked(engine, "Zwei", "kind")
    assert weighed(engine) == 2
    asked(engine, "Drei", "kind")
    assert weighed(engine) == 1
    with writing(engine) as session:
        session.get_one(WeighedEntry, first).revision_id = 0
    assert (weighed(engine), weighed(engine)) == (1, 0)
    assert weighed(engine, TODAY + DAY) == 3
    assert weighed(engine, TODAY + DAY, replace(ISSUE, on=ISSUE.on + DAY)) == 3


def test_the_nearest_day_may_be_one_that_is_asked_about() -> None:
    """If it is true there is no more time; what is past or no whole day is none."""

    def doubtful(on: str) -> object:
        return said(Field.DEADLINE, on, standing=Standing.ASKED, question="Gilt das?")

    def near(*more: object, **facts: object) -> tuple[date, bool] | None:
        return nearest_day(values(**{"deadlines": (), "more": more} | facts), TODAY)

    sure = (fixed(TODAY + 30 * DAY),)
    assert near(deadlines=sure) == (TODAY + 30 * DAY, True)
    assert near(doubtful("2026-12-01"), deadlines=sure) == (date(2026, 12, 1), False)
    assert near(doubtful("2026-11-01"), doubtful("--12-01"), deadlines=sure) == (
        TODAY + 30 * DAY,
        True,
    )
    assert near(doubtful("2026-11-01")) is None


def test_what_the_next_issue_waits_for(engine: Engine) -> None:
    """What is new to a subscriber and asked about, held back or not; nothing that fits nobody."""
    add_subscriber(engine, 1)
    held = asked(engine, "Gehalten", "kind")
    asked(engine, "Neu", "topics")
    asked(engine, "Für niemand", "topics", topics=("climate",))
    asked(engine, "Vorbei", "topics", in_days=-3)
    with writing(engine) as session:
        session.get_one(Opportunity, held).visibility = Visibility.HELD
    weighed(engine)
    assert {title for title, card in cards(engine).items() if card.due} == {"Gehalten", "Neu"}


def test_an_entry_is_taken_for_a_while(engine: Engine) -> None:
    """Nobody else gets it before that is over, or before it is given back."""
    one, other = asked(engine, "Eins", "kind"), asked(engine, "Zwei", "kind")
    with writing(engine) as session:
        assert take(session, one, "a@example.org", NOW)
        assert not take(session, one, "b@example.org", NOW + LASTING - DAY / 1000)
        assert take(session, one, "a@example.org", NOW + LASTING / 2)
        assert not take(session, one, "b@example.org", NOW + LASTING)
        assert take(session, other, "b@example.org", NOW)
    with reading(engine) as session:
        assert taken(session, [one, other], NOW) == {one: "a@example.org", other: "b@example.org"}
    with writing(engine) as session:
        release(session, one, "b@example.org")
        assert not take(session, one, "b@example.org", NOW + LASTING)
        release(session, one, "a@example.org")
        assert take(session, one, "b@example.org", NOW)
        assert take(session, other, "a@example.org", NOW + LASTING)


def test_two_who_ask_at_once_never_get_the_same(engine: Engine) -> None:
    """Eight clerks go through the same five entries at the same time: each goes to one of them."""
    ids = [asked(engine, f"Eintrag {n}", "kind") for n in range(5)]
    clerks = [f"clerk{n}@example.org" for n in range(8)]
    together = Barrier(len(clerks))

    def first_free(by: str) -> int | None:
        together.wait()
        for id in ids:
            with writing(engine) as session:
                if take_next(session, id, by, NOW):
                    return id
        return None

    with ThreadPoolExecutor(len(clerks)) as threads:
        got = list(threads.map(first_free, clerks))
    assert sorted(filter(None, got)) == ids and got.count(None) == 3


def test_what_was_answered_meanwhile_is_not_handed_out(engine: Engine) -> None:
    """Its turn had come when the list was made."""
    gone, there = asked(engine, "Eins"), asked(engine, "Zwei", "kind")
    with writing(engine) as session:
        assert not take_next(session, gone, "a@example.org", NOW)
        assert take_next(session, there, "a@example.org", NOW)


@pytest.mark.parametrize("act", [lambda s: undo_last(s, "a@example.org", NOW), None])
def test_what_sleeps_wakes_on_its_day(engine: Engine, act: Callable[..., object] | None) -> None:
    """Or by a new question, or where it is taken back; and it is free for others meanwhile."""
    one = asked(engine, "Eins", "kind", "topics")
    asked(engine, "Zwei", "kind")
    until_on = TODAY + 7 * DAY
    with writing(engine) as session:
        take(session, one, "a@example.org", NOW)
        with pytest.raises(ValueError, match="späteren Tag"):
            snooze(session, one, TODAY, "a@example.org", NOW)
        assert snooze(session, one, until_on, "a@example.org", NOW) == 2
    asleep = [item.asleep_until_on for item in cards(engine)["Eins"].questions]
    assert asleep == [until_on, until_on] and not cards(engine)["Eins"].taken_by
    if act:
        with writing(engine) as session:
            act(session)
        asleep = [item.asleep_until_on for item in cards(engine)["Eins"].questions]
        assert asleep == [until_on, None]
    else:
        ask(engine, one, "award_max", raised_by=LOSING)
        asleep = [item.asleep_until_on for item in cards(engine)["Eins"].questions]
        assert asleep == [until_on, until_on, None]
