"""Weighing: whom each entry with questions concerns, and whether the next issue waits for it.

What the desk's queue is ordered by. It costs reading the values of an entry and trying it on
every subscription, so it is written down (`db.reviews.WeighedEntry`) and done again only where
the entry, the day, the issue or the subscriptions moved.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, delete, insert, or_, select
from sqlalchemy.orm import Session

from db.actors import Actors
from db.base import table_of
from db.chunks import chunks
from db.deliveries import Delivery, DeliveryItem
from db.derive import deadline_of
from db.engine import reading, writing
from db.local_date import local_date
from db.opportunities import Opportunity, Revision
from db.reviews import ReviewItem, WeighedEntry
from db.statements import Field, Standing, Statement
from db.values import Values, from_json
from db.vocabulary import Cadence, Presence, Reason, ReviewState
from notifier.digest.whereabouts import Places
from notifier.ledger import UNTOLD
from notifier.news.match import NewsIndex
from notifier.news.select import LOOK_BACK, News, SourceFacts, Wish, due_reasons
from notifier.recipients import running_wishes

# What an entry is in an issue for by itself; what is merely open comes along or waits.
_OWN_REASONS = frozenset({Reason.NEW, Reason.EVENT, Reason.CLOSING})
_WHOLE = {Field.DEADLINE: 10, Field.ANNUAL_DEADLINE: 5}  # the length of a day that is one


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """The issue that goes out next: its local day, and the cadences due on it."""

    on: date
    cadences: tuple[Cadence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scales:
    """What entries are weighed with: the areas, the sources, who answers for what."""

    places: Places
    sources: Mapping[str, SourceFacts]
    actors: Actors


_Row = tuple[Opportunity, Revision]
_Wishes = Mapping[Cadence, Counter[Wish]]


def weigh(engine: Engine, scales: Scales, today: date, issue: Issue) -> int:
    """Weigh the entries with questions that moved, or around which anything moved.

    Returns how many were weighed. Nothing is read under the write lock.
    """
    with reading(engine) as session:
        wishes = _wishes(session, scales.places)
        mark = _mark(today, issue, wishes)
        waiting = _waiting(session, mark, scales.sources)
    for some in chunks(waiting):
        with reading(engine) as session:
            rows = _entries(session, some)
            told = _told(session, some)
        weighed = list(_weighed(rows, told, scales, wishes, today, issue))
        with writing(engine) as session:
            session.execute(delete(WeighedEntry).where(WeighedEntry.opportunity_id.in_(some)))
            if weighed:
                fresh = [row | {"weighed_for": mark} for row in weighed]
                session.execute(insert(table_of(WeighedEntry)), fresh)
    return len(waiting)


def nearest_day(values: Values, today: date) -> tuple[date, bool] | None:
    """Return the nearest day from today on that an entry names, and whether it is sure.

    A day that staff are asked about counts: if it is true, there is no more time than that.
    """
    sure = values.next_deadline(today)
    days = [(sure[0], True)] if sure else []
    doubtful = values.next_day(today)
    days += [(doubtful, False)] if doubtful else []
    days += [(on, False) for one in values.statements if (on := _asked_day(one, today))]
    starts = values.event_starts_on
    days += [(starts, True)] if starts and starts >= today else []
    # Of one day said twice the sure one counts.
    return min(days, key=lambda day: (day[0], not day[1]), default=None)


def _asked_day(one: Statement, today: date) -> date | None:
    if one.standing is not Standing.ASKED or len(str(one.value)) != _WHOLE.get(one.field):
        return None
    return deadline_of(one).next_on(today) if one.newcomers else None


def _wishes(session: Session, places: Places) -> _Wishes:
    """Return how many subscriptions of each cadence ask for what."""
    found: dict[Cadence, Counter[Wish]] = {cadence: Counter() for cadence in Cadence}
    for cadence, wish in running_wishes(session, places):
        found[cadence][wish] += 1
    return found


def _mark(today: date, issue: Issue, wishes: _Wishes) -> str:
    said = [
        f"{cadence}:{count}:{wish}"
        for cadence, counted in wishes.items()
        for wish, count in counted.items()
    ]
    words = "\n".join((f"{today}", f"{issue}", *sorted(said)))
    return hashlib.sha256(words.encode()).hexdigest()


def _waiting(session: Session, mark: str, sources: Collection[str]) -> list[int]:
    """Return the entries with open questions that were not weighed as they are now."""
    asked = select(ReviewItem.opportunity_id).where(ReviewItem.state == ReviewState.OPEN)
    waiting = (
        select(Opportunity.id)
        .outerjoin(WeighedEntry, WeighedEntry.opportunity_id == Opportunity.id)
        .where(Opportunity.id.in_(asked), Opportunity.revision_id.is_not(None))
        .where(Opportunity.source.in_(list(sources)))
        .where(
            or_(
                WeighedEntry.opportunity_id.is_(None),
                WeighedEntry.weighed_for != mark,
                WeighedEntry.revision_id != Opportunity.revision_id,
            )
        )
    )
    return list(session.scalars(waiting))


def _entries(session: Session, ids: Sequence[int]) -> list[_Row]:
    rows = session.execute(
        select(Opportunity, Revision)
        .join(Revision, Revision.id == Opportunity.revision_id)
        .where(Opportunity.id.in_(ids))
        .order_by(Opportunity.id)
    )
    return [(opportunity, revision) for opportunity, revision in rows]


def _told(session: Session, ids: Sequence[int]) -> set[tuple[int, str]]:
    """Return for which reasons the last news of which entries was told to somebody."""
    rows = session.execute(
        select(DeliveryItem.opportunity_id, DeliveryItem.reason)
        .join(Delivery, Delivery.id == DeliveryItem.delivery_id)
        .join(Opportunity, Opportunity.id == DeliveryItem.opportunity_id)
        .where(DeliveryItem.opportunity_id.in_(ids), Delivery.state.not_in(UNTOLD))
        .where(DeliveryItem.revision_id == Opportunity.news_revision_id)
        .distinct()
    )
    return {(id, reason) for id, reason in rows}


def _weighed(
    rows: Sequence[_Row],
    told: Collection[tuple[int, str]],
    scales: Scales,
    wishes: _Wishes,
    today: date,
    issue: Issue,
) -> Iterator[dict[str, object]]:
    news = [_news(*row, scales.sources) for row in rows]
    index = NewsIndex(news, scales.places.covers)
    fits = {cadence: _fits(index, counted) for cadence, counted in wishes.items()}
    concerned = sum(fits.values(), Counter[int]())
    in_issue = sum((fits[cadence] for cadence in issue.cadences), Counter[int]())
    look_back = max((LOOK_BACK[cadence] for cadence in issue.cadences), default=None)
    for one, (opportunity, revision) in zip(news, rows, strict=True):
        number, values = opportunity.id, one.values
        reasons = due_reasons(one, issue.on, look_back) if look_back else ()
        untold = {reason for reason in reasons if (number, reason) not in told}
        gone = opportunity.presence == Presence.WITHDRAWN
        day = nearest_day(values, today)
        yield {
            "opportunity_id": number,
            "revision_id": revision.id,
            "next_on": day[0] if day else None,
            "next_sure": day[1] if day else True,
            "concerned": concerned[number],
            "due": bool(in_issue[number] and untold & _OWN_REASONS and not gone),
            "topics": " ".join(values.topics),
            "areas": " ".join(one.areas),
            "authorities": " ".join(_authorities(values.funders, scales.actors)),
        }


def _news(opportunity: Opportunity, revision: Revision, sources: Mapping[str, SourceFacts]) -> News:
    """Return an entry as it would be told, held back or not."""
    since = local_date(opportunity.news_at or opportunity.first_seen_at)
    return News(
        opportunity_id=opportunity.id,
        revision_id=revision.id,
        source=sources[opportunity.source],
        values=from_json(revision.content),
        first_published_on=since,
        news_on=since,
    )


def _fits(index: NewsIndex, wishes: Mapping[Wish, int]) -> Counter[int]:
    """Return how many subscriptions each entry fits."""
    found = Counter[int]()
    for wish, count in wishes.items():
        for one in index.all_matching(wish):
            found[one.opportunity_id] += count
    return found


def _authorities(funders: Iterable[str], actors: Actors) -> list[str]:
    found = (actors.authority_of(name) for name in funders)
    return list(dict.fromkeys(one.id for one in found if one))
