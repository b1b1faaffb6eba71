"""Terms: the conditions of one case, whose case it is, and what is a reader's own of it all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from db.derive import derive
from db.statements import EVERY_CASE, Case, Field, Statement, Subject
from db.values import Values
from db.vocabulary import ApplicantType

# What makes up the terms of a case; all else is said of the opportunity as a whole.
OF_TERMS = frozenset(
    {
        Subject.APPLICANTS,
        Subject.POPULATION,
        Subject.PARTNERS,
        Subject.RATE,
        Subject.AWARD,
        Subject.COST,
        Subject.BUDGET,
        Subject.OPENS,
        Subject.DEADLINES,
    }
)
MONEY = frozenset({Subject.RATE, Subject.AWARD, Subject.COST})
# What somebody may be besides what he is called: "öffentliche Träger" are municipalities as well.
MAY_BE: dict[str, frozenset[str]] = {
    ApplicantType.MUNICIPALITY: frozenset({ApplicantType.PUBLIC_BODY}),
    ApplicantType.DISTRICT: frozenset({ApplicantType.PUBLIC_BODY}),
    ApplicantType.MUNICIPAL_ASSOCIATION: frozenset({ApplicantType.PUBLIC_BODY}),
    ApplicantType.ASSOCIATION: frozenset({ApplicantType.NONPROFIT}),
    ApplicantType.FOUNDATION: frozenset({ApplicantType.NONPROFIT}),
    ApplicantType.INITIATIVE: frozenset({ApplicantType.NONPROFIT}),
}
# A municipality has several of them: its own number of inhabitants is none of theirs.
_SETTLEMENT = re.compile(
    r"\b(?:Ort(?:s|es|e|en)?|Orts(?:chaft|teil|lage|kern)\w*|D(?:orf|örf)\w*|(?:Stadt|Gemeinde)teil\w*"
    r"|Siedlung(?:en)?|Weiler\w*)\b"
)
_DISTRICTS_TOO = re.compile(r"kommun(?!al\w* (?:unternehmen|betrieb))", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """One case with all that holds for it; the statements stand in the order of the text."""

    case: Case
    statements: tuple[Statement, ...]

    def of(self, subject: Subject) -> tuple[Statement, ...]:
        """Return what is said of one subject in this case."""
        return tuple(one for one in self.statements if one.subject is subject)

    @property
    def stated_case(self) -> Case:
        """The case as far as codes tell: what is stated of its applicants and size included."""
        case = self.case
        barred = self._sure(Field.EXCLUDED_APPLICANT)
        left = tuple(code.value for code in ApplicantType if code not in barred)
        return replace(
            case,
            applicants=self.named or (left if barred else ()),
            population_min=self._limit(Field.POPULATION_MIN, case.population_min),
            population_max=self._limit(Field.POPULATION_MAX, case.population_max),
        )

    @property
    def of_settlements(self) -> bool:
        """Whether its limits of inhabitants are those of villages, not of their municipality."""
        return speaks_of_settlements(self.case.words) or limits_of_settlements(self.statements)

    @property
    def named(self) -> tuple[str, ...]:
        """The applicants that the case is for, or that are named in it, but for the excluded."""
        named = (*self.case.applicants, *self._sure(Field.APPLICANT))
        barred = self._sure(Field.EXCLUDED_APPLICANT)
        return tuple(dict.fromkeys(code for code in named if code not in barred))

    def _limit(self, field: Field, of_case: int | None) -> int | None:
        found = self._sure(field)
        return int(found[0]) if of_case is None and found else of_case

    def _sure(self, field: Field) -> tuple[str, ...]:
        return tuple(str(one.value) for one in self.statements if one.field is field and one.sure)


class Fit(StrEnum):
    """Whether a case is that of a reader."""

    YES = "yes"
    PERHAPS = "perhaps"  # a condition that only the reader knows of himself
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A municipality somebody reads for."""

    name: str
    population: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What is known of who reads: applicant codes (empty: anything), inhabitants if a place.

    `places` are the municipalities it is read for, by name; `population` is that of the only one.
    """

    applicants: tuple[str, ...] = ()
    population: int | None = None
    places: tuple[Place, ...] = ()


ANYBODY = Reader()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTerms:
    """The cases of an opportunity as one reader sees them.

    `general` holds for all and may be empty; `fitting` are, or may be, the reader's cases;
    `others` are surely somebody else's.
    """

    general: Terms
    fitting: tuple[Terms, ...]
    others: tuple[Terms, ...]

    @property
    def own(self) -> tuple[Terms, ...]:
        """All terms that are or may be the reader's, the general ones first."""
        return (self.general, *self.fitting)

    def of(self, subject: Subject) -> tuple[Statement, ...]:
        """Return what is said of one subject in the reader's own terms."""
        return tuple(one for terms in self.own for one in terms.of(subject))


def terms_of(statements: Iterable[Statement]) -> tuple[Terms, ...]:
    """Return the cases of an opportunity: first what holds for all, then each as it comes.

    Only what may be told is in them: sure statements, and contested ones as contested.
    """
    by_case: dict[Case, list[Statement]] = {EVERY_CASE: []}
    for one in statements:
        if one.subject in OF_TERMS and one.told:
            by_case.setdefault(one.case, []).append(one)
    return tuple(Terms(case=case, statements=tuple(said)) for case, said in by_case.items() if said)


def fit(case: Case, reader: Reader) -> Fit:
    """Say whether a case is a reader's: by kind of applicant first, then by inhabitants.

    A condition that no code tells of (words alone, a measure, an area) is for the reader to
    judge.
    """
    kind = _fit_of_kind(case, reader)
    sized = case.population_min is not None or case.population_max is not None
    size = fit_of_size(case, reader.population, settlements=speaks_of_settlements(case.words))
    if Fit.NO in (kind, size):
        return Fit.NO
    unknown = Fit.PERHAPS in (kind, size)
    if unknown or case.weak or case.areas or case.measure or case.stage or case.round:
        return Fit.PERHAPS
    return Fit.YES if sized or case.applicants or case.general else Fit.PERHAPS


def _fit_of_kind(case: Case, reader: Reader) -> Fit:
    """Say whether a case is for a reader's kind of applicant, or for one that he may be as well."""
    if not case.applicants or set(case.applicants) & set(reader.applicants):
        return Fit.YES
    if not reader.applicants:
        return Fit.PERHAPS
    if len(case.applicants) > len(ApplicantType) / 2:
        return Fit.NO  # all but a few are named: whoever is not is left out
    districts = ApplicantType.DISTRICT in reader.applicants and (
        ApplicantType.MUNICIPALITY in case.applicants and bool(_DISTRICTS_TOO.search(case.words))
    )
    return Fit.PERHAPS if districts or may_be(reader.applicants, case.applicants) else Fit.NO


def may_be(codes: Iterable[str], named: Iterable[str]) -> bool:
    """Whether one of these kinds of applicants may be among those that are named."""
    wider = frozenset[str]().union(*(MAY_BE.get(code, frozenset()) for code in codes))
    return not wider.isdisjoint(named)


def fit_of_size(case: Case, population: int | None, *, settlements: bool) -> Fit:
    """Say whether the limits of a case hold for a place of so many inhabitants.

    Where they are those of `settlements` a larger place may have a smaller one that they are for.
    """
    low, high = case.population_min, case.population_max
    if low is None and high is None:
        return Fit.YES
    if population is None:
        return Fit.PERHAPS
    if not settlements:
        return Fit.YES if within(population, low, high) else Fit.NO
    if low is not None:
        return Fit.PERHAPS if population >= low else Fit.NO
    return Fit.YES if within(population, low, high) else Fit.PERHAPS


def limits_of_settlements(statements: Iterable[Statement]) -> bool:
    """Whether the limits of inhabitants among some statements are those of villages."""
    return any(
        one.subject is Subject.POPULATION and speaks_of_settlements(one.evidence.quote)
        for one in statements
    )


def speaks_of_settlements(words: str) -> bool:
    """Whether inhabitants are told of villages or parts of a town: "in Orten bis 2.500"."""
    return bool(_SETTLEMENT.search(words))


def within(population: int, low: int | None, high: int | None) -> bool:
    """Whether a number of inhabitants lies between two limits; None is no limit."""
    return (low is None or population >= low) and (high is None or population <= high)


def fit_of(terms: Terms, reader: Reader) -> Fit:
    """Say whether terms are a reader's: by their case and by whom they name or exclude."""
    return Fit.YES if terms.case.general else fit(terms.stated_case, reader)


def own_terms(statements: Iterable[Statement], reader: Reader) -> OwnTerms:
    """Part the cases of an opportunity into a reader's own and those of others."""
    general = Terms(case=EVERY_CASE, statements=())
    fitting, others = [], []
    for terms in terms_of(statements):
        if terms.case.general:
            general = terms
        elif fit_of(terms, reader) is Fit.NO:
            others.append(terms)
        else:
            fitting.append(terms)
    return OwnTerms(general=general, fitting=tuple(fitting), others=tuple(others))


def own_values(values: Values, reader: Reader) -> Values:
    """Return the values with the days of the reader's own cases only.

    Somebody else's deadline neither closes an opportunity nor is a reminder of it.
    """
    # Nearly all are for everybody; this is asked for every reader and item.
    if same_for_all(values):
        return values
    others = {terms.case for terms in own_terms(values.statements, reader).others}
    if not others:
        return values
    opening = [
        date.fromisoformat(str(one.value))
        for one in values.statements
        if one.field is Field.OPENS and one.sure and one.case not in others
        if len(str(one.value)) == 10  # a month alone is no day
    ]
    return replace(
        values,
        deadlines=tuple(one for one in values.deadlines if one.case not in others),
        opens_on=min(opening, default=None),
    )


def same_for_all(values: Values) -> bool:
    """Whether everybody has the same days: none is of a single case."""
    cases = [one.case for one in values.deadlines]
    cases += [one.case for one in values.statements if one.field is Field.OPENS]
    return all(case.general for case in cases)


def seen_by(values: Values, reader: Reader) -> Values:
    """Return the values as a reader sees them: without what holds only in others' cases."""
    others = {terms.case for terms in own_terms(values.statements, reader).others}
    if not others:
        return values
    return derive(values, [one for one in values.statements if one.case not in others])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whom the terms of an opportunity reach: its cases, and whom it names besides them."""

    cases: tuple[Case, ...]
    named: tuple[str, ...] = ()

    def reaches(self, reader: Reader) -> bool:
        """Whether one of the cases is, or may be, a reader's.

        Where no case is for his kind of applicant at all it is enough that he is named; where
        those for his kind are for smaller or larger places it is not.
        """
        if any(fit(case, reader) is not Fit.NO for case in self.cases):
            return True
        unsized = (replace(case, population_min=None, population_max=None) for case in self.cases)
        if any(fit(case, reader) is not Fit.NO for case in unsized):
            return False
        return not set(self.named).isdisjoint(reader.applicants)


def reach_of(statements: Iterable[Statement]) -> Reach | None:
    """Return whom the cases of an opportunity reach; None where its terms hold for all."""
    told = terms_of(statements)
    general = [terms for terms in told if terms.case.general]
    cases = tuple(terms.stated_case for terms in told if not terms.case.general)
    if not cases or any(terms.of(subject) for terms in general for subject in MONEY):
        return None
    return Reach(cases=cases, named=tuple(code for terms in general for code in terms.named))


def applicants_named(statements: Iterable[Statement]) -> frozenset[str]:
    """Return whom an opportunity is for, for all or in one of its cases; empty: for anybody.

    Where nobody is named for all, terms without a name are for anybody.
    """
    told = terms_of(statements)
    general = frozenset(code for terms in told if terms.case.general for code in terms.named)
    cases = [terms for terms in told if not terms.case.general]
    unnamed = any(terms.of(subject) for terms in told if terms.case.general for subject in MONEY)
    if not general and (unnamed or not all(terms.named for terms in cases)):
        return frozenset()
    return general.union(*(terms.named for terms in cases))


def reader_class(values: Values, reader: Reader) -> Reader:
    """Return what of a reader counts for an opportunity: his places only where a limit is set."""
    return reader if limited(values) else replace(reader, population=None, places=())


def limited(values: Values) -> bool:
    """Whether anything of an opportunity depends on how many inhabitants a place has."""
    return any(
        one.subject is Subject.POPULATION
        or one.case.population_min is not None
        or one.case.population_max is not None
        for one in values.statements
    )
