"""Robots: robots.txt as RFC 9309 has it; one that cannot be read forbids everything."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Protocol, Self, runtime_checkable
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response, TextResponse
from scrapy.robotstxt import ProtegoRobotParser, RobotParser, decode_robotstxt

from crawlers.middlewares.guard import Refused
from crawlers.observe.outcome import Outcome
from crawlers.unanswered import Unread, with_status, without_rules

# Marks requests for policies other than robots.txt.
POLICY = "landbote_policy"
# Signals: a robots.txt was read, or could not be (then it has no body); it forbade a request.
ROBOTS_READ = object()
FORBIDDEN = object()
# Whoever asks for more between two pages does not want to be read: we go no faster than asked.
LONGEST_DELAY = 300.0

_NOTHING_ALLOWED = b"User-agent: *\nDisallow: /\n"
_ERROR = "landbote_error"  # marks the request that got no answer with what it got instead
_RULE = re.compile(r"\s*(user-?agent|allow|disallow)\s*:\s*([^#]*)", re.IGNORECASE)
_DELAY = re.compile(r"\s*crawl-delay\s*:\s*(\d+(?:\.\d+)?)\s*(?:#.*)?$", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Za-z_-]*")
_SITEMAP = re.compile(r"^[^\S\n]*sitemap[^\S\n]*:[^\S\n]*([^\s#]+)", re.IGNORECASE | re.MULTILINE)
_SITEMAPS = 5  # of one site
_PARSED_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB


@runtime_checkable
class ReadsSitemaps(Protocol):
    """A spider that wants to know the sitemaps that robots.txt names, by host."""

    sitemaps: dict[str, tuple[str, ...]]


class Rfc9309Parser(ProtegoRobotParser):
    """Protego's rules for the groups of exactly our product token (RFC 9309, 2.2.1).

    Protego alone lets a group "Land" apply to "Landbote", does not know "Landbote/1.0" as
    ours, and lets a line such as Crawl-delay end a group's list of user agents.
    """

    def __init__(self, robotstxt_body: bytes, spider: object, product: str = "landbote") -> None:
        text = decode_robotstxt(robotstxt_body[:_PARSED_BYTES], None)
        super().__init__(own_rules(text, product).encode(), None)
        # Not part of the RFC, but a wish that we can grant.
        self._delay = own_delay(text, product)
        self.sitemaps = tuple(dict.fromkeys(_SITEMAP.findall(text)))[:_SITEMAPS]

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:
        """Take the product token from the settings."""
        return cls(robotstxt_body, None, crawler.settings["ROBOTSTXT_USER_AGENT"])

    def crawl_delay(self, user_agent: str | bytes) -> float | None:
        """Return the seconds between two pages that the site asks for, or None."""
        return self._delay


class StrictRobots(RobotsTxtMiddleware):
    """Scrapy's middleware, which takes whatever goes wrong for permission, turned round.

    A server error and no answer forbid, by the RFC; 401, 403, 429, a redirect that ends
    nowhere and an answer we refuse (too large, or from inside a network) forbid too: the
    RFC would allow the visit, our politeness does not. 404 and the like allow.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._unread: dict[str, Callable[[str], Unread]] = {}  # host → why, of a page of it

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Tell of a request that is forbidden, and refuse where nobody can be slow enough.

        Where robots.txt could not be read it forbids nothing: what happened instead is told.
        """
        if why := self._unread.get(urlsplit(request.url).netloc):
            raise why(request.url)
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest:
            self.crawler.signals.send_catch_log(FORBIDDEN, request=request)
            raise
        delay = rp.crawl_delay("Landbote") if isinstance(rp, Rfc9309Parser) else None
        if delay and delay > LONGEST_DELAY:
            reason = (
                f"robots.txt verlangt {delay:.0f} Sekunden zwischen zwei Seiten; "
                f"so langsam wird nicht gelesen: {request.url}"
            )
            raise Refused(Outcome.ROBOTS, reason)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if 400 <= response.status < 500 and response.status not in (401, 403, 429):
            response = response.replace(body=b"")
        elif not 200 <= response.status < 300:
            self._unread[netloc] = partial(with_status, status=response.status)
        elif error := response.meta.get(_ERROR):
            asked = response.request or request
            why = partial(without_rules, error=error, url=asked.url, meta=asked.meta)
            self._unread[netloc] = why
        if netloc in self._unread:
            response = _closed(request)
        await super()._parse_robots(response, netloc, request)
        self._slow_down(netloc)
        self._note_sitemaps(netloc)
        self._tell(netloc, response.body)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        waiting = self._parsers[netloc]
        url = f"//{netloc}/robots.txt"
        self._unread[netloc] = partial(without_rules, error=exc, url=url, meta={})
        parser = Rfc9309Parser(_NOTHING_ALLOWED, None)
        self._parsers[netloc] = parser
        waiting.callback(parser)  # type: ignore[union-attr]
        self._tell(netloc, b"")

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        """Answer a robots.txt request that got no answer."""
        if not _asks_for_robots(request):
            return None
        request.meta[_ERROR] = exception
        return _closed(request)

    def _note_sitemaps(self, netloc: str) -> None:
        parser = self._parsers[netloc]
        if isinstance(parser, Rfc9309Parser) and isinstance(self.crawler.spider, ReadsSitemaps):
            self.crawler.spider.sitemaps[netloc] = parser.sitemaps

    def _slow_down(self, netloc: str) -> None:
        """Let a host have the rest it asks for, for as long as the crawl goes on."""
        parser = self._parsers[netloc]
        delay = parser.crawl_delay("Landbote") if isinstance(parser, Rfc9309Parser) else None
        if not delay:
            return
        host, downloader = urlsplit(f"//{netloc}").hostname or "", self.crawler.engine.downloader
        slot = downloader.slots.get(host)
        delay = max(delay, slot.delay if slot else downloader.settings.getfloat("DOWNLOAD_DELAY"))
        if slot:
            slot.delay = delay
        # A host that is left alone for a minute loses its slot, and gets another when it is
        # asked again: while a crawl is at other hosts, the wish must not be forgotten.
        downloader.per_slot_settings[host] = {
            **downloader.per_slot_settings.get(host, {}),
            "delay": delay,
        }

    def _tell(self, netloc: str, body: bytes) -> None:
        """Say what the host said; nothing where it did not even answer."""
        parser, why = self._parsers[netloc], self._unread.get(netloc)
        if why and why("").outcome is Outcome.UNREACHABLE:
            return
        self.crawler.signals.send_catch_log(
            ROBOTS_READ, netloc=netloc, body=None if why else body, parser=parser
        )


def _closed(request: Request) -> Response:
    """Return an answer that stands for one we did not get."""
    return TextResponse(request.url, body=_NOTHING_ALLOWED, request=request)


def own_rules(text: str, product: str) -> str:
    """Return the rules of a robots.txt with only our group and everybody's left by name."""
    return "\n".join(_own(line, product) for line in map(_RULE.match, text.splitlines()) if line)


def own_delay(text: str, product: str) -> float | None:
    """Return the seconds that our group asks for, else everybody's; the longest of several."""
    asked: dict[str, float] = {}
    group: set[str] = set()
    begun = True  # whether the next name begins another group
    for line in text.splitlines():
        rule, delay = _RULE.match(line), _DELAY.match(line)
        if rule and rule[1].lower().startswith("user"):
            group = set() if begun else group
            group.add(_own(rule, product).partition(": ")[2])
            begun = False
        elif delay:
            asked |= {one: max(float(delay[1]), asked.get(one, 0.0)) for one in group}
            begun = True
        elif rule:
            begun = True
    found = asked.get(product, asked.get("*"))
    return found or None


def named_agents(body: bytes) -> frozenset[str]:
    """Return the product tokens that a robots.txt names, casefolded."""
    text = decode_robotstxt(body[:_PARSED_BYTES], None)
    lines = (line for line in map(_RULE.match, text.splitlines()) if line)
    agents = (line[2].strip() for line in lines if line[1].lower().startswith("user"))
    tokens = (_TOKEN.match(agent) for agent in agents)
    return frozenset(token[0].casefold() for token in tokens if token and token[0])


def _own(line: re.Match[str], product: str) -> str:
    field, value = line[1], line[2].strip()
    if not field.lower().startswith("user"):
        return f"{field}: {value}"
    token = _TOKEN.match(value)
    ours = token is not None and token[0].casefold() == product.casefold()
    return f"User-agent: {product if ours else '*' if value.startswith('*') else '-'}"


def _asks_for_robots(request: Request) -> bool:
    # Only Scrapy's robots middleware sets this key; no spider of ours does (tested).
    return bool(request.meta.get("dont_obey_robotstxt")) and not request.meta.get(POLICY)
