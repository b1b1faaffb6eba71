"""Listing: the published opportunities, the runs of the sources, the mails, the questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.crawls import CrawlRun
from db.deliveries import Delivery
from db.full_text import closed_sources, outward
from db.merged_values import merged
from db.opportunities import Opportunity, Revision
from db.queries.groups import Group, group_of, groups_of
from db.reviews import ReviewItem
from db.values import Values
from db.vocabulary import Presence, ReviewState, Visibility

TOGETHER = 100  # entries that are in memory at a time
_SHOWN = (
    Opportunity.visibility == Visibility.PUBLISHED,
    Opportunity.presence != Presence.WITHDRAWN,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """The same opportunity in another source; `asked` while staff are asked whether it is."""

    id: int
    source: str
    title: str
    url: str
    asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One published opportunity with what is stated about it now, and where else it stands.

    `changed_at` is when that was last written anew, `news_at` when it was last news; None where
    nobody looked.
    """

    id: int
    source: str
    key: str
    values: Values
    revisions: int
    elsewhere: tuple[Elsewhere, ...] = ()
    changed_at: datetime | None = None
    news_at: datetime | None = None


def published(session: Session) -> Iterator[Listed]:
    """Yield every published opportunity that is not withdrawn, by title.

    Of several entries that are one opportunity only the leading one is yielded, with its
    gaps filled from the others. As `listed_in_order`, it never has many in memory.
    """
    ids = select(Opportunity.id).where(*_SHOWN)
    ordered = session.scalars(ids.order_by(func.lower(Opportunity.title), Opportunity.id)).all()
    closed = closed_sources(session)
    for some in _in_turn(ordered):
        grouped = groups_of(session, some)
        leading = [id for id in some if id not in grouped or grouped[id][0].id == id]
        yield from _with_all_others(session, leading, grouped, closed)


def listed_in_order(session: Session, ids: Iterable[int]) -> Iterator[Listed]:
    """Yield the published entries of some numbers in the order of these, as `listed` gives each.

    However many there are, no more than a few hundred are in memory at a time. What is not
    published, or withdrawn by now, is left out.
    """
    closed = closed_sources(session)
    for some in _in_turn(ids):
        yield from _with_all_others(session, some, groups_of(session, some), closed)


def _in_turn(ids: Iterable[int]) -> Iterator[list[int]]:
    """Yield ids in their order, as many at a time as are in memory together."""
    left = iter(ids)
    while some := list(islice(left, TOGETHER)):
        yield some


def _with_all_others(
    session: Session, ids: Sequence[int], grouped: Mapping[int, Group], closed: Collection[str]
) -> Iterator[Listed]:
    needed = {*ids, *(member.id for id in ids for member in grouped.get(id, ()))}
    found = {one.id: one for one in _listed(session, sorted(needed), closed)}
    for id in ids:
        if id in found:
            yield _with_others(found[id], grouped.get(id, ()), found)


def _listed(session: Session, ids: Sequence[int], closed: Collection[str]) -> Iterator[Listed]:
    """Yield published entries as they stand, without the text of closed sources."""
    query = (
        select(
            *(Opportunity.id, Opportunity.source, Opportunity.key, Opportunity.news_at),
            *(Revision.content, Revision.number, Revision.made_at),
        )
        .join(Revision, Revision.id == Opportunity.revision_id)
        .where(*_SHOWN, Opportunity.id.in_(ids))
    )
    for id, source, key, news_at, content, number, made_at in session.execute(query):
        yield Listed(
            id=id,
            source=source,
            key=key,
            values=outward(content, source, closed),
            revisions=number,
            changed_at=made_at,
            news_at=news_at,
        )


def _with_others(one: Listed, group: Group, found: Mapping[int, Listed]) -> Listed:
    """Return an entry with its gaps filled from those that are surely the same."""
    others = [member for member in group if member.id != one.id]
    if not others:
        return one
    sure_id = next(member.sure_id for member in group if member.id == one.id)
    values = merged(
        [one.values, *(found[other.id].values for other in others if other.sure_id == sure_id)],
        [found[other.id].values for other in others if other.sure_id != sure_id],
    )
    changed = [
        at for member in (one, *(found[other.id] for other in others)) if (at := member.changed_at)
    ]
    return replace(
        one,
        values=values,
        elsewhere=_elsewhere(one, group, found),
        changed_at=max(changed, default=None),
    )


def _elsewhere(one: Listed, group: Group, found: Mapping[int, Listed]) -> tuple[Elsewhere, ...]:
    """Return the others of a group, as one of its entries sees them."""
    sure = {member.id: member.sure_id for member in group}
    return tuple(
        Elsewhere(
            id=id,
            source=found[id].source,
            title=found[id].values.title,
            url=found[id].values.url,
            asked=sure_id != sure[one.id],
        )
        for id, sure_id in sure.items()
        if id != one.id
    )


def listed(session: Session, opportunity_id: int) -> Listed | None:
    """Return one entry of a group, itself first: what the others contradict is contested there too.

    Otherwise the page of an entry that another one leads would tell as a fact what the page of
    the leading one does not.
    """
    group = group_of(session, opportunity_id)
    closed = closed_sources(session)
    found = {one.id: one for one in _listed(session, [member.id for member in group], closed)}
    one = found.get(opportunity_id)
    return _with_others(one, group, found) if one else None


def revisions_of(session: Session, opportunity_id: int) -> list[Revision]:
    """Return all revisions of a published opportunity, the newest first; none if unpublished."""
    found = (
        select(Revision)
        .join(Opportunity, Opportunity.id == Revision.opportunity_id)
        .where(Opportunity.id == opportunity_id, Opportunity.visibility == Visibility.PUBLISHED)
        .order_by(Revision.number.desc())
    )
    return list(session.scalars(found))


def is_withdrawn(session: Session, opportunity_id: int) -> bool:
    """Whether an opportunity counts as gone."""
    presence = select(Opportunity.presence).where(Opportunity.id == opportunity_id)
    return session.scalar(presence) == Presence.WITHDRAWN


def latest_runs(session: Session, sources: Collection[str] | None = None) -> dict[str, CrawlRun]:
    """Return the newest run of every source that was ever visited, or of some of them."""
    newest = select(func.max(CrawlRun.id)).group_by(CrawlRun.source)
    if sources is not None:
        newest = newest.where(CrawlRun.source.in_(sources))
    runs = session.scalars(select(CrawlRun).where(CrawlRun.id.in_(newest)))
    return {run.source: run for run in runs}


def open_questions(session: Session) -> dict[str, int]:
    """Return how many questions to staff are open, by source."""
    rows = session.execute(
        select(Opportunity.source, func.count())
        .join(ReviewItem, ReviewItem.opportunity_id == Opportunity.id)
        .where(ReviewItem.state == ReviewState.OPEN)
        .group_by(Opportunity.source)
    )
    return {source: count for source, count in rows}


def deliveries(session: Session, limit: int = 100) -> list[Delivery]:
    """Return the newest mails of the ledger."""
    return list(session.scalars(select(Delivery).order_by(Delivery.id.desc()).limit(limit)))
