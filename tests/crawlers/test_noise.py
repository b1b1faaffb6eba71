"""Noise: what a system writes into a page, or shows beside it, never changes an entry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.article import Article, read_article
from crawlers.noise import said
from crawlers.page import Page

URL = "https://amt.example.org/aktuelles/dorfladen"
PARAGRAPHS = (
    "Der Landkreis hilft kleinen Läden auf dem Land mit einem Zuschuss zur Einrichtung.",
    "Gefördert werden Regale, Kühltechnik und Kassen in Orten mit weniger als 2.000 Einwohnern.",
    "Anträge nimmt das Amt für Dorfentwicklung bis zum 26. Februar 2027 entgegen.",
    "Eine Jury aus Kreistag und Verwaltung entscheidet im April über die Vergabe der Mittel.",
    "Weitere Angaben enthält die Richtlinie, die seit dem 1. November 2026 gilt und befristet ist.",
    "Rückfragen beantwortet das Team des Amtes gern auch in einem persönlichen Gespräch vor Ort.",
)
HEADINGS = (
    "Das könnte Sie auch interessieren",
    "Auch interessant",
    "Aktuelle Meldungen",
    "Ähnliche Beiträge",
    "Mehr zum Thema",
    "Weitere Nachrichten",
    "Neueste Artikel",
)
FOREIGN = (
    "<p>Regionalbudget 2028: Anträge können bis zum 15. März 2028 eingereicht werden.</p>",
    "<ul><li>Mühlenfest am 3. Mai 2027</li><li>Zuschüsse bis 5.000 Euro: bis 15.02.2028</li></ul>",
    '<ul><li><a href="/a">Neue Richtlinie</a></li><li><a href="https://x.example/b">B</a></li></ul>',
    '<article><h4><a href="/p">Preis 2028</a></h4><p>Bewerbungen bis 1. Mai 2028.</p></article>',
    '<p>Prämien für Vereine. <a href="/v.pdf">Merkblatt (PDF)</a></p><p>Bis 3. Juni 2028.</p>',
)
# What stands in a line of its own, each with another value on every visit.
LINES = (
    "<p>Dieser Artikel wurde {} mal gelesen.</p>",
    "<div>Besucher heute: {}</div>",
    "<p>Zuletzt geändert am {}.11.2026</p>",
    "<p>Stand: {}.11.2026, 14:03 Uhr</p>",
    "<p>Letzte Aktualisierung: {}. November 2026</p>",
    '<form><input type="hidden" name="token" value="{}"></form>',
    '<div class="wetter">Heute {} °C, leicht bewölkt</div>',
    "<p>PHPSESSID={}</p>",
    "<p>Diese Seite verwendet Cookies. Sie werden {} Tage gespeichert.</p>",
    '<div class="cookie-note"><p>{} Partner verarbeiten Daten bis zum 31.12.2028.</p></div>',
    '<div class="social-links"><a href="https://x.example/?n={}">Teilen</a></div>',
    "<p>Lesedauer: {} Minuten</p>",
    "<p>Heute ist Donnerstag, der {}. November 2026</p>",
    "<p>Seite generiert in 0,{} Sekunden</p>",
    "<div>Bewertung: 4,{} von 5 (17 Stimmen)</div>",
    "<span>👁 {}</span>",
    "<p>© Kreis Muster 20{}</p>",
    "<script>var n = {};</script>",
)


def read(*blocks: str, around: str = "{}") -> Article:
    """Read a page of these blocks below its headline."""
    body = around.format("".join(blocks))
    html = f"<main><h1>Zuschuss für Dorfläden</h1><p>12.11.2026</p>{body}</main>"
    return read_article(
        Page(URL, f"<html><head><title>Amt</title></head><body>{html}</body></html>")
    )


def paragraphs() -> list[str]:
    """Return the running text as blocks."""
    return [f"<p>{one}</p>" for one in PARAGRAPHS]


AROUND = st.sampled_from(("{}", '<div class="text">{}</div>', "<article>{}</article>"))
QUIET = read(*paragraphs())


@given(
    heading=st.sampled_from(HEADINGS),
    level=st.sampled_from(("h2", "h3", "h4")),
    content=st.sampled_from(FOREIGN),
    outer=st.sampled_from(("section", "div", "aside")),
    at=st.integers(1, len(PARAGRAPHS)),
    around=AROUND,
)
def test_a_box_about_other_pages_changes_nothing(
    heading: str, level: str, content: str, outer: str, at: int, around: str
) -> None:
    """Wherever a box of teasers or news stands, no word, link or day of it is the entry's."""
    box = f'<{outer} class="box"><{level}>{heading}</{level}>{content}</{outer}>'
    blocks = paragraphs()
    noisy = read(*blocks[:at], box, *blocks[at:], around=around)
    assert noisy == QUIET


@given(heading=st.sampled_from(HEADINGS), contents=st.lists(st.sampled_from(FOREIGN), min_size=1))
def test_what_stands_below_the_text_changes_nothing(heading: str, contents: list[str]) -> None:
    """Under the heading of a tail others may come and go, with or without a box around them."""
    assert read(*paragraphs(), f"<h3>{heading}</h3>", *contents) == QUIET


@given(
    line=st.sampled_from(LINES),
    value=st.integers(1, 28),
    at=st.integers(0, len(PARAGRAPHS)),
    around=AROUND,
)
def test_a_line_of_the_system_changes_nothing(line: str, value: int, at: int, around: str) -> None:
    """Counters, tokens, stamps of change, buttons and words on cookies are not the entry's."""
    blocks = paragraphs()
    assert read(*blocks[:at], line.format(value), *blocks[at:], around=around) == QUIET


@given(st.sampled_from(("x9f2", "theme share", "entry social-wide", "cookie-consent main")))
def test_the_name_of_a_class_drops_no_text(name: str) -> None:
    """A theme may call the element that holds the article what it likes."""
    assert read(*paragraphs(), around=f'<div class="{name}">{{}}</div>') == QUIET


def test_a_session_in_an_address_changes_nothing() -> None:
    """A link that leaves the host is the same with whatever session it carries."""
    link = '<p>Zum <a href="https://x.example/a;jsessionid={0}?PHPSESSID={0}">Nachbaramt</a>.</p>'
    first, second = (read(*paragraphs(), link.format(one)) for one in ("AB12", "ZZ99"))
    assert first == second != QUIET


@pytest.mark.parametrize(
    "line",
    [
        "Der Antrag wurde 12 mal gestellt und dreimal bewilligt.",
        "Zuletzt bis zum 31. März 2027 können Anträge gestellt werden.",
        "Stand: 12.11.2026",
        "Geändert wurde die Frist: Sie endet am 3. Mai 2027.",
        "Zurück zu den Wurzeln: Das Dorf entdeckt seine Quellen.",
        "Aktualisiert am 01.10.2026: Antragsfrist 31.03.2027",
        "Letzte Aktualisierung: 01.10.2026 | Bewerbungsschluss 31.03.2027",
        "Zuletzt geändert am 01.10.2026, Anträge bis 31.03.2027",
        "Anträge sind bis zum 31. März 2027 zu stellen; das Portal verwendet Cookies.",
        "Das Portal nutzt Cookies und fördert Vereine mit 500 Euro.",
        "Gefördert wird auch ein Kurs über Cookies und Tracking.",
        "Bewertung: 80 von 100 Punkten",
        "Heute ist der 3. Mai 2027 der letzte Tag für Anträge.",
        "☎ 01234 5678",
        "Foto: höchstens 5 MB",
        "(c) Zuschüsse an Vereine. Sie betragen 500 Euro.",
        "(c) Zuschuss: 500 Euro",
        "Fotos sind bis zum 3. Mai 2027 einzureichen",
    ],
)
def test_a_sentence_is_no_noise(line: str) -> None:
    """What somebody says of the funding stays, though it begins as noise does."""
    assert said(line) == line


@pytest.mark.parametrize(
    "line",
    [
        "Aktualisiert am 1. Oktober 2026",
        "Letzte Änderung: 01.10.2026, 14:03 Uhr",
        "Zuletzt geändert am 01.10.2026 um 9.15 Uhr",
        "Zuletzt bearbeitet von Eva Muster",
        "Zuletzt aktualisiert: 01.10.2026 von Eva Muster",
    ],
)
def test_a_stamp_of_change_is_noise(line: str) -> None:
    """A stamp with its day, its time and who made it says nothing of the funding."""
    assert said(line) == ""
