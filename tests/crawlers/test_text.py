"""The text of markup is what a reader of the page sees."""

from __future__ import annotations

import pytest

from crawlers.foerderdatenbank.richtext import rich_text
from crawlers.page import Page

URL = "https://example.org/foerderung"


def seen(markup: str) -> str:
    """The text of some markup, which a page and a field of the export have alike."""
    text = Page(URL, f"<html><body><main>{markup}</main></body></html>").main("main").text()
    assert rich_text(f"<![CDATA[<div>{markup}</div>]]>").text == text
    return text


@pytest.mark.parametrize(
    "gone",
    [
        "<del>3. Mai</del>",
        "<s>3. Mai</s>",
        "<strike><b>3. Mai</b></strike>",
        '<span style="color: red; Text-Decoration : line-through">3. Mai</span>',
        '<span style="text-decoration-line:underline line-through">3. Mai</span>',
        '<span class="rot line-through">3. Mai</span>',
        '<span style="display: none">3. Mai</span>',
        '<div style="visibility:hidden"><p>3. Mai</p></div>',
        "<p hidden>3. Mai</p>",
        '<span class="sr-only" aria-hidden="true">3. Mai</span>',
        "<!-- 3. Mai -->",
    ],
)
def test_what_is_struck_through_or_shown_to_nobody_is_no_text(gone: str) -> None:
    """The page does not say it today, however it takes it back."""
    assert seen(f"<p>Frist:</p>{gone}<p>4. Mai</p>") == "Frist:\n4. Mai"


@pytest.mark.parametrize(
    "kept",
    [
        "<ins>3. Mai</ins>",
        '<span style="text-decoration: underline">3. Mai</span>',
        '<span aria-hidden="true">3. Mai</span>',  # who sees the page sees it
        '<span class="visually-hidden">3. Mai</span>',  # who hears it is told
        '<div class="accordion-body" style="display:none">3. Mai</div>',
        '<div role="tabpanel" hidden>3. Mai</div>',
    ],
)
def test_what_opens_on_request_or_is_read_aloud_is_text(kept: str) -> None:
    """Whoever looks for it finds it on the page."""
    assert "3. Mai" in seen(f"<p>Frist:</p>{kept}<p>bald</p>")


@pytest.mark.parametrize(
    ("mark", "written"),
    [
        ("10.000<sup>2</sup> Euro", "10.000² Euro"),
        ("10.000<sup> 12) </sup> Euro", "10.000¹²⁾ Euro"),
        ("10.000<sup>[3]</sup> Euro", "10.000⁽³⁾ Euro"),
        ('10.000<sup><a href="#n1">1</a></sup> Euro', "10.000¹ Euro"),
        ("8<sup>1, 2</sup> Prozent", "8¹, ² Prozent"),
        ("je m<sup>2</sup>", "je m²"),
        ("3<sup>rd</sup> May", "3rd May"),
        ("CO<sub>2</sub>", "CO2"),
    ],
)
def test_the_mark_of_a_footnote_is_no_digit_of_the_number_before_it(
    mark: str, written: str
) -> None:
    """It stands raised in the text, too; a raised word stays a word."""
    assert seen(f"<p>{mark}</p>") == written


@pytest.mark.parametrize(
    ("link", "written"),
    [
        ('<a href="#fn2">2</a>', "10.000² Euro"),
        ('<a href="#fn2">[2]</a>', "10.000⁽²⁾ Euro"),
        ('<a href="#2027">2027</a>', "10.0002027 Euro"),
        ('<a href="/seite">2</a>', "10.0002 Euro"),
    ],
)
def test_a_number_that_leads_down_the_page_is_such_a_mark(link: str, written: str) -> None:
    """A number that leads to another page is a number."""
    assert Page(URL, f"<p>10.000{link} Euro</p>").text() == written


def test_an_empty_cell_keeps_its_place() -> None:
    """What stands behind it belongs under the same head as before."""
    rows = [("Runde", "Frist", "Jury"), ("", "3. Mai", ""), ("", "", ""), ("2", "", "4. Mai")]
    markup = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    assert Page(URL, f"<table>{markup}</table>").text() == (
        "Runde\tFrist\tJury\n\t3. Mai\t\n2\t\t4. Mai"
    )
