"""Serving: hosts on this machine for a crawl that really goes out, and when each was asked."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path


@dataclass
class Host:
    """One host: what it answers by path (headers and body), and when it was asked for what."""

    netloc: str = ""
    pages: dict[str, tuple[Mapping[str, str], str]] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)  # by path, where not 200 or 404
    dropped: set[str] = field(default_factory=set)  # paths at which it hangs up
    asked: list[tuple[str, float]] = field(default_factory=list)

    def gaps(self) -> list[float]:
        """Return the seconds between two requests, robots.txt and its like left out."""
        at = [when for path, when in self.asked if path in self.pages and path != "/robots.txt"]
        return [later - earlier for earlier, later in pairwise(at)]


@contextmanager
def serving(address: str = "127.0.0.1", certificate: Path | None = None) -> Iterator[Host]:
    """Yield a host of its own at an address of this machine; with a certificate it speaks TLS."""
    host = Host()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host.asked.append((self.path, time.monotonic()))
            if self.path in host.dropped:
                return  # without a word
            headers, body = host.pages.get(self.path, ({}, ""))
            status = 200 if self.path in host.pages else 404
            self.send_response(host.statuses.get(self.path, status))
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_said: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer((address, 0), Answers)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    host.netloc = f"{address}:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
