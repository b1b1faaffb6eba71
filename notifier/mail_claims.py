"""Claims: a mail is claimed, sent and settled; claims and settlements share their commits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Engine, Update, and_, bindparam, or_, update
from sqlalchemy.orm import Session

from db.engine import writing
from db.local_date import local_date
from db.vocabulary import DeliveryState
from notifier.mail_ledgers import (
    FIRST_WAIT,
    GOOD_FOR,
    LONGEST_WAIT,
    Due,
    MailLedger,
    Waiting,
)
from notifier.suppressing import suppress

CLAIM_HOLDS = timedelta(minutes=15)
DOUBLINGS = 7  # from the first wait to beyond the longest
ANSWER_CHARACTERS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedMail:
    """A mail that this worker, and nobody else, may send now.

    `doubted` says that the answer to an earlier try was lost.
    """

    ledger: MailLedger
    number: int
    recipient: str
    message: bytes
    attempts: int
    doubted: bool
    claimed_at: datetime
    claimed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What became of a claimed mail; `gone` says that its reader's mailbox is no more."""

    mail: ClaimedMail
    state: DeliveryState
    answer: str
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a lane has to write down, and which mail it would like next."""

    settled: Settlement | None = None
    wanted: Waiting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a lane got: a mail, or why not."""

    mail: ClaimedMail | None = None
    ended: DeliveryState | None = None  # nobody wants it, or it is too old


NO_CLAIM = Claim()


def take_turns(engine: Engine, turns: Sequence[Turn], worker: str, now: datetime) -> list[Claim]:
    """Settle and claim for several lanes in one commit, and return what each one got.

    Whoever unsubscribed or paused since the mail was planned gets none, and nobody a stale one. Two
    workers never get the same mail: PostgreSQL skips rows that another one holds, SQLite
    lets one write at a time.
    """
    wanted = [turn.wanted for turn in turns if turn.wanted is not None]
    with writing(engine) as session:
        _settle(session, [turn.settled for turn in turns if turn.settled is not None], now)
        claims = _claim(session, wanted, worker, now)
    return [claims.get(_key(turn.wanted), NO_CLAIM) if turn.wanted else NO_CLAIM for turn in turns]


def doubt_abandoned(engine: Engine, ledgers: Sequence[MailLedger], now: datetime) -> None:
    """Let go of mails whose sender died: nobody knows whether they went, so they go again."""
    with writing(engine) as session:
        for mails in (ledger.mails for ledger in ledgers):
            # A claim of the future was made by a clock that was wrong.
            long_ago = or_(
                mails.c.claimed_at < now - CLAIM_HOLDS, mails.c.claimed_at > now + CLAIM_HOLDS
            )
            session.execute(
                update(mails)
                .where(mails.c.state == DeliveryState.SENDING, long_ago)
                .values(
                    state=DeliveryState.UNCLEAR,
                    claimed_at=None,
                    claimed_by="",
                    next_try_at=None,
                    answer="Landbote endete mitten im Versand",
                )
            )


def put_off(engine: Engine, ledger: MailLedger, now: datetime) -> None:
    """Let every mail wait that is due: a server that refuses us is not to be pestered."""
    mails = ledger.mails
    with writing(engine) as session:
        session.execute(
            update(mails)
            .where(
                mails.c.state == DeliveryState.PLANNED,
                or_(mails.c.next_try_at.is_(None), mails.c.next_try_at <= now),
            )
            .values(next_try_at=now + FIRST_WAIT)
        )


_Key = tuple[str, int]  # a mail's ledger and number


def _key(mail: Waiting) -> _Key:
    return mail.ledger.mark, mail.number


def _claim(
    session: Session, wanted: Sequence[Waiting], worker: str, now: datetime
) -> Mapping[_Key, Claim]:
    claims: dict[_Key, Claim] = {}
    for ledger, numbers in _by_ledger(wanted):
        rows = session.execute(
            ledger.due,
            {
                "numbers": numbers,
                "now": now,
                "beyond": now + LONGEST_WAIT,
                "stale": now - GOOD_FOR,
                "today": local_date(now),
            },
        ).all()
        going = [row for row in rows if row.wanted and row.fresh]
        _begin(session, ledger, going, worker, now)
        for row in rows:
            if row.wanted and row.fresh:
                claim = Claim(mail=_claimed(ledger, row, worker, now))
            else:
                claim = Claim(ended=_end(session, ledger, row, now))
            claims[ledger.mark, row.id] = claim
    return claims


def _by_ledger(wanted: Iterable[Waiting]) -> Iterable[tuple[MailLedger, list[int]]]:
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    ledgers: dict[str, MailLedger] = {}
    for one in wanted:
        numbers[one.ledger.mark].append(one.number)
        ledgers[one.ledger.mark] = one.ledger
    return [(ledger, numbers[mark]) for mark, ledger in ledgers.items()]


def _begin(
    session: Session, ledger: MailLedger, rows: Sequence[Due], worker: str, now: datetime
) -> None:
    if rows:
        begun = {"numbers": [row.id for row in rows], "now": now, "worker": worker}
        session.execute(_begun(ledger), begun)


@cache
def _begun(ledger: MailLedger) -> Update:
    """Return the statement for mails that are about to go; building it takes longer than it."""
    mails = ledger.mails
    return (
        update(mails)
        .where(mails.c.id.in_(bindparam("numbers", expanding=True)))
        .values(
            state=DeliveryState.SENDING,
            claimed_at=bindparam("now"),
            claimed_by=bindparam("worker"),
            next_try_at=None,
            attempts=mails.c.attempts + 1,
        )
    )


def _claimed(ledger: MailLedger, row: Due, worker: str, now: datetime) -> ClaimedMail:
    return ClaimedMail(
        ledger=ledger,
        number=row.id,
        recipient=row.recipient,
        message=row.message,
        attempts=row.attempts + 1,
        doubted=row.state == DeliveryState.UNCLEAR,
        claimed_at=now,
        claimed_by=worker,
    )


def _end(session: Session, ledger: MailLedger, row: Due, now: datetime) -> DeliveryState:
    """Settle a mail that goes no more: nobody wants it, or it was tried for long enough."""
    given_up = row.wanted and row.attempts
    state = DeliveryState.FAILED if given_up else DeliveryState.SUPPRESSED
    settled: dict[str, Any] = {"state": state, "settled_at": now, **ledger.spent}
    if not given_up:
        settled["answer"] = "zu alt" if row.wanted else "abbestellt, pausiert oder gesperrt"
    session.execute(update(ledger.mails).where(ledger.mails.c.id == row.id).values(settled))
    return state


def _settle(session: Session, settlements: Sequence[Settlement], now: datetime) -> None:
    sent: defaultdict[MailLedger, list[dict[str, Any]]] = defaultdict(list)
    for one in settlements:
        if one.state == DeliveryState.SENT:
            said = one.answer[:ANSWER_CHARACTERS]
            sent[one.mail.ledger].append({**_named(one.mail), "now": now, "said": said})
            continue
        _settle_mine(session, one, now)
        if one.gone:
            address = session.scalar(one.mail.ledger.address, _named(one.mail))
            if address is not None:
                suppress(session, address, f"Der Mailserver sagt: {one.answer}", now)
    for ledger, mails in sent.items():
        session.execute(_sent(ledger), mails)


def _named(mail: ClaimedMail) -> dict[str, Any]:
    """Return what names a mail: one that is erased on its way may leave its number to another's."""
    return {"number": mail.number, "whom": mail.recipient}


@cache
def _sent(ledger: MailLedger) -> Update:
    """Return the statement that a mail server took a mail; nothing may undo that."""
    return (
        update(ledger.mails)
        .where(
            ledger.mails.c.id == bindparam("number"),
            ledger.mails.c.recipient == bindparam("whom"),
        )
        .values(
            state=DeliveryState.SENT,
            settled_at=bindparam("now"),
            answer=bindparam("said"),
            next_try_at=None,
            **ledger.spent,
        )
    )


def _settle_mine(session: Session, one: Settlement, now: datetime) -> None:
    """Write down what else became of a mail, only while the claim is still this worker's."""
    mails, mail = one.mail.ledger.mails, one.mail
    mine = and_(
        mails.c.id == mail.number,
        mails.c.state == DeliveryState.SENDING,
        mails.c.claimed_by == mail.claimed_by,
        mails.c.claimed_at == mail.claimed_at,
    )
    columns: dict[str, Any] = {"state": one.state, "answer": one.answer[:ANSWER_CHARACTERS]}
    if one.state == DeliveryState.DEFERRED or (
        one.state == DeliveryState.UNCLEAR and not mail.doubted
    ):
        wait = min(FIRST_WAIT * 2 ** min(mail.attempts - 1, DOUBLINGS), LONGEST_WAIT)
        columns |= {"next_try_at": now + wait, "claimed_at": None, "claimed_by": ""}
    else:
        columns |= {"settled_at": now, **mail.ledger.spent}
    session.execute(update(mails).where(mine).values(columns))
