"""What a page marks as heading, item or row is read as such, whatever its words."""

from __future__ import annotations

import pytest

from crawlers.page import Page
from crawlers.shape import marks_of
from pipeline.reading import read
from pipeline.reading.text.outline import Kind, outline
from pipeline.reading.text.polarity import Sign, sign_at
from pipeline.reading.text.prose import Prose


def text_of(markup: str) -> str:
    """The text of some markup, with its shape."""
    return Page("https://example.org/", f"<div>{markup}</div>").text()


def said(text: str) -> list[str]:
    """What a text says: field, value and case; a question ends with its mark."""
    return [
        " ".join(filter(None, (one.field.value, str(one.value), one.case.words, "?" * one.review)))
        for one in read(text)
    ]


def tree(text: str) -> list[tuple[str, str, str]]:
    """The blocks of a text: kind, words, and the words right above."""
    prose = Prose.of(text)
    raw = prose.lined
    blocks = outline(raw, prose.marks)

    def words(place: int) -> str:
        return raw[blocks[place].start : blocks[place].end]

    return [
        (one.kind.value, words(place), words(one.above[-1]) if one.above else "")
        for place, one in enumerate(blocks)
    ]


def test_a_marked_heading_is_one_whatever_its_words() -> None:
    """With a verb, a day or a sum in it, at the end of a text, and of its own level."""
    markup = (
        "<h2>Die Frist endet am 31. März</h2><p>a</p><h3>bis zu 500 €</h3><p>b</p>"
        "<h3>und mehr;</h3><p>c</p><h2>Ende</h2>"
    )
    assert tree(text_of(markup)) == [
        ("heading", "Die Frist endet am 31. März", ""),
        ("text", "a", "Die Frist endet am 31. März"),
        ("heading", "bis zu 500 €", "Die Frist endet am 31. März"),
        ("text", "b", "bis zu 500 €"),
        ("heading", "und mehr;", "Die Frist endet am 31. März"),
        ("text", "c", "und mehr;"),
        ("heading", "Ende", ""),
    ]


def test_a_short_line_is_no_heading_where_headings_are_marked() -> None:
    """But one that ends with a colon still leads, and one all in bold may be a heading."""
    markup = (
        "<h2>Höhe</h2><p>Umbau</p><p>Es gibt viel.</p><p>Neubau:</p><p>wenig</p>"
        "<p><b>Beratung</b></p><p>nichts</p><p><b>Das gilt für alle.</b></p>"
    )
    kinds = {words: kind for kind, words, _above in tree(text_of(markup))}
    assert (kinds["Umbau"], kinds["Das gilt für alle."]) == ("label", "text")
    assert (kinds["Neubau:"], kinds["Beratung"]) == ("lead", "heading")
    guessed = {words: kind for kind, words, _above in tree(str(text_of(markup)))}
    assert guessed["Umbau"] == "heading"


def test_items_keep_their_depth_and_what_belongs_to_them() -> None:
    """Paragraphs of an item stand below it; what comes behind the list does not."""
    markup = (
        "<p>Gefördert werden:</p><ul><li><p>Umbau</p><p>auch innen</p><ul><li>Dach</li>"
        "<li>Fenster</li></ul>am Haus</li><li>Beratung</li></ul><p>Alles andere nicht.</p>"
    )
    assert tree(text_of(markup)) == [
        ("lead", "Gefördert werden:", ""),
        ("item", "Umbau\nauch innen", "Gefördert werden:"),
        ("item", "Dach", "Umbau\nauch innen"),
        ("item", "Fenster", "Umbau\nauch innen"),
        ("text", "am Haus", "Umbau\nauch innen"),
        ("item", "Beratung", "Gefördert werden:"),
        ("text", "Alles andere nicht.", ""),
    ]


def test_a_term_holds_for_what_it_heads_and_no_further() -> None:
    """Definitions, folds and the captions of tables end; a heading goes on."""
    markup = (
        "<h2>Geld</h2><dl><dt>Höhe</dt><dd>Viel</dd><dd>Immer</dd><dt>Art</dt><dd>Bar</dd></dl>"
        "<p>Ende der Liste.</p><details><summary>Mehr</summary><p>Noch mehr.</p></details>"
        "<p>Schluss.</p>"
    )
    above = {words: over for _kind, words, over in tree(text_of(markup))}
    assert above == {
        **{"Geld": "", "Höhe": "Geld", "Viel": "Höhe", "Immer": "Höhe", "Art": "Geld"},
        **{"Bar": "Art", "Ende der Liste.": "Geld", "Mehr": "Geld", "Noch mehr.": "Mehr"},
        "Schluss.": "Geld",
    }


def test_without_marks_all_is_guessed() -> None:
    """Where no heading is marked, a short line still may be one."""
    for markup in (
        "<p>Höhe</p><p>Es gibt viel.</p>",
        "<p>Höhe</p>Es gibt viel.<ul><li>a</li></ul>",
    ):
        text = text_of(markup)
        assert tree(text)[:2] == tree(str(text))[:2]
        assert tree(text)[0][0] == "heading"


def test_marks_stay_at_their_words_in_the_plain_form() -> None:
    """Soft hyphens, raised digits and accents of their own shift the places, not the marks."""
    words = "Wer bekom\u00admt u\u0308ber 10²\u200b €?"
    prose = Prose.of(text_of(f"<p>a\u00adb</p><h2>{words}</h2><ul><li>x\u00ady</li></ul>"))
    assert [prose.plain[one.start : one.end] for one in prose.marks] == [
        "Wer bekommt über 10 €?",
        "xy",
    ]
    assert [prose.text[one.start : one.end] for one in marks_of(prose.text)] == [words, "x\u00ady"]


@pytest.mark.parametrize(
    ("markup", "expected", "guessed"),
    [
        # Labels and values side by side: the value above is no case of the one below.
        (
            "<h2>Auf einen Blick</h2><div>Antragsberechtigt</div><div>Gemeinden</div>"
            "<div>Förderhöhe</div><div>max. 5.000 Euro</div><div>Antragsfrist</div>"
            "<div>31. März 2027</div>",
            ["applicant municipality", "award_max 5000", "deadline 2027-03-31"],
            ["applicant municipality", "award_max 5000 Gemeinden", "deadline 2027-03-31"],
        ),
        # A list stands below its heading, not below the last short line.
        (
            "<h2>Nicht gefördert werden</h2><p>Fahrzeuge</p>"
            "<ul><li>Projekte mit Kosten über 20.000 Euro</li></ul>",
            ["cost_max 20000"],
            ["cost_min 20000"],
        ),
        # What an item says holds below its first words.
        (
            "<ul><li><p>Vereine</p><p>Der Zuschuss beträgt höchstens 5.000 Euro.</p></li>"
            "<li><p>Gemeinden</p><p>Der Zuschuss beträgt höchstens 9.000 Euro.</p></li></ul>"
            "<h2>Kontakt</h2>",
            ["award_max 5000 Vereine", "award_max 9000 Gemeinden"],
            ["award_max 5000 ?", "award_max 9000 ?"],
        ),
        # A fold ends.
        (
            "<h2>Zuschuss</h2><details><summary>Für Vereine</summary><p>Der Zuschuss beträgt "
            "höchstens 5.000 Euro.</p></details><details><summary>Für Gemeinden</summary><p>Der "
            "Zuschuss beträgt höchstens 9.000 Euro.</p></details><p>Der Eigenanteil beträgt "
            "mindestens 10 Prozent.</p>",
            ["award_max 5000 Vereine", "award_max 9000 Gemeinden", "own_share 10"],
            ["award_max 5000 Vereine", "award_max 9000 Gemeinden", "own_share 10 Gemeinden"],
        ),
        # A head may hold a day; the column is no less its own.
        (
            "<table><tr><th>Runde</th><th>Antragsfrist</th><th>Stand 1. Mai 2026</th></tr>"
            "<tr><td>1</td><td>31. März 2027</td><td>3. Juni 2026</td></tr></table>",
            ["deadline 2027-03-31"],
            ["deadline 2026-06-03", "deadline 2027-03-31"],
        ),
        # A table ends where another begins.
        (
            "<table><tr><th>Runde</th><th>Antragsfrist</th><th>Jury</th></tr>"
            "<tr><td>1</td><td>31. März 2027</td><td>3. Mai 2027</td></tr></table>"
            "<table><tr><td>Sitzung</td><td>4. Mai 2027</td><td>5. Mai 2027</td></tr></table>",
            ["deadline 2027-03-31"],
            ["deadline 2027-03-31", "deadline 2027-05-04"],
        ),
        # What heads a row counts where it alone says what the row is.
        (
            "<table><tr><th></th><th>Runde 1</th><th>Runde 2</th></tr><tr><th>Antragsfrist</th>"
            "<td>31. März 2027</td><td>30. September 2027</td></tr><tr><th>Jurysitzung</th>"
            "<td>3. Mai 2027</td><td>4. November 2027</td></tr></table>",
            ["deadline 2027-03-31", "deadline 2027-09-30"],
            [],
        ),
    ],
)
def test_a_page_is_read_as_it_is_built(
    markup: str, expected: list[str], guessed: list[str]
) -> None:
    """What its lines alone make believe is another thing, and sometimes wrong."""
    text = text_of(markup)
    assert said(text) == expected
    assert said(str(text)) == guessed


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<h2>Antragsfrist: 31. März 2027</h2><p>Bitte früh.</p>", ["deadline 2027-03-31"]),
        ("<h3>Die Antragsfrist endet am 31. März 2027</h3>", ["deadline 2027-03-31"]),
        ("<h2>Höhe</h2><h3>Der Zuschuss beträgt höchstens 5.000 Euro</h3>", ["award_max 5000"]),
        ("<h2>Antragsfrist</h2><p>31. März 2027</p>", ["deadline 2027-03-31"]),
        ("<h2>Antragsfrist</h2><h3>Jurysitzung</h3><p>31. März 2027</p>", []),
        (
            "<h2>Wer wird gefördert?</h2><ul><li>Vereine</li></ul><p>Kontakt</p><p>Stiftung Muster"
            "</p>",
            ["applicant association"],
        ),
        (
            "<h2>Höhe</h2><p>Bereits geförderte Projekte</p><p>Der Zuschuss beträgt bis zu 5.000 "
            "Euro.</p>",
            ["award_max 5000 ?"],
        ),
        (
            "<h2>Geförderte Projekte</h2><h3>Brunnen</h3><p>Der Zuschuss beträgt bis zu 5.000 Euro."
            "</p>",
            ["award_max 5000 ?"],
        ),
        ("<h2>Vereine werden unterstützt</h2><p>Es gibt höchstens 5.000 Euro.</p>", None),
    ],
)
def test_a_heading_states_its_own_value_and_governs_what_is_below(
    markup: str, expected: list[str] | None
) -> None:
    """A heading with a verb names no case; a line that is none by its mark still ends a list."""
    found = said(text_of(markup))
    if expected is None:
        assert not any("werden" in one for one in found)
    else:
        assert found == expected


def test_the_same_words_built_otherwise_are_read_anew() -> None:
    """What is kept of a text to read it fast is kept with its shape."""
    words = "Nicht gefördert werden\nFahrzeuge\n• Projekte mit Kosten über 20.000 Euro"
    heading = text_of(
        "<h2>Nicht gefördert werden</h2><p>Fahrzeuge</p>"
        "<ul><li>Projekte mit Kosten über 20.000 Euro</li></ul>"
    )
    assert heading == words
    place = words.index("20.000")
    signs = [sign_at(one, place) for one in (words, heading, words, heading)]
    assert signs == [Sign.AFFIRMED, Sign.NEGATED] * 2
    kinds = [outline(one, marks_of(one))[0].kind for one in (words, heading, words)]
    assert kinds == [Kind.TEXT, Kind.HEADING, Kind.TEXT]
