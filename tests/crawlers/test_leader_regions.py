"""LEADER regions: one line a region, one chain for all, as far down as a site makes necessary."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from crawlers.families.leader_regions import SAMPLED, TABLE, members, offers, read_regions
from crawlers.items import Kind, RawEntry
from crawlers.page import Page
from crawlers.registry import spider_class
from crawlers.source import Level
from tests.crawlers.replays import ROOT, replay
from tests.crawlers.sampled import sample_run

AREAS = ROOT / "db" / "data" / "leader_regions.toml"
HOME = "https://www.region-vogelsberg.de/"
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
Answers = dict[str, tuple[int, str]]


def visit(folder: Path, answers: Answers) -> tuple[dict[str, Any], list[RawEntry]]:
    """Crawl the region Vogelsberg, its site answering as given."""
    listed = []
    for number, (url, (status, body)) in enumerate(answers.items()):
        (folder / f"{number}.txt").write_text(body, encoding="utf-8")
        kind = "application/json" if "wp-json" in url else "text/html"
        headers = f'headers = {{ Content-Type = "{kind}; charset=utf-8" }}'
        lines = (f'url = "{url}"', f"status = {status}", headers, f'file = "{number}.txt"')
        listed.append("\n".join(("[[page]]", *lines)))
    (folder / "pages.toml").write_text("\n\n".join(listed), encoding="utf-8")
    return replay("leader_vogelsberg", folder, folder)


def test_the_table_has_the_regions_of_the_areas() -> None:
    """The slugs are those of the areas, and so is the address wherever both know one."""
    areas = {area["slug"]: area for area in tomllib.loads(AREAS.read_text("utf-8"))["region"]}
    regions = {region.slug: region for region in read_regions(TABLE)}
    assert regions.keys() == areas.keys() and len(regions) == 24
    for slug, region in regions.items():
        assert region.title == areas[slug]["name"]
        known = areas[slug].get("website", region.homepage)
        assert region.homepage.rstrip("/") == known.rstrip("/")


def test_every_region_is_a_source_of_its_own() -> None:
    """Slug, area, level and hour of the visit are the region's."""
    found = members()
    assert len(found) == 24
    for slug, spider in found.items():
        source = spider.source
        assert spider_class(slug) is spider
        assert source.area == f"leader:{spider.region.slug}"
        assert source.level is Level.REGION and not source.complete
    assert len({spider.source.cron for spider in found.values()}) == 24


def test_the_kinds_of_news() -> None:
    """Call, award, event, standing programme and other news are told apart."""
    _, entries = sample_run(SAMPLED["wordpress"])
    assert {entry.key.rpartition("/")[2]: entry.kind for entry in entries} == {
        "regionalbudget-2027": Kind.CALL,
        "bescheid-dorfladen": Kind.AWARD,
        "regionalforum": Kind.EVENT,
        "neues-gesicht": Kind.NOTICE,
        "foerderprogramme": Kind.PROGRAMME,
    }


def test_a_prize_is_told_from_a_call() -> None:
    """A contest is a prize, and the call beside it is not."""
    kinds = {entry.kind for entry in sample_run(SAMPLED["feed"])[1]}
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


@pytest.mark.parametrize(
    ("answer", "outcome"), [((403, ""), "blocked"), ((200, "<html>Wartung</html>"), "broken")]
)
def test_a_refusal_is_not_worked_around(
    tmp_path: Path, answer: tuple[int, str], outcome: str
) -> None:
    """A refusal and an answer that is none end the visit, though a feed is offered."""
    report, entries = visit(tmp_path, {HOME: (200, OFFERING), POSTS: answer, FEED: (200, RSS)})
    assert (report["outcome"], entries) == (outcome, [])


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


@pytest.mark.parametrize(
    ("line", "said"),
    [({"titel": "X"}, "titel"), ({"title": "X", "homepage": "h", "way": "rss"}, "rss")],
)
def test_a_line_that_will_not_do(tmp_path: Path, line: dict[str, str], said: str) -> None:
    """A mistake in the table names file, region and what is wrong."""
    inside = ", ".join(f"{name} = {json.dumps(value)}" for name, value in line.items())
    (tmp_path / "table.toml").write_text(f"[regions]\nrhoen = {{ {inside} }}\n")
    with pytest.raises(ValueError, match=rf"table\.toml: rhoen: .*{said}"):
        read_regions(tmp_path / "table.toml")
