"""Terms: whose case it is, from what a register knows and what only the reader does."""

from __future__ import annotations

from datetime import date

import pytest

from db.statements import EVERY_CASE, Case, Field, Standing
from db.terms import ANYBODY, Fit, Reader, fit, own_terms, own_values, reader_class, terms_of
from db.values import Deadline
from db.vocabulary import DeadlineKind
from tests.stating import said, stated

VILLAGE = Reader(applicants=("municipality",), population=3_000)
DISTRICT = Reader(applicants=("district",))
SMALL = Case(applicants=("municipality",), population_max=3_000)
PRIVATE = Case(words="Private", applicants=("individual",))


@pytest.mark.parametrize(
    ("case", "of_village", "of_district", "of_anybody"),
    [
        (EVERY_CASE, Fit.YES, Fit.YES, Fit.YES),
        (SMALL, Fit.YES, Fit.NO, Fit.PERHAPS),
        (Case(population_min=3_001), Fit.NO, Fit.PERHAPS, Fit.PERHAPS),
        (Case(population_min=3_000), Fit.YES, Fit.PERHAPS, Fit.PERHAPS),
        (Case(applicants=("district", "municipality")), Fit.YES, Fit.YES, Fit.PERHAPS),
        (Case(applicants=("municipality",), weak=True), Fit.PERHAPS, Fit.NO, Fit.PERHAPS),
        (PRIVATE, Fit.NO, Fit.NO, Fit.PERHAPS),
        (Case(words="Baustein 1"), Fit.PERHAPS, Fit.PERHAPS, Fit.PERHAPS),
        (Case(measure="Neubau"), Fit.PERHAPS, Fit.PERHAPS, Fit.PERHAPS),
    ],
)
def test_whose_case_it_is(case: Case, of_village: Fit, of_district: Fit, of_anybody: Fit) -> None:
    """Codes and inhabitants decide; what they do not tell of is left to the reader."""
    assert [fit(case, one) for one in (VILLAGE, DISTRICT, ANYBODY)] == [
        of_village,
        of_district,
        of_anybody,
    ]


def test_a_case_is_also_whom_it_names_and_bars() -> None:
    """A module without codes is for those who are named in it, and not for the excluded."""
    module, other = Case(words="Baustein 1"), Case(words="Baustein 2")
    values = stated(
        title="",
        url="",
        level="",
        more=[
            said(Field.APPLICANT, "municipality", module),
            said(Field.POPULATION_MAX, 2_000, module),
            said(Field.EXCLUDED_APPLICANT, "district", other),
            said(Field.RATE_MAX, 80, other),
        ],
    )
    for reader, fitting in ((VILLAGE, [other]), (DISTRICT, []), (ANYBODY, [module, other])):
        found = own_terms(values.statements, reader)
        assert [terms.case for terms in found.fitting] == fitting
        assert len(found.fitting) + len(found.others) == 2


def test_terms_tell_only_what_may_be_told() -> None:
    """Sure and contested statements are in the terms; asked and rejected ones are not."""
    every = [said(Field.RATE_MAX, n, standing=s) for n, s in enumerate(Standing)]
    (general,) = terms_of(every)
    assert [one.standing for one in general.statements] == [Standing.SURE, Standing.CONTESTED]


def test_own_values_have_the_days_of_own_cases() -> None:
    """Deadline and opening day of somebody else's case are not there; without cases all stays."""
    days = {case: f"2027-0{month}-01" for month, case in ((2, PRIVATE), (3, SMALL))}
    values = stated(
        title="",
        url="",
        level="",
        deadlines=tuple(
            Deadline(kind=DeadlineKind.FIXED, value=on, case=case) for case, on in days.items()
        ),
        more=[said(Field.OPENS, "2026-12-01", PRIVATE), said(Field.OPENS, "2027-01-01", SMALL)],
    )
    own = own_values(values, VILLAGE)
    assert ([one.value for one in own.deadlines], own.opens_on) == (
        ["2027-03-01"],
        date(2027, 1, 1),
    )
    assert own_values(values, ANYBODY) == values
    plain = stated(title="", url="", level="", deadlines=own.deadlines[:0])
    assert own_values(plain, VILLAGE) is plain


def test_inhabitants_count_only_for_a_limit() -> None:
    """Readers who differ in a number that nothing asks for are of one class."""
    frame = {"title": "", "url": "", "level": ""}
    free = stated(**frame, rate_max=80)
    limits = [
        stated(**frame, population_max=9),
        stated(**frame, more=[said(Field.BUDGET, 9, SMALL)]),
    ]
    assert reader_class(free, VILLAGE) == Reader(applicants=("municipality",))
    assert [reader_class(one, VILLAGE) for one in limits] == [VILLAGE, VILLAGE]
