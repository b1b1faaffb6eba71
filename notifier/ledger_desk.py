"""Ledger desk: one thread that writes down what all lanes did, many of them in one commit.

Each lane waits for its own commit before it takes the next mail, so that no more mails than lanes
are ever on their way. Whatever the others have to write meanwhile shares the next commit.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import InterfaceError, OperationalError

from notifier.mail_claims import Claim, Turn, take_turns

T = TypeVar("T")

# Seconds between tries while the database is away, full or locked: a restart takes no longer.
PATIENCE = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)


class LedgerDesk:
    """Where lanes take their turns."""

    def __init__(
        self,
        engine: Engine,
        worker: str,
        clock: Callable[[], datetime],
        patience: tuple[float, ...] = PATIENCE,
    ) -> None:
        self._engine = engine
        self._worker = worker
        self._clock = clock
        self._patience = patience
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ledger")
        self._asked: list[tuple[Turn, asyncio.Future[Claim]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._thread.shutdown()

    async def turn(self, turn: Turn) -> Claim:
        """Write down what a lane did and claim what it wants; returns after the commit."""
        answer: asyncio.Future[Claim] = asyncio.get_running_loop().create_future()
        self._asked.append((turn, answer))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        return await answer

    async def run(self, work: Callable[[], T]) -> T:
        """Do other work with the database in the same thread, as patiently."""
        loop = asyncio.get_running_loop()
        for wait in self._patience:
            try:
                return await loop.run_in_executor(self._thread, work)
            except (OperationalError, InterfaceError):
                await asyncio.sleep(wait)
        return await loop.run_in_executor(self._thread, work)

    async def _write_all(self) -> None:
        while self._asked:
            asked, self._asked = self._asked, []
            await self._write(asked)

    async def _write(self, asked: list[tuple[Turn, asyncio.Future[Claim]]]) -> None:
        turns = [turn for turn, _answer in asked]
        try:
            claims = await self.run(
                lambda: take_turns(self._engine, turns, self._worker, self._clock())
            )
        except Exception as error:
            for _turn, answer in asked:
                if not answer.done():
                    answer.set_exception(error)
            return
        for (_turn, answer), claim in zip(asked, claims, strict=True):
            if not answer.done():
                answer.set_result(claim)
