"""What holds for every text about money: spelling, layout and neighbours change no reading."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claim import Claim
from pipeline.reading.money.amounts import read_amounts
from pipeline.reading.money.rates import read_rates
from pipeline.reading.text.prose import Prose
from pipeline.reading.who.applicants import read_applicants

SENTENCES = (
    "Der Zuschuss beträgt höchstens 12.000 Euro.",
    "Die zuwendungsfähigen Ausgaben dürfen 50.000 Euro nicht übersteigen.",
    "Gefördert werden Vorhaben mit Gesamtkosten zwischen 1.500 und 20 000 Euro.",
    "Insgesamt stehen 40 Mio. Euro zur Verfügung.",
    "Die Förderquote liegt zwischen 30 % und 70 % der förderfähigen Kosten.",
    "Der Eigenanteil beträgt 20 Prozent.",
    "Antragsberechtigt sind Gemeinden, Landkreise und deren Zusammenschlüsse.",
    "Unternehmen sind nicht antragsberechtigt.",
    "Gefördert werden Vorhaben in Orten mit bis zu 10.000 Einwohnern.",
)
DECOYS = (
    "Der Jahresumsatz darf 10 Millionen Euro nicht übersteigen.",
    "Am 3. Mai 2025 trafen sich 40 Gäste in der Stadthalle.",
    "Die Mehrwertsteuer beträgt 19 Prozent.",
    "Der Landkreis hat rund 250.000 Einwohner.",
    "Unternehmen in Schwierigkeiten sind von der Förderung ausgeschlossen.",
    "Die Emissionen sanken um 30 Prozent.",
    "Der Bürgermeister der Stadt dankte den Vereinen.",
    "Ehrenamtliche Arbeit wird mit 15 Euro je Stunde angerechnet.",
)
BLANKS = (" ", "\u00a0", "\n", "  ", "\u202f", " \n", "\n\n")
SMALL = (
    "", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
    "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
)  # fmt: skip
TENS = (
    "", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig",
    "neunzig",
)  # fmt: skip


def read(text: str) -> list[Claim]:
    """Read a text with the grammars for money, rates and applicants."""
    prose = Prose.of(text)
    return [*read_amounts(prose, "de"), *read_rates(prose, "de"), *read_applicants(prose, "de")]


def readings(text: str) -> list[tuple[str, object, bool]]:
    """Return field, value and certainty of what a text states."""
    return [(claim.field.value, claim.value, claim.review) for claim in read(text)]


def spelled(number: int) -> str:
    """Spell a number below one million in German words, as a speaker would."""
    if number >= 1000:
        return spelled(number // 1000) + "tausend" + spelled(number % 1000)
    if number >= 100:
        return SMALL[number // 100] + "hundert" + spelled(number % 100)
    if number < 20:
        return SMALL[number]
    unit = SMALL[number % 10]
    return f"{unit}und{TENS[number // 10]}" if unit else TENS[number // 10]


SPELLINGS: tuple[Callable[[int], str], ...] = (
    lambda n: f"{n:,}".replace(",", ".") + " Euro",
    lambda n: f"{n:,}".replace(",", " ") + " EUR",
    lambda n: f"{n:,}".replace(",", "\u00a0") + " €",
    lambda n: f"{n:,}".replace(",", "'") + " Euro",
    lambda n: f"{n:,}".replace(",", ".") + ",00 Euro",
    lambda n: f"{n:,}".replace(",", ".") + ",- Euro",
    lambda n: f"{n}€",
    lambda n: f"{n},-- €",
    lambda n: "EUR " + f"{n:,}".replace(",", "."),
    lambda n: f"€ {n}",
    lambda n: f"{n / 1_000_000:.6f}".replace(".", ",").rstrip("0").rstrip(",") + " Mio. Euro",
    lambda n: f"{n / 1_000_000:.6f}".replace(".", ",").rstrip("0").rstrip(",") + " Millionen €",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_samples_state_something(sentence: str) -> None:
    """Every sample yields a certain claim, so that stability is not stability of nothing."""
    assert any(not claim.review for claim in read(sentence))


@pytest.mark.parametrize("decoy", DECOYS)
def test_the_decoys_state_nothing(decoy: str) -> None:
    """No decoy yields any claim by itself."""
    assert read(decoy) == []


@given(st.sampled_from(SENTENCES), st.data())
def test_reading_is_stable_under_layout(sentence: str, data: st.DataObject) -> None:
    """Soft hyphens inside words, and any white space for a blank, change no reading."""
    laid_out = ""
    for before, mark in zip(" " + sentence, sentence, strict=False):
        if mark == " ":
            laid_out += data.draw(st.sampled_from(BLANKS))
        elif mark.isalpha() and before.isalpha() and data.draw(st.integers(0, 9)) == 0:
            laid_out += "\u00ad" + mark
        else:
            laid_out += mark
    assert readings(laid_out) == readings(sentence)


@given(st.sampled_from(SENTENCES), st.sampled_from(DECOYS), st.sampled_from(BLANKS), st.booleans())
def test_a_decoy_beside_a_sentence_changes_no_reading(
    sentence: str, decoy: str, blank: str, first: bool
) -> None:
    """What stands beside a sentence neither adds to its reading nor takes from it."""
    text = decoy + blank + sentence if first else sentence + blank + decoy
    assert readings(text) == readings(sentence)


@given(st.integers(1, 49_999_999), st.sampled_from(SPELLINGS))
def test_every_amount_in_every_spelling_reads_back(
    number: int, spelling: Callable[[int], str]
) -> None:
    """An amount has one value, in whichever customary way it is written."""
    text = f"Der Zuschuss beträgt höchstens {spelling(number)}."
    assert readings(text) == [("award_max", number, False)]


@given(st.integers(1, 999_999))
def test_every_amount_in_words_reads_back(number: int) -> None:
    """A spelled-out amount has the value of its digits."""
    text = f"Der Zuschuss beträgt höchstens {spelled(number)} Euro."
    assert readings(text) == [("award_max", number, False)]


@given(st.lists(st.integers(0, 400), min_size=1, max_size=4), st.sampled_from(["bis", "und", "/"]))
def test_rates_never_exceed_a_hundred(numbers: list[int], joint: str) -> None:
    """No text makes a rate above 100 percent, nor a rate of nothing."""
    text = "Der Fördersatz beträgt " + f" {joint} ".join(f"{n} Prozent" for n in numbers) + "."
    for claim in read_rates(Prose.of(text), "de"):
        assert 0 < float(claim.value) <= 100


@given(st.text(alphabet="0123456789.,-–% €EurozMicbs\u00ad\n()äA", max_size=60))
def test_any_text_is_read_without_error_and_quoted_to_the_letter(text: str) -> None:
    """Whatever stands in a text, reading it works, and every quote stands where it says."""
    for claim in read("Der Zuschuss beträgt bis zu " + text):
        source = "Der Zuschuss beträgt bis zu " + text
        assert source[claim.start : claim.end] == claim.quote
