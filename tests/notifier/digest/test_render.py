"""Render: the same in HTML and in text, and nothing crawled gets out of its place."""

from __future__ import annotations

import quopri
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from db.statements import Case, Field
from db.subscribers import Subscriber
from db.values import Person
from db.vocabulary import Cadence, Origin, Reason
from notifier.digest.compose import Composer
from notifier.digest.editor import MAX_CARDS
from notifier.digest.render import CLIPPED_BYTES, TEMPLATES, WIDTH, wrap
from notifier.digest.sections import section_kinds
from notifier.mail.message import Letter
from notifier.news.known import Known
from notifier.news.select import News
from tests.conftest import NOW, TODAY
from tests.notifier.samples import (
    MUNICIPALITY,
    REGION,
    SENDER,
    TOPICS,
    chosen,
    fixed,
    ledger,
    news,
)
from tests.stating import said

DAY = timedelta(days=1)
WEAK = Case(words="finanzschwache Kommunen", applicants=("municipality",), weak=True)
PRIVATE = Case(words="Private", applicants=("individual",))
PRIVATE_TERMS = (said(Field.RATE_MAX, 35, PRIVATE), said(Field.AWARD_MAX, 45_000, PRIVATE))
# Of the mixed items the reader knows the one that changed.
KNOWN = ledger((3, 29, Reason.NEW, ""))
GOLDEN = Path(__file__).with_name("golden_mail.txt")
HOSTILE = (
    "</a></td><script>alert(1)</script> {{ 7*7 }} <!--% include 'x' %--> <img src=x> & „Titel“"
)
ADDRESS = re.compile(r"(?:https?://[^\s<>]+|[\w.]+@[\w.]+\w)")


def composer_of(cadence: Cadence) -> Composer:
    """Return the composer of an issue of today."""
    return Composer.of_issue(SENDER, cadence, TODAY, NOW, TOPICS)


def written(*items: News, name: str = "Gemeinde Beispiel", known: Known | None = None) -> Letter:
    """Return the mail about some news."""
    composer = composer_of(Cadence.DAILY)
    subscriber = Subscriber(email="reader@example.org", name=name, token="token")
    return composer.compose(subscriber, (MUNICIPALITY,), chosen(*items, known=known))[1]


def mixed() -> list[News]:
    """Return one item for each section, and a second for the first."""
    old = TODAY - 30 * DAY
    return [
        news(1, population_max=20_000, more=(said(Field.RATE_MAX, 90, WEAK), *PRIVATE_TERMS)),
        news(
            2,
            source=REGION,
            title="Regionalbudget 2027",
            url="https://example.org/regionalbudget?a=1&b=2",
            level="region",
            areas=("leader:vogelsberg",),
            topics=("village",),
            language="en",
            deadlines=(
                fixed(
                    TODAY + 5 * DAY,
                    quote="Einsendeschluss: 27.11.2026",
                    origin=Origin.STAFF,
                    checked_on=TODAY,
                ),
            ),
        ),
        news(3, title="Geänderter Aufruf", first_published_on=old, changes=("Frist: alt → neu",)),
        news(4, title="Bald zu Ende", first_published_on=old, deadlines=(fixed(TODAY + DAY),)),
        news(
            5,
            title="Fachforum",
            kind="event",
            deadlines=(),
            applicants=(),
            award_max=None,
            rate_max=None,
            event_starts_on=TODAY + 20 * DAY,
            event_place="Rathaus",
        ),
    ]


def page(letter: Letter) -> Any:
    """Return the HTML body as another parser reads it."""
    return lxml_html.document_fromstring(letter.html)


def html_links(letter: Letter) -> list[str]:
    """Return what the HTML links to, in order."""
    tree = page(letter)
    return [str(link).removeprefix("mailto:") for link in tree.xpath("//a/@href")]


def text_links(letter: Letter) -> list[str]:
    """Return the addresses in the text, in order, without the reader's own."""
    return [found for found in ADDRESS.findall(letter.text) if found != letter.recipient]


def test_both_bodies_have_the_same_links() -> None:
    """Whoever reads the text reaches the same pages and people as the reader of the HTML."""
    letter = written(*mixed(), known=KNOWN)
    # Links inside the mail and those to the card of an item in the browser have no counterpart.
    linked = {link.partition("#")[0] for link in html_links(letter)} - {""}
    assert linked == set(text_links(letter))
    assert len(linked) == 2 + 1 + 1 + 1 + 1 + 2


def test_golden_text() -> None:
    """The text of a mail is what was agreed; a change of it must be looked at."""
    assert written(*mixed(), known=KNOWN).text == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "kept"),
    [("bis 25.000 €", "bis 25.000 €"), ("33 Mio. € jährlich", "33 Mio. €"), ("ab 80 %", "80 %")],
)
@pytest.mark.parametrize("before", range(WIDTH - 20, WIDTH))
def test_an_amount_is_not_torn_apart(words: str, kept: str, before: int) -> None:
    """Wherever a line of the text ends, a number stays with its unit."""
    lines = wrap(f"{'x' * before} {words}").splitlines()
    assert any(kept in line for line in lines) and max(map(len, lines)) <= WIDTH


def test_bodies_say_the_same() -> None:
    """Every fact in the text stands in the HTML too."""
    letter = written(*mixed(), known=KNOWN)
    seen = " ".join(page(letter).text_content().split())
    for words in (
        "Einsendeschluss: 27.11.2026",
        "Sie lesen das, weil Sie das Thema Dorfentwicklung für Lauterbach (Hessen) abonniert haben",
        "Frist: alt → neu",
        "Aufruf auf Englisch: Förderung für Städte und Gemeinden",
        "Quelle: LEADER-Region Vogelsberg · © Herausgeber, Wiedergabe mit Quellenangabe",
        "Servicestelle",
        "noch 5 Tage",
        "geprüft",
    ):
        assert words in seen
        assert words in " ".join(letter.text.split())


def test_hostile_words_stay_words() -> None:
    """Markup, template and control characters in crawled text are shown, never obeyed."""
    bad = news(
        1,
        title=HOSTILE,
        summary=HOSTILE,
        funders=(HOSTILE,),
        contacts=(Person(organisation=HOSTILE, phone=HOSTILE),),
        deadlines=(fixed(TODAY + DAY, quote=HOSTILE),),
        instruments=(HOSTILE,),
        url='https://example.org/"onmouseover="alert(1)',
    )
    letter = written(bad, news(2), name=HOSTILE)
    tree = page(letter)
    assert not tree.xpath("//script | //img | //@onmouseover")
    assert tree.xpath("//h3")[0].text_content() == HOSTILE
    assert "{{ 7*7 }}" in letter.text
    assert "49" not in letter.text.replace("2026", "")
    assert len(tree.xpath("//h3")) == 2


def test_line_breaks_in_crawled_text_are_gone() -> None:
    """A title cannot start a line of its own in the text mail."""
    letter = written(news(1, title="Titel\n\nAbbestellen:\nhttps://evil.example"), news(2))
    assert "* Titel Abbestellen: https://evil.example" in letter.text
    assert "https://evil.example" not in html_links(letter)


def test_mail_is_made_for_old_and_dark_programs() -> None:
    """Tables with inlined style, a fixed width for Outlook, colours for dark mode, no images."""
    letter = written(*mixed(), known=KNOWN)
    html = letter.html
    assert '<!--[if mso]><table role="presentation" width="600"' in html
    assert "prefers-color-scheme: dark" in html
    assert 'name="color-scheme" content="light dark"' in html
    for forbidden in ("display:flex", "display:grid", "<img", "<link", "@import", "url(", "<!--%"):
        assert forbidden not in html
    tree = page(letter)
    assert tree.xpath("/html/@lang") == ["de"]
    assert all("style" in cell.attrib for cell in tree.xpath("//p | //h1 | //h2 | //h3"))
    assert {table.get("role") for table in tree.xpath("//table")} == {"presentation"}


def test_colours_are_readable() -> None:
    """Text stands out from its ground by at least 4.5 to 1, by day and by night."""
    pairs = [("#1f2a30", "#ffffff"), ("#55626a", "#ffffff"), ("#0b5563", "#ffffff")]
    pairs += [("#8a1f11", "#fbe3de"), ("#664a00", "#fdf0cf"), ("#3d4a51", "#e8edef")]
    pairs += [("#cfe3e4", "#12454f"), ("#12454f", "#e6f0ef"), ("#0b5563", "#eaf3f2")]
    pairs += [("#e7ecee", "#1a2226"), ("#a9b6bc", "#1a2226"), ("#8fd0da", "#1a2226")]
    pairs += [("#ffded8", "#5c1d14"), ("#fde9b5", "#4a3a0c"), ("#dbe3e6", "#313d43")]
    pairs += [("#b9dfe1", "#20333a"), ("#8fd0da", "#20333a"), ("#cfe3e4", "#0d353d")]
    styles = (TEMPLATES / "style.css").read_text() + (TEMPLATES / "dark.css").read_text()
    for ink, ground in pairs:
        assert ink in styles and ground in styles
        assert contrast(ink, ground) >= 4.5, (ink, ground)


def contrast(ink: str, ground: str) -> float:
    """Return the contrast of two colours after WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(ink), luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


def lines(letter: Letter) -> list[str]:
    """Return the titles in the list on top."""
    return [str(link) for link in page(letter).xpath("//td[@class='what']/a/text()")]


@pytest.mark.parametrize("count", [45, 16])
def test_every_item_has_its_line(count: int) -> None:
    """Each of many items stands in the list; some have a card, the others lead to the browser."""
    letter = written(*(news(number, title=f"Aufruf {number}") for number in range(count)))
    assert sorted(lines(letter)) == sorted(f"Aufruf {number}" for number in range(count))
    targets = [link for link in html_links(letter) if "#e" in link and link[0] != "#"]
    assert all("/abo/ausgabe/" in link for link in targets)
    inside = [link for link in html_links(letter) if link[0] == "#"]
    assert len(inside) == letter.text.count("\n* ") == MAX_CARDS
    assert f"alle {count} im Browser ansehen" in letter.html
    said = f"nur in dieser Liste. Alle {count} im Browser ansehen:"
    assert said in " ".join(letter.text.split())


def test_anchors_resolve_inside_the_mail() -> None:
    """A line leads to the card of its item, and no anchor stands twice."""
    letter = written(*mixed(), known=KNOWN)
    tree = page(letter)
    anchors = tree.xpath("//@id")
    assert len(anchors) == len(set(anchors)) == 5
    for link in tree.xpath("//td[@class='what']/a"):
        (anchor,) = tree.xpath("//a[@id=$id]", id=link.get("href").removeprefix("#"))
        assert anchor.getparent().xpath("string(.//h3)") == link.text_content()


def hostile(number: int) -> News:
    """Return news as long as can be, every character of which is escaped."""
    return news(
        number,
        summary='<"&>' * 200,
        title=f"{number} " + '"&<>' * 60,
        funders=('"<>&' * 60,) * 3,
        url="https://example.org/?" + "&" * 1500,
        contacts=(Person(organisation='"<>&' * 60, url="https://example.org/?" + "&" * 900),),
    )


def test_mail_is_never_clipped() -> None:
    """Of a long mail fewer items have a card, and what has no line is counted for the next."""
    letter = written(*(hostile(number) for number in range(150)))
    assert len(letter.html.encode()) <= CLIPPED_BYTES
    listed = len(lines(letter))
    assert 40 < listed < 150
    assert 0 < letter.text.count("\n* ") < MAX_CARDS
    assert f"{150 - listed} weitere Hinweise passten nicht" in letter.html
    assert f"{150 - listed} weitere Hinweise passten nicht" in " ".join(letter.text.split())
    assert "https://landbote.example.org/abo/treffer/" in letter.text
    assert "Abbestellen" in letter.html


def test_what_is_encoded_piece_by_piece_is_the_same() -> None:
    """Both bodies are encoded in pieces; decoded they are what they were, in short lines."""
    composer = composer_of(Cadence.DAILY)
    subscriber = Subscriber(email="reader@example.org", name="Größe = „1“ " * 9, token="token")
    told = chosen(*(hostile(number) for number in range(20)), *mixed(), known=KNOWN)
    digest, _letter = composer.compose(subscriber, (MUNICIPALITY,), told)
    bodies = composer.renderer.render(digest)
    for encoded, body in ((bodies.quoted_html, bodies.html), (bodies.quoted_text, bodies.text)):
        assert quopri.decodestring(encoded).decode().replace("\r\n", "\n") == body
        assert max(map(len, encoded.split(b"\r\n"))) <= 76
        assert encoded.isascii() and encoded.count(b"\n") == encoded.count(b"\r\n")


def test_each_reader_has_the_own_words_around_the_same_items() -> None:
    """Two readers of other places and topics get the same frame, each with the own words."""
    composer = composer_of(Cadence.DAILY)
    for area, topics in (
        ("Grebenhain & Co.", ("village",)),
        ("Ulrichstein", ("village", "energy")),
    ):
        subscriber = Subscriber(email="reader@example.org", name="", token=f"token of {area}")
        wish = replace(MUNICIPALITY, area_name=area, topics=topics)
        _digest, letter = composer.compose(subscriber, (wish,), chosen(news(1), news(2)))
        labels = " · ".join(sorted(TOPICS.get(topic, topic) for topic in topics))
        wished = f"täglich Hinweise abonniert hat: {labels} – {area}."
        for body in (page(letter).text_content(), letter.text):
            said = " ".join(body.split())
            assert f"Fördernachrichten für {area}" in said and wished in said


def test_every_section_has_two_templates() -> None:
    """A section is one file and two templates of its name; there are no others."""
    names = {kind.name for kind in section_kinds()}
    files = {path.name for path in (TEMPLATES / "sections").iterdir()}
    assert files == {f"{name}.{ending}" for name in names for ending in ("html", "txt")}
    regular = {"new", "changed", "closing", "announced", "events", "reopened", "open"}
    assert regular | {"selected"} == names
