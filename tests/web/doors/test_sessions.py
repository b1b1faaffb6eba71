"""Sessions: one secret a sign-in, ended by time, by the person, or by an administrator."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Engine, func, select

from db.accounts import BrowserSession, SignInLink
from db.engine import reading, writing
from db.vocabulary import Role
from tests.web.doors.living import ADDRESS, House, is_in, token_in
from web.doors import roster


@pytest.fixture
def house(engine: Engine) -> House:
    """A site with one account."""
    house = House(engine)
    house.enter()
    return house


@pytest.mark.parametrize("base_url", ["http://testserver", "https://landbote.example.org"])
def test_the_cookie_is_as_narrow_as_can_be(engine: Engine, base_url: str) -> None:
    """No script reads it, no other site sends it; over https it is bound to host and https."""
    house = House(engine, base_url=base_url)
    house.enter()
    said = house.browser().post(house.link()).headers["Set-Cookie"]
    assert "HttpOnly" in said and "SameSite=lax" in said and "Path=/" in said
    assert "Domain" not in said
    secure = base_url.startswith("https")
    assert ("Secure" in said, said.startswith("__Host-landbote=")) == (secure, secure)


def test_each_sign_in_has_a_secret_of_its_own(house: House) -> None:
    """What the browser held before opens nothing afterwards."""
    browser = house.signed_in()
    before = browser.cookies["landbote"]
    browser.post(house.link())
    assert browser.cookies["landbote"] != before
    stale = house.browser()
    stale.cookies.set("landbote", before)
    assert is_in(browser) and not is_in(stale)


def test_a_session_ends_by_itself(house: House) -> None:
    """Twelve hours after the last page, and a week after its beginning, however busy."""
    idle, busy = house.signed_in(), house.signed_in()
    for _ in range(14):
        house.later(hours=11.9)
        assert is_in(busy)
    assert not is_in(idle)
    house.later(hours=1.5)
    assert not is_in(busy)


def test_signing_out_is_for_good(house: House) -> None:
    """The cookie that somebody kept opens nothing."""
    browser = house.signed_in()
    kept = browser.cookies["landbote"]
    browser.post("/abmelden", data={"token": token_in(browser.get("/konto"))})
    again = house.browser()
    again.cookies.set("landbote", kept)
    assert not is_in(browser) and not is_in(again)


def test_everywhere_is_everywhere(house: House) -> None:
    """Every browser of this person, and nobody else's; a link on its way is void, too."""
    house.enter("herr.amt@example.org")
    mine, other, somebody = (
        house.signed_in(),
        house.signed_in(),
        house.signed_in("herr.amt@example.org"),
    )
    link = house.link()
    mine.post("/konto/ueberall-abmelden", data={"token": token_in(mine.get("/konto"))})
    assert (is_in(mine), is_in(other), is_in(somebody)) == (False, False, True)
    assert house.browser().post(link).status_code == 410


def test_one_browser_is_signed_out_from_another(house: House) -> None:
    """By the list of one's own; somebody else's session is not there."""
    house.enter("herr.amt@example.org")
    mine, other, somebody = (
        house.signed_in(),
        house.signed_in(),
        house.signed_in("herr.amt@example.org"),
    )
    page = mine.get("/konto")
    numbers = re.findall(r"/konto/sitzungen/(\d+)/beenden", page.text)
    assert len(numbers) == 1
    foreign = re.findall(r"/konto/sitzungen/(\d+)/beenden", somebody.get("/konto").text)
    assert foreign == []
    form = {"token": token_in(page)}
    assert mine.post(f"/konto/sitzungen/{numbers[0]}/beenden", data=form).status_code == 303
    assert mine.post("/konto/sitzungen/3/beenden", data=form).status_code == 404
    assert (is_in(mine), is_in(other), is_in(somebody)) == (True, False, True)


@pytest.mark.parametrize("act", [roster.lock, roster.remove])
def test_locked_and_removed_are_out_at_once(house: House, act: object) -> None:
    """And stay out of the old session after an unlock."""
    browsers = [house.signed_in() for _ in range(2)]
    with writing(house.engine) as session:
        act(session, ADDRESS, house.now)  # type: ignore[operator]
    assert [is_in(one) for one in browsers] == [False, False]
    if act is roster.lock:
        with writing(house.engine) as session:
            roster.unlock(session, ADDRESS)
        assert [is_in(one) for one in browsers] == [False, False]
        assert is_in(house.signed_in())


def test_another_role_holds_from_the_next_page_on(house: House) -> None:
    """No session remembers what somebody once was."""
    browser = house.signed_in()
    assert browser.get("/quellen").status_code == 200
    house.enter(role=Role.MANAGER)
    assert browser.get("/quellen").status_code == 403
    house.enter(role=Role.ADMIN)
    assert browser.get("/konten").status_code == 200


def test_what_opens_nothing_any_more_is_forgotten(house: House) -> None:
    """Sessions after a week, links when they end; those of today stay."""
    for _ in range(2):
        house.signed_in()
    old = house.link()
    house.later(days=8)
    browser = house.signed_in()
    assert is_in(browser) and house.browser().post(old).status_code == 410
    with reading(house.engine) as session:
        for table in (BrowserSession, SignInLink):
            assert session.scalar(select(func.count()).select_from(table)) == 1
