"""Headline: the title of a page, whatever element it stands in, apart from its kicker."""

from __future__ import annotations

import pytest

from crawlers.article import Article, read_article
from crawlers.observe.outcome import PageChangedError
from crawlers.page import Page

TEXT = "<p>Gemeinden und Vereine können ganzjährig Anträge bei der Geschäftsstelle stellen.</p>"


def read(body: str, head: str = "", name: str = "") -> Article:
    """Read a page."""
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_article(Page("https://amt.example.org/foerderung/dorf", html), name)


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("", f"<main><h1>Dorf</h1>{TEXT}</main>", "Dorf"),
        ("", f"<header><h1>Dorf im Kopf</h1></header><main>{TEXT}</main>", "Dorf im Kopf"),
        (
            "<title>Dorf und Land – Amt Muster</title>",
            f'<h1><a href="/">Amt Muster</a></h1><main><h2>Dorf und Land</h2>{TEXT}</main>',
            "Dorf und Land",
        ),
        (
            "<title>Hilfe im Dorf</title>",
            f"<main><h1>Förderung</h1><h1>Hilfe im Dorf</h1>{TEXT}</main>",
            "Hilfe im Dorf",
        ),
        (
            '<meta property="og:title" content="Hilfe im Dorf"><title>x</title>',
            f"<main>{TEXT}</main>",
            "Hilfe im Dorf",
        ),
        ("<title>Zuschuss für Feste | Amt</title>", f"<main>{TEXT}</main>", "Zuschuss für Feste"),
        (
            '<meta property="og:site_name" content="Amt für alle Belange des Landes">'
            "<title>Feste | Amt für alle Belange des Landes</title>",
            f"<main>{TEXT}</main>",
            "Feste",
        ),
        ("", f"<main><h1><img alt=''></h1><h1>Dorf</h1>{TEXT}</main>", "Dorf"),
    ],
)
def test_the_title_is_found_where_it_stands(head: str, body: str, title: str) -> None:
    """The h1, the heading that the page's title names, or that title; never the site's name."""
    article = read(body, head)
    assert (article.title, article.text[:18]) == (title, "Gemeinden und Vere")


LINE = "<title>Kreis Muster - Neue Hilfe für Dörfer</title>"
SLIDER = "<div>26.01.2027</div><div>Radweg am Bach</div><div>Der Weg wird saniert.</div>"


@pytest.mark.parametrize(
    "line",
    [
        '<div class="headline">Neue Hilfe für Dörfer</div>',
        "<p><b>Neue Hilfe für Dörfer</b></p>",
        "<table><tr><td><font>Neue Hilfe für Dörfer</font></td></tr></table>",
    ],
)
def test_a_line_may_be_the_headline(line: str) -> None:
    """Without any heading the text begins below the line that the page's title names."""
    article = read(f"<main>{SLIDER}{line}{TEXT}</main>", LINE)
    assert article.title == "Neue Hilfe für Dörfer"
    assert article.text.startswith("Gemeinden und Vereine")


@pytest.mark.parametrize(
    "line",
    [
        "<p><a href='/'>Neue Hilfe für Dörfer</a></p>",
        "<p>Neue Hilfe für Dörfer</p><p>Neue Hilfe für Dörfer</p>",
        "<p>Neue Hilfe für Dörfer ist da.</p>",
    ],
)
def test_a_line_that_is_no_headline(line: str) -> None:
    """A link, a line said twice and a sentence cut nothing that stands above them."""
    assert "Der Weg wird saniert." in read(f"<main>{SLIDER}{line}{TEXT}</main>", LINE).text
    late = f"<main>{SLIDER}{TEXT}<p>Neue Hilfe für Dörfer</p></main>"
    assert "Geschäftsstelle" in read(late, LINE).text


@pytest.mark.parametrize(
    ("head", "h1", "title", "kicker"),
    [
        ("", '<span class="topline">Presse</span>Neue Hilfe', "Neue Hilfe", "Presse"),
        ("", '<small class="kicker">Dorf: </small>Neue Hilfe', "Neue Hilfe", "Dorf"),
        ("", "<span>27.01.2027</span>Neue Hilfe", "Neue Hilfe", "27.01.2027"),
        ("<title>Neue Hilfe</title>", "<em>Gedenken</em>Neue Hilfe", "Neue Hilfe", "Gedenken"),
        ("<title>Presse Neue Hilfe</title>", "<em>Presse</em> Neue Hilfe", "Presse Neue Hilfe", ""),
        ("", "<span>Presse</span>Neue Hilfe", "Presse Neue Hilfe", ""),
        ("", "<strong>Förder</strong>programm für <b>Dörfer</b>", "Förderprogramm für Dörfer", ""),
        ("", "<span>Neue Hilfe</span><span>für Dörfer</span>", "Neue Hilfe für Dörfer", ""),
        ("", "Neue<br>Hilfe", "Neue Hilfe", ""),
        ("", '<a href="/hilfe">Neue Hilfe</a>', "Neue Hilfe", ""),
    ],
)
def test_a_kicker_is_no_part_of_the_title(head: str, h1: str, title: str, kicker: str) -> None:
    """What is marked as a kicker, a day or not in the page's title stands above; words part."""
    article = read(f"<main><h1>{h1}</h1>{TEXT}</main>", head)
    assert (article.title, article.above) == (title, kicker)


def test_a_day_in_the_headline_is_the_day() -> None:
    """A date that stands in the h1 says when the page came out."""
    html = f'<main><h1><span class="date">27.01.2027</span>Neue Hilfe</h1>{TEXT}</main>'
    day = read(html).published_on
    assert day is not None and day.isoformat() == "2027-01-27"


@pytest.mark.parametrize("cell", ["td", "th"])
def test_a_headline_in_a_table_is_read(cell: str) -> None:
    """A table around a headline is a layout: its cells are blocks, other tables have rows."""
    rows = "<table><tr><td>bis 50</td><td>250 Euro</td></tr></table>"
    layout = f"<table><tr><td>Menü</td><{cell}><h1>Dorf</h1>{TEXT}{rows}</{cell}></tr></table>"
    article = read(f"<main>{layout}</main>")
    assert article.title == "Dorf"
    assert article.text.splitlines()[1:] == ["bis 50\t250 Euro"]


def test_a_page_without_any_title_is_refused_or_named() -> None:
    """Two h1 and no title, and neither, are no article, unless somebody named the page."""
    for body in (f"<main><h1>A</h1><h1>B</h1>{TEXT}</main>", f"<main>{TEXT}</main>"):
        with pytest.raises(PageChangedError, match="h1"):
            read(body)
        assert read(body, name="Förderung").title == "Förderung"
