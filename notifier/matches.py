"""Matches: all that is open, announced or to take place today and fits somebody's wishes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.subscribers import Subscription
from db.terms import own_values
from db.values import Values
from notifier.going import Going, Placed, Shelf, placed
from notifier.issue import Imprint
from notifier.news.match import NewsIndex
from notifier.news.narrowed import Narrowing
from notifier.news.select import TOLD_KINDS, Wish
from notifier.standing import Standing, standing_now
from notifier.subscribing.dismiss import dismissed_by_subscriber
from notifier.subscribing.remember import remembered_by_subscriber

Fit = tuple[Placed, Wish]


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

    fits: Sequence[Fit] = ()
    leads: Mapping[int, int] = field(default_factory=dict)
    dismissed: int = 0

    def __len__(self) -> int:
        return len(self.fits)

    def some(self, first: int = 0, most: int | None = None) -> list[Match]:
        """Return so many matches from one on; without a number, all of them."""
        last = None if most is None else first + most
        return [self.match(one) for one in self.fits[first:last]]

    def match(self, fit: Fit) -> Match:
        """Return one of them with what its reader wants of it."""
        one, wish = fit
        lead = self.leads.get(one.standing.id)
        return Match(standing=one.standing, shelf=one.shelf, own=one.own, wish=wish, lead_days=lead)


def running_wishes(
    session: Session, imprint: Imprint, subscriber_id: int, today: date
) -> list[Wish]:
    """Return what a subscriber asks for today; an area that nobody knows asks for nothing."""
    rows = session.scalars(
        select(Subscription)
        .where(Subscription.subscriber_id == subscriber_id, Subscription.ended_at.is_(None))
        .order_by(Subscription.id)
    )
    return list(wishes_of(session, rows, imprint, today))


def wishes_of(
    session: Session, subscriptions: Iterable[Subscription], imprint: Imprint, today: date
) -> Iterable[Wish]:
    """Yield subscriptions as wishes; an area that nobody knows asks for nothing."""
    narrowing = Narrowing(imprint.places, today)
    for one in subscriptions:
        try:
            yield narrowing.wish_of(session, one)
        except LookupError:
            continue


def matches_of(
    session: Session,
    imprint: Imprint,
    subscriber_id: int,
    wishes: Sequence[Wish],
    going: Going,
    also: Iterable[int] = (),
) -> Matches:
    """Return all that fits one of some wishes; `also` are further entries to look at.

    Of those entries what is over by now is among it, too, if it fits.
    """
    also = frozenset(also)
    dismissed = dismissed_by_subscriber(session, [subscriber_id]).get(subscriber_id, frozenset())
    found = [
        (one, wish)
        for one, wish in going.fitting(wishes)
        if not one.over or _among(one.standing, also)
    ]
    found += _over(session, imprint, wishes, going, also)
    shown = [fit for fit in found if fit[0].standing.id not in dismissed]
    return Matches(
        fits=sorted(shown, key=lambda fit: fit[0].place),
        leads=remembered_by_subscriber(session, [subscriber_id]).get(subscriber_id, {}),
        dismissed=len(found) - len(shown),
    )


def _over(
    session: Session,
    imprint: Imprint,
    wishes: Sequence[Wish],
    going: Going,
    also: frozenset[int],
) -> list[Fit]:
    """Return what fits of some entries that do not go on."""
    standings = [
        one
        for one in standing_now(session, imprint.sources, also - going.entries)
        if one.news.values.kind in TOLD_KINDS
    ]
    by_lead = {one.id: one for one in standings}
    index = NewsIndex([one.news for one in standings], imprint.places.covers)
    whose: dict[int, Wish] = {}
    for wish in wishes:
        for news in index.all_matching(wish):
            whose.setdefault(news.opportunity_id, wish)
    return [
        (placed(one, own_values(one.news.values, wish.reader), going.today), wish)
        for one, wish in ((by_lead[number], wish) for number, wish in whose.items())
    ]


def _among(one: Standing, also: frozenset[int]) -> bool:
    return any(part.id in also for part in one.parts)
