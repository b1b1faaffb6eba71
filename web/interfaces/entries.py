"""Entries: published opportunities as our own interface answers with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawlers.source import Source
from db.opportunities import Opportunity
from db.queries.listing import Listed, listed_in_order
from db.stable_ids import stable_id
from web.site import Site
from web.stock import Stock

LARGEST = 100  # entries on one page


def entries_of(session: Session, site: Site, ids: Sequence[int]) -> list[dict[str, Any]]:
    """Return published entries in the order of their numbers given, as plain JSON."""
    return rows_of(session, site, list(listed_in_order(session, ids)))


def rows_of(
    session: Session, site: Site, listed: Sequence[Listed], *, withdrawn: bool = False
) -> list[dict[str, Any]]:
    """Return entries as plain JSON: all that may be told of each."""
    keys = keys_of(session, [other.id for one in listed for other in one.elsewhere])
    rows = Stock(listed=listed, today=site.today()).rows()
    return [
        {
            "number": one.id,
            "id": str(stable_id(one.source, one.key)),
            "page": page_of(site, one.id),
            "licence": licence_of(site.sources, one.source),
            "withdrawn": withdrawn,
            **row,
            "statements": [without_question(said) for said in row["statements"]],
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
        for one, row in zip(listed, rows, strict=True)
    ]


def without_question(said: dict[str, Any]) -> dict[str, Any]:
    """Return a statement without what staff are asked about it."""
    return {name: value for name, value in said.items() if name != "question"}


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


def licence_of(sources: Mapping[str, Source], slug: str) -> str:
    """Return the line that must stand with what a source says; empty where it is no source more."""
    return sources[slug].licence if slug in sources else ""
