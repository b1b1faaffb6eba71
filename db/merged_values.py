"""Merged values: one record from what several sources state about the same opportunity.

Where they agree, the nearest to the funder speaks. Where they do not, nobody does: what is
contested stays contested, whoever is trusted more, until a person decides it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from db.derive import derive
from db.statements import OTHER_END, Field, Standing, Statement, Subject, Value
from db.values import Values
from db.vocabulary import Origin

# Where two sources that differ are asked about; elsewhere the nearest to the funder speaks.
CONTESTABLE = frozenset(
    {
        Subject.DEADLINES,
        Subject.OPENS,
        Subject.STATUS,
        Subject.AWARD,
        Subject.COST,
        Subject.RATE,
        Subject.EVENT,
    }
)
_FRAME = ("contacts", "summary", "published_on")


def merged(stated: Sequence[Values], asked: Sequence[Values] = ()) -> Values:
    """Return one record of several; the order is trust, then recency.

    A later record fills gaps and never overwrites an earlier one; what they say differently
    is contested. `asked` are records of which staff are asked whether they are of the same
    opportunity: they can contest what is said, but what they alone say is no fact of it.
    Raises ValueError for no records.
    """
    if not stated:
        raise ValueError("nothing to merge")
    if len(stated) == 1 and not asked:
        return stated[0]
    gaps = {
        name: next((value for one in stated if (value := getattr(one, name))), None)
        for name in _FRAME
    }
    frame = replace(stated[0], **{name: value for name, value in gaps.items() if value})
    said = merged_statements([one.statements for one in stated], [one.statements for one in asked])
    return derive(frame, said)


def merged_statements(
    stated: Sequence[tuple[Statement, ...]], asked: Sequence[tuple[Statement, ...]] = ()
) -> tuple[Statement, ...]:
    """Return what several entries say together, subject by subject."""
    return tuple(one for subject in Subject for one in _of_subject(subject, stated, asked))


def _of_subject(
    subject: Subject,
    stated: Sequence[tuple[Statement, ...]],
    asked: Sequence[tuple[Statement, ...]],
) -> list[Statement]:
    own = [[one for one in said if one.subject is subject] for said in stated]
    decided = next((said for said in own if any(_by_staff(one) for one in said)), None)
    doubts = [one for said in own for one in said if not one.told]
    # A person has decided: then nobody else of those that are surely the same has a say.
    speaking = _speaking([decided] if decided else own)
    if not speaking:
        return doubts
    others = _speaking([[one for one in said if one.subject is subject] for said in asked])
    every = [*speaking, *others]
    contested = contested_fields(every) if subject in CONTESTABLE else frozenset()
    left = [] if decided else doubts
    if not contested:
        return [*speaking[0], *left]
    at_odds = _without_repeats(one for said in every for one in said if one.field in contested)
    rest = [one for one in speaking[0] if one.field not in contested]
    return [*rest, *(one.standing_as(Standing.CONTESTED) for one in at_odds), *left]


def _speaking(own: Iterable[Sequence[Statement]]) -> list[list[Statement]]:
    told = ([one for one in said if one.told] for said in own)
    return [said for said in told if said]


def _by_staff(one: Statement) -> bool:
    return one.origin is Origin.STAFF


def contested_fields(speaking: Sequence[Sequence[Statement]]) -> frozenset[Field]:
    """Return the fields on which entries disagree; the order of the entries does not matter.

    Two agree where one says no more than the other does. Deadlines are one matter: a fixed
    day and "laufend" contradict each other, those of two stages do not.
    """
    already = {one.field for said in speaking for one in said if not one.sure}
    for one, other in combinations(speaking, 2):
        if one[0].subject is Subject.DEADLINES:
            if _dates_differ(one, other):
                already |= {statement.field for statement in (*one, *other)}
            continue
        for field in {s.field for s in one} & {s.field for s in other}:
            if not _nested(_comparable(one, other, field), _comparable(other, one, field)):
                already.add(field)
    stated = {one.field for said in speaking for one in said}
    ends = {OTHER_END[field] for field in already if field in OTHER_END}
    return frozenset(already | (ends & stated))


def _dates_differ(one: Sequence[Statement], other: Sequence[Statement]) -> bool:
    here = {statement.deadline_stage for statement in one}
    there = {statement.deadline_stage for statement in other}
    if "" not in here | there and not here & there:
        return False
    return not _nested(
        {(s.field, s.value) for s in one if s.newcomers},
        {(s.field, s.value) for s in other if s.newcomers},
    )


def _comparable(
    said: Sequence[Statement], others: Sequence[Statement], field: Field
) -> set[tuple[Field, Value]]:
    """Return the values that can be compared: so much a year is not so much a project."""
    return {
        (field, one.value)
        for one in said
        if one.field is field
        and any(other.field is field and same_unit(one, other) for other in others)
    }


def same_unit(one: Statement, other: Statement) -> bool:
    """Whether two sums may be of one unit: what is not said may be any."""
    return not one.units or not other.units or set(one.units) == set(other.units)


def _nested(one: set[tuple[Field, Value]], other: set[tuple[Field, Value]]) -> bool:
    return one <= other or other <= one


def _without_repeats(statements: Iterable[Statement]) -> list[Statement]:
    unique: dict[tuple[object, ...], Statement] = {}
    for one in statements:
        unique.setdefault(one.content, one)
    return list(unique.values())
