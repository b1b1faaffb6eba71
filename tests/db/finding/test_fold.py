"""Spellings of one German word meet, and words that only look alike do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.finding.fold import fold, placed, spellings, words_of
from db.finding.stems import stem


def test_text_becomes_words_between_spaces() -> None:
    """Lower case, no dots, no signs; ß is ss, and a soft hyphen is nothing."""
    assert fold("Straßen- & RADWEGE („Mobil\u00adität“)") == " strassen radwege mobilitat "
    assert fold("Bürger*innen, Träger:innen") == " burgerinnen tragerinnen "
    assert fold("") == " "


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("Förderung", "Foerderung"),
        ("Foerderung", "Förderung"),
        ("GEBAEUDE", "Gebäude"),
        ("Fördermaßnahme", "Foerdermassnahme"),
        ("Bioenergie", "Bioenergie"),
        ("neue", "neue"),
    ],
)
def test_umlauts_meet_their_spelling(typed: str, stands: str) -> None:
    """Whichever way either is written."""
    assert fold(stands).strip() in spellings(typed)


@pytest.mark.parametrize("word", ["neue", "Bauen", "Quelle", "Poesie", "aktuell", "Israel"])
def test_what_only_looks_like_an_umlaut_is_none(word: str) -> None:
    """There is one way to look for it."""
    assert spellings(word) == (word.lower(),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("haus", "hauser"),
        ("spielplatz", "spielplatze"),
        ("dorfladen", "dorfladen"),
        ("baum", "baume"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    """A folded plural meets its singular."""
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["bioenergie", "quelle", "israel", "poesie"])
def test_a_stem_is_a_part_of_its_word(word: str) -> None:
    """Else it would be found nowhere."""
    assert stem(word) in word


@given(st.text(max_size=60))
def test_words_have_their_places(text: str) -> None:
    """What is folded word by word is what stands there, in order and apart."""
    spans = [(start, end) for _, start, end in placed(text)]
    assert spans == sorted(spans)
    assert all(words_of(text[start:end]) for start, end in spans)
