"""Properties of reading what comes in by mail: nothing that anybody sends makes it fail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.vocabulary import BounceKind
from notifier.bounces.hear import MOST_MARKS, MOST_RECIPIENTS, hear
from notifier.bounces.parts import LARGEST, MOST_PARTS, parts_of
from tests.notifier.bounces.samples import FOLDER, NAMES

SAMPLES = [(FOLDER / f"{name}.eml").read_bytes() for name in NAMES]
PIECES = (
    b"\n--x\n", b"--x--", b"\r\n\r\n", b"Content-Type: multipart/mixed; boundary=x\n\n",
    b"=?utf-8?b?", b"=?punycode?q?x?=", b"?=", b"\x00", b"\xff\xfe", b"<", b"@",
    b"Content-Transfer-Encoding: base64\n",
    b"Content-Type: message/delivery-status\n\n", b"Action: failed\n", b"Final-Recipient: ;;\n",
    b"Subject: ", b"charset=idna", b"5.1.1.1.1", b"Status: 5.9999.1\n", "ü".encode("utf-16"),
)  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=40)), max_size=60))
def test_pieces_of_mails_make_no_failure(pieces: list[bytes]) -> None:
    """However they are put together, a kind comes out, and marks within bounds."""
    heard = hear(b"".join(pieces))
    assert heard.kind in BounceKind
    assert len(heard.addresses) <= MOST_MARKS and len(heard.outcomes) <= MOST_RECIPIENTS


@given(
    st.sampled_from(SAMPLES), st.integers(0, 6000), st.integers(0, 6000), st.sampled_from(PIECES)
)
def test_broken_reports_make_no_failure(sample: bytes, start: int, end: int, piece: bytes) -> None:
    """Cut, and with something foreign in the middle."""
    assert hear(sample[:start] + piece + sample[end:]).kind in BounceKind


_HEAD = b"From: MAILER-DAEMON@x.example\nSubject: Undelivered Mail\n"
_NESTED = b"Content-Type: multipart/mixed; boundary=x\n\n--x\n"


@pytest.mark.parametrize(
    "raw",
    [
        _NESTED * 20_000,
        b"".join(_NESTED.replace(b"x", b"x%d" % number) for number in range(9999)),
        _HEAD + b"Content-Type: multipart/report; boundary=x\n\n" + b"--x\n\n" * 100_000,
        _HEAD + b"Content-Type: text/html\n\n" + b"<style" * 90_000,
        _HEAD + b"Content-Type: text/html\n\n" + b"<p " * 170_000,
        _HEAD + b"\nundeliverable " + b"a@" * 250_000,
        _HEAD + b"\nundeliverable " + b"user " * 100_000,
        _HEAD + b"\nnot deliver " + b"5." * 250_000,
        b"Subject: " + b"=?utf-8?q?" * 50_000,
        b"Subject: " + b"=?utf-8?q?x?= " * 40_000,
        b"To: " + b"a" * 500_000,
        b"a: b\n c\n" * 60_000,
        b"\n" * LARGEST,
        _HEAD + b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: "
        b"message/delivery-status\n\n" + b"Action: failed\nFinal-Recipient: a;b\n\n" * 12_000,
        _HEAD + b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: "
        b"message/rfc822\n\n" + b"Message-ID: <" + b"a" * 500_000,
    ],
)  # fmt: skip
def test_what_is_made_to_be_slow_is_not(raw: bytes) -> None:
    """Deep, wide or long: there is an end to each, and it is soon."""
    assert len(parts_of(raw)) <= MOST_PARTS
    assert hear(raw).kind in BounceKind
