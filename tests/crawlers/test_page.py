"""Strict reading: what must be there and is not, is an error with page and selector."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.items import LabelledText
from crawlers.links import canonical
from crawlers.page import Page, PageChangedError

URL = "https://example.org/foerderung/dorf?id=3"


def page(body: str, head: str = "") -> Page:
    """A page with some body."""
    return Page(URL, f"<html><head>{head}</head><body>{body}</body></html>")


def pairs(found: list[LabelledText]) -> list[tuple[str, str]]:
    """Labels and texts as pairs."""
    return [(part.label, part.text) for part in found]


@pytest.mark.parametrize("body", ["<p>kein Titel</p>", "<h1>eins</h1><h1>zwei</h1>"])
def test_one_means_exactly_one(body: str) -> None:
    """None and two are both a changed page, told with address, selector and number."""
    with pytest.raises(PageChangedError) as caught:
        page(body).one("h1")
    assert (caught.value.page, caught.value.selector) == (URL, "h1")
    assert caught.value.found == body.count("<h1>")
    assert URL in caught.value.reason
    assert "„h1“" in caught.value.reason


def test_maybe_allows_none_and_refuses_two() -> None:
    """A part that may be missing may still not stand there twice."""
    assert page("<p>x</p>").maybe("aside") is None
    found = page("<aside>x</aside>").maybe("aside")
    assert found is not None and found.text == "x"
    with pytest.raises(PageChangedError, match="höchstens einmal"):
        page("<aside>x</aside><aside>y</aside>").maybe("aside")


def test_all_asks_for_at_least_so_many() -> None:
    """A list that is shorter than it can be is a changed page."""
    assert [node.text for node in page("<li>a</li><li>b</li>").all("li", at_least=2)] == ["a", "b"]
    with pytest.raises(PageChangedError, match="mindestens 3-mal"):
        page("<li>a</li><li>b</li>").all("li", at_least=3)


def test_each_part_of_a_list_is_a_page() -> None:
    """It is read as strictly as the whole, with the page's address and the page's base."""
    listed = page('<li><a href="/a">A</a></li><li><a href="/b">B</a></li>')
    parts = listed.main("body").each("li", at_least=2)
    assert [(part.words("a"), part.link(part.one("a"))) for part in parts] == [
        ("A", "https://example.org/a"),
        ("B", "https://example.org/b"),
    ]
    assert [link.link() for link in listed.each("li a")] == [
        part.link(part.one("a")) for part in parts
    ]
    with pytest.raises(PageChangedError, match="mindestens 3-mal"):
        listed.each("li", at_least=3)


def test_what_is_missing_in_a_part_is_said_with_its_place() -> None:
    """Whoever mends the spider learns on which page, in which part, and what was looked for."""
    body = "<li><h3>A</h3></li><li><h3>B</h3><ul><li class=x>C</li></ul></li>"
    _, second, third = page(body).each("li")
    with pytest.raises(PageChangedError) as caught:
        third.words("h3")
    assert caught.value.reason == (
        f"Seite geändert: {URL}: „li (Nr. 3) › h3“ erwartet genau einmal, gefunden: 0."
    )
    (inner,) = second.each("li")
    with pytest.raises(PageChangedError, match=r"„li \(Nr\. 2\) › li \(Nr\. 1\) › Datum in „• C““"):
        inner.date(inner.text())


@pytest.mark.parametrize("cut", [True, False])
def test_an_element_taken_for_a_page_says_so(cut: bool) -> None:
    """A mistake in a spider names what was looked for and the way that works."""
    whole = page("<main><li><h3>A</h3></li></main>")
    (node,) = (whole.main("main") if cut else whole).all("li")
    for method in ("one", "words"):
        with pytest.raises(TypeError, match=rf"„h3“: ein Element hat kein {method}.*page\.each"):
            getattr(node, method)("h3")
    assert node.h3 is not None and node.h3.text == "A"


def test_the_main_part_is_cut_out_first() -> None:
    """Only the part is read afterwards, and the first selector that matches decides."""
    part = page("<h1>Kopf</h1><main id=inhalt><h1>Titel</h1></main>").main("#gibtsnicht", "main")
    assert part.words("h1") == "Titel"
    assert part.root.name == "main"


@pytest.mark.parametrize("body", ["<div>x</div>", "<main>x</main><main>y</main>"])
def test_a_main_part_must_be_there_once(body: str) -> None:
    """No main part, or two, is a changed page."""
    with pytest.raises(PageChangedError, match="main"):
        page(body).main("main")


def test_what_is_there_twice_leaves_the_choice_to_the_next() -> None:
    """Two elements of one name cost nothing where a later choice is there once."""
    twice = page("<div id=content>x</div><div id=content>y</div><div id=text>z</div>")
    assert twice.main("#content", "#text").text() == "z"
    with pytest.raises(PageChangedError, match="gefunden: 2"):
        twice.main("main", "#content")


@pytest.mark.parametrize("markup", ["%PDF-1.7 stream", b"\n%PDF-1.4 \xe2\xe3"])
def test_a_pdf_in_place_of_a_page_is_none(markup: str | bytes) -> None:
    """Whatever the server calls it, a PDF is not read as markup."""
    with pytest.raises(PageChangedError, match="PDF"):
        Page("https://amt.example.org/a", markup).main("body")


def test_text_keeps_the_lines_a_reader_sees() -> None:
    """Blocks, line breaks and list items are lines; what is not shown is not text."""
    body = """
      <h2>Wer   wird
          gefördert?</h2><!-- intern --><script>x()</script>
      <p>Vereine<br>und <b>Ge\u00admeinden</b>\u00a0im Land</p>
      <ul><li><p>bis 20.000 Euro</p></li><li></li><li>Antrag <a href=x>hier</a></li></ul>
      <p hidden>verborgen</p>
    """
    assert page(body).text().split("\n") == [
        "Wer wird gefördert?",
        "Vereine",
        "und Ge\u00admeinden\u00a0im Land",
        "• bis 20.000 Euro",
        "• Antrag hier",
    ]


def test_a_numbered_list_does_not_make_a_date() -> None:
    """The browser's "1." before a month would read as the first of that month."""
    assert page("<ol><li>Dezember 2026: Antrag</li></ol>").text() == "• Dezember 2026: Antrag"


def test_a_row_of_a_table_is_one_line() -> None:
    """Cells are parted by a tab, even with blocks inside."""
    body = "<table><tr><th>Frist</th><td><p>1. März</p><p>2027</p></td></tr><tr><td>x</td></tr>"
    assert page(body).text() == "Frist\t1. März 2027\nx"


def test_sections_go_from_heading_to_heading() -> None:
    """Text before the first heading has no label; wrappers do not matter."""
    body = """<p>Vorab</p><div><h2>Was?</h2><p>eins</p></div><section><p>zwei</p>
    <h3>Wer?</h3></section><h2>Leer</h2>"""
    assert pairs(page(body).sections()) == [
        ("", "Vorab"),
        ("Was?", "eins\nzwei"),
        ("Wer?", ""),
        ("Leer", ""),
    ]
    assert pairs(page(body).sections(["h2"]))[1] == ("Was?", "eins\nzwei\nWer?")


def test_labelled_reads_lists_and_tables() -> None:
    """A dt takes all its dd; a table row counts with one head and one cell."""
    body = """<dl><dt>Frist:</dt><dd>1. März</dd><dd>2027</dd><dt>Ort</dt><dd>Fulda</dd></dl>
    <table><tr><th>Höhe</th><td>80 %<br>höchstens</td></tr><tr><th>a</th><th>b</th></tr></table>"""
    assert pairs(page(body).labelled()) == [
        ("Frist:", "1. März\n2027"),
        ("Ort", "Fulda"),
        ("Höhe", "80 %\nhöchstens"),
    ]


def test_labelled_by_selectors_needs_as_many_values_as_labels() -> None:
    """A label without its value is a changed page."""
    body = "<i>a</i><b>1</b><i>b</i><b>2</b>"
    assert pairs(page(body).labelled("i", "b")) == [("a", "1"), ("b", "2")]
    with pytest.raises(PageChangedError, match="2-mal wie"):
        page(body + "<b>3</b>").labelled("i", "b")


@pytest.mark.parametrize("head", ["", '<base href="https://example.org/neu/">'])
@pytest.mark.parametrize("cut", [True, False])
def test_links_start_from_the_page_or_its_base(head: str, cut: bool) -> None:
    """A relative link is absolute afterwards, in a part of the page as well."""
    part = page("<main><a href='../a.pdf?utm_source=x#s2'>A</a></main>", head)
    part = part.main("main") if cut else part
    expected = "https://example.org/a.pdf"
    assert part.link(part.one("a")) == expected
    assert part.within(part.one("a")).base == part.base


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("HTTPS://Example.ORG:443/A;jsessionid=1F?b=2&fbclid=x", "https://example.org/A?b=2"),
        ("http://example.org:8080", "http://example.org:8080/"),
        ("mailto:dorf@example.org?subject=Hallo", "mailto:dorf@example.org"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("ftp://example.org/x", ""),
        ("https://[::1/x", ""),
        ("https:///x", ""),
        ("mailto:niemand", ""),
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fx&d=1",
            "https://example.org/x",
        ),
    ],
)
def test_an_address_has_one_form_or_none(address: str, expected: str) -> None:
    """Only http, https and mailto may be linked, without what a visit adds."""
    assert canonical(address) == expected


def test_a_site_may_name_parameters_to_drop() -> None:
    """Navigation parameters differ from site to site."""
    assert (
        canonical("https://example.org/x?nn=12&id=3", drop=("nn",)) == "https://example.org/x?id=3"
    )


@given(st.text(max_size=60))
def test_a_canonical_address_stays_as_it_is(address: str) -> None:
    """Whatever comes in, the canonical form of the result is the result."""
    once = canonical(address, "https://example.org/a/b")
    assert canonical(once) == once
    assert once == "" or once.startswith(("http://", "https://", "mailto:"))


@given(st.lists(st.text("abc äß.\u00ad", max_size=12), min_size=1, max_size=6))
def test_no_word_is_lost_between_blocks(words: list[str]) -> None:
    """The text of paragraphs is the words of the paragraphs, in order."""
    body = "".join(f"<p>{word}</p>" for word in words)
    assert page(f"<main>{body}</main>").text().split() == " ".join(words).split()


@pytest.mark.parametrize(
    "text", ["Stand: 01.03.2027", "vom 1. März 2027", "2027-03-01T10:00", "am 1.3.2027 in Fulda"]
)
def test_a_date_is_read_in_the_forms_of_german_pages(text: str) -> None:
    """Numbers, a written month and the machine form are the same day."""
    assert page("").date(text) == date(2027, 3, 1)


@pytest.mark.parametrize("text", ["bald", "01.03.2027 bis 02.03.2027", "31.02.2027", "1.3.27"])
def test_no_date_or_two_or_an_impossible_one_is_an_error(text: str) -> None:
    """A wrong date is worse than none."""
    with pytest.raises(PageChangedError, match="Datum in"):
        page("").date(text)


def test_decoration_can_be_taken_out() -> None:
    """What a site says to screen readers is not part of the text."""
    part = page("<p>Antrag <span class=sr>Öffnet sich in einem neuen Fenster</span></p>")
    assert part.without(".sr").text() == "Antrag"


def test_decoration_is_known_by_whole_words_and_little_text() -> None:
    """A share button goes; an article whose theme calls it "share" stays, and so does a word."""
    text = "Gemeinden und Vereine können ganzjährig Anträge stellen. " * 8
    html = (
        f'<main><div class="entry share">{text}</div><div class="share-links">Teilen</div>'
        '<p class="shareholder">Teilhaber</p><div id="sidebar">Termine</div><nav>Menü</nav></main>'
    )
    assert page(html).main("main").undecorated().text() == f"{text.strip()}\nTeilhaber"
