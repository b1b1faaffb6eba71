"""Reading quality: how often what we state is right, what we miss, and how soon we tell it.

All of it follows from the log: a sampled value is right where the decision that answered its
question keeps it; a right value was found where the machine had read it when a person first
decided.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.crawls import CrawlRun, StoredEntry
from db.decisions import STATES, Act, Decision
from db.deliveries import DigestIssue
from db.facts import FactDeadline
from db.intervals import Share, Stratum, share, weighted
from db.local_date import local_date
from db.opportunities import Opportunity, Revision
from db.reviews import SAMPLING, ReviewItem
from db.samples import Sample
from db.vocabulary import GOOD_RUNS, SELECTION, Origin, ReviewState, Visibility

ANSWERS_SINCE = timedelta(weeks=26)  # older answers are about older rules
LATELY = timedelta(days=90)
# What a question that only an engineer can answer is about.
_OF_ENGINEERS = ("reading", "source")

Plain = Mapping[str, Any]  # a statement as JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldQuality:
    """How well one field is read; None where nobody answered yet."""

    field: str
    asked: int
    precision: Share | None
    recall: Share | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """How soon a change is told.

    `median_hours` is from the visit that saw it first to its publication; `unseen_hours` is
    the usual pause between two visits, by which the change may be older.
    """

    median_hours: float
    count: int
    unseen_hours: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """All figures of one day."""

    fields: tuple[FieldQuality, ...]
    precision: Share | None
    recall: Share | None
    asked: int
    unanswered: int
    delay: Delay | None
    before_issue: Share | None
    before_deadline: Share | None


def quality(session: Session, now: datetime) -> Quality:
    """Return how well we read, as the answers up to an instant tell it."""
    strata, asked, unanswered = _sampled(session, now - ANSWERS_SINCE)
    found = _found(session, now - ANSWERS_SINCE)
    names = sorted({field for field, _kind in asked} | set(found))
    return Quality(
        fields=tuple(
            FieldQuality(
                field=name,
                asked=sum(count for (field, _kind), count in asked.items() if field == name),
                precision=weighted(one for (field, _), one in strata.items() if field == name),
                recall=_share_of([found[name]]) if name in found else None,
            )
            for name in names
        ),
        precision=weighted(strata.values()),
        recall=_share_of(found.values()),
        asked=sum(asked.values()),
        unanswered=unanswered,
        delay=_delay(session, now - LATELY),
        before_issue=_before_issue(session, now - LATELY),
        before_deadline=_before_deadline(session, now),
    )


def judged_right(said: Plain, decision: Decision) -> bool | None:
    """Return whether a decision says that a value was right; None where it says neither.

    It says nothing of a value that did not stand any more when the person decided.
    """
    mark = mark_of(said)
    value = {mark_of(one): one for one in decision.value if isinstance(one, dict)}
    if decision.act == Act.REJECT:
        return False if mark in value else None
    if decision.act not in STATES:
        return None
    if mark not in {mark_of(one) for one in decision.before}:
        return None
    if mark not in value:
        return False
    return True if value[mark].get("origin") == Origin.STAFF else None


def mark_of(said: Plain) -> tuple[object, ...]:
    """Return what a statement in JSON says: field, value, unit, case and stage."""
    case = sorted(map(repr, said.get("case", {}).items()))
    units = tuple(said.get("units", ()))
    return said["field"], str(said["value"]), units, tuple(case), said.get("deadline_stage", "")


_Stratum = tuple[str, str]


def _sampled(
    session: Session, since: datetime
) -> tuple[dict[_Stratum, Stratum], dict[_Stratum, int], int]:
    """Return the answers by stratum, how many were asked in each, and how many went unanswered."""
    rows = session.execute(
        select(Sample, Decision)
        .join(ReviewItem, ReviewItem.id == Sample.item_id)
        .outerjoin(Decision, Decision.id == ReviewItem.answered_id)
        .where(Sample.drawn_at >= since)
    )
    sizes: defaultdict[_Stratum, list[int]] = defaultdict(list)
    answers: defaultdict[_Stratum, list[bool]] = defaultdict(list)
    unanswered = 0
    for sample, decision in rows:
        stratum = sample.field, sample.source_kind
        sizes[stratum].append(sample.stratum_size)
        right = judged_right(sample.statement, decision) if decision else None
        if right is None:
            unanswered += 1
        else:
            answers[stratum].append(right)
    strata = {
        stratum: Stratum(
            size=round(sum(known) / len(known)),
            answered=len(answers[stratum]),
            right=sum(answers[stratum]),
        )
        for stratum, known in sizes.items()
    }
    return strata, {stratum: len(known) for stratum, known in sizes.items()}, unanswered


def _found(session: Session, since: datetime) -> dict[str, tuple[int, int]]:
    """Return by field how many right values the machine had read, and how many there are."""
    rows = session.execute(
        select(
            *(Decision.opportunity_id, Decision.subject, Decision.case_key),
            *(Decision.before, Decision.value, Decision.undone_at),
        )
        .where(Decision.act.in_(STATES), Decision.decided_at >= since)
        .order_by(Decision.id)
    )
    first: dict[tuple[object, ...], list[Plain]] = {}
    last: dict[tuple[object, ...], list[Plain]] = {}
    for opportunity_id, subject, case_key, before, value, undone_at in rows:
        matter = opportunity_id, subject, case_key
        first.setdefault(matter, before)
        if undone_at is None:
            last[matter] = value
    counts: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for of, value in last.items():
        given = {mark_of(one) for one in first[of] if one.get("origin") == Origin.GIVEN}
        read = {mark_of(one) for one in first[of] if _is_read(one)}
        for mark in {mark_of(one) for one in value if one.get("origin") == Origin.STAFF} - given:
            found, all_right = counts[str(mark[0])]
            counts[str(mark[0])] = found + (mark in read), all_right + 1
    return dict(counts)


def _is_read(said: Plain) -> bool:
    return "origin" not in said and "standing" not in said


def _share_of(counts: Iterable[tuple[int, int]]) -> Share | None:
    known = list(counts)
    return share(sum(found for found, _ in known), sum(right for _, right in known))


def _delay(session: Session, since: datetime) -> Delay | None:
    rows = session.execute(
        select(StoredEntry.taken_at, Opportunity.news_at)
        .join(Revision, Revision.raw_id == StoredEntry.id)
        .join(Opportunity, Opportunity.news_revision_id == Revision.id)
        .where(Opportunity.visibility == Visibility.PUBLISHED, Opportunity.news_at >= since)
        .where(Revision.cause.in_(("first", "source")))
    )
    hours = [_hours(told - taken) for taken, told in rows if told and told >= taken]
    if not hours:
        return None
    return Delay(
        median_hours=median(hours), count=len(hours), unseen_hours=_between_visits(session, since)
    )


def _between_visits(session: Session, since: datetime) -> float | None:
    runs = session.execute(
        select(CrawlRun.source, CrawlRun.started_at)
        .where(CrawlRun.outcome.in_(GOOD_RUNS), CrawlRun.started_at >= since)
        .order_by(CrawlRun.source, CrawlRun.started_at)
    )
    pauses: list[float] = []
    last: tuple[str, datetime] | None = None
    for source, at in runs:
        if last is not None and last[0] == source and at > last[1]:
            pauses.append(_hours(at - last[1]))
        last = source, at
    return median(pauses) if pauses else None


def _hours(span: timedelta) -> float:
    return span / timedelta(hours=1)


def _before_issue(session: Session, since: datetime) -> Share | None:
    """Return what share of the questions was answered before the next issue went out."""
    issues = list(
        session.scalars(
            select(DigestIssue.created_at)
            .where(DigestIssue.created_at >= since, DigestIssue.cadence != SELECTION)
            .order_by(DigestIssue.created_at)
        )
    )
    right = counted = 0
    for asked_at, settled_at in session.execute(
        _questions(since).with_only_columns(ReviewItem.asked_at, ReviewItem.settled_at)
    ):
        place = bisect_right(issues, asked_at)
        if place < len(issues):
            counted += 1
            right += settled_at is not None and settled_at <= issues[place]
    return share(right, counted)


def _before_deadline(session: Session, now: datetime) -> Share | None:
    """Return what share was answered before the entry's deadline, where that is over."""
    closes = (
        select(func.min(FactDeadline.ends_on))
        .where(FactDeadline.opportunity_id == ReviewItem.opportunity_id)
        .where(FactDeadline.ends_on >= func.date(ReviewItem.asked_at))
        .scalar_subquery()
    )
    right = counted = 0
    query = _questions(now - LATELY).with_only_columns(ReviewItem.settled_at, closes)
    for settled_at, ends_on in session.execute(query):
        if ends_on is not None and ends_on < local_date(now):
            counted += 1
            right += settled_at is not None and local_date(settled_at) <= ends_on
    return share(right, counted)


def _questions(since: datetime) -> Any:
    """Return the questions to clerks since then, but those that the source took back."""
    return (
        select(ReviewItem)
        .where(ReviewItem.asked_at >= since, ReviewItem.state != ReviewState.MOOT)
        .where(ReviewItem.raised_by != SAMPLING, ReviewItem.field.not_in(_OF_ENGINEERS))
    )
