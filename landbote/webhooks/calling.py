"""Calling: one request to an address that somebody named, who need not mean well.

It goes to a public address only, looked at when the connection is made, follows no redirect,
reads little of the answer, and is over after a fixed time whatever the other side does.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import httpcore2

from crawlers.public_addresses import only_public

SECONDS = 15.0  # for all of it
_READ = 2_000  # bytes of an answer; nobody needs what it says


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a call: a status, or why there is none."""

    status: int = 0
    said: str = ""

    @property
    def taken(self) -> bool:
        """Whether the receiver has it."""
        return 200 <= self.status < 300

    @property
    def unwanted(self) -> bool:
        """Whether the receiver wants nothing more, ever."""
        return self.status == 410


def call(
    url: str,
    headers: dict[str, str],
    body: bytes,
    *,
    loopback: bool = False,
    seconds: float = SECONDS,
) -> Answer:
    """Send a body to an address, and return what came of it; nothing is raised."""
    backend = _Careful(ends_at=time.monotonic() + seconds, loopback=loopback)
    limits = dict.fromkeys(("connect", "read", "write", "pool"), seconds)
    sent: list[tuple[bytes | str, bytes | str]] = [
        ("content-type", "application/json"),
        ("user-agent", "Landbote-Webhook/1"),
        *headers.items(),
    ]
    try:
        with (
            httpcore2.ConnectionPool(
                ssl_context=ssl.create_default_context(), network_backend=backend
            ) as pool,
            pool.stream(
                "POST", url, headers=sent, content=body, extensions={"timeout": limits}
            ) as response,
        ):
            read = 0
            for part in response.iter_stream():
                read += len(part)
                if read > _READ:
                    break
            return Answer(status=response.status, said=f"HTTP {response.status}")
    except (httpcore2.TimeoutException, TimeoutError):
        return Answer(said=f"keine Antwort in {seconds:g} Sekunden")
    except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError, ValueError) as error:
        return Answer(said=_why(error))


def _why(error: Exception) -> str:
    words = " ".join(str(error).split())[:200] or type(error).__name__
    return f"keine Verbindung: {words}"


class _Careful(httpcore2.NetworkBackend):
    """Connects to public addresses only, and gives no connection more than is left of its time."""

    def __init__(self, *, ends_at: float, loopback: bool) -> None:
        self._ends_at, self._loopback = ends_at, loopback
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to an address that a name stands for; to none if one of them is not public."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        for address in addresses:
            if not (self._loopback and ipaddress.ip_address(address).is_loopback):
                only_public(address, host)
        left = _left(self._ends_at, timeout)
        return _Timely(self._plain.connect_tcp(addresses[0], port, left), self._ends_at)


class _Timely(httpcore2.NetworkStream):
    """A connection that ends at a moment, however slowly the other side speaks."""

    def __init__(self, stream: httpcore2.NetworkStream, ends_at: float) -> None:
        self._stream, self._ends_at = stream, ends_at

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read while there is time."""
        return self._stream.read(max_bytes, _left(self._ends_at, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write while there is time."""
        self._stream.write(buffer, _left(self._ends_at, timeout))

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        """Go on in secret with whoever has a certificate of the name that was called."""
        left = _left(self._ends_at, timeout)
        return _Timely(self._stream.start_tls(ssl_context, server_hostname, left), self._ends_at)

    def get_extra_info(self, info: str) -> Any:
        """Say what is asked of the connection."""
        return self._stream.get_extra_info(info)


def _left(ends_at: float, timeout: float | None) -> float:
    left = ends_at - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout
    return min(left, timeout) if timeout is not None else left
