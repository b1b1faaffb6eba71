"""Collect: put opportunities together, order them, and write a line to each.

Whoever changes a selection says which version was looked at: two windows on one selection notice
each other, and nobody's words are lost. What is added goes to the end and disturbs nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from db.selections import CurrentSelection, Selection, SelectionItem
from db.terms import ANYBODY, own_values
from db.upsert import insert_into
from notifier.news.select import SourceFacts, is_over
from notifier.standing import Standing, standing_now

MOST_ITEMS = 30  # of one selection: so many lines leave a mail room for cards
LONGEST_NOTE = 400
LONGEST_TITLE = 120
LONGEST_INTRO = 2000
UNTITLED = "Neue Auswahl"


class ChangedElsewhereError(ValueError):
    """Somebody else, or another window, changed the selection meanwhile."""


class SentError(ValueError):
    """The selection went out and is not changed any more."""


class FullError(ValueError):
    """The selection holds as much as a mail can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a manager writes: the title, the words above all, and a line to some items."""

    title: str
    intro: str = ""
    notes: Mapping[int, str] = field(default_factory=dict)


def begin(
    session: Session, account_id: int, area: str, now: datetime, title: str = UNTITLED
) -> Selection:
    """Begin a selection for a region; its author collects into it from now on."""
    new = Selection(account_id=account_id, area=area, title=title, made_at=now, changed_at=now)
    session.add(new)
    session.flush()
    make_current(session, account_id, new.id)
    return new


def make_current(session: Session, account_id: int, selection_id: int) -> None:
    """Let an account collect into this selection."""
    row = insert_into(session.get_bind(), CurrentSelection).values(
        account_id=account_id, selection_id=selection_id
    )
    changed = {"selection_id": selection_id}
    session.execute(row.on_conflict_do_update(index_elements=["account_id"], set_=changed))


def current_of(session: Session, account_id: int) -> Selection | None:
    """Return the selection that an account collects into; None where it is sent or not there."""
    return session.scalar(
        select(Selection)
        .join(CurrentSelection, CurrentSelection.selection_id == Selection.id)
        .where(CurrentSelection.account_id == account_id, Selection.sent_at.is_(None))
    )


def items_of(session: Session, selection_id: int) -> list[SelectionItem]:
    """Return the items of a selection in its order."""
    found = select(SelectionItem).where(SelectionItem.selection_id == selection_id)
    return list(session.scalars(found.order_by(SelectionItem.place, SelectionItem.id)))


def locked(session: Session, selection_id: int, version: int | None = None) -> Selection:
    """Return a selection that nobody else changes until the transaction ends.

    Raises LookupError where there is none, SentError where it went out, and ChangedElsewhereError
    where it is not in the `version` that was looked at.
    """
    one = session.scalar(select(Selection).where(Selection.id == selection_id).with_for_update())
    if one is None:
        raise LookupError("Diese Auswahl gibt es nicht.")
    if one.sent_at is not None:
        raise SentError("Diese Auswahl ist verschickt und wird nicht mehr geändert.")
    if version is not None and one.version != version:
        raise ChangedElsewhereError(
            "Diese Auswahl wurde inzwischen in einem anderen Fenster oder von jemand anderem "
            "geändert."
        )
    return one


def add(
    session: Session,
    selection_id: int,
    entry: int,
    sources: Mapping[str, SourceFacts],
    today: date,
    now: datetime,
) -> bool:
    """Put a published entry at the end of a selection; False where it stands there already.

    Of several entries that are one opportunity the leading one is taken. Raises LookupError for
    what is not published and FullError where there is no room.
    """
    one = locked(session, selection_id)
    standing = next(iter(standing_now(session, sources, [entry])), None)
    if standing is None:
        raise LookupError("Einen veröffentlichten Eintrag mit dieser Nummer gibt es nicht.")
    items = items_of(session, selection_id)
    there = {part.id for part in standing.parts}
    if any(item.opportunity_id in there for item in items):
        return False
    if len(items) >= MOST_ITEMS:
        raise FullError(f"Eine Auswahl fasst höchstens {MOST_ITEMS} Einträge.")
    session.add(
        SelectionItem(
            selection_id=selection_id,
            opportunity_id=standing.id,
            place=max((item.place for item in items), default=0) + 1,
            added_at=now,
            seen=seen_as(standing, today),
        )
    )
    one.changed_at = now
    return True


def seen_as(standing: Standing, today: date) -> dict[str, Any]:
    """Return how an opportunity stands on a day, as an item keeps it."""
    news = standing.news
    return {
        "shown": [[part.id, part.revision_id] for part in standing.parts],
        "asked": [part.id for part in standing.parts if part.asked],
        "over": is_over(news, own_values(news.values, ANYBODY), today),
    }


def wrong(words: Words) -> dict[str, str]:
    """Return by field what has to be put right, in German; a line's is "note-" and its item."""
    found = {}
    if not words.title.strip():
        found["title"] = "Bitte geben Sie der Auswahl einen Titel; er wird der Betreff der Mail."
    elif len(words.title) > LONGEST_TITLE:
        found["title"] = f"Bitte kürzen Sie den Titel auf höchstens {LONGEST_TITLE} Zeichen."
    if len(words.intro) > LONGEST_INTRO:
        found["intro"] = f"Bitte kürzen Sie die Einleitung auf höchstens {LONGEST_INTRO} Zeichen."
    for number, note in words.notes.items():
        if len(note) > LONGEST_NOTE:
            found[f"note-{number}"] = (
                f"Bitte kürzen Sie Ihren Hinweis auf höchstens {LONGEST_NOTE} Zeichen "
                f"(jetzt {len(note)})."
            )
    return found


def write(
    session: Session, selection_id: int, version: int, words: Words, now: datetime
) -> Selection:
    """Write down checked words; lines to items that are there no more are dropped."""
    one = locked(session, selection_id, version)
    before = (one.title, one.intro)
    one.title, one.intro = " ".join(words.title.split()), words.intro.strip()
    changed = before != (one.title, one.intro)
    for item in items_of(session, selection_id):
        note = " ".join(words.notes.get(item.id, item.note).split())
        changed = changed or note != item.note
        item.note = note
    if changed:
        _touch(one, now)
    return one


def move(session: Session, one: Selection, item_id: int, by: int, now: datetime) -> None:
    """Move an item up or down by some places, in a selection that is locked."""
    items = items_of(session, one.id)
    at = next((number for number, item in enumerate(items) if item.id == item_id), None)
    if at is None:
        return
    moved = items.pop(at)
    items.insert(min(max(at + by, 0), len(items)), moved)
    _number(items)
    _touch(one, now)


def arrange(session: Session, one: Selection, order: Sequence[int], now: datetime) -> None:
    """Put the items of a locked selection in an order; those not named stay behind it."""
    wanted = {number: place for place, number in enumerate(order)}
    items = items_of(session, one.id)
    items.sort(key=lambda item: wanted.get(item.id, len(wanted) + item.place))
    _number(items)
    _touch(one, now)


def take_out(session: Session, one: Selection, item_id: int, now: datetime) -> None:
    """Take an item out of a locked selection."""
    session.execute(
        delete(SelectionItem).where(
            SelectionItem.id == item_id, SelectionItem.selection_id == one.id
        )
    )
    _number(items_of(session, one.id))
    _touch(one, now)


def drop(session: Session, one: Selection) -> None:
    """Drop a locked selection that never went out."""
    for table in (SelectionItem, CurrentSelection):
        session.execute(delete(table).where(table.selection_id == one.id))
    session.delete(one)


def copy(session: Session, one: Selection, account_id: int, now: datetime) -> Selection:
    """Begin a new selection with what stands in this one; it shows what became of that since."""
    new = begin(session, account_id, one.area, now, f"{one.title} (Kopie)"[:LONGEST_TITLE])
    new.intro = one.intro
    session.add_all(
        SelectionItem(
            selection_id=new.id,
            opportunity_id=item.opportunity_id,
            place=item.place,
            note=item.note,
            added_at=now,
            seen=item.seen,
        )
        for item in items_of(session, one.id)
    )
    session.flush()
    return new


def counted(session: Session, ids: Sequence[int]) -> Mapping[int, int]:
    """Return how many items some selections have; those without have no line."""
    rows = session.execute(
        select(SelectionItem.selection_id, func.count())
        .where(SelectionItem.selection_id.in_(ids))
        .group_by(SelectionItem.selection_id)
    )
    return {number: count for number, count in rows}


def _number(items: Sequence[SelectionItem]) -> None:
    for place, item in enumerate(items, 1):
        item.place = place


def _touch(one: Selection, now: datetime) -> None:
    one.version += 1
    one.changed_at = now
