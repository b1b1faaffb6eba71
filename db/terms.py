"""Terms: the conditions of one case, and whether a case is a reader's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from db.statements import EVERY_CASE, Case, Standing, Statement, Subject

# What makes up the terms of a case; all else is said of the opportunity as a whole.
OF_TERMS = (
    Subject.APPLICANTS,
    Subject.POPULATION,
    Subject.RATE,
    Subject.AWARD,
    Subject.COST,
    Subject.DEADLINES,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """One case with all that holds for it; the statements stand in the order of the text."""

    case: Case
    statements: tuple[Statement, ...]

    def of(self, subject: Subject) -> tuple[Statement, ...]:
        """Return what is said of one subject in this case."""
        return tuple(one for one in self.statements if one.subject is subject)


class Fit(StrEnum):
    """Whether a case is that of a reader."""

    YES = "yes"
    PERHAPS = "perhaps"  # a condition that only the reader knows of himself
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What is known of who reads: applicant codes (empty: anything), inhabitants if a place."""

    applicants: tuple[str, ...] = ()
    population: int | None = None


def terms_of(statements: Iterable[Statement]) -> tuple[Terms, ...]:
    """Return the cases of an opportunity: first what holds for all, then each as it comes.

    Only what may be told is in them: sure statements, and contested ones as contested.
    """
    told = (Standing.SURE, Standing.CONTESTED)
    by_case: dict[Case, list[Statement]] = {EVERY_CASE: []}
    for one in statements:
        if one.subject in OF_TERMS and one.standing in told:
            by_case.setdefault(one.case, []).append(one)
    return tuple(Terms(case=case, statements=tuple(said)) for case, said in by_case.items() if said)


def fit(case: Case, reader: Reader) -> Fit:
    """Say whether a case is a reader's: by kind of applicant first, then by inhabitants."""
    if case.applicants and reader.applicants and not set(case.applicants) & set(reader.applicants):
        return Fit.NO
    low, high = case.population_min, case.population_max
    if low is not None or high is not None:
        if reader.population is None:
            return Fit.PERHAPS
        if not (low or 0) <= reader.population <= (reader.population if high is None else high):
            return Fit.NO
    return Fit.PERHAPS if case.weak or (case.applicants and not reader.applicants) else Fit.YES
