"""Secrets, by the name they had before."""

from __future__ import annotations

from db.secrets import digest_of, new_secret

__all__ = ["digest_of", "new_secret"]
