"""Tails: where the text of a page ends, and what of the rest is still the page's own."""

from __future__ import annotations

import pytest

from crawlers.article import Article, read_article
from crawlers.page import Page

FIRST = "<p>Gemeinden und Vereine können ganzjährig Anträge bei der Geschäftsstelle stellen.</p>"
SECOND = "<p>Die Förderung beträgt bis zu 60 Prozent der Kosten und höchstens 5.000 Euro.</p>"
ADDRESS = "<p>Amt Muster<br>Musterallee 7<br>12345 Musterstadt<br>Telefon: 01234 5678-90</p>"


def read(*blocks: str) -> Article:
    """Read a page of these blocks below its headline."""
    html = f"<body><main><h1>Hilfe im Dorf</h1>{''.join(blocks)}</main></body>"
    return read_article(Page("https://amt.example.org/foerderung/dorf", html))


@pytest.mark.parametrize(
    "heading", ["Kontakt", "Downloads", "Ansprechpartnerinnen", "Weitere Informationen", "Links"]
)
def test_a_heading_of_its_own_does_not_cut_an_article(heading: str) -> None:
    """Under "Kontakt" or "Downloads" a page may go on to say what matters."""
    article = read(FIRST, SECOND, f"<h2>{heading}</h2>{ADDRESS}", "<h2>Frist</h2>", SECOND)
    assert article.text.endswith("höchstens 5.000 Euro.")
    assert heading in article.text


@pytest.mark.parametrize(
    "said",
    [
        "<p>Die Frist endet 2027.</p><p>Anträge reicht man bis zum Ende des Monats März ein.</p>",
        "<ul><li>Antragsfrist: 31.03.2027</li></ul>",
        "<p>Höchstens 3.000 €</p>",
        "<p>Quote: 80 Prozent</p>",
        "<p>Abgabe: 3. Mai 2027</p>",
        "<p>Bewerbung bis 31. März</p>",
        "<p>Anträge bis Ende März 2027</p>",
        "<p>Anträge bis Oktober</p>",
        "<p>Abgabe im Juni 2027</p>",
        "<p>Abgabe: 2027-03-31</p>",
        "<p>Abgabe: 31 March 2027</p>",
        "<p>Abgabe: October 15, 2027</p>",
        "<p>Stichtag ist Ostern</p>",
        "<p>Einsendeschluss: Ostern</p>",
    ],
)
def test_what_is_stated_below_a_heading_stays(said: str) -> None:
    """A day, a sum or a sentence is never cut off with contacts and links."""
    assert read(FIRST, SECOND, f"<h2>Weitere Informationen</h2>{said}").text.count("\n") >= 3


def test_contacts_and_files_below_the_text_are_values() -> None:
    """An address and a file leave the text and are kept as contact and link."""
    files = '<h2>Downloads</h2><ul><li><a href="/a.pdf">Antrag (PDF)</a></li></ul>'
    article = read(FIRST, SECOND, f"<h2>Kontakt</h2>{ADDRESS}", files)
    assert article.text.endswith("höchstens 5.000 Euro.")
    assert [contact.phone for contact in article.given.contacts] == ["01234 5678-90"]
    assert [(link.url[-6:], link.role) for link in article.given.links] == [("/a.pdf", "form")]


@pytest.mark.parametrize("someone", ["Telefon: 01234 5678-90", "dorf(at)amt.example.org"])
def test_whom_to_ask_stays_where_it_is_no_address(someone: str) -> None:
    """A phone or a mail address without a postal address is not lost with the tail."""
    article = read(FIRST, SECOND, f"<h2>Kontakt</h2><p>Frau Muster<br>{someone}</p>")
    assert article.text.endswith(f"Frau Muster\n{someone}")


@pytest.mark.parametrize("line", ["Frau Mai, Zimmer 3", "Beschluss des Rates", "Julia Oktavia"])
def test_what_only_sounds_like_a_day_states_nothing(line: str) -> None:
    """A name, a room or a decision below a heading keeps no tail in the text."""
    links = "<ul><li><a href='/a'>Radweg</a></li></ul>"
    article = read(FIRST, SECOND, f"<h2>Weitere Informationen</h2>{links}<p>{line}</p>")
    assert "Radweg" not in article.text


def test_the_first_third_has_no_tail() -> None:
    """A heading near the start heads a box at most, and the text goes on behind it."""
    early = "<h3>Aktuelle Meldungen</h3><ul><li>Fest am 3. Mai 2027</li></ul>"
    assert read(f"{FIRST}{early}{FIRST}{SECOND}{SECOND}") == read(FIRST, FIRST, SECOND, SECOND)


def test_tags_end_a_text() -> None:
    """A line of links behind "Schlagworte:" is not the text, unless the text goes on."""
    tags = '<div>Schlagworte: <a href="/dorf">Dorf</a>, <a href="/verein">Verein</a></div>'
    assert read(FIRST, SECOND, tags, "<p>Von Gast</p>") == read(FIRST, SECOND)
    assert read(FIRST, SECOND, tags, SECOND).text.count("5.000") == 2


@pytest.mark.parametrize(
    "heading",
    ["Aktuelle Aufrufe", "Weitere Termine", "Neue Programme", "Themen", "Empfehlungen", "Partner"],
)
def test_what_a_page_is_about_is_no_tail(heading: str) -> None:
    """A heading over calls, days or topics of the entry cuts nothing."""
    said = "<ul><li>Dorfläden und Treffpunkte: bis 31. März 2027</li></ul>"
    assert "31. März 2027" in read(FIRST, SECOND, f"<h2>{heading}</h2>", said).text


def test_a_button_in_the_middle_cuts_nothing() -> None:
    """A link "Lesen Sie mehr" or "Zurück" stands between programmes that all count."""
    button = '<p><a href="/mehr">Lesen Sie mehr</a></p><p><a href="/">Zurück zur Übersicht</a></p>'
    text = read(FIRST, SECOND, button, SECOND, button, FIRST).text
    assert (text.count("Geschäftsstelle"), text.count("5.000")) == (2, 2)


@pytest.mark.parametrize(
    "markup",
    [
        '<div itemprop="articleBody">{}</div>',
        "<article>{}</article>",
        '<article><div class="entry share">{}</div></article>',
    ],
)
def test_the_markup_may_say_where_the_article_ends(markup: str) -> None:
    """What stands behind the article's body, without any heading, is not its text."""
    body = markup.format(FIRST + SECOND + FIRST)
    others = "<div><p>Der Radweg nach Beispielhausen wird bis zum 4. Januar 2028 saniert.</p></div>"
    assert read(f"<p>Ein Vorspann, den alle lesen sollen.</p>{body}{others}").text.splitlines() == [
        "Ein Vorspann, den alle lesen sollen.",
        *read(FIRST, SECOND, FIRST).text.splitlines(),
    ]


@pytest.mark.parametrize(
    "facts",
    [
        "<section><h2>Fristen</h2><p>Antragsfrist: 31. März 2027</p></section>",
        "<h2>Fristen</h2><p>Antragsfrist: 31. März 2027</p><p><a href='/'>Zur Liste</a></p>",
        "<h2>Wie lange</h2><p>Anträge bis zum 31. März 2027</p>",
        "<div><div><h2>Höhe</h2><p>80 Prozent</p></div><p><a href='/n'>Radweg</a></p></div>",
        "<h3><a href='/b'>Radweg</a></h3><h3>Höhe</h3><table><tr><td>500 Euro</td></tr></table>",
    ],
)
@pytest.mark.parametrize("tag", ["article", 'div itemprop="articleBody"'])
@pytest.mark.parametrize("outer", ["{}", "<div>{}</div>"])
def test_what_counts_behind_the_article_stays(tag: str, facts: str, outer: str) -> None:
    """A deadline, sum or rate beside the article is its own, with its heading; a teaser is not."""
    article = outer.format(f"<{tag}>{FIRST}{SECOND}{FIRST}</{tag.split()[0]}>")
    box = Page("https://amt.example.org/", f"<body>{facts}</body>").text().splitlines()
    own = [line for line in box if line not in ("Radweg", "Zur Liste")]
    text = read(article, facts, "<p>Ein Bild vom Dorf.</p>").text
    assert text.splitlines() == [*read(FIRST, SECOND, FIRST).text.splitlines(), *own]


@pytest.mark.parametrize(
    "teaser",
    [
        "<div><h3><a href='/b'>Solar</a></h3><p>Antragsfrist: 15. Mai 2028</p></div>",
        "<div><a href='/b'>Solar</a><div>Höchstens 700 Euro</div></div>",
        "<h3><a href='/b'>Solar</a></h3><p>Antragsfrist: 15. Mai 2028</p>",
        "<ul><li><a href='/b'>Solar</a> 70 Prozent</li></ul>",
        "<h2>Auch interessant</h2><p>Antragsfrist: 15. Mai 2028</p>",
    ],
)
def test_a_teaser_behind_the_article_never_enters(teaser: str) -> None:
    """What another call states below its link is not taken for this one's."""
    article = f"<article>{FIRST}{SECOND}{FIRST}</article>"
    assert read(article, teaser).text == read(FIRST, SECOND, FIRST).text


def test_one_article_of_many_is_not_the_page() -> None:
    """A page of several articles keeps them all."""
    several = "".join(f"<article><h2>Programm {n}</h2>{FIRST}</article>" for n in (1, 2, 3))
    assert read(several).text.count("Geschäftsstelle") == 3


ASKED = "Anträge sind bis zum 31. März 2027 einzureichen."


@pytest.mark.parametrize(
    "block",
    [
        f"<p>Neues steht im <a href='/n'>Newsletter</a>.</p><p>{ASKED}</p>",
        f"<p>Im <a href='/n'>Newsletter</a> steht: {ASKED}</p>",
        f"<p>Ihre <b>Kommentare</b> zur Richtlinie sind willkommen.</p><p>{ASKED}</p>",
        f"<p>Der Kreis hilft. <a href='/m'>Mehr</a></p><p>Stichtag</p><p>{ASKED}</p>",
        f"<p><strong>Unsere Partner</strong> sind Land und Kreis. {ASKED}</p>",
        f"<p><strong>Newsletter</strong><br>{ASKED}</p>",
        f"<p><strong>Auch interessant</strong><br>{ASKED}</p>",
        f"<ul><li>Newsletter</li><li>Bänke</li></ul><p>{ASKED}</p>",
        f"<ul><li><b>Sponsoren</b></li><li>Bänke</li></ul><p>{ASKED}</p>",
        f"<table><tr><td>Newsletter</td><td>500</td></tr><tr><th>Frist</th><td>{ASKED}</td></tr></table>",
    ],
)
@pytest.mark.parametrize("at", [0, 2])
def test_a_word_within_a_line_list_or_table_heads_nothing(block: str, at: int) -> None:
    """What a sentence, an item or a cell names takes no text with it, early or late."""
    blocks = [FIRST, SECOND]
    text = read(*blocks[:at], block, *blocks[at:]).text
    assert ASKED in text
    assert text.count("5.000") == 1
    assert len(text.split()) == len(read(FIRST, SECOND).text.split()) + len(words_of(block))


@pytest.mark.parametrize(
    "box",
    [
        "<p><strong>Auch interessant:</strong><br><a href='/a'>Radweg am Bach</a></p>",
        "<p><b>Mehr zum Thema</b></p><ul><li><a href='/a'>Radweg</a></li></ul>",
        "<ul><li><a href='/n'>Newsletter</a></li><li><a href='/b'>Radweg</a></li></ul>",
        "<h3>Unsere Partner</h3><ul><li><a href='/a'>Radweg GmbH</a></li></ul>",
    ],
)
def test_a_line_of_its_own_above_links_ends_a_text(box: str) -> None:
    """A bold line, an item with a link or a heading above links leads to other pages."""
    assert read(FIRST, SECOND, box) == read(FIRST, SECOND)


@pytest.mark.parametrize("heading", ["Unsere Partner", "Newsletter", "Weitere Inhalte der Hilfe"])
def test_a_heading_without_links_below_is_the_pages_own(heading: str) -> None:
    """Where text follows and no links, such a heading takes nothing with it."""
    own = f"<h2>{heading}</h2><p>Das Land hilft allen Kreisen gern.</p><p>{ASKED}</p>"
    assert read(FIRST, SECOND, own).text.splitlines()[-3:] == [
        heading,
        "Das Land hilft allen Kreisen gern.",
        ASKED,
    ]


@pytest.mark.parametrize("links", ["<ul><li><a href='/a'>Radweg</a></li></ul>", "<p>Radweg</p>"])
@pytest.mark.parametrize(
    "rest", [f"<h2>Fristen</h2><p>{ASKED}</p>", f"<div><h2>Fristen</h2><p>{ASKED}</p></div>"]
)
def test_behind_others_the_next_heading_is_the_pages_own(links: str, rest: str) -> None:
    """A bare heading of other pages reaches to the next heading of its rank, no further."""
    text = read(FIRST, SECOND, f"<h2>Auch interessant</h2>{links}", rest).text
    assert text.endswith(f"Fristen\n{ASKED}")
    assert "Radweg" not in text


LINKS = "<ul><li><a href='/a'>Radweg</a></li><li><a href='/b'>Bad</a></li></ul>"


@pytest.mark.parametrize(
    "own",
    [
        "<p>Frist: 31. März 2027</p>",
        "<p>Wir helfen gern.</p>",
        "<ul><li>Frist: 31. März 2027</li></ul>",
        "<table><tr><td>Quote</td><td>80 Prozent</td></tr></table>",
    ],
)
@pytest.mark.parametrize("heading", ["<h3>Auch interessant</h3>", "<b>Mehr zum Thema</b>"])
def test_behind_a_box_of_others_a_short_line_is_the_pages_own(heading: str, own: str) -> None:
    """What stands among the paragraphs behind a closed box stays, however short."""
    box = f"<div>{heading}{LINKS}</div>"
    assert read(FIRST, SECOND, box, own) == read(FIRST, SECOND, own)


@pytest.mark.parametrize(
    "other",
    [
        "<p>Von Gast</p>",
        "<p>Zuletzt geändert am 3. Mai 2026</p><p>Von Gast</p>",
        "<p><a href='/c'>Solar</a>: Frist ist der 15. Mai 2028.</p>",
        "<div class='x'><p>Solar: Die Frist endet 2028.</p><a href='/c'>Mehr</a></div>",
    ],
)
def test_behind_a_box_of_others_may_stand_others(other: str) -> None:
    """A name, a stamp or a further link goes on with what the heading is about."""
    box = f"<div><h3>Auch interessant</h3>{LINKS}</div>"
    assert read(FIRST, SECOND, box, other) == read(FIRST, SECOND)


@pytest.mark.parametrize("heading", ["<h3><a href='/b'>Preis</a></h3>", "<h4>Preis</h4>"])
def test_the_headings_of_teasers_are_of_other_pages(heading: str) -> None:
    """A heading that is a link or of a lower rank belongs to what stands above it."""
    teasers = f"<h3>Auch interessant</h3>{heading}<p>Bewerbungsschluss ist der 3. Mai 2028.</p>"
    assert read(FIRST, SECOND, teasers) == read(FIRST, SECOND)


@pytest.mark.parametrize(
    "heading",
    ["Weitere Programme", "Ähnliche Ausschreibungen", "Mehr Wettbewerbe", "Andere Förderprojekte"],
)
@pytest.mark.parametrize(
    "box",
    [
        "{}<ul><li><a href='/a'>Solar</a>: bis 3. Mai 2028</li><li><a href='/b'>Bad</a></li></ul>",
        "<div>{}<div><h4><a href='/a'>Solar</a></h4><p>Frist: 3. Mai 2028</p></div></div>",
        "{}<div><h4><a href='/a'>Solar</a></h4><p>Frist: 3. Mai 2028</p></div>",
    ],
)
def test_programmes_with_links_are_of_other_pages(heading: str, box: str) -> None:
    """Teasers of other programmes never enter, with all that is said beside their links."""
    teasers = box.format(f"<h3>{heading}</h3>")
    assert read(FIRST, SECOND, teasers) == read(FIRST, SECOND)
    assert read(FIRST, SECOND, f"<div>{teasers}</div>", FIRST) == read(FIRST, SECOND, FIRST)


@pytest.mark.parametrize(
    "below",
    [
        "<ul><li>Solar: bis 3. Mai 2028</li><li><a href='/b'>Bad</a></li></ul>",
        "<p>Solar: Die Frist endet am 3. Mai 2028.</p>",
    ],
)
def test_programmes_without_links_are_of_the_page(below: str) -> None:
    """What a page itself says of further programmes stays."""
    assert "3. Mai 2028" in read(FIRST, SECOND, f"<h3>Weitere Programme</h3>{below}").text


def words_of(block: str) -> list[str]:
    """Return the words of a block."""
    return Page("https://amt.example.org/", f"<body>{block}</body>").text().split()


@pytest.mark.parametrize("rubric", ["Aktuelle Meldungen", "Neueste Nachrichten"])
def test_a_heading_above_the_headline_takes_nothing_away(rubric: str) -> None:
    """NOLIS writes the name of its list as h1 above an article, whose headline is an h4."""
    html = f"<body><main><h1>{rubric}</h1><div><h4>Geld im Dorf</h4>{FIRST}{SECOND}</div></main>"
    article = read_article(Page("https://amt.example.org/1", html), listed_as="Geld im Dorf")
    assert article.title == "Geld im Dorf"
    assert article.text.startswith("Gemeinden") and article.text.endswith("5.000 Euro.")
