"""Wording: crawled text made fit for a German mail."""

from __future__ import annotations

import pytest

from notifier.digest.wording import cut, first_sentences, joined, one_line


def test_sentences_end_where_they_end() -> None:
    """A date, an abbreviation or an ordinal ends no sentence."""
    text = (
        "Gefördert werden z. B. Bürgerbusse bis zum 1. Februar in ca. 20 Orten. "
        "Anträge stellen Gemeinden, Vereine usw. Näheres regelt Nr. 3. Drittens."
    )
    assert first_sentences(text, 1) == (
        "Gefördert werden z. B. Bürgerbusse bis zum 1. Februar in ca. 20 Orten."
    )
    assert first_sentences("Kurz. Knapp.") == "Kurz. Knapp."
    assert first_sentences("Eins. Zwei. Drei.") == "Eins. Zwei."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Das Land stärkt die Ortskerne.\nAnerkennung als Förderschwerpunkt\n"
            "Gemeinden können sich bewerben.\nPrivate Vorhaben\nPrivate erhalten 35 Prozent.",
            "Das Land stärkt die Ortskerne. Gemeinden können sich bewerben.",
        ),
        (
            "Zuschüsse für Ideen aus dem Ort\nInitiativen und Vereine können sich bewerben.",
            "Zuschüsse für Ideen aus dem Ort. Initiativen und Vereine können sich bewerben.",
        ),
        (
            "Kommunen arbeiten zusammen.\nWer kann Anträge stellen?\nAlle Gemeinden.\n• Mehr.",
            "Kommunen arbeiten zusammen. Alle Gemeinden.",
        ),
        ("LEADER\nGefördert werden Projekte.\nZeitplan", "Gefördert werden Projekte."),
        ("Bau von Wegen\nfür den Radverkehr", "Bau von Wegen"),
    ],
)
def test_a_heading_never_runs_into_a_sentence(text: str, shown: str) -> None:
    """Headings, questions above answers and lists are left out of a teaser, or end."""
    assert first_sentences(text) == shown


def test_a_long_sentence_is_cut_between_words() -> None:
    """Where no sentence fits, words stay whole and the cut is visible."""
    shown = first_sentences("Donaudampfschifffahrt " * 40, limit=100)
    assert len(shown) <= 100
    assert shown.endswith("Donaudampfschifffahrt …")
    assert cut("abc", 3) == "abc"
    assert len(cut("a" * 50, 20)) <= 20


def test_one_line_has_no_controls() -> None:
    """Line breaks, controls, soft hyphens and direction marks are gone, the words are not."""
    assert one_line("A\r\nB\x00\u2028C\u202eD\u00adE\ud800F") == "A B CDE F"
    assert one_line("  ein\u00a0 Wort ") == "ein Wort"


def test_joined() -> None:
    """Lists read like German."""
    assert [joined(parts) for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a und b",
        "a, b und c",
    ]
