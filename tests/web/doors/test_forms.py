"""Forms: nothing is changed but by a form of our own page, in the session it was made for."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import Engine

from tests.doses import dose
from tests.web.doors.living import House, is_in, token_in
from tests.web.test_doors import DESK, SIGN_IN

POSTS = [path for method, path in DESK if method == "POST"]
OPEN_POSTS = [path for method, path in SIGN_IN if method == "POST"]
FOREIGN = [
    {"Origin": "https://boese.example.com"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


def in_turn(ways: Sequence[dict[str, str]], number: int) -> Sequence[dict[str, str]]:
    """Every day one of some ways for each form, the next for the next; in the long form all."""
    return ways[number % dose(len(ways), 1) :: dose(len(ways), 1)]


@pytest.fixture
def house(engine: Engine) -> House:
    """A site with one account."""
    house = House(engine)
    house.enter()
    return house


def test_there_are_forms() -> None:
    """Otherwise the tests below could not fail."""
    assert len(POSTS) > 5 and len(OPEN_POSTS) > 2


def test_no_form_acts_without_its_own_token(house: House) -> None:
    """None, an empty one, a made-up one and that of another session of the same person."""
    browser = house.signed_in()
    others = token_in(house.signed_in().get("/konto"))
    wrong: tuple[dict[str, str], ...] = (
        {},
        {"token": ""},
        {"token": "ü"},
        {"token": "a" * 64},
        {"token": others},
    )
    answers = {
        (path, str(form)): browser.post(path, data=form).status_code
        for number, path in enumerate(POSTS)
        for form in in_turn(wrong, number)
    }
    assert answers == dict.fromkeys(answers, 403)
    assert is_in(browser)


def test_no_other_site_acts(house: House) -> None:
    """Even with the right token."""
    browser = house.signed_in()
    form = {"token": token_in(browser.get("/konto"))}
    answers = {
        (path, str(headers)): browser.post(path, data=form, headers=headers).status_code
        for number, path in enumerate((*POSTS, *OPEN_POSTS))
        for headers in in_turn(FOREIGN, number)
    }
    assert answers == dict.fromkeys(answers, 403)
    assert is_in(browser)


def test_our_own_page_acts(house: House) -> None:
    """With its token, and what a browser says of where it comes from."""
    headers = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    for way in ("data", "header"):
        browser = house.signed_in()
        token = token_in(browser.get("/konto"))
        if way == "data":
            answer = browser.post("/abmelden", data={"token": token}, headers=headers)
        else:
            answer = browser.post("/abmelden", headers={**headers, "X-Landbote-Token": token})
        assert answer.status_code == 303 and not is_in(browser)
