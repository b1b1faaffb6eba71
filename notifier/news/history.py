"""History: what became of an opportunity since a reader was told of it.

A change is measured against what the reader knows, however many states the page had in
between. What our own rules read otherwise since is carried over and never told as a change,
and a value that merely disappears is a question to staff and never news.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import Row, and_, or_, select
from sqlalchemy.orm import Session

from db.changes import NOT_STATED, AreaName, Change, changes_between
from db.derive import derive
from db.merged_values import merged
from db.opportunities import Revision
from db.statements import Standing, Statement, Subject
from db.terms import Reader, reader_class, seen_by
from db.values import Values, from_json
from notifier.news.known import Difference, Known
from notifier.news.select import Member, News

# Causes of a revision.
FIRST = "first"
REREAD = "reread"
STAFF = "staff"

_Way = tuple[int, int, int]  # entry, the revision that was told, the one that stands
MANY_WAYS = 100  # in one statement


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    """The way of an entry from one revision to a later one.

    `known` is what the first one said, as our present rules read it; `touched` has the fields
    that the source or staff changed since, with the cause of the last change.
    """

    known: Values
    touched: Mapping[str, str]


class History:
    """Compares for the readers of one issue; each comparison is made once."""

    def __init__(self, today: date, area_name: AreaName) -> None:
        self._today = today
        self._area_name = area_name
        self._passages: dict[_Way, _Passage | None] = {}
        self._before: dict[object, Values | None] = {}
        self._sentences: dict[object, tuple[str, ...]] = {}

    def read(self, session: Session, news: Iterable[News], known: Known) -> None:
        """Read at once what became of several opportunities since a reader was told of them."""
        ways = {
            (one.id, known.told[one.id], one.revision_id)
            for each in news
            for one in each.parts
            if known.told.get(one.id, one.revision_id) != one.revision_id
        }
        self._passages |= _read_passages(session, ways)

    def difference(self, session: Session, news: News, known: Known, reader: Reader) -> Difference:
        """Return what is different from what a reader knows; nothing for whom it is new."""
        told = tuple((one.id, known.told[one.id]) for one in news.parts if one.id in known.told)
        if not told:
            return Difference()
        if all(one.revision_id == known.told.get(one.id, one.revision_id) for one in news.parts):
            return Difference(before=news.values)
        key = (news.opportunity_id, told)
        if key not in self._before:
            self._before[key] = self._known(session, news, dict(told))
        before = self._before[key]
        if before is None:
            return Difference(before=news.values)
        reads_as = _class(news.values, before, reader)
        ended = not news.entries.isdisjoint(known.ended)
        made = (key, reads_as, ended)
        if made not in self._sentences:
            touched = self._touched(session, news, dict(told))
            changes = self._changes(news, before, touched, reads_as)
            # The card that said it is over named no values: none of them is new by coming back.
            kept = (one for one in changes if not (ended and one.old == NOT_STATED))
            self._sentences[made] = tuple(_sentence(one, touched[one.field]) for one in kept)
        return Difference(sentences=self._sentences[made], before=before)

    def _changes(
        self, news: News, before: Values, touched: Mapping[str, str], reader: Reader
    ) -> Iterator[Change]:
        changes = changes_between(
            seen_by(before, reader),
            seen_by(news.values, reader),
            today=self._today,
            area_name=self._area_name,
        )
        several = len(news.parts) > 1
        for change in changes:
            if change.field not in touched or not change.sentence or change.new == NOT_STATED:
                continue
            if not (several and _settled(before, news.values, change)):
                yield change

    def _known(self, session: Session, news: News, told: Mapping[int, int]) -> Values | None:
        """Return what the entries said when the reader was told of them, as one record."""
        stated = list(self._records(session, news.members, told))
        asked = [
            record for one in news.asked for record in self._records(session, one.members, told)
        ]
        if not stated:
            stated, asked = asked[:1], asked[1:]
        return merged(stated, asked) if stated else None

    def _records(
        self, session: Session, members: Iterable[Member], told: Mapping[int, int]
    ) -> Iterator[Values]:
        for one in members:
            if one.id not in told:
                continue
            passage = self._passage(session, one, told[one.id])
            yield passage.known if passage else one.values

    def _touched(self, session: Session, news: News, told: Mapping[int, int]) -> dict[str, str]:
        """Return the fields whose change counts, and what caused it.

        A source that the others overrule changes nothing; the leading one does, and so does
        one of which it is only asked whether it is the same.
        """
        found: dict[str, str] = {}
        asked = {member.id for one in news.asked for member in one.members}
        for one in news.parts:
            if one.id not in told or (passage := self._passage(session, one, told[one.id])) is None:
                continue
            heard = one.id == news.opportunity_id or one.id in asked
            for field, cause in passage.touched.items():
                if heard or plain(news.values, field) == plain(one.values, field):
                    found[field] = cause
        return found

    def _passage(self, session: Session, one: Member, told: int) -> _Passage | None:
        """Return the way from what was told; None where that is no revision of the entry."""
        key = (one.id, told, one.revision_id)
        if key not in self._passages:
            self._passages |= _read_passages(session, [key])
        return self._passages[key]


def _sentence(change: Change, cause: str) -> str:
    by_staff = "Von der Servicestelle berichtigt: " if cause == STAFF else ""
    return f"{by_staff}{change.sentence}"


def _read_passages(session: Session, ways: Iterable[_Way]) -> dict[_Way, _Passage | None]:
    """Read several ways in one statement for many of them."""
    ordered = sorted(ways)
    found: dict[_Way, _Passage | None] = {}
    for start in range(0, len(ordered), MANY_WAYS):
        some = ordered[start : start + MANY_WAYS]
        rows = session.execute(
            select(
                Revision.opportunity_id,
                Revision.id,
                Revision.cause,
                Revision.content,
                Revision.changes,
            )
            .where(
                or_(
                    *(
                        and_(Revision.opportunity_id == entry, Revision.id.between(told, now))
                        for entry, told, now in some
                    )
                )
            )
            .order_by(Revision.number)
        ).all()
        found |= {way: _passage(way, rows) for way in some}
    return found


def _passage(way: _Way, every: Sequence[Row[Any]]) -> _Passage | None:
    entry, told, now = way
    rows = [row for row in every if row.opportunity_id == entry and told <= row.id <= now]
    if not rows or rows[0].id != told:
        return None
    known = from_json(rows[0].content)
    touched: dict[str, str] = {}
    for before, after in pairwise(rows):
        if after.cause == REREAD:
            known = carried_over(known, from_json(before.content), from_json(after.content))
        else:
            touched |= {str(change["field"]): after.cause for change in after.changes}
    return _Passage(known=known, touched=touched)


def carried_over(known: Values, before: Values, after: Values) -> Values:
    """Return what is known as new rules read it, subject by subject.

    `before` and `after` are readings of one text. Where the reader knows something else than
    that text says, he goes on knowing it.
    """
    said = [
        one
        for subject in Subject
        for one in _of(after if _same(known, before, subject) else known, subject)
    ]
    return derive(known, said)


def _same(one: Values, other: Values, subject: Subject) -> bool:
    here, there = (
        {(*said.content, said.standing) for said in _of(values, subject)} for values in (one, other)
    )
    return here == there


def _of(values: Values, subject: Subject) -> list[Statement]:
    return [one for one in values.statements if one.subject is subject]


def plain(values: Values, field: str) -> object:
    """Return a value without the words it was read from, which differ from page to page."""
    if field == "deadlines":
        return {(d.kind, d.value, d.newcomers) for d in values.deadlines}
    return getattr(values, field, None)


def _settled(before: Values, now: Values, change: Change) -> bool:
    """Whether sources that disagreed before the reader's eyes now say one of what they said."""
    was, is_now = (
        [
            one
            for one in values.statements
            if one.told and change.field in (one.subject.value, one.field.value)
        ]
        for values in (before, now)
    )
    contested = any(one.standing is Standing.CONTESTED for one in was)
    return contested and {one.content for one in is_now} <= {one.content for one in was}


def _class(now: Values, before: Values, reader: Reader) -> Reader:
    """Return what of a reader counts in one of two states."""
    here = reader_class(now, reader)
    return here if here.population is not None else reader_class(before, reader)
