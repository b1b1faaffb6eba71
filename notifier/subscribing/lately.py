"""Lately: what subscriptions would have brought in the last four weeks, had they been there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.decisions import Decision
from db.local_date import local_date
from db.opportunities import Revision
from db.subscribers import Subscription
from db.vocabulary import Reason
from notifier.digest.whereabouts import Places
from notifier.issue import Imprint
from notifier.news.load import load_recent, wish_of
from notifier.news.match import NewsIndex
from notifier.news.select import News, Wish, due_reasons
from notifier.subscribing.orders import Order
from notifier.subscribing.settings import fill

SPAN = timedelta(days=28)
MOST = 2000  # of all that was news
SHOWN = 5
State = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """How many items there would have been, and the titles of the latest by their numbers."""

    count: int
    titles: tuple[tuple[int, str], ...]


def state_of(session: Session, now: datetime) -> State:
    """Return what changes with whatever is told: while it stays, what was gathered is true."""
    last = select(func.max(Revision.id), select(func.max(Decision.id)).scalar_subquery())
    return (local_date(now), *session.execute(last).one())


def gather(session: Session, imprint: Imprint, now: datetime) -> NewsIndex:
    """Read what was news in these weeks, as far as it was to be told on its day."""
    news = load_recent(session, imprint.sources, now - SPAN, MOST)
    told = sorted(filter(_was_told, news), key=lambda one: one.news_on, reverse=True)
    return NewsIndex(told, imprint.places.covers)


def brought(index: NewsIndex, orders: Iterable[Order], places: Places) -> Brought:
    """Return what checked orders would have brought, each item once."""
    found = {one.opportunity_id for order in orders for one in index.matching(_wish(order, places))}
    latest = (one for one in index.news if one.opportunity_id in found)
    titles = tuple((one.opportunity_id, one.values.title) for one in islice(latest, SHOWN))
    return Brought(count=len(found), titles=titles)


def _wish(order: Order, places: Places) -> Wish:
    wanted = Subscription()
    fill(wanted, order.wanted)
    return wish_of(wanted, places)


def _was_told(news: News) -> bool:
    reasons = due_reasons(news, news.news_on, SPAN)
    return Reason.NEW in reasons or Reason.EVENT in reasons
