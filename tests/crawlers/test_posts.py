"""Posts: WordPress, RSS and Atom give the same record; anything else has changed."""

from __future__ import annotations

import json
from datetime import date

import pytest

from crawlers.observe.outcome import PageChangedError
from crawlers.posts import each_once, read_feed, read_wordpress

URL = "https://region.example.org/feed/"
ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def rss(inside: str) -> bytes:
    """A feed with one item."""
    return (
        f'<rss version="2.0" xmlns:content="{CONTENT}"><channel><title>Alle</title>'
        f"<item>{inside}</item></channel></rss>"
    ).encode()


def test_a_wordpress_post() -> None:
    """Entities are resolved, a cut excerpt is left out, documents are links."""
    text = '<p>Antr&auml;ge bis 1. M&auml;rz 2027.</p><p><a href="/f/antrag.pdf">Antrag</a></p>'
    row = {
        "date": "2026-11-19T23:30:00",
        "link": "https://region.example.org/a/?utm_source=x",
        "title": {"rendered": "Kultur &#038; Dorf"},
        "excerpt": {"rendered": "<p>Antr&auml;ge bis 1. [&hellip;]</p>"},
        "content": {"rendered": text},
    }
    first, second = read_wordpress(json.dumps([row, {**row, "excerpt": {}}]).encode(), URL)
    assert first == second
    assert (first.url, first.title) == ("https://region.example.org/a/", "Kultur & Dorf")
    assert first.text == "Anträge bis 1. März 2027.\nAntrag"
    assert (first.summary, first.published_on) == ("", date(2026, 11, 19))
    assert [link.url for link in first.links] == ["https://region.example.org/f/antrag.pdf"]


@pytest.mark.parametrize("body", ["", "<html></html>", '{"code": "x"}', '[{"id": 1}]', "[1]"])
def test_an_answer_that_is_no_list_of_posts(body: str) -> None:
    """Anything but a list of posts is a changed page."""
    with pytest.raises(PageChangedError, match="Beiträge"):
        read_wordpress(body.encode(), URL)


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Tue, 10 Nov 2026 23:30:00 +0000", date(2026, 11, 11)),
        ("Tue, 10 Nov 2026 22:30:00 +0000", date(2026, 11, 10)),
        ("Fri, 10 Jul 2026 22:30:00 GMT", date(2026, 7, 11)),
        ("", None),
        ("gestern", None),
        ("31.11.2026", None),
        ("Di, 10 Okt 2026 08:00:00 +0100", None),
        ("2026-11-10 25:61", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("07.05.2026", date(2026, 5, 7)),
        ("Donnerstag, 7. Mai 2026", date(2026, 5, 7)),
    ],
)
def test_the_day_is_the_local_one(stamp: str, day: date | None) -> None:
    """Shortly before midnight in London it is the next day in Germany; an odd stamp is no day."""
    body = rss(f"<title>A</title><link>/a</link><pubDate>{stamp}</pubDate>")
    (post,) = read_feed(body, URL)
    assert (post.published_on, post.url) == (day, "https://region.example.org/a")


def test_the_full_text_is_preferred_and_the_tail_is_cut() -> None:
    """The whole text is read where the feed has it, without what the system adds below."""
    tail = "<p>Der Beitrag <a href='/a'>A</a> erschien zuerst auf <a href='/'>B</a>.</p>"
    body = rss(
        "<title><![CDATA[Dorf &amp; Kultur]]></title><link>/a</link><description>Kurz</description>"
        f"<content:encoded><![CDATA[<p>Lang genug.</p>{tail}]]></content:encoded>"
    )
    (post,) = read_feed(body, URL)
    assert (post.title, post.summary, post.text) == ("Dorf & Kultur", "Kurz", "Lang genug.")


def test_atom_and_rdf_are_feeds_too() -> None:
    """An Atom entry's page is its alternate link; RSS 1.0 has its items beside the channel."""
    atom = (
        f'<feed xmlns="{ATOM}"><entry><title>A</title><link rel="self" href="/x"/>'
        '<link href="/a"/><updated>2026-11-02T08:00:00Z</updated></entry></feed>'
    )
    rdf = (
        f'<rdf:RDF xmlns:rdf="{RDF}" xmlns="http://purl.org/rss/1.0/"><channel/>'
        "<item><title>B</title><link>/b</link></item></rdf:RDF>"
    )
    (first,), (second,) = read_feed(atom.encode(), URL), read_feed(rdf.encode(), URL)
    assert first.url.endswith("/a") and first.published_on == date(2026, 11, 2)
    assert (second.url, second.title) == ("https://region.example.org/b", "B")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Wartung</body></html>",
        b"<rss><channel>",
        rss("<title>A</title>"),
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><rss>&c;</rss>',
    ],
)
def test_what_is_no_feed(body: bytes) -> None:
    """Another page, a torn one, one without any link and a foreign entity end the run."""
    with pytest.raises(PageChangedError):
        read_feed(body, URL)


def test_an_entity_is_not_followed() -> None:
    """A file that an entity names is not read into a title."""
    body = (
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
        b"<rss><channel><item><title>X&b;</title><link>/a</link></item>"
        b"<item><title>Y</title><link>/b</link></item></channel></rss>"
    )
    assert [post.title for post in read_feed(body, URL)] == ["X", "Y"]


def test_posts_are_told_apart_by_number_and_mistaken_for_one_by_nothing() -> None:
    """A number behind a path makes a post, a repetition none, and two titles are not one post."""
    items = [("A", "/?p=7"), ("B", "/?p=8"), ("A", "/?p=7&amp;utm_source=feed")]
    body = rss("</item><item>".join(f"<title>{t}</title><link>{u}</link>" for t, u in items))
    posts = read_feed(body, URL)
    assert [post.title for post in each_once(posts, URL)] == ["A", "B"]
    body = rss("<title>A</title><link>/blog</link></item><item><title>B</title><link>/Blog/</link>")
    with pytest.raises(PageChangedError, match="„A“ und „B“"):
        each_once(read_feed(body, URL), URL)


GOOD = "<item><title>Dorfkino</title><link>/kino</link></item>"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("B&uuml;hne&nbsp;frei", "Bühne frei"),
        ("Haus & Hof", "Haus & Hof"),
        ("Haus &amp; Hof &#38; Garten", "Haus & Hof & Garten"),
        ("Dorf\x0bplatz&#2;", "Dorfplatz"),
        ("a &quatsch; b", "a &quatsch; b"),
        ("<![CDATA[Haus & Hof]]>\x01", "Haus & Hof"),
    ],
)
def test_a_feed_that_is_no_good_xml_is_mended(title: str, shown: str) -> None:
    """Characters and names that XML does not know cost no item, and staff are told."""
    body = rss(f"<title>{title}</title><link>/a?b=1&amp;c=2</link></item>{GOOD}<item>")
    body = body.replace(b"<item></item>", b"")
    told = list[str]()
    first, second = read_feed(b"\n \n<?xml version='1.0'?>" + body, URL, told.append)
    assert (first.title, second.title) == (shown, "Dorfkino")
    assert first.url == "https://region.example.org/a?b=1&c=2"
    assert len(told) == 1 and "kein gültiges XML" in told[0] and URL in told[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [("<b>Warning</b>: line 3<br />", ""), ("", "<!-- 0,4 s --><script>x</script>")],
)
def test_what_stands_around_a_feed_is_not_read(before: str, after: str) -> None:
    """A program's complaint above it, and what a cache sets below, cost nothing."""
    body = before.encode() + rss("<title>A</title><link>/a</link>") + after.encode()
    told = list[str]()
    assert [post.title for post in read_feed(body, URL, told.append)] == ["A"]
    assert len(told) == 1


def test_a_prefix_need_not_be_declared() -> None:
    """The text under it is read as if it were."""
    text = "<x:title>Dorf</x:title><link>/a</link><content:encoded>Lang.</content:encoded>"
    body = f'<rss version="2.0"><channel><item>{text}</item></channel></rss>'.encode()
    (post,) = read_feed(body, URL)
    assert (post.title, post.text) == ("Dorf", "Lang.")


def test_an_item_that_cannot_be_mended_is_left_out() -> None:
    """A tag that is never closed, and an item without a link, cost themselves alone."""
    broken = "<item><title>Halb <b>offen</title><link>/halb</link></item>"
    unlinked = "<item><title>Ohne Adresse</title></item>"
    body = f'<rss version="2.0"><channel>{broken}{GOOD}{unlinked}</channel></rss>'
    told = list[str]()
    assert [post.title for post in read_feed(body.encode(), URL, told.append)] == ["Dorfkino"]
    assert ["1. Beitrag" in one or "2. Beitrag" in one for one in told] == [False, True, True]


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "erfunden"])
def test_umlauts_outlive_a_wrong_declaration(declared: str) -> None:
    """Bytes of Windows-1252 are read as such, whatever the feed says of itself."""
    head = f'<?xml version="1.0" encoding="{declared}"?>'
    body = head.encode() + rss("<title>Bühne</title><link>/a</link>").decode().encode("cp1252")
    assert [post.title for post in read_feed(body, URL)] == ["Bühne"]


def test_a_post_that_cannot_be_read_is_left_out() -> None:
    """A post without an address costs itself; half a character and no day cost nothing."""
    row = {
        "date": "0000-00-00T00:00:00",
        "link": "https://region.example.org/a/",
        "title": {"rendered": "Dorf \ud83d kino"},
        "content": {"rendered": "<p>Text</p>"},
    }
    told = list[str]()
    rows = [{"title": {"rendered": "Ohne Adresse"}}, row, None]
    (post,) = read_wordpress(json.dumps(rows).encode(), URL, told.append)
    assert (post.title, post.published_on) == ("Dorf \ufffd kino", None)
    assert ["1. Beitrag" in told[0], "3. Beitrag" in told[1]] == [True, True]


def test_a_table_in_a_figure_is_text() -> None:
    """A post keeps its tables, though the system sets them as figures, and no captions."""
    table = "<figure><table><tr><td>Frist</td><td>31.03.2027</td></tr></table></figure>"
    row = {
        "link": "https://region.example.org/a/",
        "title": {"rendered": "Aufruf"},
        "content": {"rendered": f"<p>Neu</p>{table}<figure><figcaption>Bild</figcaption></figure>"},
    }
    (post,) = read_wordpress(json.dumps([row]).encode(), URL)
    assert post.text == "Neu\nFrist\t31.03.2027"


@pytest.mark.parametrize("content", ["%PDF-1.4", "<div>" * 3000 + "x"])
def test_a_post_that_is_no_page_costs_itself(content: str) -> None:
    """A file or a riddle of markup in one post leaves the others as they are."""
    rows = [
        {
            "link": f"https://region.example.org/{name}/",
            "title": {"rendered": name},
            "content": {"rendered": text},
        }
        for name, text in (("a", "<p>Text</p>"), ("b", content), ("c", "<p>Text</p>"))
    ]
    told = list[str]()
    posts = read_wordpress(json.dumps(rows).encode(), URL, told.append)
    assert [post.title for post in posts] == ["a", "c"]
    assert ["2. Beitrag" in one for one in told] == [True]
