"""Links: a mail with a way in, for a quarter of an hour and for once."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, func, select

from db.accounts import BrowserSession, SignInLink
from db.engine import reading, writing
from db.letters import Letter
from tests.web.doors.living import ADDRESS, House, is_in
from web.doors import roster


@pytest.fixture
def house(engine: Engine) -> House:
    """A site with two accounts."""
    house = House(engine)
    house.enter()
    house.enter("herr.amt@example.org")
    return house


def test_a_link_comes_by_mail_at_once_and_leads_on(house: House) -> None:
    """Who wanted a page asks for a link, opens it in the mail, and is on that page."""
    browser = house.browser()
    asked = browser.get("/fragen?seite=2")
    assert asked.headers["Location"] == "/anmelden?weiter=%2Ffragen%3Fseite%3D2"
    form = browser.get(asked.headers["Location"]).text
    assert 'name="weiter" value="/fragen?seite=2"' in form
    for address in (ADDRESS.upper(), "herr.amt@example.org"):
        browser.post("/anmelden", data={"address": address, "weiter": "/fragen?seite=2"})
    (recipient, text), (_other, _) = house.mails()
    found = re.search(r"http://testserver(/anmelden/link/\S+)", text)
    assert recipient == ADDRESS and found is not None
    assert 'name="weiter" value="/fragen?seite=2"' in browser.get(found[1]).text
    path = found[1].partition("?")[0]
    entered = browser.post(path, data={"weiter": "/fragen?seite=2"})
    assert (entered.status_code, entered.headers["Location"]) == (303, "/fragen?seite=2")
    assert is_in(browser)
    with reading(house.engine) as session:
        assert set(session.scalars(select(Letter.message))) == {b""}


def test_nothing_tells_whether_there_is_an_account(house: House) -> None:
    """Known, unknown, locked and removed addresses are answered alike, and one gets mail."""
    with writing(house.engine) as session:
        roster.lock(session, "herr.amt@example.org", house.now)
    answers = set()
    for address in (ADDRESS, "herr.amt@example.org", "fremd@example.org"):
        answer = house.browser().post("/anmelden", data={"address": address})
        answers.add((answer.status_code, answer.text.replace(address, "")))
    assert len(answers) == 1 and {status for status, _ in answers} == {200}
    assert [recipient for recipient, _ in house.mails()] == [ADDRESS]


def test_looking_uses_nothing_up_and_one_post_does(house: House) -> None:
    """A mail program may look as often as it likes; the second button is too late."""
    path = house.link()
    for _ in range(3):
        assert house.browser().get(path).status_code == 200
    assert [house.browser().post(path).status_code for _ in range(2)] == [303, 410]


def test_two_that_use_a_link_at_once(house: House) -> None:
    """One is let in, on either database."""
    for _ in range(3):
        path = house.link()
        with ThreadPoolExecutor(2) as both:
            answers = list(both.map(lambda _, at=path: house.browser().post(at), range(2)))
        assert sorted(answer.status_code for answer in answers) == [303, 410]
    with reading(house.engine) as session:
        assert session.scalar(select(func.count()).select_from(BrowserSession)) == 3


@pytest.mark.parametrize("minutes", [14, 15])
def test_a_link_ends(house: House, minutes: int) -> None:
    """After a quarter of an hour it opens nothing."""
    path = house.link()
    house.later(minutes=minutes)
    assert house.browser().post(path).status_code == (303 if minutes < 15 else 410)


@pytest.mark.parametrize("path", ["/anmelden/link/geraten", "/anmelden/link/" + "a" * 5000])
def test_a_guessed_link_opens_nothing(house: House, path: str) -> None:
    """Whatever its length."""
    assert house.browser().post(path).status_code == 410


@pytest.mark.parametrize("onward", ["https://boese.example.com/", "//boese.example.com", "/\\b.de"])
def test_signing_in_leads_nowhere_else(house: House, onward: str) -> None:
    """A link that somebody else made up leads to a page of ours."""
    answer = house.browser().post(house.link(), data={"weiter": onward})
    assert answer.headers["Location"] == "/"


def test_only_digests_are_stored(house: House) -> None:
    """Whoever reads the database cannot sign in with what stands there."""
    paths = [house.link() for _ in range(2)]
    with reading(house.engine) as session:
        stored = " ".join(session.scalars(select(SignInLink.digest)))
    assert all(path.rpartition("/")[2] not in stored for path in paths)
