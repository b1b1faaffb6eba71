"""Page text: the running text of one page, fetched as politely as any source is."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from crawlers.article import read_article
from crawlers.items import RawEntry
from crawlers.page import Page
from crawlers.source import Level
from crawlers.watched import WatchedPage
from db.vocabulary import RunOutcome
from landbote.crawling import spawn
from landbote.crawling.order import CrawlOrder
from landbote.crawling.spawn import KNOWN

TITLE = "Seite"  # what nobody named yet


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """What stands on a page, and when it was published, if it says so."""

    text: str
    published_on: date | None = None


class PageTextError(ValueError):
    """A page could not be fetched; the German message says why."""


def fetched(url: str, order: CrawlOrder) -> PageText:
    """Fetch one page in a crawl of its own: robots.txt, limits and guard hold as ever."""
    watched = WatchedPage(
        slug="seite", url=url, title=TITLE, publisher=url, area="de", level=Level.STATE
    )
    with tempfile.TemporaryDirectory(prefix="landbote-") as name:
        folder = Path(name)
        (folder / KNOWN).touch()
        asked = CrawlOrder(
            today=order.today,
            limit=order.limit,
            replay=order.replay,
            contact=order.contact,
            page=watched.to_json(),
        )
        visit = spawn.visit(watched.source(), asked, "", folder)
        if visit.outcome is not RunOutcome.OK:
            raise PageTextError(visit.reason)
        entry = RawEntry.from_line(visit.file.read_text(encoding="utf-8").splitlines()[0])
    return PageText(text=entry.body, published_on=entry.published_on)


def from_file(file: Path) -> PageText:
    """Read a text file as it is, and an HTML file by its main part."""
    text = file.read_text(encoding="utf-8")
    if file.suffix.lower() not in (".html", ".htm"):
        return PageText(text=text)
    return from_html(text, file.resolve().as_uri())


def from_html(markup: str, url: str = "https://localhost/") -> PageText:
    """Read the markup of a page by its main part. Raises PageChangedError where it has none."""
    article = read_article(Page(url, markup), TITLE)
    return PageText(text=article.text, published_on=article.published_on)
