"""What becomes of mails of which nobody knows whether they arrived: a person says it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from db.decisions import Act, Decision
from db.deliveries import Delivery, DeliveryItem
from db.engine import reading, writing
from db.findings import MAIL, open_findings
from db.letters import Letter
from db.vocabulary import DeliveryState, FindingKind, Role
from notifier import outbox
from notifier.mail.transport import UnclearError
from notifier.unclear import watch_unclear
from tests.conftest import NOW
from tests.notifier.news.telling import issue
from tests.notifier.samples import SENDER, add_subscriber, publish, values
from tests.notifier.test_lateness import enter_staff
from tests.notifier.test_outbox import Answers
from tests.web.signing_in import Signed, signed_in
from tests.web.test_doors import site

HOUR = timedelta(hours=1)
READERS = ("reader1@example.org", "reader2@example.org", "reader3@example.org")
LOST_ANSWER = Answers(errors={one: UnclearError("gone after the final dot") for one in READERS[:2]})


def send(engine: Engine, hours: int, transport: Answers) -> list[str]:
    """Send what is due some hours later; return who got a mail."""
    before = len(transport.sent)
    outbox.send(engine, transport, worker="test", clock=lambda: NOW + hours * HOUR)
    return sorted(one.recipient for one in transport.sent[before:])


@pytest.fixture
def browser(engine: Engine) -> Signed:
    """A clerk's browser, after the answers about two of three mails were lost twice."""
    for number in (1, 2, 3):
        add_subscriber(engine, number)
    publish(engine, "a", values(), NOW)
    issue(engine)
    for hours in (1, 2, 3):
        send(engine, hours, LOST_ANSWER)
    assert states(engine) == ["unclear", "unclear", "sent"]
    return signed_in(site(engine))


def states(engine: Engine) -> list[str]:
    """How the mails stand."""
    with reading(engine) as session:
        return list(session.scalars(select(Delivery.state).order_by(Delivery.id)))


def said(engine: Engine) -> list[str]:
    """What the log holds of mails."""
    with reading(engine) as session:
        rows = session.scalars(select(Decision).where(Decision.act == Act.SETTLE_MAIL))
        return [f"{one.about} {one.value[0]['end']} {one.decided_by}" for one in rows]


def test_a_mail_goes_once_more_when_a_person_says_so(engine: Engine, browser: Signed) -> None:
    """The same mail, at once; the other one waits as before."""
    assert "Was wird aus dieser Mail?" in browser.get("/post/1").text
    assert browser.act("/post/1/klaeren", ende="again").status_code == 303
    taking = Answers()
    assert send(engine, 4, taking) == [READERS[0]]
    with reading(engine) as session:
        mail = session.get_one(Delivery, 1)
        assert taking.sent[0].message == mail.message
    assert states(engine) == ["sent", "unclear", "sent"]
    assert said(engine) == ["Mail 1 again staff@example.org"]
    page = browser.get("/post/1").text
    assert "noch einmal senden" in page and "Was wird aus dieser Mail?" not in page
    assert "Mail 1" in browser.get("/protokoll").text


def test_a_third_lost_answer_asks_again(engine: Engine, browser: Signed) -> None:
    """It does not go by itself however often that happens."""
    for number in (1, 2):
        browser.act(f"/post/{number}/klaeren", ende="again")
    for hours in (4, 5, 6):
        send(engine, hours, LOST_ANSWER)
    with reading(engine) as session:
        mails = session.scalars(select(Delivery).order_by(Delivery.id)).all()
        assert [(one.state, one.attempts) for one in mails[:2]] == [("unclear", 3)] * 2
        assert all(one.settled_at for one in mails)


def test_what_stood_in_a_lost_mail_comes_with_the_next_issue(
    engine: Engine, browser: Signed
) -> None:
    """Once; to whom it arrived nothing comes again."""
    assert browser.act("/post/1/klaeren", ende="lost").status_code == 303
    assert browser.act("/post/2/klaeren", ende="arrived").status_code == 303
    assert states(engine) == ["failed", "sent", "sent"]
    page = browser.get("/post").text
    assert "als verloren gewertet" in page and "verloren</span>" in page
    assert "abgelehnt</span>" not in page and "sind ungeklärt" not in page
    assert issue(engine, 1).planned == 1
    assert issue(engine, 2).planned == 0
    with reading(engine) as session:
        told = select(DeliveryItem.subscriber_id, DeliveryItem.opportunity_id)
        assert sorted(tuple(row) for row in session.execute(told)) == [(1, 1), (2, 1), (3, 1)]


def test_all_are_settled_with_one_click(engine: Engine, browser: Signed) -> None:
    """Those that the list had; each has its row in the log."""
    assert "2 Mails sind ungeklärt" in browser.get("/post").text
    page = browser.get("/post?stand=unclear").text
    assert 'name="bis" value="2"' in page and "Alle noch einmal senden" in page
    answer = browser.act("/post/klaeren", ende="again", bis="1")
    assert answer.status_code == 303
    assert "Eine Mail geht noch einmal hinaus." in browser.get(answer.headers["Location"]).text
    assert send(engine, 4, Answers()) == [READERS[0]]
    assert browser.act("/post/klaeren", ende="arrived", bis="2").status_code == 303
    assert states(engine) == ["sent", "sent", "sent"]
    assert said(engine) == [f"Mail {n} {end} staff@example.org" for n, end in
                            ((1, "again"), (2, "arrived"))]  # fmt: skip
    assert 'name="bis"' not in browser.get("/post?stand=unclear").text


def test_what_is_too_old_goes_no_more(engine: Engine, browser: Signed) -> None:
    """It counts as arrived or lost; who asks for more is refused."""
    with writing(engine) as session:
        for number in (1, 2):
            session.get_one(Delivery, number).planned_at = NOW - timedelta(days=8)
    assert "Noch einmal senden" not in browser.get("/post/1").text
    assert browser.act("/post/1/klaeren", ende="again").status_code == 409
    browser.act("/post/klaeren", ende="again", bis="2")
    assert states(engine) == ["unclear", "unclear", "sent"] and said(engine) == []
    browser.act("/post/klaeren", ende="lost", bis="2")
    assert states(engine) == ["failed", "failed", "sent"]


def test_two_clerks_settle_a_mail_once(engine: Engine, browser: Signed) -> None:
    """The second hears that it is done; what was never unclear cannot be settled at all."""
    assert browser.act("/post/1/klaeren", ende="lost").status_code == 303
    for number in (1, 3):
        assert browser.act(f"/post/{number}/klaeren", ende="arrived").status_code == 409
    assert browser.act("/post/99/klaeren", ende="arrived").status_code == 404
    assert browser.act("/post/2/klaeren", ende="eaten").status_code == 422
    assert states(engine) == ["failed", "unclear", "sent"] and len(said(engine)) == 1


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.MANAGER])
def test_only_staff_settle_mails(engine: Engine, browser: Signed, role: Role) -> None:
    """As only they see them."""
    other = signed_in(site(engine), role)
    for path in ("/post/1/klaeren", "/post/klaeren"):
        assert other.act(path, ende="lost", bis="2").status_code == 403
    assert states(engine) == ["unclear", "unclear", "sent"]


def test_staff_hear_of_unclear_mails_once(engine: Engine, browser: Signed) -> None:
    """By a mail and a finding, until somebody has settled them."""
    enter_staff(engine)

    def watch() -> tuple[int, list[str]]:
        with writing(engine) as session:
            count = watch_unclear(session, SENDER, NOW + 4 * HOUR)
            return count, [one.kind for one in open_findings(session, MAIL)]

    assert watch() == (3, [FindingKind.UNCLEAR])  # the clerk of the browser, too
    assert watch() == (0, [FindingKind.UNCLEAR])
    with reading(engine) as session:
        text = session.scalars(select(Letter.message)).all()[-1].decode()
    assert "/post?stand=unclear" in text.replace("=3D", "=")
    browser.act("/post/klaeren", ende="arrived", bis="2")
    assert watch() == (0, [])
    assert DeliveryState.UNCLEAR not in states(engine)
