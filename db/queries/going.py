"""Going on: which opportunities are neither closed nor took place on a day, from the facts alone.

It leaves out nothing that goes on and lets in some that do not: what holds for one case alone is
for whoever reads the values.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Select, and_, literal, or_, select

from db.facts import Facts
from db.queries.published import status_on
from db.vocabulary import OpportunityStatus

EVENT = "event"  # as `crawlers.items.Kind` says it


def going_by_facts(today: date) -> Select[int]:
    """Return what selects the leading entries that go on."""
    return select(Facts.opportunity_id).where(_goes_on(today))


def _goes_on(today: date) -> ColumnElement[bool]:
    # An event goes on until it took place, though its registration is closed.
    dated_event = and_(Facts.kind == EVENT, Facts.event_on.is_not(None))
    ahead = and_(Facts.event_on >= literal(today), Facts.stated_status != "cancelled")
    return or_(
        and_(dated_event, ahead),
        and_(~dated_event, status_on(today) != OpportunityStatus.CLOSED.value),
    )
