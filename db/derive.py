"""Derive: from statements to the values that filters, sorting and selection ask for.

Pure, and the only place: the same statements give the same values, in whatever order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from db.statements import Field, Statement, Subject, Unit
from db.values import Deadline, Values
from db.vocabulary import DeadlineKind

# Of several sure statements the widest bound: an opportunity must not look smaller than it is.
_BOUND: dict[Field, Callable[[Iterable[float]], float]] = {
    Field.AWARD_MIN: min,
    Field.AWARD_MAX: max,
    Field.COST_MIN: min,
    Field.COST_MAX: max,
    Field.BUDGET: max,
    Field.RATE_MIN: min,
    Field.RATE_MAX: max,
    Field.OWN_SHARE: min,
    Field.POPULATION_MIN: min,
    Field.POPULATION_MAX: max,
    Field.PARTNERS_MIN: min,
}
_BOUND_NAMES = {field: field.value for field in _BOUND}
_WHOLE = frozenset({Field.POPULATION_MIN, Field.POPULATION_MAX, Field.PARTNERS_MIN})
# A limit of one case shuts nobody out of the others.
_OF_ALL = _WHOLE
_SUMS = frozenset({Field.AWARD_MIN, Field.AWARD_MAX, Field.COST_MIN, Field.COST_MAX})
# What one grant comes to; 500 euros per child are no bound of it.
_ONE_GRANT = frozenset(
    {Unit.PROJECT, Unit.PLACE, Unit.BUILDING, Unit.ORGANISATION, Unit.YEAR, Unit.UNSAID}
)
_DATED = {
    Field.DEADLINE: DeadlineKind.FIXED,
    Field.ANNUAL_DEADLINE: DeadlineKind.ANNUAL,
    Field.DEADLINE_MONTH: DeadlineKind.MONTH,
}
_LISTS = {
    "areas": Field.AREA,
    "topics": Field.TOPIC,
    "funders": Field.FUNDER,
    "instruments": Field.INSTRUMENT,
}


def derive(frame: Values, statements: Iterable[Statement]) -> Values:
    """Return the frame of an opportunity with everything that follows from its statements."""
    said = tuple(statements)
    sure = _sure(said)
    numbers, quotes = _numbers(sure)
    barred = (one for one in sure.get(Field.EXCLUDED_APPLICANT, ()) if one.case.general)
    excluded = _distinct(barred)
    status = _one(sure, Field.STATUS)
    lists: dict[str, Any] = {name: _distinct(sure.get(of, ())) for name, of in _LISTS.items()}
    return replace(
        frame,
        statements=said,
        kind=_one(sure, Field.KIND) or frame.kind,
        applicants=tuple(code for code in _applicants(said, sure) if code not in excluded),
        excluded=excluded,
        deadlines=_deadlines(said),
        opens_on=_first_day(sure, Field.OPENS),
        stated_status=status,
        event_starts_on=_first_day(sure, Field.EVENT_START),
        event_ends_on=_event_end(sure),
        event_place=_one(sure, Field.EVENT_PLACE),
        quotes=_quote_of(sure.get(Field.STATUS, ()), Field.STATUS, status) | quotes,
        **lists,
        **numbers,
    )


def bounds(statements: Iterable[Statement]) -> dict[str, Any]:
    """Return the bounds that some statements come to, by the names that `Values` has for them."""
    return _numbers(_sure(statements))[0]


def _sure(statements: Iterable[Statement]) -> Mapping[Field, list[Statement]]:
    """Return what may be told as a fact, by what it is about."""
    found: defaultdict[Field, list[Statement]] = defaultdict(list)
    for one in statements:
        if one.sure:
            found[one.field].append(one)
    return found


def _numbers(sure: Mapping[Field, Sequence[Statement]]) -> tuple[dict[str, Any], dict[str, str]]:
    numbers: dict[str, Any] = dict.fromkeys(_BOUND_NAMES.values())
    quotes: dict[str, str] = {}
    for field, name in _BOUND_NAMES.items():
        own = [one for one in sure.get(field, ()) if _counts(one)]
        if not own:
            continue
        value = _BOUND[field](float(one.value) for one in own)
        numbers[name] = int(value) if field in _WHOLE else value
        quotes |= _quote_of(own, field, value)
    return numbers, quotes


def _counts(one: Statement) -> bool:
    if one.field in _OF_ALL:
        return one.case.general
    return one.field not in _SUMS or set(one.units) <= _ONE_GRANT


def _quote_of(own: Iterable[Statement], field: Field, value: object) -> dict[str, str]:
    quotes = [one.evidence.quote for one in own if one.value == value]
    return {field.value: quotes[0]} if any(quotes[:1]) else {}


def _applicants(
    said: Iterable[Statement], sure: Mapping[Field, Sequence[Statement]]
) -> tuple[str, ...]:
    """Return who may apply; where nobody is named for all, those whose cases are named."""
    named = _distinct(sure.get(Field.APPLICANT, ()))
    if named:
        return named
    money = (Subject.AWARD, Subject.RATE, Subject.COST)
    cases = (one.case for one in said if one.sure and one.subject in money)
    return tuple(dict.fromkeys(code for case in cases for code in case.applicants))


def _distinct(own: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(one.value) for one in own))


def _one(sure: Mapping[Field, Sequence[Statement]], field: Field) -> str:
    return next((str(one.value) for one in sure.get(field, ())), "")


def _first_day(sure: Mapping[Field, Sequence[Statement]], field: Field) -> date | None:
    days = sorted(str(one.value) for one in sure.get(field, ()))
    # A month alone ("ab Juni 2027") is no day.
    return next((date.fromisoformat(day) for day in days if len(day) == 10), None)


def _event_end(sure: Mapping[Field, Sequence[Statement]]) -> date | None:
    """Return when the first event ends; None where what is said of an end is of a later one."""
    first, end = _first_day(sure, Field.EVENT_START), _first_day(sure, Field.EVENT_END)
    starts = {str(one.value) for one in sure.get(Field.EVENT_START, ())}
    if first is None or end is None:
        return end
    return None if any(str(first) < start <= str(end) for start in starts) else end


def _deadlines(said: Sequence[Statement]) -> tuple[Deadline, ...]:
    found = [deadline_of(one) for one in said if one.subject is Subject.DEADLINES and one.told]
    # Who names the stage or the hour says more; of equals the first place is the quote.
    found.sort(key=lambda one: (not one.stage, one.stage, not one.at, one.at))
    unique: dict[tuple[object, ...], Deadline] = {}
    for one in found:
        unique.setdefault((one.kind, one.value, one.case), one)
    return tuple(sorted(unique.values(), key=lambda one: (one.kind, one.value, one.case.key)))


def deadline_of(statement: Statement) -> Deadline:
    """Return a statement about a deadline as one."""
    rule = statement.field is Field.DEADLINE_RULE
    kind = DeadlineKind(str(statement.value)) if rule else _DATED[statement.field]
    return Deadline(
        kind=kind,
        value="" if rule else str(statement.value),
        stage=statement.deadline_stage,
        at=statement.at,
        quote=" ".join(statement.evidence.quote.split()),
        origin=statement.origin,
        newcomers=statement.newcomers,
        case=statement.case,
        standing=statement.standing,
        checked_on=statement.checked_on,
    )
