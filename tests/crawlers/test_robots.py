"""robots.txt by RFC 9309: whose rules are ours, and which of them wins."""

from __future__ import annotations

import pytest

from crawlers.middlewares.robots import Rfc9309Parser

EVERYBODY_OUT = "User-agent: *\nDisallow: /\n"


def allowed(robots: str, path: str = "/foerderung") -> bool:
    """Whether Landbote may fetch a path."""
    parser = Rfc9309Parser(robots.encode(), None)
    return parser.allowed(f"https://example.org{path}", "Landbote")


@pytest.mark.parametrize("name", ["Landbote", "LANDBOTE", "landbote/1.0", "Landbote  # wir"])
def test_our_group_is_ours_in_any_spelling(name: str) -> None:
    """The product token is compared without case and version, and beats the star (2.2.1)."""
    assert allowed(f"{EVERYBODY_OUT}\nUser-agent: {name}\nDisallow: /intern\n")
    assert not allowed(f"User-agent: *\nAllow: /\n\nUser-agent: {name}\nDisallow: /\n")


@pytest.mark.parametrize("name", ["Land", "Landbotenbot", "bote", "Other Landbote"])
def test_the_group_of_another_is_not_ours(name: str) -> None:
    """A part of our name, or more than our name, is another's."""
    assert not allowed(f"{EVERYBODY_OUT}\nUser-agent: {name}\nAllow: /\n")
    assert allowed(f"User-agent: *\nAllow: /\n\nUser-agent: {name}\nDisallow: /\n")


@pytest.mark.parametrize(
    ("rules", "path", "may"),
    [
        ("Disallow: /", "/robots.txt", True),
        ("Disallow:", "/a", True),
        ("Allow: /a\nDisallow: /a", "/a", True),
        ("Disallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("Allow: /a\nDisallow: /a/b", "/a/b/c", False),
        ("Disallow: /*.pdf$", "/x/y.pdf", False),
        ("Disallow: /*.pdf$", "/x/y.pdf?v=2", True),
        ("Disallow: /f%C3%B6rderung", "/förderung", False),
        ("Disallow: /förderung", "/f%C3%B6rderung", False),
        ("disallow : /a # nicht", "/a", False),
        ("Disallow: /A", "/a", True),
    ],
)
def test_the_longest_match_decides_and_allow_wins_a_tie(rules: str, path: str, may: bool) -> None:
    """As 2.2.2 and 2.2.3 have it, with star, end mark and encoded octets."""
    assert allowed(f"User-agent: *\n{rules}\n", path) is may


def test_groups_of_one_name_are_one_group() -> None:
    """Rules of two groups for us count together, and an unknown line ends no group's head."""
    twice = "User-agent: Landbote\nDisallow: /a\n\nUser-agent: landbote\nDisallow: /b\n"
    assert not allowed(twice, "/a") and not allowed(twice, "/b") and allowed(twice, "/c")
    shared = "User-agent: Landbote\nCrawl-delay: 9\nUser-agent: other\nDisallow: /a\n"
    assert not allowed(shared, "/a")


def test_a_file_that_is_no_robots_txt_allows() -> None:
    """A page in its place, bytes that are no text and an empty file hold no rule."""
    assert allowed("<html><body>Disallow: / nicht gefunden</body></html>") and allowed("")
    assert Rfc9309Parser(b"\xff\xfe\x00", None).allowed("https://example.org/", "Landbote")
    assert not allowed("\ufeff" + EVERYBODY_OUT)


def test_the_first_half_megabyte_is_read() -> None:
    """A rule within 500 KiB counts (2.5); an endless file costs no more."""
    filling = "# Kommentar\n" * 40_000
    assert not allowed(f"{filling}{EVERYBODY_OUT}")
    assert allowed(f"{filling * 3}{EVERYBODY_OUT}")


def test_a_wish_for_slowness_is_heard() -> None:
    """Crawl-delay is no rule of the RFC; the delay of our group is known all the same."""
    robots = b"User-agent: *\nCrawl-delay: 30\n"
    assert Rfc9309Parser(robots, None).crawl_delay("Landbote") == 30
    assert Rfc9309Parser(b"", None).crawl_delay("Landbote") is None


@pytest.mark.parametrize(
    ("robots", "delay"),
    [
        ("User-agent: Bingbot\nUser-agent: Slurp\nCrawl-delay: 10\nDisallow: /x\n", None),
        ("User-agent: Land\nCrawl-delay: 10\n", None),
        ("User-agent: Slurp\nUser-agent: *\nDisallow: /x\nCrawl-delay: 1.5 # bitte\n", 1.5),
        ("User-agent: *\nCrawl-delay: 9\n\nUser-agent: landbote/1.0\nCrawl-delay: 4\n", 4),
        ("User-agent: *\nCrawl-delay: 4\n\nUser-agent: *\nCrawl-delay: 9\n", 9),
        ("Crawl-delay: 9\nUser-agent: *\nCrawl-delay: bald\n", None),
    ],
)
def test_whose_slowness_is_asked_for(robots: str, delay: float | None) -> None:
    """Our group's wish, else everybody's; what town halls ask of search engines is not for us."""
    assert Rfc9309Parser(robots.encode(), None).crawl_delay("Landbote") == delay


@pytest.mark.parametrize(
    ("robots", "named"),
    [
        ("Sitemap: https://a.example.org/s.xml", ("https://a.example.org/s.xml",)),
        ("User-agent: *\nDisallow:\n  SITEMAP :/wp-sitemap.xml # neu", ("/wp-sitemap.xml",)),
        ("Sitemap: /a.xml\r\nSitemap: /b.xml\r\nSitemap: /a.xml", ("/a.xml", "/b.xml")),
        ("# Sitemap: /a.xml\nDisallow: /sitemap", ()),
        ("Sitemap:\nUser-agent: *", ()),
    ],
)
def test_the_sitemaps_of_a_site(robots: str, named: tuple[str, ...]) -> None:
    """Each is named once, whoever the group around the line is for; a comment names none."""
    assert Rfc9309Parser(robots.encode(), None).sitemaps == named
