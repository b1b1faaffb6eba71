"""Changing: a real web server on this machine whose pages change, and go wrong, on demand."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: its body in pieces, so that it may be endless or slow."""

    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    body: Callable[[], Iterator[bytes]] = lambda: iter((b"",))


def page(html: str, *, kind: str = "text/html; charset=utf-8", encoding: str = "utf-8") -> Answer:
    """Return a page with an ETag of its text."""
    body = html.encode(encoding)
    mark = f'"{hashlib.sha256(body + kind.encode()).hexdigest()[:16]}"'
    return Answer(kind=kind, headers={"ETag": mark}, body=lambda: iter((body,)))


@dataclass(slots=True)
class Village:
    """The site: calls by slug in the order of the list, and what answers instead, by path."""

    calls: dict[str, tuple[str, str]] = field(default_factory=dict)
    instead: dict[str, Answer] = field(default_factory=dict)
    pdfs: dict[str, bytes] = field(default_factory=dict)  # by path
    guidelines: dict[str, str] = field(default_factory=dict)  # address of the PDF by slug
    asked: list[tuple[str, int]] = field(default_factory=list)  # path and status

    def answer(self, path: str) -> Answer:
        """Return what the site says to a path."""
        slug = path.lstrip("/")
        if path in self.instead:
            return self.instead[path]
        if path == "/liste":
            return page(self.list_page())
        if slug in self.calls:
            return page(call_page(*self.calls[slug], self.guidelines.get(slug, "")))
        if path in self.pdfs:
            body = self.pdfs[path]
            headers = {"ETag": f'"{hashlib.sha256(body).hexdigest()[:16]}"'}
            return Answer(kind="application/pdf", headers=headers, body=lambda: iter((body,)))
        return Answer(status=404)

    def list_page(self) -> str:
        """Return the list as HTML."""
        items = (
            f'<li><a class="aufruf" href="/{slug}">{title}</a></li>'
            for slug, (title, _text) in self.calls.items()
        )
        return f"<html><body><main><ul class='aufrufe'>{''.join(items)}</ul></main></body></html>"

    def statuses(self) -> list[int]:
        """Return the status of every page asked for, without policies, and forget them."""
        found = [status for path, status in self.asked if path not in POLICIES]
        self.asked.clear()
        return found


POLICIES = ("/robots.txt", "/.well-known/tdmrep.json")


def call_page(title: str, text: str, guideline: str = "") -> str:
    """Return the page of a call as HTML."""
    link = f"<a class='richtlinie' href='{guideline}'>Richtlinie</a>" if guideline else ""
    main = f"<main><h1>{title}</h1><div class='text'><p>{text}</p></div>{link}</main>"
    return f"<html><body><nav>Start</nav>{main}</body></html>"


@contextmanager
def serving_hosts(
    site: Callable[[str, str], Answer],
    note: Callable[[str, int], None] = lambda _path, _status: None,
) -> Iterator[str]:
    """Serve what `site` says to host and path on a free port; yield its address, host and port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer = site(self.headers.get("Host", "").partition(":")[0], self.path)
            known = answer.headers.get("ETag")
            if known and self.headers.get("If-None-Match") == known:
                answer = Answer(status=304, headers=answer.headers)
            note(self.path, answer.status)
            with suppress(ConnectionError):  # the crawler hangs up on what is too much
                self._send(answer)

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            if answer.status != 304:
                for piece in answer.body():
                    self.wfile.write(piece)
                    self.wfile.flush()
            self.close_connection = True

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = _Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    """A server at which many may ask at the same time."""

    daemon_threads = True
    request_queue_size = 128


def bomb() -> Answer:
    """Return a small answer that unpacks to a gigabyte."""
    packed = gzip.compress(bytes(1_000_000))
    return Answer(
        headers={"Content-Encoding": "gzip"},
        body=lambda: (packed for _ in range(1000)),  # gzip members may follow one another
    )


def drip(stop: threading.Event) -> Answer:
    """Return a page that comes a byte at a time and never ends."""

    def body() -> Iterator[bytes]:
        yield b"<html><body><main>"
        while not stop.wait(0.1):
            yield b"x"

    return Answer(body=body)


def nested(count: int) -> Answer:
    """Return so many elements, each inside the last."""
    return Answer(body=lambda: iter((b"<html><body><main>", b"<div>" * count)))
