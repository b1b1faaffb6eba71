"""Wording and labels: German sentences, money and days."""

from __future__ import annotations

from datetime import date

import pytest

from crawlers.items import Kind
from crawlers.source import Level
from db.vocabulary import ApplicantType, Cadence, OpportunityStatus
from notifier.digest import labels
from notifier.digest.wording import cut, first_sentences, joined, one_line


def test_every_code_has_a_german_word() -> None:
    """No code of the vocabulary reaches a reader as it is."""
    assert set(labels.APPLICANTS) == set(ApplicantType)
    assert set(labels.LEVELS) == set(Level)
    assert set(labels.STATUSES) == set(OpportunityStatus)
    assert set(labels.CADENCES) == set(Cadence)
    assert set(labels.KINDS) == set(Kind) - {Kind.AWARD} == set(labels.KINDS_WITH_ARTICLE)


@pytest.mark.parametrize(
    ("euros", "shown"),
    [
        (500, "500 €"),
        (20_000, "20.000 €"),
        (1234.5, "1.234,5 €"),
        (1_500_000, "1,5 Mio. €"),
        (1_234_567, "1.234.567 €"),
        (12_000_000, "12 Mio. €"),
        (2_300_000_000, "2,3 Mrd. €"),
    ],
)
def test_money(euros: float, shown: str) -> None:
    """Amounts are exact and written as Germans write them."""
    assert labels.money(euros) == shown


def test_rates_and_spans() -> None:
    """A rate is a percentage; a span says what is known of its ends."""
    assert (labels.percent(80), labels.percent(33.3)) == ("80 %", "33,3 %")
    assert labels.span("", "20.000 €") == "bis 20.000 €"
    assert labels.span("5.000 €", "") == "ab 5.000 €"
    assert labels.span("5.000 €", "20.000 €") == "5.000 € bis 20.000 €"
    assert labels.span("60 %", "60 %") == "60 %"
    assert labels.span("", "") == ""


def test_days() -> None:
    """Days are written out with their weekday, spans without repeating the month."""
    first = date(2027, 2, 1)
    assert labels.long_day(first) == "Montag, 1. Februar 2027"
    assert labels.days(first, None) == labels.days(first, first) == "Montag, 1. Februar 2027"
    assert labels.days(first, date(2027, 2, 3)) == "1. bis 3. Februar 2027"
    assert labels.days(first, date(2027, 3, 2)) == "1. Februar 2027 bis 2. März 2027"
    assert [labels.days_left(date(2027, 2, day), first) for day in (1, 2, 3)] == [
        "endet heute",
        "endet morgen",
        "noch 2 Tage",
    ]


def test_unknown_codes_stand_for_themselves() -> None:
    """A publisher's own word is shown as it is, on one line."""
    assert labels.label(labels.INSTRUMENTS, "Zuschuss\nzweckgebunden") == "Zuschuss zweckgebunden"


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
