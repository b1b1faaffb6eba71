"""The report of a survey in a browser: from disk, without a server, for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from crawlers.observe.outcome import Outcome
from landbote.survey.folder import Folder
from landbote.survey.report import write_report
from landbote.survey.seen import Seen
from tests.browser.looking import axe, faults, sticking_out
from tests.conftest import TODAY
from tests.crawlers.serving import Host, serving
from tests.landbote.test_survey import froze, seen, title
from tests.notifier.samples import REGION, STATE, TREE

HOSTILE = """<title>Liste</title><h1>Liste</h1><style>h1 {{ color: red }}</style>
<img src="http://{host}/x.png"><script>document.querySelector("h1").textContent = "?"</script>
<meta http-equiv="refresh" content="0;url=http://{host}/"><a href="/" target="_top">weg</a>
"""


@pytest.fixture
def elsewhere() -> Iterator[Host]:
    """A host that hostile words would like to be asked for something."""
    with serving() as host:
        yield host


@pytest.fixture
def report(tmp_path: Path, chromium: Browser, elsewhere: Host) -> Iterator[Page]:
    """A report in which a source of each standing is, two Länder, and a hostile copy."""
    folder = Folder(tmp_path)
    low, _high = STATE.expected
    looks = {
        "good": seen(*map(title, range(max(low, 2)))),
        "doubtful": seen(title(1, None), title(2, None)),
        "refused": seen(outcome=Outcome.ROBOTS),
    }
    reason = "Seite geändert: https://example.org/liste: „a[href] ~ x“ erwartet mindestens 1, "
    broken = Seen(source="", seen_on=TODAY, outcome=Outcome.BROKEN, reason=f"{reason}gefunden: 0.")
    sources = {}
    for slug, look in {**looks, "broken": broken}.items():
        folder.keep(replace(look, source=slug))
        sources[slug] = replace(STATE, slug=slug, title=f"Quelle {slug}")
    sources["broken"] = replace(REGION, slug="broken", title="Quelle broken", area="09")
    froze(folder, "broken", body=HOSTILE.format(host=elsewhere.netloc))
    write_report(folder, sources, TREE, TODAY, desk="https://landbote.example.org")
    page = chromium.new_page()
    page.goto(folder.report.as_uri())
    yield page
    page.close()


def test_the_report_is_for_everybody(report: Page) -> None:
    """Wide and narrow, light and dark, by keys, folded and unfolded."""
    assert axe(report) == []
    report.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)")
    assert faults(report) == []


def test_one_land_alone_can_be_shown(report: Page) -> None:
    """What is of another goes, with the headings that nothing is left under."""
    report.get_by_label("Bayern (1)").check()
    assert report.get_by_text("Quelle broken").is_visible()
    assert not report.get_by_text("Quelle doubtful").is_visible()
    assert report.locator(".cause:visible").count() == 1


def test_a_copy_opens_and_nothing_in_it_acts(report: Page, elsewhere: Host) -> None:
    """From the page that failed to its copy: no script, nothing loaded, nowhere else.

    What the browser refuses it may still tell of as asked for: only the host knows.
    """
    report.get_by_text("Quelle broken").click()
    report.get_by_role("link", name="https://example.org/liste").click()
    report.wait_for_url("**/kopien/broken.html#s1")
    heading = report.frame_locator("iframe").get_by_role("heading")
    heading.wait_for()
    report.wait_for_load_state("networkidle")
    assert heading.text_content() == "Liste"
    assert [*axe(report), *sticking_out(report, 320)] == []
    report.get_by_role("link", name="Zurück zum Bericht").click()
    report.wait_for_url("**/index.html")
    assert elsewhere.asked == []


def test_the_same_words_act_where_they_are_a_page(chromium: Browser, elsewhere: Host) -> None:
    """Otherwise the test above could not fail."""
    page = chromium.new_page()
    elsewhere.pages["/"] = ({}, "weg")
    elsewhere.pages["/liste"] = ({}, HOSTILE.format(host=elsewhere.netloc))
    page.goto(f"http://{elsewhere.netloc}/liste", wait_until="commit")
    page.wait_for_url(f"http://{elsewhere.netloc}/")
    page.close()
    assert {path for path, _when in elsewhere.asked} >= {"/", "/x.png"}
