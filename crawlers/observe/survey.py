"""Survey: what one crawl asked for, what it got and what each step of reading found.

For `check-source`: the first look at a live site, and a copy of it in the form of a sample.
"""

from __future__ import annotations

import json
import mimetypes
import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from crawlers.spider import SourceSpider

_ROBOTS = "/robots.txt"
_ENDINGS = {"application/rss+xml": ".xml", "application/atom+xml": ".xml", "text/xml": ".xml"}


class Survey:
    """Listens to one crawl; with a folder, every answer is written there as it came."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._requests: list[dict[str, Any]] = []
        self._pages: list[str] = []

    def listen(self, crawler: Crawler) -> None:
        """Connect to a crawl that has not begun."""
        crawler.signals.connect(self._on_page, signals.response_received)

    def to_json(self, spider: Any) -> str:
        """Return the requests, and how often each selector or step was asked and matched."""
        told = spider.told if isinstance(spider, SourceSpider) else {}
        steps = [{"step": step, "asked": a, "found": f} for step, (a, f) in told.items()]
        return json.dumps({"requests": self._requests, "steps": steps}, ensure_ascii=False)

    def _on_page(self, response: Response, request: Request) -> None:
        row = {"method": request.method, "url": response.url, "status": response.status}
        self._requests.append({**row, "bytes": len(response.body)})
        if self._folder is not None:
            self._freeze(self._folder, response, request)

    def _freeze(self, folder: Path, response: Response, request: Request) -> None:
        """Write an answer and its line in pages.toml, the redirects that led to it first."""
        folder.mkdir(parents=True, exist_ok=True)
        hops = [*request.meta.get("redirect_urls", ()), response.url]
        for url, target in pairwise(hops):
            lines = [
                f"url = {_text(url)}",
                "status = 301",
                f"headers = {{ Location = {_text(target)} }}",
            ]
            self._pages.append("\n".join(lines))
        name = file_name(len(self._pages), response)
        if response.body:
            (folder / name).write_bytes(response.body)
        self._pages.append(_listed(response, request, name if response.body else ""))
        pages = "\n\n".join(f"[[page]]\n{page}" for page in self._pages)
        (folder / "pages.toml").write_text(pages + "\n", encoding="utf-8")


def file_name(number: int, response: Response) -> str:
    """Return a name for an answer's body: its number, its path's last part, its type."""
    path = urlsplit(response.url).path
    if path == _ROBOTS:
        return f"{number:02}-robots.txt"
    last = unquote(path).rstrip("/").rpartition("/")[2].rpartition(".")[0] or unquote(path)
    words = "-".join(re.findall(r"[a-z0-9]+", last.casefold()))[:50] or "start"
    kind = _content_type(response).partition(";")[0].strip()
    return f"{number:02}-{words}{_ENDINGS.get(kind) or mimetypes.guess_extension(kind) or '.bin'}"


def _listed(response: Response, request: Request, name: str) -> str:
    lines = [f"url = {_text(response.url)}"]
    if request.method != "GET":
        lines.append(f"method = {_text(request.method)}")
    if request.body:
        lines.append(f"body_contains = [{_text(request.body.decode('utf-8', 'replace'))}]")
    if response.status != 200:
        lines.append(f"status = {response.status}")
    if name and (kind := _content_type(response)):
        lines.append(f"headers = {{ Content-Type = {_text(kind)} }}")
    if name:
        lines.append(f"file = {_text(name)}")
    return "\n".join(lines)


def _content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


def _text(value: str) -> str:
    """Return a TOML basic string; JSON's escapes are TOML's too, but for the delete sign."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
