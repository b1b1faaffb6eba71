"""Projection: facts for filters, rebuilt whenever a revision, a decision or a group moves.

The one function to call is `rebuild`. What it writes depends on the present rows of the
opportunities and on no earlier facts, so that a rebuild of everything gives the same.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from types import MappingProxyType
from typing import Any

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from db.base import Base, table_of
from db.chunks import chunks
from db.derive import bounds
from db.facts import (
    FactApplicant,
    FactArea,
    FactDeadline,
    FactInstrument,
    Facts,
    FactTerms,
    FactTopic,
)
from db.finding.indexed import Names, index_row, learn_words, names_of
from db.identities import GroupMember
from db.instruments import instrument_codes
from db.merged_values import merged
from db.opportunities import Opportunity, Revision
from db.search_texts import SearchText, SearchWord
from db.statements import Case, Standing
from db.terms import Terms, terms_of
from db.values import Deadline, Values, from_json
from db.vocabulary import DeadlineKind, Origin, Presence, Visibility

YEARS_AHEAD = 5  # for which a yearly deadline has its days
_TABLES: tuple[type[Base], ...] = (
    FactDeadline,
    FactArea,
    FactTopic,
    FactApplicant,
    FactInstrument,
    FactTerms,
    SearchText,
    Facts,
)
_BOUNDS = ("award_min", "award_max", "cost_min", "cost_max", "rate_min", "rate_max", "own_share")
_NOTHING_WRITTEN: Mapping[int, Values] = MappingProxyType({})

Row = dict[str, Any]
Rows = dict[type[Base], list[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """One entry that may be seen, as it stands."""

    id: int
    sure_id: int
    source: str
    news_at: datetime | None
    values: Values


def rebuild(
    session: Session,
    ids: Collection[int],
    today: date,
    written: Mapping[int, Values] = _NOTHING_WRITTEN,
) -> None:
    """Make the facts of these entries, and of whatever they stand together with, anew.

    `ids` are all entries that moved: a new revision or visibility, a new place in a group,
    an old one that they left. Yearly deadlines have their days for some years from `today`.
    `written` are the values of entries whose present revision the caller has just written:
    they are not read back. The caller owns the transaction.
    """
    session.flush()
    for some in chunks(ids):
        _rebuild(session, some, today, written)


def rebuild_all(
    session: Session, today: date, written: Mapping[int, Values] = _NOTHING_WRITTEN
) -> None:
    """Drop all facts and make them anew, of entries in `written` from these values."""
    for table in _TABLES:
        session.execute(delete(table_of(table)))
    session.execute(delete(table_of(SearchWord)))
    rebuild(session, list(session.scalars(select(Opportunity.id))), today, written)


def _rebuild(
    session: Session, ids: Sequence[int], today: date, written: Mapping[int, Values]
) -> None:
    members = _together(session, ids)
    touched = sorted({*ids, *(id for group in members for id in group)})
    for table in _TABLES:
        rows_of = table_of(table)
        for some in chunks(touched):
            session.execute(delete(rows_of).where(rows_of.c.opportunity_id.in_(some)))
    sure = {id: sure for group in members for id, sure in group.items()}
    entries = _entries(session, touched, sure, written)
    rows: Rows = defaultdict(list)
    names = names_of(session, (area for one in entries.values() for area in one.values.areas))
    stand: list[Values] = []
    for group in members:
        if present := [entries[id] for id in group if id in entries]:
            values = _merged(present)
            own = dict(_rows(present, values, today, names))
            own[Facts][0]["digest"] = _digest(own)
            for made, of_it in own.items():
                rows[made] += of_it
            stand.append(values)
    for table in _TABLES:
        if rows[table]:
            session.execute(insert(table_of(table)), rows[table])
    learn_words(session, stand)


def _together(session: Session, ids: Sequence[int]) -> list[dict[int, int]]:
    """Return the groups that these entries are in, each in its order; alone is a group of one.

    To each entry belongs the one with which it is surely the same.
    """
    leaders = select(GroupMember.leader_id).where(
        or_(GroupMember.opportunity_id.in_(ids), GroupMember.leader_id.in_(ids))
    )
    rows = session.execute(
        select(GroupMember.leader_id, GroupMember.opportunity_id, GroupMember.sure_id)
        .where(GroupMember.leader_id.in_(leaders))
        .order_by(GroupMember.leader_id, GroupMember.place)
    )
    groups: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for leader, member, sure in rows:
        groups[leader][member] = sure
    grouped = {id for group in groups.values() for id in group}
    return [*groups.values(), *({id: id} for id in ids if id not in grouped)]


def _entries(
    session: Session, ids: Sequence[int], sure: Mapping[int, int], written: Mapping[int, Values]
) -> Mapping[int, _Shown]:
    rows = [
        row
        for some in chunks(ids)
        for row in session.execute(
            select(Opportunity.id, Opportunity.source, Opportunity.news_at, Opportunity.revision_id)
            .where(Opportunity.id.in_(some), Opportunity.revision_id.is_not(None))
            .where(Opportunity.visibility == Visibility.PUBLISHED)
            .where(Opportunity.presence != Presence.WITHDRAWN)
        )
    ]
    contents = {
        id: content
        for some in chunks(row.revision_id for row in rows if row.id not in written)
        for id, content in session.execute(
            select(Revision.id, Revision.content).where(Revision.id.in_(some))
        )
    }
    return {
        row.id: _Shown(
            id=row.id,
            sure_id=sure[row.id],
            source=row.source,
            news_at=row.news_at,
            values=written.get(row.id) or from_json(contents[row.revision_id]),
        )
        for row in rows
    }


def _merged(group: Sequence[_Shown]) -> Values:
    lead = group[0]
    return merged(
        [one.values for one in group if one.sure_id == lead.sure_id],
        [one.values for one in group if one.sure_id != lead.sure_id],
    )


def _rows(
    group: Sequence[_Shown], values: Values, today: date, names: Names
) -> Iterator[tuple[type[Base], list[Row]]]:
    own = {"opportunity_id": group[0].id}
    yield Facts, [own | _facts(group, values)]
    yield SearchText, [own | index_row(values, names)]
    yield (
        FactDeadline,
        [own | row for one in values.deadlines for row in _deadline_rows(one, today)],
    )
    yield FactArea, [own | row for row in _numbered("area", values.areas)]
    yield FactTopic, [own | row for row in _numbered("topic", values.topics)]
    who = {code: False for code in values.applicants} | {code: True for code in values.excluded}
    yield FactApplicant, [own | {"applicant": code, "excluded": out} for code, out in who.items()]
    ways = instrument_codes(values.instruments)
    yield FactInstrument, [own | {"instrument": code} for code in ways]
    cases = enumerate(terms_of(values.statements))
    yield FactTerms, [own | row for place, one in cases for row in _terms_rows(place, one)]


def _digest(rows: Rows) -> int:
    """Return a number for the facts of one opportunity, so small that many can be summed up."""
    said = repr([(table.__tablename__, of_it) for table, of_it in rows.items()])
    return int.from_bytes(blake2b(said.encode(), digest_size=5).digest())


def _facts(group: Sequence[_Shown], values: Values) -> Row:
    deadlines = [one for one in values.deadlines if one.newcomers]
    ends = [_over_after(one) for one in deadlines]
    news = [one.news_at for one in group if one.news_at]
    return {
        "source": group[0].source,
        "kind": values.kind,
        "level": values.level,
        "language": values.language,
        "title": values.title,
        "sort_title": values.title.casefold(),
        "url": values.url,
        "stated_status": values.stated_status,
        "opens_on": values.opens_on,
        "has_deadline": bool(deadlines),
        "closes_on": max((end for end in ends if end), default=None) if all(ends) else None,
        "event_on": values.event_starts_on,
        "event_until": _event_until(values),
        "contested": any(one.standing is Standing.CONTESTED for one in values.statements),
        "checked": any(one.origin is Origin.STAFF for one in values.statements),
        "news_at": max(news, default=None),
        "entries": len(group),
    }


def _event_until(values: Values) -> date | None:
    """Return the last day of an event; where none is stated, or one before its first, that."""
    first, last = values.event_starts_on, values.event_ends_on
    return max(first, last) if first and last else first


def _over_after(deadline: Deadline) -> date | None:
    """Return the last day of a deadline; None for one that never lies wholly in the past."""
    match deadline.kind:
        case DeadlineKind.FIXED:
            return date.fromisoformat(deadline.value)
        case DeadlineKind.MONTH:
            year, month = map(int, deadline.value.split("-"))
            return date(year, month, calendar.monthrange(year, month)[1])
    return None


def _deadline_rows(deadline: Deadline, today: date) -> Iterator[Row]:
    if not deadline.newcomers:
        return
    sure = deadline.standing is Standing.SURE
    for on in _days(deadline, today) or (None,):
        yield {"ends_on": on, "kind": deadline.kind.value, "sure": sure}


def _days(deadline: Deadline, today: date) -> list[date]:
    if deadline.kind is DeadlineKind.ANNUAL:
        years = range(today.year, today.year + YEARS_AHEAD)
        return [on for year in years if (on := deadline.next_on(date(year, 1, 1)))]
    return [date.fromisoformat(deadline.value)] if deadline.kind is DeadlineKind.FIXED else []


def _numbered(name: str, keys: Sequence[str]) -> list[Row]:
    return [{name: key, "place": place} for place, key in enumerate(dict.fromkeys(keys))]


def _terms_rows(place: int, terms: Terms) -> Iterator[Row]:
    derived = bounds(terms.statements)
    numbers = {name: derived[name] for name in _BOUNDS}
    if not any(number is not None for number in numbers.values()):
        return
    case: Case = terms.case
    for applicant in case.applicants or ("",):
        yield {
            "place": place,
            "words": case.words,
            "applicant": applicant,
            "population_min": case.population_min,
            "population_max": case.population_max,
            "weak": case.weak,
            **numbers,
        }
