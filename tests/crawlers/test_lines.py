"""Lines: pages read by their headings and labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.items import LabelledText
from crawlers.lines import beside_title, under_headings, value, with_labels
from crawlers.page import Page, PageChangedError

LINES = st.lists(st.text("abc ?:", min_size=1).filter(str.strip), max_size=12)


def test_the_title_parts_a_page() -> None:
    """A page falls into what stands above its headline, the headline, and what stands below."""
    page = Page("https://example.org/", "<p>Kicker</p><h1>Titel</h1><p>Eins</p><h2>Zwei</h2>")
    assert beside_title(page) == ("Kicker", "Titel", "Eins\nZwei")
    bare = Page("https://example.org/", "<h1>Titel</h1><p>Eins</p>")
    assert beside_title(bare) == ("", "Titel", "Eins")


@pytest.mark.parametrize("html", ["<p>Text</p>", "<h1>A</h1><h1>B</h1>", "<h1></h1>"])
def test_a_page_needs_one_title(html: str) -> None:
    """A page without a headline, with two, or with an empty one is a changed page."""
    with pytest.raises(PageChangedError):
        beside_title(Page("https://example.org/", html))


def test_text_under_headings() -> None:
    """Lines that are a heading, with or without a colon, part the text; empty parts are dropped."""
    before, parts = under_headings(
        "vorn\nWer?\neins\nzwei\nWo:\nRecht\ndrei", ("Wer?", "Wo", "Recht")
    )
    assert before == ["vorn"]
    assert parts == (
        LabelledText(label="Wer?", text="eins\nzwei"),
        LabelledText(label="Recht", text="drei"),
    )


@given(LINES)
def test_no_line_is_lost_under_headings(lines: list[str]) -> None:
    """Whatever the headings are, every other line is kept, in order."""
    before, parts = under_headings("\n".join(lines), ("a", "b?"))
    kept = before + [line for part in parts for line in part.text.splitlines()]
    assert kept == [line for line in lines if line.rstrip(": ") not in ("a", "b?")]


@pytest.mark.parametrize(
    ("text", "pairs", "others"),
    [
        ("Ort: Lauterbach\nmehr", {"Ort": "Lauterbach"}, ["mehr"]),
        ("Ort\nLauterbach\nmehr", {"Ort": "Lauterbach"}, ["mehr"]),
        ("• Ort: Lauterbach\nDatum:\n08.12.2026", {"Ort": "Lauterbach", "Datum": "08.12.2026"}, []),
        ("Ort\nDatum\n08.12.2026", {"Datum": "08.12.2026"}, []),
        ("Tagungsort: Lauterbach", {}, ["Tagungsort: Lauterbach"]),
    ],
)
def test_labels_and_values(text: str, pairs: dict[str, str], others: list[str]) -> None:
    """A label has its value on the same line or on the next; all other lines stay."""
    found, rest = with_labels(text, ("Ort", "Datum"))
    assert ({pair.label: pair.text for pair in found}, rest) == (pairs, others)


def test_the_first_label_that_is_there_gives_the_value() -> None:
    """Of several labels for one thing any will do; none at all gives an empty text."""
    pairs = with_labels("Wo: hier\nOrt: dort", ("Ort", "Wo"))[0]
    assert value(pairs, "Ort", "Wo") == "hier"
    assert value(pairs, "Ort") == "dort"
    assert value(pairs, "Datum") == ""


def test_a_headline_in_a_cell_is_a_changed_page() -> None:
    """A cell is one line of text, in which no headline can be found; that is said."""
    page = Page("https://amt.example.org/", "<table><tr><td><h1>A</h1>b</td></tr></table>")
    with pytest.raises(PageChangedError, match="Tabelle"):
        beside_title(page)
