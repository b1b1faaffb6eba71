"""Kulturberatung Hessen: programmes for culture, from the state and from others."""

from __future__ import annotations

import re
from dataclasses import replace

from crawlers.article import Article
from crawlers.articles import ArticlesSpider
from crawlers.items import Given, LabelledText
from crawlers.lines import value
from crawlers.shape import on_lines
from crawlers.source import Level, Source, Trust

TYPE, APPLICANTS, PERIOD = "Veranstaltungstyp", "Antragstellende", "Antragszeitraum"
_DATE = r"\d{1,2}\.\d{1,2}\.\d{4}"
# What may stand below "Antragszeitraum" over several lines; the text of the page follows it.
_PERIOD = re.compile(
    r"(?:(?:ab|vom|von|bis|bis zum|und|–|-)\s*)*"
    rf"(?:{_DATE}\s*(?:(?:bis|bis zum|–|-)\s*(?:{_DATE})?)?)?|"
    r"laufend|ganzjährig|jederzeit|fortlaufend",
    re.IGNORECASE,
)


class KulturberatungSpider(ArticlesSpider):
    """Reads the list and every programme by its three labels."""

    source = Source(
        slug="he_kulturberatung",
        title="Kulturberatung Hessen: Förderprogramme",
        publisher="Kulturberatung Hessen",
        homepage="https://kulturberatung-hessen.de/",
        level=Level.STATE,
        area="06",
        trust=Trust.RELAY,
        cron="25 5 * * *",
        expected=(10, 250),
        licence="© Kulturberatung Hessen. Es gilt der Text des jeweiligen Förderers.",
    )
    lists = ("https://kulturberatung-hessen.de/foerderprogramme",)
    article = re.compile(r"kulturberatung-hessen\.de/foerderprogramme/[^/]+")
    unread = (TYPE,)

    def fields(self, article: Article) -> tuple[tuple[LabelledText, ...], str]:
        """Return what stands under the labels; the period ends where the running text begins."""
        found: dict[str, list[str]] = {}
        body: list[str] = []
        label = ""
        for line in article.text.splitlines():
            name = line.rstrip(": ")
            if name in (TYPE, APPLICANTS, PERIOD) and name not in found:
                label, found[name] = name, []
            elif label and self._still(label, line, found[label]):
                found[label].append(line)
            else:
                label = ""
                body.append(line)
        pairs = (LabelledText(label=k, text=on_lines(v)) for k, v in found.items() if v)
        return tuple(pairs), on_lines(body)

    def given(self, article: Article, fields: tuple[LabelledText, ...], url: str) -> Given:
        """Add the type, which says who funds."""
        kind_of_funder = value(fields, TYPE)
        return replace(article.given, subjects=(kind_of_funder,) if kind_of_funder else ())

    def _still(self, label: str, line: str, before: list[str]) -> bool:
        """Whether a line still belongs to its label: the period's lines, else one line."""
        return bool(_PERIOD.fullmatch(line)) if label == PERIOD else not before
