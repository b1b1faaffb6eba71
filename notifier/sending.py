"""Sending: claim a mail, talk to the server, settle; nothing on the way is only in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from sqlalchemy import Engine

from db.vocabulary import DeliveryState
from notifier.due_mails import DueMails
from notifier.ledger_desk import PATIENCE, LedgerDesk
from notifier.mail.pace import Pace, too_much
from notifier.mail.refusals import no_mailbox
from notifier.mail.sender import Sender
from notifier.mail.transport import (
    DeferredError,
    Envelope,
    RefusedError,
    Transport,
    UnclearError,
    UnreachableError,
)
from notifier.mail.verp import return_path
from notifier.mail_claims import (
    Claim,
    ClaimedMail,
    Settlement,
    Turn,
    doubt_abandoned,
    put_off,
)
from notifier.mail_ledgers import LEDGERS, MailLedger, Waiting

# So many mails in a row that did not go through no fault of their readers end a run.
MAX_FAILURES = 4
BREATH = 0.1  # seconds until a lane looks again whether a domain is free


@dataclass(slots=True, kw_only=True)
class SendCounts:
    """What a run did.

    `stopped` says why it ended early, in the server's or system's words: no server is there, or
    it refuses us and not our readers. All mails then wait.
    """

    sent: int = 0
    failed: int = 0
    postponed: int = 0
    unclear: int = 0
    suppressed: int = 0
    stopped: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How mails are sent: `sender` gives each a return path of its own, `pace` spares domains.

    `stopping` says whether no new mail may begin; `patience` are the seconds between tries while
    the database is away.
    """

    sender: Sender | None = None
    pace: Pace = field(default_factory=Pace)
    stopping: Callable[[], bool] = lambda: False
    patience: tuple[float, ...] = PATIENCE


def send(
    engine: Engine,
    transport: Transport,
    *,
    worker: str,
    clock: Callable[[], datetime],
    ledgers: Sequence[MailLedger] = LEDGERS,
    terms: Terms | None = None,
) -> SendCounts:
    """Send every mail that is due, letters first, and return what happened.

    `worker` names this process in the ledger. A mail counts as sent once the server said
    250; if the process dies between that and the commit, the mail goes out again with the
    same Message-ID, so at most `transport.lanes` mails do.
    """
    doubt_abandoned(engine, ledgers, clock())
    run = _Run(
        engine=engine,
        transport=transport,
        worker=worker,
        clock=clock,
        ledgers=ledgers,
        terms=terms or Terms(),
    )
    return asyncio.run(run.go())


class _Run:
    """One run with its lanes and counts."""

    def __init__(
        self,
        *,
        engine: Engine,
        transport: Transport,
        worker: str,
        clock: Callable[[], datetime],
        ledgers: Sequence[MailLedger],
        terms: Terms,
    ) -> None:
        self._transport = transport
        self._ledgers = ledgers
        self._terms = terms
        self._desk = LedgerDesk(engine, worker, clock, terms.patience)
        self._due = DueMails(engine, clock, ledgers, self._desk)
        self._engine = engine
        self._clock = clock
        self._failures = 0
        self._last_failure = ""
        self._counts = SendCounts()

    async def go(self) -> SendCounts:
        """Run the lanes until nothing is due or the server cannot be reached."""
        async with self._desk:
            async with self._transport, asyncio.TaskGroup() as lanes:
                for _ in range(self._transport.lanes):
                    lanes.create_task(self._lane())
            if self._failures and not self._counts.sent:
                self._counts.stopped = self._last_failure
            if self._counts.stopped:
                for ledger in self._ledgers:
                    await self._desk.run(partial(put_off, self._engine, ledger, self._clock()))
        return self._counts

    async def _lane(self) -> None:
        """Send one mail after the other; what became of one is committed before the next goes."""
        settled: Settlement | None = None
        while True:
            wanted = await self._next(settled is None)
            if wanted is None and settled is None:
                return
            turn = Turn(settled=settled, wanted=wanted)
            settled = None
            try:
                claim = await self._desk.turn(turn)
                settled = await self._deliver(claim)
            finally:
                if wanted is not None:
                    complaint = settled is not None and too_much(settled.answer)
                    self._terms.pace.end(wanted.domain, _instant(), complaint)

    async def _next(self, may_wait: bool) -> Waiting | None:
        """Return a mail whose domain is free, or None when there is none, or none to wait for."""
        while not (self._counts.stopped or self._terms.stopping()):
            found = await self._due.next(self._terms.pace, _instant())
            if found is not None:
                return found
            if self._due.empty or not may_wait:
                return None
            await asyncio.sleep(BREATH)
        return None

    async def _deliver(self, claim: Claim) -> Settlement | None:
        """Send a mail that was claimed, and return what became of it."""
        if claim.ended is not None:
            self._count(claim.ended)
        if claim.mail is None:
            return None
        settled = await self._sent(claim.mail)
        self._count(settled.state)
        return settled

    async def _sent(self, mail: ClaimedMail) -> Settlement:
        sender, back = self._terms.sender, ""
        if sender is not None:
            back = return_path(sender, mail.ledger.mark, mail.number, mail.recipient)
        envelope = Envelope(recipient=mail.recipient, message=mail.message, return_path=back)
        settled = partial(Settlement, mail=mail)
        try:
            answer = await self._transport.send(envelope)
        except RefusedError as error:
            self._failures = 0  # the server answers
            said = str(error)
            return settled(state=DeliveryState.FAILED, answer=said, gone=no_mailbox(said))
        except DeferredError as error:
            self._failures = 0
            return settled(state=DeliveryState.DEFERRED, answer=str(error))
        except UnclearError as error:
            self._failed(str(error))
            return settled(state=DeliveryState.UNCLEAR, answer=str(error))
        except UnreachableError as error:
            self._failed(str(error))
            return settled(state=DeliveryState.DEFERRED, answer=str(error))
        self._failures = 0
        return settled(state=DeliveryState.SENT, answer=answer)

    def _failed(self, answer: str) -> None:
        self._failures, self._last_failure = self._failures + 1, answer
        if self._failures >= MAX_FAILURES:
            self._counts.stopped = answer

    def _count(self, state: DeliveryState) -> None:
        counts = self._counts
        match state:
            case DeliveryState.SENT:
                counts.sent += 1
            case DeliveryState.FAILED:
                counts.failed += 1
            case DeliveryState.UNCLEAR:
                counts.unclear += 1
            case DeliveryState.SUPPRESSED:
                counts.suppressed += 1
            case _:
                counts.postponed += 1


def _instant() -> float:
    return asyncio.get_running_loop().time()
