"""Sending: claim a mail, talk to the server, settle; each step its own commit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from notifier.mail.transport import (
    DeferredError,
    Envelope,
    RefusedError,
    Transport,
    UnreachableError,
)
from notifier.mail_claims import ClaimedMail, claim, postpone, settle_failed, settle_sent, wait
from notifier.mail_ledgers import LEDGERS, MailLedger

# So many mails in a row that did not go through no fault of their readers end a run.
MAX_FAILURES = 4


@dataclass(slots=True, kw_only=True)
class SendCounts:
    """What a run did.

    `stopped` says why it ended early, in the server's or system's words: no server is there, or
    it refuses us and not our readers. All mails then wait.
    """

    sent: int = 0
    failed: int = 0
    postponed: int = 0
    suppressed: int = 0
    stopped: str = ""


def send(
    engine: Engine,
    transport: Transport,
    *,
    worker: str,
    clock: Callable[[], datetime],
    ledgers: Sequence[MailLedger] = LEDGERS,
) -> SendCounts:
    """Send every mail that is due, ledger by ledger, and return what happened.

    `worker` names this process in the ledger. A mail counts as sent once the server said
    250; if the process dies between that and the commit, the mail goes out again with the
    same Message-ID, so at most `transport.lanes` mails do.
    """
    run = _Run(engine=engine, transport=transport, worker=worker, clock=clock, ledgers=ledgers)
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
    ) -> None:
        self._engine = engine
        self._transport = transport
        self._worker = worker
        self._clock = clock
        self._ledgers = ledgers
        self._failures = 0
        self._last_failure = ""
        self._counts = SendCounts()

    async def go(self) -> SendCounts:
        """Run the lanes until nothing is due or the server cannot be reached."""
        async with self._transport, asyncio.TaskGroup() as lanes:
            for _ in range(self._transport.lanes):
                lanes.create_task(self._lane())
        if self._failures and not self._counts.sent:
            self._counts.stopped = self._last_failure
        if self._counts.stopped:
            for ledger in self._ledgers:
                wait(self._engine, ledger, self._clock())
        return self._counts

    async def _lane(self) -> None:
        for ledger in self._ledgers:
            while (mail := self._claimed(ledger)) is not None:
                await self._deliver(mail)

    def _claimed(self, ledger: MailLedger) -> ClaimedMail | None:
        if self._counts.stopped:
            return None
        mail, suppressed = claim(self._engine, ledger, self._worker, self._clock())
        self._counts.suppressed += suppressed
        return mail

    async def _deliver(self, mail: ClaimedMail) -> None:
        envelope = Envelope(recipient=mail.recipient, message=mail.message)
        try:
            answer = await self._transport.send(envelope)
        except RefusedError as error:
            settle_failed(self._engine, mail, str(error), self._clock())
            self._counts.failed += 1
        except DeferredError as error:
            self._postpone(mail, str(error))
        except UnreachableError as error:
            self._postpone(mail, str(error))
            self._failures, self._last_failure = self._failures + 1, str(error)
            if self._failures >= MAX_FAILURES:
                self._counts.stopped = str(error)
            return
        else:
            settle_sent(self._engine, mail, answer, self._clock())
            self._counts.sent += 1
        self._failures = 0  # the server answers

    def _postpone(self, mail: ClaimedMail, answer: str) -> None:
        postpone(self._engine, mail, answer, self._clock())
        self._counts.postponed += 1
