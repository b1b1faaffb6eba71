"""Changes: what is different between two states of one opportunity, in values, not in spelling."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from db import labels
from db.derive import derive
from db.merged_values import same_unit
from db.statements import Field, Standing, Statement
from db.values import Deadline, Values
from db.vocabulary import DeadlineKind, OpportunityStatus, Origin

AreaName = Callable[[str], str]  # area key → German name
_Cases = dict[str, tuple[Statement, ...]]  # by the key of the case
NOT_STATED = labels.NOT_STATED
NEW_ROUND = "Neue Runde"  # of a call that was over
NEW_DAY = "Neuer Termin"  # of an event that took place
_LONGER = "verlängert"
EXTENDED = f"{labels.FIELDS['deadlines']} {_LONGER}"
# Who gets so much more time after the end is in the same round, a month later in the next one.
LONGEST_EXTENSION = timedelta(days=28)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that differs, in one case. `sentence` says it in German, if it is material.

    What is `lost` is stated no more: a question to staff, and news to nobody.
    """

    field: str
    old: str
    new: str
    material: bool
    sentence: str = ""
    case: str = ""  # the words of the case it is about; empty: of all
    lost: bool = False


# What a reader would act on. All other fields may change without a word.
_MATERIAL = frozenset(
    (
        *("deadlines", "opens_on", "stated_status"),
        *("award_min", "award_max", "budget", "cost_min", "cost_max"),
        *("rate_min", "rate_max", "own_share"),
        *("applicants", "excluded", "areas"),
        *("population_min", "population_max", "partners_min"),
        *("event_starts_on", "event_place"),
    )
)
_EURO = frozenset({"award_min", "award_max", "cost_min", "cost_max", "budget"})
_PERCENT = frozenset({"rate_min", "rate_max", "own_share"})
_COUNT = frozenset({"population_min", "population_max", "partners_min"})
_NUMBERS = _EURO | _PERCENT | _COUNT
_CODES = frozenset({"applicants", "excluded", "areas"})
_DAYS = frozenset({"opens_on", "event_starts_on"})
# Of several sure days the earliest is the value, so that one put beside another may hide it.
_ONE_DAY = {
    Field.OPENS: "opens_on",
    Field.EVENT_START: "event_starts_on",
    Field.EVENT_END: "event_ends_on",
}
_NOT_COMPARED = frozenset({"statements"})  # what matters of them is compared field by field
_NAMED = 5  # of what was added to a list, the rest is counted


def changes_between(
    old: Values, new: Values, *, today: date | None = None, area_name: AreaName = str
) -> tuple[Change, ...]:
    """Return the fields that differ, material ones with a sentence for the reader.

    With `today` a call that was over and takes applications again is told as a new round, unless
    its day only moved by a few weeks, and an event that took place and has another day as a new
    one; a date that merely lies behind us is no news when it is dropped. `area_name` turns an
    area key into its German name. That a doubt comes or goes is no news: the page said it before,
    or says it still.
    """
    found = _all_changes(old, new, area_name)
    if today is not None:
        found = [_seen_from(today, old, new, change) for change in found]
    found = [
        _unsaid(change, lost=True) if _is_lost(old, new, change) else change for change in found
    ]
    was, is_now = _less_doubtful(old, new, _stated), _less_doubtful(new, old, _valued)
    if was is old and is_now is new:
        return tuple(found)
    differing = {(one.field, one.case): one for one in _all_changes(was, is_now, area_name)}
    return tuple(_without_doubts(one, differing.get((one.field, one.case))) for one in found)


def _without_doubts(change: Change, differing: Change | None) -> Change:
    """Return a change as far as it is one when what was only asked about is left out of it."""
    if not change.material:
        return change
    if differing is None or not differing.material:
        return _unsaid(change)
    # What came into a list is named one by one, and what it was asked about did not come.
    return differing if change.field in _CODES else change


def _less_doubtful(values: Values, other: Values, mark: Callable[[Statement], object]) -> Values:
    """Return a state in which what is only asked about stands as it does in the other one.

    `mark` says which of their statements are the same. A day that is sure stands: what is asked
    beside it is not the day.
    """
    asked = {
        mark(one)
        for one in values.statements
        if _only_asked(one, values) and not _has_its_day(one.field, values)
    }
    told = [one for one in other.statements if asked and one.told and one.origin is Origin.READ]
    lifted = [one for one in told if mark(one) in asked]
    if not lifted:
        return values
    settled = {mark(one) for one in lifted}
    kept = [
        one for one in values.statements if mark(one) not in settled or not _only_asked(one, values)
    ]
    return derive(values, (*kept, *lifted))


def _only_asked(one: Statement, values: Values) -> bool:
    """Whether it is a doubt and nothing else: who stands among the applicants is told as one."""
    otherwise = one.field is Field.EXCLUDED_APPLICANT and one.value in values.applicants
    return one.standing is Standing.ASKED and not otherwise


def _has_its_day(field: Field, values: Values) -> bool:
    return field in _ONE_DAY and getattr(values, _ONE_DAY[field]) is not None


def _valued(one: Statement) -> object:
    return one.field, one.value


def _stated(one: Statement) -> object:
    """What tells a value in its words: those that are new on a page are news."""
    return one.field, one.value, " ".join(one.evidence.quote.casefold().split())


def _all_changes(old: Values, new: Values, area_name: AreaName) -> list[Change]:
    return [
        change
        for field in fields(Values)
        if field.name not in _NOT_COMPARED
        for change in _changes(field.name, old, new, area_name)
    ]


def _is_lost(old: Values, new: Values, change: Change) -> bool:
    if not change.material:
        return False
    if change.field == "areas":
        return names_its_area(old) and not names_its_area(new)
    return change.new == NOT_STATED


def _unsaid(change: Change, *, lost: bool = False) -> Change:
    return replace(change, material=False, sentence="", lost=lost)


def names_its_area(values: Values) -> bool:
    """Whether an area was stated; that of its source stands in where none is."""
    return any(
        one.origin is not Origin.GIVEN or one.evidence.source
        for one in values.statements
        if one.field is Field.AREA and one.sure
    )


def _changes(field: str, old: Values, new: Values, area_name: AreaName) -> Iterator[Change]:
    if field in _NUMBERS:
        yield from _number_changes(Field(field), old, new)
        return
    before, after = getattr(old, field), getattr(new, field)
    if _comparable(field, before) != _comparable(field, after):
        yield _change(field, before, after, area_name)


def _number_changes(field: Field, old: Values, new: Values) -> Iterator[Change]:
    """Compare a number case by case: what private owners get is not what municipalities get."""
    before, after = _by_case(field, old), _by_case(field, new)
    before = _under_new_names(before, after)
    for key in dict.fromkeys([*before, *after]):
        was, now = before.get(key, ()), after.get(key, ())
        if _same_numbers(was, now):
            continue
        words = (now or was)[0].case.words
        of_case = f" ({words})" if words else ""
        shown = _numbers_shown(was), _numbers_shown(now)
        yield Change(
            field=field.value,
            case=words,
            old=shown[0],
            new=shown[1],
            material=True,
            sentence=f"{labels.FIELDS[field]}{of_case} geändert: {shown[0]} → {shown[1]}",
        )


def _by_case(field: Field, values: Values) -> _Cases:
    found: _Cases = {}
    for one in values.statements:
        if one.field is field and one.told:
            found[one.case.key] = (*found.get(one.case.key, ()), one)
    return found


def _under_new_names(before: _Cases, after: _Cases) -> _Cases:
    """Name the cases of the old text as the new one does: a new name is no new case."""
    fresh = {said[0].case.codes: key for key, said in after.items() if key not in before}
    return {
        key if key in after else fresh.get(said[0].case.codes, key): said
        for key, said in before.items()
    }


def _same_numbers(was: Sequence[Statement], now: Sequence[Statement]) -> bool:
    """Whether two lists state the same; a unit that only one of them names is no difference."""

    def within(one: Statement, others: Sequence[Statement]) -> bool:
        return any(
            one.value == other.value and one.standing is other.standing and same_unit(one, other)
            for other in others
        )

    return all(within(one, now) for one in was) and all(within(one, was) for one in now)


def _numbers_shown(said: Sequence[Statement]) -> str:
    if not said:
        return NOT_STATED
    shown = list(dict.fromkeys(map(labels.statement_shown, said)))
    contested = any(one.standing is Standing.CONTESTED for one in said)
    return _differing(shown) if contested else ", ".join(shown)


def _differing(shown: Sequence[str]) -> str:
    return f"Angaben weichen ab: {' oder '.join(shown)}"


def _seen_from(today: date, old: Values, new: Values, change: Change) -> Change:
    if change.field == "event_starts_on" and _takes_place_again(old, new, today):
        return replace(change, sentence=f"{NEW_DAY}: {change.old} → {change.new}")
    if change.field in _DAYS:
        was, now = getattr(old, change.field), getattr(new, change.field)
        dropped = was is not None and was <= today and now is None
        return replace(change, material=False, sentence="") if dropped else change
    if change.field != "deadlines":
        return change
    if _reopened(old, new, today) and not _extended(old, new):
        return replace(change, sentence=f"{NEW_ROUND}: Frist {change.old} → {change.new}")
    ahead, still_ahead = _ahead(old, today), _ahead(new, today)
    if ahead == still_ahead and (ahead or not new.deadlines):
        return replace(change, material=False, sentence="")
    return change


def _takes_place_again(old: Values, new: Values, today: date) -> bool:
    was, is_now = old.event_starts_on, new.event_starts_on
    return was is not None and is_now is not None and was < today <= is_now


def _reopened(old: Values, new: Values, today: date) -> bool:
    """Whether a call that was closed, by date or by statement, has a new date to come."""
    closed = old.status_on(today) is OpportunityStatus.CLOSED
    again = new.status_on(today) in (OpportunityStatus.OPEN, OpportunityStatus.FORECASTED)
    return closed and again and new.next_deadline(today) is not None


def _extended(old: Values, new: Values) -> bool:
    """Whether the one day of a call moved a little, though it had passed."""
    before, after = _fixed(old.deadlines), _fixed(new.deadlines)
    if _verb(old.deadlines, new.deadlines) != _LONGER or old.stated_status == "closed":
        return False
    was, ends = date.fromisoformat(before[0]), date.fromisoformat(after[0])
    opens_anew = new.opens_on is not None and new.opens_on > was
    return not opens_anew and ends - was <= LONGEST_EXTENSION


def _ahead(values: Values, today: date) -> Any:
    return _comparable("deadlines", tuple(d for d in values.deadlines if not d.over(today)))


def _comparable(field: str, value: Any) -> Any:
    """Leave out what does not matter: the order of a list, the quote behind a deadline."""
    if field == "deadlines":
        return {(d.kind, d.value, d.newcomers, d.case.key, d.standing) for d in value}
    if isinstance(value, tuple):
        return set(map(repr, value))
    return value


def _change(field: str, old: Any, new: Any, area_name: AreaName) -> Change:
    if field not in _MATERIAL:
        return Change(field=field, old=str(old), new=str(new), material=False)
    if field in _CODES:
        name = area_name if field == "areas" else _applicant
        return _list_change(field, [name(code) for code in old], [name(code) for code in new])
    before, after = _shown(field, old), _shown(field, new)
    verb = _verb(old, new) if field == "deadlines" else "geändert"
    sentence = f"{labels.FIELDS[field]} {verb}: {before} → {after}"
    return Change(field=field, old=before, new=after, material=True, sentence=sentence)


def _list_change(field: str, old: list[str], new: list[str]) -> Change:
    """Say what came and what went: two long lists side by side are hard to compare."""
    added = [name for name in new if name not in old]
    dropped = [name for name in old if name not in new]
    said = [f"neu {_few(added)}"] if added else []
    said += [f"nicht mehr {_few(dropped)}"] if dropped else []
    return Change(
        field=field,
        old=", ".join(old) or NOT_STATED,
        new=", ".join(new) or NOT_STATED,
        material=bool(said),
        sentence=f"{labels.FIELDS[field]}: {'; '.join(said)}" if said else "",
    )


def _applicant(code: str) -> str:
    return labels.label(labels.APPLICANTS, code)


def _few(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" und {more} weitere" if more > 0 else "")


def _verb(old: tuple[Deadline, ...], new: tuple[Deadline, ...]) -> str:
    """Say whether one fixed date simply moved, and which way."""
    before, after = _fixed(old), _fixed(new)
    if not old:
        return "neu"
    if len(before) == len(after) == 1 and len(old) == len(new) and before != after:
        return _LONGER if before < after else "vorgezogen"
    return "geändert"


def _fixed(deadlines: tuple[Deadline, ...]) -> list[str]:
    return [d.value for d in deadlines if d.kind is DeadlineKind.FIXED and d.newcomers]


def _shown(field: str, value: Any) -> str:
    if field == "deadlines":
        shown = list(dict.fromkeys(map(labels.deadline_shown, value)))
        if any(deadline.standing is Standing.CONTESTED for deadline in value):
            return _differing(shown)
        return ", ".join(shown) or NOT_STATED
    if value in (None, (), ""):
        return NOT_STATED
    show = _SHOW.get(field)
    if show:
        return show(value)
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


_SHOW: dict[str, Callable[[Any], str]] = {
    "stated_status": lambda status: labels.label(labels.STATED_STATUSES, status),
    "opens_on": labels.short_day,
    "event_starts_on": labels.short_day,
}
