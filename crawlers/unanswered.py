"""Unanswered: why a request came to nothing, in German for staff, and what kind of end that is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.python.failure import Failure

from crawlers.observe.outcome import CrawlStopped, Outcome

REFUSALS = frozenset({401, 403, 407, 429, 451})
_UNREADABLE = "robots.txt ist nicht lesbar, daher kein Abruf (RFC 9309)"
_FIRST = " (schon auf die erste Frage, robots.txt)"
_OF_CERTIFICATE = "certificate verify failed"


class Unread(CrawlStopped, IgnoreRequest):
    """A request that is not made because its host did not let us read its robots.txt."""


def unanswered(
    error: BaseException | None, url: str, meta: dict[str, Any], first: str = ""
) -> CrawlStopped:
    """Return why a page did not come, or not to its end.

    `first` is put behind words that hold of one question only, not of the whole host.
    """
    if isinstance(error, CrawlStopped):
        return error
    if said := _of_host(error, meta, first):
        what, _, more = said.partition(": ")
        return CrawlStopped(Outcome.UNREACHABLE, ": ".join(filter(None, (what, url, more))))
    if isinstance(error, IgnoreRequest) and "robots.txt" in str(error):
        return CrawlStopped(Outcome.ROBOTS, f"robots.txt erlaubt den Abruf nicht: {url}")
    if isinstance(error, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in str(error):
        size = f"{meta.get('download_maxsize', 0) / 1e6:g} MB"
        return CrawlStopped(Outcome.FAILED, f"Die Antwort ist größer als {size}: {url}")
    if isinstance(error, ResponseDataLossError):
        return CrawlStopped(Outcome.FAILED, f"Die Antwort kam nur zum Teil an: {url}")
    words = f"{type(error).__name__}: {error}"
    return CrawlStopped(Outcome.FAILED, f"Abruf nicht möglich: {url}: {words}")


def without_rules(asked: str, *, error: BaseException, url: str, meta: dict[str, Any]) -> Unread:
    """Return why a page is not asked for whose host gave no robots.txt; `url` is that file's.

    Every visit asks for that file first. A host that does not answer is told as just that, of the
    page that was wanted: the file has nothing to do with it.
    """
    stop = unanswered(error, url, meta, first=_FIRST)
    if stop.outcome is not Outcome.UNREACHABLE:
        return Unread(stop.outcome, f"{_UNREADABLE}: {asked}: {stop.reason}")
    if urlsplit(url).netloc == urlsplit(asked).netloc:
        stop = unanswered(error, asked, meta, first=_FIRST)
    return Unread(stop.outcome, stop.reason)


def with_status(asked: str, *, status: int) -> Unread:
    """Return why a page is not asked for whose host answers robots.txt with such a status."""
    outcome = Outcome.BLOCKED if status in REFUSALS else Outcome.FAILED
    return Unread(outcome, f"robots.txt: Antwort {status}, daher kein Abruf: {asked}")


def _of_host(error: BaseException | None, meta: dict[str, Any], first: str) -> str:
    """Return what is wrong with a host that did not answer at all; "" where it did."""
    if isinstance(error, CannotResolveHostError):
        return "Der Name der Website ist unbekannt (keine Adresse im öffentlichen Netz)"
    if isinstance(error, DownloadConnectionRefusedError):
        return "Die Website lehnt die Verbindung ab"
    if isinstance(error, DownloadTimeoutError):
        return f"Keine Antwort innerhalb von {meta.get('download_timeout', 0):g} s{first}"
    for cause in _causes(error):
        if isinstance(cause, SSL.Error):
            return _of_tls(cause)
        if isinstance(cause, ConnectionClosed):
            return f"Die Verbindung brach ab, ehe eine Antwort kam{first}"
        if isinstance(cause, ConnectError):
            return f"Keine Verbindung zur Website: {cause.osError or cause}"
    return ""


def _of_tls(error: SSL.Error) -> str:
    if _OF_CERTIFICATE in str(error):
        return "Das Zertifikat der Website ist ungültig"
    said = "; ".join(str(one[-1]) for one in error.args[0]) if error.args else ""
    return f"Die Website lässt keine verschlüsselte Verbindung zu: {said}".removesuffix(": ")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception, what it came from, and what Twisted has put inside."""
    while error is not None:
        yield error
        for reason in getattr(error, "reasons", None) or ():
            if isinstance(reason, Failure) and reason.value is not None:
                yield reason.value
        error = error.__cause__
