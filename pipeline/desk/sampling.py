"""Sampling: once a week some published machine values are drawn, for people to judge.

Every stratum, that is a field and a kind of source, is represented; the rest of the sample is
spread by size. Which values are drawn follows from the week alone, so that anybody can draw
them again. Reading happens outside the write lock.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import floor
from typing import Any, TypeVar

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.labels import CLAIMS, statement_shown
from db.local_date import local_date
from db.opportunities import Opportunity, Revision
from db.reviews import SAMPLING, ReviewItem
from db.samples import Sample, week_of
from db.statements import Standing, Statement, statements_from_json, statements_to_json
from db.vocabulary import Origin, Presence, ReviewState, Visibility

PER_WEEK = 40  # a clerk's quarter of an hour; more only where there are more strata
KEPT_OPEN = timedelta(weeks=4)
_ROWS = 200  # revisions in memory at a time

Stratum = tuple[str, str]  # a field and a kind of source
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One published value that the machine read, and where it stands."""

    opportunity_id: int
    source: str
    key: str
    statement: Statement


def draw(
    engine: Engine,
    kind_of: Mapping[str, str],
    now: datetime,
    shown: Callable[[Statement], str] = statement_shown,
) -> int:
    """Draw the sample of the present week unless it was drawn; return how many are asked.

    `kind_of` gives the kind of each source by its slug; the values of others are left out.
    `shown` says a value in German.
    """
    week = week_of(local_date(now))
    with reading(engine) as session:
        if session.scalar(select(Sample.id).where(Sample.week == week).limit(1)):
            return 0
        asked = _asked_already(session)
        candidates = [
            one
            for one in published_values(session, kind_of)
            if (one.opportunity_id, _mark(one)) not in asked
        ]
    strata = _strata(candidates, kind_of)
    chosen = chosen_of(week, strata)
    try:
        with writing(engine) as session:
            for stratum, drawn in chosen.items():
                for place, one in enumerate(drawn):
                    _put(session, week, stratum, len(strata[stratum]), place, one, now, shown)
    except IntegrityError:
        return 0  # another service drew at the same time
    return sum(map(len, chosen.values()))


def tidy(session: Session, now: datetime) -> int:
    """Let go of what is no longer to be judged; return how many questions that were.

    That is whatever nobody answered for four weeks (it counts as not answered, never as
    right), and what is no longer published as it was drawn.
    """
    rows = session.execute(
        select(Sample, ReviewItem, Opportunity, Revision.content)
        .join(ReviewItem, ReviewItem.id == Sample.item_id)
        .join(Opportunity, Opportunity.id == Sample.opportunity_id)
        .join(Revision, Revision.id == Opportunity.revision_id)
        .where(ReviewItem.state == ReviewState.OPEN)
    ).all()
    dropped = 0
    for sample, item, opportunity, content in rows:
        stands = _is_public(opportunity) and _still_there(sample.statement, content)
        if not stands or sample.drawn_at + KEPT_OPEN <= now:
            item.state, item.settled_at = ReviewState.MOOT, now
            dropped += 1
    return dropped


def published_values(session: Session, kind_of: Collection[str]) -> Iterator[Candidate]:
    """Yield what is published as read by the machine, each value of an entry once."""
    rows = session.execute(
        select(Opportunity.id, Opportunity.source, Opportunity.key, Revision.content)
        .join(Revision, Revision.id == Opportunity.revision_id)
        .where(Opportunity.visibility == Visibility.PUBLISHED)
        .where(Opportunity.presence != Presence.WITHDRAWN)
        .where(Opportunity.source.in_(list(kind_of)))
        .order_by(Opportunity.id)
        .execution_options(yield_per=_ROWS)
    )
    for id, source, key, content in rows:
        plain = [one for one in content["statements"] if _is_machine(one)]
        for statement in dict.fromkeys(statements_from_json(plain)):
            yield Candidate(opportunity_id=id, source=source, key=key, statement=statement)


def chosen_of(
    week: str, strata: Mapping[Stratum, Collection[Candidate]], in_all: int = PER_WEEK
) -> dict[Stratum, list[Candidate]]:
    """Return which values of each stratum are drawn; the same for the same week. Pure.

    Each value has a number that only chance gives it, made of the week and the value; those
    with the lowest are drawn.
    """
    counts = allotted({stratum: len(those) for stratum, those in strata.items()}, in_all)
    return {
        stratum: sorted(strata[stratum], key=lambda one: _lot(week, one))[:count]
        for stratum, count in counts.items()
    }


def allotted(sizes: Mapping[_Key, int], in_all: int) -> dict[_Key, int]:
    """Return how many are drawn of each stratum: one at least, the rest by size. Pure."""
    sizes = {key: size for key, size in sizes.items() if size > 0}
    left = min(in_all, sum(sizes.values())) - len(sizes)
    more = {key: size - 1 for key, size in sizes.items()}
    spare = sum(more.values())
    if left <= 0 or not spare:
        return dict.fromkeys(sizes, 1)
    exact = {key: left * size / spare for key, size in more.items()}
    counts = {key: floor(part) for key, part in exact.items()}
    largest = sorted(exact, key=lambda key: (counts[key] - exact[key], repr(key)))
    for key in largest[: left - sum(counts.values())]:
        counts[key] += 1
    return {key: count + 1 for key, count in counts.items()}


def _strata(
    candidates: Iterable[Candidate], kind_of: Mapping[str, str]
) -> dict[Stratum, list[Candidate]]:
    found: defaultdict[Stratum, list[Candidate]] = defaultdict(list)
    for one in candidates:
        found[one.statement.field.value, kind_of[one.source]].append(one)
    return dict(sorted(found.items()))


def _asked_already(session: Session) -> set[tuple[int, str]]:
    """Return the values whose question is open still: nobody is asked twice at a time."""
    rows = session.execute(
        select(Sample.opportunity_id, Sample.statement)
        .join(ReviewItem, ReviewItem.id == Sample.item_id)
        .where(ReviewItem.state == ReviewState.OPEN)
    )
    return {(id, repr(_said(statement))) for id, statement in rows}


def _put(
    session: Session,
    week: str,
    stratum: Stratum,
    size: int,
    place: int,
    one: Candidate,
    now: datetime,
    shown: Callable[[Statement], str],
) -> None:
    said = one.statement
    value = shown(said)
    case = f" (Fall „{said.case.words}“)" if said.case.words else ""
    item = ReviewItem(
        opportunity_id=one.opportunity_id,
        fingerprint=hashlib.sha256(f"{SAMPLING}\n{week}\n{_lot(week, one)}".encode()).hexdigest(),
        raised_by=SAMPLING,
        field=said.field.value,
        question=f"Stichprobe: {CLAIMS[said.field]} {value}{case}. Stimmt das?",
        quote=said.evidence.quote,
        suggestion=value,
        asked_at=now,
    )
    session.add(item)
    session.flush()
    session.add(
        Sample(
            week=week,
            field=stratum[0],
            source_kind=stratum[1],
            stratum_size=size,
            place=place,
            opportunity_id=one.opportunity_id,
            item_id=item.id,
            statement=_plain(said),
            drawn_at=now,
        )
    )


def _lot(week: str, one: Candidate) -> str:
    words = "\n".join((week, one.source, one.key, _mark(one), one.statement.evidence.quote))
    return hashlib.sha256(words.encode()).hexdigest()


def _mark(one: Candidate) -> str:
    return repr(_said(_plain(one.statement)))


def _plain(statement: Statement) -> dict[str, Any]:
    (plain,) = statements_to_json((statement,))
    assert isinstance(plain, dict)
    return plain


def _said(plain: Mapping[str, Any]) -> tuple[object, ...]:
    return plain["field"], plain["value"], sorted(map(repr, plain.get("case", {}).items()))


def _is_machine(plain: Mapping[str, Any]) -> bool:
    """Whether a stored statement is a fact that rests on our reading alone."""
    usual = {"standing": Standing.SURE, "origin": Origin.READ}
    return all(plain.get(name, code) == code for name, code in usual.items())


def _is_public(opportunity: Opportunity) -> bool:
    shown = opportunity.visibility == Visibility.PUBLISHED
    return shown and opportunity.presence != Presence.WITHDRAWN


def _still_there(said: Mapping[str, Any], content: Mapping[str, Any]) -> bool:
    return any(_is_machine(one) and _said(one) == _said(said) for one in content["statements"])
