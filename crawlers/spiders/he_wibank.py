"""WIBank: the programmes that Hessen's development bank handles."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import TextResponse

from crawlers.contact import read_contact
from crawlers.documents import is_document
from crawlers.follow import declared, next_page
from crawlers.items import Given, Kind, LabelledText, Link, RawEntry
from crawlers.lines import beside_title, under_headings
from crawlers.links import canonical
from crawlers.observe.outcome import CrawlStopped, PageChangedError
from crawlers.observe.trace import Asked
from crawlers.page import Page
from crawlers.shape import on_lines
from crawlers.source import Level, Source, Trust
from crawlers.spider import SourceSpider

LIST = "https://www.wibank.de/wibank/foerderfinder"
REGISTER = "https://www.wibank.de/wibank/unternehmen/foerderprogramme"  # a second one

FACTS = "Auf einen Blick"
NOTICE = "Hinweis"
PARTNER = "In Kooperation mit"
QUESTIONS = (
    "Was wird gefördert?",
    "Wer wird gefördert?",
    "Welche Voraussetzungen gibt es?",
    "Wie sind die Konditionen?",
    "Rechtliche Hinweise",
    "Wo muss der Antrag gestellt werden?",
)
CONTACT = ("Ansprechpartner", "Ihr Ansprechpartner", "Kontakt", "Ihr Kontakt")
DOWNLOADS = ("Downloads", "Dokumente", "Formulare", "Weitere Informationen")
HEADINGS = (*QUESTIONS, *CONTACT, *DOWNLOADS, PARTNER)

# Money and status stand in these; "Was wird gefördert?" names prices of things, and
# "Welche Voraussetzungen gibt es?" limits of turnover, neither of them the grant.
PROSE = (FACTS, NOTICE, "Wer wird gefördert?", "Wie sind die Konditionen?")

_FOLDERS = r"(?:[\w%.-]+/)*"
_NUMBERED = re.compile(
    rf"/wibank/{_FOLDERS}(?P<name>[\w%.-]+)-(?P<number>\d{{5,}})(?:\.jsp)?/?", re.IGNORECASE
)
# A short address, which any part of the site may have, or the old form of all addresses.
_NAMED = re.compile(
    rf"/wibank/(?P<name>[\w%-]+|{_FOLDERS}[\w%-]+(?=\.jsp))(?:\.jsp)?/?", re.IGNORECASE
)
_NO_PROGRAMME = frozenset(
    {"foerderfinder", "presse", "kontakt", "impressum", "datenschutz", "karriere", "unternehmen"}
)
_KICKER = re.compile(r"(.+?)\s+(\w*(?:zuschuss|darlehen|kredit|bürgschaft|beteiligung)\w*)", re.I)


class WibankSpider(SourceSpider):
    """Reads the Förderfinder and the page of every programme in it."""

    source = Source(
        slug="he_wibank",
        title="WIBank: Förderprogramme",
        publisher="Wirtschafts- und Infrastrukturbank Hessen (WIBank)",
        homepage="https://www.wibank.de/",
        level=Level.STATE,
        area="06",
        trust=Trust.PRIMARY,
        takes_applications=True,
        funds=False,
        cron="15 5 * * *",
        expected=(40, 400),
        licence="© Wirtschafts- und Infrastrukturbank Hessen. Es gilt der Text auf wibank.de.",
    )

    reads_guidelines = True
    page_budget = 600

    async def start(self) -> AsyncIterator[Any]:
        """Begin with the first page of the Förderfinder; the second register follows it."""
        yield self.get(LIST, self.parse_list, others=(REGISTER,))

    def parse_list(self, response: TextResponse, others: tuple[str, ...]) -> Iterator[Any]:
        """Follow every programme of a list page once, then the next list page or register.

        One with a number goes before one without, which is mostly the same under a short address.
        """
        page = self.page(response).main("main", "#content", "body")
        urls = [page.link(node) for node in page.all("a[href]")]
        numbered = {number: url for url in urls if (number := key(url))}
        named = [url for url in urls if short(url)]
        if not (numbered or named):
            raise PageChangedError(response.url, "a[href*=/wibank/…-<Nummer>]", 0, "mindestens 1")
        for number, url in numbered.items():
            for name in sorted(shorts(url)):
                self.first(f"short: {name}")
            if self.first(number):
                yield self.get(url, self.parse_programme, missing_ok=True, number=number)
        for url in named:
            if self.first(f"short: {short(url)}"):
                yield self.get(url, self.parse_named, missing_ok=True, address=url)
        if following := next_page(page):
            yield self.get(following, self.parse_list, others=others)
        elif others:
            yield self.get(others[0], self.parse_list, others=others[1:])

    def without(self, page: Asked, stop: CrawlStopped) -> Iterator[Any] | None:
        """Go on without the second register; what is known from it is visited all the same."""
        return self.as_it_was(page, stop) if page.url == REGISTER else None

    def parse_named(self, response: TextResponse, address: str) -> Iterator[RawEntry]:
        """Read a programme without a number in its address, unless the page names one.

        What no question is answered on is another page of the site.
        """
        number = key(declared(response, "wibank.de")) or key(canonical(response.url))
        if number and not self.first(number):
            return
        try:
            yield from self.parse_programme(response, number or f"/wibank/{short(address)}")
        except PageChangedError:
            last = self.visits.remembered(address)
            if number or (last and last.entries):
                raise

    def parse_programme(self, response: TextResponse, number: str) -> Iterator[RawEntry]:
        """Read one programme by its headings."""
        page = self.page(response).main("main", "#content", "body").without("nav", "footer")
        above, title, body = beside_title(page)
        lead, parts = under_headings(body, HEADINGS)
        if not {part.label for part in parts} & set(QUESTIONS):
            raise PageChangedError(response.url, " | ".join(QUESTIONS), 0, "mindestens eine")
        summary, facts, notice = split_lead(lead)
        fields = (*_filled(facts, notice), *parts)
        yield self.entry(
            key=number,
            url=declared(response, "wibank.de"),
            kind=Kind.PROGRAMME,
            title=title,
            summary=summary,
            fields=fields,
            prose=tuple(label for label in PROSE if label in {field.label for field in fields}),
            given=given(page, above, parts),
        )


def key(url: str) -> str:
    """Return the number at the end of a programme's address, or "" for any other address."""
    found = _matched(_NUMBERED, url)
    return found["number"] if found else ""


def shorts(url: str) -> set[str]:
    """Return the names that the short address of a numbered one may have."""
    found = _matched(_NUMBERED, url)
    name = found["name"].casefold() if found else ""
    folder = urlsplit(url).path.casefold().split("/")[-2]
    return {name, folder} if name.startswith(folder) else {name}


def short(url: str) -> str:
    """Return the name in an address without a number, or "" for any other address."""
    found = _matched(_NAMED, url)
    name = found["name"].casefold() if found and not key(url) else ""
    return "" if name in _NO_PROGRAMME else name


def _matched(pattern: re.Pattern[str], url: str) -> re.Match[str] | None:
    parts = urlsplit(url)
    return pattern.fullmatch(parts.path) if (parts.hostname or "").endswith("wibank.de") else None


def split_lead(lines: list[str]) -> tuple[str, list[str], list[str]]:
    """Return subtitle, facts and notice: what stands before, in and after the first list."""
    items = [i for i, line in enumerate(lines) if line.startswith("• ")]
    if not items:
        return (lines[0] if lines else ""), [], lines[1:]
    end = next((i for i in range(items[0], len(lines)) if i not in items), len(lines))
    return on_lines(lines[: items[0]]), lines[items[0] : end], lines[end:]


def given(page: Page, kicker: str, parts: tuple[LabelledText, ...]) -> Given:
    """Return theme and instrument from the kicker, partners, contact and downloads."""
    found = _KICKER.fullmatch(" ".join(kicker.split()))
    texts = {part.label: part.text for part in parts}
    where = "\n".join(texts.get(label, "") for label in (QUESTIONS[-1], *CONTACT))
    contact = read_contact(where)
    return Given(
        subjects=(found[1],) if found else (),
        instruments=(found[2],) if found else (),
        funders=tuple(texts.get(PARTNER, "").splitlines()),
        contacts=(contact,) if contact else (),
        links=tuple(_downloads(page)),
    )


def _downloads(page: Page) -> Iterator[Link]:
    for node in page.all("a[href]"):
        url, title = page.link(node), " ".join(node.get_text().split())
        if is_document(node, url, title):
            role = "form" if "antrag" in title.lower() else ""
            yield Link(url=url, title=title, role="guideline" if "ichtlinie" in title else role)


def _filled(facts: list[str], notice: list[str]) -> list[LabelledText]:
    pairs = ((FACTS, facts), (NOTICE, notice))
    return [LabelledText(label=label, text=on_lines(lines)) for label, lines in pairs if lines]
