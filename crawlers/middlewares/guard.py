"""Guard: what a spider may ask for, and when an answer means that we are not wanted."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from crawlers.observe.outcome import CrawlStopped, Outcome
from crawlers.public_addresses import is_public

# Hosts that show a challenge instead of the page.
_CHALLENGE_HOST = re.compile(
    r"(^|\.)(perfdrive\.com|captcha-delivery\.com|challenges\.cloudflare\.com)$"
)
_CHALLENGE_TEXT = re.compile(
    rb"perfdrive\.com|captcha-delivery\.com|cf-chl-|/cdn-cgi/challenge-platform|"
    rb"_Incapsula_Resource|px-captcha|ddos-guard\.net|"
    rb"<title>[^<]{0,40}(Captcha|Just a moment|Attention Required|Radware|ShieldSquare|"
    rb"Access Denied|Zugriff verweigert|Sicherheits(?:\xc3\xbc|\xfc|ue)berpr|DDoS-Guard|"
    rb"are (?:you )?(?:a |not a )?(?:robot|human)|kein Roboter)",
    re.IGNORECASE,
)
# A challenge is a small page; a long text that mentions one is not.
_CHALLENGE_BYTES = 30_000


class Refused(CrawlStopped, IgnoreRequest):
    """A request that is not made, or an answer that is not read."""


class Guard:
    """Keeps a spider to public web addresses, its page budget and the site's refusal.

    Every request passes here, each hop of a redirect and robots.txt too. `allowed` are
    addresses (host:port) let through although they are not public; only tests name any.
    `given_up` are hosts that the spider goes on without; it adds to them meanwhile.
    """

    def __init__(
        self, budget: int, allowed: Collection[str] = (), given_up: Collection[str] = ()
    ) -> None:
        self.left = budget
        self._given_up = given_up
        self._allowed = frozenset(allowed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the budget from the spider's class."""
        allowed = crawler.settings.getlist("ALLOW_ADDRESSES")
        left_out = getattr(crawler.spider, "left_out", None)
        given_up = left_out.hosts if left_out else ()
        return cls(getattr(crawler.spidercls, "page_budget", 300), allowed, given_up)

    def process_request(self, request: Request) -> None:
        """Refuse a request that leads away from the public web or past the budget."""
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        if parts.scheme not in ("http", "https") or not self._may_ask(host, parts.netloc):
            reason = f"Adresse liegt nicht im öffentlichen Netz: {request.url}"
            raise Refused(Outcome.FAILED, reason)
        if _CHALLENGE_HOST.search(host):
            raise Refused(Outcome.BLOCKED, f"Die Quelle verlangt eine Prüfung (Captcha): {host}")
        if parts.netloc in self._given_up:
            raise IgnoreRequest(f"{parts.netloc} wird in diesem Abruf nicht mehr gefragt")
        self._spend(request)

    def process_response(self, request: Request, response: Response) -> Response:
        """Refuse a challenge."""
        if not _is_policy(request) and _is_challenge(response):
            reason = f"Die Quelle zeigt eine Prüfung (Captcha) statt der Seite: {response.url}"
            raise Refused(Outcome.BLOCKED, reason)
        return response

    def _may_ask(self, host: str, netloc: str) -> bool:
        return netloc in self._allowed or is_public(host)

    def _spend(self, request: Request) -> None:
        # robots.txt and the like, second attempts and linked guidelines are not pages.
        if not (_is_policy(request) or request.meta.keys() & {"retry_times", "guideline"}):
            self.left -= 1
        if self.left < 0:
            reason = f"Mehr Seiten als für einen Abruf vorgesehen, beendet vor: {request.url}"
            raise Refused(Outcome.FAILED, reason)


def _is_policy(request: Request) -> bool:
    """Whether a request is for robots.txt or its like; no spider of ours sets this (tested)."""
    return bool(request.meta.get("dont_obey_robotstxt"))


def _is_challenge(response: Response) -> bool:
    if (response.headers.get("cf-mitigated") or b"").strip() == b"challenge":
        return True
    kind = (response.headers.get("Content-Type") or b"text/html").lower()
    body = response.body
    return b"html" in kind and len(body) < _CHALLENGE_BYTES and bool(_CHALLENGE_TEXT.search(body))
