"""Coverage: how many programmes there are for each topic in each region, and where there are none.

What applies to a district is its own, and what is for its Land, the Bund or the EU; both are
counted, apart. One opportunity counts once in a cell, however many areas it names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from db.area import LEADER, UnknownAreaError
from db.facts import FactApplicant, FactArea, Facts, FactTerms, FactTopic
from db.queries.published import status_on
from db.vocabulary import OpportunityStatus

FUNDING = ("programme", "call", "prize")
_DISTRICT = 5  # digits of its key
NO_TOPIC = ""

Concerned = Callable[[str], Collection[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which opportunities are counted; what is empty leaves all in."""

    status: OpportunityStatus | None = OpportunityStatus.OPEN
    level: str = ""
    applicant: str = ""


@dataclass(slots=True, kw_only=True)
class Cell:
    """What there is for one topic in one region.

    `own` is for the region itself or places in it, `every` with all that is for what lies
    around it. `most` is the highest sum of one grant that any of them states, `own_most` of
    its own.
    """

    own: int = 0
    every: int = 0
    own_most: float | None = None
    most: float | None = None

    def add(self, count: int, most: float | None, *, own: bool) -> None:
        """Count some more."""
        self.every += count
        self.most = _higher(self.most, most)
        if own:
            self.own += count
            self.own_most = _higher(self.own_most, most)


@dataclass(slots=True, kw_only=True)
class Coverage:
    """The cells by region and topic; the topic NO_TOPIC stands for all together."""

    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)

    def cell(self, region: str, topic: str = NO_TOPIC) -> Cell:
        """Return a cell; where there is nothing it is empty."""
        return self.cells.get((region, topic)) or Cell()


def coverage(
    session: Session, regions: Collection[str], concerned: Concerned, wanted: Wanted, today: date
) -> Coverage:
    """Count what is published for each region and topic on a day.

    `concerned` gives the keys of all areas that an opportunity for one area concerns.
    """
    ids = _matching(wanted, today)
    areas = _sets(session, select(FactArea.opportunity_id, FactArea.area).where(ids(FactArea)))
    topics = _sets(session, select(FactTopic.opportunity_id, FactTopic.topic).where(ids(FactTopic)))
    most = {
        id: highest
        for id, highest in session.execute(
            select(FactTerms.opportunity_id, func.max(FactTerms.award_max))
            .where(ids(FactTerms))
            .group_by(FactTerms.opportunity_id)
        )
    }
    counts, highest = _by_areas_and_topic(areas, topics, most)
    return _spread(counts, highest, regions, concerned)


def is_own(area: str, region: str) -> bool:
    """Whether an area is a region itself or lies in it by its key."""
    if region.startswith(LEADER) or len(region) < _DISTRICT:
        return area == region
    return area.startswith(region)


def _matching(
    wanted: Wanted, today: date
) -> Callable[[type[FactArea | FactTopic | FactTerms]], ColumnElement[bool]]:
    found = select(Facts.opportunity_id).where(and_(*_conditions(wanted, today)))
    return lambda table: table.opportunity_id.in_(found)


def _conditions(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Facts.kind.in_(FUNDING)]
    if wanted.status is not None:
        conditions.append(status_on(today) == wanted.status.value)
    if wanted.level:
        conditions.append(Facts.level == wanted.level)
    if wanted.applicant:
        conditions.append(may_apply(wanted.applicant))
    return conditions


def may_apply(applicant: str) -> ColumnElement[bool]:
    """Return the condition that an applicant may apply: named, or nobody is named at all."""
    of_this = FactApplicant.opportunity_id == Facts.opportunity_id
    named = exists().where(of_this, FactApplicant.applicant == applicant)
    anybody = exists().where(of_this, ~FactApplicant.excluded)
    return or_(named.where(~FactApplicant.excluded), and_(~named, ~anybody))


def _sets(session: Session, query: Select[int, str]) -> dict[int, frozenset[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for id, key in session.execute(query):
        found[id].add(key)
    return {id: frozenset(keys) for id, keys in found.items()}


_Mark = tuple[frozenset[str], str]


def _by_areas_and_topic(
    areas: Mapping[int, frozenset[str]],
    topics: Mapping[int, frozenset[str]],
    most: Mapping[int, float | None],
) -> tuple[Counter[_Mark], dict[_Mark, float | None]]:
    """Put together what is for the same areas: thousands are for all of a Land."""
    counts: Counter[_Mark] = Counter()
    highest: dict[_Mark, float | None] = {}
    for id, where in areas.items():
        for topic in (NO_TOPIC, *topics.get(id, ())):
            counts[where, topic] += 1
            highest[where, topic] = _higher(highest.get((where, topic)), most.get(id))
    return counts, highest


def _spread(
    counts: Mapping[_Mark, int],
    highest: Mapping[_Mark, float | None],
    regions: Collection[str],
    concerned: Concerned,
) -> Coverage:
    found = Coverage()
    reached: dict[frozenset[str], list[tuple[str, bool]]] = {}
    for (areas, topic), count in counts.items():
        if areas not in reached:
            around = frozenset[str]().union(*(_concerned(concerned, area) for area in areas))
            own = {one for one in regions if any(is_own(area, one) for area in areas)}
            reached[areas] = [
                (one, one in own) for one in regions if one in own or reaches(around, one)
            ]
        for region, own_too in reached[areas]:
            cell = found.cells.setdefault((region, topic), Cell())
            cell.add(count, highest[areas, topic], own=own_too)
    return found


def reaches(around: Collection[str], region: str) -> bool:
    """Whether a region is among areas; an independent city stands there as a municipality."""
    return region in around or f"{region}000" in around


def _concerned(concerned: Concerned, area: str) -> Collection[str]:
    try:
        return concerned(area)
    except UnknownAreaError:
        return ()


def _higher(one: float | None, other: float | None) -> float | None:
    return max((each for each in (one, other) if each is not None), default=None)
