"""How the card of what is over is headed."""

from __future__ import annotations

import pytest

from notifier.digest.ending import title_without


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("ABGESAGT: Infoabend", "Infoabend"),
        ("Abgesagt! Infoabend", "Infoabend"),
        ("Abgesagt - Infoabend", "Infoabend"),
        ("Infoabend – abgesagt", "Infoabend"),
        ("Infoabend - abgesagt!", "Infoabend"),
        ("(Abgesagt) Infoabend", "Infoabend"),
        ("[ABGESAGT] Infoabend (online)", "Infoabend (online)"),
        ("Infoabend (abgesagt)", "Infoabend"),
        # What is left of a pair of brackets goes, or is closed again.
        ("(Abgesagt: Infoabend)", "Infoabend"),
        ("[Abgesagt: Infoabend] im Rathaus [EG]", "Infoabend im Rathaus [EG]"),
        ("(Abgesagt: Infoabend (online))", "Infoabend (online)"),
        ("Infoabend (Workshop – abgesagt)", "Infoabend (Workshop)"),
        ("ABGESAGT: a) Infoabend", "a) Infoabend"),
        # A word of the title itself is no mark.
        ("Abgesagt-Fonds für Vereine", "Abgesagt-Fonds für Vereine"),
        ("Hilfe für Nicht-Abgesagt", "Hilfe für Nicht-Abgesagt"),
        ("Abgesagt", "Abgesagt"),
    ],
)
def test_a_title_without_the_mark_that_stands_above_it(title: str, bare: str) -> None:
    """The mark goes with its own signs, and nothing else does."""
    assert title_without("abgesagt", title) == bare


def test_a_compound_keeps_its_first_word() -> None:
    """A hyphen within a word is none between a mark and a title."""
    title = "Geschlossen-Cell-Förderung"
    assert title_without("geschlossen", title) == title
    assert title_without("geschlossen", f"Geschlossen: {title}") == title
