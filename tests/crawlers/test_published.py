"""Published: the day a page came out, where nothing speaks against it; a wrong one never."""

from __future__ import annotations

import re
from datetime import date

import pytest

from crawlers.article import read_article
from crawlers.page import Page
from crawlers.published import Stamps, is_dateline, published_on, value, written

DAY = date(2026, 5, 7)
TEXT = "Gemeinden und Vereine können ganzjährig Anträge bei der Geschäftsstelle stellen."


def day_of(head: str = "", above: str = "", below: str = "", path: str = "/a") -> date | None:
    """Return the day of publication of a page."""
    body = f"<main>{above}<h1>Hilfe im Dorf</h1>{below}<p>{TEXT}</p></main>"
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_article(Page(f"https://amt.example.org{path}", html)).published_on


@pytest.mark.parametrize(
    "line",
    [
        "07.05.2026",
        "Donnerstag, 07.05.2026",
        "Do, 7. Mai 2026",
        "07.\u200b05.\u200b2026",
        "7. Mai 2026",
        "[Donnerstag, den 7. Mai 2026]",
        "Veröffentlicht am 7. Mai 2026 um 09:12 Uhr",
        "Erschienen am: 07.05.2026",
        "Pressemitteilung Nr. 12/2026 vom 07.05.2026",
        "07.05.2026 | Pressemitteilung | Dorfentwicklung",
        "Musterstadt, 7. Mai 2026 – Medieninformation",
        "07. Mai 2026 09:00 von Redaktion",
        "Datum: 07.05.2026, Rubrik: Dorf",
        "• 07.05.2026",
        "07.05.2026 Pressemitteilung Dörfer und Ortskerne",
        "Typ: Meldung , Datum: 07.05.2026",
        "Nr. 12/2026 | 07.05.2026",
    ],
)
def test_a_line_that_says_when_it_came_out(line: str) -> None:
    """Labelled or alone, in digits or with its month or weekday, a day at the head counts."""
    assert day_of(below=f"<p>{line}</p>") == DAY
    assert day_of(above=f"<p>{line}</p>") == DAY
    assert is_dateline(line)


@pytest.mark.parametrize(
    "line",
    [
        "Termin: 07.05.2026",
        "07.05.2026, 19:00 Uhr",
        "Musterstadt, 7. Mai 2026",
        "07.05.2026 – 09.05.2026",
        "Bewerbungsschluss: 07.05.2026",
        "Stand: 07.05.2026",
        "Die Frist endet am 7. Mai 2026.",
        "31.02.2026",
        "Zuletzt aktualisiert: 07.05.2026",
    ],
)
def test_a_line_that_speaks_of_another_day(line: str) -> None:
    """The day of an event, a deadline, a change and a day that is none are not the day."""
    assert day_of(below=f"<p>{line}</p>") is None
    assert not is_dateline(line)


@pytest.mark.parametrize(
    "label",
    [
        "Antragsfrist",
        "Bewerbungsschluss",
        "Bewerbungsschluss für Vereine",
        "Laufzeit bis",
        "Stichtag",
        "Nächster Abgabetermin",
        "Antragszeitraum",
        "Gültig ab",
        "Stand:",
        "Worauf es ankommt:",
    ],
)
@pytest.mark.parametrize("days", [("07.05.2026",), ("Do, 7. Mai 2026", "08.05.2026")])
def test_a_day_below_the_label_of_something_else(label: str, days: tuple[str, ...]) -> None:
    """A day alone below "Antragsfrist" is not that of publication, and stays in the text."""
    block = f"<p>{label}</p>" + "".join(f"<p>{day}</p>" for day in days)
    html = f"<body><main><h1>Hilfe im Dorf</h1>{block}<p>{TEXT}</p></main></body>"
    article = read_article(Page("https://amt.example.org/a", html))
    assert article.published_on is None
    assert article.text.splitlines() == [label, *days, TEXT]
    assert day_of(above=block) is None


@pytest.mark.parametrize(
    "above",
    [
        "Aktuelles",
        "Erschienen am:",
        "Pressemitteilung",
        "Dörfer und Kerne",
        "Datum:",
        "Start",
        TEXT,
    ],
)
def test_a_day_below_another_line_is_that_of_publication(above: str) -> None:
    """A kicker, a label of publication or a sentence takes no day from the page."""
    assert day_of(below=f"<p>{above}</p><p>07.05.2026</p>") == DAY
    assert day_of(above="<p>Bewerbungsschluss</p>", below="<p>07.05.2026</p>") == DAY


@pytest.mark.parametrize("beside", ["19:00 Uhr, Bürgerhaus", "Ort: Bürgerhaus", "Beginn: 19 Uhr"])
@pytest.mark.parametrize("line", ["07.05.2026", "Datum: 07.05.2026"])
def test_beside_hour_and_place_a_day_is_that_of_an_event(line: str, beside: str) -> None:
    """The same line says nothing where an hour or a place follows, unless a value agrees."""
    below = f"<p>{line}</p><p>{beside}</p>"
    assert day_of(below=below) is None
    assert day_of(META, below=below) == DAY


META = '<meta property="article:published_time" content="2026-05-06T22:30:00Z">'
CHANGED = '<meta property="article:modified_time" content="2026-09-01T10:00:00+02:00">'
DATA = '<script type="application/ld+json">{}</script>'
NEWS = DATA.format('[{"@type": "NewsArticle", "datePublished": "2026-05-07"}]')
PAGE = DATA.format('{"@type": "WebPage", "datePublished": "2026-05-07"}')
DATE = '<meta name="date" content="2026-05-07">'
SAID = "<p>Das Amt hat am 7. Mai 2026 neue Regeln bekannt gemacht, die für alle Dörfer gelten.</p>"
TIME = '<p>Am <time datetime="2026-05-07">Donnerstag</time> beschlossen.</p>'
CREATED = '<p><span property="dc:date dc:created" content="2026-05-07T09:00">neu</span></p>'
PUBLISHED = '<p>Am <time itemprop="datePublished" datetime="2026-05-07">Donnerstag</time></p>'


@pytest.mark.parametrize(
    ("head", "below", "path", "expected"),
    [
        (META, "", "/a", DAY),
        (NEWS, "", "/a", DAY),
        (META + CHANGED, "", "/a", None),
        (META + CHANGED, SAID, "/a", DAY),
        (META, "", "/2025/06/01/hilfe", None),
        (META, "", "/2026/05/hilfe", DAY),
        (META, "<p>08.05.2026</p>", "/a", None),
        (META, "<p>Veröffentlicht am 08.05.2026</p>", "/a", date(2026, 5, 8)),
        (PAGE, "", "/a", None),
        (DATE, "", "/a", None),
        (DATE, SAID, "/a", DAY),
        (DATE, TIME, "/a", DAY),
        ("", CREATED + SAID, "/a", DAY),
        ("", CREATED + CREATED.replace("07", "08") + SAID, "/a", None),
        ("", TIME, "/a", None),
        ("", TIME + SAID, "/a", DAY),
        ("", PUBLISHED, "/a", DAY),
        ("", PUBLISHED + PUBLISHED.replace("07", "08"), "/a", None),
        ("", '<p><time datetime="">7. Mai 2026</time></p>', "/a", DAY),
        ("", TIME.replace("<time", '<time itemprop="startDate"') + SAID, "/a", None),
        (DATA.format("{"), "", "/a", None),
    ],
)
def test_a_value_is_believed_where_nothing_speaks_against_it(
    head: str, below: str, path: str, expected: date | None
) -> None:
    """A value of one meaning counts alone, another with the text; two that differ never."""
    assert day_of(head, below=below, path=path) == expected


LEAD = "<p>Das Land hilft Dörfern, ihre Läden und Plätze neu zu gestalten und zu pflegen.</p>"
FAR = f"<div>von Eva Muster</div><h2>Neue Regeln</h2>{LEAD}"


@pytest.mark.parametrize(
    "marked",
    [
        '<div class="news-meta"><span class="date">7. Mai 2026</span> Bestellen</div>',
        '<p class="topline"><em class="news-list-date">07.05.2026</em> – Dörfer</p>',
        '<ul><li class="artdate">Do, 07.05.2026</li></ul>',
        '<span class="o-metadata--date"><i></i> 07.05.2026</span><span>Drucken</span>',
    ],
)
def test_what_the_markup_calls_a_date(marked: str) -> None:
    """Behind author, subtitle and lead a day still counts, where its element is called a date."""
    assert day_of(below=FAR + marked) == DAY
    assert day_of(below=FAR + re.sub(r' class="[^"]*"', "", marked)) is None


@pytest.mark.parametrize(
    "marked",
    [
        '<p>Antragsfrist: <span class="date">07.05.2026</span></p>',
        '<p>Antragsfrist</p><p class="date">07.05.2026</p>',
        '<div class="event"><span class="date">07.05.2026</span></div>',
        '<span class="start-date">07.05.2026</span>',
        '<span class="date">07.05.2026</span> bis <span class="date">09.05.2026</span>',
        '<p><span class="date">07.05.2026</span>, 19 Uhr, Bürgerhaus</p>',
        '<p><span class="date">07.05.2026</span></p><p>Ort: Bürgerhaus</p>',
        '<p><span class="date">07.05.2026</span> ist der letzte Tag für Anträge.</p>',
        '<p><a href="/b"><span class="date">07.05.2026</span> Radweg</a></p>',
        '<p class="date">07.05.2026</p><p class="date">08.05.2026</p>',
        '<p class="update">07.05.2026</p>',
    ],
)
def test_what_the_markup_calls_a_date_of_something_else(marked: str) -> None:
    """The day of a deadline, an event, a teaser or a period is no day of publication."""
    assert day_of(below=FAR + marked) is None


@pytest.mark.parametrize(
    "line",
    [
        "Veröffentlicht am 07.05.2026",
        "Erstellt am: 7. Mai 2026 um 09:12 Uhr",
        "Artikel veröffentlicht am 07.05.2026 von Eva Muster",
        "Dieser Artikel wurde am 7. Mai 2026 um 14:48 von Eva Muster geschrieben und abgelegt.",
        "Diese Meldung ist am 07.05.2026 erschienen",
    ],
)
def test_a_line_at_the_foot_that_says_when_it_came_out(line: str) -> None:
    """At its end a page is signed by a line that says what was published, in the text or not."""
    assert read_foot(f"<p>{line}</p>") == DAY
    assert read_foot(f"<h2>Kontakt</h2><p>Frau Muster</p><p>{line}</p>") == DAY
    assert read_foot(f"<p>{line}</p>", '<meta name="datepublished" content="2026-05-08">') is None


@pytest.mark.parametrize(
    "line",
    [
        "Datum: 07.05.2026",
        "07.05.2026",
        "Die Richtlinie wurde am 7. Mai 2026 im Amtsblatt veröffentlicht.",
        "Dieser Artikel wurde am 7. Mai 2026 geändert.",
        "Stand: 07.05.2026",
    ],
)
def test_another_line_at_the_foot_says_nothing(line: str) -> None:
    """A bare day, a change and what was published elsewhere are not the day of the page."""
    assert read_foot(f"<p>{line}</p>") is None


def read_foot(foot: str, head: str = "") -> date | None:
    """Return the day of a page with a long text above its foot."""
    return day_of(head, below="".join(f"<p>{TEXT} {n}</p>" for n in range(9)) + foot)


@pytest.mark.parametrize(
    ("head", "below", "path", "expected"),
    [
        ("", SAID, "/presse/2026/05/07/hilfe", DAY),
        ("", SAID, "/presse/pm-20260507.html", DAY),
        (DATE, "", "/presse/2026/05/07/hilfe", DAY),
        ("", "", "/presse/2026/05/07/hilfe", None),
        ("", SAID, "/presse/2026/05/hilfe", None),
        (DATE, "<p>Stand: 07.05.2026</p>", "/a", None),
        ("", "<p>Stand: 07.05.2026</p>" + SAID, "/a", None),
        ("", "<p>Stand 07.05.2026</p><p>Berlin, 7. Mai 2026</p>", "/a", DAY),
        ("", "<p>Stand 08.05.2026</p><p>Berlin, 7. Mai 2026</p>", "/a", None),
        ("", "<p>Stand: 07.05.2026</p>", "/presse/2026/05/07/hilfe", DAY),
        ('<meta name="parsely-pub-date" content="07.05.2026">', "", "/a", DAY),
        ("", "<p>Von Eva Muster | 07.05.2026 09:54 | 3 Bilder</p>", "/a", DAY),
    ],
)
def test_two_that_agree(head: str, below: str, path: str, expected: date | None) -> None:
    """Address, values, the day of a change and where it was written from confirm each other."""
    assert day_of(head, below=below, path=path) == expected


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("2026-05-06T22:30:00Z", DAY),
        ("2026-05-06T23:00Z", DAY),
        ("2026-12-31T22:59:00+00:00", date(2026, 12, 31)),
        ("2026-05-07T00:15:00+02:00", DAY),
        ("2026-05-07T23:59:00", DAY),
        ("2026-05-07", DAY),
        ("07.05.2026", DAY),
        ("", None),
        ("gestern", None),
        ("2026-13-40", None),
    ],
)
def test_an_instant_is_a_day_in_berlin(stamp: str, expected: date | None) -> None:
    """Late in the evening in UTC it is tomorrow in Berlin, in summer two hours earlier."""
    assert value(stamp) == expected


def test_news_is_told_from_pages_that_stand() -> None:
    """Whether a reader sees the day is said too: what stands for years has one in its data."""
    lone = published_on(["07.05.2026"], ["07.05.2026"], Stamps())
    data = published_on([TEXT], [TEXT], Stamps(published=frozenset({DAY})))
    assert (lone, data) == ((DAY, True), (DAY, False))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("am 07.05.2026", DAY), ("7. Mai 2026", DAY), ("7.5.2026 und 8.5.2026", None), ("", None)],
)
def test_the_only_day_of_a_text(text: str, expected: date | None) -> None:
    """One day counts, two are none."""
    assert written(text) == expected
