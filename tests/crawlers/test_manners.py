"""Manners: what hosts say to machines is heard as it is said, and their wish for rest is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from scrapy.http import HtmlResponse

from crawlers.middlewares.robots import LONGEST_DELAY
from crawlers.observe.manners import MarkKind, said_by, shut_out
from tests.crawlers.serving import Host, serving
from tests.crawlers.test_spider_run import ENTRY, Ended, run

URL = "https://example.org/a"
TOWN_HALL = """User-agent: dotbot
User-agent: ClaudeBot
User-agent: Bytespider
User-agent: GPTBot
Disallow: /

User-agent: Bingbot
Crawl-delay: 10
"""


@pytest.mark.parametrize(
    ("robots", "names"),
    [
        (TOWN_HALL, ("GPTBot", "ClaudeBot", "Bytespider")),
        ("User-agent: gptbot/1.2\nDisallow: /\n", ("GPTBot",)),
        ("User-agent: GPTBot\nDisallow: /intern\n\nUser-agent: CCBot\nAllow: /\n", ()),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Landbote\nAllow: /\n", ()),
        ("User-agent: GPT\nDisallow: /\n# GPTBot\n", ()),
    ],
)
def test_who_is_shut_out_by_name(robots: str, names: tuple[str, ...]) -> None:
    """Only who is named, and may not read the start page; a rule for everybody names nobody."""
    assert shut_out(robots.encode()) == names


@pytest.mark.parametrize(
    ("headers", "html", "said"),
    [
        ({"X-Robots-Tag": "noindex, NoAI"}, "", [(MarkKind.ROBOTS_WORD, "noai")]),
        ({"X-Robots-Tag": "landbote: noai"}, "", [(MarkKind.ROBOTS_WORD, "noai")]),
        ({"X-Robots-Tag": "otherbot: noai"}, "", []),
        (
            {},
            '<meta content="noai,noimageai" name=ROBOTS>',
            [(MarkKind.ROBOTS_WORD, "noai"), (MarkKind.ROBOTS_WORD, "noimageai")],
        ),
        ({}, '<!-- <meta name="robots" content="noai"> -->', []),
        ({}, '<meta name="keywords" content="noai">', []),
        ({}, '<link rel="license" href="/lizenz">', [(MarkKind.LICENCE, "/lizenz")]),
        ({}, '<meta name="dcterms.rights" content=" dl-de/by ">', [(MarkKind.LICENCE, "dl-de/by")]),
        (
            {},
            '<script type="application/ld+json">[{"@type": "Article", "license": "cc0", "image": '
            '{"@type": "ImageObject", "license": "nur das Bild"}}]</script>',
            [(MarkKind.LICENCE, "cc0")],
        ),
        ({}, '<script type="application/ld+json">{"license": </script>', []),
    ],
)
def test_what_a_page_says(
    headers: dict[str, str], html: str, said: list[tuple[MarkKind, str]]
) -> None:
    """In its header, its head and linked data; what is for others or of pictures is not heard."""
    page = HtmlResponse(URL, headers=headers, body=f"<html><head>{html}</head></html>".encode())
    assert list(said_by(page)) == said


def visit(folder: Path, *hosts: Host) -> Ended:
    """Crawl the list of the first host."""
    allowed = [part for one in hosts for part in ("--allow-address", one.netloc)]
    where = f"list=http://{hosts[0].netloc}/list"
    day = ("--today", "2026-11-22", "--contact", "https://example.org/")
    return run(folder, "probe", *day, "--option", where, *allowed)


def listing(*urls: str, head: str = "") -> str:
    """A list of links."""
    links = "".join(f'<a href="{url}">A</a>' for url in urls)
    return f"<html><head>{head}</head><body><main>{links}</main></body></html>"


def test_a_crawl_reports_each_host(tmp_path: Path) -> None:
    """Of each host what its robots.txt and its pages say; one without robots.txt has none."""
    with serving() as one, serving("127.0.0.2") as other:
        urls = (f"http://{one.netloc}/a", f"http://{other.netloc}/b")
        one.pages = {
            "/robots.txt": ({}, TOWN_HALL + "\nUser-agent: Landbote\nCrawl-delay: 0.1\n"),
            "/list": ({}, listing(*urls, head='<meta name="robots" content="noai">')),
            "/a": ({}, ENTRY),
        }
        other.pages = {"/b": ({"X-Robots-Tag": "noarchive"}, ENTRY)}
        ended = visit(tmp_path, one, other)
    assert (ended.code, ended.report["reason"]) == (0, "")
    said: dict[str, Any] = ended.report["manners"]
    assert said[one.netloc] == {
        "robots": "allows",
        "delay": 0.1,
        "shut_out": ["GPTBot", "ClaudeBot", "Bytespider"],
        "names_us": True,
        "marks": [["robots_word", "noai", f"http://{one.netloc}/list"]],
        "read": [f"http://{one.netloc}/a", f"http://{one.netloc}/list"],
    }
    assert (said[other.netloc]["robots"], said[other.netloc]["delay"]) == ("none", None)
    assert said[other.netloc]["marks"] == [["robots_word", "noarchive", urls[1]]]


def test_each_host_has_the_rest_it_asks_for(tmp_path: Path) -> None:
    """Two hosts with wishes of their own, one of them to everybody: both are kept at once."""
    with serving() as one, serving("127.0.0.2") as other:
        one.pages = {
            "/robots.txt": ({}, "User-agent: *\nCrawl-delay: 0.3\n"),
            "/list": ({}, listing(f"http://{one.netloc}/a", f"http://{other.netloc}/b",
                                  f"http://{other.netloc}/c")),
            "/a": ({}, ENTRY),
        }  # fmt: skip
        other.pages = {
            "/robots.txt": ({}, "User-agent: Landbote\nCrawl-delay: 0.5\n"),
            "/b": ({}, ENTRY),
            "/c": ({}, ENTRY),
        }
        assert visit(tmp_path, one, other).code == 0
    assert len(one.gaps()) == len(other.gaps()) == 1
    assert one.gaps()[0] >= 0.29 and other.gaps()[0] >= 0.49


def test_nobody_is_read_faster_than_asked(tmp_path: Path) -> None:
    """A wish that no visit can grant ends it, and staff are told what was asked."""
    with serving() as one:
        one.pages = {
            "/robots.txt": ({}, f"User-agent: *\nCrawl-delay: {LONGEST_DELAY + 1}\n"),
            "/list": ({}, listing("/a")),
        }
        ended = visit(tmp_path, one)
    assert (ended.code, ended.report["outcome"]) == (1, "robots")
    assert "verlangt 301 Sekunden" in ended.report["reason"]
    assert ended.report["manners"][one.netloc]["delay"] == LONGEST_DELAY + 1
    assert [path for path, _when in one.asked if path == "/list"] == []


@pytest.mark.parametrize(
    ("pages", "robots", "marks"),
    [
        ({"/robots.txt": ({}, "User-agent: *\nDisallow: /list\n")}, "forbids", []),
        (
            {"/list": ({"tdm-reservation": "1"}, listing("/a"))},
            "none",
            [["reserved", "Kopfzeile tdm-reservation"]],
        ),
        (
            {
                "/.well-known/tdmrep.json": ({}, '[{"location": "/", "tdm-reservation": 1}]'),
                "/list": ({}, listing("/a")),
            },
            "none",
            [["reserved", "tdmrep.json"]],
        ),
    ],
)
def test_a_refusal_is_noted_too(
    tmp_path: Path, pages: dict[str, Any], robots: str, marks: list[list[str]]
) -> None:
    """Who forbids or reserves is not read; that it is so is told with the report."""
    with serving() as one:
        one.pages = pages
        ended = visit(tmp_path, one)
    assert ended.report["outcome"] == "robots"
    said = ended.report["manners"][one.netloc]
    assert (said["robots"], [mark[:2] for mark in said["marks"]]) == (robots, marks)
