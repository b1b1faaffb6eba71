"""Replay: answer requests from a folder instead of the network.

The folder holds `pages.toml`, a list of `[[page]]` tables; the first that fits a request
answers it:

    url            the address, to the letter after Scrapy's canonical form
    file           the body, a file in the folder (without it the body is empty)
    zip_of         instead of file: a folder whose files are packed into a ZIP
    method         GET if not given
    status         200 if not given
    headers        table of names and values; Content-Type follows the file's ending
    body_contains  list of texts that the request's body must hold

A page with an ETag or Last-Modified among its headers answers 304 to a request that already
knows it. A robots.txt that is not listed is answered with 404, as is a tdmrep.json. Nothing
reaches the network.
"""

from __future__ import annotations

import io
import mimetypes
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Headers, Request, Response
from scrapy.responsetypes import responsetypes
from w3lib.url import canonicalize_url

from crawlers.observe.outcome import CrawlStopped, Outcome

_KEYS: dict[str, type] = {
    "url": str,
    "file": str,
    "zip_of": str,
    "method": str,
    "status": int,
    "headers": dict,
    "body_contains": list,
}


class ReplayError(CrawlStopped, IgnoreRequest):
    """A request that no page answers, or a pages.toml that cannot be read."""

    def __init__(self, reason: str) -> None:
        super().__init__(Outcome.FAILED, reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedPage:
    """One answer of a replay folder."""

    url: str
    method: str
    status: int
    headers: dict[str, str]
    body_contains: tuple[str, ...]
    path: Path | None
    packed: bool

    def answers(self, request: Request) -> bool:
        """Whether this page is the answer to a request."""
        return (
            request.method == self.method
            and canonicalize_url(request.url) == canonicalize_url(self.url)
            and all(part.encode() in request.body for part in self.body_contains)
        )

    def response(self, request: Request) -> Response:
        """Return the answer as Scrapy would have fetched it."""
        headers = {"Content-Type": _content_type(self), **self.headers}
        if self.status == 200 and _is_known(request, Headers(headers)):
            return Response(request.url, status=304, headers=headers, request=request)
        body = self._body()
        kind = responsetypes.from_args(headers=Headers(headers), url=request.url, body=body)
        return kind(
            url=request.url, status=self.status, headers=headers, body=body, request=request
        )

    def _body(self) -> bytes:
        if self.path is None:
            return b""
        return pack(self.path) if self.packed else self.path.read_bytes()


class Replay:
    """Answers every request from the folder in the setting REPLAY_DIR."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages = read_pages(folder)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from settings; not there at all without REPLAY_DIR."""
        folder = crawler.settings.get("REPLAY_DIR")
        if not folder:
            raise NotConfigured
        return cls(Path(folder))

    def process_request(self, request: Request) -> Response:
        """Answer; raises ReplayError for a request without a page."""
        for page in self.pages:
            if page.answers(request):
                return page.response(request)
        if request.meta.get("dont_obey_robotstxt"):
            return Response(request.url, status=404, request=request)
        listed = self.folder / "pages.toml"
        raise ReplayError(f"Keine Seite in {listed} für {request.method} {request.url}")


def _is_known(request: Request, headers: Headers) -> bool:
    """Whether a request names what the page is marked with; an ETag counts first (RFC 9110)."""
    asked = request.headers.get("If-None-Match")
    if asked is not None:
        return bool(headers.get("ETag")) and headers.get("ETag") == asked
    since = request.headers.get("If-Modified-Since")
    return bool(since) and headers.get("Last-Modified") == since


def read_pages(folder: Path) -> list[RecordedPage]:
    """Read a folder's pages.toml. Raises ReplayError naming the file and the entry."""
    listed = folder / "pages.toml"
    try:
        document = tomllib.loads(listed.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ReplayError(f"{listed} ist nicht lesbar: {error}") from error
    pages = document.get("page", [])
    if set(document) - {"page"} or not isinstance(pages, list):
        raise ReplayError(f"{listed}: erwartet wird nur eine Liste [[page]]")
    return [_recorded(folder, number, page) for number, page in enumerate(pages, 1)]


def pack(folder: Path) -> bytes:
    """Return a folder as a ZIP, the same bytes for the same files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix())
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    return target.getvalue()


def _recorded(folder: Path, number: int, page: Any) -> RecordedPage:
    where = f"{folder / 'pages.toml'}, Eintrag {number}"
    _check(where, page)
    name = page.get("file") or page.get("zip_of")
    return RecordedPage(
        url=page["url"],
        method=page.get("method", "GET").upper(),
        status=page.get("status", 200),
        headers={str(key): str(value) for key, value in page.get("headers", {}).items()},
        body_contains=tuple(page.get("body_contains", ())),
        path=_inside(folder, name, where, packed="zip_of" in page) if name else None,
        packed="zip_of" in page,
    )


def _check(where: str, page: Any) -> None:
    if not isinstance(page, dict) or "url" not in page:
        raise ReplayError(f"{where}: url fehlt")
    for key, value in page.items():
        kind = _KEYS.get(key)
        if kind is None:
            raise ReplayError(f"{where}: unbekannter Schlüssel {key}")
        if not isinstance(value, kind) or isinstance(value, bool):
            raise ReplayError(f"{where}: {key} muss {kind.__name__} sein, ist {value!r}")
    if "file" in page and "zip_of" in page:
        raise ReplayError(f"{where}: entweder file oder zip_of")
    if not all(isinstance(part, str) for part in page.get("body_contains", ())):
        raise ReplayError(f"{where}: body_contains muss eine Liste von Texten sein")


def _inside(folder: Path, name: str, where: str, *, packed: bool) -> Path:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ReplayError(f"{where}: {name} liegt außerhalb des Ordners")
    if not (path.is_dir() if packed else path.is_file()):
        raise ReplayError(f"{where}: {name} gibt es nicht")
    return path


def _content_type(page: RecordedPage) -> str:
    if page.packed:
        return "application/zip"
    kind = mimetypes.guess_type(page.path.name)[0] if page.path else None
    kind = kind or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
