"""Filter acts: what may be saved under which name, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db.accounts import Account
from db.engine import writing
from db.filter_acts import (
    MOST,
    FilterRefusedError,
    change,
    drop,
    own_filter,
    own_filters,
    rename,
    save,
)
from db.finding.filter import Filter, from_json
from db.saved_filters import Webhook
from tests.conftest import NOW

BUSES = Filter(words="Bürgerbus", topics=("mobility", "village"))
POOLS = Filter(words="Schwimmbad")


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session with two accounts, 1 and 2."""
    with writing(engine) as session:
        for number in (1, 2):
            address = f"person{number}@example.org"
            session.add(Account(id=number, address=address, role="manager", created_at=NOW))
        session.flush()
        yield session


def test_what_is_saved_is_what_was_wanted(session: Session) -> None:
    """Filters come back by name, each as it was saved."""
    save(session, 1, "Schwimmbäder", POOLS, NOW)
    save(session, 1, " bus  und Bahn ", BUSES, NOW)
    assert [one.name for one in own_filters(session, 1)] == ["bus und Bahn", "Schwimmbäder"]
    assert [from_json(one.wanted) for one in own_filters(session, 1)] == [BUSES, POOLS]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("SCHWIMMBÄDER", BUSES),
        ("Anders", Filter(words=" Schwimmbad ", own=True)),  # without an area `own` says nothing
        (" ", BUSES),
        ("x" * 81, BUSES),
    ],
)
def test_a_name_or_a_filter_is_kept_once(session: Session, name: str, wanted: Filter) -> None:
    """The same name, the same filter, no name and a book are refused."""
    save(session, 1, "Schwimmbäder", POOLS, NOW)
    with pytest.raises(FilterRefusedError):
        save(session, 1, name, wanted, NOW)
    assert len(own_filters(session, 1)) == 1


def test_the_order_of_choices_makes_no_other_filter(session: Session) -> None:
    """Two topics are two topics, whichever was ticked first."""
    save(session, 1, "Busse", BUSES, NOW)
    with pytest.raises(FilterRefusedError, match="„Busse“"):
        save(session, 1, "Noch mal", Filter(words="Bürgerbus", topics=("village", "mobility")), NOW)


def test_filters_of_two_people_do_not_mix(session: Session) -> None:
    """Both may have the same under the same name, and neither sees the other's."""
    mine, yours = (save(session, number, "Busse", BUSES, NOW) for number in (1, 2))
    assert own_filters(session, 1) == [mine]
    assert own_filter(session, 1, mine.id) is mine
    assert own_filter(session, 1, yours.id) is None


def test_a_filter_may_be_renamed_and_changed(session: Session) -> None:
    """Its own name and its own filter are in nobody's way; another's are."""
    buses = save(session, 1, "Busse", BUSES, NOW)
    pools = save(session, 1, "Bäder", POOLS, NOW)
    rename(session, buses, "BUSSE", NOW)
    change(session, buses, BUSES, NOW)
    assert buses.name == "BUSSE"
    with pytest.raises(FilterRefusedError, match="„Bäder“"):
        rename(session, buses, "Bäder", NOW)
    with pytest.raises(FilterRefusedError, match="„Bäder“"):
        change(session, buses, POOLS, NOW)
    change(session, pools, Filter(), NOW)
    change(session, buses, POOLS, NOW)


def test_nobody_saves_without_end(session: Session) -> None:
    """At most fifty are kept; after one is dropped there is room again."""
    for number in range(MOST):
        save(session, 1, f"Filter {number}", Filter(words=str(number)), NOW)
    with pytest.raises(FilterRefusedError, match=str(MOST)):
        save(session, 1, "Zu viel", Filter(words="zu viel"), NOW)
    drop(session, own_filters(session, 1)[0])
    save(session, 1, "Zu viel", Filter(words="zu viel"), NOW)


def test_what_is_told_of_a_filter_ends_with_it(session: Session) -> None:
    """Its webhooks go with it, and no other's."""
    one, other = (save(session, 1, word, Filter(words=word), NOW) for word in ("a", "b"))
    for saved in (one, other):
        hook = Webhook(saved_filter_id=saved.id, url="https://example.org/", made_at=NOW)
        hook.secret = "s"
        session.add(hook)
    session.flush()
    drop(session, one)
    assert [hook.saved_filter_id for hook in session.scalars(select(Webhook))] == [other.id]
