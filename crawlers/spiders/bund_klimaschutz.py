"""Kommunalrichtlinie: the federal climate initiative's measures for municipalities."""

from __future__ import annotations

import re
from dataclasses import replace

from crawlers.article import Article
from crawlers.articles import ArticlesSpider
from crawlers.items import Contact, Given, LabelledText
from crawlers.lines import value
from crawlers.shape import on_lines
from crawlers.source import Level, Source, Trust

_DAY = r"\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄÖÜ][a-zäöü]+\.?)\s?\d{4}"
# A line that is a window for applications and nothing else: "01. Febr. 2027 bis 31. Mai 2027".
_WINDOW = re.compile(rf"(?:• )?(?:vom )?{_DAY} (?:bis|–|-)(?: zum)? {_DAY}")
WINDOWS = "Antragszeitraum"
AGENCY = "Projektträger"  # who advises and takes the application, not who funds


class KlimaschutzSpider(ArticlesSpider):
    """Reads the guideline's overview and the page of every measure, each with its windows."""

    source = Source(
        slug="bund_klimaschutz",
        title="Nationale Klimaschutzinitiative: Kommunalrichtlinie",
        publisher="Nationale Klimaschutzinitiative des Bundes (NKI)",
        homepage="https://www.klimaschutz.de/",
        level=Level.FEDERAL,
        area="de",
        trust=Trust.PRIMARY,
        cron="25 6 * * *",
        expected=(5, 60),
        licence="© Nationale Klimaschutzinitiative. Es gilt der Text auf klimaschutz.de.",
    )
    lists = (
        "https://www.klimaschutz.de/de/foerderung-der-nki/foerderprogramme/kommunalrichtlinie",
    )
    lists_are_articles = True
    article = re.compile(
        r"klimaschutz\.de/de/foerderung-der-nki/foerderprogramme/kommunalrichtlinie/.+"
    )
    labels = (
        *(WINDOWS, "Antragsfrist", "Einreichungsfrist", "Antragsfenster"),
        *("Förderregion", AGENCY),
    )
    headings = (
        *("Wer kann Fördergelder beantragen?", "Wie hoch ist die Förderung?"),
        "Programminformationen",  # over region and agency: no text of what stands above it
    )
    unread = (AGENCY,)

    def fields(self, article: Article) -> tuple[tuple[LabelledText, ...], str]:
        """Return the labelled parts; a window that stands alone gets the label it means."""
        fields, body = super().fields(article)
        lines = body.splitlines()
        windows = [line for line in lines if _WINDOW.fullmatch(line)]
        label = tuple(LabelledText(label=WINDOWS, text=line) for line in windows)
        return (*label, *fields), on_lines(line for line in lines if line not in windows)

    def given(self, article: Article, fields: tuple[LabelledText, ...], url: str) -> Given:
        """Add whom to ask, where the page names the agency and no address."""
        agency = value(fields, AGENCY)
        asked = (Contact(organisation=agency),) if agency else ()
        return replace(article.given, contacts=article.given.contacts or asked)
