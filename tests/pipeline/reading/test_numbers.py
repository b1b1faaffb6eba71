"""Numbers read to exact values, in German and English, in digits and in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.reading.text.numbers import decimal_number, plain_value, quantity, word_value


@pytest.mark.parametrize(
    ("spelling", "scale", "language", "value"),
    [
        ("1.250", "", "de", "1250"),
        ("1.250", "", "en", "1250"),
        ("1,250", "", "de", "1250"),
        ("1 250", "", "de", "1250"),
        ("1'250", "", "de", "1250"),
        ("12.345.678", "", "de", "12345678"),
        ("12,345,678", "", "en", "12345678"),
        ("1.234,50", "", "de", "1234.50"),
        ("1,234.50", "", "en", "1234.50"),
        ("2500", "", "de", "2500"),
        ("7,5", "", "de", "7.5"),
        ("7.5", "", "en", "7.5"),
        ("1,5", "Mio.", "de", "1500000"),
        ("1.5", "million", "en", "1500000"),
        ("1.250", "Mio.", "de", "1250000000"),
        ("1.250", "million", "en", "1250000"),
        ("3,99", "Millionen", "de", "3990000"),
        ("2", "Mrd.", "de", "2000000000"),
        ("250", "Tsd.", "de", "250000"),
        ("400", "T€", "de", "400000"),
        ("75", "TEUR", "de", "75000"),
        ("60", "k", "en", "60000"),
        ("5", "m", "en", "5000000"),
        ("zehn", "Millionen", "de", "10000000"),
        ("eine halbe", "Million", "de", "500000"),
    ],
)
def test_quantity_reads_digits_groups_and_scales(
    spelling: str, scale: str, language: str, value: str
) -> None:
    """A spelling has one exact value, whatever groups its digits and whatever scales it."""
    assert quantity(spelling, language, scale) == Decimal(value)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("zwei", "2"),
        ("zwölf", "12"),
        ("einundzwanzig", "21"),
        ("hundert", "100"),
        ("zweihundertfünfzig", "250"),
        ("fünfundzwanzigtausend", "25000"),
        ("dreihunderttausend", "300000"),
        ("anderthalb", "1.5"),
        ("zweieinhalb", "2.5"),
        ("seventeen", "17"),
        ("one hundred and fifty", "150"),
        ("twenty-five thousand", "25000"),
    ],
)
def test_number_words_read_like_their_digits(word: str, value: str) -> None:
    """A spelled-out number has the value of its digits."""
    assert word_value(word) == Decimal(value)


@pytest.mark.parametrize("word", ["Euro", "zweifellos", "Vereine", "dreister", ""])
def test_other_words_are_no_numbers(word: str) -> None:
    """A word that merely begins like a number has no value."""
    assert word_value(word) is None


@pytest.mark.parametrize(("spelling", "value"), [("12,5", "12.5"), ("12.5", "12.5"), ("80", "80")])
def test_percentages_know_no_groups(spelling: str, value: str) -> None:
    """In a percentage, a comma and a dot both mean decimals."""
    assert decimal_number(spelling) == Decimal(value)


@pytest.mark.parametrize(
    ("value", "plain"), [(Decimal("3990000.00"), 3990000), (Decimal("17.5"), 17.5)]
)
def test_whole_values_become_integers(value: Decimal, plain: float) -> None:
    """A whole value is stated as an int, any other as a float."""
    assert plain_value(value) == plain
    assert isinstance(plain_value(value), type(plain))
