"""Filter acts: saving a filter under a name, renaming, changing and dropping it."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.accounts import Account
from db.finding.filter import Filter, from_json, to_json
from db.saved_filters import SavedFilter, Webhook, WebhookCall

MOST = 50  # of one account
LONGEST_NAME = 80


class FilterRefusedError(ValueError):
    """A filter cannot be saved so; the German sentence says why."""


def own_filters(session: Session, account_id: int) -> list[SavedFilter]:
    """Return the filters of one account, by name."""
    found = session.scalars(select(SavedFilter).where(SavedFilter.account_id == account_id))
    return sorted(found, key=lambda one: one.name.casefold())


def own_filter(session: Session, account_id: int, number: int) -> SavedFilter | None:
    """Return a filter of an account; another's is as good as none."""
    found = session.get(SavedFilter, number)
    return found if found is not None and found.account_id == account_id else None


def plain(wanted: Filter) -> Filter:
    """Return the one filter among all that mean the same by which it is saved."""
    changed: dict[str, Any] = {
        field.name: tuple(sorted(set(value)))
        for field in fields(wanted)
        if isinstance(value := getattr(wanted, field.name), tuple)
    }
    own = wanted.own and bool(wanted.area)
    return replace(wanted, words=" ".join(wanted.words.split()), own=own, **changed)


def save(
    session: Session, account_id: int, name: str, wanted: Filter, now: datetime
) -> SavedFilter:
    """Save a filter under a name. Raises FilterRefusedError."""
    others = _others(session, account_id)
    if len(others) >= MOST:
        raise FilterRefusedError(
            f"Sie haben schon {MOST} Filter gemerkt. Bitte löschen Sie erst einen anderen."
        )
    wanted = _new(wanted, others)
    saved = SavedFilter(
        account_id=account_id,
        name=_free(name, others),
        wanted=to_json(wanted),
        made_at=now,
        changed_at=now,
    )
    session.add(saved)
    session.flush()
    return saved


def rename(session: Session, saved: SavedFilter, name: str, now: datetime) -> None:
    """Give a filter another name. Raises FilterRefusedError."""
    others = _others(session, saved.account_id, saved)
    saved.name, saved.changed_at = _free(name, others), now


def change(session: Session, saved: SavedFilter, wanted: Filter, now: datetime) -> None:
    """Let a name stand for another filter. Raises FilterRefusedError."""
    others = _others(session, saved.account_id, saved)
    saved.wanted, saved.changed_at = to_json(_new(wanted, others)), now


def drop(session: Session, saved: SavedFilter) -> None:
    """Forget a filter, with whatever is told of it elsewhere."""
    hooks = select(Webhook.id).where(Webhook.saved_filter_id == saved.id)
    session.execute(delete(WebhookCall).where(WebhookCall.webhook_id.in_(hooks)))
    session.execute(delete(Webhook).where(Webhook.saved_filter_id == saved.id))
    session.delete(saved)


def drop_all(session: Session, account_id: int) -> None:
    """Forget all filters of an account."""
    for saved in own_filters(session, account_id):
        drop(session, saved)


def _others(session: Session, account_id: int, but: SavedFilter | None = None) -> list[SavedFilter]:
    # Of two that save at once for one account the second one sees the first.
    session.get_one(Account, account_id, with_for_update=True)
    return [one for one in own_filters(session, account_id) if one is not but]


def _free(name: str, others: list[SavedFilter]) -> str:
    name = " ".join(name.split())
    if not name:
        raise FilterRefusedError("Bitte geben Sie einen Namen an.")
    if len(name) > LONGEST_NAME:
        raise FilterRefusedError(
            f"Bitte kürzen Sie den Namen auf höchstens {LONGEST_NAME} Zeichen."
        )
    if any(one.name.casefold() == name.casefold() for one in others):
        raise FilterRefusedError(
            f"Einen Filter „{name}“ haben Sie schon. Bitte wählen Sie einen anderen Namen."
        )
    return name


def _new(wanted: Filter, others: list[SavedFilter]) -> Filter:
    wanted = plain(wanted)
    for one in others:
        if from_json(one.wanted) == wanted:
            raise FilterRefusedError(f"Diese Suche haben Sie schon gemerkt: „{one.name}“.")
    return wanted
