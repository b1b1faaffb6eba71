"""The double of the EU portal's search API as a web server of this machine.

It understands one form of question, as the real one does: three file parts in a form. It
answers with the rows that fit the asked status and type, a hundred a page.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.search_double import Call

PATH = "/search-api/prod/rest/search"


class SearchApi:
    """What the portal shows now; set `calls` to let it show something else."""

    def __init__(self) -> None:
        self.calls: Sequence[Call] = ()
        self.questions = 0

    def answer(self, address: str, kind: str, body: bytes) -> dict[str, Any]:
        """Answer one question. Raises ValueError where the real one would ignore the query."""
        self.questions += 1
        asked = parse_qs(urlsplit(address).query)
        number, size = int(asked["pageNumber"][0]), int(asked["pageSize"][0])
        terms = _terms(kind, body)
        rows = [
            call.row()
            for call in self.calls
            if call.status in terms["status"] and call.type in terms["type"]
        ]
        results = rows[(number - 1) * size : number * size]
        return {"totalResults": len(rows), "pageNumber": number, "results": results}


def _terms(kind: str, body: bytes) -> dict[str, list[str]]:
    form = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    parts = {part.get_param("name", header="Content-Disposition"): part for part in form.walk()}
    for name in ("query", "languages", "sort"):
        part = parts[name]
        if part.get_filename() != "blob" or part.get_content_type() != "application/json":
            raise ValueError(f"the part {name} is no file of JSON")
    query = json.loads(str(parts["query"].get_payload()))
    return {k: v for must in query["bool"]["must"] for k, v in must["terms"].items()}


@contextmanager
def serving(api: SearchApi) -> Iterator[str]:
    """Serve the double on a free port; yield its address, host and port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(404)  # there is no robots.txt

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answer = json.dumps(api.answer(self.path, self.headers["Content-Type"], body)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
