"""Judging: whether somebody may apply for an opportunity, as far as what is told of it says.

Nothing is a no that the matching of a digest would send, and nothing is a yes of which anything
is in doubt: who is not surely named, and within all limits, is asked to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from db.statements import Case, Field, Standing, Subject
from db.terms import (
    Fit,
    Reach,
    Reader,
    applicants_named,
    fit,
    fit_of_size,
    limits_of_settlements,
    reach_of,
    terms_of,
)
from db.values import Values
from db.vocabulary import ApplicantType
from notifier.digest.applicants import left_out
from notifier.digest.kinds import words_of_kinds

EVERYBODY = tuple(code.value for code in ApplicantType)
# What is called after people is a case of theirs, also where we know no kind of applicant for them.
_PEOPLE = re.compile(
    r"(?:gruppen?|initiativen?|vereine?n?|verb[aä]nden?|träger(?:n|s|innen)?|haushalten?"
    r"|unternehmen|betrieben?|gemeinden|kommunen|städten?|landkreisen?|kreise|gemeinschaften?"
    r"|eigentümern?|inhabern?|gründern?|bauherren|schulen|kirchen|stiftungen|genossenschaften"
    r"|personen|ehrenamtlichen?|studierenden?|praxen)\b",
    re.IGNORECASE,
)


class Ground(StrEnum):
    """What speaks for or against it."""

    NAMED = "named"
    ANYBODY = "anybody"  # nobody is named
    PERHAPS_AMONG = "perhaps_among"  # others are named, and the reader may be one of them
    NARROWER = "narrower"  # the text's own words may mean fewer
    AT_ODDS = "at_odds"  # sources disagree on this kind of applicant
    PERHAPS_BARRED = "perhaps_barred"  # in doubt whether it is excluded
    BARRED = "barred"
    OTHERS = "others"  # others are named, and surely not the reader
    SIZE = "size"  # within the limits of inhabitants
    SIZE_UNKNOWN = "size_unknown"
    SIZE_AT_ODDS = "size_at_odds"
    SIZE_DOUBTED = "size_doubted"  # limits were read that nobody can be sure of
    OUTSIDE = "outside"
    CASE = "case"  # one of the cases is the reader's
    PROJECT = "project"  # money for some projects, and the reader may apply for all
    PERHAPS_CASE = "perhaps_case"  # a condition that only the reader knows of
    OTHER_CASES = "other_cases"  # each case is somebody else's
    AREA_DOUBTED = "area_doubted"  # an area was read that nobody can be sure of
    AREA_AT_ODDS = "area_at_odds"


FOR = frozenset({Ground.NAMED, Ground.SIZE, Ground.CASE, Ground.PROJECT})
AGAINST = frozenset({Ground.BARRED, Ground.OTHERS, Ground.OUTSIDE, Ground.OTHER_CASES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One ground, and the cases that it is about."""

    ground: Ground
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Whether somebody may apply, and all that speaks for and against it."""

    said: tuple[Said, ...]

    @property
    def fit(self) -> Fit:
        """No where one ground is against it, yes where all are for it."""
        grounds = {one.ground for one in self.said}
        if grounds & AGAINST:
            return Fit.NO
        return Fit.YES if grounds <= FOR else Fit.PERHAPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """All of an opportunity that tells for whom it is; many have the same.

    `named` are for all or for a case, `for_all` for all; `loose` are not named but may be among
    those that are, `narrower` are named by words that may mean fewer. Of those `at_odds` sources
    disagree, `perhaps_barred` are excluded with doubt. `cases` are the single ones, each with whom
    it names. `limits` are the widest that are said of all, `narrowest` the narrowest. `asked` and
    `contested` are the subjects of which something is.
    """

    named: frozenset[str]
    barred: frozenset[str]
    for_all: frozenset[str]
    loose: frozenset[str]
    narrower: frozenset[str]
    at_odds: frozenset[str]
    perhaps_barred: frozenset[str]
    asked: frozenset[Subject]
    contested: frozenset[Subject]
    limits: Case
    narrowest: Case
    settlements: bool
    reach: Reach | None
    cases: tuple[tuple[Case, tuple[str, ...]], ...]

    @property
    def sized(self) -> bool:
        """Whether it depends on how many inhabitants a place has."""
        cases = (self.limits, *(case for case, _named in self.cases))
        return any(_limited(case) for case in cases)


def whom_of(values: Values) -> Whom:
    """Return for whom an opportunity is."""
    said, barred = values.statements, frozenset(values.excluded)
    named = applicants_named(said) - barred
    words = words_of_kinds(said, Field.APPLICANT)
    rest = [code for code in EVERYBODY if code not in named and code not in barred]
    told = terms_of(said)
    return Whom(
        named=named,
        barred=barred,
        for_all=frozenset(code for one in told if one.case.general for code in one.named),
        loose=frozenset(rest).difference(left_out(values, sorted(named), rest, words)),
        narrower=named.intersection(words),
        at_odds=_codes(values, Subject.APPLICANTS, Standing.CONTESTED),
        perhaps_barred=_barred(values),
        asked=_subjects(values, Standing.ASKED),
        contested=_subjects(values, Standing.CONTESTED),
        limits=Case(population_min=values.population_min, population_max=values.population_max),
        narrowest=_narrowest(values),
        settlements=limits_of_settlements(said),
        reach=reach_of(said),
        cases=tuple((one.stated_case, one.named) for one in told if not one.case.general),
    )


def judge(whom: Whom, reader: Reader) -> Judged:
    """Say whether a reader, of one kind of applicant, may apply, and why."""
    said = [*_by_kind(whom, reader), *_by_size(whom, reader), *_by_case(whom, reader)]
    said += [Said(ground=ground) for ground in _doubts(whom)]
    return Judged(said=tuple(said))


def _by_kind(whom: Whom, reader: Reader) -> Iterable[Said]:
    (code,) = reader.applicants
    if code in whom.barred:
        yield Said(ground=Ground.BARRED)
        return
    if code in whom.named:
        yield Said(ground=Ground.NARROWER if code in whom.narrower else Ground.NAMED)
    elif not whom.named:
        yield Said(ground=Ground.ANYBODY)
    else:
        among = code in whom.loose or code in whom.at_odds
        yield Said(ground=Ground.PERHAPS_AMONG if among else Ground.OTHERS)
    if code in whom.at_odds:
        yield Said(ground=Ground.AT_ODDS)
    if code in whom.perhaps_barred:
        yield Said(ground=Ground.PERHAPS_BARRED)


def _by_size(whom: Whom, reader: Reader) -> Iterable[Said]:
    if _limited(whom.limits):
        held = fit_of_size(whom.limits, reader.population, settlements=whom.settlements)
        narrow = fit_of_size(whom.narrowest, reader.population, settlements=whom.settlements)
        held = Fit.PERHAPS if held is Fit.YES and narrow is not Fit.YES else held
        grounds = {Fit.YES: Ground.SIZE, Fit.PERHAPS: Ground.SIZE_UNKNOWN, Fit.NO: Ground.OUTSIDE}
        yield Said(ground=grounds[held], cases=(whom.limits,))
    if Subject.POPULATION in whom.contested:
        yield Said(ground=Ground.SIZE_AT_ODDS)
    if Subject.POPULATION in whom.asked:
        yield Said(ground=Ground.SIZE_DOUBTED)


def _by_case(whom: Whom, reader: Reader) -> Iterable[Said]:
    """Yield what the single cases say: all of them where the money is, else those that name."""
    (code,) = reader.applicants
    if whom.reach is not None and not whom.reach.reaches(reader):
        yield Said(ground=Ground.OTHER_CASES, cases=whom.reach.cases)
        return
    if whom.reach is not None:
        cases = whom.reach.cases
    elif code in whom.named - whom.for_all:
        cases = tuple(case for case, named in whom.cases if code in named)
    else:
        return
    held = [(case, fit(case, reader)) for case in cases]
    mine = tuple(case for case, fits in held if fits is Fit.YES)
    projects = tuple(case for case, fits in held if _of_project(case, fits, whom, code))
    perhaps = tuple(case for case, fits in held if fits is not Fit.NO)
    if mine:
        yield Said(ground=Ground.CASE, cases=mine)
    elif projects:
        yield Said(ground=Ground.PROJECT, cases=projects)
    else:
        yield Said(ground=Ground.PERHAPS_CASE, cases=perhaps or cases)


def _of_project(case: Case, fits: Fit, whom: Whom, code: str) -> bool:
    """Whether a case depends on what is to be done alone, where its applicant is named for all."""
    of_who = bool(case.applicants or case.weak or case.areas or _limited(case))
    of_who = of_who or _PEOPLE.search(f"{case.words} {case.measure}") is not None
    return fits is Fit.PERHAPS and bool(case.measure) and not of_who and code in whom.for_all


def _doubts(whom: Whom) -> Iterable[Ground]:
    if Subject.AREAS in whom.asked:
        yield Ground.AREA_DOUBTED
    if Subject.AREAS in whom.contested:
        yield Ground.AREA_AT_ODDS


def _limited(case: Case) -> bool:
    return case.population_min is not None or case.population_max is not None


def _narrowest(values: Values) -> Case:
    """Return the narrowest limits that are said of all, where several are."""
    said = [one for one in values.statements if one.sure and one.case.general]
    low = [int(one.value) for one in said if one.field is Field.POPULATION_MIN]
    high = [int(one.value) for one in said if one.field is Field.POPULATION_MAX]
    return Case(population_min=max(low, default=None), population_max=min(high, default=None))


def _codes(values: Values, subject: Subject, standing: Standing) -> frozenset[str]:
    return frozenset(
        str(one.value)
        for one in values.statements
        if one.subject is subject and one.standing is standing
    )


def _barred(values: Values) -> frozenset[str]:
    return frozenset(
        str(one.value)
        for one in values.statements
        if one.field is Field.EXCLUDED_APPLICANT
        and (one.standing is Standing.ASKED or (one.told and not one.case.general))
    )


def _subjects(values: Values, standing: Standing) -> frozenset[Subject]:
    return frozenset(one.subject for one in values.statements if one.standing is standing)
