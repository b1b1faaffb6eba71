"""Due mails: those that may go now, a few at a time, in turn by their recipients' domains."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Engine

from db.engine import reading
from notifier.ledger_desk import LedgerDesk
from notifier.mail.pace import Pace
from notifier.mail_ledgers import WAITING, MailLedger, Waiting

# So many are known to be due at a time, and no more wait in memory for slow domains.
LOOK_AHEAD = 200
MOST_AHEAD = 5_000


class DueMails:
    """The mails that are due in some ledgers, in the order of these."""

    def __init__(
        self,
        engine: Engine,
        clock: Callable[[], datetime],
        ledgers: Sequence[MailLedger],
        desk: LedgerDesk,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._desk = desk
        self._shelves = [(ledger, state) for ledger in ledgers for state in WAITING]
        self._after = 0
        self._by_domain: dict[str, deque[Waiting]] = {}
        self._count = 0
        self._looking = asyncio.Lock()

    @property
    def empty(self) -> bool:
        """Whether nothing is due any more."""
        return not self._count and not self._shelves

    async def next(self, pace: Pace, at: float) -> Waiting | None:
        """Take a mail whose domain is free; None where each one has to wait."""
        async with self._looking:
            found = self._free(pace, at)
            while found is None and self._shelves and self._count < MOST_AHEAD:
                await self._look()
                found = self._free(pace, at)
            return found

    def _free(self, pace: Pace, at: float) -> Waiting | None:
        domains = (domain for domain in self._by_domain if pace.begin(domain, at))
        domain = next(domains, None)
        if domain is None:
            return None
        # The domain goes to the end of the queue, so that all have their turn.
        mails = self._by_domain.pop(domain)
        found = mails.popleft()
        if mails:
            self._by_domain[domain] = mails
        self._count -= 1
        return found

    async def _look(self) -> None:
        for one in await self._desk.run(self._read):
            self._by_domain.setdefault(one.domain, deque()).append(one)
            self._count += 1

    def _read(self) -> list[Waiting]:
        """Return the next mails of the first shelves; an empty shelf is never looked at again."""
        found: list[Waiting] = []
        with reading(self._engine) as session:
            while self._shelves and not found:
                ledger, state = self._shelves[0]
                found = ledger.waiting(session, state, self._clock(), self._after, LOOK_AHEAD)
                self._after = found[-1].number if found else 0
                if len(found) < LOOK_AHEAD:
                    del self._shelves[0]
                    self._after = 0
        return found
