"""`python -m bench.extraction FOLDER`: what is read of raw pages, beside what ought to be.

FOLDER holds raw pages, at any depth, and a gold file `evaldata.json` of the form that
adbar/trafilatura's tests have: {url: {file, with, without, title, date}}. `with` are pieces of
the text that must be kept, `without` pieces that must not be there. Where trafilatura is
installed its figures stand beside ours; the project does not need it.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.http import HtmlResponse

from bench.row import Row
from crawlers.article import read_article
from crawlers.charset import decoded
from crawlers.observe.outcome import PageChangedError
from crawlers.page import Page

GOLD = "evaldata.json"
HALVES = ("tuning", "deciding")
# White space, case and what only guides the breaking of words make no other text.
_IGNORED = re.compile(r"[\s\u00ad\u200b]+")
_SHORT_TITLE = 8  # so short a title must be met as it is; of a longer one the start will do


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One page and what a person says of it; what is empty was not said."""

    url: str
    file: Path
    kept: tuple[str, ...]
    unwanted: tuple[str, ...]
    title: str
    day: str  # YYYY-MM-DD

    @property
    def host(self) -> str:
        """The host of the page, by which pages are split."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader makes of a page; `refused` is why it makes nothing of it."""

    title: str = ""
    text: str = ""
    day: str = ""
    refused: str = ""


@dataclass(slots=True)
class Tally:
    """What one reader got right and wrong on all pages."""

    kept: int = 0
    junk: int = 0
    whole: int = 0
    titles: int = 0
    days_right: int = 0
    days_wrong: int = 0
    refused: int = 0
    seconds: float = 0.0
    readings: dict[str, Reading] = field(default_factory=dict)


Reader = Callable[[str, bytes], Reading]


def measure_extraction(
    folder: Path, *, half: str = "", only: frozenset[str] = frozenset()
) -> list[Row]:
    """Return the figures of every reader on the pages of a folder that has a gold file."""
    pages = golden_pages(folder, half=half, only=only)
    readers: dict[str, Reader] = {"landbote": read_by_landbote}
    if find_spec("trafilatura"):
        readers["trafilatura"] = read_by_trafilatura
    tallies = {name: tally(pages, read) for name, read in readers.items()}
    return [row for name, one in tallies.items() for row in _rows(name, one, pages, tallies)]


def golden_pages(folder: Path, *, half: str = "", only: frozenset[str] = frozenset()) -> list[Gold]:
    """Return the pages of a gold file that are there, of one half or of both.

    Rules are made on the one half of the hosts and believed on the other: sorted by name,
    every second one from the first on is for tuning. `only` are names of files.
    """
    there = {file.name: file for file in sorted(folder.rglob("*.html"))}
    said = json.loads((folder / GOLD).read_text(encoding="utf-8"))
    pages = [
        Gold(
            url=url,
            file=there[name],
            kept=tuple(one.get("with") or ()),
            unwanted=tuple(one.get("without") or ()),
            title=one.get("title") or "",
            day=one.get("date") or "",
        )
        for url, one in said.items()
        if (name := Path(one["file"]).name) in there and (not only or name in only)
    ]
    hosts = sorted({page.host for page in pages})
    chosen = {host for at, host in enumerate(hosts) if not half or HALVES[at % 2] == half}
    return [page for page in pages if page.host in chosen]


def tally(pages: Iterable[Gold], read: Reader) -> Tally:
    """Return what a reader gets right and wrong."""
    total = Tally()
    for page in pages:
        markup = page.file.read_bytes()
        began = time.perf_counter()
        reading = read(page.url, markup)
        total.seconds += time.perf_counter() - began
        text = _bare(reading.text)
        kept = sum(_bare(piece) in text for piece in page.kept)
        total.kept += kept
        total.whole += kept == len(page.kept)
        total.junk += sum(_bare(piece) in text for piece in page.unwanted)
        total.titles += bool(page.title) and same_title(reading.title, page.title)
        total.days_right += bool(page.day) and reading.day == page.day
        total.days_wrong += bool(page.day and reading.day) and reading.day != page.day
        total.refused += bool(reading.refused)
        total.readings[page.url] = reading
    return total


def read_by_landbote(url: str, markup: bytes) -> Reading:
    """Read a page as a spider does that knows nothing of it, not even a name."""
    try:
        article = read_article(Page(url, decoded(HtmlResponse(url, body=markup))))
    except PageChangedError as error:
        return Reading(refused=error.reason)
    except Exception as error:  # a crash of ours is counted, lest it end the measurement
        return Reading(refused=f"{type(error).__name__}: {error}")
    day = article.published_on.isoformat() if article.published_on else ""
    return Reading(title=article.title, text=article.text, day=day)


def read_by_trafilatura(url: str, markup: bytes) -> Reading:
    """Read a page as trafilatura does by itself, with its day and title."""
    import trafilatura

    found = trafilatura.bare_extraction(markup, url=url, with_metadata=True)
    if found is None:
        return Reading(refused="nichts gefunden")
    known = found if isinstance(found, dict) else found.as_dict()
    return Reading(
        title=known.get("title") or "", text=known.get("text") or "", day=known.get("date") or ""
    )


def same_title(one: str, other: str) -> bool:
    """Whether two titles are the same, or the longer only goes on."""
    shorter, longer = sorted((_bare(one), _bare(other)), key=len)
    return shorter == longer or (len(shorter) > _SHORT_TITLE and longer.startswith(shorter))


def _rows(name: str, one: Tally, pages: Sequence[Gold], tallies: dict[str, Tally]) -> Iterator[Row]:
    wanted = sum(len(page.kept) for page in pages)
    unwanted = sum(len(page.unwanted) for page in pages)
    titled, dated = sum(bool(page.title) for page in pages), sum(bool(page.day) for page in pages)
    counts = (
        (f"of {wanted} segments kept", one.kept),
        (f"of {unwanted} pieces of junk kept", one.junk),
        (f"of {len(pages)} pages whole", one.whole),
        (f"of {titled} titles right", one.titles),
        (f"of {dated} days right", one.days_right),
        (f"of {dated} days wrong", one.days_wrong),
        (f"of {len(pages)} pages refused", one.refused),
    )
    for what, count in counts:
        yield Row(name=f"{name}: {what}", value=count, unit="")
    beside = tallies.get("trafilatura") if name == "landbote" else None
    yield Row(
        name=f"{name}: time a page",
        value=one.seconds * 1000 / max(len(pages), 1),
        unit="ms",
        baseline="trafilatura" if beside else "",
        ratio=one.seconds / beside.seconds if beside else None,
    )


def _bare(text: str) -> str:
    return _IGNORED.sub("", text).casefold()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.extraction", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=HALVES, default="", help="of the hosts, sorted by name")
    parser.add_argument("--only", type=Path, help="a file with the names of the pages, one a line")
    return parser


def main() -> None:
    """Print the figures of every reader."""
    asked = _parser().parse_args()
    only = frozenset(asked.only.read_text(encoding="utf-8").split()) if asked.only else frozenset()
    for row in measure_extraction(asked.folder, half=asked.half, only=only):
        ratio = "" if row.ratio is None else f"   {row.ratio:.2f} × {row.baseline}"
        print(f"{row.name:<45}{row.value:>9.1f} {row.unit}{ratio}")


if __name__ == "__main__":
    main()
