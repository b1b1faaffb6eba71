"""Own link: only whoever reads the owner's mail gets in, once, and for a while."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select

from db.engine import reading, writing
from db.letters import Letter
from db.subscribers import Subscriber, SubscriberSession
from notifier.subscribing.leave import Way, leave
from tests.web.subscriber.reading import Readers
from web.doors.own_session import LASTS

COOKIE = "landbote-abo"
FOREIGN = (
    "https://boese.example.com/",
    "//boese.example.com/abo/x",
    "/konto",
    "/abo/../konto",
    "/abo/\\boese.example.com",
    "/abo//boese.example.com",
    "abo/x",
    "/abonnieren",
)


@pytest.fixture
def readers(engine: Engine) -> Readers:
    """A site with two subscribers."""
    return Readers(engine)


def test_the_link_comes_by_mail_and_leads_to_the_settings(readers: Readers) -> None:
    """Looking at it uses nothing up; its button does, and a second one is too late."""
    link = readers.mailed_link()
    browser = readers.house.browser()
    page = browser.get(link)
    assert page.status_code == 200 and COOKIE not in browser.cookies
    path = link.partition("?")[0]
    assert f'name="weiter" value="{readers.settings()}"' in page.text
    answers = [browser.post(path, data={"weiter": readers.settings()}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 410]
    assert answers[0].headers["Location"] == readers.settings()
    assert "Vorgemerkt" in browser.get(readers.settings()).text
    with reading(readers.engine) as session:  # and nobody finds it in the ledger afterwards
        assert set(session.scalars(select(Letter.message))) == {b""}


def test_a_link_is_good_for_an_hour(readers: Readers) -> None:
    """One that was asked for earlier stays good until its own end."""
    first = readers.mailed_link().partition("?")[0]
    readers.house.later(minutes=30)
    second = readers.mailed_link().partition("?")[0]
    readers.house.later(minutes=30)
    assert [readers.house.browser().post(one).status_code for one in (first, second)] == [410, 303]


def test_two_that_use_a_link_at_once(readers: Readers) -> None:
    """One is let in, on either database."""
    for _ in range(2):
        link = readers.mailed_link().partition("?")[0]
        with ThreadPoolExecutor(2) as both:
            answers = list(both.map(lambda _, at=link: readers.house.browser().post(at), range(2)))
        assert sorted(answer.status_code for answer in answers) == [303, 410]
    with reading(readers.engine) as session:
        assert session.scalar(select(func.count()).select_from(SubscriberSession)) == 2


def test_a_browser_gets_a_secret_of_its_own(readers: Readers) -> None:
    """One that somebody planted opens nothing, before and after; the one before it ends."""
    browser = readers.house.browser()
    browser.cookies.set(COOKIE, "planted", domain="testserver.local", path="/abo")
    secrets = set()
    for _ in range(2):
        browser.post(readers.mailed_link().partition("?")[0])
        secrets.add(browser.cookies.get(COOKIE, path="/abo"))
    assert len(secrets) == 2 and "planted" not in secrets
    with reading(readers.engine) as session:
        assert session.scalar(select(func.count()).select_from(SubscriberSession)) == 1
    for secret in ("planted", *secrets):
        thief = readers.house.browser()
        thief.cookies.set(COOKIE, str(secret), path="/abo")
        inside = "Vorgemerkt" in thief.get(readers.settings()).text
        assert inside is (secret == browser.cookies.get(COOKIE, path="/abo"))


@pytest.mark.parametrize("base_url", ["http://testserver", "https://testserver"])
def test_the_cookie_is_for_these_pages_alone(engine: Engine, base_url: str) -> None:
    """No script reads it, no other site sends it, and over https it goes over https alone."""
    readers = Readers(engine, base_url=base_url)
    answer = readers.house.browser().post(readers.mailed_link().partition("?")[0])
    said = answer.headers["Set-Cookie"].lower()
    secure = base_url.startswith("https")
    for part in ("path=/abo", "httponly", "samesite=lax", f"max-age={30 * 24 * 3600}"):
        assert part in said
    assert ("secure" in said.split("; ")) is secure
    assert said.startswith("__secure-landbote-abo=" if secure else "landbote-abo=")
    page = readers.house.browser().get(readers.settings())
    assert page.headers["Cache-Control"] == "no-store"


def test_a_session_ends(readers: Readers) -> None:
    """After thirty days, by its own button, and when its owner leaves."""
    owners = [readers.own() for _ in range(3)]
    assert owners[0].act("/abo/zugang-beenden").status_code == 303
    assert ["Vorgemerkt" in owner.page() for owner in owners] == [False, True, True]
    readers.house.later(days=29)
    assert "Vorgemerkt" in owners[1].page()
    readers.house.now += LASTS - timedelta(days=29)
    assert "Vorgemerkt" not in owners[1].page()
    owner = readers.own()
    with writing(readers.engine) as session:
        subscriber = session.get_one(Subscriber, readers.ids[1])
        leave(session, subscriber, readers.house.now, way=Way.MAIL)
    assert owner.browser.get("/abo/loeschen").status_code == 303


def test_nothing_tells_whether_an_address_subscribes(readers: Readers) -> None:
    """Known and unknown ones are answered alike, and one gets mail."""
    answers = set()
    for address in ("Reader1@example.org ", "fremd@example.org", "kein Wort"):
        answer = readers.house.browser().post("/abo/zugang", data={"adresse": address})
        answers.add((answer.status_code, answer.text.replace(address, "")))
    assert len(answers) == 1 and {status for status, _ in answers} == {200}
    assert [recipient for recipient, _ in readers.house.mails()] == ["reader1@example.org"]


def test_nobody_floods_a_mailbox(readers: Readers) -> None:
    """Five links a day, whoever asks from wherever; the answer stays the same."""
    texts = set()
    for number in range(8):
        browser = readers.house.browser(f"198.51.100.{number}")
        texts.add(browser.post("/abo/zugang", data={"weiter": readers.settings()}).text)
    assert len(texts) == 1 and len(readers.house.mails()) == 5
    readers.house.later(days=1, minutes=1)
    readers.mailed_link()
    assert len(readers.house.mails()) == 6


def test_a_link_leads_on_to_pages_of_subscribers_alone(readers: Readers) -> None:
    """What leads elsewhere leads to the settings."""
    for onward in FOREIGN:
        form = {"weiter": onward, "adresse": "reader1@example.org"}
        assert readers.house.browser().post("/abo/zugang", data=form).status_code == 200
        readers.house.later(days=1, minutes=1)
        text = readers.house.mails()[-1][1]
        assert "weiter=" not in text, onward
    browser, link = readers.house.browser(), readers.mailed_link().partition("?")[0]
    answer = browser.post(link, data={"weiter": FOREIGN[0]})
    assert answer.headers["Location"] == readers.settings()
    onward = f"/abo/eintrag/1/vormerken?weiter={readers.issue(2).replace('/', '%2F')}%23e1"
    assert "weiter=" in readers.mailed_link(2, onward)


def test_other_sites_neither_ask_nor_enter(readers: Readers) -> None:
    """So that nobody is let into the settings of somebody else without noticing."""
    link = readers.mailed_link().partition("?")[0]
    for headers in ({"Origin": "https://boese.example.com"}, {"Sec-Fetch-Site": "cross-site"}):
        for path in ("/abo/zugang", link, f"{readers.settings()}/pause"):
            answer = readers.house.browser().post(path, headers=headers)
            assert answer.status_code == 403, path
