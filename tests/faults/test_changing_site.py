"""A site that changes under the crawler: nothing lost, nothing wrongly changed, staff told once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from db.vocabulary import Presence, RunOutcome
from tests.databases import SqliteTemplate
from tests.doses import seldom
from tests.faults.changing import Answer, Village, bomb, call_page, drip, nested, page
from tests.faults.watching import CALLS, Place, Watch, call, village, watching

LIST, ONE = "/liste", "/aufruf-1"
CAPTCHA = '<html><title>Captcha</title><script src="//cdn.perfdrive.com/x.js"></script></html>'


@pytest.fixture
def watch(
    place: Place, sqlite_template: SqliteTemplate, tmp_path: Path, now: datetime
) -> Iterator[Watch]:
    """A site with a dozen calls that was crawled once."""
    with watching(place, village(), sqlite_template, tmp_path, now) as watch:
        yield watch


def test_a_site_that_did_not_change_is_not_read(watch: Watch) -> None:
    """Every page answers 304, every entry is there, and the run says so."""
    before = watch.truth()
    result = watch.visit()
    assert watch.village.statuses() == [304] * (CALLS + 1)
    assert (result.outcome, result.entries) == (RunOutcome.UNCHANGED, CALLS)
    assert watch.truth() == before and watch.findings() == []


def test_an_edited_call_is_the_only_one_read(watch: Watch) -> None:
    """One page of thirteen is sent, one entry changed, eleven kept."""
    before = watch.truth()
    title, words = watch.village.calls["aufruf-1"]
    watch.village.calls["aufruf-1"] = (title, words.replace("31.03.2027", "30.04.2027"))
    result = watch.visit()
    assert sorted(watch.village.statuses()) == [200] + [304] * CALLS
    assert (result.outcome, result.entries, result.new, result.changed) == ("ok", CALLS, 0, 1)
    after = watch.truth()
    assert {key for key in after if after[key] != before[key]} == {"aufruf-1"}
    assert after["aufruf-1"][1] == 2 and "2027-04-30" in after["aufruf-1"][2]


def test_a_removed_call_is_missing_and_comes_back_as_it_was(watch: Watch) -> None:
    """Its absence from the list says no more than that; its return is no news."""
    before = watch.truth()
    gone = watch.village.calls.pop("aufruf-2")
    result = watch.visit()
    assert (result.outcome, result.entries) == (RunOutcome.OK, CALLS - 1)
    after = watch.truth()
    assert after["aufruf-2"] == (Presence.MISSING, *before["aufruf-2"][1:])
    assert {key for key in after if after[key] != before[key]} == {"aufruf-2"}
    watch.village.calls["aufruf-2"] = gone
    assert watch.visit().outcome == RunOutcome.OK
    assert watch.truth() == before and watch.findings() == []


def test_an_added_call_is_new_and_the_others_are_kept(watch: Watch) -> None:
    """The list and the new page are sent, nothing else."""
    before = watch.truth()
    watch.village.calls["aufruf-neu"] = call("Nr neu")
    result = watch.visit()
    assert sorted(watch.village.statuses()) == [200, 200] + [304] * CALLS
    assert (result.outcome, result.new, result.changed) == (RunOutcome.OK, 1, 0)
    after = dict(watch.truth())
    assert after.pop("aufruf-neu")[0] == Presence.PRESENT and after == before


def test_another_order_of_the_list_changes_nothing(watch: Watch) -> None:
    """The list is read again, its pages are not."""
    before = watch.truth()
    watch.village.calls = dict(reversed(watch.village.calls.items()))
    result = watch.visit()
    assert sorted(watch.village.statuses()) == [200] + [304] * CALLS
    assert (result.outcome, result.new, result.changed) == (RunOutcome.OK, 0, 0)
    assert watch.truth() == before and watch.findings() == []


def test_a_page_in_the_wrong_charset_is_read_as_it_is(watch: Watch) -> None:
    """Two pages say ISO 8859-1 and are UTF-8, or the reverse: the umlauts stay umlauts."""
    before = watch.truth()
    one, two = (call_page(*watch.village.calls[slug]) for slug in ("aufruf-1", "aufruf-2"))
    watch.village.instead["/aufruf-1"] = page(one, kind="text/html; charset=iso-8859-1")
    watch.village.instead["/aufruf-2"] = page(two, encoding="iso-8859-1")
    result = watch.visit()
    assert sorted(watch.village.statuses()) == [200, 200] + [304] * (CALLS - 1)
    assert (result.outcome, result.changed, result.entries) == (RunOutcome.OK, 0, CALLS)
    assert watch.truth() == before


def renamed(village: Village) -> None:
    """Give every element another name."""
    for slug, (title, words) in village.calls.items():
        village.instead[f"/{slug}"] = page(f"<div><h2>{title}</h2><p>{words}</p></div>")
    village.instead[LIST] = page(village.list_page().replace("main", "section"))


def halved(village: Village) -> None:
    """Let the list end in the middle."""
    village.calls = dict(list(village.calls.items())[: CALLS // 2])


Fault = Callable[[Village], None] | dict[str, Answer]

FAULTS: dict[str, tuple[Fault, str, str]] = {  # what goes wrong, the outcome, the reason's words
    "all selectors renamed": (renamed, "broken", "Seite geändert"),
    "an empty list": (lambda village: village.calls.clear(), "too_few", ""),
    "half the list": (halved, "too_few", ""),
    "HTTP 500": ({ONE: Answer(status=500)}, "unchanged", "HTTP 500"),
    "a captcha": ({LIST: page(CAPTCHA)}, "blocked", "Captcha"),
    "a captcha on one page": ({ONE: page(CAPTCHA)}, "blocked", "Captcha"),
    "robots 503": ({"/robots.txt": Answer(status=503)}, "failed", "robots.txt: Antwort 503"),
    "robots to the inside": (
        {"/robots.txt": Answer(status=302, headers={"Location": "http://127.0.0.1:9/robots.txt"})},
        "failed",
        "robots.txt ist nicht lesbar",
    ),
    "a reservation": (
        {LIST: Answer(headers={"tdm-reservation": "1"})},
        "robots",
        "Text und Data Mining",
    ),
    "a bomb of 1 GB": ({ONE: bomb()}, "unchanged", "größer als 8 MB"),
    "a page of 20 MB": ({ONE: nested(4_000_000)}, "unchanged", "größer als 8 MB"),
    "many nested tags": ({ONE: nested(1_000_000)}, "ok", "höchstens 100000"),
    "nested tags that are let through": ({ONE: nested(90_000)}, "ok", ""),
    "a redirect inside": (
        {ONE: Answer(status=302, headers={"Location": "http://127.0.0.1:9/x"})},
        "failed",
        "nicht im öffentlichen Netz: http://127.0.0.1:9/x",
    ),
    "a redirect to metadata": (
        {ONE: Answer(status=301, headers={"Location": "http://169.254.169.254/latest/meta-data"})},
        "failed",
        "nicht im öffentlichen Netz: http://169.254.169.254",
    ),
}  # fmt: skip


LIKE_OTHERS = {
    "half the list",
    "a captcha on one page",
    "robots to the inside",
    "a page of 20 MB",
    "nested tags that are let through",
    "a redirect to metadata",
}


@pytest.mark.parametrize("name", [seldom(one) if one in LIKE_OTHERS else one for one in FAULTS])
def test_a_fault_changes_nothing_and_is_told_once(watch: Watch, name: str) -> None:
    """Two runs into the same fault: one finding, which the next good run clears.

    A page that is one of many costs the run nothing but itself: it stands as it was.
    """
    fault, kind, words = FAULTS[name]
    told = "incomplete" if kind in ("ok", "unchanged") else kind
    before, calls = watch.truth(), dict(watch.village.calls)
    if callable(fault):
        fault(watch.village)
    else:
        watch.village.instead |= fault
    for _ in range(2):
        result = watch.visit()
        assert (result.outcome, result.new, result.changed) == (kind, 0, 0)
        assert words in result.reason
        assert watch.truth() == before
        assert watch.findings() == [(told, True)]
    watch.village.instead.clear()
    watch.village.calls = calls
    watch.village.statuses()
    assert watch.visit().good
    assert watch.village.statuses() == [304] * (CALLS + 1)
    assert watch.truth() == before and watch.findings() == [(told, False)]


def test_a_page_that_never_ends_is_given_up(watch: Watch) -> None:
    """A server that sends a byte now and then does not hold the crawl for ever."""
    before, stop = watch.truth(), threading.Event()
    watch.village.instead[ONE] = drip(stop)
    result = watch.visit(seconds=1)
    stop.set()
    assert result.outcome == RunOutcome.UNCHANGED and "innerhalb von 1 s" in result.reason
    assert watch.truth() == before and watch.findings() == [("incomplete", True)]


@pytest.mark.parametrize(("faulty", "good"), [seldom(1, True), (3, True), (4, False)])
def test_a_new_call_is_told_beside_pages_that_fail(watch: Watch, faulty: int, good: bool) -> None:
    """A few failing pages keep nobody from being read; many are a fault of the whole site."""
    before = watch.truth()
    watch.village.calls["aufruf-neu"] = call("Nr neu")
    watch.village.instead |= {f"/aufruf-{n}": Answer(status=500) for n in range(faulty)}
    result = watch.visit()
    assert (result.good, result.new) == (good, int(good))
    after = dict(watch.truth())
    assert ("aufruf-neu" in after) is good
    assert {slug: after[slug] for slug in before} == before
    assert watch.findings() == [("incomplete" if good else "failed", True)]
