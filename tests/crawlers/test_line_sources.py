"""The shipped lines: each a source with evidence, an address of its own, and a place."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from urllib.parse import urlsplit

import pytest

from crawlers.families import leader_regions, lists, municipalities, watched_pages
from crawlers.line import Line
from crawlers.line_tables import line_spider
from crawlers.listed import ListSpider
from crawlers.registry import families, sources, spider_class
from crawlers.source import Level, Source, Trust
from crawlers.watched import WatchedPage
from db.area_tree import load_area_tree

AREAS = load_area_tree(date(2026, 11, 22))
LINES = {**leader_regions.lines(), **lists.lines(), **municipalities.lines()}
PAGES = {page.slug: page for page in watched_pages.read_pages(watched_pages.TABLE)}
MEMBERS: dict[str, Source] = {
    slug: one.source for family in families().values() for slug, one in family.members().items()
}


def addresses(one: Line | WatchedPage) -> tuple[str, ...]:
    """Return where a visit begins."""
    if isinstance(one, WatchedPage):
        return (one.url,)
    return (*(one.lists or (() if one.way == "pages" else (one.homepage,))), *one.pages)


def test_there_are_at_least_250_sources() -> None:
    """Most of them are lines, and every line is found as a source by its slug."""
    assert len(sources()) >= 250
    assert len(MEMBERS) > 0.9 * len(sources())
    assert MEMBERS.keys() == LINES.keys() | PAGES.keys()


def test_every_line_says_how_it_is_known_and_for_whom() -> None:
    """Evidence is one line, the area is one of the tree's, the address a web address."""
    for slug, source in MEMBERS.items():
        assert source.evidence.strip() and "\n" not in source.evidence, slug
        assert AREAS.knows(source.area), slug
        assert urlsplit(source.homepage).scheme in ("http", "https"), slug
        assert source.licence.startswith("©") and source.cron, slug


def test_no_address_is_visited_for_two_sources() -> None:
    """Every address at which a visit begins is one source's."""
    counted = Counter(
        url.removeprefix("http://").removeprefix("https://").removeprefix("www.").rstrip("/")
        for url in (
            *(url for line in LINES.values() for url in addresses(line)),
            *(url for page in PAGES.values() for url in addresses(page)),
        )
    )
    assert [url for url, count in counted.items() if count > 1] == []


def test_a_region_that_takes_applications_is_the_body_that_decides() -> None:
    """LEADER groups are primary and take applications; banks and portals fund nothing."""
    for line in leader_regions.lines().values():
        assert line.takes_applications and line.trust is Trust.PRIMARY
    banks = [line for line in LINES.values() if line.holds == "programmes" and not line.funds]
    assert len(banks) > 10
    assert all(line.trust is not Trust.PRIMARY and not line.complete for line in banks)


def test_municipal_sites_give_leads() -> None:
    """What a municipality tells is a lead; where its name is no other's it is its own area."""
    found = municipalities.lines()
    assert all(line.leads and line.level is Level.REGION for line in found.values())
    assert (found["mun_bb_beeskow"].area, found["mun_bb_amt_lebus"].area) == ("12067036", "12")
    assert found["mun_bb_beeskow"].source().leads


def test_facts_reach_the_source() -> None:
    """Cadence, leads and evidence of a line and of a page are those of its source."""
    kommune21, urbact = sources()["rel_kommune21"], sources()["eu_urbact"]
    assert (kommune21.leads, kommune21.trust) == (True, Trust.SECONDARY)
    assert (urbact.leads, urbact.visit_days, urbact.trust) == (False, 7, Trust.RELAY)
    assert "eu_urbact" in PAGES and PAGES["eu_urbact"].evidence == urbact.evidence
    assert sources()["eu_efre_bremen"].visit_days == 31


def test_a_page_of_a_table_goes_to_a_crawl_and_back() -> None:
    """Trust, cadence and evidence survive; a cadence there is none of is refused by its line."""
    page = PAGES["sn_laendlicher_raum"]
    assert WatchedPage.from_json(page.to_json()) == page
    assert page.trust is Trust.PRIMARY
    facts = {"url": "https://a.example.org/", "title": "A", "publisher": "A", "area": "06"}
    with pytest.raises(ValueError, match="cadence 'hourly'"):
        WatchedPage.of({**facts, "slug": "a_b", "level": "eu", "cadence": "hourly"}).source()


def test_a_line_may_be_its_pages_alone() -> None:
    """With that way neither lists nor the start page are asked for."""
    line = LINES["he_ikz"]
    assert issubclass(line_spider(line), ListSpider)
    assert addresses(line) == line.pages and line.homepage not in line.pages


@pytest.mark.parametrize(
    ("listed", "article", "takes"),
    [
        ("https://www.a.de/aktuelles.html", "https://a.de/aktuelles/dorf.html", True),
        ("https://www.a.de/aktuelles.html", "https://a.de/aktuelles.html/dorf", True),
        ("https://www.a.de/aktuelles.html", "https://a.de/kontakt/dorf.html", False),
        ("https://www.a.de/news/index.php?rubrik=1", "https://a.de/news/1/77/dorf.html", True),
        ("https://www.a.de/news/", "https://a.de/news/dorf", True),
        ("https://www.a.de/news/", "https://a.de/news", False),
    ],
)
def test_what_lies_below_a_list_is_its_article(listed: str, article: str, takes: bool) -> None:
    """Also where the list's own address ends like a file."""
    facts = {"slug": "a_b", "title": "A", "publisher": "A", "level": "region", "area": "06"}
    line = Line.of({**facts, "homepage": listed, "evidence": "e", "lists": [listed]})
    spider = line_spider(line)
    assert issubclass(spider, ListSpider)
    assert bool(spider.article.fullmatch(article.removeprefix("https://"))) is takes


def test_the_registry_does_its_work_once() -> None:
    """However often it is asked, a source has one class and one record."""
    assert spider_class("leader_ammersee") is spider_class("leader_ammersee")
    assert sources()["leader_ammersee"] is sources()["leader_ammersee"]


def test_the_tables_say_each_thing_once() -> None:
    """No line repeats what its family or its absence says anyway."""
    for family in (leader_regions, lists, municipalities):
        (table,) = tomllib.loads(family.TABLE.read_text(encoding="utf-8")).values()
        assert all(
            facts.get("trust") != "relay" and "slug" not in facts for facts in table.values()
        )
