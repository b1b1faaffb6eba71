"""Hostile addresses: whatever is typed, it is refused or becomes one recipient and nothing else."""

from __future__ import annotations

from email.parser import BytesHeaderParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.mail.message import MessageError, Note, note_bytes, note_id
from notifier.subscribing.orders import OrderError, mail_address
from tests.conftest import NOW
from tests.notifier.samples import SENDER

CRAFTED = (
    "a@example.org\r\nBcc: b@example.org",
    "a@example.org\nBcc: b@example.org",
    "a@example.org, b@example.org",
    "a@example.org;b@example.org",
    "<a@example.org> <b@example.org>",
    "Frau <a@example.org>",
    '"a\\"@x.org, b"@example.org',
    "=?utf-8?q?A=0D=0ABcc:b=40example.org?=@example.org",
    "a@[127.0.0.1]",
    "a@example.org>\x00",
    "a%b@example.org@evil.example",
    "a@exa\u202emple.org",
    "a@example.org\u2028Bcc: b@example.org",
)


def stands_alone(typed: str) -> None:
    """Fail where an address that was taken writes more than its own recipient."""
    try:
        address = mail_address(typed)
        note = Note(
            sender=SENDER,
            recipient=address,
            recipient_name="",
            subject="Bitte bestätigen",
            message_id=note_id(SENDER, "x"),
            written_at=NOW,
            text="Guten Tag",
        )
        written = note_bytes(note)
    except (OrderError, MessageError):
        return
    found = BytesHeaderParser().parsebytes(written)
    assert [name for name in found if name in ("To", "Cc", "Bcc")] == ["To"]
    assert found["To"] == f"<{note.envelope_recipient}>" and note.envelope_recipient.isascii()
    assert note.envelope_recipient.count("@") == 1


@pytest.mark.parametrize("typed", CRAFTED)
def test_a_crafted_address_writes_no_header(typed: str) -> None:
    """Nor does it name a second recipient."""
    stands_alone(typed)


@given(
    st.text(max_size=40),
    st.sampled_from(["@", "@grün.example", "@example.org", "\r\n@x.org", "@x.org\nBcc: y@z.org"]),
)
def test_any_address_is_one_recipient_or_none(name: str, rest: str) -> None:
    """Of any characters at all."""
    stands_alone(name + rest)
