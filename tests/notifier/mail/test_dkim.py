"""DKIM: what we sign is verified by a library that knows nothing of how it was signed."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path
from typing import Any

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from notifier.mail.dkim import KeyFileError, Signer, read_key
from notifier.mail.message import Letter, Note, message_bytes, note_bytes
from tests.notifier.mail.test_message import LETTER
from tests.notifier.samples import SENDER

ED, RSA = ed25519.Ed25519PrivateKey.generate(), rsa.generate_private_key(65537, 2048)
BOTH = (Signer("rsa1", RSA), Signer("ed1", ED))
NOTE = Note(**{name: getattr(LETTER, name) for name in Note.__dataclass_fields__})


def record(name: bytes, timeout: int = 5) -> bytes:
    """Answer as the name service would."""
    if name == b"ed1._domainkey.example.org.":
        raw = ED.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return b"v=DKIM1; k=ed25519; p=" + base64.b64encode(raw)
    assert name == b"rsa1._domainkey.example.org."
    der = RSA.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return b"v=DKIM1; k=rsa; p=" + base64.b64encode(der)


def verified(raw: bytes) -> list[bool]:
    """Say of each signature of a mail whether it holds."""
    count = raw.partition(b"\r\n\r\n")[0].count(b"DKIM-Signature:")
    return [_holds(raw, number) for number in range(count)]


def _holds(raw: bytes, number: int) -> bool:
    try:
        return bool(dkim.DKIM(raw).verify(idx=number, dnsfunc=record))
    except dkim.ValidationError:
        return False


def letter(**fields: object) -> Letter:
    """Return the sample letter, signed with both keys, with some of it changed."""
    told = {"unsubscribe_mail": "mailto:bounces@example.org?subject=x", "issue": "daily.2026-11-22"}
    return replace(LETTER, sender=replace(SENDER, dkim=BOTH), **{**told, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"subject": "ü" * 300, "recipient_name": "Großer Ort " * 12},
        {"text": "", "html": ""},
        {"text": "a  b \t c \n\n\n", "html": ".\n..\n \n"},
    ],
)
def test_signatures_are_verified_by_another_library(fields: dict[str, str]) -> None:
    """Both of them, as the mail was sent and after a server folded and padded it anew."""
    raw = message_bytes(letter(**fields))
    assert verified(raw) == [True, True]
    padded = raw.replace(b"\r\nMIME-Version: 1.0", b"\r\nMIME-Version:\r\n  1.0 ")
    assert padded != raw and verified(b"Received: by somebody\r\n" + padded) == [True, True]


def test_a_letter_is_signed_too() -> None:
    """What is no digest comes from the same domain."""
    for signers in (BOTH, BOTH[1:]):
        raw = note_bytes(replace(NOTE, sender=replace(SENDER, dkim=signers)))
        assert verified(raw) == [True] * len(signers)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\r\nSubject: ", b"\r\nSubject: x"),
        (b"\r\nFrom: ", b"\r\nFrom: <a@b.de>\r\nFrom: "),
        (b"\r\nSubject: ", b"\r\nSubject: another\r\nSubject: "),
        (b"/abo/abbestellen/", b"/abo/abbestellen/x"),
        (b"=One-Click", b"=Two-Click"),
        (b"F=C3=B6rderung", b"F=C3=B6rderunk"),
    ],
)
def test_a_changed_mail_is_found_out(old: bytes, new: bytes) -> None:
    """Header, body, and a second sender or subject put beside ours."""
    raw = message_bytes(letter())
    assert old in raw
    assert verified(raw.replace(old, new, 1)) == [False, False]


def test_keys_are_read_from_files(tmp_path: Path) -> None:
    """Of the two kinds, and what is neither is refused by its name."""
    keys: list[Any] = [ED, RSA, ec.generate_private_key(ec.SECP256R1())]
    for number, key in enumerate(keys):
        file = tmp_path / f"{number}.pem"
        file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    assert [read_key(tmp_path / f"{n}.pem", "s").algorithm for n in (0, 1)] == [
        "ed25519-sha256",
        "rsa-sha256",
    ]
    (tmp_path / "3.pem").write_text("no key")
    for name in ("2.pem", "3.pem", "4.pem"):
        with pytest.raises(KeyFileError, match=name):
            read_key(tmp_path / name, "s")
