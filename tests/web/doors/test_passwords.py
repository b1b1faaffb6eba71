"""Passwords: set after a fresh sign-in, and a way in from then on."""

from __future__ import annotations

import pytest
from httpx2 import Response
from sqlalchemy import Engine, select
from starlette.testclient import TestClient

from db.accounts import Account
from db.engine import reading, writing
from tests.web.doors.living import ADDRESS, House, is_in, token_in
from web.doors import roster

GOOD = "Drei Äpfel, ein Zaun"


@pytest.fixture
def house(engine: Engine) -> House:
    """A site with one account."""
    house = House(engine)
    house.enter()
    return house


def choose(browser: TestClient, password: str) -> Response:
    """Set a password on the page of one's own account."""
    token = token_in(browser.get("/konto"))
    return browser.post("/konto/kennwort", data={"token": token, "password": password})


def sign_in(house: House, password: str, address: str = ADDRESS) -> TestClient:
    """Try a password in a new browser."""
    browser = house.browser()
    browser.post("/anmelden/kennwort", data={"address": address, "password": password})
    return browser


def test_a_password_opens_the_door(house: House) -> None:
    """The right one, for its own address; what is stored is argon2's."""
    assert choose(house.signed_in(), GOOD).status_code == 303
    assert is_in(sign_in(house, GOOD)) and is_in(sign_in(house, GOOD, ADDRESS.upper()))
    assert not is_in(sign_in(house, GOOD + " "))
    assert not is_in(sign_in(house, GOOD, "fremd@example.org"))
    with reading(house.engine) as session:
        stored = session.scalars(select(Account.password)).one()
    assert stored.startswith("$argon2id$") and GOOD not in stored


def test_wrong_and_unknown_are_answered_alike(house: House) -> None:
    """No password set, a wrong one, no such account: one page."""
    answers = set()
    for address in (ADDRESS, "fremd@example.org"):
        form = {"address": address, "password": "falsch"}
        answer = house.browser().post("/anmelden/kennwort", data=form)
        answers.add((answer.status_code, answer.text))
    choose(house.signed_in(), GOOD)
    form = {"address": ADDRESS, "password": "falsch"}
    answer = house.browser().post("/anmelden/kennwort", data=form)
    answers.add((answer.status_code, answer.text))
    assert len(answers) == 1 and "passen nicht zusammen" in answer.text


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("elf Zeichen", "mindestens 12 Zeichen"),
        (ADDRESS.upper(), "Adresse ist kein Kennwort"),
        ("x" * 1001, "höchstens 1000"),
    ],
)
def test_bad_passwords_are_refused_with_the_reason(house: House, password: str, said: str) -> None:
    """Length and the own address are all that is asked; nothing is changed."""
    answer = choose(house.signed_in(), password)
    assert answer.status_code == 422 and said in answer.text
    assert not is_in(sign_in(house, password[:1000]))


def test_a_password_is_set_by_whoever_just_signed_in(house: House) -> None:
    """A browser left open for half an hour cannot change a way in."""
    browser = house.signed_in()
    token = token_in(browser.get("/konto"))
    house.later(minutes=16)
    form = {"token": token, "password": GOOD}
    assert browser.post("/konto/kennwort", data=form).status_code == 403
    assert "Neu anmelden" in browser.get("/konto").text
    assert not is_in(sign_in(house, GOOD))


def test_another_password_ends_the_other_browsers(house: House) -> None:
    """Whoever knew the old one is out, and the one at work is not."""
    mine, other = house.signed_in(), house.signed_in()
    choose(mine, GOOD)
    assert is_in(mine) and not is_in(other)


def test_a_removed_account_comes_back_without_its_password(house: House) -> None:
    """Its ways in ended with it."""
    choose(house.signed_in(), GOOD)
    with writing(house.engine) as session:
        roster.remove(session, ADDRESS, house.now)
    assert not is_in(sign_in(house, GOOD))
    house.enter()
    assert not is_in(sign_in(house, GOOD))
    assert is_in(house.signed_in())
