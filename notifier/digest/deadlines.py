"""Deadlines: until when, in German, with the words it was read from. Never a guess."""

from __future__ import annotations

from datetime import date

from db.labels import DEADLINES_WITHOUT_DAY, MONTHS, ORIGINS, STAGES, day, label, long_day
from db.values import Deadline, Values
from db.vocabulary import DeadlineKind
from notifier.digest.facts import Fact
from notifier.digest.wording import one_line

LABEL = "Bis wann"
ASK = "Frist: bitte beim Förderer prüfen"
QUOTE_CHARACTERS = 240
MAX_SHOWN = 3


def deadline_facts(values: Values, today: date) -> list[Fact]:
    """Return the deadlines still to come, nearest first; one line that asks if none is known."""
    coming = [one for one in values.deadlines if not one.over(today)]
    coming.sort(key=lambda one: (not one.newcomers, one.next_on(today) or date.max))
    facts = [_fact(one, today) for one in coming[:MAX_SHOWN]]
    if not any(one.newcomers for one in coming[:MAX_SHOWN]):
        facts.insert(0, Fact(label=LABEL, value=ASK))
    more = len(coming) - MAX_SHOWN
    if more > 0:
        noun = "weitere Frist" if more == 1 else "weitere Fristen"
        facts.append(Fact(label="", value=f"und {more} {noun} beim Förderer"))
    return [*_opening(values, today), *facts]


def _fact(deadline: Deadline, today: date) -> Fact:
    stage = one_line(label(STAGES, deadline.stage), 80) if deadline.stage else ""
    notes = [stage, "" if deadline.newcomers else "nur für bereits Ausgewählte"]
    notes.append(ORIGINS[deadline.origin])
    return Fact(
        label=LABEL,
        value=_when(deadline, today),
        note=", ".join(note for note in notes if note),
        quote=one_line(deadline.quote, QUOTE_CHARACTERS),
        strong=deadline.newcomers and deadline.next_on(today) is not None,
    )


def _when(deadline: Deadline, today: date) -> str:
    hour = f", {deadline.at} Uhr" if deadline.at else ""
    match deadline.kind:
        case DeadlineKind.FIXED:
            return long_day(date.fromisoformat(deadline.value)) + hour
        case DeadlineKind.ANNUAL:
            on = deadline.next_on(today)
            return f"jedes Jahr, nächstes Mal {long_day(on)}{hour}" if on else ASK
        case DeadlineKind.MONTH:
            year, month = map(int, deadline.value.split("-"))
            return f"{MONTHS[month - 1]} {year}; den Tag bitte beim Förderer prüfen"
    return DEADLINES_WITHOUT_DAY[deadline.kind]


def _opening(values: Values, today: date) -> list[Fact]:
    if values.opens_on is None or values.opens_on <= today:
        return []
    return [Fact(label="Ab wann", value=day(values.opens_on))]
