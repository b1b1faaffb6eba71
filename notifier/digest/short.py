"""Short: title, until when and how much, in the few words that a line of a list has room for."""

from __future__ import annotations

from datetime import date, timedelta

from crawlers.items import Kind
from db.labels import MONTHS
from db.statements import Subject
from db.terms import OwnTerms
from db.values import Values
from db.vocabulary import DeadlineKind, OpportunityStatus
from notifier.digest.amounts import few_words
from notifier.digest.facts import asked
from notifier.digest.first_step import comes_after, waits_longer

OPEN_END = "Frist unbekannt"
AS_DONE = "je nach Vorhaben"
_WITHOUT_DAY = {
    DeadlineKind.ROLLING: "laufend",
    DeadlineKind.UNTIL_EXHAUSTED: "solange Mittel da sind",
    DeadlineKind.RELATIVE: "vor Beginn",
}
# A day without its year is the next one of that name, and not one that is nearly a year ahead.
_WITHOUT_YEAR = timedelta(days=330)


def until_of(own: Values, today: date) -> str:
    """Return "bis 15. Januar", "laufend" or "Frist unbekannt" by a reader's own days."""
    if own.kind == Kind.EVENT:
        return _event(own, today)
    if own.status_on(today) is OpportunityStatus.SUSPENDED:
        return "ausgesetzt"
    nearest, sure = own.next_day(today), own.next_deadline(today)
    if nearest is not None and (sure is None or nearest < sure[0]):
        return f"evtl. {_day(nearest, today)}"
    opens = own.opens_on
    if opens is not None and opens > today and (sure is None or opens < sure[0]):
        return _span(opens, sure[0], today) if sure else f"ab {_day(opens, today)}"
    return f"bis {_day(sure[0], today)}" if sure else _without_day(own, today)


def amount_of(own: OwnTerms, values: Values) -> str:
    """Return "bis 200.000 €", "bis 80 %" or nothing where it is not surely said."""
    doubted = asked(values, Subject.AWARD, Subject.RATE)
    return few_words(own, prize=values.kind == Kind.PRIZE, doubted=doubted)


def _without_day(own: Values, today: date) -> str:
    kinds = [one for one in own.deadlines if one.newcomers and not one.over(today)]
    months = sorted(one.value for one in kinds if one.kind is DeadlineKind.MONTH)
    if months:
        return f"im {MONTHS[int(months[0][5:]) - 1]}"
    stated = {one.kind for one in kinds if not comes_after(one)}
    if all(map(waits_longer, kinds)) and stated == {DeadlineKind.RELATIVE}:
        return "mit Vorlauf"
    rest = AS_DONE if any(map(comes_after, kinds)) else OPEN_END
    return next((words for kind, words in _WITHOUT_DAY.items() if kind in stated), rest)


def _event(own: Values, today: date) -> str:
    first, last = own.event_starts_on, own.event_ends_on
    register = own.next_deadline(today)
    if register is not None:  # what is to be done first
        return f"anmelden bis {_in_digits(register[0], today)}"
    if first is None:
        return "Termin offen"
    return _span(first, last, today) if last and last > first else f"am {_day(first, today)}"


def _span(first: date, last: date, today: date) -> str:
    end = _day(last, today)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}. bis {end}" if first.day != last.day else f"am {end}"
    return f"{_in_digits(first, today)} bis {_in_digits(last, today)}"


def _day(on: date, today: date) -> str:
    return f"{on.day}. {MONTHS[on.month - 1]}{_year(on, today)}"


def _in_digits(on: date, today: date) -> str:
    return f"{on.day}.{on.month}.{_year(on, today).strip()}"


def _year(on: date, today: date) -> str:
    return "" if on - today < _WITHOUT_YEAR else f" {on.year}"
