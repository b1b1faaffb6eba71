"""Subscribing: a stranger's form, its preview, the mail, and the page that confirms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape

import pytest
from httpx2 import Response
from sqlalchemy import Engine, func, select
from starlette.testclient import TestClient

from db.engine import reading, writing
from db.subscribers import (
    ErasedAddress,
    Subscriber,
    Subscription,
    SubscriptionRequest,
    Suppression,
)
from db.upsert import insert_into
from db.vocabulary import Cadence
from notifier.subscribing.erase import address_key
from tests.conftest import NOW
from tests.notifier.samples import SENDER, add_subscriber, publish, values
from tests.web.desk.entries import counted
from tests.web.doors.living import House
from web.public.subscribe import PER_ADDRESS, PER_CLIENT, PER_FORM

ADDRESS = "rathaus@example.org"
LAUTERBACH = "06535011"


@dataclass
class Street:
    """A stranger before the form of a small country."""

    engine: Engine
    house: House = field(init=False)

    def __post_init__(self) -> None:
        self.house = House(self.engine)

    def send(
        self, path: str = "/abonnieren", /, client: str = "", **fields: str | list[str]
    ) -> Response:
        """Send the form, from some address of the internet."""
        browser = self.house.browser(client) if client else self.house.browser()
        form = {"ort": "Lauterbach", "mail": ADDRESS, **fields}
        return browser.post(path, data=form)

    def link(self, number: int = -1) -> str:
        """The path in one of the mails that came."""
        found = re.search(r"/abonnieren/bestaetigen/\S+", self.house.mails()[number][1])
        assert found is not None
        return found[0]

    def browser(self) -> TestClient:
        """A browser that nobody is signed in with."""
        return self.house.browser()

    def rows(self) -> dict[str, int]:
        """How many rows of each table that subscribing writes."""
        tables = (Subscriber, Subscription, SubscriptionRequest)
        with reading(self.engine) as session:
            return {
                one.__tablename__: session.scalar(select(func.count()).select_from(one)) or 0
                for one in tables
            }


@pytest.fixture
def street(engine: Engine) -> Street:
    """A stranger before the form."""
    return Street(engine)


def said(answer: Response) -> str:
    """What a page says, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def ticked(answer: Response) -> list[str]:
    """The keys of the places that are chosen on a page."""
    boxes: Iterable[str] = re.findall(r'<input[^>]*name="gebiet"[^>]*>', answer.text)
    return [box.split('value="')[1].split('"')[0] for box in boxes if " checked" in box]


def test_a_clerk_subscribes_and_confirms(street: Street) -> None:
    """From the start page to the page that says when the first mail comes."""
    assert 'href="/abonnieren"' in street.browser().get("/").text
    assert "Zuschuss für den Kauf eines Bürgerbusses." in street.browser().get("/abonnieren").text
    answer = street.send(
        thema=["mobilitaet", "kultur"], wer="municipality", haeufigkeit="weekly", wochentag="2",
        vorlauf="28", mit="Bürgerbus, Radweg", ohne="Forst", lebenszeichen="1",
    )  # fmt: skip
    assert answer.status_code == 200 and ADDRESS in answer.text
    assert street.rows() == {"subscribers": 0, "subscriptions": 0, "subscription_requests": 1}
    ((recipient, text),) = street.house.mails()
    assert recipient == ADDRESS and "Lauterbach" in text and "wöchentlich am Mittwoch" in text
    page = street.browser().get(street.link())
    assert page.headers["cache-control"] == "no-store"
    for words in ("Lauterbach", "Mobilität", "wöchentlich am Mittwoch", "Bürgerbus, Radweg"):
        assert words in said(page)
    done = street.browser().post(street.link(), data={"nummer": "0"})
    assert "Ihre erste Mail kommt am Dienstag, 24. November 2026" in said(done)
    with reading(street.engine) as session:
        (one,) = session.scalars(select(Subscription))
        assert (one.area, one.cadence, one.weekday) == (LAUTERBACH, Cadence.WEEKLY, 2)
        assert (one.topics, one.applicants) == (["kultur", "mobilitaet"], ["municipality"])
        assert (one.required, one.excluded, one.lead_days) == (
            ["Bürgerbus", "Radweg"],
            ["Forst"],
            28,
        )
        assert one.subscriber.sign_of_life


def test_looking_confirms_nothing_and_a_link_is_used_once(street: Street) -> None:
    """Mail programs look at links first; the same yes twice changes nothing."""
    street.send()
    path, before = street.link(), street.rows()
    for _look in range(2):
        assert street.browser().get(path).status_code == 200
        assert street.browser().head(path).status_code in (200, 405)
    assert street.rows() == before
    assert street.browser().post(path, data={}).status_code == 422
    assert street.rows() == before
    for _time in range(2):
        assert "bestätigt" in said(street.browser().post(path, data={"nummer": "0"}))
        assert "bestätigt" in said(street.browser().get(path))
    assert street.rows()["subscriptions"] == 1
    for wrong in (path[:-1], "/abonnieren/bestaetigen/x"):
        assert street.browser().get(wrong).status_code == 410
        assert street.browser().post(wrong, data={"nummer": "0"}).status_code == 410
    street.house.later(days=7)
    assert street.browser().get(path).status_code == 410


def test_known_and_unknown_addresses_get_the_same_answer(street: Street) -> None:
    """So do those that left, were suppressed, were erased, or wait already."""
    add_subscriber(street.engine, 1)
    add_subscriber(street.engine, 2, unsubscribed_at=NOW)
    with writing(street.engine) as session:
        session.add(Suppression(email="reader3@example.org", reason="hard", since_at=NOW))
        key = address_key(SENDER.secret, "reader4@example.org")
        session.execute(
            insert_into(session.get_bind(), ErasedAddress).values(address_key=key, since_at=NOW)
        )
    street.send(mail="reader6@example.org")
    answers, asked = [], []
    for number in range(1, 7):
        with counted(street.engine) as statements:
            answer = street.send(mail=f"reader{number}@example.org", client=f"192.0.2.{number + 9}")
        answers.append((answer.status_code, answer.text.replace(f"reader{number}@", "reader@")))
        asked.append(len(statements))
    assert len(set(answers)) == 1
    # Only who waits already is no work for the mail; nobody looks whether somebody is known.
    assert len(set(asked[:5])) == 1
    recipients = sorted(recipient for recipient, _text in street.house.mails())
    assert recipients == [f"reader{number}@example.org" for number in range(1, 7)]


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({"ort": ""}, "ort", "nennen Sie wenigstens einen Ort"),
        ({"ort": "Nirgendwo"}, "ort", "„Nirgendwo“ kennen wir nicht"),
        ({"ort": "Vogelsberg"}, "ort", "Welchen Ort meinen Sie mit „Vogelsberg“?"),
        ({"mail": "rathaus"}, "mail", "keine Mailadresse"),
        ({"mail": "müller@example.org"}, "mail", "keine Umlaute"),
        ({"mit": ",".join(f"Wort{n}" for n in range(21))}, "mit", "höchstens 20 Wörter"),
        ({"thema": "golf"}, "thema", "aus dem, was hier steht"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    street: Street, fields: dict[str, str], name: str, sentence: str
) -> None:
    """In German; what was typed stays, and nothing is kept."""
    answer = street.send(**{"ohne": "Bleibt hier", **fields})
    assert answer.status_code == 422 and sentence in said(answer)
    assert re.search(rf'id="f-{name}-error"', answer.text)
    assert "Bleibt hier" in answer.text and street.rows()["subscription_requests"] == 0


def test_places_are_chosen_one_after_the_other(street: Street) -> None:
    """A name of one place is taken, of several asked; former choices stay; one form, one mail."""
    first = street.send("/abonnieren/vorschau", ort="antrifttal")
    assert ticked(first) == ["06535002"]
    asked = street.send("/abonnieren/vorschau", ort="Vogelsberg", gebiet=["06535002"])
    assert ticked(asked) == ["06535002"]
    assert "Vogelsbergkreis" in said(asked) and "LEADER-Region Vogelsberg" in said(asked)
    # What is offered while somebody types is not taken, be it the very name.
    typing = street.send("/abonnieren/vorschau", ort="Hosenfeld", suche="1", gebiet=["06535002"])
    assert ticked(typing) == ["06535002"] and "Hosenfeld" in said(typing)
    answer = street.send(ort="Hosenfeld", gebiet=["06535002", "leader:vogelsberg", "nirgends"])
    assert answer.status_code == 200
    ((_recipient, text),) = street.house.mails()
    assert all(name in text for name in ("Antrifttal", "LEADER-Region Vogelsberg", "Hosenfeld"))
    street.browser().post(street.link(), data={"nummer": ["0", "2"]})
    with reading(street.engine) as session:
        areas = session.scalars(select(Subscription.area).order_by(Subscription.id)).all()
        assert areas == ["06535002", "06631013"]
    # A name that is typed and whose place is ticked needs no second answer.
    assert street.send(ort="Vogelsberg", gebiet=["06535"]).status_code == 200


def test_the_preview_shows_what_four_weeks_would_have_brought(street: Street) -> None:
    """Counted by the rules of the digest, the latest five named; older news is not among it."""
    for number in range(7):
        at = NOW - timedelta(days=number)
        publish(street.engine, f"{number}", values(title=f"Topf {number}", topics=("kultur",)), at)
    publish(street.engine, "old", values(title="Alter Topf"), NOW - timedelta(days=30))
    publish(street.engine, "far", values(title="Bayerischer Topf", areas=("09",)), NOW)
    publish(street.engine, "firm", values(title="Firmentopf", applicants=("company",)), NOW)
    page = street.send("/abonnieren/vorschau", wer="municipality")
    assert "wären das 7 Hinweise gewesen" in said(page)
    named = re.findall(r">(\w*[Tt]opf \d)</a>", page.text)
    assert named == [f"Topf {number}" for number in range(5)]
    assert "Nennen Sie einen Ort" in said(street.send("/abonnieren/vorschau", ort=""))
    other = street.send("/abonnieren/vorschau", thema="mobilitaet", wer="municipality")
    assert "wäre nichts dabei gewesen" in said(other)
    worded = street.send("/abonnieren/vorschau", wer="municipality", mit="Topf 3, Topf 5")
    assert "wären das 2 Hinweise gewesen" in said(worded)
    # What is new since is there some minutes later.
    publish(street.engine, "now", values(title="Neuer Topf", topics=("mobilitaet",)), NOW)
    street.house.later(minutes=5)
    again = street.send("/abonnieren/vorschau", thema="mobilitaet", wer="municipality")
    assert "wäre das ein Hinweis gewesen" in said(again) and "Neuer Topf" in again.text
    assert street.rows()["subscription_requests"] == 0


def test_the_preview_asks_the_database_no_more_for_more_entries(street: Street) -> None:
    """And when nothing changed since, it reads no entry at all."""

    def asked() -> list[str]:
        with counted(street.engine) as statements:
            assert street.send("/abonnieren/vorschau").status_code == 200
        return [one for one in statements if one.startswith("SELECT")]

    publish(street.engine, "first", values())
    few = len(asked())
    assert asked() == []
    street.house.later(minutes=5)
    assert not any("FROM opportunities" in one for one in asked())
    for number in range(10):
        publish(street.engine, f"{number}", values(title=f"Topf {number}"))
    street.house.later(minutes=5)
    assert len(asked()) == few


def test_nobody_asks_without_end(street: Street) -> None:
    """Neither from one place of the internet nor for one address, known or not."""
    for number in range(PER_CLIENT):
        assert street.send(mail=f"a{number}@example.org").status_code == 200
    assert street.send(mail="b@example.org").status_code == 429
    for number in range(PER_ADDRESS):
        assert street.send(client=f"198.51.100.{number}").status_code == 200
    assert street.send(client="198.51.100.99").status_code == 429
    street.house.later(minutes=16)
    assert street.send().status_code == 200


def test_nobody_looks_without_end(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a form would bring takes work: a restart forgives nothing, others look on."""
    monkeypatch.setattr("web.public.subscribe.PER_FORM", 4)
    assert PER_FORM >= 15 * 60 / 3  # somebody who types all the time looks every few seconds
    for path in ("/abonnieren/vorschau", "/abonnieren") * 2:
        assert street.send(path, mail="").status_code in (200, 422)
    restarted = Street(street.engine)
    for path in ("/abonnieren/vorschau", "/abonnieren"):
        refused = restarted.send(path)
        assert refused.status_code == 429 and "zu viele Versuche" in said(refused)
        assert restarted.send(path, client="198.51.100.7").status_code == 200
    restarted.house.later(minutes=16)
    assert restarted.send("/abonnieren/vorschau").status_code == 200


def test_words_of_strangers_reach_nobody_by_our_mail(street: Street) -> None:
    """Whoever orders for somebody else can write nothing into the mail that asks."""
    street.send(mit="Gewinn auf evil.example", ohne="<b>x</b>")
    ((_recipient, text),) = street.house.mails()
    assert "evil.example" not in text and "<b>" not in text
    page = street.browser().get(street.link())
    assert "Gewinn auf evil.example" in said(page) and "<b>x</b>" not in page.text


def test_a_program_that_fills_in_everything_is_answered_and_forgotten(street: Street) -> None:
    """And another site's form is refused."""
    assert street.send(betreff="Gewinn").status_code == 200
    assert street.rows()["subscription_requests"] == 0 and street.house.mails() == []
    refused = street.browser().post(
        "/abonnieren",
        data={"ort": "Lauterbach", "mail": ADDRESS},
        headers={"sec-fetch-site": "cross-site"},
    )
    assert refused.status_code == 403
