"""A mail server with moods: what it does with a mail is decided mail by mail.

It notes each mail before it answers, as a real one does, in a list of its own.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from tests.faults.peer import Taken, noted


class Mood(StrEnum):
    """What becomes of one try; what is no word below is the answer to RCPT."""

    TAKES = "250 ok"
    TOO_BUSY = "421 4.3.2 shutting down"
    LATER = "451 4.3.0 try later"
    NOBODY = "550 5.1.1 no such user"
    SILENT = "says nothing at the final dot"
    SILENT_BEFORE = "says nothing to RCPT"
    DROPS_IN_THE_MIDDLE = "hangs up in the middle of the mail"
    DROPS_BEFORE_NOTING = "hangs up at the final dot, the mail not taken"
    DROPS_AFTER_NOTING = "hangs up after the final dot, the mail taken"


@dataclass(slots=True)
class Moody:
    """The server; `mood` says what to do with a recipient's n-th try, beginning with 0."""

    mood: Callable[[str, int], Mood]
    url: str = ""
    taken: list[Taken] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    greeted: int = 0
    goodbyes: int = 0
    tries: dict[str, int] = field(default_factory=dict)

    def next_mood(self, recipient: str) -> Mood:
        """Return how this try ends."""
        found = self.tries.get(recipient, 0)
        self.tries[recipient] = found + 1
        return self.mood(recipient, found)


class _Connection(asyncio.Protocol):
    def __init__(self, server: Moody) -> None:
        self._server = server
        self._waiting = b""
        self._mail: bytes | None = None
        self._recipient = ""
        self._mood = Mood.TAKES

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._server.greeted += 1
        transport.write(b"220 moody\r\n")

    def data_received(self, data: bytes) -> None:
        """Answer what is complete."""
        self._waiting += data
        while self._waiting and not self._transport.is_closing():
            if self._mail is not None:
                if self._mood == Mood.DROPS_IN_THE_MIDDLE:
                    self._transport.abort()
                    return
                if not self._waiting.endswith(b"\r\n.\r\n"):
                    return
                self._end(self._waiting[:-3].replace(b"\r\n..", b"\r\n."))
                return
            line, found, self._waiting = self._waiting.partition(b"\r\n")
            if not found:
                self._waiting = line
                return
            self._command(line.decode("ascii"))

    def _command(self, line: str) -> None:
        word = line[:4].upper()
        answer = "250 ok"
        if word == "MAIL":
            self._server.senders.append(line.partition("<")[2].partition(">")[0])
        elif word == "RCPT":
            self._recipient = line.partition("<")[2].partition(">")[0]
            self._mood = self._server.next_mood(self._recipient)
            if self._mood == Mood.SILENT_BEFORE:
                return
            if self._mood in (Mood.TOO_BUSY, Mood.LATER, Mood.NOBODY):
                answer = self._mood.value
        elif word == "DATA":
            self._mail, answer = b"", "354 go on"
        elif word == "QUIT":
            self._server.goodbyes += 1
            answer = "221 bye"
        self._transport.write(f"{answer}\r\n".encode())
        if word == "QUIT" or answer.startswith("421"):
            self._transport.close()

    def _end(self, raw: bytes) -> None:
        self._mail, self._waiting = None, b""
        if self._mood == Mood.DROPS_BEFORE_NOTING:
            self._transport.abort()
            return
        self._server.taken.append(noted(self._recipient, raw))
        if self._mood == Mood.DROPS_AFTER_NOTING:
            self._transport.abort()
        elif self._mood != Mood.SILENT:
            self._transport.write(b"250 2.0.0 taken\r\n")


@contextmanager
def running_moody(mood: Callable[[str, int], Mood]) -> Iterator[Moody]:
    """Run the server on a free loopback port, in a thread."""
    server, loop = Moody(mood), asyncio.new_event_loop()
    listener = loop.run_until_complete(
        loop.create_server(lambda: _Connection(server), "127.0.0.1", 0)
    )
    server.url = f"smtp://127.0.0.1:{listener.sockets[0].getsockname()[1]}?starttls=off"
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(listener.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
