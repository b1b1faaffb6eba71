"""Manners: what hosts say is stored when it is new, and nothing is taken back unseen."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, select

from db.crawls import CrawlRun
from db.engine import reading, writing
from db.manners import HostManners, against_machines, latest_manners, manners_of
from landbote.crawling.manners import note_manners

DAY = timedelta(days=1)
LIST = "https://a.example.org/liste"


def heard(**said: Any) -> dict[str, Any]:
    """What a visit noted of a host."""
    nothing: dict[str, Any] = {"robots": "allows", "delay": None, "shut_out": [], "names_us": False}
    return {**nothing, "marks": [], "read": [LIST], **said}


def visit(
    engine: Engine, at: datetime, source: str = "one", *, replayed: bool = False, **hosts: Any
) -> None:
    """Let a source be visited and its hosts say this."""
    with writing(engine) as session:
        run = CrawlRun(source=source, started_at=at, replayed=replayed)
        session.add(run)
        note_manners(session, run, {f"{name}.example.org": one for name, one in hosts.items()}, at)


def test_only_what_is_new_is_written_anew(engine: Engine, now: datetime) -> None:
    """Since when, seen when, and what was said before, of each host of each source by itself."""
    closed = heard(shut_out=["GPTBot"], marks=[["robots_word", "noai", LIST]])
    visit(engine, now, a=heard(), b=closed)
    visit(engine, now, "other", a=heard())
    visit(engine, now + DAY, a=heard(), b=closed)
    visit(engine, now + 2 * DAY, a=closed, b={**closed, "marks": [["robots_word", "noai", "/b"]]})
    with reading(engine) as session:
        said = manners_of(session, "one")
        rows = {host: [(row.since_at, row.seen_at) for row in of] for host, of in said.items()}
        assert rows == {
            "a.example.org": [(now + 2 * DAY, now + 2 * DAY), (now, now + DAY)],
            "b.example.org": [(now, now + 2 * DAY)],  # on another page it is the same
        }
        assert [row.since_at for row in latest_manners(session, "one")] == [now + 2 * DAY, now]
        assert against_machines(session) == {"one": ("GPTBot", "noai")}


def test_what_was_not_seen_again_still_holds(engine: Engine, now: datetime) -> None:
    """A robots.txt that is not to be had and pages that are as they were take nothing back."""
    visit(engine, now, a=heard(shut_out=["GPTBot"], delay=9.0, marks=[["licence", "cc0", LIST]]))
    visit(engine, now + DAY, a=heard(robots="unreadable", read=[]))
    with reading(engine) as session:
        (row,) = latest_manners(session, "one")
        assert (row.says["robots"], row.says["shut_out"]) == ("unreadable", ["GPTBot"])
        assert (row.says["delay"], row.says["marks"]) == (9.0, [["licence", "cc0", LIST]])
    visit(engine, now + 2 * DAY, a=heard())
    with reading(engine) as session:
        (row,) = latest_manners(session, "one")
        assert (row.says["shut_out"], row.says["delay"], row.says["marks"]) == ([], None, [])


def test_stored_pages_say_nothing_of_a_host(engine: Engine, now: datetime) -> None:
    """A run made from them writes nothing, and takes nothing back."""
    visit(engine, now, replayed=True, a=heard(robots="none"))
    visit(engine, now, "other", replayed=True, a=heard(robots="none"))
    with reading(engine) as session:
        assert session.scalars(select(HostManners)).all() == []
