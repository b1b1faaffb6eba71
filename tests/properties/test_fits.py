"""Whatever is said: nothing that is barred or beyond a limit fits, nothing a digest sends does not.

Whether it fits is compared with the matching of a digest for a subscriber who asks for the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from db.statements import EVERY_CASE, Case, Evidence, Field, Standing, Statement
from db.terms import Fit, Reader, applicants_named, speaks_of_settlements
from db.vocabulary import ApplicantType
from notifier.fits.judging import judge, whom_of
from notifier.news.match import NewsIndex
from notifier.news.select import News, Wish
from tests.notifier.samples import TREE, news
from tests.stating import stated

CODES = ("municipality", "district", "association", "nonprofit", "public_body", "company")
WHO = (Field.APPLICANT, Field.APPLICANT, Field.EXCLUDED_APPLICANT)
LIMITS = (1_000, 5_000, 20_000)
STANDINGS = (Standing.SURE, Standing.SURE, Standing.SURE, Standing.CONTESTED, Standing.ASKED)
QUOTES = ("", "Städte und Gemeinden", "Kommunen", "Sportvereine", "Orte bis 5.000 Einwohner")
CASES = st.one_of(
    st.just(EVERY_CASE),
    st.builds(
        Case,
        words=st.sampled_from(["", "Kommunen", "Radwege", "in Ortsteilen bis 1.000 Einwohner"]),
        applicants=st.lists(st.sampled_from(CODES), max_size=2, unique=True).map(tuple),
        population_max=st.sampled_from([None, None, *LIMITS]),
        weak=st.booleans(),
        measure=st.sampled_from(["", "", "Radwege"]),
    ),
)


def of_fields(fields: tuple[Field, ...], values: st.SearchStrategy[Any]) -> Any:
    """Statements on some fields."""
    return st.builds(
        Statement,
        field=st.sampled_from(fields),
        value=values,
        case=CASES,
        standing=st.sampled_from(STANDINGS),
        evidence=st.sampled_from(QUOTES).map(lambda quote: Evidence(quote=quote)),
    )


STATEMENTS = st.lists(
    st.one_of(
        of_fields(
            (Field.APPLICANT, Field.APPLICANT, Field.EXCLUDED_APPLICANT), st.sampled_from(CODES)
        ),
        of_fields((Field.POPULATION_MAX, Field.POPULATION_MIN), st.sampled_from(LIMITS)),
        of_fields((Field.AWARD_MAX, Field.RATE_MAX), st.just(50)),
        of_fields((Field.AREA,), st.just("06535")),
    ),
    max_size=6,
)
WISHES = st.builds(
    Wish,
    area=st.sampled_from(["06535011", "06535002", "06535"]),
    area_name=st.just("Ort"),
    applicants=st.sampled_from(ApplicantType).map(lambda code: (code.value,)),
    population=st.sampled_from([None, 900, 1_900, 13_880]),
)


def told(said: list[Statement]) -> News:
    """Some statements as news."""
    values = stated(
        title="Radwege", url="https://example.org/1", level="state", areas=("06",), more=said
    )
    return replace(news(1), values=values)


@given(STATEMENTS, WISHES)
def test_what_a_digest_sends_is_never_told_not_to_fit(said: list[Statement], wish: Wish) -> None:
    """A subscriber of the same place and kind gets nothing that this page keeps from them."""
    one = told(said)
    judged = judge(whom_of(one.values), wish.reader)
    if NewsIndex([one], TREE.covers).fits(wish, one):
        assert judged.fit is not Fit.NO, judged


@given(STATEMENTS, WISHES)
def test_what_fits_is_named_and_within_every_limit(said: list[Statement], wish: Wish) -> None:
    """Whoever is barred, not named, or beyond a limit of all is not told that it fits."""
    values = told(said).values
    if judge(whom_of(values), wish.reader).fit is not Fit.YES:
        return
    (code,) = wish.applicants
    sure = [one for one in said if one.sure]
    general = [one for one in sure if one.case.general]
    assert code in applicants_named(values.statements)
    assert not any(one.field is Field.EXCLUDED_APPLICANT and one.value == code for one in sure)
    for one in general:
        if one.field in (Field.POPULATION_MIN, Field.POPULATION_MAX):
            assert wish.population is not None
            villages = speaks_of_settlements(one.evidence.quote)
            limit, low = int(one.value), one.field is Field.POPULATION_MIN
            within = wish.population >= limit if low else wish.population <= limit
            assert within or villages
    contested = {one.field for one in said if one.standing is Standing.CONTESTED}
    assert not contested & {Field.POPULATION_MIN, Field.POPULATION_MAX, Field.AREA}


@given(STATEMENTS, st.sampled_from(ApplicantType))
def test_a_place_nobody_knows_the_inhabitants_of_is_never_beyond_a_limit(
    said: list[Statement], code: ApplicantType
) -> None:
    """For a district or a region a limit is a question, and neither a yes nor a no."""
    general = [one for one in said if one.field is Field.POPULATION_MAX and one.case.general]
    whom = whom_of(told(general).values)
    assert judge(whom, Reader(applicants=(code.value,))).fit is Fit.PERHAPS
