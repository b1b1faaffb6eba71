"""Signing: a call that its receiver knows to be ours, after the Standard Webhooks specification."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

_PREFIX = "whsec_"


def new_key() -> str:
    """Return a secret as the specification writes it."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signed_headers(keys: Iterable[str], call_id: str, body: bytes, at: int) -> dict[str, str]:
    """Return the three headers of a call; `at` is in seconds since 1970, of this very try."""
    signed = f"{call_id}.{at}.".encode() + body
    signatures = [
        base64.b64encode(
            hmac.new(base64.b64decode(key.removeprefix(_PREFIX)), signed, hashlib.sha256).digest()
        ).decode()
        for key in keys
    ]
    return {
        "webhook-id": call_id,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(f"v1,{one}" for one in signatures),
    }
