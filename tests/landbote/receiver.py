"""Receiver: a real HTTP server on this machine that takes calls as its mood is."""

from __future__ import annotations

import base64
import hashlib
import hmac
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Receiver:
    """What came, and how the next calls are answered: statuses, `slow` or `endless`."""

    url: str = ""
    moods: list[int | str] = field(default_factory=list)
    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        """The ids of all calls that came."""
        return [headers["webhook-id"] for headers, _body in self.came]

    def verify(self, place: int, secret: str) -> bytes:
        """The body of a call that is signed by a secret, as the specification verifies it."""
        headers, body = self.came[place]
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        key = base64.b64decode(secret.removeprefix("whsec_"))
        mine = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        assert f"v1,{mine}" in headers["webhook-signature"].split(" ")
        return body


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Run a receiver on a free port."""
    receiver = Receiver()

    class Taking(BaseHTTPRequestHandler):
        """Takes one call."""

        def do_POST(self) -> None:
            """Note what came, and answer as the mood is."""
            body = self.rfile.read(int(self.headers["content-length"]))
            receiver.came.append(({name.lower(): v for name, v in self.headers.items()}, body))
            mood = receiver.moods.pop(0) if receiver.moods else 204
            with suppress(OSError):
                self.answer(mood)

        def answer(self, mood: int | str) -> None:
            """Answer, in good time or not."""
            if isinstance(mood, int):
                self.send_response(mood)
                if mood in (301, 307):
                    self.send_header("Location", receiver.url + "/anderswo")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            if mood == "silent":
                time.sleep(10)
                return
            self.send_response(200)
            self.end_headers()
            for _ in range(40):
                self.wfile.write(b"x" if mood == "slow" else b"x" * 10_000)
                self.wfile.flush()
                time.sleep(0.25 if mood == "slow" else 0)

        def log_message(self, *_said: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taking)
    server.daemon_threads = True
    receiver.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
