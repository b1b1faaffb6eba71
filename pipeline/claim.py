"""Claim: one reading of one value, with the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from db.statements import EVERY_CASE, Case, Field, Unit, Value

__all__ = ["EVERY_CASE", "Case", "Claim", "Field", "Stage", "Unit"]


class Stage(StrEnum):
    """What has to be handed in by a deadline."""

    SKETCH = "sketch"
    INTEREST = "interest"
    APPLICATION = "application"
    REGISTRATION = "registration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One value that a text states, and where it states it.

    `text[start:end] == quote` holds for the text the claim was read from; once it has its
    `part`, for the stored text of that part.
    `rule` names the grammar rule that made the claim. `doubt` is empty for a certain
    reading; otherwise it is a German sentence for the service desk that says what the
    text leaves open, and the claim is a question, never a value.
    """

    field: Field
    value: Value
    quote: str
    start: int
    end: int
    rule: str
    doubt: str = ""
    stage: Stage | None = None
    at: str = ""  # time of day, "HH:MM", local to the funder
    case: Case = EVERY_CASE  # for whom or what it holds
    units: tuple[Unit, ...] = ()  # what a sum is for; empty: the text does not say
    unit_words: str = ""  # in the text's own words: "je Ortsteil"
    part: str = ""  # the part of the entry it was read from

    @property
    def review(self) -> bool:
        """Whether staff must decide before anything is stated."""
        return bool(self.doubt)
