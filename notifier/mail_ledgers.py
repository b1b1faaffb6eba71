"""Mail ledgers: the two tables that mails go out from, and which of their rows may go now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    case,
    exists,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session

from db.base import UtcDateTime, table_of
from db.deliveries import Delivery
from db.letters import Letter
from db.selections import ListMember, Selection
from db.subscribers import Subscriber
from db.vocabulary import DeliveryState, LetterKind
from notifier.recipients import may_get_mail, not_paused, suppressed

# id, recipient, message, attempts, state, whether it is wanted, and whether it is still fresh
Due = Row[int, str, bytes, int, str, bool, bool]

# A mail that could not go for so long is stale; what stood in it is told anew. Until then it is
# tried again: a mailbox stays full for days, and a server may refuse us as long.
GOOD_FOR = timedelta(days=7)
FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=6)

# A mail in one of these states goes as soon as its time has come. What may have gone goes first, so
# that at no time more such mails are open than one process had on their way.
WAITING = (DeliveryState.UNCLEAR, DeliveryState.PLANNED, DeliveryState.DEFERRED)
# What somebody waits for who has just asked for it, and what lets in whoever has it.
ASKED_FOR = (LetterKind.SIGN_IN, LetterKind.CONFIRM, LetterKind.OWN_LINK)
# What holds a link that nobody else may follow.
WITH_A_SECRET = (*ASKED_FOR, LetterKind.LIST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A mail that is due, as long as nobody has claimed it."""

    ledger: MailLedger
    number: int
    domain: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MailLedger:
    """A table of mails.

    `mark` names it in a return path. `due` looks at some mails that are to be claimed; built once,
    as building a statement takes longer than running it. `address` is the one that a mail was
    meant for, as its owner gave it. `spent` is what becomes of a row as soon as it is settled.
    """

    mark: str
    # The bare table: these statements move no objects, and the ORM would only cost time.
    mails: Table
    due: Select[int, str, bytes, int, str, bool, bool]
    address: Select[str]
    spent: Mapping[str, ColumnElement[Any]] = field(default_factory=dict)

    def waiting(
        self, session: Session, state: DeliveryState, now: datetime, after: int, count: int
    ) -> list[Waiting]:
        """Return the next mails of a state that are due, without claiming any."""
        mails = self.mails
        rows = session.execute(
            select(mails.c.id, mails.c.recipient)
            .where(mails.c.state == state, _its_time(mails), mails.c.id > after)
            .order_by(mails.c.id)
            .limit(count),
            {"now": now, "beyond": now + LONGEST_WAIT},
        )
        return [
            Waiting(ledger=self, number=number, domain=recipient.rpartition("@")[2].lower())
            for number, recipient in rows
        ]


_NOW = bindparam("now", type_=UtcDateTime())
_BEYOND = bindparam("beyond", type_=UtcDateTime())
_STALE = bindparam("stale", type_=UtcDateTime())
_TODAY = bindparam("today", type_=Date())


def _its_time(mails: Table) -> ColumnElement[bool]:
    """Return the condition: not settled, and not to wait; nobody waits beyond the longest wait.

    Who seems to do so was put off by a clock that was wrong.
    """
    next_try_at = mails.c.next_try_at
    return and_(
        mails.c.settled_at.is_(None),
        or_(next_try_at.is_(None), next_try_at <= _NOW, next_try_at > _BEYOND),
    )


def _chosen(mails: Table) -> ColumnElement[bool]:
    some = mails.c.id.in_(bindparam("numbers", expanding=True))
    return and_(some, mails.c.state.in_(WAITING), _its_time(mails))


def _still_on_list() -> ColumnElement[bool]:
    """Return the condition: it is no selection of a region, or its reader is on that list still."""
    on_list = exists().where(
        ListMember.area == Selection.area,
        ListMember.subscriber_id == Delivery.subscriber_id,
        ListMember.confirmed_at.is_not(None),
        ListMember.left_at.is_(None),
    )
    left = exists().where(
        Selection.issue_id == Delivery.issue_id, ~on_list.correlate_except(ListMember)
    )
    return ~left.correlate_except(Selection)


_DIGESTS = table_of(Delivery)
_LETTERS = table_of(Letter)

DIGESTS = MailLedger(
    mark="d",
    mails=_DIGESTS,
    due=select(
        Delivery.id,
        Delivery.recipient,
        Delivery.message,
        Delivery.attempts,
        Delivery.state,
        and_(may_get_mail(), not_paused(_TODAY), _still_on_list()).label("wanted"),
        (Delivery.planned_at > _STALE).label("fresh"),
    )
    .join(Subscriber, Subscriber.id == Delivery.subscriber_id)
    .where(_chosen(_DIGESTS))
    .with_for_update(skip_locked=True, of=Delivery),
    address=select(Subscriber.email)
    .join(Delivery, Delivery.subscriber_id == Subscriber.id)
    .where(Delivery.id == bindparam("number"), Delivery.recipient == bindparam("whom")),
)
LETTERS = MailLedger(
    mark="l",
    mails=_LETTERS,
    due=select(
        Letter.id,
        Letter.recipient,
        Letter.message,
        Letter.attempts,
        Letter.state,
        # Who asked for it gets an answer in any case.
        or_(Letter.kind.in_(ASKED_FOR), ~suppressed(Letter.recipient)).label("wanted"),
        (Letter.good_until_at > _NOW).label("fresh"),
    )
    .where(_chosen(_LETTERS))
    .with_for_update(skip_locked=True, of=Letter),
    address=select(Letter.recipient).where(
        Letter.id == bindparam("number"), Letter.recipient == bindparam("whom")
    ),
    # Whoever reads the database later shall not find a link that lets him in.
    # Not by `in_`: for several rows at once a statement has to be of one shape.
    spent={
        "message": case(
            *((Letter.kind == kind, literal(b"")) for kind in WITH_A_SECRET), else_=Letter.message
        )
    },
)
# Letters first: somebody waits for them.
LEDGERS = (LETTERS, DIGESTS)
