"""Letters: mails to people that are no digests, by the same laws."""

from __future__ import annotations

from datetime import datetime, timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from db.deliveries import Delivery
from db.engine import reading, writing
from db.letters import Letter
from db.subscribers import Suppression
from db.vocabulary import LetterKind
from notifier import outbox
from notifier.letters import WIDTH, folded, write_letter
from notifier.mail.message import MessageError
from notifier.mail.transport import (
    DeferredError,
    MemoryTransport,
    RefusedError,
    UnreachableError,
)
from notifier.mail_ledgers import LETTERS
from notifier.retention import forget_texts
from tests.conftest import NOW
from tests.notifier.samples import SENDER, publish, values
from tests.notifier.test_outbox import Answers, plan, readers, send

QUARTER = timedelta(minutes=15)
LINK = "https://landbote.example.org/anmelden/link/abc_-123"


def write(
    engine: Engine, number: int = 1, kind: LetterKind = LetterKind.SIGN_IN, **fields: Any
) -> bool:
    """Write one letter to one person, as a page does."""
    letter: dict[str, Any] = {
        "kind": kind,
        "recipient": f"staff{number}@example.org",
        "subject": "Ihr Link zur Anmeldung",
        "text": f"Guten Tag,\n\nhier ist Ihr Link für heute: {LINK}\n",
        "once": f"sign-in:{number}",
        "now": NOW,
        "sender": SENDER,
    }
    with writing(engine) as session:
        return write_letter(session, **letter | fields)


def letters(engine: Engine) -> list[tuple[str, str, bool]]:
    """Recipient and state of every letter, and whether its text is still there."""
    with reading(engine) as session:
        rows = session.execute(
            select(Letter.recipient, Letter.state, Letter.message).order_by(Letter.id)
        )
        return [(to.partition("@")[0], state, bool(message)) for to, state, message in rows]


def test_a_letter_arrives_as_it_was_written(engine: Engine) -> None:
    """Plain text to one person, of no list, with a Message-ID that was fixed beforehand."""
    assert [write(engine, number) for number in (1, 2)] == [True, True]
    with reading(engine) as session:
        ids = set(session.scalars(select(Letter.message_id)))
    way = MemoryTransport()
    assert send(engine, NOW, way)[0] == outbox.SendCounts(sent=2)
    mails = [message_from_bytes(one.message, policy=policy.default) for one in way.sent]
    assert {str(mail["Message-ID"]).strip("<>") for mail in mails} == ids
    assert [str(mail["To"]) for mail in mails] == ["staff1@example.org", "staff2@example.org"]
    for mail in mails:
        assert mail.get_content_type() == "text/plain"
        assert LINK in mail.get_content() and "für heute" in mail.get_content()
        assert mail["List-Unsubscribe"] is None and mail["Auto-Submitted"] == "auto-generated"


def test_a_letter_is_written_once(engine: Engine) -> None:
    """A second one about the same thing is none, before it went and after."""
    assert write(engine)
    assert not write(engine, text="etwas anderes")
    assert send(engine)[0].sent == 1
    assert not write(engine)
    assert write(engine, 2)
    assert send(engine)[1] == ["staff2@example.org"]
    assert send(engine) == (outbox.SendCounts(), [])


def test_a_letter_whose_transaction_fails_was_never_written(engine: Engine) -> None:
    """It stands or falls with what it is about."""
    with pytest.raises(RuntimeError), writing(engine) as session:
        for number in (1, 2):
            write_letter(
                session,
                kind=LetterKind.FINDINGS,
                recipient="staff@example.org",
                subject="Befunde",
                text="Zwei Befunde.",
                once=f"findings:{number}",
                now=NOW,
                sender=SENDER,
            )
        raise RuntimeError("power cut")
    assert letters(engine) == []


@pytest.mark.parametrize("fields", [{"recipient": "no address"}, {"subject": "a\r\nBcc: b"}])
def test_what_cannot_be_mailed_is_refused_when_it_is_written(
    engine: Engine, fields: dict[str, Any]
) -> None:
    """Nobody finds out days later, and nothing becomes a header."""
    with pytest.raises(MessageError):
        write(engine, **fields)
    assert letters(engine) == []


def test_a_suppressed_address_gets_only_what_it_asked_for(engine: Engine) -> None:
    """Who wants no mails can sign in all the same."""
    with writing(engine) as session:
        session.add(Suppression(email="STAFF1@example.org", reason="asked", since_at=NOW))
    write(engine, kind=LetterKind.SIGN_IN)
    for number in (1, 2):
        write(engine, number, LetterKind.FINDINGS, once=f"findings:{number}")
    counts, recipients = send(engine)
    assert (counts.sent, counts.suppressed) == (2, 1)
    assert sorted(recipients) == ["staff1@example.org", "staff2@example.org"]
    assert [state for _, state, _ in letters(engine)] == ["sent", "suppressed", "sent"]


@pytest.mark.parametrize(
    ("error", "state"),
    [(None, "sent"), (RefusedError("550 no such user"), "failed")],
)
def test_the_text_of_a_sign_in_letter_goes_with_it(
    engine: Engine, error: Exception | None, state: str
) -> None:
    """Whoever reads the database later finds no link in it; other letters are kept a while."""
    write(engine)
    write(engine, 2, LetterKind.FINDINGS)
    way = Answers(errors={f"staff{n}@example.org": error for n in (1, 2)} if error else {})
    send(engine, transport=way)
    assert letters(engine) == [("staff1", state, False), ("staff2", state, True)]
    assert forget_texts(engine, NOW + timedelta(days=1)) == 1
    assert letters(engine)[1] == ("staff2", state, False)


def test_a_letter_that_nobody_has_a_use_for_any_more_is_not_sent(engine: Engine) -> None:
    """A link that no longer opens anything goes nowhere, and its text is dropped."""
    for number in (1, 2):
        write(engine, number, good_until=NOW + number * QUARTER)
    counts, recipients = send(engine, NOW + QUARTER)
    assert (counts.sent, counts.suppressed, recipients) == (1, 1, ["staff2@example.org"])
    assert letters(engine) == [("staff1", "suppressed", False), ("staff2", "sent", False)]


def test_a_deferred_letter_is_tried_again_like_any_mail(engine: Engine) -> None:
    """After five minutes, then ever later, and it keeps its text until then."""
    write(engine)
    write(engine, 2)
    way = Answers(errors={"staff1@example.org": DeferredError("450 greylisted")})
    assert send(engine, transport=way)[0] == outbox.SendCounts(sent=1, postponed=1)
    assert letters(engine)[0] == ("staff1", "deferred", True)
    assert send(engine, NOW + timedelta(minutes=4))[1] == []
    assert send(engine, NOW + timedelta(minutes=5))[1] == ["staff1@example.org"]


def test_letters_go_before_digests_and_alone_where_somebody_waits(engine: Engine) -> None:
    """A morning's thousands of digests do not stand before a link."""
    publish(engine, "a", values())
    readers(engine, 2)
    plan(engine)
    write(engine)
    way = MemoryTransport()
    outbox.send(engine, way, worker="web", clock=lambda: NOW, ledgers=(LETTERS,))
    assert [one.recipient for one in way.sent] == ["staff1@example.org"]
    write(engine, 2)
    assert send(engine)[1][0] == "staff2@example.org"
    with reading(engine) as session:
        sent = select(func.count()).where(Delivery.state == "sent")
        assert session.scalar(sent) == 2


def test_no_mail_server_makes_letters_wait_too(engine: Engine) -> None:
    """They are tried again with the digests, and none is lost."""
    for number in (1, 2):
        write(engine, number)
    nobody = {f"staff{one}@example.org": UnreachableError("554 blocked") for one in (1, 2)}
    assert send(engine, transport=Answers(errors=nobody))[0].stopped == "554 blocked"
    at: datetime = NOW + timedelta(minutes=6)
    assert send(engine, at)[0] == outbox.SendCounts(sent=2)


def test_no_line_is_longer_than_people_like_to_read() -> None:
    """What belongs to a point stands below it; an address stays whole, however long."""
    point = "- Gemeinde Allendorf (Eder), Landkreis Waldeck-Frankenberg: wöchentlich am Mittwoch"
    text = f"Guten Tag,\n\n{point}\n\nBitte hier: {LINK}{'x' * WIDTH}\n"
    lines = folded(text).split("\n")
    assert lines[:2] == ["Guten Tag,", ""] and lines[3].startswith("  ")
    assert [line for line in lines if len(line) > WIDTH] == [f"{LINK}{'x' * WIDTH}"]
    assert "".join(folded(text).split()) == "".join(text.split())
