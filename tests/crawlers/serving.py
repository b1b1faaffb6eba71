"""Serving: hosts on this machine for a crawl that really goes out, and when each was asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise


@dataclass
class Host:
    """One host: what it answers by path (headers and body), and when it was asked for what."""

    netloc: str = ""
    pages: dict[str, tuple[Mapping[str, str], str]] = field(default_factory=dict)
    asked: list[tuple[str, float]] = field(default_factory=list)

    def gaps(self) -> list[float]:
        """Return the seconds between two requests, robots.txt and its like left out."""
        at = [when for path, when in self.asked if path in self.pages and path != "/robots.txt"]
        return [later - earlier for earlier, later in pairwise(at)]


@contextmanager
def serving(address: str = "127.0.0.1") -> Iterator[Host]:
    """Yield a host of its own at an address of this machine."""
    host = Host()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host.asked.append((self.path, time.monotonic()))
            headers, body = host.pages.get(self.path, ({}, ""))
            self.send_response(200 if self.path in host.pages else 404)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_said: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer((address, 0), Answers)
    host.netloc = f"{address}:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
