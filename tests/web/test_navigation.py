"""Navigation and headers: what the header offers to whom, and what a browser is forbidden."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from db.vocabulary import Role
from tests.web.signing_in import signed_in
from tests.web.test_doors import Browser, browser, site  # noqa: F401  (a fixture)
from web.app import make_app


def offered(text: str) -> list[str]:
    """The links of the header."""
    return re.findall(r'<a href="([^"]+)"', text.split("Hauptnavigation")[1].split("</nav>")[0])


def test_a_stranger_is_offered_what_is_public(engine: Engine) -> None:
    """And is shown where he is."""
    text = TestClient(make_app(site(engine))).get("/foerderungen").text
    # What other rooms bring stands in between.
    public = [*("/", "/foerderungen"), *("/abonnieren", "/datenquellen")]
    paths = offered(text)
    assert [path for path in paths if path in public] == public and len(paths) <= 8
    assert '<a href="/foerderungen" aria-current="page">' in text


def test_the_foot_leads_to_what_is_told_of_us(engine: Engine) -> None:
    """To strangers and to people who are signed in, on each page, also where one is missing."""
    for window in (TestClient(make_app(site(engine))), signed_in(site(engine), Role.ADMIN)):
        for path in ("/", "/nirgends"):
            foot = window.get(path).text.split("<footer")[1]
            paths = re.findall(r'<a href="(/[^"]+)"', foot)
            assert {"/impressum", "/datenschutz", "/barrierefreiheit", "/hinweis"} <= {*paths}
            assert {window.get(path).status_code for path in paths} == {200}


@pytest.mark.parametrize("role", list(Role))
def test_everybody_is_offered_what_opens_to_them(engine: Engine, role: Role) -> None:
    """No link of the header leads to a page that refuses its reader."""
    window = signed_in(site(engine), role)
    paths = offered(window.get("/").text)
    assert {path: window.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
    assert ("/post" in paths) is (window.get("/post").status_code == 200)


def test_a_manager_is_offered_what_a_region_needs(engine: Engine) -> None:
    """The day of a region is another one than that of the desk."""
    window = signed_in(site(engine), Role.MANAGER, area="leader:vogelsberg")
    paths = offered(window.get("/filter").text)
    assert paths[:4] == ["/arbeitsplatz", "/fragen", "/foerderungen", "/filter"]
    assert paths[-1] == "/konto" and "/quellen" not in paths


def test_nobody_is_on_two_pages_at_once(engine: Engine) -> None:
    """Of two pages of which one stands below the other only the nearer one is marked."""
    window = signed_in(site(engine), Role.MANAGER, area="leader:vogelsberg")
    for path, here in (("/auswahl", "/auswahl"), ("/auswahl/empfaenger", "/auswahl/empfaenger")):
        within = window.get(path).text.split('class="navigation within"')[1].split("</nav>")[0]
        assert re.findall(r'href="([^"]+)" aria-current="(\w+)"', within) == [(here, "page")]


def test_pages_under_one_name_are_offered_on_each_of_them(browser: Browser) -> None:  # noqa: F811
    """The header is one line, and a second one where several pages belong together."""
    desk = browser(staff=True)
    alone, together = offered(desk.get("/fragen").text), offered(desk.get("/protokoll").text)
    assert "/protokoll" not in alone and len(alone) <= 9
    assert together[len(alone) :] == ["/lesegute", "/abdeckung", "/abonnements", "/protokoll"]
    text = desk.get("/abdeckung").text
    assert re.findall(r'href="([^"]+)" aria-current="(\w+)"', text) == [
        ("/lesegute", "true"),
        ("/abdeckung", "page"),
    ]


def test_a_page_below_one_of_the_header_shows_it(browser: Browser) -> None:  # noqa: F811
    """The mail stands below the mails, and the start page is above nothing."""
    text = browser(staff=True).get("/post/1").text
    assert re.findall(r'href="([^"]+)" aria-current="true"', text) == ["/post"]
    for path, above in (("/eintraege/1", "/fragen"), ("/kopien/1", "/quellen")):
        assert f'<a href="{above}" aria-current="true">' in browser(staff=True).get(path).text


def test_our_pages_need_nothing_within_and_foreign_ones_do_nothing(browser: Browser) -> None:  # noqa: F811
    """The mail's HTML has a policy of its own, with its styles and without all else."""
    ours, mail = (browser(staff=True).get(path).headers for path in ("/post/1", "/post/1/html"))
    policy = ours["Content-Security-Policy"]
    assert "unsafe" not in policy and "script-src 'self'" in policy
    foreign = mail["Content-Security-Policy"]
    assert foreign.endswith("sandbox") and "script" not in foreign
    assert "style-src 'unsafe-inline'" in foreign and "default-src 'none'" in foreign
    assert mail["X-Content-Type-Options"] == "nosniff"
