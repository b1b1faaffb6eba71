"""Line breaks that the author made, and those of the typesetter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.text.own_lines import own_lines
from pipeline.reading.text.prose import Prose


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Förderung\nDie Stadt zahlt.", ["Förderung", "Die Stadt zahlt."]),
        ("Anträge nimmt die\nStadt entgegen.", ["Anträge nimmt die Stadt entgegen."]),
        ("Vereine aus der Region\nKnüll", ["Vereine aus der Region Knüll"]),
        ("Gefördert werden:\n- Vereine\n- Chöre", ["Gefördert werden:", "- Vereine", "- Chöre"]),
        ("Kontakt\n## Unterlagen\nFoto", ["Kontakt", "## Unterlagen", "Foto"]),
        (
            "Die Gemeinde zahlt für jede Zisterne einen Zuschuss, den Eigentümer von\n"
            "Häusern im Ort beantragen können, und hilft ihnen auch beim Ausfüllen der\nAnträge.",
            [
                "Die Gemeinde zahlt für jede Zisterne einen Zuschuss, den Eigentümer von "
                "Häusern im Ort beantragen können, und hilft ihnen auch beim Ausfüllen der Anträge."
            ],
        ),
    ],
)
def test_a_line_ends_where_the_next_word_had_room(text: str, lines: list[str]) -> None:
    """Headings, items and entries are lines; a sentence that was only broken is one."""
    assert own_lines(Prose.of(text)).split("\n") == lines


@given(st.text("aB .\n-#*•1", max_size=80))
def test_every_letter_keeps_its_place(text: str) -> None:
    """Only line breaks and blanks are turned into each other."""
    prose = Prose.of(text)
    lines = own_lines(prose)
    assert len(lines) == len(prose.plain)
    assert lines.replace("\n", " ") == prose.plain.replace("\n", " ")
