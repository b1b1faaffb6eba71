"""Copies: the pages that a survey got, to be looked at from disk; nothing in them acts or loads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template
from scrapy import Request
from scrapy.http import HtmlResponse, TextResponse

from crawlers.charset import decoded
from crawlers.middlewares.replay import RecordedPage, ReplayError, read_pages

LONGEST = 400_000  # characters of a page that are shown
_PAGE = Path(__file__).with_name("copies.html")
_ASIDE = ("/robots.txt", "/.well-known/tdmrep.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One answer: its address, what it was, and its text where it is one to look at."""

    url: str
    status: int
    text: str = ""
    is_page: bool = False
    file: str = ""  # its name, where there is no text


def copies_of(frozen: Path) -> list[Copy]:
    """Return the answers in a folder of frozen pages, in their order; none where it has none.

    Who has no robots.txt is not told of.
    """
    try:
        pages = read_pages(frozen)
    except ReplayError:
        return []
    return [one for page in pages if (one := _copy(page)).status == 200 or not _is_aside(one)]


def write_copies(target: Path, title: str, copies: Sequence[Copy]) -> None:
    """Write them as one page: each in a frame of its own, in which no script runs."""
    target.parent.mkdir(parents=True, exist_ok=True)
    told = _template().render(title=title, copies=copies, longest=LONGEST)
    target.write_text(told, encoding="utf-8", errors="replace")


@cache
def _template() -> Template:
    """Return the page around the copies: made once, written for every source."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string(_PAGE.read_text("utf-8"))


def _copy(page: RecordedPage) -> Copy:
    response = page.response(Request(page.url))
    told = Copy(url=page.url, status=page.status, file=page.path.name if page.path else "")
    if page.path is None or not isinstance(response, TextResponse):
        return told
    return Copy(
        url=page.url,
        status=page.status,
        text=decoded(response)[:LONGEST],
        is_page=isinstance(response, HtmlResponse),
    )


def _is_aside(copy: Copy) -> bool:
    return copy.url.endswith(_ASIDE)
