"""Entries: published opportunities as our own interface answers with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.opportunities import Opportunity
from db.queries.listing import Listed, listed_in_order
from db.stable_ids import stable_id
from db.values import to_json
from db.vocabulary import OpportunityStatus
from web.records import contested
from web.site import Site
from web.stock import Stock, checked_days, licence_line

LARGEST = 100  # entries on one page


def entries_of(session: Session, site: Site, ids: Sequence[int]) -> list[dict[str, Any]]:
    """Return published entries in the order of their numbers given, as plain JSON."""
    return rows_of(session, site, list(listed_in_order(session, ids)))


def rows_of(
    session: Session, site: Site, listed: Sequence[Listed], *, withdrawn: bool = False
) -> list[dict[str, Any]]:
    """Return entries as plain JSON: all that may be told of each."""
    keys = keys_of(session, [other.id for one in listed for other in one.elsewhere])
    today = site.today()
    return [
        {
            "number": one.id,
            "id": str(stable_id(one.source, one.key)),
            "page": page_of(site, one.id),
            "source": one.source,
            "key": one.key,
            "licence": licence_line(one, site.sources),
            "withdrawn": withdrawn,
            "as_of": today.isoformat(),
            "status": _status(one, today, withdrawn=withdrawn),
            "next_deadline": coming[0].isoformat()
            if (coming := one.values.next_deadline(today)) and not withdrawn
            else None,
            "contested": [subject.value for subject in contested(one)],
            "checked_on": {
                subject.value: on.isoformat() for subject, on in checked_days(one.values).items()
            },
            "revision": one.revisions,
            "changed_at": one.changed_at.isoformat() if one.changed_at else None,
            **to_json(one.values),
            "elsewhere": [
                {
                    "number": other.id,
                    "id": str(stable_id(other.source, keys[other.id])),
                    "source": other.source,
                    "title": other.title,
                    "url": other.url,
                    "asked": other.asked,
                }
                for other in one.elsewhere
            ],
        }
        for one in Stock(listed=listed, today=today).told()
    ]


def _status(one: Listed, today: date, *, withdrawn: bool) -> str:
    """Return the status of an entry; nobody says any more that what is withdrawn is open."""
    status = one.values.status_on(today)
    over = status is OpportunityStatus.CLOSED or not withdrawn
    return (status if over else OpportunityStatus.UNKNOWN).value


def keys_of(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Return under which key its source has each entry."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = session.execute(
        select(Opportunity.id, Opportunity.key).where(Opportunity.id.in_(wanted))
    )
    return {id: key for id, key in rows}


def page_of(site: Site, number: int) -> str:
    """Return the address of an entry's page."""
    return f"{site.base_url.rstrip('/')}/foerderungen/{number}"
