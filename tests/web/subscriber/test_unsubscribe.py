"""Unsubscribing: by a mail program's one click, by the page, all or one; looking never does."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, select

from db.engine import reading, writing
from db.subscribers import Consent, Subscriber, Subscription
from notifier.subscribing.erase import erase
from tests.conftest import NOW
from tests.notifier.samples import SENDER
from tests.web.subscriber.reading import Readers

ONE_CLICK = "List-Unsubscribe=One-Click"
MULTIPART = "multipart/form-data; boundary=b"
PART = (
    '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'
)


@pytest.fixture
def readers(engine: Engine) -> Readers:
    """Two subscribers, the first of whom has two subscriptions and a consent."""
    found = Readers(engine)
    with writing(engine) as session:
        first = session.get_one(Subscriber, found.ids[1])
        wish: dict[str, Any] = {"area": "06631013", "topics": [], "cadence": "weekly"}
        first.subscriptions.append(Subscription(name="Hosenfeld", created_at=NOW, **wish))
        agreed = {"wording": "Ja.", "way": "operator"}
        session.add(Consent(subscriber_id=first.id, given_at=NOW, **agreed))
    return found


@pytest.mark.parametrize(
    ("content_type", "body"),
    [("application/x-www-form-urlencoded", ONE_CLICK), (MULTIPART, PART)],
)
def test_one_click_of_a_mail_program(readers: Readers, content_type: str, body: str) -> None:
    """RFC 8058: no cookie, from any site, no page in between; twice is as good as once."""
    headers = {"Content-Type": content_type, "Origin": "null", "Sec-Fetch-Site": "cross-site"}
    for _ in range(2):
        answer = readers.house.browser().post(
            readers.unsubscribe(), content=body.encode(), headers=headers
        )
        assert answer.status_code == 200
        assert "Sie haben abbestellt" in answer.text and 'href="/abonnieren"' in answer.text
        readers.house.later(days=1)
    assert readers.reader(1).unsubscribed_at == NOW
    assert readers.reader(2).unsubscribed_at is None
    with reading(readers.engine) as session:
        (consent,) = session.scalars(select(Consent))
    assert (consent.withdrawn_at, consent.withdrawn_way) == (NOW, "one_click")


def test_the_page_asks_first(readers: Readers) -> None:
    """It shows whose mails end, in parts, and changes nothing."""
    before, browser = readers.stored(but=frozenset()), readers.house.browser()
    page = browser.get(readers.unsubscribe()).text
    assert "r…@example.org" in page and "reader1@" not in page
    assert "nur Hosenfeld" in page and readers.settings() in page
    assert readers.stored(but=frozenset()) == before
    assert browser.post(readers.unsubscribe(), data={"abonnement": ""}).status_code == 200
    assert readers.reader().unsubscribed_at == NOW
    assert "Sie haben abbestellt" in browser.get(readers.unsubscribe()).text
    assert "Sie haben abbestellt" in browser.get(readers.settings()).text


def test_one_subscription_of_several_ends_alone(readers: Readers) -> None:
    """Another's number, or what is none, ends nothing, and the last one ends all."""
    browser = readers.house.browser()
    others = readers.reader(2).subscriptions[0].id
    first, second = (one.id for one in readers.reader().subscriptions)
    for number in (others, "2x", "²", first):
        page = browser.post(readers.unsubscribe(), data={"abonnement": str(number)}).text
        assert "Die anderen laufen weiter" in page
    ended = [one.ended_at for one in readers.reader().subscriptions]
    assert ended == [NOW, None] and readers.reader(2).subscriptions[0].ended_at is None
    page = browser.post(readers.unsubscribe(), data={"abonnement": str(second)}).text
    assert "Sie haben abbestellt" in page and readers.reader().unsubscribed_at == NOW


def test_a_link_of_another_purpose_unsubscribes_nobody(readers: Readers) -> None:
    """Nor one that was made up; one whose owner is erased says so."""
    browser, before = readers.house.browser(), readers.stored(but=frozenset())
    signed = readers.settings().rsplit("/", 1)[1]
    for path in (f"/abo/abbestellen/{signed}", "/abo/abbestellen/x", "/abo/abbestellen/x.y"):
        for answer in (browser.get(path), browser.post(path)):
            assert answer.status_code == 404 and "Link" in answer.text
    assert readers.stored(but=frozenset()) == before
    with writing(readers.engine) as session:
        erase(session, session.get_one(Subscriber, readers.ids[1]), SENDER.secret, NOW)
    for answer in (browser.get(readers.unsubscribe()), browser.post(readers.unsubscribe())):
        assert answer.status_code == 200 and "Sie haben abbestellt" in answer.text
    assert browser.get(readers.settings()).status_code == 410
    assert (
        browser.post(f"{readers.settings()}/pause", data={"bis": "2027-01-01"}).status_code == 410
    )
