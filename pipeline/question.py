"""Question: something only a person can decide, in German."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question to the service desk about one field of one opportunity."""

    field: str
    text: str
    quote: str = ""
    suggestion: str = ""


def fingerprint(question: Question) -> str:
    """Return the mark by which a question is known again, so that it is asked once."""
    words = "\n".join((question.field, question.text, " ".join(question.quote.split())))
    return hashlib.sha256(words.encode()).hexdigest()
