"""What staff see of mails that came back, and letting an address have mail again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from db.bounces import Bounce
from db.engine import reading, writing
from db.subscribers import Suppression
from db.vocabulary import Role
from notifier.suppressing import suppress
from tests.conftest import NOW
from tests.notifier.bounces.samples import report, sent_mails
from tests.notifier.bounces.test_acting import barred, take
from tests.web.signing_in import Signed, signed_in
from tests.web.test_doors import site
from tests.web.test_sources import counting


@pytest.fixture
def browser(engine: Engine) -> Signed:
    """A clerk's browser, two addresses barred and one that is not."""
    (number,) = sent_mails(engine)
    take(engine, report(engine, "gmx_unknown", number))
    with writing(engine) as session:
        suppress(session, "Laut@Example.org", "Eine Mail wurde als Spam gemeldet.", NOW)
    return signed_in(site(engine))


def test_a_mail_shows_what_came_back(browser: Signed) -> None:
    """On the list in a word, on its own page with the code and the words; no other mail does."""
    page = browser.get("/post").text
    assert page.count("Rückläufer") == 1 and "Adresse gibt es nicht" in page
    assert "5.1.1" in browser.get("/post/1").text and "Was zurückkam" in browser.get("/post/1").text
    assert "Was zurückkam" not in browser.get("/post/2").text


def test_staff_see_why_and_let_in_again(browser: Signed, engine: Engine) -> None:
    """One of two; the log beside the mail says who did it, and a second try is told so."""
    page = browser.get("/gesperrt").text
    assert "Die Adresse gibt es nicht (mehr): 5.1.1" in page and "als Spam gemeldet" in page
    assert "laut@" not in browser.get("/gesperrt?adresse=READER1").text
    act = browser.act("/gesperrt", adresse="reader1@example.org")
    assert act.status_code == 303 and barred(engine) == ["laut@example.org"]
    with reading(engine) as session:
        assert session.scalars(select(Bounce.forgiven_by)).all() == ["staff@example.org"]
    assert "wieder zugelassen" in browser.get("/post/1").text
    again = browser.act("/gesperrt", adresse="reader1@example.org")
    assert again.status_code == 404 and "nicht (mehr) gesperrt" in again.text


def test_nobody_else_lets_anybody_in(browser: Signed, engine: Engine) -> None:
    """Neither a reviewer nor a regional manager, nor a GET."""
    for role in (Role.REVIEWER, Role.MANAGER):
        other = signed_in(site(engine), role)
        assert other.get("/gesperrt").status_code == 403
        assert other.act("/gesperrt", adresse="reader1@example.org").status_code == 403
    browser.get("/gesperrt?adresse=reader1@example.org")
    assert len(barred(engine)) == 2


def test_more_rows_ask_no_more_questions(browser: Signed, engine: Engine) -> None:
    """Of the list of addresses and of the list of mails."""
    counts = []
    for times in (0, 30):
        with writing(engine) as session:
            for number in range(times):
                suppress(session, f"nobody{number}@example.org", "Test", NOW)
        if times:
            for number in sent_mails(engine, 9, NOW - timedelta(days=30), first=7):
                take(engine, report(engine, "webde_full", number))
        for path in ("/gesperrt", "/post"):
            with counting(engine) as statements:
                assert browser.get(path).status_code == 200
            counts.append(len(statements))
    assert counts[:2] == counts[2:]
    with reading(engine) as session:
        assert session.query(Suppression).count() > 30
