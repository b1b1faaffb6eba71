"""Conditional requests: what is still so is not sent again, and nothing else is taken for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from fastapi.routing import iter_route_contexts
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from starlette.requests import Request
from starlette.testclient import TestClient

from db.crawls import CrawlRun
from db.engine import reading, writing
from db.findings import Finding, note
from db.identities import Identity
from db.opportunities import Opportunity
from db.projection import rebuild
from db.queries.public_stamp import public_stamp
from db.vocabulary import FindingKind, Presence, RunOutcome, Visibility
from tests.conftest import NOW, TODAY
from tests.notifier.samples import STATE, change, group, publish, values
from tests.web.measured_stock import counted
from tests.web.signing_in import signed_in
from tests.web.test_doors import site
from web.app import make_app
from web.conditional import UNLESS_SEEN, State, _tag
from web.doors import public
from web.doors.session import cookie_name

PATH = "/foerderungen"
SECOND = timedelta(seconds=1)
Changing = Callable[[Engine], None]


class Clock:
    """A time that a test moves."""

    def __init__(self) -> None:
        self.at = NOW

    def site(self, engine: Engine) -> TestClient:
        """A stranger's browser, by this clock."""
        here = replace(site(engine), now=lambda: self.at, today=lambda: self.at.date())
        return TestClient(make_app(here), raise_server_exceptions=False)


def _two(engine: Engine) -> None:
    for key in ("1", "2"):
        publish(engine, key, values(title=f"Dorfladen {key}"))


def _published(engine: Engine) -> None:
    publish(engine, "3", values(title="Dorfladen 3"))


def _changed(engine: Engine) -> None:
    change(engine, 1, values(title="Dorfladen, neu"), NOW, "Der Titel ist ein anderer.")


def _hidden(engine: Engine) -> None:
    with writing(engine) as session:
        session.get_one(Opportunity, 1).visibility = Visibility.HELD
        rebuild(session, [1], TODAY)


def _withdrawn(engine: Engine) -> None:
    with writing(engine) as session:
        session.get_one(Opportunity, 2).presence = Presence.WITHDRAWN
        rebuild(session, [2], TODAY)


def _one(engine: Engine) -> None:
    group(engine, 1, 2)


def _family(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(
            Identity(
                first_id=1, second_id=2, relation="family", reason="", decided_by="rules",
                decided_at=NOW,
            )
        )  # fmt: skip


def _no_family(engine: Engine) -> None:
    with writing(engine) as session:
        session.scalars(select(Identity)).one().undone_at = NOW


def _visit(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(CrawlRun(source=STATE.slug, started_at=NOW))


def _visited(engine: Engine) -> None:
    with writing(engine) as session:
        running = select(CrawlRun).where(CrawlRun.outcome == RunOutcome.RUNNING)
        session.scalars(running).one().outcome = RunOutcome.OK


def _unreadable(engine: Engine) -> None:
    with writing(engine) as session:
        note(session, STATE.slug, FindingKind.BROKEN, "Die Seite ist anders.", "", NOW)


def _readable(engine: Engine) -> None:
    with writing(engine) as session:
        session.scalars(select(Finding)).one().cleared_at = NOW


CHANGES: tuple[Changing, ...] = (
    *(_two, _published, _changed, _hidden, _withdrawn, _one, _family, _no_family, _visit),
    *(_visited, _unreadable, _readable),
)


def test_whatever_changes_makes_another_state(engine: Engine) -> None:
    """Each change of what strangers see makes the page new to whoever had it, however asked."""
    clock = Clock()
    pages = clock.site(engine)
    seen: set[str] = set()
    for changing in CHANGES:
        before = pages.get(PATH)
        assert pages.get(PATH, headers={"If-None-Match": before.headers["ETag"]}).status_code == 304
        changing(engine)
        clock.at += SECOND
        after = pages.get(PATH, headers={"If-None-Match": before.headers["ETag"]})
        assert after.status_code == 200, changing
        since = {"If-Modified-Since": before.headers["Last-Modified"]}
        assert pages.get(PATH, headers=since).status_code == 200, changing
        seen |= {before.headers["ETag"], after.headers["ETag"]}
    assert len(seen) == len(CHANGES) + 1


def test_the_day_makes_another_state(engine: Engine) -> None:
    """What was open yesterday may be closed today."""
    clock = Clock()
    pages = clock.site(engine)
    _two(engine)
    before = pages.get(PATH)
    clock.at += timedelta(days=1)
    for name, header in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
        assert pages.get(PATH, headers={name: before.headers[header]}).status_code == 200


@pytest.mark.parametrize("other", ["?thema=kultur", "?gebiet=06", "/1", "?thema=KULTUR", "?"])
def test_another_address_is_another_page(engine: Engine, other: str) -> None:
    """No filter is ever answered with what another one has; without a query it is the same."""
    pages = Clock().site(engine)
    _two(engine)
    tag = pages.get(PATH).headers["ETag"]
    asked = pages.get(PATH + other, headers={"If-None-Match": tag})
    assert asked.status_code == (304 if other == "?" else 200)
    assert pages.get(PATH, headers={"If-None-Match": tag, "HX-Request": "true"}).status_code == 200


def _asked(path: str, query: str, headers: list[tuple[str, str]]) -> Request:
    raw = [(name.encode(), value.encode()) for name, value in headers]
    return Request(
        {"type": "http", "method": "GET", "path": path, "query_string": query.encode(),
         "headers": raw, "server": ("example.org", 80), "scheme": "http"}
    )  # fmt: skip


PARTS = st.tuples(
    st.sampled_from(("a", "b")),
    st.sampled_from(("/foerderungen", "/foerderungen/1", "/abdeckung")),
    st.sampled_from(("", "thema=a", "thema=b", "thema=a&thema=b", "a=1", "a=1&b=")),
    st.sampled_from(([], [("hx-request", "true")], [("accept", "text/html")])),
)


@given(PARTS, PARTS)
def test_two_tags_are_one_only_for_one_page(one: tuple, other: tuple) -> None:  # type: ignore[type-arg]
    """The state, the path, the query and the form of the answer all count."""
    tags = [
        _tag(State(name=state, since_at=NOW).name, _asked(path, query, headers))
        for state, path, query, headers in (one, other)
    ]
    assert (tags[0] == tags[1]) == (one == other)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If-None-Match": "{tag}"}, 304),
        ({"If-None-Match": '"x", {tag}'}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": '"x"'}, 200),
        ({"If-None-Match": '"x"', "If-Modified-Since": "{since}"}, 200),  # the tag counts alone
        ({"If-Modified-Since": "{since}"}, 304),
        ({"If-Modified-Since": "Sat, 21 Nov 2026 05:30:00 GMT"}, 200),
        ({"If-Modified-Since": "gestern"}, 200),
    ],
)
def test_who_has_it_is_told_so(engine: Engine, headers: dict[str, str], status: int) -> None:
    """By tag or by time, and with nothing in it but what names the state."""
    pages = Clock().site(engine)
    shown = pages.get(PATH)
    said = {"tag": shown.headers["ETag"], "since": shown.headers["Last-Modified"]}
    asked = pages.get(PATH, headers={name: one.format(**said) for name, one in headers.items()})
    assert asked.status_code == status
    assert asked.headers["ETag"] == shown.headers["ETag"]
    assert (asked.headers["Vary"], asked.headers["Cache-Control"]) == (
        "Cookie, HX-Request",
        "no-cache",
    )
    if status == 304:
        assert asked.content == b""
    assert pages.head(PATH).headers["ETag"] == shown.headers["ETag"]


def test_no_time_is_told_that_is_not_over(engine: Engine) -> None:
    """Where much happens within a second, who asks by time is shown the page once more."""
    clock = Clock()
    pages = clock.site(engine)
    first = pages.get(PATH)
    _two(engine)
    at_once = pages.get(PATH)
    assert "Last-Modified" not in at_once.headers
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert pages.get(PATH, headers=since).status_code == 200
    clock.at += SECOND
    later = parsedate_to_datetime(pages.get(PATH).headers["Last-Modified"])
    assert later == NOW + SECOND and isinstance(later, datetime)


def test_who_is_signed_in_is_shown_all_and_nobody_keeps_it(engine: Engine) -> None:
    """Also with a cookie that is good for nothing any more."""
    here = site(engine)
    app = make_app(here)
    tag = TestClient(app).get(PATH).headers["ETag"]
    staff = signed_in(here, app=app)
    shown = staff.get(PATH, headers={"If-None-Match": tag})
    assert shown.status_code == 200 and "ETag" not in shown.headers
    assert shown.headers["Cache-Control"] == "no-store"
    spent = TestClient(app, cookies={cookie_name(here): "verbraucht"})
    shown = spent.get(PATH, headers={"If-None-Match": tag})
    assert shown.status_code == 200 and "ETag" not in shown.headers


def test_what_is_not_there_has_no_state(engine: Engine) -> None:
    """An entry that comes back is seen by whoever asked for it in vain."""
    missing = Clock().site(engine).get(f"{PATH}/77")
    assert missing.status_code == 404
    assert not {"etag", "last-modified"} & set(missing.headers)


def test_another_process_knows_no_state_of_this_one(engine: Engine) -> None:
    """It may be of another release, or be set otherwise."""
    tag = Clock().site(engine).get(PATH).headers["ETag"]
    asked = Clock().site(engine).get(PATH, headers={"If-None-Match": tag})
    assert asked.status_code == 200


def test_who_has_a_page_costs_next_to_nothing(engine: Engine) -> None:
    """The questions asked do not grow with what is published."""
    pages = Clock().site(engine)
    counts = []
    for number in (1, 2, 3):
        publish(engine, str(number), values(title=f"Dorfladen {number}"))
        tag = pages.get(PATH).headers["ETag"]
        with counted(engine) as so_far:
            assert pages.get(PATH, headers={"If-None-Match": tag}).status_code == 304
            counts.append(so_far())
    assert len(set(counts)) == 1 and counts[0] <= 5


def test_pages_with_a_state_are_public() -> None:
    """What shows something of whoever asks has none: all such routes stand behind this door."""
    kept = {
        one.path
        for one in iter_route_contexts(public.router.routes)
        if UNLESS_SEEN.dependency
        in {each.call for each in getattr(one.dependant, "dependencies", ())}
    }
    assert {"/", "/foerderungen", "/foerderungen/{number}", "/abdeckung"} <= kept
    assert not {"/health", "/metrics", "/abonnieren", "/hinweis"} & kept


def test_the_stamp_is_of_numbers_alone(engine: Engine) -> None:
    """An empty database has one, too."""
    with reading(engine) as session:
        assert set(public_stamp(session)) == {0}
