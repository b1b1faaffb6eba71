"""Watching: pages that staff add by their address, with no code."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawlers.items import Kind
from crawlers.links import canonical
from crawlers.public_addresses import is_public
from crawlers.source import Level
from crawlers.watched import WatchedPage
from db.area_tree import AreaTree
from db.watched import WatchedPageRow
from notifier.subscribing.orders import area_key

PREFIX = "seite_"
_LONGEST = 60
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_FACTS = ("slug", "url", "title", "publisher", "area", "level", "kind", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchOrder:
    """What staff say of a page."""

    url: str
    title: str
    area: str = "06"
    publisher: str = ""
    kind: str = Kind.NOTICE
    language: str = "de"


def watched_pages(session: Session) -> dict[str, WatchedPage]:
    """Return every page that staff have watched, by its slug."""
    rows = session.scalars(select(WatchedPageRow).order_by(WatchedPageRow.slug))
    return {row.slug: _page(row) for row in rows}


def watch(
    session: Session, order: WatchOrder, areas: AreaTree, taken: Collection[str], now: datetime
) -> tuple[WatchedPage, bool]:
    """Store a page, or its new facts if its address is known; say whether it is new.

    `taken` are the slugs of all sources. Raises ValueError or LookupError, in German, for
    what will not do.
    """
    facts = checked(order, areas)
    row = session.scalar(select(WatchedPageRow).where(WatchedPageRow.url == facts["url"]))
    if row is None:
        slug = free_slug(order.title, taken)
        session.add(WatchedPageRow(slug=slug, added_at=now, **facts))
        session.flush()
        return _page(session.get_one(WatchedPageRow, slug)), True
    for name, value in facts.items():
        setattr(row, name, value)
    return _page(row), False


def checked(order: WatchOrder, areas: AreaTree) -> dict[str, str]:
    """Return an order's facts as they are stored. Raises ValueError or LookupError in German."""
    url = canonical(order.url)
    host = urlsplit(url).hostname or ""
    if not url.startswith("http") or not is_public(host):
        raise ValueError(f"{order.url!r} ist keine öffentliche Webadresse (https://…)")
    if not order.title.strip():
        raise ValueError("--title fehlt: Wie soll die Seite heißen?")
    kinds = [kind.value for kind in Kind if kind is not Kind.AWARD]
    if order.kind not in kinds:
        raise ValueError(f"--kind {order.kind!r} gibt es nicht; möglich: {', '.join(kinds)}")
    area = area_key(order.area, areas)
    return {
        "url": url,
        "title": order.title.strip(),
        "publisher": order.publisher.strip() or host.removeprefix("www."),
        "area": area,
        "level": level_of(area).value,
        "kind": order.kind,
        "language": order.language,
    }


def level_of(area: str) -> Level:
    """Return the level that an area stands for: a Land by two digits, a part of it by more."""
    if area in ("eu", "de"):
        return Level.EU if area == "eu" else Level.FEDERAL
    return Level.STATE if len(area) == 2 else Level.REGION


def free_slug(title: str, taken: Collection[str]) -> str:
    """Return a slug made of a title's words that no source has yet."""
    words = re.findall(r"[a-z0-9]+", title.casefold().translate(_UMLAUTS))
    slug = (PREFIX + "_".join(words))[:_LONGEST].rstrip("_")
    free = slug if words else f"{PREFIX}1"
    number = 2
    while free in taken:
        free, number = f"{slug.rstrip('_')}_{number}", number + 1
    return free


def _page(row: WatchedPageRow) -> WatchedPage:
    facts = {name: getattr(row, name) for name in _FACTS}
    return WatchedPage(**{**facts, "level": Level(row.level), "kind": Kind(row.kind)})
