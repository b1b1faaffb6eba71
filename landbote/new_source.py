"""New source: write the two things of a source that needs code, a spider and a samples folder."""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from crawlers.source import Level

_SLUG = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
_URL = re.compile(r"https?://[^\s\"'\\<>{}|^`]+")
# Who funds stands at the front of a slug: level, area.
FRONTS = {"eu": (Level.EU, "eu"), "bund": (Level.FEDERAL, "de"), "he": (Level.STATE, "06")}

_SPIDER = '''\
"""{slug}: say in one line what this source publishes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy.http import TextResponse

from crawlers.items import Kind, RawEntry
from crawlers.source import Level, Source, Trust
from crawlers.spider import SourceSpider

START = "{url}"


class {name}(SourceSpider):
    """Reads the start page as one entry. Say here what it really reads, and in which order."""

    # Where the address of the page stands as a name, write the name that belongs there.
    source = Source(
        slug="{slug}",
        # German, as staff and subscribers read it.
        title="{host}",
        # The body behind the page, by its full name.
        publisher="{host}",
        homepage="{homepage}",
        # Who funds: EU, FEDERAL, STATE or REGION.
        level=Level.{level},
        # For whom: eu, de, an AGS prefix such as 06, or leader:<slug>.
        area="{area}",
        # PRIMARY: the funder itself; RELAY: quotes it; SECONDARY: paraphrases.
        trust=Trust.SECONDARY,
        # Local time, never between 02:00 and 03:00.
        cron="0 6 * * *",
        # The plausible number of entries: fewer means that the page has broken.
        expected=(1, 1),
        # The line shown with every entry.
        licence="© {host}",
    )

    async def start(self) -> AsyncIterator[Any]:
        """Begin with the start page."""
        yield self.get(START, self.parse_page)

    def parse_page(self, response: TextResponse) -> Iterator[RawEntry]:
        """Read a page by its headline and its main part.

        `one`, `words` and `main` raise where the page is not as written here: that is
        wanted. A list is read with `page.each("…", at_least=1)`: every part is a page to read.
        """
        page = self.page(response).main("main")
        yield self.entry(
            key=response.url,  # what stays the same when the text changes: a number, a path
            url=response.url,
            kind=Kind.NOTICE,  # PROGRAMME, CALL, PRIZE, EVENT, NOTICE or AWARD
            title=page.words("h1"),
            body=page.text(),
        )
'''

_PAGES = """\
# Which file answers which address; an address that is not listed fails the test.
[[page]]
url = "{url}"
file = "start.html"
"""

_PLACEHOLDER = """\
<!doctype html>
<!-- Placeholder. Put the page here as it is built, with a text of your own: {url} -->
<html lang="de"><head><meta charset="utf-8"><title>Platzhalter</title></head><body></body></html>
"""


class NewSourceError(ValueError):
    """Raised where a source cannot be written; the message is a German sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    path: Path
    text: str


def write_new_source(slug: str, url: str, *, root: Path) -> list[Path]:
    """Write spider and samples folder of a new source below `root`; return the files.

    The source starts red: its sample is an empty page, on which its spider must fail, and
    there is no expected.json. Raises NewSourceError for a slug or address that will not
    do, and where a file is already there; then nothing is written.
    """
    drafts = _drafts(checked_slug(slug), checked_url(url), root / "crawlers")
    if taken := [draft.path for draft in drafts if draft.path.exists()]:
        raise NewSourceError(f"Die Quelle gibt es schon: {taken[0]} wird nicht überschrieben.")
    for draft in drafts:
        draft.path.parent.mkdir(parents=True, exist_ok=True)
        draft.path.write_text(draft.text, encoding="utf-8")
    return [draft.path for draft in drafts]


def _drafts(slug: str, url: str, crawlers: Path) -> list[_Draft]:
    samples = crawlers / "samples" / slug
    return [
        _Draft(path=crawlers / "spiders" / f"{slug}.py", text=_spider(slug, url)),
        _Draft(path=samples / "pages.toml", text=_PAGES.format(url=url)),
        _Draft(path=samples / "start.html", text=_PLACEHOLDER.format(url=url)),
    ]


def _spider(slug: str, url: str) -> str:
    parts = urlsplit(url)
    level, area = FRONTS.get(slug.split("_")[0], (Level.REGION, "06"))
    return _SPIDER.format(
        slug=slug,
        url=url,
        host=parts.hostname,
        homepage=f"{parts.scheme}://{parts.netloc}/",
        name="".join(word.capitalize() for word in slug.split("_")) + "Spider",
        level=level.name,
        area=area,
    )


def checked_slug(slug: str) -> str:
    """Return a slug. Raises NewSourceError for one that could not be a name."""
    if not _SLUG.fullmatch(slug) or len(slug) > 40 or keyword.iskeyword(slug):
        raise NewSourceError(
            f"Das Kürzel „{slug}“ passt nicht: Kleinbuchstaben und Ziffern, mindestens zwei "
            "Teile mit Unterstrich, vorn die Ebene, zum Beispiel he_wibank (höchstens 40 Zeichen)."
        )
    return slug


def checked_url(url: str) -> str:
    """Return an address. Raises NewSourceError for what is none."""
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        named = False
    if not named or not _URL.fullmatch(url):
        raise NewSourceError(f"Die Adresse „{url}“ ist keine Webadresse (https://…).")
    return url
