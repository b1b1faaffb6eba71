"""Entry question: one question of an entry is answered, or put off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response
from sqlalchemy.orm import Session

from db.decisions import Decision
from db.vocabulary import Role
from pipeline.desk.accept import accept
from pipeline.desk.aside import ask_funder, dismiss, postpone
from pipeline.desk.reject import reject
from web.doors.people import Only
from web.entry.acting import Acting, Text, ThisActing, item_of
from web.entry.page import LATER

router = APIRouter(dependencies=[Only(Role.STAFF, Role.REVIEWER, Role.MANAGER).here])
Item = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.post("/eintraege/{number}/fragen/{item}/annehmen")
def accepted(item: Item, acting: ThisActing, warum: Text = "") -> Response:
    """The suggestion is right."""
    return _answered(acting, item, accept, why=warum, area_name=acting.site.area_label)


@router.post("/eintraege/{number}/fragen/{item}/ablehnen")
def rejected(item: Item, acting: ThisActing, warum: Text = "") -> Response:
    """The suggestion is wrong, and nothing is stated."""
    return _answered(acting, item, reject, why=warum)


@router.post("/eintraege/{number}/fragen/{item}/ablegen")
def dismissed(item: Item, acting: ThisActing, warum: Text = "") -> Response:
    """The question leads to nothing."""
    return _answered(acting, item, dismiss, {f"warum-{item}": warum}, why=warum)


@router.post("/eintraege/{number}/fragen/{item}/spaeter")
def postponed(item: Item, acting: ThisActing, bis: Text = "", warum: Text = "") -> Response:
    """The question comes again on a day, in a week where none is named."""

    def deed(session: Session, acting: Acting) -> Decision:
        item_of(session, item, acting.number)
        until_on = _day(bis) if bis.strip() else acting.site.today() + LATER
        return acting.says(session, postpone, item, until_on=until_on, why=warum)

    return acting.done(deed, {f"bis-{item}": bis})


@router.post("/eintraege/{number}/fragen/{item}/nachgefragt")
def asked_funder(
    item: Item, acting: ThisActing, frage: Text = "", an: Text = "", bis: Text = ""
) -> Response:
    """A person asked the funder; the question comes again when the answer is due."""

    def deed(session: Session, acting: Acting) -> Decision:
        item_of(session, item, acting.number)
        asked = {"question": frage, "whom": an, "due_on": _day(bis)}
        return acting.says(session, ask_funder, item, **asked)

    return acting.done(deed, {f"frage-{item}": frage, f"an-{item}": an, f"faellig-{item}": bis})


def _answered(
    acting: Acting,
    item: int,
    act: Callable[..., Decision],
    kept: Mapping[str, str] | None = None,
    **words: object,
) -> Response:
    def deed(session: Session, acting: Acting) -> Decision:
        item_of(session, item, acting.number)
        return acting.says(session, act, item, **words)

    return acting.done(deed, kept)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        parts = text.strip().rstrip(".").split(".")
        if len(parts) != 3 or not all(part.strip().isdecimal() for part in parts):
            raise ValueError(f"„{text}“ ist kein Tag; zum Beispiel 31.3.2027.") from None
    try:
        day, month, year = map(int, parts)
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise ValueError(f"„{text}“ ist kein Tag; zum Beispiel 31.3.2027.") from None
