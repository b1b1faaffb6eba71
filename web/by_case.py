"""By case: what is stated of an entry, each case apart, and who contradicts whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from db.labels import APPLICANTS, label, number, span
from db.statements import Case, Field, Standing, Statement, Subject

# In the order in which somebody asks who may want to apply.
_ORDER = (
    *(Subject.STATUS, Subject.EVENT, Subject.OPENS, Subject.DEADLINES),
    *(Subject.AWARD, Subject.RATE, Subject.COST, Subject.BUDGET, Subject.INSTRUMENTS),
    *(Subject.APPLICANTS, Subject.POPULATION, Subject.PARTNERS, Subject.AREAS),
    *(Subject.KIND, Subject.FUNDERS, Subject.TOPICS),
)
_PLACE = {subject: place for place, subject in enumerate(_ORDER)}
_FIELDS = tuple(Field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One field of one case, with every value that is stated of it."""

    field: Field
    said: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What is stated for one case; `words` are the text's own, empty for what holds for all."""

    words: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissent:
    """What is stated differently of one matter: each value with the sources that state it."""

    subject: Subject
    words: str
    sides: tuple[tuple[Statement, tuple[str, ...]], ...]


def by_case(statements: Iterable[Statement]) -> list[CaseFacts]:
    """Return what is stated, for all first, then for each case in the order of the text."""
    cases: defaultdict[str, list[Statement]] = defaultdict(list)
    cases[""] = []
    for one in statements:
        cases[one.case.key].append(one)
    return [
        CaseFacts(words=case_words(said[0].case), lines=tuple(_lines(said)))
        for said in cases.values()
        if said
    ]


def dissents(statements: Iterable[Statement], source: str) -> list[Dissent]:
    """Return on what sources or passages contradict each other; `source` is the entry's own."""
    found: defaultdict[tuple[Subject, str], list[Statement]] = defaultdict(list)
    for one in statements:
        if one.standing is Standing.CONTESTED:
            found[one.subject, case_words(one.case)].append(one)
    return [
        Dissent(subject=subject, words=words, sides=tuple(_sides(said, source)))
        for (subject, words), said in found.items()
    ]


def case_words(case: Case) -> str:
    """Return for whom or what a case is: in the text's words, or in ours; "" for all."""
    if case.words or case.general:
        return case.words
    people = [label(APPLICANTS, code) for code in case.applicants]
    if case.weak:
        people.append("finanzschwache Kommunen")
    low, high = case.population_min, case.population_max
    inhabitants = span(number(low) if low else "", number(high) if high else "")
    if inhabitants:
        people.append(f"{inhabitants} Einwohner")
    return ", ".join((*people, *filter(None, (case.measure, case.stage, case.round)))) or "Einzelne"


def _lines(said: Iterable[Statement]) -> Iterator[Line]:
    fields: defaultdict[Field, list[Statement]] = defaultdict(list)
    for one in said:
        fields[one.field].append(one)

    def place(field: Field) -> tuple[int, int]:
        return _PLACE[fields[field][0].subject], _FIELDS.index(field)

    for field in sorted(fields, key=place):
        yield Line(field=field, said=tuple(fields[field]))


def _sides(said: Iterable[Statement], source: str) -> Iterator[tuple[Statement, tuple[str, ...]]]:
    sides: defaultdict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for one in said:
        sides[one.field, one.value, one.units, one.deadline_stage, one.at].append(one)
    for those in sides.values():
        yield those[0], tuple(dict.fromkeys(one.evidence.source or source for one in those))
