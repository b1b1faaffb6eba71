"""Outlooks: what some filters give on a day, in a few numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.facts import FactDeadline, Facts
from db.finding.filter import Filter, Order
from db.finding.find import find
from db.finding.index import Concerned, FactIndex, read_entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """How many fit, how many of them are new or changed since an instant, what closes next."""

    count: int
    lately: int
    closes_on: date | None


def outlooks(
    session: Session,
    filters: Iterable[Filter],
    today: date,
    since: datetime,
    concerned: Concerned,
    index: FactIndex | None = None,
) -> list[Outlook]:
    """Return the outlook of each filter, in their order; `index` is that of the day, if held."""
    index = index or FactIndex(read_entries(session), today, concerned)
    lately = set(session.scalars(select(Facts.opportunity_id).where(Facts.news_at >= since)))
    closing = {
        id: on
        for id, on in session.execute(
            select(FactDeadline.opportunity_id, func.min(FactDeadline.ends_on))
            .where(FactDeadline.ends_on >= today, FactDeadline.sure)
            .group_by(FactDeadline.opportunity_id)
        )
        if on is not None
    }
    found = (find(session, one, today, concerned, Order.TITLE, index).ids for one in filters)
    return [
        Outlook(
            count=len(ids),
            lately=len(lately.intersection(ids)),
            closes_on=min((closing[id] for id in closing.keys() & ids), default=None),
        )
        for ids in found
    ]
