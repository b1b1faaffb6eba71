"""List parts: what a line of a list says, and what it only seems to say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawlers.by_selectors import reader_by
from crawlers.line import Selectors
from crawlers.list_parts import ListParts
from crawlers.page import Page
from crawlers.readers import Item, readers

SITE = "https://www.musterau.example.org"
SHAPES = sorted((Path(__file__).parent / "shapes").glob("*.html"))
PARTS = ListParts(part="li", day=("time", ".tag"), teaser=("p",))


def page_of(body: str) -> Page:
    """A page with a list."""
    return Page(f"{SITE}/aktuelles", f"<html><body><main>{body}</main></body></html>")


def items_of(reader: str, body: str) -> list[Item]:
    """The lines of a list that its reader recognises."""
    page = page_of(body)
    assert [one.name for one in readers().values() if one.recognises(page)] == [reader]
    return readers()[reader].items(page)


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ('<time datetime="2026-11-16"></time>', date(2026, 11, 16)),
        ('<time datetime="2026-11-16"></time><time>16.11.2026</time>', date(2026, 11, 16)),
        ('<time datetime="2026-11-16"></time> bis <time datetime="2026-11-18"></time>', None),
        ('<div class="event-date"><time datetime="2026-11-16"></time></div>', None),
        ('<span class="tag frist">16.11.2026</span>', None),
        ('<time datetime="2026-11-15T23:30:00Z"></time>', date(2026, 11, 16)),
        ('<time datetime="1970-01-01"></time>', None),
        ('<span class="tag">16.11.26</span>', date(2026, 11, 16)),
        ('<span class="tag">Mo, 16.11.26</span>', date(2026, 11, 16)),
        ('<span class="tag">16.11.2026 - 09:30</span>', date(2026, 11, 16)),
        ('<span class="tag">Mrz 12, 2026</span>', date(2026, 3, 12)),
        ('<span class="tag">16.11.2026 - 19:00 Uhr</span>', None),
        ('<span class="tag">16.11. - 18.11.26</span>', None),
        ('<span class="tag">Raum 16.11.26 im Haus</span>', None),
        ('<p>Frist: <time datetime="2026-11-16"></time></p>', None),
        ("<p><b>Einsendeschluss</b> <time>16.11.2026</time></p>", None),
        ("<div>Bewerbung bis</div><div><span><time>16.11.2026</time></span></div>", None),
        ('<p>Aktualisiert: <time datetime="2026-11-16"></time></p>', None),
        ("<p>Veröffentlicht am <time>16.11.2026</time></p>", date(2026, 11, 16)),
        ("<p><b>Datum:</b> <time>16.11.2026</time></p>", date(2026, 11, 16)),
        ("<p>Pressemitteilung <time>16.11.2026</time></p>", date(2026, 11, 16)),
        ("<h4>Antrag auf Hilfe</h4><time>16.11.2026</time>", date(2026, 11, 16)),
        ('<p><span class="kicker">Veranstaltung</span> <time>16.11.2026</time></p>', None),
        ('<div class="feld-einsendeschluss"><time>16.11.2026</time></div>', None),
        ('<div class="gueltig-bis"><time>16.11.2026</time></div>', None),
        ('<div class="field-end-date"><time>16.11.2026</time></div>', None),
        ('<div class="text-end"><time>16.11.2026</time></div>', date(2026, 11, 16)),
        ('<div class="legende"><time>16.11.2026</time></div>', date(2026, 11, 16)),
    ],
)
def test_the_day_of_a_line(stated: str, day: date | None) -> None:
    """Only a day that can be that of publication is taken: no period, no event, no deadline."""
    page = page_of(f'<ul class="liste"><li><h3><a href="/a">Eins</a></h3>{stated}</li></ul>')
    assert [item.published_on for item in PARTS.items(page)] == [day]


@pytest.mark.parametrize(
    ("written", "teaser"),
    [
        ("16.&#8203;11.&#8203;2026: Vereine können beantragen. <a>[mehr]</a>", "beantragen."),
        ("Vereine können wieder Geld für … Weiterlesen …", "Geld für"),
        ("Der Ausbau geht weiter", "geht weiter"),
        ("Am 16.11.2026: Sitzung", "Am 16.11.2026: Sitzung"),
    ],
)
def test_a_teaser_is_what_a_line_says(written: str, teaser: str) -> None:
    """The day before a teaser and the word "mehr" behind it are none of it."""
    (item,) = PARTS.items(page_of(f'<li><h3><a href="/a">Eins</a></h3><p>{written}</p></li>'))
    assert item.teaser.endswith(teaser)
    assert not item.teaser.startswith("16.")


def test_a_line_that_leads_to_a_file_is_none() -> None:
    """A gazette among the news is no article."""
    page = page_of(
        '<li><h3><a href="/amtsblatt-11.pdf">Amtsblatt</a></h3></li>'
        '<li><h3><a href="/downloads/datei/abc">Satzung</a></h3></li>'
        '<li><h3><a href="/a">Eins</a></h3></li>'
    )
    assert [item.url for item in PARTS.items(page)] == [f"{SITE}/a"]


@pytest.mark.parametrize(
    ("reader", "pager"),
    [
        ("contao", '<div class="pagination"><ul><li class="next"><a href="?page=2">Vorwärts</a>'),
        ("typo3_news", '<ul class="f3-widget-paginator"><li class="next"><a href="?page=2">weiter'),
        ("wordpress", '<a class="next page-numbers" href="?page=2">Ältere</a>'),
        ("wordpress", '<nav class="posts-navigation"><p class="nav-previous"><a href="?page=2">'),
    ],
)
def test_a_list_is_followed_by_its_systems_pager(reader: str, pager: str) -> None:
    """A pager that does not say "nächste Seite" is told by its class."""
    assert readers()[reader].following(page_of(pager)) == f"{SITE}/aktuelles?page=2"
    assert readers()[reader].following(page_of("<p>Ende</p>")) == ""


def test_contao_as_a_line_of_time() -> None:
    """A theme's own lines have months in three letters and the picture before the title."""
    line = (
        '<div class="newslist-timeline block"><div class="newslist-timeline-date">{}</div>'
        '<a href="/news-reader/bild"><img></a><h4><a href="news-reader/{}">{}</a></h4></div>'
    )
    first, second = (
        line.format("25. Mär 2026", "a", "Eins"),
        line.format("9. Dez 2025", "b", "Zwei"),
    )
    assert items_of("contao", first + second) == [
        Item(url=f"{SITE}/news-reader/a", title="Eins", published_on=date(2026, 3, 25)),
        Item(url=f"{SITE}/news-reader/b", title="Zwei", published_on=date(2025, 12, 9)),
    ]


@pytest.mark.parametrize(
    ("around", "address"),
    [("<div class='view-termine'>{}</div>", "/v/fest"), ("<div>{}</div>", "/veranstaltungen/fest")],
)
def test_events_beside_news_are_none(around: str, address: str) -> None:
    """A name or an address tells them; where there is nothing else they have no day."""
    event = f'<li><h3><a href="{address}">Fest</a></h3><time datetime="2026-06-20"></time></li>'
    news = '<li><h3><a href="/a">Eins</a></h3><time datetime="2026-11-16"></time></li>'
    mixed = page_of(f"<ul>{news}</ul>{around.format(event)}")
    assert [item.title for item in PARTS.items(mixed)] == ["Eins"]
    alone = page_of(around.format(event))
    assert [(item.title, item.published_on) for item in PARTS.items(alone)] == [("Fest", None)]


@pytest.mark.parametrize(
    ("name", "address"),
    [("termine-und-news", "/a"), ("prevent", "/a"), ("", "/veranstaltungsfoerderung/a")],
)
def test_what_only_sounds_like_an_event_is_news(name: str, address: str) -> None:
    """A list of both, and a programme that funds events, keep their days."""
    line = f'<li><h3><a href="{address}">Eins</a></h3><time datetime="2026-11-16"></time></li>'
    (item,) = PARTS.items(page_of(f'<div class="{name}"><ul>{line}</ul></div>'))
    assert item.published_on == date(2026, 11, 16)


def test_whoever_looked_at_a_list_is_believed() -> None:
    """Selectors of one site take lines in a sidebar and days of events, as they say."""
    select = Selectors(items="aside li", day="time")
    line = '<li><a href="/v/fest">Fest</a><time datetime="2026-06-20"></time></li>'
    (item,) = reader_by(select).items(page_of(f"<aside class='termine'>{line}</aside>"))
    assert (item.title, item.published_on) == ("Fest", date(2026, 6, 20))


def test_nolis_with_lines_of_the_inner_part_alone() -> None:
    """Some sites have no outer part around a line."""
    line = (
        '<div class="nolis-list-inner"><p class="nolis-list-date">30.04.2026</p>'
        '<h4 itemprop="name"><a href="/portal/meldungen/{0}-900000507-34490.html">{0}</a></h4>'
        "</div>"
    )
    items = items_of("nolis", line.format("eins") + line.format("zwei"))
    assert [(item.title, item.published_on) for item in items] == [
        ("eins", date(2026, 4, 30)),
        ("zwei", date(2026, 4, 30)),
    ]


def test_typo3_news_without_a_list_of_its_name() -> None:
    """What the extension writes into a line tells it; a site's own types are no news."""
    line = (
        '<div class="article articletype-{} topnews"><a title="{}" href="/presse/{}">'
        '<time><span>16.11.2026</span></time><div itemprop="description"><p>Kurz.</p></div></a>'
        "</div>"
    )
    items = items_of(
        "typo3_news",
        line.format(0, "Eins", "a") + line.format(5, "Fest", "f") + line.format(1, "Z", "z"),
    )
    assert [(item.url, item.title, item.published_on, item.teaser) for item in items] == [
        (f"{SITE}/presse/a", "Eins", date(2026, 11, 16), "Kurz."),
        (f"{SITE}/presse/z", "Z", date(2026, 11, 16), "Kurz."),
    ]


def test_sitepark_tells_the_day_of_an_event_with_its_hour() -> None:
    """Such a day is not that of publication."""
    line = (
        '<li class="SP-TeaserList__item"><a class="SP-Teaser__link" href="/{0}">'
        '<span class="SP-Scheduling__date">16.11.2026</span>{1}'
        '<span class="SP-Teaser__headline__text">{0}</span></a></li>'
    )
    hour = '<span class="SP-Scheduling__time">19:00 Uhr</span>'
    items = items_of("sitepark", f"<ul>{line.format('a', '')}{line.format('b', hour)}</ul>")
    assert [item.published_on for item in items] == [date(2026, 11, 16), None]


def test_portuna_says_that_there_is_no_news() -> None:
    """An empty list is known as such; the sentence alone may be anybody's."""
    nothing = "<p>Es wurden keine Meldungen gefunden</p>"
    portal = '<img src="https://daten.verwaltungsportal.de/logo.png">'
    assert items_of("portuna", nothing + portal) == []
    assert not readers()["portuna"].recognises(page_of(nothing))


def test_wordpress_names_a_single_post() -> None:
    """Newest posts beside a post make no list of its page."""
    beside = '<ul class="wp-block-latest-posts"><li><a href="/b">Zwei</a></li></ul>'
    single = Page(f"{SITE}/a", f'<html><body class="single">{beside}</body></html>')
    assert not readers()["wordpress"].recognises(single)
    assert [item.url for item in items_of("wordpress", beside)] == [f"{SITE}/b"]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda path: str(path.stem))
def test_a_real_article_is_no_list(shape: Path) -> None:
    """No reader takes the shape of an article for its list."""
    page = Page(f"{SITE}/a", shape.read_bytes())
    assert [one.name for one in readers().values() if one.recognises(page)] == []
