"""Members: the list of a region, on which each mailbox says yes by itself, once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from db.engine import reading, writing
from db.letters import Letter
from db.selections import ListMember
from db.subscribers import ErasedAddress, Subscriber, Suppression
from notifier.selections.members import (
    FORGOTTEN_AFTER,
    LASTS,
    MOST_A_DAY,
    State,
    asked_behind,
    audience,
    come_back_to,
    confirm,
    decline,
    forget_members,
    is_open,
    on_list,
    remove,
)
from notifier.selections.typed import MOST_LINES, lines_of, text_of_file
from notifier.subscribing.erase import erase
from notifier.subscribing.leave import leave, leave_list, leave_one
from notifier.subscribing.on_behalf import leave_for
from notifier.subscribing.own_file import own_file
from notifier.suppressing import suppress
from tests.conftest import NOW, TODAY
from tests.notifier.samples import SENDER, TREE, add_subscriber
from tests.notifier.selections_world import HERE, LATER, THERE, ask, join, links

PLACES = {"lauterbach": "06535011"}


def there(engine: Engine, area: str = HERE) -> list[int]:
    """Who would get a selection today."""
    with reading(engine) as session:
        return audience(session, area, TREE.covers, TODAY)


def states(engine: Engine) -> dict[str, State]:
    """How each address stands to the manager."""
    with reading(engine) as session:
        rows, _more = on_list(session, HERE, NOW, "", 1, 100)
        return {one.member.address: one.state for one in rows}


def test_nobody_is_on_it_who_did_not_say_so(engine: Engine) -> None:
    """Asking writes one letter; only the answer by its link makes somebody a member."""
    assert ask(engine, "a@example.org", "b@example.org").asked == ["a@example.org", "b@example.org"]
    assert there(engine) == [] and states(engine)["a@example.org"] is State.ASKED
    secret = links(engine)[0]
    with writing(engine) as session:
        row = asked_behind(session, secret)
        assert row is not None and confirm(session, row, "Ja, ich will.", SENDER.secret, NOW)
        assert not confirm(session, row, "noch einmal", SENDER.secret, NOW)
        assert (row.wording, row.asked_by) == ("Ja, ich will.", "Frau Muster <muster@example.org>")
        assert "möchte Ihnen" in row.asked_words and row.confirmed_at == NOW
    assert len(there(engine)) == 1
    assert ask(engine, "a@example.org", "b@example.org").already == [
        "a@example.org",
        "b@example.org",
    ]
    assert len(links(engine)) == 2


def test_a_link_ends(engine: Engine) -> None:
    """After fourteen days nobody comes on the list by it."""
    ask(engine, "a@example.org")
    with writing(engine) as session:
        row = asked_behind(session, links(engine)[0])
        assert row is not None and is_open(row, NOW + LASTS - timedelta(seconds=1))
        assert not confirm(session, row, "Ja.", SENDER.secret, NOW + LASTS)


def test_nobody_is_asked_again_and_again(engine: Engine) -> None:
    """Once more after thirty days, and never after that without an answer."""
    ask(engine, "a@example.org")
    assert ask(engine, "a@example.org", now=NOW + timedelta(days=20)).later
    assert ask(engine, "a@example.org", now=LATER).asked == ["a@example.org"]
    assert ask(engine, "a@example.org", now=LATER + timedelta(days=100)).silent
    with reading(engine) as session:
        assert len(session.scalars(select(Letter)).all()) == 2


def test_taking_off_and_asking_anew_is_no_way_around(engine: Engine) -> None:
    """Who is removed and entered again is not asked before the thirty days are over."""
    ask(engine, "a@example.org")
    with writing(engine) as session:
        number = session.scalars(select(ListMember.id)).one()
        assert remove(session, HERE, number, NOW) and not remove(session, HERE, number, NOW)
        assert not remove(session, THERE, number, NOW)
        row = asked_behind(session, "x")
        assert row is None and session.scalars(select(Letter)).all() == []
    assert states(engine) == {}
    assert ask(engine, "a@example.org").later


def erased_before(engine: Engine) -> None:
    """Somebody had everything erased."""
    reader = add_subscriber(engine, 9, email="a@example.org")
    with writing(engine) as session:
        erase(session, session.get_one(Subscriber, reader), SENDER.secret, NOW)


def suppressed_before(engine: Engine) -> None:
    """Mail came back from an address."""
    with writing(engine) as session:
        suppress(session, "a@example.org", "weg", NOW)


def left_before(engine: Engine) -> None:
    """Somebody left everything."""
    reader = add_subscriber(engine, 9, email="a@example.org")
    with writing(engine) as session:
        leave(session, session.get_one(Subscriber, reader), NOW, way="page")


def declined_elsewhere(engine: Engine) -> None:
    """Somebody does not want to be asked by anybody."""
    ask(engine, "a@example.org", area=THERE)
    with writing(engine) as session:
        row = asked_behind(session, links(engine)[0])
        assert row is not None and decline(session, row, NOW) and not decline(session, row, NOW)


def left_this_list(engine: Engine) -> None:
    """Somebody was on this list and left."""
    (reader,) = join(engine, "a@example.org")
    with writing(engine) as session:
        assert leave_list(session, session.get_one(Subscriber, reader), HERE, NOW, way="page")


def test_several_at_once_ask_once(engine: Engine) -> None:
    """The same addresses pressed at the same moment: one question to each, and no error."""
    ask(engine, "earlier@example.org")
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: ask(engine, "a@example.org", "b@example.org"), range(4)))
    assert sorted(one for each in found for one in each.asked) == ["a@example.org", "b@example.org"]
    assert sum(len(each.already) for each in found) == 6
    assert len(links(engine)) == 3


@pytest.mark.parametrize(
    "before",
    [erased_before, suppressed_before, left_before, declined_elsewhere, left_this_list],
)
def test_some_are_not_written_to_and_nobody_hears_why(
    engine: Engine, before: Callable[[Engine], None]
) -> None:
    """The answer is the same for all of them, and no letter goes."""
    before(engine)
    written = len(links(engine))
    answer = ask(engine, "a@example.org", "b@example.org", now=LATER)
    assert (answer.silent, answer.asked) == (["a@example.org"], ["b@example.org"])
    assert len(links(engine)) == written + 1


def test_who_confirms_is_known_again(engine: Engine) -> None:
    """Whoever was erased or suppressed since the question has just shown that mail is wanted."""
    ask(engine, "a@example.org")
    erased_before(engine)
    suppressed_before(engine)
    with writing(engine) as session:
        row = asked_behind(session, links(engine)[0]) if links(engine) else None
        assert row is None  # erasing drops the question, too
        assert session.scalars(select(ErasedAddress)).all()
        assert session.scalars(select(Suppression)).all()


def test_leaving_a_list_leaves_the_rest(engine: Engine) -> None:
    """Own subscriptions and other lists go on; with the last of all the subscriber leaves."""
    reader = add_subscriber(engine, 1, email="a@example.org")
    assert join(engine, "a@example.org") == join(engine, "a@example.org", area=THERE) == [reader]
    with writing(engine) as session:
        one = session.get_one(Subscriber, reader)
        assert leave_list(session, one, HERE, NOW, way="one_click")
        assert not leave_list(session, one, HERE, NOW, way="one_click")
        assert one.unsubscribed_at is None and one.subscriptions[0].ended_at is None
        assert leave_one(session, one, one.subscriptions[0].id, NOW, way="page")
        assert one.unsubscribed_at is None
        assert leave_list(session, one, THERE, NOW, way="mail")
        assert one.unsubscribed_at == NOW
    assert there(engine) == there(engine, THERE) == []


def test_a_mistake_is_undone(engine: Engine) -> None:
    """Who left by a link comes back by it, and the proof has both; a manager's act stands."""
    (reader,) = join(engine, "a@example.org")
    with writing(engine) as session:
        one = session.get_one(Subscriber, reader)
        leave_list(session, one, HERE, NOW, way="page")
        assert come_back_to(session, one, HERE, NOW) and not come_back_to(session, one, HERE, NOW)
        row = session.scalars(select(ListMember)).one()
        assert row.earlier[0]["left_way"] == "page"
    assert there(engine) == [reader]
    with writing(engine) as session:
        remove(session, HERE, session.scalars(select(ListMember.id)).one(), NOW)
        assert not come_back_to(session, session.get_one(Subscriber, reader), HERE, NOW)


def test_leaving_all_leaves_every_list(engine: Engine) -> None:
    """The link of an own issue, the command and the desk on behalf end the lists as well."""
    (first, second) = join(engine, "a@example.org", "b@example.org")
    with writing(engine) as session:
        leave(session, session.get_one(Subscriber, first), NOW, way="page")
        leave_for(session, session.get_one(Subscriber, second), "phone", "desk", SENDER, NOW)  # type: ignore[arg-type]
        ways = session.scalars(select(ListMember.left_way).order_by(ListMember.id)).all()
    assert there(engine) == [] and ways == ["page", "phone"]


def test_erasing_and_the_own_file_know_the_lists(engine: Engine) -> None:
    """What is kept of a membership can be read by its owner, and goes with all else."""
    (reader,) = join(engine, "a@example.org")
    with writing(engine) as session:
        one = session.get_one(Subscriber, reader)
        assert '"region": "leader:vogelsberg"' in own_file(session, one)
        erase(session, one, SENDER.secret, NOW)
        assert session.scalars(select(ListMember)).all() == []


def test_only_who_is_within_the_region_gets_it(engine: Engine) -> None:
    """A place that left the region takes its readers along."""
    inside, outside = join(engine, "a@example.org", "b@example.org")
    with writing(engine) as session:
        for reader, place in ((inside, "06535011"), (outside, "06631013")):
            row = session.scalars(
                select(ListMember).where(ListMember.subscriber_id == reader)
            ).one()
            row.place = place
    assert there(engine) == [inside]


def test_there_is_a_limit_a_day(engine: Engine) -> None:
    """Nobody floods mailboxes by us."""
    many = [f"r{number}@example.org" for number in range(MOST_A_DAY + 2)]
    answer = ask(engine, *many)
    assert (len(answer.asked), len(answer.beyond)) == (MOST_A_DAY, 2)
    assert ask(engine, *answer.beyond, now=NOW + timedelta(days=1)).asked == answer.beyond


def test_what_is_over_is_forgotten(engine: Engine) -> None:
    """Who never answered after a year, who left after the years of proof; who declined stays."""
    ask(engine, "a@example.org", "b@example.org")
    join(engine, "c@example.org")
    with writing(engine) as session:
        row = asked_behind(session, links(engine)[1])
        assert row is not None and decline(session, row, NOW)
    assert forget_members(engine, NOW + FORGOTTEN_AFTER, 3) == 0
    assert forget_members(engine, NOW + FORGOTTEN_AFTER + timedelta(days=1), 3) == 1
    left_this_list(engine)
    assert forget_members(engine, NOW + timedelta(days=365 * 5), 3) == 1
    with reading(engine) as session:
        kept = sorted(session.scalars(select(ListMember.address)))
    assert kept == ["b@example.org", "c@example.org"]


def test_lines_are_read_as_people_write_them() -> None:
    """Alone, with a name, from a table with a head line, several on a line; each once."""
    text = "\n".join(
        (
            "Adresse;Name;Ort",
            "bauamt@example.org; Frau Muster; Lauterbach",
            "Herr Beispiel <verein@example.org>,",
            "x@example.org, y@example.org",
            "",
            "BAUAMT@example.org",
            "keine Adresse",
            "z@example.org;;Berlin",
        )
    )
    lines = lines_of(text, lambda name: PLACES.get(name.lower()))
    assert [(one.address, one.name, one.place) for one in lines.typed] == [
        ("bauamt@example.org", "Frau Muster", "06535011"),
        ("verein@example.org", "Herr Beispiel", ""),
        ("x@example.org", "", ""),
        ("y@example.org", "", ""),
    ]
    assert [one.number for one in lines.wrong] == [7, 8] and lines.twice == 1
    assert "Berlin" in lines.wrong[1].why


def test_no_more_lines_than_somebody_checks() -> None:
    """What is beyond the limit is said and not dropped silently."""
    text = "\n".join(f"r{number}@example.org" for number in range(MOST_LINES + 5))
    lines = lines_of(text, lambda _name: None)
    assert len(lines.typed) == MOST_LINES and "höchstens 200" in lines.wrong[-1].why


@given(st.binary(max_size=300))
def test_any_file_can_be_read(content: bytes) -> None:
    """Whatever is in it: addresses, or lines that are none."""
    lines = lines_of(text_of_file(content), lambda _name: None)
    assert all("@" in one.address for one in lines.typed)
