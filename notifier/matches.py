"""Matches: all that is open, announced or to take place today and fits somebody's wishes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawlers.items import Kind
from db.queries.fitting import Scope, fitting_ids, stated_areas
from db.subscribers import Subscription
from db.terms import own_values
from db.values import Values
from db.vocabulary import OpportunityStatus
from notifier.issue import Imprint
from notifier.news.load import wish_of
from notifier.news.match import NewsIndex
from notifier.news.select import TOLD_KINDS, Wish, is_over
from notifier.standing import Standing, standing_now
from notifier.subscribing.dismiss import dismissed_by_subscriber
from notifier.subscribing.remember import remembered_by_subscriber


class Shelf(StrEnum):
    """Where a match stands in a list; the order is that of the list."""

    OPEN = "open"
    ANNOUNCED = "announced"
    EVENTS = "events"
    UNCLEAR = "unclear"  # suspended, or nobody says whether it is open


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One opportunity that fits; `own` are its values as its reader's cases have them.

    `lead_days` is how long before its end the reader wants to be reminded, None where the reader
    did not ask for it.
    """

    standing: Standing
    shelf: Shelf
    own: Values
    wish: Wish
    lead_days: int | None = None

    @property
    def id(self) -> int:
        """The number of the leading entry."""
        return self.standing.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """All that fits, by shelf and day; `dismissed` counts what the reader wants to see no more."""

    found: tuple[Match, ...] = ()
    dismissed: int = 0


def running_wishes(session: Session, imprint: Imprint, subscriber_id: int) -> list[Wish]:
    """Return what a subscriber asks for today; an area that nobody knows asks for nothing."""
    rows = session.scalars(
        select(Subscription)
        .where(Subscription.subscriber_id == subscriber_id, Subscription.ended_at.is_(None))
        .order_by(Subscription.id)
    )
    return list(wishes_of(rows, imprint))


def wishes_of(subscriptions: Iterable[Subscription], imprint: Imprint) -> Iterable[Wish]:
    """Yield subscriptions as wishes; an area that nobody knows asks for nothing."""
    for one in subscriptions:
        try:
            yield wish_of(one, imprint.places)
        except LookupError:
            continue


def matches_of(
    session: Session,
    imprint: Imprint,
    subscriber_id: int,
    wishes: Sequence[Wish],
    today: date,
    also: Iterable[int] = (),
) -> Matches:
    """Return all that fits one of some wishes; `also` are further entries to look at.

    Of those entries what is over by now is among it, too, if it fits.
    """
    also = frozenset(also)
    ids = fitting_ids(session, _scopes(session, imprint, wishes), today)
    found = standing_now(session, imprint.sources, ids | also)
    index = NewsIndex([one.news for one in found], imprint.places.covers)
    by_lead = {one.id: one for one in found}
    whose: dict[int, Wish] = {}
    for wish in wishes:
        for news in index.all_matching(wish):
            whose.setdefault(news.opportunity_id, wish)
    dismissed = dismissed_by_subscriber(session, [subscriber_id]).get(subscriber_id, frozenset())
    leads = remembered_by_subscriber(session, [subscriber_id]).get(subscriber_id, {})
    shown = {number: wish for number, wish in whose.items() if number not in dismissed}
    matches = (
        _match(by_lead[number], wish, today, leads, keep=not also.isdisjoint(_ids(by_lead[number])))
        for number, wish in shown.items()
    )
    return Matches(
        found=tuple(sorted(filter(None, matches), key=lambda one: _place(one, today))),
        dismissed=len(whose) - len(shown),
    )


def _ids(one: Standing) -> frozenset[int]:
    return frozenset(part.id for part in one.parts)


def _scopes(session: Session, imprint: Imprint, wishes: Sequence[Wish]) -> list[Scope]:
    stated = stated_areas(session)
    return [
        Scope(
            areas=tuple(area for area in stated if _concerns(imprint, area, wish.area)),
            sources=tuple(
                slug
                for slug, source in imprint.sources.items()
                if _concerns(imprint, source.area, wish.area)
            ),
            topics=wish.topics,
            levels=wish.levels,
        )
        for wish in wishes
    ]


def _concerns(imprint: Imprint, area: str, wanted: str) -> bool:
    try:
        return imprint.places.covers(area, wanted)
    except LookupError:
        return False


def _match(
    one: Standing, wish: Wish, today: date, leads: Mapping[int, int], *, keep: bool
) -> Match | None:
    values = one.news.values
    own = own_values(values, wish.reader)
    if values.kind not in TOLD_KINDS or (is_over(one.news, own, today) and not keep):
        return None
    return Match(
        standing=one, shelf=_shelf(own, today), own=own, wish=wish, lead_days=leads.get(one.id)
    )


def _shelf(own: Values, today: date) -> Shelf:
    status = own.status_on(today)
    if own.kind == Kind.EVENT:
        return Shelf.EVENTS
    if status is OpportunityStatus.FORECASTED:
        return Shelf.ANNOUNCED
    # A programme stands until it is withdrawn; a call of which no day is known may be long over.
    undated = status is OpportunityStatus.UNKNOWN and own.kind == Kind.PROGRAMME
    return Shelf.OPEN if status is OpportunityStatus.OPEN or undated else Shelf.UNCLEAR


def _place(match: Match, today: date) -> tuple[int, date, str, int]:
    own = match.own
    on = own.event_starts_on if match.shelf is Shelf.EVENTS else own.next_day(today)
    title = match.standing.news.values.title.casefold()
    return list(Shelf).index(match.shelf), on or date.max, title, match.id
