"""Passwords: what is stored of one, whether one fits, and which are refused."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 1000  # beyond it hashing is only work
_HASHER = PasswordHasher()


def hash_of(password: str) -> str:
    """Return what is stored of a password."""
    return _HASHER.hash(password)


def fits(stored: str, password: str) -> bool:
    """Whether a password is the stored one; with nothing stored the same work is done for no."""
    try:
        return _HASHER.verify(stored or _nobodys(), password) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return _HASHER.hash("das Kennwort von niemandem")


def objection(password: str, address: str) -> str:
    """Return what speaks against a new password, in German; nothing where it will do."""
    if len(password) < SHORTEST:
        return f"Ein Kennwort braucht mindestens {SHORTEST} Zeichen."
    if len(password) > LONGEST:
        return f"Ein Kennwort darf höchstens {LONGEST} Zeichen haben."
    if password.strip().lower() in (address, address.partition("@")[0]):
        return "Die eigene Adresse ist kein Kennwort."
    return ""
