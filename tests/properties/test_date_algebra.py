"""What must hold for every yearly day, span, window and damaged date."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.claim import Field
from pipeline.reading import read
from pipeline.reading.text.dates import find_dates
from tests.pipeline.reading.reader import stated

GERMAN = [
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
]  # fmt: skip
RECURRING = [
    "eines jeden Jahres", "jeden Jahres", "jedes Jahres", "des laufenden Jahres", "des Vorjahres",
    "des jeweiligen Jahres", "des Förderjahres", "des Vorjahres der Förderung",
    "des jeweils laufenden Kalenderjahres", "eines Kalenderjahres", "des Antragsjahres",
]  # fmt: skip
ADVERBS = [
    "jährlich", "alljährlich", "jedes Jahr", "jeweils", "in jedem Jahr", "regelmäßig",
    "einmal im Jahr",
]  # fmt: skip
DAYS = st.dates(date(2027, 1, 1), date(2028, 12, 31))
ORDINALS = ["ersten", "zweiten", "dritten", "vierten"]


def written(day: date, *, number: bool, year: bool = True) -> str:
    """Write a day in digits or with the name of its month."""
    behind = f"{day.year}" if year else ""
    if number:
        return f"{day.day:02}.{day.month:02}.{behind}"
    return f"{day.day}. {GERMAN[day.month - 1]} {behind}".rstrip()


@given(DAYS, st.booleans(), st.sampled_from(RECURRING))
def test_a_day_of_a_year_that_recurs_is_yearly(day: date, number: bool, recurring: str) -> None:
    """Whichever year is named behind the day, as long as it has no number."""
    text = (
        f"Anträge sind bis zum {written(day, number=number, year=False)} {recurring} einzureichen."
    )
    assert stated(text) == {f"annual_deadline {day:%m-%d}"}


@given(DAYS, st.booleans(), st.sampled_from(ADVERBS))
def test_an_adverb_of_the_clause_makes_its_day_yearly(day: date, number: bool, adverb: str) -> None:
    """Said before the day; beside a written year it changes nothing."""
    bare, full = (written(day, number=number, year=year) for year in (False, True))
    assert stated(f"Anträge sind {adverb} bis zum {bare} einzureichen.") == {
        f"annual_deadline {day:%m-%d}"
    }
    assert stated(f"Anträge sind {adverb} bis zum {full} einzureichen.") == {f"deadline {day}"}


@given(DAYS)
def test_the_end_of_a_month_is_its_month_once_and_its_last_day_each_year(day: date) -> None:
    """The yearly day is derived, and February never has a 29th each year."""
    name, last = GERMAN[day.month - 1], monthrange(2027, day.month)[1]
    once = f"Anträge können bis Ende {name} {day.year} gestellt werden."
    each = f"Anträge können jährlich bis Ende {name} gestellt werden."
    assert stated(once) == {f"deadline_month {day:%Y-%m}"}
    assert stated(each) == {f"annual_deadline {day.month:02}-{last}"}


@given(DAYS, st.sampled_from(["Anfang", "Mitte"]))
def test_a_part_of_a_month_is_never_a_certain_day(day: date, part: str) -> None:
    """Not once and not each year: which day is meant would be a convention of ours."""
    month = GERMAN[day.month - 1]
    for text in (
        f"Anträge können bis {part} {month} {day.year} gestellt werden.",
        f"Anträge können jährlich bis {part} {month} gestellt werden.",
    ):
        assert not {one for one in stated(text) if not one.startswith("deadline_month")}


@given(st.integers(1, 4), st.integers(2027, 2031), st.booleans())
def test_the_end_of_a_quarter_is_its_last_month(quarter: int, year: int, word: bool) -> None:
    """Written as number or as word."""
    name = ORDINALS[quarter - 1] if word else f"{quarter}."
    text = f"Anträge können bis zum Ende des {name} Quartals {year} gestellt werden."
    assert stated(text) == {f"deadline_month {year}-{quarter * 3:02}"}


@given(st.integers(1, 53), st.integers(2025, 2040))
def test_a_week_is_asked_with_its_last_day(week: int, year: int) -> None:
    """A week that its year does not have is no date at all."""
    text = f"Anträge können bis zur {week}. KW {year} gestellt werden."
    try:
        expected = {f"deadline {date.fromisocalendar(year, week, 7)}"}
    except ValueError:
        expected = set()
    assert stated(text, asked=True) == expected
    assert not stated(text)


@given(DAYS, st.integers(0, 400), st.booleans())
def test_a_window_states_both_its_days_unless_it_ends_before_it_begins(
    day: date, length: int, backwards: bool
) -> None:
    """Time runs forwards, or the text is asked about."""
    first, last = day, day + timedelta(days=length)
    if backwards:
        assume(length)
        first, last = last, first
    text = (
        f"Anträge können ab dem {written(first, number=False)} und bis zum "
        f"{written(last, number=True)} gestellt werden."
    )
    assert stated(text, asked=backwards) == {f"opens {first}", f"deadline {last}"}
    assert not stated(text, asked=not backwards)


@given(st.lists(st.integers(1, 12), min_size=3, max_size=6, unique=True))
def test_days_of_one_year_are_stated_only_in_the_order_of_a_year(months: list[int]) -> None:
    """The year at the end of a list holds for all days if they turn at most once."""
    turned = any(months[at:] + months[:at] == sorted(months) for at in range(len(months)))
    days = ", ".join(f"15. {GERMAN[month - 1]}" for month in months)
    text = f"Antragsfristen: {days} 2027"
    assert len(stated(text, asked=not turned)) == len(months)
    assert not stated(text, asked=turned)


@given(DAYS, st.data())
def test_a_scanned_letter_in_a_date_is_asked(day: date, draw: st.DataObject) -> None:
    """Never stated, whichever digits the scanner took for letters."""
    clean = written(day, number=True)
    at = draw.draw(st.sampled_from([i for i, sign in enumerate(clean) if sign in "01"]))
    damaged = clean[:at] + {"0": "O", "1": "l"}[clean[at]] + clean[at + 1 :]
    text = f"Anträge können bis zum {damaged} gestellt werden."
    assert not {one for one in stated(text) if one.startswith(("deadline", "annual", "opens"))}
    assert any(one.review for one in read(text) if one.field is Field.DEADLINE)


@given(st.integers(1, 12), st.integers(29, 35), st.integers(2027, 2040), st.booleans())
def test_a_day_the_calendar_does_not_have_is_asked(
    month: int, day: int, year: int, number: bool
) -> None:
    """The question proposes the last day that there is."""
    last = monthrange(year, month)[1]
    assume(day > last)
    spelling = f"{day}.{month:02}.{year}" if number else f"{day}. {GERMAN[month - 1]} {year}"
    text = f"Anträge können bis zum {spelling} gestellt werden."
    assert stated(text, asked=True) == {f"deadline {date(year, month, last)}"}
    assert not stated(text)


@given(DAYS, st.data())
def test_two_letters_exchanged_in_a_month_are_asked(day: date, draw: st.DataObject) -> None:
    """A misspelt month is found or not, but never stated as another."""
    name = GERMAN[day.month - 1]
    at = draw.draw(st.integers(1, len(name) - 2))
    wrong = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    assume(wrong != name)
    text = f"bis zum {day.day}. {wrong} {day.year}"
    assert [one.unsure != "" for one in find_dates(text.lower(), text)] in ([], [True])


@given(DAYS, st.data())
def test_a_line_may_end_anywhere_in_a_word(day: date, draw: st.DataObject) -> None:
    """A word broken with a hyphen is the word, and the quote still stands in the text."""
    text = f"Die Antragsfrist endet am {written(day, number=False)}."
    places = [
        at
        for at in range(2, len(text) - 2)
        if text[at - 2 : at].isalpha() and text[at : at + 2].isalpha() and text[at].islower()
    ]
    at = draw.draw(st.sampled_from(places))
    broken = f"{text[:at]}-\n{text[at:]}"
    claims = read(broken)
    assert [str(one.value) for one in claims if one.field is Field.DEADLINE] == [f"{day}"]
    assert all(broken[one.start : one.end] == one.quote for one in claims)
