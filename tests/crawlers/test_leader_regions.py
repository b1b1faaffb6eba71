"""LEADER regions: one line a region, one chain for all, as far down as a site makes necessary."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from crawlers.chain import offers
from crawlers.families.leader_regions import lines, members
from crawlers.items import Kind, RawEntry
from crawlers.page import Page
from crawlers.registry import spider_class
from crawlers.source import Level
from tests.crawlers.replays import ROOT, replay
from tests.crawlers.sampled import sample_run

AREAS = ROOT / "db" / "data" / "leader_regions.toml"
HOME = "https://www.region-vogelsberg.de/"
BUDGET = f"{HOME}regionalbudget/"
API = f"{HOME}wp-json/"
POSTS = f"{API}wp/v2/posts?per_page=30&_fields=id,date,link,title,excerpt,content"
FEED = f"{HOME}feed/"
OFFERING = (
    f'<html><head><link rel="https://api.w.org/" href="{API}">'
    f'<link rel="alternate" type="application/rss+xml" href="{FEED}"></head>'
    "<body><main><h1>Vogelsberg</h1><p>Vereine können bis zum 15. Januar 2027 Anträge "
    "für Kleinprojekte stellen.</p></main></body></html>"
)
ITEM = (
    f"<item><title>Aufruf aus dem Feed</title><link>{HOME}aufruf</link>"
    "<pubDate>Mon, 16 Nov 2026 08:00:00 +0100</pubDate>"
    "<description>Anträge bis 15. Januar 2027.</description></item>"
)
RSS = f'<rss version="2.0"><channel>{ITEM}</channel></rss>'
ELSEWHERE = "https://karten.example.org/vogelsberg.xml"
XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
Answers = dict[str, tuple[int, str]]


def visit(folder: Path, answers: Answers) -> tuple[dict[str, Any], list[RawEntry]]:
    """Crawl the region Vogelsberg, its site answering as given."""
    return replay_site("leader_vogelsberg", folder, {BUDGET: (404, ""), **answers})


def replay_site(slug: str, folder: Path, answers: Answers) -> tuple[dict[str, Any], list[RawEntry]]:
    """Crawl a region, its site answering as given."""
    listed = []
    for number, (url, (status, body)) in enumerate(answers.items()):
        (folder / f"{number}.txt").write_text(body, encoding="utf-8")
        kind = "application/json" if "wp-json" in url else "text/html"
        headers = f'headers = {{ Content-Type = "{kind}; charset=utf-8" }}'
        lines = (f'url = "{url}"', f"status = {status}", headers, f'file = "{number}.txt"')
        listed.append("\n".join(("[[page]]", *lines)))
    (folder / "pages.toml").write_text("\n\n".join(listed), encoding="utf-8")
    return replay(slug, folder, folder)


def test_the_table_has_the_regions_of_the_areas() -> None:
    """The slugs are those of the areas, and so is the address wherever both know one."""
    areas = {area["slug"]: area for area in tomllib.loads(AREAS.read_text("utf-8"))["region"]}
    found = {line.area.removeprefix("leader:"): line for line in lines().values()}
    assert found.keys() == areas.keys()
    for slug, line in found.items():
        assert line.title == f"LEADER-Region {areas[slug]['name']}"
        known = areas[slug].get("website", line.homepage)
        assert line.homepage.rstrip("/") == known.rstrip("/")


def test_every_region_is_a_source_of_its_own() -> None:
    """Slug, area, level and hour of the visit are the region's."""
    found = members()
    for slug, spider in found.items():
        source = spider.source
        assert spider_class(slug) is spider
        assert source.slug == f"leader_{source.area.removeprefix('leader:').replace('-', '_')}"
        assert source.level is Level.REGION and not source.complete
    assert len({spider.source.cron for spider in found.values()}) > len(found) / 2


def page(title: str, text: str) -> tuple[int, str]:
    """A page of a site."""
    words = f"<main><h1>{title}</h1><p>{text}</p></main>"
    return 200, f"<html><body>{words}</body></html>"


def test_a_call_that_no_news_tells_of_is_watched(tmp_path: Path) -> None:
    """The page of the small projects' budget is an entry beside what the feed brings."""
    budget = page("Regionalbudget 2027", "Vereine können bis zum 31. Januar 2027 Anträge stellen.")
    answers = {HOME: (200, OFFERING), POSTS: (404, ""), FEED: (200, RSS), BUDGET: budget}
    report, entries = visit(tmp_path, answers)
    assert report["outcome"] == "ok", report["reason"]
    kinds = {entry.title: entry.kind for entry in entries}
    assert kinds == {"Aufruf aus dem Feed": Kind.CALL, "Regionalbudget 2027": Kind.CALL}


RHOEN = "https://www.biosphaerenreservat-rhoen.de/"
APPLY = "Anträge können bis zum 31. Januar 2027 eingereicht werden."
NEWS = {
    "regionalbudget-2027": ("Regionalbudget 2027: Jetzt bewerben", APPLY),
    "dorfkino": ("Förderung für Vereine", f"Für Kleinprojekte ist Geld da. {APPLY}"),
    "infoabend": ("Infoabend zu LEADER", "Wir laden herzlich ein. Die Teilnahme ist kostenfrei."),
    "wanderweg": ("Neuer Weg eröffnet", "Der Weg wurde aus Mitteln von LEADER gebaut."),
    "bescheide": ("LEADER: Bescheide übergeben", "Drei Vereine erhalten 30.000 Euro."),
    "sterne": ("Wettbewerb der Sternenfotos startet", "Bis Mai Bilder einreichen und bewerben."),
    "leader-of-the-pack": ("Leadership im Wald", "Ein Seminar für alle, die gern wandern."),
}


def test_of_a_site_with_much_else_only_its_calls_are_entries(tmp_path: Path) -> None:
    """Of a nature reserve's news what is about the region's funding comes in; tourism does not."""
    folder = f"{RHOEN}service/newsarchiv/detailseite/"
    (watched,) = lines()["leader_rhoen"].pages
    urls = "".join(f"<url><loc>{folder}{slug}</loc></url>" for slug in NEWS)
    answers = {RHOEN: page("Die Rhön", "Schafe, Basalt und viel Himmel über offenen Fernen.")}
    answers[f"{RHOEN}sitemap.xml"] = (200, f'<urlset xmlns="{XMLNS}">{urls}</urlset>')
    answers[watched] = page("Der Weg zur Förderung", "Fragen Sie uns, bevor Sie damit anfangen.")
    answers |= {f"{folder}{slug}": page(*said) for slug, said in NEWS.items()}
    report, entries = replay_site("leader_rhoen", tmp_path, answers)
    assert (report["outcome"], report["way"]) == ("ok", "sitemap"), report["reason"]
    told = {entry.key.rpartition("/")[2] for entry in entries}
    assert told == {
        "regionalbudget-2027",
        "dorfkino",
        "infoabend",
        "leader-der-weg-zur-foerderung-1",
    }


def test_the_kinds_of_news() -> None:
    """Call, award, event, standing programme and other news are told apart."""
    _, entries = sample_run("leader_kassel_land")
    assert {entry.key.rpartition("/")[2]: entry.kind for entry in entries} == {
        "regionalbudget-2027": Kind.CALL,
        "bescheid-dorfladen": Kind.AWARD,
        "regionalforum": Kind.EVENT,
        "neues-gesicht": Kind.NOTICE,
        "foerderprogramme": Kind.PROGRAMME,
    }


def test_a_prize_is_told_from_a_call() -> None:
    """A contest is a prize, and the call beside it is not."""
    kinds = {entry.kind for entry in sample_run("leader_vogelsberg")[1]}
    assert kinds == {Kind.CALL, Kind.PRIZE, Kind.NOTICE}


@pytest.mark.parametrize("answer", [(404, "{}"), (401, '{"code": "rest_login"}'), (200, "[]")])
def test_without_posts_the_feed_is_read(tmp_path: Path, answer: tuple[int, str]) -> None:
    """An interface that is gone, closed or empty leaves the work to the feed."""
    report, entries = visit(tmp_path, {HOME: (200, OFFERING), POSTS: answer, FEED: (200, RSS)})
    assert report["outcome"] == "ok", report["reason"]
    assert [entry.title for entry in entries] == ["Aufruf aus dem Feed"]
    assert entries[0].kind is Kind.CALL


def test_an_interface_closed_by_robots_is_left_alone(tmp_path: Path) -> None:
    """What robots.txt closes is not asked for; what it leaves open is."""
    closed = "User-agent: *\nDisallow: /wp-json/\n"
    answers = {f"{HOME}robots.txt": (200, closed), HOME: (200, OFFERING), FEED: (200, RSS)}
    report, entries = visit(tmp_path, answers)
    assert report["outcome"] == "ok", report["reason"]
    assert len(entries) == 1


def test_the_start_page_is_the_last_way(tmp_path: Path) -> None:
    """With neither posts nor items nor a sitemap the start page itself is read."""
    nothing = {POSTS: (404, ""), FEED: (404, ""), f"{HOME}sitemap.xml": (404, "")}
    report, (entry,) = visit(tmp_path, {HOME: (200, OFFERING), **nothing})
    assert report["outcome"] == "ok", report["reason"]
    assert (entry.title, entry.kind, entry.key) == ("Vogelsberg", Kind.CALL, "/")


def test_a_refusal_is_not_worked_around(tmp_path: Path) -> None:
    """A refusal ends the visit, though a feed is offered."""
    answers = {HOME: (200, OFFERING), POSTS: (403, ""), FEED: (200, RSS)}
    report, entries = visit(tmp_path, answers)
    assert (report["outcome"], entries) == ("blocked", [])


@pytest.mark.parametrize(
    ("posts", "feed", "way", "told"),
    [
        ("<html>Wartung</html>", RSS, "feed", 1),
        ('{"code": "x"}', RSS, "feed", 1),
        ("[]", "<rss><channel><item>", "sitemap", 1),
        ("<html>Wartung</html>", "<html>Wartung</html>", "sitemap", 2),
        ("[]", f"\n \n<?xml version='1.0'?>{RSS}", "feed", 1),
        ("[]", RSS.replace("Aufruf aus", "Dorf &nbsp;&amp; Land & Aufruf aus"), "feed", 1),
        ("[]", RSS.replace("Mon, 16 Nov 2026 08:00:00 +0100", "Invalid Date"), "feed", 0),
        ("[]", RSS.replace("Aufruf aus", "Aufruf\x0b\x02 aus"), "feed", 1),
    ],
)
def test_a_broken_way_leads_to_the_next(
    tmp_path: Path, posts: str, feed: str, way: str, told: int
) -> None:
    """An answer that cannot be read costs its way, not the visit, and staff are told."""
    news = f"{HOME}aktuelles/aufruf"
    listed = f'<urlset xmlns="{XMLNS}"><url><loc>{news}</loc></url></urlset>'
    answers = {HOME: (200, OFFERING), POSTS: (200, posts), FEED: (200, feed)}
    answers |= {f"{HOME}sitemap.xml": (200, listed), news: (200, OFFERING)}
    report, entries = visit(tmp_path, answers)
    assert (report["outcome"], report["way"], len(entries)) == ("ok", way, 1), report["reason"]
    assert len(report["left_out"]) == told


def test_the_last_way_is_the_start_page(tmp_path: Path) -> None:
    """A sitemap that is none leaves the start page, which is there in any case."""
    answers = {HOME: (200, "<html>" + OFFERING.partition("</head>")[2])}
    report, entries = visit(tmp_path, {**answers, f"{HOME}sitemap.xml": (200, "<html>nein</html>")})
    assert (report["outcome"], report["way"]) == ("ok", "page"), report["reason"]
    assert len(entries) == 1


@pytest.mark.parametrize(
    ("first", "second", "way", "told"),
    [
        ("<html>nein</html>", "<html>nein</html>", "page", 2),
        ("<urlset/>", "<html>nein</html>", "page", 1),
        ("<urlset/>", "<urlset/>", "page", 0),
        ("<html>nein</html>", "pages", "sitemap", 1),
    ],
)
def test_nested_sitemaps_that_lead_nowhere_lead_to_the_start_page(
    tmp_path: Path, first: str, second: str, way: str, told: int
) -> None:
    """Only where all of them are broken or empty the next way is taken."""
    names = [f"{HOME}eins.xml", f"{HOME}zwei.xml"]
    locs = "".join(f"<sitemap><loc>{name}</loc></sitemap>" for name in names)
    index = f'<sitemapindex xmlns="{XMLNS}">{locs}</sitemapindex>'
    news = f"{HOME}aktuelles/aufruf"
    pages = f'<urlset xmlns="{XMLNS}"><url><loc>{news}</loc></url></urlset>'
    page = "<html>" + OFFERING.partition("</head>")[2]
    answers = {HOME: (200, page), f"{HOME}sitemap.xml": (200, index), news: (200, OFFERING)}
    answers |= {
        name: (200, pages if body == "pages" else body)
        for name, body in zip(names, (first, second), strict=True)
    }
    report, entries = visit(tmp_path, answers)
    assert (report["outcome"], report["way"], len(entries)) == ("ok", way, 1), report["reason"]
    assert len(report["left_out"]) == told


@pytest.mark.parametrize(
    ("line", "address"),
    [
        (f"Sitemap: {HOME}wp-sitemap.xml", f"{HOME}wp-sitemap.xml"),
        (f"sitemap:{ELSEWHERE}", ELSEWHERE),
    ],
)
def test_the_sitemap_of_robots_is_read(tmp_path: Path, line: str, address: str) -> None:
    """Where robots.txt names a sitemap it is asked for, on another host too; pages are ours."""
    news, foreign = f"{HOME}aktuelles/aufruf", "https://fremd.example.org/aktuelles/aufruf"
    urls = "".join(f"<url><loc>{url}</loc></url>" for url in (news, foreign))
    answers = {
        f"{HOME}robots.txt": (200, f"User-agent: *\nDisallow: /intern\n\n{line}\n"),
        HOME: (200, "<html>" + OFFERING.partition("</head>")[2]),
        address: (200, f'<urlset xmlns="{XMLNS}">{urls}</urlset>'),
        news: (200, OFFERING),
    }
    report, entries = visit(tmp_path, answers)
    assert (report["outcome"], [entry.url for entry in entries]) == ("ok", [news]), report["reason"]


def test_a_host_may_close_the_sitemap_it_holds(tmp_path: Path) -> None:
    """What another host's own robots.txt forbids is left alone; the start page remains."""
    answers = {
        f"{HOME}robots.txt": (200, f"Sitemap: {ELSEWHERE}\n"),
        "https://karten.example.org/robots.txt": (200, "User-agent: *\nDisallow: /\n"),
        HOME: (200, "<html>" + OFFERING.partition("</head>")[2]),
    }
    report, entries = visit(tmp_path, answers)
    assert (report["outcome"], report["way"], len(entries)) == ("ok", "page", 1), report["reason"]


def test_a_page_that_stands_is_no_news(tmp_path: Path) -> None:
    """A day that only a page's data state makes no news of it; one that is shown does."""
    meta = '<head><meta property="article:published_time" content="2026-02-01T08:00:00Z"></head>'
    text = "<p>Gefördert werden Vereine mit einem Fördersatz von 80 Prozent der Kosten.</p>"
    for day, kind in (("", Kind.PROGRAMME), ("<p>1. Februar 2026</p>", Kind.NOTICE)):
        body = f"<html>{meta}<body><main><h1>Kleinprojekte</h1>{day}{text}</main></body></html>"
        (folder := tmp_path / kind.value).mkdir()
        _, (entry,) = visit(folder, {HOME: (200, body), f"{HOME}sitemap.xml": (404, "")})
        assert (entry.kind, str(entry.published_on)) == (kind, "2026-02-01")


def test_nothing_was_published_on_a_day_to_come(tmp_path: Path) -> None:
    """A day after the visit is that of an event, whatever line it stands in."""
    text = "<p>Die Region lädt alle Vereine zu einem Abend über das Regionalbudget ein.</p>"
    body = f"<html><body><main><h1>Abend</h1><p>3. Dezember 2026</p>{text}</main></body></html>"
    _, (entry,) = visit(tmp_path, {HOME: (200, body), f"{HOME}sitemap.xml": (404, "")})
    assert entry.published_on is None


@pytest.mark.parametrize(
    ("head", "ways"),
    [
        ("", {"sitemap", "page"}),
        (f'<link rel="https://api.w.org/" href="{API}">', {"wordpress", "sitemap", "page"}),
        ('<link rel="alternate" type="application/rss+xml" title="Kommentare" href="/k">', None),
        ('<link rel="alternate" type="application/atom+xml" href="/a.xml">', {"feed"}),
    ],
)
def test_a_site_says_what_it_offers(head: str, ways: set[str] | None) -> None:
    """Posts and feeds count where the start page declares them; comments are no news."""
    found = offers(Page(HOME, f"<html><head>{head}</head><body></body></html>"))
    assert found.keys() == (ways or set()) | {"sitemap", "page"}
    assert found["sitemap"] == f"{HOME}sitemap.xml"


def test_of_several_sitemaps_the_one_with_news_comes_first() -> None:
    """What cannot be an address is passed over; without any the usual place is asked."""
    page = Page(HOME, "<html><body></body></html>")
    named = ("ftp://x", f"{HOME}bilder.xml", "/news-sitemap.xml")
    assert offers(page, named)["sitemap"] == f"{HOME}news-sitemap.xml"
    assert offers(page, ("ftp://x",))["sitemap"] == f"{HOME}sitemap.xml"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"titel": "X"}, "title"),
        ({"title": "X", "homepage": "h", "evidence": "e"}, "no web address"),
        ({"title": "X", "homepage": "https://h.de", "evidence": "e", "way": "rss"}, "rss"),
        ({"title": "X", "homepage": "https://h.de", "evidence": "e", "titel": "Y"}, "titel"),
    ],
)
def test_a_line_that_will_not_do(tmp_path: Path, line: dict[str, str], said: str) -> None:
    """A mistake in the table names file, region and what is wrong."""
    inside = ", ".join(f"{name} = {json.dumps(value)}" for name, value in line.items())
    (tmp_path / "table.toml").write_text(f"[regions]\nrhoen = {{ {inside} }}\n")
    with pytest.raises(ValueError, match=rf"table\.toml: rhoen: .*{said}"):
        lines(tmp_path / "table.toml")
