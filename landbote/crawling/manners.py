"""Manners: what a visit heard its hosts say to machines, beside what they said before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from crawlers.observe.manners import Robots
from db.crawls import CrawlRun
from db.manners import HostManners, latest_manners

_OF_ROBOTS = ("delay", "shut_out", "names_us")

Said = Mapping[str, Any]


def note_manners(session: Session, run: CrawlRun, heard: Mapping[str, Said], now: datetime) -> None:
    """Write down what hosts say; one that says what it said is only seen again.

    Stored pages say nothing of a host.
    """
    if run.replayed:
        return
    latest = {row.host: row for row in latest_manners(session, run.source)}
    for host, said in heard.items():
        row = latest.get(host)
        says = says_now(row.says if row else {}, said)
        if row is not None and _gist(row.says) == _gist(says):
            row.says, row.seen_at = says, now
        else:
            session.add(
                HostManners(
                    source=run.source, host=host[:260], says=says, since_at=now, seen_at=now
                )
            )


def says_now(before: Said, heard: Said) -> dict[str, Any]:
    """Return what a host says after a visit; what was not asked or read again it still says.

    A robots.txt that could not be read takes nothing back, nor does a page that is as it was.
    """
    asked = heard["robots"] not in ("", Robots.UNREADABLE)
    of_robots = heard if asked else before
    fresh = {(kind, value): page for kind, value, page in heard["marks"]}
    kept = {
        (kind, value): page
        for kind, value, page in before.get("marks", ())
        if page not in heard["read"]
    }
    return {
        "robots": heard["robots"] or before.get("robots", ""),
        **{name: of_robots.get(name) for name in _OF_ROBOTS},
        "marks": sorted([kind, value, page] for (kind, value), page in (kept | fresh).items()),
    }


def _gist(says: Said) -> object:
    """Return what is said, wherever it stands."""
    marks = sorted((kind, value) for kind, value, _page in says["marks"])
    return (says["robots"], *(says[name] for name in _OF_ROBOTS), marks)
