"""Decoration: what stands around a text goes, and what it tells beside its paragraphs stays."""

from __future__ import annotations

import pytest

from crawlers.article import read_article
from crawlers.page import Page

FIRST = "Gemeinden und Vereine können ganzjährig Anträge bei der Geschäftsstelle stellen."
LAST = "Die Förderung hilft Dörfern, ihre Plätze und Wege neu zu gestalten und zu pflegen."


def text_of(block: str) -> str:
    """Return the text of a page with this block in its article."""
    body = f"<article><h1>Hilfe im Dorf</h1><p>{FIRST}</p>{block}<p>{LAST}</p></article>"
    url = "https://amt.example.org/a"
    return read_article(Page(url, f"<body><main>{body}</main></body>")).text


@pytest.mark.parametrize(
    "block",
    [
        "<figure><table><tr><td>Frist: 31. März 2027</td></tr></table></figure>",
        "<aside><p>Frist: 31. März 2027</p></aside>",
        "<footer>Frist: 31. März 2027</footer>",
    ],
)
def test_what_tells_something_stays(block: str) -> None:
    """A table in a figure, an aside without a link, a footer of the article with a deadline."""
    assert text_of(block) == f"{FIRST}\nFrist: 31. März 2027\n{LAST}"


@pytest.mark.parametrize(
    "block",
    [
        "<figure><figcaption>Ein Dorf am Bach</figcaption></figure>",
        "<aside><a href='/b'>Radweg</a> Frist: 31. März 2028</aside>",
        "<footer>Geschrieben von Eva Muster</footer>",
        "<footer><a href='/b'>Radweg</a> Frist: 31. März 2028</footer>",
        "<nav>Frist: 31. März 2028</nav>",
    ],
)
def test_what_leads_elsewhere_goes(block: str) -> None:
    """Pictures, menus, teasers and who wrote it are not the text."""
    assert text_of(block) == f"{FIRST}\n{LAST}"
