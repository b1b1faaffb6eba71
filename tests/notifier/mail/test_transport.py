"""Transport: what a real mail server's answers mean for a mail."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path
from typing import Any

import pytest

from notifier.mail.mailbox import listening, running_mailbox
from notifier.mail.message import message_bytes
from notifier.mail.transport import (
    DeferredError,
    Envelope,
    FolderTransport,
    MemoryTransport,
    RefusedError,
    SmtpAddress,
    SmtpTransport,
    Transport,
    UnreachableError,
    transport_for,
)
from tests.notifier.mail.test_message import LETTER

RAW = message_bytes(LETTER)
RETURN_PATH = "landbote@example.org"


def mail(number: int) -> Envelope:
    """Return a mail to one of several readers."""
    return Envelope(recipient=f"reader{number}@example.org", message=RAW)


def deliver(transport: Transport, *mails: Envelope) -> list[str | BaseException]:
    """Send mails one after the other over one transport and return answers or errors."""

    async def run() -> list[str | BaseException]:
        results: list[str | BaseException] = []
        async with transport:
            for one in mails:
                results += await asyncio.gather(transport.send(one), return_exceptions=True)
        return results

    return asyncio.run(run())


class Answering:
    """A server that answers each stage as told; what it took is in `taken`."""

    def __init__(self, **answers: list[str]) -> None:
        self.answers = answers
        self.yes: tuple[str, ...] = ("250",)
        self.taken: list[tuple[str, list[str], bytes]] = []
        self.sessions: list[Any] = []

    def answer(self, stage: str) -> str:
        """Return the next answer of a stage, 250 when there is none left."""
        waiting = self.answers.get(stage, [])
        return waiting.pop(0) if waiting else "250 ok"

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Take the sender, or not."""
        if session not in self.sessions:
            self.sessions.append(session)
        answer = self.answer("MAIL")
        if answer.startswith("250"):
            envelope.mail_from = address
        return answer

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Take the recipient, or not."""
        answer = self.answer("RCPT")
        if answer.startswith(self.yes):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take the mail, or not."""
        answer = self.answer("DATA")
        if answer.startswith(self.yes):
            self.taken.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return answer


def test_bytes_arrive_as_they_were_written(tmp_path: Path) -> None:
    """A real server gets exactly the bytes we wrote, and files one mail per recipient."""
    with running_mailbox(tmp_path) as mailbox:
        answers = deliver(SmtpTransport(mailbox.url, RETURN_PATH), mail(1), mail(2))
        assert all(str(answer).startswith("250 ") for answer in answers)
        assert [filed.raw for filed in mailbox.mails()] == [RAW, RAW]
        assert [filed.recipient for filed in mailbox.mails()] == [
            "reader1@example.org",
            "reader2@example.org",
        ]
        assert mailbox.mails()[0].message["subject"] == LETTER.subject
        assert mailbox.index.read_text(encoding="utf-8").count("Rohfassung") == 2


def test_mailbox_goes_on_in_the_same_folder(tmp_path: Path) -> None:
    """A second run of the mailbox adds to the folder and overwrites nothing."""
    for number in (1, 2):
        with running_mailbox(tmp_path) as mailbox:
            deliver(SmtpTransport(mailbox.url, RETURN_PATH), mail(number))
            assert len(mailbox.mails()) == 1
    assert sorted(path.name for path in tmp_path.glob("*.eml")) == ["00001.eml", "00002.eml"]


def test_connections_are_kept() -> None:
    """Several mails go over one connection, also after one was refused."""
    server = Answering(RCPT=["250 ok", "550 no such user"])
    with listening(server) as url:
        answers = deliver(SmtpTransport(url, RETURN_PATH), mail(1), mail(2), mail(3))
    assert [type(answer) for answer in answers] == [str, RefusedError, str]
    assert len(server.sessions) == 1
    assert [taken[1] for taken in server.taken] == [
        ["reader1@example.org"],
        ["reader3@example.org"],
    ]
    assert {taken[0] for taken in server.taken} == {RETURN_PATH}


@pytest.mark.parametrize(
    ("stage", "answer", "meaning"),
    [
        ("RCPT", "550 5.1.1 no such user", RefusedError),
        ("DATA", "550 5.1.10 recipient not found", RefusedError),
        ("MAIL", "552 5.3.4 too large", RefusedError),
        ("RCPT", "552 5.2.2 mailbox full", DeferredError),
        ("DATA", "554 5.7.1 spam", UnreachableError),
        ("RCPT", "550 5.7.1 relaying denied", UnreachableError),
        ("RCPT", "450 4.2.1 greylisted", DeferredError),
        ("DATA", "451 4.3.0 try later", DeferredError),
        ("MAIL", "452 4.3.1 full", UnreachableError),
        ("MAIL", "530 5.7.0 authenticate first", UnreachableError),
        ("RCPT", "421 4.3.2 shutting down", UnreachableError),
    ],
)
def test_answers(stage: str, answer: str, meaning: type[Exception]) -> None:
    """Only what speaks of the reader is for good; a server that does not want us wants no mail."""
    server = Answering(**{stage: [answer]})
    with listening(server) as url:
        first, second = deliver(SmtpTransport(url, RETURN_PATH), mail(1), mail(2))
    assert type(first) is meaning
    assert str(first).startswith(answer[:3])
    assert str(second).startswith("250")
    assert len(server.taken) == 1


@pytest.mark.parametrize(("stage", "answer"), [("RCPT", "252 will try"), ("DATA", "251 passed on")])
def test_the_first_digit_says_yes(stage: str, answer: str) -> None:
    """A mail is taken by any answer that begins with a two, and is not sent again for its sake."""
    server = Answering(**{stage: [answer, answer]})
    server.yes = ("250", answer[:3])
    with listening(server) as url:
        answers = deliver(SmtpTransport(url, RETURN_PATH), mail(1), mail(2))
    assert len(server.taken) == 2
    assert all(str(one).startswith("25") for one in answers)


class Mumbling(Answering):
    """A server that answers in whatever bytes."""

    def __init__(self, said: bytes) -> None:
        super().__init__()
        self.said = said

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> Any:
        """Answer."""
        return self.said


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (b"250 angenommen f\xfcr Sie", "250 angenommen für Sie"),
        ("250 angenommen für Sie".encode(), "250 angenommen für Sie"),
        (b"250 2.0.0\x00ok\x1b", "250 2.0.0 ok"),
        (b"550 5.1.1 Empf\xe4nger unbekannt", "550 5.1.1 Empfänger unbekannt"),
    ],
)
def test_an_answer_is_text_that_every_database_keeps(said: bytes, text: str) -> None:
    """Latin-1 and control characters do no harm; what could not be written down went out again."""
    with listening(Mumbling(said)) as url:
        answers = deliver(SmtpTransport(url, RETURN_PATH), mail(1), mail(2))
    assert [str(one) for one in answers] == [text, text]


class Closing(Answering):
    """A server that hangs up at the next command after so many mails, with a word or without."""

    def __init__(self, mails: int, word: str) -> None:
        super().__init__()
        self.mails, self.word = mails, word

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Take so many mails a connection."""
        session.mails = getattr(session, "mails", 0) + 1
        if session.mails <= self.mails:
            return await super().handle_MAIL(server, session, envelope, address, options)
        if not self.word:
            server.transport.abort()
        return self.word or "250 ok"


@pytest.mark.parametrize("word", ["", "421 4.7.0 enough for this connection"])
def test_a_connection_that_the_server_closed_is_replaced(word: str) -> None:
    """Nothing was lost by that, so nothing has to wait: the mail goes over a new one."""
    server = Closing(2, word)
    with listening(server) as url:
        answers = deliver(SmtpTransport(url, RETURN_PATH), *map(mail, range(5)))
    assert all(str(answer).startswith("250") for answer in answers)
    assert [one[1] for one in server.taken] == [[mail(number).recipient] for number in range(5)]
    assert len(server.sessions) == 3


class Mute(Answering):
    """A server that wants no greeting."""

    def __init__(self, *commands: str) -> None:
        super().__init__()
        self.commands = commands

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        """Refuse it, or not."""
        session.host_name = hostname
        return ["500 5.5.1 what?"] if "EHLO" in self.commands else responses

    async def handle_HELO(self, server: Any, session: Any, envelope: Any, hostname: str) -> str:
        """Refuse it, or not."""
        session.host_name = hostname
        return "500 5.5.1 what?" if "HELO" in self.commands else "250 hello"


def test_a_server_that_refuses_the_greeting_takes_no_mail() -> None:
    """No reader is to blame for that, and one that only wants the old greeting gets it."""
    for commands, taken in ((("EHLO", "HELO"), 0), (("EHLO",), 2)):
        server = Mute(*commands)
        with listening(server) as url:
            answers = deliver(SmtpTransport(url, RETURN_PATH), mail(1), mail(2))
        assert len(server.taken) == taken
        assert [type(one) for one in answers] == [str if taken else UnreachableError] * 2


def test_nobody_listens() -> None:
    """A server that is not there is unreachable."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"smtp://127.0.0.1:{free.getsockname()[1]}"
        (answer,) = deliver(SmtpTransport(url, RETURN_PATH), mail(1))
    assert isinstance(answer, UnreachableError)


def test_required_encryption_is_required() -> None:
    """Where STARTTLS is required and not offered, nothing is sent."""
    server = Answering()
    with listening(server) as url:
        required = url.replace("starttls=off", "starttls=required")
        (answer,) = deliver(SmtpTransport(required, RETURN_PATH), mail(1))
    assert isinstance(answer, UnreachableError)
    assert server.taken == []


def test_addresses_of_servers() -> None:
    """The address says host, port, encryption and who we are."""
    plain = SmtpAddress.parse("smtp://mail.example.org")
    assert (plain.port, plain.tls, plain.starttls) == (587, False, True)
    assert SmtpAddress.parse("smtp://localhost:25").starttls is None
    assert SmtpAddress.parse("smtp://mail.example.org?starttls=auto").starttls is None
    tls = SmtpAddress.parse("smtps://us%40er:pa%2Fss@mail.example.org")
    assert (tls.port, tls.tls, tls.starttls) == (465, True, False)
    assert (tls.user, tls.password) == ("us@er", "pa/ss")
    assert "pa/ss" not in repr(tls)
    assert SmtpAddress.parse("smtp://u:p@mail.example.org").starttls is True
    assert SmtpAddress.parse("smtp://mail.example.org?starttls=required").starttls is True


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://example.org",
        "smtp://",
        "smtp://mail.example.org?starttls=maybe",
        "smtp://user:secret@mail.example.org?starttls=off",
        "smtp://user:secret/1@mail.example.org",
        "smtps://secret:12#3@mail.example.org",
    ],
)
def test_bad_addresses_are_refused(url: str) -> None:
    """A bad address is refused with a reason, and never shows the password."""
    with pytest.raises(ValueError, match="mail server") as caught:
        SmtpAddress.parse(url)
    assert "secret" not in str(caught.value)


def test_folder_keeps_each_mail_once(tmp_path: Path) -> None:
    """A mail that is sent again to a folder replaces itself."""
    transport = transport_for(f"folder://{tmp_path}/out", RETURN_PATH)
    assert isinstance(transport, FolderTransport)
    deliver(transport, mail(1), mail(1))
    (path,) = transport.folder.iterdir()
    assert path.read_bytes() == RAW


def test_memory_keeps_what_it_gets() -> None:
    """The memory transport keeps mails in their order."""
    transport = MemoryTransport()
    deliver(transport, mail(1), mail(2))
    assert transport.sent == [mail(1), mail(2)]
