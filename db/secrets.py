"""Secrets: what only a browser or a mail holds, and the digest that the database keeps of it."""

from __future__ import annotations

import hashlib
import secrets


def new_secret() -> str:
    """Return a text that nobody can guess, fit for an address and a cookie."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """Return what is stored of a secret: enough to know it again, not enough to use it."""
    return hashlib.sha256(secret.encode()).hexdigest()
