"""Mail ledgers: the two tables that mails go out from, and which of their rows may go now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    case,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session

from db.base import UtcDateTime, table_of
from db.deliveries import Delivery
from db.letters import Letter
from db.subscribers import Subscriber
from db.vocabulary import DeliveryState, LetterKind
from notifier.recipients import may_get_mail, suppressed

# id, recipient, message, attempts, and whether the mail is wanted
Due = Row[int, str, bytes, int, bool]

CLAIM_HOLDS = timedelta(minutes=15)
# What somebody waits for who has just asked for it, and what lets in whoever has it.
ASKED_FOR = (LetterKind.SIGN_IN, LetterKind.CONFIRM, LetterKind.OWN_LINK)
# A mail that could not go for so long is stale; what stood in it is told anew. Until then it is
# tried again: a mailbox stays full for days, and a server may refuse us as long.
GOOD_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailLedger:
    """A table of mails.

    `planned` and `abandoned` find one that may be claimed; built once, as building a statement
    takes longer than running it. `spent` is what becomes of a row as soon as it is settled.
    """

    # The bare table: these statements move no objects, and the ORM would only cost time.
    mails: Table
    planned: Select[int, str, bytes, int, bool]
    abandoned: Select[int, str, bytes, int, bool]
    spent: Mapping[str, ColumnElement[Any]] = field(default_factory=dict)

    def next_due(self, session: Session, now: datetime) -> Due | None:
        """Return a mail that is due, or one whose sender died with it."""
        stale = now - GOOD_FOR
        planned = session.execute(self.planned, {"now": now, "stale": stale}).first()
        if planned is not None:
            return planned
        long_ago = {"long_ago": now - CLAIM_HOLDS, "now": now, "stale": stale}
        return session.execute(self.abandoned, long_ago).first()


_NOW = bindparam("now", type_=UtcDateTime())
_LONG_AGO = bindparam("long_ago", type_=UtcDateTime())
_STALE = bindparam("stale", type_=UtcDateTime())


def _waits(mail: type[Delivery | Letter]) -> ColumnElement[bool]:
    return and_(
        mail.state == DeliveryState.PLANNED,
        or_(mail.next_try_at.is_(None), mail.next_try_at <= _NOW),
    )


def _left_behind(mail: type[Delivery | Letter]) -> ColumnElement[bool]:
    """Return the condition of a claim of a process that died; its mail may have gone out."""
    return and_(mail.state == DeliveryState.SENDING, mail.claimed_at < _LONG_AGO)


def _digest(condition: ColumnElement[bool]) -> Select[int, str, bytes, int, bool]:
    """Return the statement for one digest's mail that meets a condition."""
    wanted = and_(may_get_mail(), Delivery.planned_at > _STALE).label("wanted")
    found = select(Delivery.id, Delivery.recipient, Delivery.message, Delivery.attempts, wanted)
    return (
        found.join(Subscriber, Subscriber.id == Delivery.subscriber_id)
        .where(condition)
        # No order: any due mail will do, and a sort would read all those sent before.
        .limit(1)
        .with_for_update(skip_locked=True, of=Delivery)
    )


def _letter(condition: ColumnElement[bool]) -> Select[int, str, bytes, int, bool]:
    """Return the statement for one letter: who asked for it gets an answer in any case."""
    asked_for = or_(Letter.kind.in_(ASKED_FOR), ~suppressed(Letter.recipient))
    wanted = and_(asked_for, Letter.good_until_at > _NOW).label("wanted")
    found = select(Letter.id, Letter.recipient, Letter.message, Letter.attempts, wanted)
    return found.where(condition).limit(1).with_for_update(skip_locked=True, of=Letter)


DIGESTS = MailLedger(
    mails=table_of(Delivery),
    planned=_digest(_waits(Delivery)),
    abandoned=_digest(_left_behind(Delivery)),
)
LETTERS = MailLedger(
    mails=table_of(Letter),
    planned=_letter(_waits(Letter)),
    abandoned=_letter(_left_behind(Letter)),
    # Whoever reads the database later shall not find a link that lets him in.
    spent={"message": case((Letter.kind.in_(ASKED_FOR), literal(b"")), else_=Letter.message)},
)
# Letters first: somebody waits for them.
LEDGERS = (LETTERS, DIGESTS)
