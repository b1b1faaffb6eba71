"""Hostile: whatever stands in a title, a name or an address, a mail has the headers we wrote."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from random import Random

import pytest

from notifier.mail.message import MessageError, message_bytes
from tests.faults.conftest import Outcome
from tests.notifier.mail.test_message import LETTER
from tests.notifier.samples import SENDER

BREAKING = [
    *("\r\nBcc: v@example.com", "\nX: y", "\r", "\x00", "\x0b", "\x0c", "\x1c", "\x85", "\u2028"),
    *("\r\n\r\n<script>", "\r\n.\r\n", "\n--=_", "\t", "\ud800"),
]
PARTS = [
    *("=?utf-8?q?A=0D=0ABcc:_v=40example.com?=", "=?utf-8?b?DQpCY2M6IHY=?=", "=?", "?=", "=0D=0A"),
    *("Bcc: v@example.com", "<v@example.com>", ",", ";", ":", "@", '"', "\\", "(", ")", "--", "."),
    *("Förderung", "ß" * 40, "😀" * 30, "x" * 120, " ", "   ", "\ufeff", "\u202e", "e\u0301"),
    *("Content-Type: text/html", "a" * 900, "=?x?=" * 30),
]
NAMES = [
    *("From", "To", "Subject", "Date", "Message-ID", "List-Id", "List-Unsubscribe"),
    *("List-Unsubscribe-Post", "Feedback-ID", "Auto-Submitted", "X-Auto-Response-Suppress"),
    *("Precedence", "MIME-Version", "Content-Type"),
]


def read(raw: bytes) -> list[tuple[str, str]]:
    """Read header fields as RFC 5322 has them, by hand; anything odd fails."""
    fields: list[list[bytes]] = []
    rest = raw
    while not rest.startswith(b"\r\n"):
        line, end, rest = rest.partition(b"\r\n")
        assert end and len(line) <= 998 and re.fullmatch(rb"[\x20-\x7e]*", line), line
        if line.startswith(b" "):
            assert fields and line.strip(), "a folded line of blanks alone"
            fields[-1].append(line)
            continue
        assert re.match(rb"[A-Za-z-]+: ", line), line
        fields.append([line])
    pairs = (b"".join(lines).decode("ascii").partition(": ") for lines in fields)
    return [(name, value) for name, _, value in pairs]


def decoded(value: str) -> str:
    """Decode encoded words as RFC 2047 has them, by hand."""
    joined = re.sub(r"\?=\s+=\?", "?==?", value)
    words = re.sub(
        r"=\?utf-8\?b\?([A-Za-z0-9+/=]*)\?=",
        lambda found: base64.b64decode(found[1], validate=True).decode(),
        joined,
    )
    return words


def hostile(chance: Random) -> str:
    """Return a text somebody might want to break a mail with."""
    if chance.random() < 0.1:
        return "".join(chr(chance.randrange(0x20, 0x250)) for _ in range(chance.randrange(90)))
    parts = chance.choices(PARTS, k=chance.randrange(1, 9))
    if chance.random() < 0.1:
        parts.insert(chance.randrange(len(parts)), chance.choice(BREAKING))
    return "".join(parts)


@pytest.mark.parametrize(
    ("seed", "count"), [(1, 400), pytest.param(2, 10_000, marks=pytest.mark.long)]
)
def test_no_header_but_ours(seed: int, count: int, outcome: Outcome) -> None:
    """Whatever can be written is read back as it was, and all else is refused as a whole."""
    chance, written, refused = Random(seed), 0, 0
    for _ in range(count):
        title, name, address = (hostile(chance) for _ in range(3))
        local = chance.choice(["reader", "Müller", "a" * 70, address])
        domain = chance.choice(["example.org", "müller.example", address])
        letter = replace(
            LETTER,
            subject=title,
            recipient_name=name,
            recipient=f"{local}@{domain}" if chance.random() < 0.3 else "reader@example.org",
            sender=replace(SENDER, name=hostile(chance) if chance.random() < 0.1 else "Landbote"),
            text=address,
            html=title,
            unsubscribe_mail="mailto:bounces@example.org?subject=abbestellen%20x",
            issue="daily.2026-11-22.0",
        )
        try:
            raw = message_bytes(letter)
        except MessageError:
            refused += 1
            continue
        written += 1
        fields = read(raw)
        assert [name for name, _ in fields] == NAMES
        values = dict(fields)
        assert decoded(values["Subject"]) == title.strip()
        to, _, recipient = values["To"].rpartition(" <")
        assert decoded(to) == name.strip() or values["To"].startswith("<")
        assert f"{letter.envelope_recipient}>" in (recipient, values["To"][1:])
        assert re.fullmatch(r"[!-~]+@[A-Za-z0-9.-]+", letter.envelope_recipient)
        for listed in ("List-Unsubscribe", "List-Unsubscribe-Post", "Feedback-ID"):
            assert "=?" not in values[listed]
    assert written > count / 3 and refused > count / 10
    fault = f"{count} hostile titles, names and addresses"
    outcome(fault, f"{written} written with no header but ours, {refused} refused as a whole")


@pytest.mark.parametrize("address", ["müller@example.org", "straße@müller.example"])
def test_umlauts_before_the_at_are_refused_with_a_sentence(address: str) -> None:
    """Few servers on a mail's way know them; after the @ they have another spelling."""
    with pytest.raises(MessageError, match="vor dem @ Umlaute"):
        message_bytes(replace(LETTER, recipient=address))
