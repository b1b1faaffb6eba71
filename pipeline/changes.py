"""Changes: what is different between two states of one opportunity, in values, not in spelling."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from db.values import Deadline, Values
from db.vocabulary import DeadlineKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that differs. `sentence` says it in German; it is empty for a cosmetic change."""

    field: str
    old: str
    new: str
    material: bool
    sentence: str = ""


# What a reader would act on. All other fields may change without a word.
_MATERIAL: dict[str, str] = {
    "deadlines": "Frist",
    "opens_on": "Beginn der Antragstellung",
    "stated_status": "Stand",
    "award_min": "Mindestförderung",
    "award_max": "Höchstförderung",
    "cost_min": "Mindestkosten",
    "cost_max": "Höchstkosten",
    "rate_min": "Mindestfördersatz",
    "rate_max": "Fördersatz",
    "own_share": "Eigenanteil",
    "applicants": "Antragsberechtigte",
    "excluded": "Ausgeschlossene",
    "areas": "Fördergebiet",
    "population_min": "Mindesteinwohnerzahl",
    "population_max": "Höchsteinwohnerzahl",
    "partners_min": "Mindestzahl der Partner",
    "event_starts_on": "Termin",
    "event_place": "Ort",
}
_EURO = frozenset({"award_min", "award_max", "cost_min", "cost_max"})
_PERCENT = frozenset({"rate_min", "rate_max", "own_share"})
_STATUS = {
    "open": "Antragstellung möglich",
    "closed": "geschlossen",
    "suspended": "ausgesetzt",
    "forecast": "angekündigt",
    "": "keine Angabe",
}
_RULES = {
    DeadlineKind.ROLLING: "laufend",
    DeadlineKind.UNTIL_EXHAUSTED: "bis die Mittel ausgeschöpft sind",
    DeadlineKind.RELATIVE: "vor Beginn des Vorhabens",
    DeadlineKind.ANNOUNCED_ELSEWHERE: "wird bekannt gegeben",
}


def changes_between(old: Values, new: Values) -> tuple[Change, ...]:
    """Return the fields that differ, material ones with a sentence for the reader."""
    return tuple(
        _change(field.name, getattr(old, field.name), getattr(new, field.name))
        for field in fields(Values)
        if _comparable(field.name, getattr(old, field.name))
        != _comparable(field.name, getattr(new, field.name))
    )


def _comparable(field: str, value: Any) -> Any:
    """Leave out what does not matter: the order of a list, the quote behind a deadline."""
    if field == "deadlines":
        return {(d.kind, d.value, d.newcomers) for d in value}
    if isinstance(value, tuple):
        return set(map(repr, value))
    return value


def _change(field: str, old: Any, new: Any) -> Change:
    label = _MATERIAL.get(field)
    if label is None:
        return Change(field=field, old=str(old), new=str(new), material=False)
    before, after = _shown(field, old), _shown(field, new)
    verb = "verlängert" if _extended(field, old, new) else "geändert"
    if field == "deadlines" and not old:
        verb = "neu"
    # A list of codes says nothing to a reader; the item itself shows who may apply and where.
    values = "" if isinstance(new, tuple) and field != "deadlines" else f": {before} → {after}"
    sentence = f"{label} {verb}{values}"
    return Change(field=field, old=before, new=after, material=True, sentence=sentence)


def _extended(field: str, old: Any, new: Any) -> bool:
    """Whether one fixed date simply moved to a later day."""
    if field != "deadlines":
        return False
    before, after = _fixed(old), _fixed(new)
    return len(before) == len(after) == 1 and before[0] < after[0]


def _fixed(deadlines: tuple[Deadline, ...]) -> list[str]:
    return [d.value for d in deadlines if d.kind is DeadlineKind.FIXED and d.newcomers]


def _shown(field: str, value: Any) -> str:
    if field == "deadlines":
        return ", ".join(dict.fromkeys(map(_deadline_shown, value))) or "keine Angabe"
    if value is None or value == ():
        return "keine Angabe"
    show = _SHOW.get(field)
    if show:
        return show(value)
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _deadline_shown(deadline: Deadline) -> str:
    match deadline.kind:
        case DeadlineKind.FIXED:
            return _day(date.fromisoformat(deadline.value))
        case DeadlineKind.ANNUAL:
            month, day = deadline.value.split("-")
            return f"jährlich am {day}.{month}."
        case DeadlineKind.MONTH:
            year, month = deadline.value.split("-")
            return f"{month}/{year}"
    return _RULES[deadline.kind]


def _day(on: date) -> str:
    return on.strftime("%d.%m.%Y")


def _euro(value: float) -> str:
    return f"{value:,.0f} €".replace(",", ".")


def _percent(value: float) -> str:
    return f"{value:g} %".replace(".", ",")


_SHOW: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(_EURO, _euro),
    **dict.fromkeys(_PERCENT, _percent),
    "stated_status": lambda status: _STATUS.get(status, status),
    "opens_on": _day,
    "event_starts_on": _day,
}
