"""Server: forks itself for every order, and the fork becomes the program that was ordered.

Run as `python -m crawlers.forks.server FD MODULE`: imports the module, then answers clients at
the listening socket FD until its standard input ends. It has no threads, and never opens a
database or a reactor, so a fork starts as clean as a new process.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import runpy
import selectors
import shutil
import signal
import socket
import sys
import threading
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A program to become: what Python is told at its start."""

    module: str
    arguments: list[str]
    folder: str
    environment: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fork:
    """A program at work, and who waits for it."""

    pid: int
    held: int  # a pipe that only the program holds: its end is the program's
    client: socket.socket


def main() -> None:
    """Import, serve, and in a fork become the program."""
    listening, imports = socket.socket(fileno=int(sys.argv[1])), sys.argv[2]
    importlib.import_module(imports)
    gc.collect()
    gc.freeze()  # a collection in a fork need not touch, and so copy, what was there before
    order = Server(listening).serve()
    if order is not None:
        become(order)


class Server:
    """Waits for three things at once: orders, programs that end, and clients that are killed."""

    def __init__(self, listening: socket.socket) -> None:
        self.listening = listening
        self.forks: list[Fork] = []

    def serve(self) -> Order | None:
        """Return an order in the fork that is to follow it, and None in the server at the end."""
        folder = Path(self.listening.getsockname()).parent
        while True:
            ready = self._ready()
            if 0 in ready:  # whoever started the server is gone
                for fork in self.forks:
                    os.kill(fork.pid, signal.SIGKILL)
                shutil.rmtree(folder, ignore_errors=True)
                return None
            for fork in self.forks[:]:
                if fork.held in ready:
                    self._settle(fork)
                elif fork.client.fileno() in ready:
                    os.kill(fork.pid, signal.SIGKILL)  # nobody waits for it any more
            if self.listening.fileno() in ready:
                order = self._fork()
                if order is not None:
                    return order

    def _ready(self) -> set[int]:
        """Wait, and return the descriptors that have something to say."""
        with selectors.DefaultSelector() as waiting:
            waiting.register(0, selectors.EVENT_READ)
            waiting.register(self.listening, selectors.EVENT_READ)
            for fork in self.forks:
                waiting.register(fork.held, selectors.EVENT_READ)
                waiting.register(fork.client, selectors.EVENT_READ)
            return {key.fd for key, _ in waiting.select()}

    def _fork(self) -> Order | None:
        """Take an order; return it in the fork."""
        client, _ = self.listening.accept()
        head, streams, _, _ = socket.recv_fds(client, 8, 3)
        payload = _read(client, int.from_bytes(head, "big"))
        if len(streams) < 3 or payload is None:  # killed before it said what it wants
            for stream in streams:
                os.close(stream)
            client.close()
            return None
        held, kept = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(held)
            client.close()
            self._let_go()
            _take(streams)
            return Order(**json.loads(payload))
        for one in (kept, *streams):
            os.close(one)
        self.forks.append(Fork(pid=pid, held=held, client=client))
        return None

    def _settle(self, fork: Fork) -> None:
        """Tell the client how its program ended."""
        self.forks.remove(fork)
        _, status = os.waitpid(fork.pid, 0)
        os.close(fork.held)
        with fork.client, contextlib.suppress(OSError):  # it may be gone, too
            fork.client.sendall(str(os.waitstatus_to_exitcode(status)).encode())

    def _let_go(self) -> None:
        """Close in a fork what belongs to the server."""
        self.listening.close()
        for fork in self.forks:
            fork.client.close()
            os.close(fork.held)


def _read(client: socket.socket, size: int) -> bytes | None:
    payload = b""
    while len(payload) < size:
        piece = client.recv(size - len(payload))
        if not piece:
            return None
        payload += piece
    return payload


def _take(streams: list[int]) -> None:
    """Make the client's streams the standard ones."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(  # noqa: SIM115
        2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False
    )


def become(order: Order) -> None:
    """Run the program as `python -m` would; its end is the end of this process."""
    os.chdir(order.folder)
    os.environ.clear()
    os.environ.update(order.environment)
    sys.argv[1:] = order.arguments
    sys.modules.pop(order.module, None)  # it runs anew, as __main__
    code: object = None
    try:
        runpy.run_module(order.module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code
    if not isinstance(code, int | None):
        print(code, file=sys.stderr)
        code = 1
    leave(code or 0)


def leave(code: int) -> None:
    """End as Python does, but without taking apart, and so copying, all that was imported."""
    threading._shutdown()  # type: ignore[attr-defined]  # threads come to their end
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):  # nobody reads it any more
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
