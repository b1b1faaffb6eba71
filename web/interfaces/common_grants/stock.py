"""Stock: published opportunities in an order of CommonGrants, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Any
from uuid import UUID

from fastapi import Request
from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from db.chunks import chunks
from db.facts import FactDeadline, Facts
from db.finding.filter import Order
from db.finding.find import find
from db.finding.index import FactIndex
from db.opportunities import Opportunity, Revision
from db.queries.listing import listed_in_order
from db.stable_ids import stable_id
from web.finding import index_now
from web.interfaces.common_grants.ask import Question
from web.interfaces.common_grants.say import opportunity, own_facts
from web.interfaces.common_grants.shapes import SortBy, Sorting
from web.interfaces.entries import keys_of, page_of
from web.site import Site
from web.stock import licence_line

_MOST_CHANGED = 1000  # beyond it the tables are read as a whole


@dataclass(frozen=True, slots=True, kw_only=True)
class _Times:
    created_at: datetime
    modified_at: datetime


def found_ids(
    request: Request, session: Session, site: Site, question: Question, sorting: Sorting
) -> Sequence[int]:
    """Return the numbers of all that is asked for, in the order that is."""
    relevance = sorting.sort_by is SortBy.CUSTOM
    order = Order.BEST if relevance else Order.TITLE
    index, held = index_now(request, session), request.app.state.times
    ids: Sequence[int] = find(
        session, question.wanted, index.today, site.concerned_by, order, index
    ).ids
    by_close = sorting.sort_by is SortBy.CLOSE_DATE
    if question.closing is not None or by_close:
        closing = held.closing(session, index)
        ids = [id for id in ids if question.closes_so(closing.get(id))]
        if by_close:
            dated = sorted((id for id in ids if id in closing), key=lambda id: closing[id])
            dated = dated[::-1] if sorting.sort_order == "desc" else dated
            # What has no closing date comes last either way.
            return [*dated, *(id for id in ids if id not in closing)]
    if sorting.sort_by in (SortBy.LAST_MODIFIED_AT, SortBy.CREATED_AT):
        times = held.of(session, index)
        created = sorting.sort_by is SortBy.CREATED_AT
        ids = sorted(
            (id for id in ids if id in times),
            key=lambda id: times[id].created_at if created else times[id].modified_at,
        )
    backwards = sorting.sort_order == ("asc" if relevance else "desc")
    return ids[::-1] if backwards else ids


def said_of(session: Session, site: Site, ids: Sequence[int]) -> list[dict[str, Any]]:
    """Return opportunities as the protocol has them, by a fixed number of queries."""
    if not ids:
        return []
    listed = list(listed_in_order(session, ids))
    keys = keys_of(session, [other.id for one in listed for other in one.elsewhere])
    times = _times(session, ids)
    return [
        opportunity(
            one,
            site.today(),
            times[one.id].created_at,
            times[one.id].modified_at,
            own_facts(
                one,
                page_of(site, one.id),
                licence_line(one, site.sources),
                [
                    str(stable_id(other.source, keys[other.id]))
                    for other in one.elsewhere
                    if not other.asked
                ],
            ),
        )
        for one in listed
    ]


def _closing(session: Session, today: date) -> dict[int, date]:
    """Return the closing dates that are told as facts: the next, of what is over the last."""
    ahead = func.min(case((FactDeadline.ends_on >= today, FactDeadline.ends_on)))
    closed = or_(Facts.closes_on < today, Facts.stated_status.in_(("closed", "cancelled")))
    rows = session.execute(
        select(
            FactDeadline.opportunity_id,
            ahead,
            func.max(case((closed, FactDeadline.ends_on))),
        )
        .join(Facts, Facts.opportunity_id == FactDeadline.opportunity_id)
        .where(FactDeadline.sure, FactDeadline.ends_on.is_not(None))
        .group_by(FactDeadline.opportunity_id)
    )
    return {id: on for id, next_on, last_on in rows if (on := next_on or last_on)}


def _times(session: Session, ids: Sequence[int] | None = None) -> dict[int, _Times]:
    rows = select(Opportunity.id, Opportunity.first_seen_at, Revision.made_at).join(
        Revision, Revision.id == Opportunity.revision_id
    )
    if ids is None:
        rows = rows.join(Facts, Facts.opportunity_id == Opportunity.id)
    else:
        rows = rows.where(Opportunity.id.in_(ids))
    return {
        id: _Times(created_at=created_at, modified_at=max(created_at, made_at))
        for id, created_at, made_at in session.execute(rows)
    }


class HeldTimes:
    """Holds when all that is published came and changed, and when it closes.

    After a change only the times of what changed are read.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._index: FactIndex | None = None
        self._revisions: dict[int, int] = {}
        self._times: Mapping[int, _Times] = {}
        self._closing: tuple[FactIndex, Mapping[int, date]] | None = None

    def closing(self, session: Session, index: FactIndex) -> Mapping[int, date]:
        """Return the closing dates that are told as facts, by opportunity."""
        with self._lock:
            if self._closing is None or self._closing[0] is not index:
                self._closing = index, _closing(session, index.today)
            return self._closing[1]

    def of(self, session: Session, index: FactIndex) -> Mapping[int, _Times]:
        """Return the times as they are for an index, which is another one after each change."""
        with self._lock:
            if self._index is not index:
                revisions = _revisions(session)
                changed = [id for id, one in revisions.items() if self._revisions.get(id) != one]
                kept = {id: one for id, one in self._times.items() if id in revisions}
                self._times = kept | _times_of(session, changed)
                self._revisions, self._index = revisions, index
            return self._times


def _revisions(session: Session) -> dict[int, int]:
    rows = select(Opportunity.id, Opportunity.revision_id).join(
        Facts, Facts.opportunity_id == Opportunity.id
    )
    return {id: one for id, one in session.execute(rows) if one is not None}


def _times_of(session: Session, ids: Sequence[int]) -> dict[int, _Times]:
    if len(ids) > _MOST_CHANGED:
        return _times(session)
    return {id: one for some in chunks(ids) for id, one in _times(session, some).items()}


class KnownIds:
    """Which entry has a stable id; source and key of an entry never change, so it is kept."""

    def __init__(self) -> None:
        self._numbers: dict[UUID, int] = {}
        self._seen: set[int] = set()
        self._lock = Lock()

    def number(self, session: Session, id: UUID) -> int | None:
        """Return the number of an entry; None where there is none, whether published or not."""
        with self._lock:
            if id not in self._numbers:
                # Rows may become visible in another order than they were numbered.
                there = set(session.scalars(select(Opportunity.id)))
                new = there - self._seen
                if new:
                    rows = select(Opportunity.id, Opportunity.source, Opportunity.key)
                    some = rows.where(Opportunity.id >= min(new))
                    for number, source, key in session.execute(some):
                        self._numbers[stable_id(source, key)] = number
                        self._seen.add(number)
            return self._numbers.get(id)
