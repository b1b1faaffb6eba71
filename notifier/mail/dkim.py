"""DKIM: signs a finished mail for the domain that it comes from (RFC 6376, RFC 8463).

Header and body are read "relaxed", so that a server may fold a line or add a blank on the way.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

# Every header of ours that a reader or a program heeds. Those of the second line are signed once
# more than they are there, so that nobody can add another.
_SIGNED = (
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "reply-to",
    "list-id",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "feedback-id",
    "auto-submitted",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
)
_ONLY_ONCE = (
    *("from", "to", "subject", "date", "reply-to"),
    *("list-unsubscribe", "list-unsubscribe-post"),
)
SMALLEST_RSA = 1024  # bits


class KeyFileError(ValueError):
    """A file holds no key that mails can be signed with; the message is German."""


@dataclass(frozen=True, slots=True)
class Signer:
    """One key under the name by which its public half is found."""

    selector: str
    key: RSAPrivateKey | Ed25519PrivateKey

    @property
    def algorithm(self) -> str:
        """The key's name in a signature."""
        return "rsa-sha256" if isinstance(self.key, RSAPrivateKey) else "ed25519-sha256"

    def signature(self, said: bytes) -> bytes:
        """Return the signature of what is said."""
        if isinstance(self.key, RSAPrivateKey):
            return self.key.sign(said, PKCS1v15(), hashes.SHA256())
        return self.key.sign(hashlib.sha256(said).digest())


def read_key(path: Path, selector: str) -> Signer:
    """Return the signer of a private key in a PEM file. Raises KeyFileError."""
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyFileError(f"DKIM-Schlüssel {path} lässt sich nicht lesen: {error}") from None
    if isinstance(key, Ed25519PrivateKey):
        return Signer(selector, key)
    if isinstance(key, RSAPrivateKey) and key.key_size >= SMALLEST_RSA:
        return Signer(selector, key)
    raise KeyFileError(f"DKIM-Schlüssel {path}: nötig ist ein Ed25519- oder RSA-Schlüssel")


def signed(raw: bytes, domain: str, signers: Sequence[Signer], at: datetime) -> bytes:
    """Return a finished mail with a signature by each key in front of it."""
    if not signers:
        return raw
    head, _, body = raw.partition(b"\r\n\r\n")
    fields = _fields(head)
    digest = base64.b64encode(hashlib.sha256(relaxed_body(body)).digest()).decode()
    lines = [_line(one, domain, fields, digest, int(at.timestamp())) for one in signers]
    return b"".join(lines) + raw


def relaxed_header(name: str, value: str) -> bytes:
    """Return a header field as it is signed: its name small, its blanks single, unfolded."""
    return (
        f"{name.lower()}:{_BLANKS.sub(' ', value.replace(chr(13) + chr(10), '')).strip()}".encode()
    )


def relaxed_body(body: bytes) -> bytes:
    """Return a body as it is signed: no blanks at the end of a line, no empty lines at its end."""
    lines = _BLANKS_B.sub(b" ", body)
    lines = _TRAILING.sub(b"\r\n", lines).rstrip(b"\r\n")
    # A body that ended in blanks without a line's end.
    lines = lines.rstrip(b" ")
    return lines + b"\r\n" if lines else b""


_BLANKS = re.compile(r"[ \t]+")
_BLANKS_B = re.compile(rb"[ \t]+")
_TRAILING = re.compile(rb" \r\n")


def _fields(head: bytes) -> dict[str, str]:
    """Return the header fields; our mails have each but once."""
    lines = re.sub(rb"\r\n(?=[ \t])", b" ", head).decode("ascii").split("\r\n")
    return {name.lower(): value for name, _, value in (line.partition(":") for line in lines)}


def _line(signer: Signer, domain: str, fields: dict[str, str], digest: str, at: int) -> bytes:
    names = [name for name in _SIGNED if name in fields]
    signed_names = ":".join([*names, *(name for name in _ONLY_ONCE if name in fields)])
    tags = [
        f"v=1; a={signer.algorithm}; c=relaxed/relaxed; d={domain}; s={signer.selector};",
        f"t={at}; bh={digest};",
        f"h={signed_names};",
        "b=",
    ]
    unsigned = "\r\n ".join(tags)
    said = b"\r\n".join(
        [
            *(relaxed_header(name, fields[name]) for name in names),
            relaxed_header("dkim-signature", unsigned),
        ]
    )
    mark = base64.b64encode(signer.signature(said)).decode()
    folded = "\r\n ".join(mark[start : start + 72] for start in range(0, len(mark), 72))
    return f"DKIM-Signature: {unsigned}{folded}\r\n".encode()
