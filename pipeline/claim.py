"""Claim: one reading of one value, with the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """What a claim is about; the values are those of `landbote read --jsonl`."""

    DEADLINE = "deadline"  # ISO date on which submissions close, any stage
    OPENS = "opens"  # ISO date from which submissions are possible
    ANNUAL_DEADLINE = "annual_deadline"  # MM-DD, every year
    DEADLINE_MONTH = "deadline_month"  # YYYY-MM where no day is given
    DEADLINE_RULE = "deadline_rule"  # rolling, until_exhausted, relative, announced_elsewhere
    STATUS = "status"  # open, closed, forecast
    AWARD_MIN = "award_min"  # EUR per project
    AWARD_MAX = "award_max"
    COST_MIN = "cost_min"  # EUR of eligible or total cost per project
    COST_MAX = "cost_max"
    BUDGET = "budget"  # EUR of the call or programme
    RATE_MIN = "rate_min"  # percent of the eligible cost
    RATE_MAX = "rate_max"
    OWN_SHARE = "own_share"
    APPLICANT = "applicant"
    EXCLUDED_APPLICANT = "excluded_applicant"
    POPULATION_MIN = "population_min"  # inhabitants
    POPULATION_MAX = "population_max"
    PARTNERS_MIN = "partners_min"
    AREA = "area"  # an area key: 06, 06531, 06531005, leader:<slug>, de, eu
    EVENT_START = "event_start"  # ISO date
    EVENT_END = "event_end"
    EVENT_PLACE = "event_place"


class Stage(StrEnum):
    """What has to be handed in by a deadline."""

    SKETCH = "sketch"
    INTEREST = "interest"
    APPLICATION = "application"
    REGISTRATION = "registration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One value that a text states, and where it states it.

    `text[start:end] == quote` holds for the text the claim was read from.
    `rule` names the grammar rule that made the claim. `doubt` is empty for a certain
    reading; otherwise it is a German sentence for the service desk that says what the
    text leaves open, and the claim is a question, never a value.
    """

    field: Field
    value: str | int | float
    quote: str
    start: int
    end: int
    rule: str
    doubt: str = ""
    stage: Stage | None = None
    at: str = ""  # time of day, "HH:MM", local to the funder
    case: str = ""  # the case a variant holds for, in the text's own words

    @property
    def review(self) -> bool:
        """Whether staff must decide before anything is stated."""
        return bool(self.doubt)
