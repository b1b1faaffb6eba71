"""Recrawl: what whole crawls of a real server cost, as multiples of one that reads nothing."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bench.row import Row

PAGES = 600
ROUNDS = 4  # the least of them counts: what else the machine does only adds
BARE = "bare Scrapy crawl of the same pages"
# 40 KB, as the pages of the ministries have: mostly menus, and an article.
MENU = "<li class='menu__item'><a class='menu__link' href='/thema'>Ein Thema des Hauses</a></li>"
PARAGRAPH = "<p>Gefördert werden Vorhaben in Dörfern. Anträge sind bis zum 31.03.2027 möglich.</p>"


def rows() -> Iterator[Row]:
    """Measure a bare crawl, then ours: first visit, unchanged, unchanged without ETag."""
    with _serving() as site, tempfile.TemporaryDirectory() as name:
        rounds = [_round(site, Path(name)) for _round_number in range(ROUNDS)]
    bare, first, unchanged, sent_again = map(min, zip(*rounds, strict=True))
    yield Row(name=f"bare Scrapy crawl, {PAGES} pages", value=bare, unit="s of processor")
    yield _row("first visit, every page read", first, bare)
    yield _row("unchanged, answered 304", unchanged, bare)
    yield _row("unchanged, sent again in full", sent_again, bare)


def bare_page() -> float:
    """Return the processor seconds that Scrapy itself spends on one page, start-up left out."""
    with _serving() as site:
        bare = ["bare", f"http://{site.address}"]
        none, all_of_them = (
            min(_seconds([*bare, str(pages)]) for _round_number in range(ROUNDS))
            for pages in (0, PAGES)
        )
    return (all_of_them - none) / PAGES


def _round(site: _Site, folder: Path) -> tuple[float, ...]:
    """Return what each crawl costs, one after another, so that all see the same machine."""
    known = folder / "known.jsonl"
    again = _ours(site.address, folder, "--known", str(known))
    site.conditional = True
    bare = _seconds(["bare", f"http://{site.address}", str(PAGES)])
    first = _seconds(_ours(site.address, folder))
    (folder / "visits.jsonl").rename(known)
    unchanged = _seconds(again)
    site.conditional = False
    return bare, first, unchanged, _seconds(again)


class _Site:
    """The server: whether it knows conditional requests, and where it is."""

    def __init__(self) -> None:
        self.conditional = True
        self.address = ""

    def body(self, path: str) -> bytes:
        """Return a page."""
        links = "".join(f"<a href='/page/{number}'>Seite {number}</a>" for number in range(PAGES))
        article = f"<h1>Programm {path}</h1>{PARAGRAPH * 60}"
        main = links if path == "/list" else article
        menus = f"<ul>{MENU * 350}</ul>"
        return f"<html><body><nav>{menus}</nav><main>{main}</main></body></html>".encode()


@contextmanager
def _serving() -> Iterator[_Site]:
    site = _Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            if not self.path.startswith(("/list", "/page/")):
                self._send(404, b"", "")
                return
            body = site.body(self.path)
            mark = f'"{hashlib.sha256(body).hexdigest()}"'
            same = site.conditional and self.headers.get("If-None-Match") == mark
            self._send(304 if same else 200, b"" if same else body, mark)

        def _send(self, status: int, body: bytes, mark: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            if mark:
                self.send_header("ETag", mark)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    site.address = f"127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def _ours(address: str, folder: Path, *more: str) -> list[str]:
    files = ("--out", str(folder / "entries.jsonl"), "--visits", str(folder / "visits.jsonl"))
    where = ("--allow-address", address, "--option", f"site=http://{address}")
    when = ("--today", "2026-11-22", "--contact", "https://example.org/kontakt")
    return ["ours", "loopback", *files, *where, *when, *more]


def _seconds(arguments: list[str]) -> float:
    """Return the processor seconds of one crawl process, start-up included."""
    process = subprocess.Popen([sys.executable, "-m", "bench.crawling", *arguments])
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the crawl {arguments[:2]} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime


def _row(name: str, seconds: float, bare: float) -> Row:
    return Row(name=name, value=seconds, unit="s of processor", baseline=BARE, ratio=seconds / bare)
