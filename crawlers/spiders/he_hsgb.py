"""HSGB: what the association of towns and municipalities hands on to its members."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from crawlers.article import Article
from crawlers.articles import ArticlesSpider, path
from crawlers.events import kind_of_news
from crawlers.items import Given, Kind, LabelledText
from crawlers.observe.outcome import PageChangedError
from crawlers.source import Level, Source, Trust

_ADDRESS = re.compile(r"/(?P<section>[^/]+)/[^/]+-(?P<made>\d{9,10})/(?P<day>\d{4}/\d{2}/\d{2})")
EVENTS = "ueberregionale-veranstaltungen"
_ARCHIVE = re.compile(r"/nachrichten-des-hsgb/archive/(?P<year>\d{4})")
_FRESH = timedelta(days=60)  # older news of an archive was read when it was new, or is of no use
_BERLIN = ZoneInfo("Europe/Berlin")


class HsgbSpider(ArticlesSpider):
    """Reads the newest news and events. The address has the date, and when it was made.

    For news the date is the day of publication; for events it is the day of the event.
    """

    source = Source(
        slug="he_hsgb",
        title="Hessischer Städte- und Gemeindebund: Nachrichten",
        publisher="Hessischer Städte- und Gemeindebund (HSGB)",
        homepage="https://www.hsgb.de/",
        level=Level.STATE,
        area="06",
        trust=Trust.RELAY,
        cron="55 5 * * *",
        expected=(3, 120),
        licence="© Hessischer Städte- und Gemeindebund. Es gilt der Text des Förderers.",
        complete=False,
    )
    lists = (
        "https://www.hsgb.de/nachrichten-des-hsgb",
        f"https://www.hsgb.de/{EVENTS}",
    )
    may_be_empty = (f"https://www.hsgb.de/{EVENTS}",)
    list_parts = 2
    article = re.compile(rf"hsgb\.de{_ADDRESS.pattern}")
    sublist = re.compile(rf"hsgb\.de{_ARCHIVE.pattern}")

    def chosen(self, own: list[str], url: str) -> list[str]:
        """Leave out all archives but that of the newest year, and in it what is no longer news."""
        years = [one for one in own if not self.is_article(one)]
        articles = [one for one in own if self.is_article(one)]
        if _ARCHIVE.fullmatch(path(url)):
            newest = max(map(dated, articles), default=date.min)
            return [one for one in articles if newest - dated(one) <= _FRESH]
        return [*articles, *sorted(years, key=path)[-1:]]

    def kind(self, article: Article, url: str) -> Kind:
        """Return EVENT for what stands among the events, else what the news is."""
        if section(url) == EVENTS:
            return Kind.EVENT
        return kind_of_news(article.title, article.text)

    def published(self, article: Article, url: str) -> date:
        """Return the day of publication: of news the date, of an event the day it was entered."""
        return made_on(url) if section(url) == EVENTS else dated(url)

    def given(self, article: Article, fields: tuple[LabelledText, ...], url: str) -> Given:
        """Add the day of an event."""
        starts_on = dated(url) if section(url) == EVENTS else None
        return replace(article.given, event_starts_on=starts_on)


def section(url: str) -> str:
    """Return the section of the site that an address belongs to."""
    return _parts(url)["section"]


def dated(url: str) -> date:
    """Return the date at the end of an address."""
    return datetime.strptime(_parts(url)["day"], "%Y/%m/%d").date()


def made_on(url: str) -> date:
    """Return the local day of the Unix time in an address."""
    return datetime.fromtimestamp(int(_parts(url)["made"]), UTC).astimezone(_BERLIN).date()


def _parts(url: str) -> re.Match[str]:
    found = _ADDRESS.fullmatch(path(url))
    if found is None:
        raise PageChangedError(url, "Adresse mit Rubrik, Zeit und Datum", 0)
    return found
