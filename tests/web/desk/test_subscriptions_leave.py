"""Unsubscribing on behalf: what the desk sees before, what it does, and that nothing is listed."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select

from db.engine import reading
from db.subscribers import ErasedAddress, Subscriber
from tests.notifier.samples import add_subscriber
from tests.web.doors.living import House, token_in

ASKED, DONE = "/abonnements/abmelden", "/abonnements/abmelden/ja"
FIRST = "reader1@example.org"


@pytest.fixture
def house(engine: Engine) -> House:
    """A site with two subscribers and a clerk."""
    for number in (1, 2):
        add_subscriber(engine, number, name="")
    house = House(engine)
    house.enter()
    return house


def send(house: House, path: str, address: str, weg: str = "phone", **more: str) -> tuple[int, str]:
    """Send a form as a clerk does, and return the status with what the next page says."""
    browser = house.signed_in()
    token = token_in(browser.get("/abonnements"))
    answer = browser.post(path, data={"adresse": address, "weg": weg, "token": token, **more})
    if answer.status_code != 303:
        return answer.status_code, answer.text
    return 303, browser.get(answer.headers["Location"]).text


def gone(engine: Engine) -> list[str]:
    """The addresses that left."""
    with reading(engine) as session:
        left = select(Subscriber.email).where(Subscriber.unsubscribed_at.is_not(None))
        return list(session.scalars(left))


def test_what_ends_is_named_before_it_ends(house: House) -> None:
    """Looking ends nothing; the button ends it all, and one last mail goes out."""
    status, page = send(house, ASKED, FIRST, "letter")
    assert status == 200 and "Lauterbach" in page and "mobility" in page and "täglich" in page
    assert gone(house.engine) == []
    status, page = send(house, DONE, FIRST, "letter")
    assert status == 303 and "ist es beendet" in page and FIRST not in page
    assert gone(house.engine) == [FIRST]
    ((recipient, text),) = house.mails()
    assert recipient == FIRST and "per Brief" in text and "letzte Mail" in text
    _status, page = send(house, ASKED, FIRST)
    assert "läuft kein Abonnement" in page and "abgemeldet ist sie seit" in page


@pytest.mark.parametrize("address", ["niemand@example.org", "reader", "%@example.org", ""])
def test_nothing_can_be_found_by_a_part(house: House, address: str) -> None:
    """The answer to the act is the same as for an address that is known, and no mail goes."""
    status, page = send(house, ASKED, address)
    assert status == 200 and "Zu genau dieser Adresse gibt es kein Abonnement" in page
    assert "reader1" not in page
    _status, unknown = send(house, DONE, address)
    assert house.mails() == []
    _status, known = send(house, DONE, "reader2@example.org")
    assert "Falls es zu dieser Adresse" in unknown and "Falls es zu dieser Adresse" in known


def test_everything_is_erased_on_request(house: House) -> None:
    """Also of somebody who left before; no mail says so."""
    for address in (FIRST, "reader2@example.org"):
        status, page = send(house, DONE, address, loeschen="1")
        assert status == 303 and "ist es gelöscht" in page
    assert house.mails() == []
    with reading(house.engine) as session:
        assert session.scalars(select(Subscriber)).all() == []
        assert len(session.scalars(select(ErasedAddress)).all()) == 2


@pytest.mark.parametrize("weg", ["one_click", "complaint", "unsinn", ""])
def test_it_is_said_how_somebody_asked(house: House, weg: str) -> None:
    """What a subscriber's own click would be nobody enters by hand."""
    for path in (ASKED, DONE):
        status, page = send(house, path, FIRST, weg)
        assert status == 422 and "wählen Sie „per Telefon“" in page
    assert gone(house.engine) == []
