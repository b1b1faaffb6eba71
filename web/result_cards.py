"""Result cards: what the list of a search says of each opportunity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.actors import load_actors
from db.finding.passage import Passage, passage, spans_of
from db.labels import WEEKDAYS, days_left, short_day
from db.queries.listing import listed_in_order
from db.queries.published import ListRow, list_rows
from db.terms import Reader, own_terms
from db.values import Values
from notifier.digest.short import amount_of
from web.wording import row_deadline

Pieces = Sequence[tuple[str, bool]]  # words, and whether they are what was searched for


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One result: an opportunity, and its relatives for other areas.

    `deadline` is told with its weekday and the days that are left; `amount` is empty where
    nothing is sure.
    """

    row: ListRow
    relatives: tuple[ListRow, ...]
    title: Pieces
    funders: str
    deadline: str
    amount: str
    words: Pieces


def cards(
    session: Session,
    shown: Sequence[Sequence[int]],
    words: str,
    reader: Reader,
    today: date,
) -> list[Card]:
    """Return the cards of some results, each with its relatives; few questions for however many."""
    numbers = [id for members in shown for id in members]
    rows = {row.id: row for row in list_rows(session, today, ids=numbers)}
    firsts = [members[0] for members in shown if members and members[0] in rows]
    values = {one.id: one.values for one in listed_in_order(session, firsts)}
    return [
        _card(
            rows[members[0]],
            tuple(rows[id] for id in members[1:] if id in rows),
            values[members[0]],
            words,
            reader,
            today,
        )
        for members in shown
        if members[0] in values
    ]


def _card(
    row: ListRow,
    relatives: tuple[ListRow, ...],
    values: Values,
    words: str,
    reader: Reader,
    today: date,
) -> Card:
    return Card(
        row=row,
        relatives=relatives,
        title=Passage(text=row.title, spans=spans_of(row.title, words)).pieces,
        funders="; ".join(load_actors().present_names(values.funders)),
        deadline=deadline(row, today),
        amount=amount_of(own_terms(values.statements, reader), values),
        words=passage(" ".join(values.summary.split()), words).pieces,
    )


def deadline(row: ListRow, today: date) -> str:
    """Return "Montag, 01.02.2027 (noch 10 Tage)" where the day is sure and ahead."""
    on = row.event_on or row.next_on
    if on is None or on < today or (row.event_on is None and not row.next_sure):
        return row_deadline(row)
    left = (on - today).days
    soon = days_left(on, today) if row.event_on is None else _until(left)
    return f"{WEEKDAYS[on.weekday()]}, {short_day(on)} ({soon})"


def _until(left: int) -> str:
    return {0: "heute", 1: "morgen"}.get(left, f"in {left} Tagen")
