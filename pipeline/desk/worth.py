"""Worth: whether what a person states of a field can be a value of it at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from crawlers.items import Kind
from db.labels import CLAIMS, STATED_STATUSES
from db.statements import Field, Statement, Value
from db.vocabulary import ApplicantType, DeadlineKind

_DAYS = frozenset({Field.DEADLINE, Field.OPENS, Field.EVENT_START, Field.EVENT_END})
_PERCENT = frozenset({Field.RATE_MIN, Field.RATE_MAX, Field.OWN_SHARE})
_NUMBERS = frozenset(
    {
        Field.AWARD_MIN,
        Field.AWARD_MAX,
        Field.COST_MIN,
        Field.COST_MAX,
        Field.BUDGET,
        Field.POPULATION_MIN,
        Field.POPULATION_MAX,
        Field.PARTNERS_MIN,
    }
)
_RULES = frozenset(DeadlineKind) - {DeadlineKind.FIXED, DeadlineKind.ANNUAL, DeadlineKind.MONTH}
_CODES: dict[Field, frozenset[str]] = {
    Field.DEADLINE_RULE: frozenset(_RULES),
    Field.STATUS: frozenset(STATED_STATUSES) - {""},
    Field.APPLICANT: frozenset(ApplicantType),
    Field.EXCLUDED_APPLICANT: frozenset(ApplicantType),
    Field.KIND: frozenset(Kind),
}


def check_worth(one: Statement) -> None:
    """Raise ValueError, in German, for what is no value of its field."""
    if not is_worth(one):
        raise ValueError(f"„{one.value}“ ist kein Wert für {CLAIMS[one.field]}")


def is_worth(one: Statement) -> bool:
    """Whether a statement has a value that its field can have."""
    return _fits(one.field, one.value)


def _fits(field: Field, value: Value) -> bool:
    if field in _DAYS:
        return _parses(date.fromisoformat, str(value)) and len(str(value)) == 10
    if field is Field.ANNUAL_DEADLINE:
        return len(str(value)) == 5 and _parses(date.fromisoformat, f"2024-{value}")
    if field is Field.DEADLINE_MONTH:
        return len(str(value)) == 7 and _parses(date.fromisoformat, f"{value}-01")
    if field in _PERCENT or field in _NUMBERS:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number and 0 <= float(value) <= (100 if field in _PERCENT else 1e13)
    if field in _CODES:
        return value in _CODES[field]
    return isinstance(value, str) and bool(value.strip())


def _parses(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True
