"""Message: the bytes of a mail, read by parsers that know nothing of how they were made."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from email.header import decode_header, make_header
from email.message import EmailMessage
from pathlib import Path

import pytest

from notifier.mail.message import (
    HARD_LIMIT,
    Letter,
    MessageError,
    message_bytes,
    message_id,
)
from notifier.mail.sender import Sender
from tests.conftest import NOW
from tests.notifier.samples import SENDER

LONG_LINK = "https://landbote.example.org/abo/abbestellen/" + "a" * 300
LETTER = Letter(
    sender=SENDER,
    recipient="reader@example.org",
    recipient_name="Gemeinde Großenlüder",
    subject="Landbote: 2 neue Hinweise, 1 Änderung",
    message_id=message_id(SENDER, "daily.2026-11-22.0", "token"),
    written_at=NOW,
    unsubscribe_url=LONG_LINK,
    html="<p>Förderung</p>\n" * 3,
    text="Förderung\n.\nFrom hier\n" + "ü" * 2000 + "\n",
)
HOSTILE = [
    "=?utf-8?q?A=0D=0ABcc:_victim=40example.com?=",
    "=?utf-8?b?DQpCY2M6IHZpY3RpbUBleGFtcGxlLmNvbQ==?=",
    "Titel =?utf-8?q?A=0ABcc:x?= Titel",
    "Bcc: victim@example.com",
    'a" <victim@example.com>, "b',
    "ü" * 500,
    "x" * 2000,
    "=?" * 40,
    'a <b> (c) @ , ; : \\ " .',
    "😀" * 60,
]


def raw_headers(raw: bytes) -> list[tuple[str, str]]:
    """Return the header fields by hand: unfolded, nothing decoded."""
    head = raw.split(b"\r\n\r\n", 1)[0].decode("ascii")
    fields = re.sub(r"\r\n[ \t]", " ", head).split("\r\n")
    return [(name, value.strip()) for name, _, value in (field.partition(":") for field in fields)]


def header(raw: bytes, name: str) -> str:
    """Return the only header of that name."""
    (value,) = [value for found, value in raw_headers(raw) if found == name]
    return value


def parsed(raw: bytes) -> EmailMessage:
    """Return the mail as the standard library reads it."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_headers_are_these_and_no_others() -> None:
    """A mail carries what mail programs and RFC 8058 ask for, each once, in this order."""
    assert [name for name, _ in raw_headers(message_bytes(LETTER))] == [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "List-Id",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
        "Precedence",
        "MIME-Version",
        "Content-Type",
    ]


def test_list_unsubscribe_is_never_encoded() -> None:
    """A long unsubscribe link stands in the header as it is, on one line."""
    raw = message_bytes(LETTER)
    assert f"\r\nList-Unsubscribe: <{LONG_LINK}>\r\n".encode() in raw
    assert header(raw, "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
    assert header(raw, "Auto-Submitted") == "auto-generated"


def test_addresses_and_date() -> None:
    """Names are readable, addresses bare, the date is an instant with its zone."""
    message = parsed(message_bytes(LETTER))
    assert str(message["from"]) == "Landbote <landbote@example.org>"
    (to,) = message["to"].addresses
    assert (to.display_name, to.addr_spec) == ("Gemeinde Großenlüder", "reader@example.org")
    assert message["date"].datetime == NOW
    assert message["list-id"] == "Landbote <landbote.example.org>"


def test_bodies_come_back_as_they_were() -> None:
    """Text and HTML survive the way, the text first, so that the better one is shown last."""
    message = parsed(message_bytes(LETTER))
    assert message.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in message.iter_parts()]
    assert kinds == ["text/plain", "text/html"]
    bodies = [part.get_content().replace("\r\n", "\n") for part in message.iter_parts()]
    assert [body.strip() for body in bodies] == [LETTER.text.strip(), LETTER.html.strip()]


def test_bytes_are_fit_for_any_server() -> None:
    """Every byte is ASCII, every line ends in CRLF and has at most 998 bytes, bodies 76."""
    raw = message_bytes(replace(LETTER, subject="ü" * 900, recipient_name="ß" * 300))
    raw.decode("ascii")
    assert raw.replace(b"\r\n", b"").count(b"\r") == raw.replace(b"\r\n", b"").count(b"\n") == 0
    head, body = raw.split(b"\r\n\r\n", 1)
    assert max(map(len, raw.split(b"\r\n"))) <= HARD_LIMIT
    assert max(map(len, body.split(b"\r\n"))) <= 78
    encoded = [line for line in head.split(b"\r\n") if b"=?" in line]
    assert max(map(len, encoded)) <= 76


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_title_is_only_a_title(title: str) -> None:
    """A crawled title never becomes a header, a recipient or another title."""
    raw = message_bytes(replace(LETTER, subject=title, recipient_name=title))
    names = [name for name, _ in raw_headers(raw)]
    assert names == [name for name, _ in raw_headers(message_bytes(LETTER))]
    assert str(make_header(decode_header(header(raw, "Subject")))) == title
    assert header(raw, "To").endswith("<reader@example.org>")
    assert header(raw, "To").count("@") == 1


@pytest.mark.parametrize("control", ["\r\n", "\n", "\r", "\x00", "\x1b", "\x7f", "\x85", "\u2028"])
def test_control_characters_are_refused(control: str) -> None:
    """Whatever breaks a line is refused where it would stand, with the header's name."""
    text = f"a{control}Bcc: victim@example.com"
    for name, letter in (
        ("Subject", replace(LETTER, subject=text)),
        ("To", replace(LETTER, recipient_name=text)),
        ("To", replace(LETTER, recipient=f"a@example.org{control}")),
        ("Message-ID", replace(LETTER, message_id=text)),
        ("List-Unsubscribe", replace(LETTER, unsubscribe_url=f"https://e.org/{control}")),
        ("From", replace(LETTER, sender=replace(SENDER, name=text))),
    ):
        with pytest.raises(MessageError, match=f"header {name}"):
            message_bytes(letter)


@pytest.mark.parametrize(
    "address",
    ["", "a", "a b@example.org", "a@b@example.org", "<a@example.org>", "a@example.org, b@c.de"],
)
def test_bad_addresses_are_refused(address: str) -> None:
    """What is not plainly one address gets no mail."""
    with pytest.raises(MessageError, match="header To"):
        message_bytes(replace(LETTER, recipient=address))


def test_german_domains_are_written_in_ascii() -> None:
    """A domain with an umlaut is written in the form that mail servers know."""
    letter = replace(LETTER, recipient="amt@müller.example")
    raw = message_bytes(letter)
    assert letter.envelope_recipient == "amt@xn--mller-kva.example"
    assert f"<{letter.envelope_recipient}>" in header(raw, "To")


def test_too_large_mail_is_refused() -> None:
    """A mail beyond all measure is refused before it is stored."""
    with pytest.raises(MessageError, match="too many"):
        message_bytes(replace(LETTER, text="x" * 3_000_000))


def test_message_id_is_stable_and_says_nothing() -> None:
    """The id depends on reader, cadence and day alone, and the token cannot be read from it."""
    other = Sender(name="L", address="l@example.org", base_url="https://e.org", secret="another")
    ids = [
        message_id(sender, f"{cadence}.2026-11-22.0", token)
        for sender in (SENDER, other)
        for cadence in ("daily", "weekly")
        for token in ("token-1", "token-2")
    ]
    assert len(set(ids)) == 8
    assert ids[0] == message_id(SENDER, "daily.2026-11-22.0", "token-1")
    assert not any("token" in one for one in ids)
    assert ids[0].endswith("@example.org")


def test_the_same_letter_gives_the_same_bytes() -> None:
    """Nothing in a mail depends on the moment it is made."""
    assert message_bytes(LETTER) == message_bytes(LETTER)


def test_no_other_writer_of_headers(tmp_path: Path) -> None:
    """No file of the notifier but this one builds a mail."""
    package = Path(message_bytes.__code__.co_filename).parent
    for path in package.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert "send_message" not in source and "MIMEText" not in source, path
