"""Planning: which changes a webhook is to hear of, written down with their very bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import Session

from db.accounts import Account
from db.base import table_of
from db.change_log import changes_after, last_number
from db.engine import reading, writing
from db.finding.filter import from_json
from db.finding.find import find
from db.finding.index import FactIndex, read_entries
from db.saved_filters import SavedFilter, Webhook, WebhookCall
from db.vocabulary import DeliveryState
from web.interfaces.changes import Publisher, described

AT_ONCE = 100  # changes that are looked at in one go
LARGEST = 64_000  # of a body; without its values it is far less
Concerned = Callable[[str], Collection[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What planning needs to know besides the database."""

    publisher: Publisher
    concerned_by: Concerned
    today: date


def plan(engine: Engine, ground: Ground, now: datetime) -> int:
    """Write down what each webhook is to hear of; return how many calls are new.

    One commit a webhook and hundred changes. Doing it again, or several at once, plans nothing
    twice: who comes second finds that the webhook is further already.
    """
    with reading(engine) as session:
        due = _due(session)
        if not due:
            return 0
        # Nothing is told of what the index does not know yet.
        until = last_number(session)
        index = FactIndex(read_entries(session), ground.today, ground.concerned_by)
    planned = 0
    for hook_id in due:
        while (count := _plan_next(engine, hook_id, ground, index, until, now)) is not None:
            planned += count
    return planned


def _due(session: Session) -> list[int]:
    """Return the webhooks for whom there is something new; nobody hears for a locked account."""
    waiting = (
        select(Webhook.id)
        .join(SavedFilter, SavedFilter.id == Webhook.saved_filter_id)
        .join(Account, Account.id == SavedFilter.account_id)
        .where(
            Webhook.stopped_at.is_(None),
            Webhook.after_number < last_number(session),
            Account.locked_at.is_(None),
            Account.removed_at.is_(None),
        )
    )
    return list(session.scalars(waiting.order_by(Webhook.id)))


def _plan_next(
    engine: Engine, hook_id: int, ground: Ground, index: FactIndex, until: int, now: datetime
) -> int | None:
    """Plan what is in the next changes up to one; None where there are none."""
    with reading(engine) as session:
        hook = session.get(Webhook, hook_id)
        changes = changes_after(session, hook.after_number, AT_ONCE) if hook else []
        changes = [one for one in changes if one.id <= until]
        if hook is None or not changes:
            return None
        after, before = hook.after_number, set(hook.fitting)
        wanted = from_json(session.get_one(SavedFilter, hook.saved_filter_id).wanted)
        fitting = set(find(session, wanted, ground.today, ground.concerned_by, index=index).ids)
        told = described(session, changes, ground.publisher)
        # What fitted when it was last looked at is told of, too: that it does no more is news.
        known = before | fitting
        concerned = [
            one for one in told if {one["opportunity"], one["leading"]["opportunity"]} & known
        ]
    rows = [_row(hook_id, one, now) for one in concerned]
    with writing(engine) as session:
        hook = session.get(Webhook, hook_id, with_for_update=True)
        if hook is None or hook.after_number != after:
            return 0
        hook.after_number = changes[-1].id
        if before != fitting:
            hook.fitting = sorted(fitting)
        if rows:
            session.execute(insert(table_of(WebhookCall)), rows)
    return len(rows)


def _row(hook_id: int, change: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    return {
        "webhook_id": hook_id,
        "number": change["number"],
        "call_id": f"msg_{hook_id}_{change['number']}",
        "body": body_of(change),
        "state": DeliveryState.PLANNED,
        "planned_at": now,
        "next_try_at": now,
        "attempts": 0,
        "answer": "",
    }


def body_of(change: Mapping[str, Any]) -> str:
    """Return the bytes of a call as text: type, time and the change as the interface tells it.

    Where they would be too many, the whole state is left out; it can be fetched.
    """
    said = {
        "type": f"opportunity.{change['kind']}",
        "timestamp": change["noted_at"],
        "data": change,
    }
    body = _plain(said)
    if len(body) > LARGEST:
        body = _plain({**said, "data": {**change, "values": None, "fields": _short(change)}})
    return body


def withheld(body: str) -> str:
    """Return a call without what stood in an entry that was hidden since."""
    said = json.loads(body)
    nothing: dict[str, Any] = {"title": "", "url": "", "fields": [], "values": None}
    return _plain({**said, "data": {**said["data"], **nothing}})


def _short(change: Mapping[str, Any]) -> Sequence[Any]:
    return [{**one, "old_statements": [], "new_statements": []} for one in change["fields"]]


def _plain(said: Mapping[str, Any]) -> str:
    # In ASCII no receiver reads other characters than were signed.
    return json.dumps(said, separators=(",", ":"))
