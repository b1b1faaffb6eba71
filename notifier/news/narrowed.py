"""Narrowed: which opportunities fit what a subscription took over from a search.

Found as the search finds them, so that a digest means by a filter what the page means by it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from db.finding.filter import Filter, Order, from_json
from db.finding.find import find
from db.finding.index import FactIndex, read_entries
from db.subscribers import Subscription
from notifier.digest.whereabouts import Places
from notifier.news.load import wish_of
from notifier.news.select import Wish


class Narrowing:
    """Makes wishes of subscriptions on one day; each filter is looked for once.

    What is found stays found, so that all who read one issue look at the same stock.
    """

    def __init__(self, places: Places, today: date) -> None:
        self._places = places
        self._today = today
        self._index: FactIndex | None = None
        self._found: dict[Filter, frozenset[int]] = {}

    def wish_of(self, session: Session, subscription: Subscription) -> Wish:
        """Return a subscription as a wish. Raises LookupError for an area that is unknown."""
        wish = wish_of(subscription, self._places)
        if not subscription.narrowed:
            return wish
        narrowed = from_json(subscription.narrowed)
        # What is paid, and what is for the area itself, follows from who asks and where.
        asked = replace(narrowed, applicants=wish.applicants, area=wish.area * narrowed.own)
        return replace(wish, narrowed=asked, within=self._within(session, asked))

    def _within(self, session: Session, asked: Filter) -> frozenset[int]:
        if asked not in self._found:
            concerned = self._places.concerned_by
            if self._index is None:
                self._index = FactIndex(read_entries(session), self._today, concerned)
            found = find(session, asked, self._today, concerned, Order.TITLE, self._index)
            self._found[asked] = frozenset(found.ids)
        return self._found[asked]
