"""Teasers: links and cards around a text go without any word over them; its own links stay."""

from __future__ import annotations

from datetime import date

import pytest

from crawlers.article import Article, read_article
from crawlers.page import Page

URL = "https://www.amt.example.org/foerderung/dorf.html"
FIRST = "Gemeinden und Vereine können ganzjährig Anträge bei der Geschäftsstelle stellen."
SECOND = "Die Förderung beträgt bis zu 60 Prozent der Kosten und höchstens 5.000 Euro."
THIRD = "Wer einen Dorfladen oder einen Treffpunkt plant, spricht vorher mit dem Amt darüber."
TEXT = [FIRST, SECOND, THIRD]
BODY = "".join(f"<p>{line}</p>" for line in TEXT)


def read(
    above: str = "", below: str = "", body: str = f"<div class='text'>{BODY}</div>"
) -> Article:
    """Read a page with this above and below the container of its text."""
    html = f"<body><main><h1>Hilfe im Dorf</h1>{above}{body}{below}</main></body>"
    return read_article(Page(URL, html))


SOLAR, BATH = (
    f"<h3><a href='/neu/{n}'>{name}</a></h3><p>{name}: Anträge sind bis zum {day} möglich.</p>"
    for n, name, day in ((1, "Solar", "15. Mai 2028"), (2, "Bäder", "3. Juni 2028"))
)
CARDS = [
    f"<div class='row'><div>{SOLAR}</div><div>{BATH}</div></div>",
    f"<ul><li>{SOLAR}</li><li>{BATH}</li></ul>",
    f"<section><article>{SOLAR}</article><article>{BATH}</article></section>",
    f"<div>26.01.2027{SOLAR}</div><div>27.01.2027{BATH}</div>",
    f"<div><p>Meldung</p>{SOLAR}</div><div><p>Meldung</p>{BATH}</div>",
    "<div><a href='/n/1'><div>26.01.2027</div><h2>Solar</h2><p>Frist: 15. Mai 2028</p></a></div>"
    "<div><a href='/n/2'><div>27.01.2027</div><h2>Bäder</h2><p>Frist: 3. Juni 2028</p></a></div>",
    f"<div>{SOLAR}<p><a href='/t/a'>Dorf</a> <a href='/t/b'>Land</a></p></div>"
    f"<div>{BATH}<p><a href='/n/2'>Mehr</a> <a href='/t/b'>Land</a></p></div>",
    "<ul><li>26.01.2027<a href='/n/1'><h3>Solar</h3></a><p>Frist: 15. Mai 2028</p></li>"
    "<li>27.01.2027<a href='/n/2'><h3>Bäder</h3></a><p>Frist: 3. Juni 2028</p></li></ul>",
    "<div><a href='/n/1'><img src='1.jpg'></a><h4>Solar</h4><p>Höchstens 700 Euro.</p></div>"
    "<div><a href='/n/2'><img src='2.jpg'></a><h4>Bäder</h4><p>Höchstens 900 Euro.</p></div>",
]


DIV_RELATED = "<div class='post-related'>{}</div>"
PLAIN = f"<h3><a href='/neu/3'>Wege</a></h3><p>{'Der Weg am Bach wird neu. ' * 12}</p>"


@pytest.mark.parametrize("cards", CARDS)
def test_cards_of_other_pages_never_enter(cards: str) -> None:
    """A title with a link above what another call states needs no heading to be a teaser."""
    assert read(below=cards).text.splitlines() == TEXT


@pytest.mark.parametrize("cards", CARDS)
@pytest.mark.parametrize("heading", ["Das lesen andere", "Ihre Favoriten:"])
def test_a_heading_over_cards_without_deadlines_goes_with_them(heading: str, cards: str) -> None:
    """Whatever the words of the heading are, nothing but links stands below it."""
    plain = cards
    for said in ("15. Mai 2028", "3. Juni 2028", "Frist: ", "700 Euro", "900 Euro", "Anträge"):
        plain = plain.replace(said, "jetzt")
    assert read(below=f"<div><h2>{heading}</h2>{plain}</div>").text.splitlines() == TEXT


def test_cards_below_a_heading_of_the_page_keep_their_deadlines() -> None:
    """What a page heads itself it is about, where it states a deadline, sum or rate."""
    text = read(below=f"<h2>Aktuelle Aufrufe</h2><div>{SOLAR}</div><div>{BATH}</div>").text
    assert text.splitlines()[-5:] == [
        "Aktuelle Aufrufe",
        "Solar",
        "Solar: Anträge sind bis zum 15. Mai 2028 möglich.",
        "Bäder",
        "Bäder: Anträge sind bis zum 3. Juni 2028 möglich.",
    ]


@pytest.mark.parametrize(
    "own",
    [
        "<div><h3>Teil A</h3><p>Höchstens 700 Euro.</p><p><a href='/a'>Zum Antrag</a></p></div>"
        "<div><h3>Teil B</h3><p>Höchstens 900 Euro.</p><p><a href='/b'>Zum Antrag</a></p></div>",
        "<div><p>Frist: 31. März 2027</p><a href='/a'>Zum Antrag</a></div>",
        "<div><h3><a href='/a'>Antrag</a></h3><p>Frist: 31. März 2027</p></div>",
        "<div><h3><a href='/m.pdf'>Merkblatt</a></h3><p>Frist: 31. März 2027</p></div>"
        "<div><h3><a href='/f.pdf'>Formular</a></h3><p>Frist: 30. Juni 2027</p></div>",
        "<div><h3><a href='#eins'>Stufe eins</a></h3><p>Frist: 31. März 2027</p></div>"
        "<div><h3><a href='#zwei'>Stufe zwei</a></h3><p>Frist: 30. Juni 2027</p></div>",
        "<div><h3><a href='/foerderung/dorf/a.html'>Läden</a></h3><p>Bis 31. März 2027</p></div>"
        "<div><h3><a href='/foerderung/dorf/b.html'>Plätze</a></h3><p>Bis 30. Juni 2027</p></div>",
        "<div><a href='mailto:dorf@amt.example.org'>Frau Muster</a><br>Zimmer 3</div>",
        "<ul><li>Läden</li><li>Treffpunkte</li></ul>",
        "<div><ul><li><a href='/antrag'>Antragsfrist: 31. März 2027</a></li></ul></div>",
        "<p>Wir helfen gern.</p>",
    ],
)
def test_what_is_the_pages_own_stays(own: str) -> None:
    """Sections with a button, files, parts of the page, pages below it, people and facts stay."""
    said = Page(URL, f"<body>{own}</body>").text().splitlines()
    assert read(below=own).text.splitlines() == [*TEXT, *said]


@pytest.mark.parametrize(
    "links",
    [
        "<ul><li><a href='/a'>Radweg</a></li><li><a href='/b'>Bäder</a></li></ul>",
        "<table><tr><td><a href='/a'>Radweg</a></td><td><a href='/b'>Bäder</a></td></tr></table>",
        "<p><a href='/a'>Radweg</a> | <a href='/b'>Bäder</a></p>",
        "<div><a href='/a'>Radweg</a><br><a href='/b'>Bäder</a></div>",
        "<div><h3>Das Amt</h3><ul><li><a href='/a'>Radweg</a></li></ul></div>",
    ],
)
def test_bare_links_beside_a_text_are_none_of_it(links: str) -> None:
    """Lists of links before or behind the container of the text go, with a heading of theirs."""
    assert read(below=f"<div>{links}</div><p>Wir helfen gern.</p>").text.splitlines() == [
        *TEXT,
        "Wir helfen gern.",
    ]


@pytest.mark.parametrize(
    "said",
    [
        "<p>Das Amt hilft.<br>Mehr dazu:</p><div>{}</div>",
        "<div>Mehr dazu:<div>{}</div>Das Amt hilft.</div>",
    ],
)
def test_what_stands_beside_a_line_over_links_stays(said: str) -> None:
    """Only a line that is all of its element is the heading of the links below it."""
    links = "<ul><li><a href='/a'>Radweg</a></li><li><a href='/b'>Bäder</a></li></ul>"
    assert "Das Amt hilft." in read(below=said.format(links)).text


def test_a_menu_above_a_text_is_none_of_it() -> None:
    """Links between title and text go, but for a line that may say when the page came out."""
    menu = "<ul><li><a href='/a'>Radweg</a></li><li><a href='/b'>Bäder</a></li></ul>"
    dated = "<p><a href='/2026'>07.05.2026</a> <a href='/presse'>Presse</a></p>"
    assert read(above=menu).text.splitlines() == TEXT
    assert read(above=dated).published_on == date(2026, 5, 7)
    assert read(above=dated).text.splitlines() == TEXT


@pytest.mark.parametrize(
    "links",
    [
        "<ul><li><a href='/a'>Läden</a></li><li><a href='/b'>Plätze</a></li></ul>",
        "<p><a href='/antrag'>Zum Antrag</a></p>",
    ],
)
def test_links_among_the_paragraphs_are_the_texts_own(links: str) -> None:
    """What is written into the text itself, at its end or in its midst, stays there."""
    said = Page(URL, f"<body>{links}</body>").text().splitlines()
    assert read(body=BODY + links).text.splitlines() == [*TEXT, *said]
    assert read(body=links.join((BODY, BODY))).text.splitlines() == [*TEXT, *said, *TEXT]


@pytest.mark.parametrize("link", ["<p><a href='/foerderung/'>Zur Liste</a></p>"])
def test_the_way_back_is_none_of_a_text(link: str) -> None:
    """A link to the page above stands among the paragraphs, and is the site's all the same."""
    assert read(body=BODY + link).text.splitlines() == TEXT


def test_links_to_other_sites_stay() -> None:
    """Whom a page names elsewhere belongs to what it says, and is one of its links."""
    own = "<div><ul><li><a href='https://land.example.net/'>Land Muster</a></li></ul></div>"
    article = read(below=own)
    assert article.text.splitlines() == [*TEXT, "• Land Muster"]
    assert [link.url for link in article.given.links] == ["https://land.example.net/"]


def test_a_page_about_its_links_stays_as_it_is() -> None:
    """An overview has more in its cards than above them, and nobody misses a programme."""
    cards = "".join(
        f"<div><h3><a href='/p/{n}'>Programm {n}</a></h3><p>{THIRD}</p></div>" for n in range(6)
    )
    assert read(below=cards).text.count("Dorfladen") == 7
    short = "".join(f"<li><a href='/p/{n}'>Programm {n}</a></li>" for n in range(6))
    assert read(body=f"<div><p>{FIRST}</p></div>", below=f"<ul>{short}</ul>").text.count("•") == 6


@pytest.mark.parametrize("box", ["<aside>{}</aside>", "<footer>{}</footer>", DIV_RELATED])
@pytest.mark.parametrize("rest", ["", f"<div><p>{THIRD}</p></div>"])
def test_cards_that_the_markup_puts_beside_a_text_go_wherever_they_stand(
    box: str, rest: str
) -> None:
    """In an aside, a footer or a box called related they go from a short text and its midst."""
    cards = f"<h2>Weiteres</h2><div>{SOLAR.replace('15. Mai 2028', 'bald')}</div><div>{BATH}</div>"
    cards = cards.replace("3. Juni 2028", "bald") + f"<div>{PLAIN}</div>"
    read_as = read(body=f"<p>{FIRST}</p>", below=box.format(cards) + rest).text.splitlines()
    assert read_as == [FIRST, *([THIRD] if rest else [])]


def test_between_two_texts_nothing_goes() -> None:
    """A list of links with running text behind it stands in the midst of the page."""
    links = "<div><ul><li><a href='/a'>Läden</a></li><li><a href='/b'>Plätze</a></li></ul></div>"
    text = read(below=f"{links}<div><p>{SECOND}</p></div>").text
    assert text.splitlines() == [*TEXT, "• Läden", "• Plätze", SECOND]
