"""Regions: their list, their pages, the frame for their own sites, and their feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import feedparser
import pytest
from sqlalchemy import Engine, event
from starlette.testclient import TestClient

from crawlers.registry import sources
from db.area_tree import load_area_tree
from tests.conftest import NOW, TODAY
from tests.notifier.samples import REGION, fixed, publish, values
from tests.web.test_doors import site
from web.app import make_app

HERE = "/regionen/leader:vogelsberg"
OWN = {"areas": ("leader:vogelsberg",), "level": "region"}


def soon(days: int) -> dict[str, object]:
    """What closes in some days."""
    return {"deadlines": (fixed(TODAY + timedelta(days)),)}


@pytest.fixture
def browser(engine: Engine) -> TestClient:
    """A browser where a region has two calls and an event, the Land a call, and Bavaria another."""
    publish(engine, "1", values(title="Dorfladen", **OWN, **soon(60)), source=REGION)
    publish(engine, "2", values(title="Regionalbudget", **OWN, **soon(20)), source=REGION)
    starts = {"kind": "event", "event_starts_on": TODAY + timedelta(5), "deadlines": ()}
    publish(engine, "3", values(title="Stammtisch", **OWN | starts), source=REGION)
    publish(engine, "4", values(title="Bürgerbus vom Land", **soon(9)), at=NOW - timedelta(days=3))
    publish(engine, "5", values(title="Nur in Bayern", areas=("09",)))
    past = {"kind": "event", "event_starts_on": TODAY - timedelta(5), "deadlines": ()}
    publish(engine, "6", values(title="Vorbei", **OWN | past), source=REGION)
    return TestClient(make_app(site(engine)), follow_redirects=False)


def test_the_list_counts_what_is_open_in_each_region(browser: TestClient) -> None:
    """Only Länder of which a source is read are there; districts stand apart."""
    page = browser.get("/regionen").text
    assert f'href="{HERE}">LEADER-Region Vogelsberg' in page
    assert 'href="/regionen/06535"' in page and "/regionen/09571" not in page
    assert '<details id="land-06" open>' in page
    row = page.split(f'href="{HERE}"')[1].split("</tr>")[0]
    assert 'die Region">2<' in row and 'Bund und EU">3<' in row


def test_with_sources_of_several_laender_each_is_folded(engine: Engine) -> None:
    """Hundreds of regions stand on the page; each Land says how many it has, and stands by name."""
    everywhere = replace(site(engine), sources=sources(), areas=load_area_tree(TODAY))
    page = TestClient(make_app(everywhere)).get("/regionen").text
    lands = [f'<details id="land-{land}"><summary><h2>' for land in ("09", "06", "13")]
    assert sorted(lands, key=page.index) == lands and "<h2>Hessen</h2> 24 LEADER-Regionen" in page
    assert "LEADER-Regionen in Bayern" in page and "LEADER-Region Ammersee" in page


def test_a_regions_page_begins_with_its_own_calls(browser: TestClient) -> None:
    """Then what closes, what applies there, events, members, contacts and freshness."""
    page = browser.get(HERE).text
    own, closing = page.split('id="bald"')[0], page.split('id="bald"')[1].split('id="weiter"')[0]
    assert "Dorfladen" in own and "Bürgerbus vom Land" not in own
    assert closing.index("Bürgerbus vom Land") < closing.index("Regionalbudget")
    assert "Dorfladen" not in closing and "Vom Land: 1 offen" in page
    assert "Stammtisch" in page and "Vorbei" not in page and "Nur in Bayern" not in page
    assert "Antrifttal" in page and "Nur Teile von Antrifttal" in page
    assert "LEADER-Region Vogelsberg</td>" in page and "noch nie" not in page


def test_every_link_of_a_shelf_leads_to_what_it_counts(browser: TestClient) -> None:
    """The page's addresses are those of the search."""
    page = browser.get(HERE).text
    assert "gebiet=leader%3Avogelsberg&amp;ebene=state" in page
    assert f'href="/abonnieren?gebiet={HERE.rpartition("/")[2]}"' in page


@pytest.mark.parametrize("key", ["leader:nirgends", "eu", "de", "12345678901234567890"])
def test_what_is_no_region_has_no_page(browser: TestClient, key: str) -> None:
    """Nor a frame, nor a feed."""
    for below in ("", "/einbetten", "/einbetten/anleitung", "/atom"):
        assert browser.get(f"/regionen/{key}{below}").status_code == 404


def test_the_frame_may_stand_on_any_page_and_does_nothing(browser: TestClient) -> None:
    """No script, no cookie, no form; its links open a window of their own."""
    answer = browser.get(f"{HERE}/einbetten")
    policy = answer.headers["content-security-policy"]
    assert policy.endswith("frame-ancestors *") and "script-src" not in policy
    again = {"If-None-Match": answer.headers["etag"]}
    unchanged = browser.get(f"{HERE}/einbetten", headers=again)
    assert unchanged.status_code == 304
    assert unchanged.headers["content-security-policy"] == policy
    assert "set-cookie" not in answer.headers and "x-frame-options" not in answer.headers
    assert "<script" not in answer.text and "<nav" not in answer.text and "<form" not in answer.text
    links = answer.text.count("<a ")
    assert links == answer.text.count('target="_blank" rel="noopener"') == 4
    assert answer.text.index("Dorfladen") < answer.text.index("Bürgerbus vom Land")
    for other in (HERE, "/regionen", "/foerderungen"):
        assert "frame-ancestors 'self'" in browser.get(other).headers["content-security-policy"]


def test_the_frame_shows_what_is_wanted(browser: TestClient) -> None:
    """So many, of one topic, in the colours of the page around it; what is none is refused."""
    frame = f"{HERE}/einbetten"
    assert browser.get(f"{frame}?anzahl=1").text.count("<li>") == 1
    assert "nichts, das offen ist" in browser.get(f"{frame}?thema=kultur").text
    assert 'data-colours="dunkel"' in browser.get(f"{frame}?farbe=dunkel").text
    for wrong, status in (("anzahl=0", 422), ("anzahl=99", 422), ("farbe=lila", 422)):
        assert browser.get(f"{frame}?{wrong}").status_code == status
    assert browser.get(f"{frame}?thema=x").status_code == 404


def test_the_lines_to_copy_are_those_of_the_frame(browser: TestClient) -> None:
    """As they are chosen, and shown below."""
    page = browser.get(f"{HERE}/einbetten/anleitung?anzahl=3&farbe=hell").text
    assert page.count("/regionen/leader:vogelsberg/einbetten?anzahl=3&amp;farbe=hell") == 2


def test_the_feed_is_one_and_stays_the_same(browser: TestClient) -> None:
    """A feed reader takes it, and names do not change between two looks."""
    first, second = (feedparser.parse(browser.get(f"{HERE}/atom").content) for _ in range(2))
    assert not first.bozo and first.version == "atom10"
    assert first.feed.title.endswith("LEADER-Region Vogelsberg")
    titles = [one.title for one in first.entries]
    assert set(titles) == {"Dorfladen", "Regionalbudget", "Bürgerbus vom Land"}
    assert titles[-1] == "Bürgerbus vom Land"
    assert [one.id for one in first.entries] == [one.id for one in second.entries]
    assert len({one.id for one in first.entries}) == 3 and first.feed.id == second.feed.id
    own = feedparser.parse(browser.get(f"{HERE}/atom?nur_eigene=true").content)
    assert {one.title for one in own.entries} == {"Dorfladen", "Regionalbudget"}
    assert own.feed.id != first.feed.id


def test_a_region_with_more_asks_no_more(engine: Engine, browser: TestClient) -> None:
    """What is asked of the database does not grow with what is there."""
    counted = []
    for number in range(2):
        for place in range(3 * number):
            publish(engine, f"more {place}", values(title=f"Mehr {place}", **OWN, **soon(30)))
        asked: list[str] = []
        event.listen(engine, "before_cursor_execute", lambda *args, to=asked: to.append(args[2]))
        assert browser.get(HERE).status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1]
