"""Line: what one line on top of a mail says of an opportunity: title, until when, how much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crawlers.items import Kind
from db.labels import MONTHS, short_day
from db.statements import Standing
from db.terms import own_terms, own_values
from db.values import Deadline, Values
from db.vocabulary import DeadlineKind, OpportunityStatus, Reason
from notifier.digest.amounts import amount_in_short
from notifier.digest.card import Card
from notifier.digest.wording import cut
from notifier.news.select import Selected

TITLE_CHARACTERS = 110
AMOUNT_CHARACTERS = 60
UNKNOWN = "Frist prüfen"
# What has no day, in few words; what is spent first comes first.
_RULES = {
    DeadlineKind.UNTIL_EXHAUSTED: "solange Geld da ist",
    DeadlineKind.RELATIVE: "vor Beginn",
    DeadlineKind.ROLLING: "laufend",
    DeadlineKind.ANNOUNCED_ELSEWHERE: "Frist folgt",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the list on top.

    `on` is the day it is about, by which the list is ordered; `soon` marks one that ends within
    the reader's own lead time.
    """

    title: str
    until: str
    amount: str
    on: date | None
    soon: bool = False


def line_of(selected: Selected, card: Card, today: date) -> Line:
    """Return the line of what was selected for a reader; `card` is how it is told at length."""
    title = cut(card.title, TITLE_CHARACTERS)
    if Reason.OVER in selected.reasons:
        word = card.badges[0].text if card.badges else "vorbei"
        return Line(title=title, until=word, amount="", on=selected.was_on)
    values = own_values(selected.news.values, selected.reader)
    until, on = _until(values, today)
    own = own_terms(values.statements, selected.reader)
    amount = amount_in_short(own, prize=values.kind == Kind.PRIZE)
    return Line(
        title=title,
        until=until,
        amount=cut(amount, AMOUNT_CHARACTERS),
        on=on,
        soon=Reason.CLOSING in selected.reasons,
    )


def in_order(line: Line) -> tuple[bool, date, int, str]:
    """Order lines: days first, the nearest of them foremost, then what may be spent early."""
    words = [*_RULES.values()]
    place = words.index(line.until) if line.until in words else len(words)
    return line.on is None, line.on or date.max, place, line.title.casefold()


def _until(values: Values, today: date) -> tuple[str, date | None]:
    if values.kind == Kind.EVENT:
        return _event(values)
    sure, nearest = values.next_deadline(today), values.next_day(today)
    if nearest is not None and (sure is None or nearest < sure[0]):
        return f"evtl. bis {short_day(nearest)}", nearest
    if sure is not None:
        return f"bis {short_day(sure[0])}", sure[0]
    if values.status_on(today) is OpportunityStatus.FORECASTED:
        return _announced(values)
    return _rule(values.deadlines, today), None


def _event(values: Values) -> tuple[str, date | None]:
    on = values.event_starts_on
    return (f"am {short_day(on)}", on) if on else ("Tag prüfen", None)


def _announced(values: Values) -> tuple[str, date | None]:
    on = values.opens_on
    return (f"ab {short_day(on)}", on) if on else ("angekündigt", None)


def _rule(deadlines: Iterable[Deadline], today: date) -> str:
    told = [
        one
        for one in deadlines
        if one.newcomers and one.standing is Standing.SURE and not one.over(today)
    ]
    for one in told:
        if one.kind is DeadlineKind.MONTH:
            year, month = map(int, one.value.split("-"))
            return f"{MONTHS[month - 1]} {year}"
    kinds = {one.kind for one in told}
    return next((words for kind, words in _RULES.items() if kind in kinds), UNKNOWN)
