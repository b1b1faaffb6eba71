"""Acting on reports: who gets no more mail, what counts as told to nobody, and nothing twice."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, delete, func, select

from db.bounces import Bounce
from db.deliveries import Delivery
from db.engine import reading, writing
from db.letters import Letter
from db.subscribers import Consent, Subscriber, Suppression
from db.vocabulary import BounceKind, DeliveryState, LetterKind
from notifier.bounces.act import act_on, forgive
from notifier.bounces.report import read_report
from notifier.bounces.take_in import digest_of
from notifier.letters import write_letter
from notifier.mail.links import UNSUBSCRIBE, Links
from notifier.mail.verp import return_path
from notifier.subscribing.erase import erase
from notifier.subscribing.own_link import write_own_link
from tests.conftest import NOW
from tests.notifier.bounces.samples import BOUNCING, report, sent_mails

DAY = timedelta(days=1)
READER = "reader1@example.org"


def take(engine: Engine, raw: bytes, at: datetime = NOW) -> BounceKind:
    """Read a report and act on it."""
    with writing(engine) as session:
        found = read_report(session, BOUNCING, raw)
        act_on(session, found, digest_of(raw), at)
        return found.kind


def barred(engine: Engine) -> list[str]:
    """Who gets no mail."""
    with reading(engine) as session:
        return list(session.scalars(select(Suppression.email).order_by(Suppression.email)))


def states(engine: Engine) -> list[str]:
    """How each mail stands."""
    with reading(engine) as session:
        return list(session.scalars(select(Delivery.state).order_by(Delivery.id)))


def test_who_does_not_exist_gets_nothing_more(engine: Engine) -> None:
    """At once, he alone; his mail counts as failed, the other reader's stays sent."""
    (number,) = sent_mails(engine)
    assert take(engine, report(engine, "postfix_user_unknown", number)) == BounceKind.HARD
    assert barred(engine) == [READER]
    assert states(engine) == [DeliveryState.FAILED, DeliveryState.SENT]


def test_the_same_report_counts_once(engine: Engine) -> None:
    """Read twice, it is one row, and what staff did in between stays."""
    (number,) = sent_mails(engine)
    raw = report(engine, "gmx_unknown", number)
    take(engine, raw)
    with writing(engine) as session:
        session.delete(session.get_one(Suppression, READER))
    take(engine, raw)
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Bounce)) == 1
    assert barred(engine) == []


def test_a_mailbox_that_stays_full_is_given_up_after_five_issues(engine: Engine) -> None:
    """Not after four, nor after two reports about one issue."""
    numbers = sent_mails(engine, 6)
    for number in numbers[:4]:
        take(engine, report(engine, "gmail_full", number))
        take(engine, report(engine, "webde_full", number))
    assert barred(engine) == []
    take(engine, report(engine, "gmail_full", numbers[4]))
    assert barred(engine) == [READER]


def test_a_mail_that_arrived_in_between_breaks_the_row(engine: Engine) -> None:
    """So do sixty days; a mail of which nothing was heard yet does not."""
    numbers = sent_mails(engine, 9)
    for number in (*numbers[:4], *numbers[5:8]):  # the fifth arrived, the ninth may come back
        take(engine, report(engine, "gmail_full", number))
    assert barred(engine) == []
    take(engine, report(engine, "gmail_full", numbers[8]), NOW + 70 * DAY)
    assert barred(engine) == []


def test_who_is_let_in_again_begins_anew(engine: Engine) -> None:
    """What came back before counts no more."""
    numbers = sent_mails(engine, 7)
    for number in numbers[:5]:
        take(engine, report(engine, "gmail_full", number))
    assert barred(engine) == [READER]
    with writing(engine) as session:
        session.delete(session.get_one(Suppression, READER))
        forgive(session, READER, "anna@example.org", NOW)
    for number in numbers[5:]:
        take(engine, report(engine, "gmail_full", number))
    assert barred(engine) == []


def test_what_is_said_of_us_blames_no_reader(engine: Engine) -> None:
    """The mail counts as told to nobody, and the address stays."""
    numbers = sent_mails(engine, 6)
    for number in numbers:
        assert take(engine, report(engine, "gmail_unauthenticated", number)) == BounceKind.UNWANTED
    assert barred(engine) == [] and states(engine).count(DeliveryState.FAILED) == 6


def test_who_complains_is_left_alone(engine: Engine) -> None:
    """Suppressed and unsubscribed; the mail did arrive, and the other reader keeps hers."""
    (number,) = sent_mails(engine)
    take(engine, report(engine, "complaint_redacted", number))
    assert barred(engine) == [READER]
    assert set(states(engine)) == {DeliveryState.SENT}
    with reading(engine) as session:
        left = session.scalars(select(Subscriber.unsubscribed_at).order_by(Subscriber.id)).all()
    assert [bool(one) for one in left] == [True, False]


@pytest.mark.parametrize("name", ["postfix_user_unknown", "gmail_full"])
@pytest.mark.parametrize("way", ["the owner", "staff"])
def test_a_yes_is_stronger_than_an_older_mail_that_came_back(
    engine: Engine, name: str, way: str
) -> None:
    """However late its reports are read; of mails after the yes they count as ever."""
    numbers = sent_mails(engine, 12)
    first, *old = numbers[:6]
    with writing(engine) as session:
        yes_at = session.get_one(Delivery, numbers[5]).planned_at + timedelta(hours=1)
    if way == "staff":
        take(engine, report(engine, name, first), yes_at)
        with writing(engine) as session:
            forgive(session, READER, "die Servicestelle", yes_at)
            session.execute(delete(Suppression))
    else:
        with writing(engine) as session:
            yes = Consent(
                subscriber_id=1, requested_at=NOW, given_at=yes_at, wording="Ja",
                way="double_opt_in",
            )  # fmt: skip
            session.add(yes)
    for number in old:
        take(engine, report(engine, name, number), yes_at + DAY)
    assert barred(engine) == []
    for number in numbers[6:]:
        take(engine, report(engine, name, number), yes_at + 7 * DAY)
    assert barred(engine) == [READER]


def test_what_proves_nothing_changes_nothing(engine: Engine) -> None:
    """Forged, out of office, delayed, of another installation, or of a mail that never went."""
    numbers = sent_mails(engine, 2)
    with writing(engine) as session:
        session.get_one(Delivery, numbers[1]).attempts = 0
    before = states(engine)
    hard = report(engine, "postfix_user_unknown", numbers[0])
    genuine = return_path(BOUNCING, "d", numbers[0], READER).encode()
    other = genuine.replace(b"+d", b"+l")
    for raw in (
        report(engine, "forged_without_proof", numbers[0]),
        report(engine, "away_exchange", numbers[0]),
        report(engine, "postfix_delayed", numbers[0]),
        hard.replace(genuine, other).replace(b"0.1@example.org", b"9.9@example.org"),
        report(engine, "postfix_user_unknown", numbers[1]),
    ):
        take(engine, raw)
    assert barred(engine) == [] and states(engine) == before


def test_a_number_that_is_used_again_is_another_mail(engine: Engine) -> None:
    """A report on a mail that was erased ends nothing for whoever got its number."""
    (number,) = sent_mails(engine)
    raws = [report(engine, name, number) for name in ("qmail_notice", "postfix_user_unknown")]
    with writing(engine) as session:
        session.get_one(Delivery, number).message_id = "another@example.org"
    for raw in raws:
        assert take(engine, raw) == BounceKind.NONE
    assert barred(engine) == []


@pytest.mark.parametrize("name", ["t_online_unknown", "complaint_redacted"])
def test_who_was_erased_cannot_speak_of_the_next_one_with_that_number(
    engine: Engine, name: str
) -> None:
    """Whoever kept an old return path ends nobody's mail by it, also without any other mark."""
    sent_mails(engine)
    raw = report(engine, name, 2).replace(b"0.2@example.org", b"")
    with writing(engine) as session:
        erase(session, session.get_one(Subscriber, 2), BOUNCING.secret, NOW)
        session.get_one(Delivery, 1).id = 2  # as SQLite numbers the next mail
    assert take(engine, raw) == BounceKind.NONE
    assert barred(engine) == [] and states(engine) == [DeliveryState.SENT]


def test_what_is_erased_takes_its_bounces_along(engine: Engine) -> None:
    """The other reader's stay."""
    (number,) = sent_mails(engine)
    take(engine, report(engine, "gmail_full", number))
    take(engine, report(engine, "gmail_full", number + 1))
    with writing(engine) as session:
        erase(session, session.get_one(Subscriber, 1), BOUNCING.secret, NOW)
    with reading(engine) as session:
        assert session.scalars(select(Bounce.delivery_id)).all() == [number + 1]


def test_what_no_database_takes_is_left_out(engine: Engine) -> None:
    """The character zero, in the words and in an id."""
    numbers = sent_mails(engine, 2)
    for number, words in zip(numbers, (b"user\0 unknown", b"user unknown"), strict=True):
        raw = report(engine, "t_online_unknown", number).replace(b"unknown user", words)
        take(engine, raw.replace(b"\r\n\r\n", b"\r\nReferences: <\0@x.example>\r\n\r\n", 1))
    assert barred(engine) == [READER]


def test_a_letter_comes_back_too(engine: Engine) -> None:
    """Nobody is written to again where the address of a confirmation does not exist."""
    with writing(engine) as session:
        for name in ("typo", "right"):
            write_letter(
                session, kind=LetterKind.CONFIRM, recipient=f"{name}@example.org", subject="Bitte",
                text="Ja?", once=name, now=NOW, sender=BOUNCING,
            )  # fmt: skip
        letter = session.scalars(select(Letter).where(Letter.once == "typo")).one()
        letter.attempts, letter.state, number = 1, DeliveryState.SENT, letter.id
    sent_mails(engine)
    raw = report(engine, "t_online_unknown", 1)
    raw = raw.replace(
        return_path(BOUNCING, "d", 1, READER).encode(),
        return_path(BOUNCING, "l", number, "typo@example.org").encode(),
    )
    assert take(engine, raw) == BounceKind.HARD
    assert barred(engine) == ["typo@example.org"]


@pytest.mark.parametrize("name", ["complaint_redacted", "t_online_unknown"])
def test_a_letter_to_a_domain_with_umlauts_is_its_readers(engine: Engine, name: str) -> None:
    """Mail servers know another spelling than the subscriber; both get no more, and come back."""
    sent_mails(engine)
    with writing(engine) as session:
        reader = session.get_one(Subscriber, 1)
        reader.email = "amt@mücke.example"
        assert write_own_link(session, reader, sender=BOUNCING, now=NOW)
        letter = session.scalars(select(Letter)).one()
        letter.attempts, letter.state = 1, DeliveryState.SENT
        recipient, number, message_id = letter.recipient, letter.id, letter.message_id
    raw = report(engine, name, 1).replace(b"0.1@example.org", message_id.encode())
    genuine = return_path(BOUNCING, "l", number, recipient)
    raw = raw.replace(return_path(BOUNCING, "d", 1, READER).encode(), genuine.encode())
    take(engine, raw)
    assert barred(engine) == ["amt@mücke.example", "amt@xn--mcke-0ra.example"]
    with reading(engine) as session:
        left = session.get_one(Subscriber, 1).unsubscribed_at
    assert bool(left) is (name == "complaint_redacted")


def test_a_mail_unsubscribes_with_a_signed_subject_alone(engine: Engine) -> None:
    """As programs send it, once; any other subject does nothing."""
    sent_mails(engine)
    with reading(engine) as session:
        token = session.scalar(select(Subscriber.token).order_by(Subscriber.id))
    assert token is not None
    links = Links(base_url=BOUNCING.base_url, secret=BOUNCING.secret)
    signed = links.unsubscribe(token).rpartition("/")[2]
    foreign = Links(base_url=BOUNCING.base_url, secret="another").unsubscribe(token)
    settings = links.settings(token).rpartition("/")[2]
    for word, left in ((token, 0), (foreign.rpartition("/")[2], 0), (settings, 0), (signed, 1)):
        raw = f"From: somebody@example.net\r\nSubject: {UNSUBSCRIBE} {word}\r\n\r\n".encode()
        take(engine, raw)
        gone = select(func.count()).where(Subscriber.unsubscribed_at.is_not(None))
        with reading(engine) as session:
            assert session.scalar(gone) == left
