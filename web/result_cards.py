"""Result cards: what the list of a search says of each opportunity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.actors import load_actors
from db.labels import WEEKDAYS, days_left, short_day
from db.queries.listing import listed_in_order
from db.queries.published import ListRow, list_rows
from db.terms import Reader, own_terms
from db.values import Values
from notifier.digest.short import amount_of
from notifier.digest.wording import first_sentences
from web.wording import row_deadline

AROUND = 110  # characters shown on either side of what was found


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words, marked where they are what was searched for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One result: an opportunity, and its relatives for other areas.

    `deadline` is told with its weekday and the days that are left; `amount` is empty where
    nothing is sure.
    """

    row: ListRow
    relatives: tuple[ListRow, ...]
    title: tuple[Piece, ...]
    funders: str
    deadline: str
    amount: str
    words: tuple[Piece, ...]


def cards(
    session: Session,
    shown: Sequence[Sequence[int]],
    words: Iterable[str],
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
            tuple(words),
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
    words: Sequence[str],
    reader: Reader,
    today: date,
) -> Card:
    return Card(
        row=row,
        relatives=relatives,
        title=pieces(row.title, words),
        funders="; ".join(load_actors().present_names(values.funders)),
        deadline=deadline(row, today),
        amount=amount_of(own_terms(values.statements, reader), values),
        words=snippet(values.summary, words),
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


def snippet(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """Return the words around what was found, else how the text begins."""
    line = " ".join(text.split())
    places = list(_places(line, words))
    if not places or places[0][0] < AROUND:
        return pieces(first_sentences(text, 2, 2 * AROUND), words)
    first = places[0][0]
    start = line.rfind(" ", 0, first - AROUND // 2) + 1
    end = line.find(" ", first + AROUND)
    cut = line[start : end if end > 0 else len(line)]
    before = "… " if start else ""
    after = " …" if end > 0 else ""
    return (Piece(text=before), *pieces(cut, words), Piece(text=after))


def pieces(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """Return a text with what was searched for marked in it."""
    found, at = [], 0
    for start, end in _places(text, words):
        if start > at:
            found.append(Piece(text=text[at:start]))
        found.append(Piece(text=text[start:end], marked=True))
        at = end
    if at < len(text):
        found.append(Piece(text=text[at:]))
    return tuple(found)


def _places(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    wanted = sorted({re.escape(word) for word in words if len(word) > 1}, key=len, reverse=True)
    if wanted:
        for found in re.finditer("|".join(wanted), text, re.IGNORECASE):
            yield found.span()
