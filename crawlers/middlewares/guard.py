"""Guard: what a spider may ask for, and when an answer means that we are not wanted."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from typing import Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred

from crawlers.outcome import CrawlStopped, Outcome

# Hosts that show a challenge instead of the page.
_CHALLENGE_HOST = re.compile(
    r"(^|\.)(perfdrive\.com|captcha-delivery\.com|challenges\.cloudflare\.com)$"
)
_CHALLENGE_TEXT = re.compile(
    rb"perfdrive\.com|captcha-delivery\.com|cf-chl-|/cdn-cgi/challenge-platform|"
    rb"<title>\s*(Captcha|Just a moment|Radware|ShieldSquare)",
    re.IGNORECASE,
)
# A challenge is a small page; a long text that mentions one is not.
_CHALLENGE_BYTES = 30_000


class Refused(CrawlStopped, IgnoreRequest):
    """A request that is not made, or an answer that is not read."""


class Guard:
    """Keeps a spider to public web addresses, its page budget and the site's refusal."""

    def __init__(self, budget: int) -> None:
        self.left = budget

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the budget from the spider's class."""
        return cls(getattr(crawler.spidercls, "page_budget", 300))

    def process_request(self, request: Request) -> None:
        """Refuse a request that leads away from the public web or past the budget."""
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        if parts.scheme not in ("http", "https") or not is_public(host):
            reason = f"Adresse liegt nicht im öffentlichen Netz: {request.url}"
            raise Refused(Outcome.FAILED, reason)
        if _CHALLENGE_HOST.search(host):
            raise Refused(Outcome.BLOCKED, f"Die Quelle verlangt eine Prüfung (Captcha): {host}")
        self._spend(request)

    def process_response(self, request: Request, response: Response) -> Response:
        """Refuse a challenge, and a page whose owner reserves text and data mining."""
        if _is_challenge(response):
            reason = f"Die Quelle zeigt eine Prüfung (Captcha) statt der Seite: {response.url}"
            raise Refused(Outcome.BLOCKED, reason)
        if (response.headers.get("tdm-reservation") or b"").strip() == b"1":
            reason = f"Die Quelle behält sich Text und Data Mining vor (§ 44b UrhG): {response.url}"
            raise Refused(Outcome.ROBOTS, reason)
        return response

    def _spend(self, request: Request) -> None:
        # robots.txt and second attempts are not pages of their own.
        if not (request.meta.get("dont_obey_robotstxt") or request.meta.get("retry_times")):
            self.left -= 1
        if self.left < 0:
            reason = f"Mehr Seiten als für einen Abruf vorgesehen, beendet vor: {request.url}"
            raise Refused(Outcome.FAILED, reason)


class PublicResolver(CachingThreadedResolver):
    """Resolves names only to public addresses, at the moment of connecting."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:
        """Look a name up; fails with OSError for an address inside a private network."""
        return super().getHostByName(name, timeout).addCallback(_public, name)


def is_public(host: str) -> bool:
    """Whether a host may be asked: a name, or a literal address that is public."""
    if not host or host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.replace(".", "").isdigit()


def _public(address: str, name: str) -> str:
    if not ipaddress.ip_address(address).is_global:
        raise OSError(f"{name} resolves to the non-public address {address}")
    return address


def _is_challenge(response: Response) -> bool:
    kind = (response.headers.get("Content-Type") or b"text/html").lower()
    body = response.body
    return b"html" in kind and len(body) < _CHALLENGE_BYTES and bool(_CHALLENGE_TEXT.search(body))
