"""LAND HAT ZUKUNFT: news, events and programmes of Hessen's offensive for rural areas."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from scrapy.http import TextResponse

from crawlers.contact import read_contact
from crawlers.documents import is_document
from crawlers.items import Given, Kind, LabelledText, Link, RawEntry
from crawlers.labelled_days import days, stated_on, undated, until
from crawlers.lines import beside_title, value, with_labels
from crawlers.page import Page
from crawlers.press import classify, questions
from crawlers.shape import cut_out, on_lines
from crawlers.source import Level, Source, Trust
from crawlers.spider import SourceSpider

HOST = "www.land-hat-zukunft.de"
KICKER = "FÖRDERPROGRAMM"
PUBLISHER = "Herausgeber"
ORGANISER = "Veranstalter"
WHEN = ("Datum", "Termin", "Wann")
WHERE = ("Ort", "Veranstaltungsort", "Wo")
REGISTRATION = ("Anmeldung", "Anmeldeschluss")
EVENT_LABELS = (
    *(ORGANISER, *WHEN, *WHERE, *REGISTRATION),
    *("Uhrzeit", "Zeit", "Kosten", "Teilnahmebeitrag"),
)
PROSE = (*WHEN, *REGISTRATION)

_NEWS = re.compile(r"/aktuelle-mitteilungen[-_\d]*/(.+)\.html", re.IGNORECASE)
_PLAIN = re.compile(r"/([^/]+)\.html", re.IGNORECASE)
_SERVICE = re.compile(
    r"impressum|datenschutz|kontakt|barriere|sitemap|suche|leichte-sprache|gebaerden|newsletter",
    re.IGNORECASE,
)
_NEW_WINDOW = re.compile(r"\s*\(?\s*(?:Ö|ö)ffnet sich in einem neuen Fenster\s*\)?")
_EDGE = re.compile(r"\A\s+|\s+\Z")
_JUNK = re.compile(r"(?:Dummy_|Logo\b|Bild$|©)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A page of this site, cleaned: lines above the title, the title, the text below."""

    above: tuple[str, ...]
    title: str
    below: str
    links: tuple[Link, ...]


class LandHatZukunftSpider(SourceSpider):
    """Follows the families of addresses from the start page: no list address is known."""

    source = Source(
        slug="he_land_hat_zukunft",
        title="LAND HAT ZUKUNFT",
        publisher="Hessisches Ministerium für Landwirtschaft und Umwelt, Weinbau, Forsten, "
        "Jagd und Heimat",
        homepage=f"https://{HOST}/",
        level=Level.STATE,
        area="06",
        trust=Trust.PRIMARY,
        cron="45 5 * * *",
        expected=(10, 200),
        licence="© Land Hessen, LAND HAT ZUKUNFT. Es gilt der Text auf land-hat-zukunft.de.",
    )
    depth = 2  # start page → page or list → page

    async def start(self) -> AsyncIterator[Any]:
        """Begin with the start page."""
        yield self.get(self.source.homepage, self.parse_start)

    def parse_start(self, response: TextResponse) -> Iterator[Any]:
        """Follow every page of the site that the start page links, menus included."""
        yield from self._follow(self.page(response).main("body"), depth=1)

    def parse_news(self, response: TextResponse, key: str, depth: int) -> Iterator[RawEntry]:
        """Read a Mitteilung: its first line names the ministry that publishes it."""
        read = read_page(self._main(response))
        publisher = undated("\n".join(read.above)).splitlines()[-1:]
        yield self.entry(
            key=key,
            url=response.url,
            kind=classify(read.title, read.below),
            title=read.title,
            fields=tuple(LabelledText(label=PUBLISHER, text=name) for name in publisher),
            body=undated(read.below),
            published_on=stated_on((*read.above, *read.below.splitlines()[:2])),
            given=replace(given(read), funders=tuple(publisher), notes=questions(read.title)),
        )

    def parse_event(self, response: TextResponse, key: str, depth: int) -> Iterator[RawEntry]:
        """Read an event; its day is taken only where it stands under a label."""
        page = self._main(response)
        read = read_page(page)
        above, _ = with_labels("\n".join(read.above), EVENT_LABELS)
        below, body = with_labels(read.below, EVENT_LABELS)
        pairs = (*above, *below)
        starts_on, ends_on = days(value(pairs, *WHEN))
        register_by = until(page, value(pairs, *REGISTRATION))
        yield self.entry(
            key=key,
            url=response.url,
            kind=Kind.EVENT,
            title=read.title,
            fields=pairs,
            prose=tuple(label for label in PROSE if value(pairs, label)),
            body=on_lines(body),
            given=replace(
                given(read),
                funders=tuple(pair.text for pair in pairs if pair.label == ORGANISER),
                deadlines=register_by,
                event_starts_on=starts_on,
                event_ends_on=ends_on,
                event_place=value(pairs, *WHERE),
            ),
        )

    def parse_page(self, response: TextResponse, key: str, depth: int) -> Iterator[Any]:
        """Read a programme, known by its kicker; follow any other page as a list."""
        page = self._main(response)
        if KICKER not in page.text().upper().splitlines():
            yield from self._follow(page, depth=depth + 1)
            return
        read = read_page(page)
        yield self.entry(
            key=key,
            url=response.url,
            kind=Kind.PROGRAMME,
            title=read.title,
            body=read.below,
            given=given(read),
        )

    def _follow(self, page: Page, *, depth: int) -> Iterator[Any]:
        if depth > self.depth:
            return
        parse = {"news": self.parse_news, "event": self.parse_event, "page": self.parse_page}
        for node in page.all("a[href]"):
            url = page.link(node)
            family, key = place(url)
            if family and self.first(key):
                yield self.get(url, parse[family], missing_ok=True, key=key, depth=depth)

    def _main(self, response: TextResponse) -> Page:
        page = self.page(response).main("main", "#main", "#content", "body")
        return page.without("nav", "header", "footer", "form", "img")


def place(url: str) -> tuple[str, str]:
    """Return the family of an address (news, event, page) and its key, or two empty strings."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    if (parts.hostname or "") not in (HOST, HOST.removeprefix("www.")):
        return "", ""
    if path == "/veranstaltungsdetails.html":
        event = parse_qs(parts.query).get("event", [""])[0]
        return ("event", event) if event.isdecimal() else ("", "")
    if news := _NEWS.fullmatch(path):
        return "news", f"mitteilung/{news[1].casefold()}"
    if (other := _PLAIN.fullmatch(path)) and not _SERVICE.search(other[1]):
        return "page", other[1].casefold()
    return "", ""


def read_page(page: Page) -> Read:
    """Return a page in three parts, without placeholders and hints for screen readers."""
    above, title, below = (cleaned(text) for text in beside_title(page))
    return Read(
        above=tuple(above.splitlines()),
        title=title,
        below=below,
        links=links(page),
    )


def given(read: Read) -> Given:
    """Return the contact and the links of a page."""
    contact = read_contact(read.below)
    return Given(contacts=(contact,) if contact else (), links=read.links)


def cleaned(text: str) -> str:
    """Return a text without placeholder captions, picture credits and new-window hints."""
    lines = (cut_out(_EDGE, cut_out(_NEW_WINDOW, line)) for line in text.splitlines())
    return on_lines(line for line in lines if line and not _JUNK.match(line.lstrip("• ")))


def links(page: Page) -> tuple[Link, ...]:
    """Return the links of a page's text that leave the site or lead to a document."""
    found: dict[str, Link] = {}
    for node in page.all("a[href]"):
        url, title = page.link(node), cleaned(" ".join(node.get_text().split()))
        leaves = urlsplit(url).hostname not in (HOST, None)
        if url and title and (leaves or is_document(node, url, title)):
            found.setdefault(url, Link(url=url, title=title, role="more"))
    return tuple(found.values())
