"""The text of a PDF: whole sentences under limits, or a reason why there is none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from crawlers import pdf as reader
from crawlers.pdf import PdfUnreadable, read_pdf
from crawlers.pdf_lines import paragraphs
from crawlers.shape import is_shaped, marks_of
from tests.crawlers.pdfs import Line, pdf

PAGE = (
    "Richtlinie zur Förderung von Dorfläden",
    "1 Zweck der Förderung",
    "Das Land gewährt nach Maßgabe dieser Richtlinie Zuwendungen für Dorf-",
    "läden. Der Antrag ist bis zum 30.",
    "Juni 2027 bei der Bewilligungsstelle einzureichen. Gefördert werden",
    "bis zu 60 Prozent der Ausgaben, höchstens 20.000 Euro.",
    "- Umbau und Ausstattung",
    "- Beratung",
    "Seite 1 von 2",
)
TEXT = """Richtlinie zur Förderung von Dorfläden
1 Zweck der Förderung
Das Land gewährt nach Maßgabe dieser Richtlinie Zuwendungen für Dorfläden. Der Antrag ist bis \
zum 30. Juni 2027 bei der Bewilligungsstelle einzureichen. Gefördert werden bis zu 60 Prozent \
der Ausgaben, höchstens 20.000 Euro.
- Umbau und Ausstattung
- Beratung"""


def test_lines_become_the_sentences_they_were() -> None:
    """Hyphens and dates torn by the width of the page are whole again; lists stay lists."""
    found = read_pdf(pdf(PAGE, ("Zweite Seite",)))
    assert found.text == f"{TEXT}\nZweite Seite"
    assert found.whole


def test_what_is_set_larger_or_in_bold_is_marked_as_a_heading() -> None:
    """The largest is of level 1, a line in bold of the size of the text is a weak one.

    A heading of two lines is one, and one that ran into the text around it is none.
    """
    title = (
        "Richtlinie des Landkreises über Zuwendungen für den dauerhaften",
        "Erhalt der Dorfläden",
    )
    pages: tuple[Sequence[Line], ...] = (
        (
            *((line, 15, True) for line in title),
            ("1 Antragsfrist endet am 31. März", 13, False),
            PAGE[2],
            "läden.",
        ),
        (("Höhe", 11, True), PAGE[4], ("Frist", 13, False), "bis 30. Juni", "Der Antrag"),
    )
    text = read_pdf(pdf(*pages)).text
    assert [(one.level, text[one.start : one.end]) for one in marks_of(text)] == [
        (1, " ".join(title)),
        (2, "1 Antragsfrist endet am 31. März"),
        (7, "Höhe"),
    ]
    assert "Frist bis 30. Juni" in text


def test_a_pdf_in_one_type_has_no_shape_to_know() -> None:
    """Its headings are guessed from their words, as ever; so where all of it is bold."""
    assert not is_shaped(read_pdf(pdf(PAGE)).text)
    assert not is_shaped(read_pdf(pdf([(line, 12, True) for line in PAGE])).text)


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("Bau-\nund Gartenarbeiten", "Bau- und Gartenarbeiten"),
        ("nach Nr.\n5 der Richtlinie", "nach Nr. 5 der Richtlinie"),
        ("Förde\x02rung", "Förderung"),
        ("Bau\x02und Gartenarbeiten", "Bau- und Gartenarbeiten"),
        ("in Nord\x02Süd-Richtung", "in Nord-Süd-Richtung"),
        ("die Maßnahme beginnt am 1. Mai und endet am\n31. Mai 2027", None),
        ("Ende eines ganzen Satzes, so lang wie die Seite.\nDann der nächste", ""),
    ],
)
def test_a_line_break_is_kept_only_where_it_means_something(lines: str, joined: str | None) -> None:
    """Words, numbers and dates go on over it, sentences end at it."""
    expected = lines.replace("\n", " ") if joined is None else joined or lines
    assert paragraphs(lines) == expected


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<html>Seite nicht gefunden</html>", "kein PDF"),
        (b"%PDF-1.4\nund dann nichts", "beschädigt oder geschützt"),
        (pdf(()), "keinen Text"),
    ],
)
def test_a_file_without_text_says_why(body: bytes, reason: str) -> None:
    """A page instead of a PDF, a broken one and a scanned one are told apart."""
    with pytest.raises(PdfUnreadable, match=reason):
        read_pdf(body)


def test_a_long_guideline_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the pages or the characters nothing is read."""
    monkeypatch.setattr(reader, "PAGES", 2)
    cut = read_pdf(pdf(("eins",), ("zwei",), ("drei",)))
    assert (cut.text, cut.whole) == ("eins\nzwei", False)
    monkeypatch.setattr(reader, "CHARACTERS", 6)
    cut = read_pdf(pdf(("eins",), ("zwei",)))
    assert (cut.text, cut.whole) == ("eins\nzw", False)


def test_a_pdf_that_takes_too_much_memory_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit holds for the process that reads, and only for it."""
    monkeypatch.setattr(reader, "MEGABYTES", 20)
    with pytest.raises(PdfUnreadable):
        read_pdf(pdf(PAGE))
