"""List pager: the next part of a list, told by its own block and nothing else."""

from __future__ import annotations

import pytest

from crawlers.list_pager import next_in_block
from crawlers.list_parts import ListParts
from crawlers.page import Page

SITE = "https://www.musterau.example.org"
LINES = '<li class="zeile"><a href="/a">Eins</a></li><li class="zeile"><a href="/b">Zwei</a></li>'


def following(pager: str, *, at: str = "/news", around: str = "") -> str:
    """The next part of a list with a pager in its block, and with more around the block."""
    body = f'<main><div><ul>{LINES}</ul>{pager}</div></main><div id="fuss">{around}</div>'
    page = Page(f"{SITE}{at}", f"<html><body>{body}</body></html>")
    return next_in_block(page, page.all("li.zeile")).removeprefix(SITE)


@pytest.mark.parametrize(
    ("pager", "found"),
    [
        ('<p><a href="/news?s=2">weiter</a></p>', "/news?s=2"),
        ('<p><a href="/news?s=2">Nächste Seite »</a></p>', "/news?s=2"),
        ('<p><a href="/news?s=2">›</a> <a href="/news?s=9">»</a></p>', "/news?s=2"),
        ('<p><strong>2</strong> <a href="?s=1">1</a> <a href="?s=3">3</a></p>', "/news?s=3"),
        ('<ul><li class="active">1</li><li><a href="?s=2">2</a></li></ul>', "/news?s=2"),
        ('<p><a href="/news/index.php?ofs_1=10">weiter</a></p>', "/news/index.php?ofs_1=10"),
    ],
)
def test_the_next_part_is_named_in_the_lists_own_block(pager: str, found: str) -> None:
    """A word, an arrow or the next number will do, where the address is the list's own."""
    assert following(pager) == found


@pytest.mark.parametrize(
    "pager",
    [
        "",
        '<p><a href="/kontakt?s=2">weiter</a></p>',
        '<p><a href="https://www.andere.example.org/news?s=2">weiter</a></p>',
        '<p><a href="/news">weiter</a></p>',
        '<p><a href="/news?s=2">weiter im Text</a></p>',
        '<p><a href="/news?year=2025">2025</a> <strong>2026</strong></p>',
        '<p><strong>3</strong> <a href="?s=1">1</a> <a href="?s=2">2</a></p>',
        '<p><a href="/news?s=1">« zurück</a></p>',
        "<button>Mehr laden</button>",
    ],
)
def test_where_nothing_says_so_a_list_ends(pager: str) -> None:
    """Another address, a year, the last part and a button name no next part."""
    assert following(pager) == ""


@pytest.mark.parametrize("words", ["nächste Seite", "2"])
def test_a_slider_is_no_pager(words: str) -> None:
    """Its "next" leads to the page itself, and the list's own is looked for."""
    slider = '<a class="carousel-control-next" href="#bilder" title="Nächste"></a>'
    pager = f'<p><b>1</b> <a href="/news?s=2">{words}</a></p>'
    body = f"<html><body>{slider}<main><ul>{LINES}</ul>{pager}</main></body></html>"
    page = Page(f"{SITE}/news", body)
    assert ListParts(part="li.zeile").following(page) == f"{SITE}/news?s=2"


def test_a_pager_of_something_else_is_none_of_the_lists() -> None:
    """Beside the list's own block "weiter" may lead on in anything."""
    assert following("", around='<p><a href="/news?foto=2">weiter</a></p>') == ""
    assert next_in_block(Page(f"{SITE}/news", "<p></p>"), []) == ""
