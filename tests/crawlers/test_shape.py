"""The shape of a text: what its markup says of its lines, at their places in the text."""

from __future__ import annotations

import pickle
import re
from html import escape
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.article import read_article
from crawlers.frozen import freeze, thaw
from crawlers.items import Kind, LabelledText, RawEntry, digest, parted
from crawlers.lines import under_headings
from crawlers.page import Page
from crawlers.shape import (
    Form,
    Mark,
    ShapedText,
    cut_out,
    from_rows,
    is_shaped,
    marks_of,
    on_lines,
    to_rows,
)

URL = "https://example.org/foerderung"


def shown(text: str) -> list[tuple[str, int, str]]:
    """What is marked of a text: form, level and words."""
    return [(one.form.value, one.level, text[one.start : one.end]) for one in marks_of(text)]


@pytest.mark.parametrize(
    ("markup", "marks"),
    [
        ("<h2>Wer?</h2><p>Alle</p>", [("heading", 2, "Wer?")]),
        ("<h3>Frist:<br>31. März</h3>", [("heading", 3, "Frist:"), ("heading", 3, "31. März")]),
        ("<h4><div>Höhe</div></h4>", [("heading", 4, "Höhe")]),
        (
            "<ul><li><p>a</p><p>b</p><ol><li>c<br>d</li></ol>e</li></ul>f",
            [
                *(("item", 1, "a"), ("within", 1, "b"), ("item", 2, "c")),
                *(("within", 2, "d"), ("within", 1, "e")),
            ],
        ),
        (
            "<ul><li><h3>Titel</h3>Text</li><li>zwei</li></ul>",
            [("heading", 3, "Titel"), ("within", 1, "Text"), ("item", 1, "zwei")],
        ),
        (
            "<dl><dt>Frist</dt><dd>31. März<br>mittags</dd></dl><p>Ende</p>",
            [("heading", 8, "Frist"), ("within", 0, "31. März"), ("within", 0, "mittags")],
        ),
        (
            "<details><summary>Höhe</summary><p>viel</p></details>",
            [("heading", 8, "Höhe"), ("within", 0, "viel")],
        ),
        (
            "<table><caption>Termine</caption><thead><tr><td>A</td><td>B</td></tr></thead>"
            "<tr><th>r</th><td>1</td></tr><tr><td></td><td>2</td></tr></table>",
            [
                *(("heading", 8, "Termine"), ("head", 0, "A\tB"), ("row", 0, "r\t1")),
                *(("label", 0, "r"), ("row", 0, "\t2")),
            ],
        ),
        (
            "<table><tr><th>A</th><th>B</th></tr><tr><th colspan=2>Neubau</th></tr></table>",
            [("head", 0, "A\tB"), ("heading", 8, "Neubau")],
        ),
        (
            "<table><tr><td>a</td><td>b</td></tr></table><table><tr><td>c</td><td>d</td></tr>"
            "<tr><td>e</td><td>f</td></tr></table>",
            [("row", 1, "a\tb"), ("row", 1, "c\td"), ("row", 0, "e\tf")],
        ),
        ("<table><tr><td><h3>a</h3></td></tr><tr><td>b</td></tr></table>", []),
    ],
)
def test_a_line_is_marked_as_what_its_element_is(
    markup: str, marks: list[tuple[str, int, str]]
) -> None:
    """With the level of a heading, the depth of an item, and where a table begins."""
    assert shown(Page(URL, f"<div>{markup}</div>").text()) == marks


@pytest.mark.parametrize(
    ("markup", "bold"),
    [
        ("<p><strong>Frist</strong></p><p>bald</p>", ["Frist"]),
        ("<p> <b>Fr</b><em><b>ist</b></em> <br>bald</p>", ["Frist"]),
        ("<p><b>Wer<br>zahlt</b></p>", ["Wer", "zahlt"]),
        ("<p><b>Frist:</b> bald</p><p>bis <strong>31. März</strong></p>", []),
        ("<ul><li><b>Frist</b></li></ul><table><tr><td><b>a</b></td></tr></table>", []),
    ],
)
def test_a_line_all_in_bold_is_a_weak_heading(markup: str, bold: list[str]) -> None:
    """It may be one; a word stressed in a line, an item or a cell is none."""
    text = Page(URL, f"<div>{markup}</div>").text()
    assert [words for form, level, words in shown(text) if level == 7] == bold
    assert all(form != "heading" or level == 7 for form, level, _ in shown(text))


def test_the_label_of_a_section_knows_its_level() -> None:
    """Whoever puts it back above its text puts back a heading."""
    first, second = Page(URL, "<h2>A</h2><p>a</p><h3>B</h3><p>b</p>").sections(("h2", "h3"))
    text = on_lines((first.label, first.text, second.label, second.text))
    assert shown(text) == [("heading", 2, "A"), ("heading", 3, "B")]


class Made(NamedTuple):
    """A piece of markup, and what its elements show: form, level and words."""

    markup: str
    shown: tuple[tuple[str, int, str], ...]


WORDS = st.text("abäß·–§ \xa0&<", min_size=1, max_size=12).filter(
    lambda text: text.strip() not in ("",)
)


def clean(words: str) -> str:
    """Words as a page shows them."""
    return re.sub(" +", " ", words).strip()


def heading(words: str, level: int) -> Made:
    made = f"<h{level}><span>{escape(words)}</span></h{level}>"
    return Made(made, (("heading", level, clean(words)),))


def paragraph(words: str) -> Made:
    return Made(f"<p>{escape(words)}</p>", ())


def bold(words: str) -> Made:
    return Made(f"<p><b>{escape(words)}</b></p>", (("heading", 7, clean(words)),))


def listed(items: list[str], depth: int) -> Made:
    inner = "".join(f"<li>{escape(one)}</li>" for one in items)
    markup = inner
    for _ in range(depth - 1):
        markup = f"<li>außen<ul>{markup}</ul></li>"
    outer = [("item", level, "außen") for level in range(1, depth)]
    return Made(f"<ul>{markup}</ul>", (*outer, *(("item", depth, clean(one)) for one in items)))


def table(heads: list[str], cells: list[str]) -> Made:
    row = "".join(f"<td>{escape(one)}</td>" for one in cells)
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    lines = ("\t".join(map(clean, heads)), "\t".join(map(clean, cells)))
    markup = f"<table><tr>{head}</tr><tr>{row}</tr></table>"
    return Made(markup, (("head", 0, lines[0]), ("row", 0, lines[1])))


PAIR = st.lists(WORDS, min_size=2, max_size=2)
PIECES = st.one_of(
    st.builds(heading, WORDS, st.integers(1, 6)),
    st.builds(paragraph, WORDS),
    st.builds(bold, WORDS),
    st.builds(listed, st.lists(WORDS, min_size=1, max_size=3), st.integers(1, 4)),
    st.builds(table, PAIR, PAIR),
)
PAGES = st.lists(PIECES, max_size=8)


@given(PAGES)
def test_every_mark_shows_its_element(pieces: list[Made]) -> None:
    """Whatever stands around it, the marked slice of the text is what the element shows."""
    text = Page(URL, f"<div>{''.join(one.markup for one in pieces)}</div>").text()
    assert shown(text) == [mark for one in pieces for mark in one.shown]


@given(PAGES, st.sets(st.integers(0, 30)))
def test_what_is_cut_and_put_together_keeps_its_marks(pieces: list[Made], gone: set[int]) -> None:
    """By lines, by a pattern, by labels: each mark that is left still shows its element."""
    text = Page(URL, f"<div>{''.join(one.markup for one in pieces)}</div>").text()
    lines = text.splitlines()
    assert on_lines(lines) == text
    assert shown(on_lines(lines)) == shown(text)
    kept = [line for at, line in enumerate(lines) if at not in gone]
    assert shown(on_lines(kept)) == [mark for line in kept for mark in shown(line)]
    cut = cut_out(re.compile("a+ ?"), text)
    assert cut == re.sub("a+ ?", "", text)
    left = [(form, level, re.sub("a+ ?", "", words)) for form, level, words in shown(text)]
    assert shown(cut) == [mark for mark in left if mark[2]]
    before, parts = under_headings(text, [clean(line) for line in lines[1:2]])
    for part in (on_lines(before), *(one.text for one in parts)):
        assert set(shown(part)) <= set(shown(text))


@given(PAGES)
def test_an_article_keeps_the_shape_of_what_it_keeps(pieces: list[Made]) -> None:
    """Its text is a part of the page's, so its marks are some of the page's, in their order."""
    prose = f"<p>{'Der Landkreis fördert Bänke und Brunnen. ' * 4}</p>"
    markup = "".join(one.markup for one in pieces if "<h1>" not in one.markup)
    article = read_article(Page(URL, f"<main><h1>Förderung</h1>{prose}{markup}{prose}</main>"))
    expected = iter([mark for one in pieces for mark in one.shown])
    assert all(mark in expected for mark in shown(article.text))
    assert is_shaped(article.text)


def test_a_shape_is_no_content() -> None:
    """Two entries of the same words are one, however they are built."""
    built = [Page(URL, f"<div>{markup}</div>").text() for markup in ("<h2>a</h2>b", "a<br>b")]
    first, second = (entry(text) for text in built)
    assert marks_of(built[0]) != marks_of(built[1])
    assert first == second
    assert first.to_json() == second.to_json()
    assert hash(built[0]) == hash(built[1]) == hash("a\nb")
    assert first.shape() != second.shape()


def entry(text: str) -> RawEntry:
    """An entry that has a text in its summary, a field and its body."""
    return RawEntry(
        source="he_muster",
        key="1",
        url=URL,
        kind=Kind.CALL,
        title="Titel",
        summary=text,
        fields=(LabelledText(label="Höhe", text=text), LabelledText(label="Frist", text="bald")),
        body=text,
    )


@given(PAGES)
def test_a_shape_comes_back_with_its_entry(pieces: list[Made]) -> None:
    """From the line of a crawl's file, from its form in a row, and frozen between two pages."""
    text = Page(URL, f"<div>{''.join(one.markup for one in pieces)}</div>").text()
    raw = entry(text)
    payload, shape = parted(raw.to_line() + "\n")
    assert (payload, digest(payload)) == (raw.to_json(), digest(raw.to_json()))
    for back in (RawEntry.from_line(raw.to_line()), RawEntry.from_json(payload, shape)):
        assert back == raw
        assert back.shape() == raw.shape() == shape
        assert marks_of(back.body) == marks_of(back.fields[0].text) == marks_of(text)
        assert not is_shaped(back.fields[1].text)
    for again in (thaw(freeze(text)), pickle.loads(pickle.dumps(text))):
        assert (again, to_rows(again)) == (text, to_rows(text))


def test_an_entry_of_plain_texts_has_no_shape() -> None:
    """Its line is its JSON, and its readers guess."""
    raw = entry("Wer?\n• Vereine")
    assert raw.shape() is None
    assert raw.to_line() == raw.to_json()
    assert RawEntry.from_line(raw.to_line()).shape() is None


@pytest.mark.parametrize("bad", ["a\0b", "a\ud83cb"])
def test_a_text_that_is_mended_when_it_is_stored_has_no_shape(bad: str) -> None:
    """Its marks would stand beside their words."""
    raw = entry(ShapedText(f"{bad}\nWer?", (Mark(4, 8, Form.HEADING, 2),)))
    assert raw.shape() is None


@pytest.mark.parametrize(
    "rows", [[[0, 9, "heading", 2]], [[2, 2, "item", 1]], [[-1, 2, "row", 0]], [[0, 1, "odd", 0]]]
)
def test_the_shape_of_another_text_is_refused(rows: list[list[object]]) -> None:
    """It would be read where it does not stand."""
    with pytest.raises(ValueError, match=r"shape|odd"):
        from_rows("Wer?", rows)


def test_what_changes_a_text_otherwise_leaves_no_shape() -> None:
    """A shape is right or absent, never shifted."""
    text = Page(URL, "<div><h2>Wer?</h2><p>Alle</p></div>").text()
    assert marks_of(text)
    for changed in (text.strip(), text + "!", text[1:], text.replace("a", "b"), f"{text}"):
        assert not is_shaped(changed)
