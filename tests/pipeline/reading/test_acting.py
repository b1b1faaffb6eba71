"""Whom a text speaks of, where it never says who may apply, is a question with its words."""

from __future__ import annotations

import pytest

from pipeline.reading import read
from pipeline.reading.who.acting import DOUBT

ASKED = [
    (
        "Zwölf Gemeinden mit höchstens 15.000 Einwohnern können im Frühjahr mit einem Team planen.",
        "municipality",
        "Zwölf Gemeinden mit höchstens 15.000 Einwohnern können",
    ),
    ("Bis zu 20 Vereine bekommen eine Beratung.", "association", "Bis zu 20 Vereine bekommen"),
    ("Fünf Landkreise erhalten Hilfe bei der Planung.", "district", "Fünf Landkreise erhalten"),
    ("Drei Städte werden zwei Jahre lang begleitet.", "municipality", "Drei Städte werden"),
]
SILENT = [
    "Zwölf Gemeinden haben im vorigen Jahr mit einem Team geplant.",
    "Die Jury besteht aus Gemeinden, die darüber beraten können.",
    "Können Gemeinden mit einem Team planen?",
    "Der Bürgermeister der Gemeinde kann davon berichten.",
    "Das Team kann Gemeinden beraten.",
]


@pytest.mark.parametrize(("text", "code", "quote"), ASKED)
def test_who_may_do_something_is_asked_about(text: str, code: str, quote: str) -> None:
    """The question carries the words up to the verb, so that a card can quote them."""
    (claim,) = [one for one in read(text) if one.field == "applicant"]
    assert (claim.value, claim.quote, claim.doubt) == (code, quote, DOUBT)


@pytest.mark.parametrize("text", SILENT)
def test_who_is_only_mentioned_is_not(text: str) -> None:
    """Past deeds, questions and those who are acted upon say nothing."""
    assert [one for one in read(text) if one.doubt == DOUBT] == []


@pytest.mark.parametrize(("text", "code", "quote"), ASKED)
def test_who_is_entitled_leaves_nothing_to_ask(text: str, code: str, quote: str) -> None:
    """A text that says who may apply is not asked whom else it speaks of."""
    claims = read(f"{text} Antragsberechtigt sind Stiftungen.")
    assert [one.value for one in claims if one.field == "applicant"] == ["foundation"]
    assert not [one for one in claims if one.doubt == DOUBT and one.quote == quote and code]
