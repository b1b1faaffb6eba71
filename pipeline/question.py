"""Question: something only a person can decide, in German."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass

from db.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question to the service desk about one field of one opportunity.

    `proposed` is what holds if the answer is yes, as statements; `moved_id` is the decision
    beneath which the source moved. Neither makes it another question.
    """

    field: str
    text: str
    quote: str = ""
    suggestion: str = ""
    proposed: tuple[Statement, ...] = dataclasses.field(default=(), compare=False)
    moved_id: int | None = dataclasses.field(default=None, compare=False)


def fingerprint(question: Question) -> str:
    """Return the mark by which a question is known again, so that it is asked once."""
    words = "\n".join((question.field, question.text, " ".join(question.quote.split())))
    return hashlib.sha256(words.encode()).hexdigest()
