"""Sink: a mail server on this machine that takes everything and keeps nothing.

It is as quick as Python allows, so that a measurement is of whoever sends.
"""

from __future__ import annotations

import asyncio


class _Taking(asyncio.Protocol):
    """One connection: counts nothing, checks nothing, says yes."""

    def __init__(self) -> None:
        self._waiting = b""
        self._in_mail = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        """Answer every command, and a mail at its final dot."""
        self._waiting += data
        while self._waiting:
            if self._in_mail:
                if not self._waiting.endswith(b"\r\n.\r\n"):
                    return
                self._waiting, self._in_mail = b"", False
                self._transport.write(b"250 2.0.0 taken\r\n")
                return
            line, found, rest = self._waiting.partition(b"\r\n")
            if not found:
                return
            self._waiting = rest
            self._answer(line[:4].upper())

    def _answer(self, command: bytes) -> None:
        self._in_mail = command == b"DATA"
        answers = {
            b"DATA": b"354 go on\r\n",
            b"EHLO": b"250-sink\r\n250 SIZE 10000000\r\n",
            b"QUIT": b"221 bye\r\n",
        }
        self._transport.write(answers.get(command, b"250 ok\r\n"))
        if command == b"QUIT":
            self._transport.close()


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(_Taking, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    print(f"smtp://127.0.0.1:{port}?starttls=off", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
