"""Subscribing to a saved filter: by the account's own mailbox, as everybody else."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Engine, select

from db.engine import reading
from db.subscribers import Consent, Subscriber, Subscription
from db.vocabulary import Role
from tests.web.doors.living import House, token_in

SEARCH = (
    "/filter/neu?thema=mobilitaet&gebiet=06535&kategorie=call&suche=Bus&art=grant"
    "&frist_bis=2027-03-01"
)


@pytest.fixture
def house(engine: Engine) -> House:
    """A site with a manager, whose filter 1 is a search for calls for buses."""
    house = House(engine)
    house.enter(role=Role.MANAGER)
    browser = house.signed_in()
    token = token_in(browser.get("/konto"))
    answer = browser.post(SEARCH, data={"token": token, "name": "Busse"})
    assert answer.status_code == 303
    return house


def subscribe(house: House, **fields: str) -> tuple[int, str]:
    """Ask for the filter by mail."""
    browser = house.signed_in()
    token = token_in(browser.get("/konto"))
    answer = browser.post("/filter/1/abonnieren", data={"token": token, **fields})
    return answer.status_code, answer.text


def confirm(house: House) -> str:
    """Follow the link of the last mail, and say yes."""
    link = re.search(r"https?://testserver(/abonnieren/bestaetigen/\S+)", house.mails()[-1][1])
    assert link is not None
    browser = house.browser()
    page = browser.get(link[1]).text
    assert browser.post(link[1], data={"nummer": "0"}).status_code == 200
    return page


def test_the_page_says_what_is_taken_over_and_what_is_not(house: House) -> None:
    """The account's address is the only one."""
    page = house.signed_in().get("/filter/1/abonnieren").text
    assert "frau.amt@example.org" in page and "Der Zeitraum der Frist" in page
    assert "Förderart" in page and "01.03.2027" not in page


def test_nothing_is_subscribed_before_the_mailbox_says_yes(house: House, engine: Engine) -> None:
    """Then the subscription keeps what its columns cannot say, with the proof."""
    status, page = subscribe(house, haeufigkeit="weekly", wochentag="2", vorlauf="28")
    assert status == 200 and "frau.amt@example.org" in page
    with reading(engine) as session:
        assert session.scalar(select(Subscriber)) is None
    recipient, text = house.mails()[-1]
    assert recipient == "frau.amt@example.org" and "Bus" not in text.split("http")[0]
    assert "nur Art des Eintrags: Aufruf" in confirm(house)
    with reading(engine) as session:
        one = session.scalars(select(Subscription)).one()
        assert (one.area, one.topics, one.name) == ("06535", ["mobilitaet"], "Busse")
        assert (one.weekday, one.lead_days) == (2, 28)
        assert one.narrowed == {"words": "Bus", "kinds": ["call"], "instruments": ["grant"]}
        assert session.scalars(select(Consent.way)).one() == "double_opt_in"


def test_it_is_asked_for_in_words_that_exist(house: House, engine: Engine) -> None:
    """Another rhythm than those of the list is refused."""
    for wrong in ({"haeufigkeit": "hourly"}, {"wochentag": "6"}, {"vorlauf": "1"}):
        status, page = subscribe(house, **wrong)
        assert status == 422 and 'id="f-haeufigkeit-error"' in page


def test_what_is_over_is_no_news(house: House) -> None:
    """A search for what is closed cannot be subscribed to, and the page says so."""
    browser = house.signed_in()
    token = token_in(browser.get("/konto"))
    browser.post("/filter/neu?stand=geschlossen", data={"token": token, "name": "Vorbei"})
    assert "lässt sich nicht abonnieren" in browser.get("/filter/2/abonnieren").text
    answer = browser.post("/filter/2/abonnieren", data={"token": token})
    assert answer.status_code == 422
