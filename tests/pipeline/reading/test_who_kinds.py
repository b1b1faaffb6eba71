"""Kinds of saying who may apply and who may not, each with true sentences and decoys."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.claim import Field
from pipeline.reading import read

TABLES = Path(__file__).parent / "tables"
WHO = {Field.APPLICANT: "+", Field.EXCLUDED_APPLICANT: "-"}


def rows(name: str) -> list[str]:
    """Return the lines of `tables/<name>.txt` that are no comments; `⏎` is a line break."""
    lines = (TABLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.replace("⏎", "\n") for line in lines if line and not line.startswith("#")]


def read_who(text: str) -> tuple[set[str], set[str]]:
    """Return whom a text states, and whom it only asks about."""
    claims = [one for one in read(text) if one.field in WHO]
    for one in claims:
        assert text[one.start : one.end] == one.quote
    stated = {f"{WHO[one.field]}{one.value}" for one in claims if not one.doubt}
    return stated, {f"{WHO[one.field]}{one.value}" for one in claims} - stated


@pytest.mark.parametrize("row", rows("who_said"))
def test_who_may_and_who_may_not_apply_is_stated_or_asked(row: str) -> None:
    """Exactly those are stated whom the text names so, and the unsure ones are asked."""
    text, expected = row.split(" => ")
    stated, asked = read_who(text)
    assert stated == {one for one in expected.split() if not one.endswith("?")}
    assert asked >= {one[:-1] for one in expected.split() if one.endswith("?")}


@pytest.mark.parametrize("text", rows("who_not_said"))
def test_guests_givers_and_those_merely_named_are_never_stated(text: str) -> None:
    """Guests, givers, partners, whom a bill or a notice concerns: none is stated."""
    stated, _ = read_who(text)
    assert stated == set()


def test_every_kind_has_true_sentences_and_decoys() -> None:
    """No kind is told by its wordings alone: beside each stand its decoys."""
    for name in ("who_said", "who_not_said"):
        text = (TABLES / f"{name}.txt").read_text(encoding="utf-8")
        kinds = [part.strip().count("\n") for part in text.split("## ")[1:]]
        assert len(kinds) == 7
        assert min(kinds) >= 9, name


def test_the_sentence_that_answers_a_heading_is_read_beside_one_that_shuts_out() -> None:
    """Below "Antragsteller" both are read: whom the first sentence names, whom the next denies."""
    stated, _ = read_who(
        "Antragsteller\nSchulen und Vereine mit Sitz im Kreis. Betriebe können nicht gefördert"
        " werden.\n\nHöhe\nBis zu 900 Euro."
    )
    assert stated == {"+education", "+association", "-company"}
    stated, _ = read_who(
        "Wer kann sich bewerben?\nStiftungen und Landkreise. Städte dürfen dazu raten."
    )
    assert stated == {"+foundation", "+district"}
