"""Articles: one entry per page whatever its address; a list without articles has changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawlers.article import read_article
from crawlers.articles import key, place
from crawlers.gsb import page_address
from crawlers.items import Kind
from crawlers.observe.outcome import PageChangedError
from crawlers.page import Page
from crawlers.sitemap import read_sitemap
from crawlers.spiders.he_hsgb import EVENTS, dated, made_on
from tests.crawlers.replays import replay, write_pages
from tests.crawlers.sampled import sample_run, sampled_entry

URL = "https://amt.example.org/foerderung/dorf"
LIST = "https://www.lea-hessen.de/kommunen/foerdermittel-finden/"
LONG = "Gemeinden und Vereine können ganzjährig Anträge stellen."
XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "https://www.ble.de/a.html;jsessionid=0A.1_cid335?nn=63&cms_pos=3&fbclid=x",
            "https://www.ble.de/a.html",
        ),
        ("https://www.bbsr.bund.de/a.html?id=7&NN=1", "https://www.bbsr.bund.de/a.html?id=7"),
        ("https://www.ble.de/a.html?name=x", "https://www.ble.de/a.html?name=x"),
    ],
)
def test_a_federal_page_has_one_address(url: str, expected: str) -> None:
    """Session, navigation, list state and tracking go; what names the page stays."""
    assert page_address(url) == expected


def test_a_key_outlives_letters_and_slashes() -> None:
    """Host alias, letter case and a last slash make no other page."""
    assert key("https://WWW.hessen.de/Foerderung/Musik/") == "/foerderung/musik"
    assert key("https://www.hessen.de/f%C3%B6rderung") == "/förderung"
    assert key("https://www.hessen.de") == "/"
    assert place("https://www.hessen.de/A/") == "hessen.de/a"


def test_a_key_holds_the_query_in_one_order() -> None:
    """What tells pages apart behind one path is part of the key; how it is ordered is not."""
    first, second = (f"https://amt.example.org/Blatt/?nr={nr}&art=b" for nr in (4, 5))
    assert key(first) == "/blatt?art=b&nr=4" != key(second)
    assert key("https://amt.example.org/blatt?art=b&nr=4") == key(first)
    assert place(first) == place(second) == "amt.example.org/blatt"


def test_articles_of_one_path_are_told_apart(tmp_path: Path) -> None:
    """Three numbers behind one address are three entries; a second address of one is none."""
    folder = "https://www.lea-hessen.de/kommunen/energie/blatt"
    links = ("?nr=1", "?nr=2", "?nr=3", "?nr=2&ansicht=druck")
    listed = "".join(f'<a href="{folder}{query}">Blatt</a>' for query in links)
    pages = {LIST: f"<main><h1>Alle Blätter</h1><p>{LONG}</p>{listed}</main>"}
    for query, name in zip(links, ("Dach", "Keller", "Hof", "Keller"), strict=True):
        pages[folder + query] = f"<main><h1>{name}</h1><p>{LONG}</p></main>"
    report, entries = replay("he_lea", write_pages(tmp_path, pages), tmp_path)
    assert report["outcome"] == "ok", report["reason"]
    assert [(entry.title, entry.key[-5:]) for entry in entries] == [
        ("Dach", "?nr=1"),
        ("Keller", "?nr=2"),
        ("Hof", "?nr=3"),
    ]


@pytest.mark.parametrize(
    ("line", "day", "left"),
    [
        ("Datum 09.11.2026", date(2026, 11, 9), ""),
        ("Veröffentlicht am 9. 11. 2026", date(2026, 11, 9), ""),
        ("12.11.2026", date(2026, 11, 12), ""),
        ("Termin: 12.11.2026", None, "Termin: 12.11.2026"),
        ("Vom 12.11.2026 an gilt Neues.", None, "Vom 12.11.2026 an gilt Neues."),
    ],
)
def test_the_day_of_publication(line: str, day: date | None, left: str) -> None:
    """A line that says when a page was published is taken out of the text; others stay."""
    html = f"<body><main><h1>Titel</h1><p>{line}</p><p>{LONG}</p></main></body>"
    article = read_article(Page(URL, html))
    assert article.published_on == day
    assert article.text == "\n".join(filter(None, (left, LONG)))


def test_a_page_needs_a_text() -> None:
    """An empty shell is refused, whatever it is called."""
    for name in ("", "Name"):
        with pytest.raises(PageChangedError, match="Text"):
            read_article(Page(URL, '<main><h1>A</h1><div id="app"></div></main>'), name)


@pytest.mark.parametrize(
    ("headline", "refused"),
    [
        ("Seite nicht gefunden", True),
        ("Fehler 404 – Die Seite wurde leider nicht gefunden!", True),
        ("404", True),
        ("Login", True),
        ("Wartungsarbeiten", True),
        ("Cookie-Einstellungen", True),
        ("Access denied", True),
        ("Anmeldung zum Dorfwettbewerb", False),
        ("404 Bäume für das Dorf", False),
        ("Datenschutz in Vereinen", False),
    ],
)
def test_a_headline_in_place_of_an_entry(headline: str, refused: bool) -> None:
    """An error, a log-in and a consent wall are no article; what only speaks of them is one."""
    page = Page(URL, f"<main><h1>{headline}</h1><p>{LONG}</p></main>")
    if refused:
        with pytest.raises(PageChangedError, match="Überschrift"):
            read_article(page, "Name")
    else:
        assert read_article(page).title == headline


COOKIES = "<p>Wir verwenden Cookies und Dienste von Drittanbietern.</p><button>Ablehnen</button>"


@pytest.mark.parametrize(
    "html",
    [
        f"<main><h1>Willkommen</h1>{COOKIES}<p>Ihre Einwilligung gilt für Tracking.</p></main>",
        "<main><h1>Intern</h1><p>Bitte Zugangsdaten des Mitglieds eingeben, dann geht es weiter."
        '</p><form><input type="password"></form></main>',
        "<main><h1>Moment</h1><p>Bitte aktivieren Sie JavaScript, um mehr zu sehen.</p></main>",
        f"<main><h1>Daten</h1><p>{'0x1F;' * 40}</p></main>",
        "%PDF-1.7 endstream Förderrichtlinie des Landes über Zuschüsse an Vereine im Dorf",
        f"<main><h1>A</h1><p>{chr(1) * 30}{chr(0xFFFD) * 90}{LONG}</p></main>",
    ],
)
def test_what_answers_in_place_of_an_entry_is_refused(html: str) -> None:
    """A consent wall, a login, a riddle, noise and a PDF are no text of an entry."""
    with pytest.raises(PageChangedError):
        read_article(
            Page(URL, f"<html><body>{html}</body></html>" if "<" in html else html), "Name"
        )


@pytest.mark.parametrize(
    "html",
    [
        f"<main><h1>Vereine</h1><p>{LONG}</p>{COOKIES}</main>",
        f'<main><h1>Vereine</h1><p>{LONG * 8}</p><form><input type="password"></form></main>',
        f"<main><h1>Datenschutz</h1><p>{LONG}</p><p>Der Zuschuss deckt Kurse über Tracking und "
        "Cookies.</p></main>",
        f"<main><noscript>Bitte JavaScript aktivieren.</noscript><h1>V</h1><p>{LONG}</p></main>",
    ],
)
def test_an_entry_beside_a_login_or_a_notice_is_one(html: str) -> None:
    """What merely stands on every page of a site makes no stand-in of it."""
    assert LONG in read_article(Page(URL, f"<html><body>{html}</body></html>")).text


@pytest.mark.parametrize("html", ["<main><h1>Leer</h1></main>", '<main><a href="/x">X</a></main>'])
def test_a_list_without_articles_breaks_the_run(tmp_path: Path, html: str) -> None:
    """A list that links none of its articles ends the run as broken."""
    url = "https://nachhaltige-stadtentwicklung-hessen.de/aktuelle-meldungen.html"
    write_pages(tmp_path, {url: f"<html><body>{html}</body></html>"})
    report, entries = replay("he_nachhaltige_stadtentwicklung", tmp_path, tmp_path)
    assert (report["outcome"], entries) == ("broken", [])


def test_a_list_may_be_empty_where_its_source_says_so(tmp_path: Path) -> None:
    """A calendar without an event costs nothing; a list of news without any has changed."""
    news, events = (f"https://www.hsgb.de/{name}" for name in ("nachrichten-des-hsgb", EVENTS))
    article = f"{news}/dorfplatz-1793606400/2026/11/16"
    empty = "<html><body><main><h1>Termine</h1><p>Zurzeit keine.</p></main></body></html>"
    full = f'<html><body><main><h1>Neues</h1><a href="{article}">Dorfplatz</a></main></body></html>'
    text = f"<html><body><main><h1>Dorfplatz</h1><p>{LONG}</p></main></body></html>"
    for number, (first, second, outcome) in enumerate(
        ((full, empty, "ok"), (empty, full, "broken"))
    ):
        (folder := tmp_path / str(number)).mkdir()
        write_pages(folder, {news: first, events: second, article: text})
        report, entries = replay("he_hsgb", folder, folder)
        assert (report["outcome"], len(entries)) == (outcome, outcome == "ok"), report["reason"]


def visit_lea(folder: Path, whole: int, untitled: int) -> tuple[str, int, int]:
    """Visit a list of articles, some without title: the outcome, the entries, what was told."""
    urls = [f"https://www.lea-hessen.de/kommunen/energie/nr-{n}" for n in range(whole + untitled)]
    links = "".join(f'<a href="{url}">Blatt</a>' for url in urls)
    pages = {LIST: f"<main><h1>Alle Blätter</h1><p>{LONG}</p>{links}</main>"}
    for number, url in enumerate(urls):
        title = f"<h1>Blatt {number}</h1>" if number < whole else ""
        pages[url] = f"<main>{title}<p>{LONG} Nr. {number}</p></main>"
    report, entries = replay("he_lea", write_pages(folder, pages), folder)
    return report["outcome"], len(entries), len(report["left_out"])


@pytest.mark.parametrize(
    ("whole", "untitled", "seen"),
    [
        (12, 1, ("ok", 12, 1)),
        (3, 3, ("ok", 3, 3)),
        (12, 6, ("ok", 12, 6)),
        (12, 7, ("broken", 12, 7)),
        (2, 3, ("broken", 2, 3)),
    ],
)
def test_a_page_without_a_title_is_one_page(
    tmp_path: Path, whole: int, untitled: int, seen: tuple[str, int, int]
) -> None:
    """A few such pages, or a third of many, cost themselves; more of them break the run."""
    assert visit_lea(tmp_path, whole, untitled) == seen


def test_the_kinds_of_the_samples() -> None:
    """Calls, awards, events, notices and programmes of the samples are told apart."""
    found = {
        (slug, entry.kind)
        for slug in ("bund_bbsr_aufrufe", "he_akademie", "he_hsgb", "he_smarte_region")
        for entry in sample_run(slug)[1]
    }
    assert found == {
        ("bund_bbsr_aufrufe", Kind.CALL),
        ("bund_bbsr_aufrufe", Kind.AWARD),
        ("he_akademie", Kind.EVENT),
        ("he_akademie", Kind.NOTICE),
        ("he_hsgb", Kind.CALL),
        ("he_hsgb", Kind.EVENT),
        ("he_hsgb", Kind.NOTICE),
        ("he_smarte_region", Kind.PROGRAMME),
        ("he_smarte_region", Kind.CALL),
    }


def test_an_address_tells_when_an_event_is() -> None:
    """For news the date in the address is the day of publication, for events the event's."""
    url = "https://www.hsgb.de/ueberregionale-veranstaltungen/forum-1793606400/2027/02/25"
    assert (dated(url), made_on(url)) == (date(2027, 2, 25), date(2026, 11, 2))
    event = sampled_entry("he_hsgb", "praxisforum")
    assert event.given.event_starts_on == date(2027, 2, 25)
    assert event.published_on == date(2026, 11, 2)
    assert sampled_entry("he_hsgb", "dorfplatz").published_on == date(2026, 11, 16)


def test_windows_stand_under_their_label() -> None:
    """A line that is a window gets the label it means; a measure's number is no date."""
    (overview,) = (e for e in sample_run("bund_klimaschutz")[1] if e.title == "Kommunalrichtlinie")
    assert [f.text for f in overview.fields if f.label == "Antragszeitraum"] == [
        "01. Febr. 2027 bis 31. Dez. 2027"
    ]
    assert "Febr." not in overview.body
    assert {len(e.given.deadlines) for e in sample_run("bund_klimaschutz")[1]} == {0}


def test_region_and_agency_stand_under_their_labels() -> None:
    """Where the measure applies is read; who takes the application is asked, and funds nothing."""
    netz = sampled_entry("bund_klimaschutz", "kommunale-netzwerke")
    texts = {field.label: field.text for field in netz.fields}
    assert texts["Förderregion"] == "bundesweit"
    assert texts["Projektträger"].startswith("Projektgesellschaft")
    assert "Förderregion" in netz.prose and "Projektträger" not in netz.prose
    assert [contact.organisation for contact in netz.given.contacts] == [texts["Projektträger"]]
    assert netz.given.funders == ()
    other = sampled_entry("bund_klimaschutz", "energiesparen-in-schulen")
    assert "Projektträger" not in {field.label for field in other.fields}


def test_an_archive_gives_what_is_still_news(tmp_path: Path) -> None:
    """Of the newest year's archive the last two months are read; of older years nothing is."""
    home = "https://www.hsgb.de/nachrichten-des-hsgb"
    days = ("2026/11/16", "2026/10/05", "2026/09/01")
    urls = [f"{home}/nummer-{number}-1793606400/{day}" for number, day in enumerate(days)]
    years = "".join(f'<a href="{home}/archive/{year}">{year}</a>' for year in (2025, 2026, 2024))

    def listed(*of: str) -> str:
        links = "".join(f'<a href="{url}">Mehr</a>' for url in of)
        return f"<html><body><main><h1>Neues</h1>{links}{years}</main></body></html>"

    pages = {home: listed(urls[0]), f"{home}/archive/2026": listed(*urls)}
    pages[f"https://www.hsgb.de/{EVENTS}"] = "<main><h1>Termine</h1><p>Zurzeit keine.</p></main>"
    for number, url in enumerate(urls[:2]):
        pages[url] = f"<html><body><main><h1>Nummer {number}</h1><p>{LONG}</p></main></body></html>"
    report, entries = replay("he_hsgb", write_pages(tmp_path, pages), tmp_path)
    assert (report["outcome"], report["left_out"]) == ("ok", []), report["reason"]
    assert [entry.title for entry in entries] == ["Nummer 0", "Nummer 1"]


def test_a_sitemap_gives_the_newest_pages_about_funding() -> None:
    """Lists, other hosts and pages about something else are left out; the newest is first."""
    rows = [("/foerderung/alt", "2026-01-01"), ("/aktuelles/neu", "2026-11-01")]
    rows += [("/impressum", "2026-11-02"), ("/tag/foerderung/", "2026-11-03")]
    urls = "".join(
        f"<url><loc>https://amt.example.org{path}</loc><lastmod>{day}</lastmod></url>"
        for path, day in rows
    )
    urls += "<url><loc>https://fremd.example.com/foerderung</loc></url>"
    body = f'<urlset xmlns="{XMLNS}">{urls}</urlset>'.encode()
    nested, pages = read_sitemap(body, "https://www.amt.example.org/sitemap.xml")
    assert (nested, [key(page) for page in pages]) == ([], ["/aktuelles/neu", "/foerderung/alt"])


@pytest.mark.parametrize("body", [b"", b"<html><body>Nicht da</body></html>", b"Hallo"])
def test_what_is_no_sitemap(body: bytes) -> None:
    """A page in place of the sitemap is a changed page, not an empty site."""
    with pytest.raises(PageChangedError, match="Sitemap"):
        read_sitemap(body, "https://amt.example.org/sitemap.xml")
