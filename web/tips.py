"""Tips: take what a stranger tells of a page, and find what is known of pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crawlers.items import storable
from crawlers.links import canonical, host_of, identity
from crawlers.source import Source
from db.chunks import chunks
from db.opportunities import Opportunity
from db.secrets import digest_of
from db.tips import BETWEEN, MOST_KEPT, Tip
from db.upsert import insert_into
from notifier.mail.links import link_allowed

SHOWN = 5  # sources and entries of one page that are worth naming


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntry:
    """An entry that stands at an address."""

    id: int
    title: str
    source: str


def headline(tip: Tip) -> tuple[str, str]:
    """Return what a tip is called and what was said last: of a find its title, else its address."""
    said = tip.told[-1]["said"] if tip.told else ""
    if not tip.found:
        return tip.address, said
    title, _, words = said.partition(BETWEEN)
    return title or tip.address, words


def address_of(typed: str) -> str:
    """Return a web address as it is kept, without what a visit adds; "" for what is none."""
    # Who copies an address from a letter often leaves out how it begins.
    words = "".join(storable(typed).split())
    found = canonical(words if "://" in words else f"https://{words}")
    host = urlsplit(found).hostname or ""
    return found if link_allowed(found) and "." in host.strip(".") else ""


def tell(
    session: Session,
    address: str,
    said: str,
    reply_to: str,
    now: datetime,
    entry: int | None = None,
) -> int:
    """Keep what somebody tells of a page; the same page is one tip, open again. Return its number.

    `entry` is the number of the entry that it is about, where somebody came from its page. The
    caller owns the transaction; two who tell at once are both heard.
    """
    place = digest_of(identity(address))
    first = insert_into(session.get_bind(), Tip).values(
        place=place, address=address, told=[], count=0, answerable=False, first_at=now, last_at=now
    )
    session.execute(first.on_conflict_do_nothing(index_elements=[Tip.place]))
    tip = session.scalars(select(Tip).where(Tip.place == place).with_for_update()).one()
    words: dict[str, Any] = {"said": storable(said), "reply_to": reply_to, "at": now.isoformat()}
    if entry is not None:
        words["entry"] = entry
    tip.told = [*tip.told, words][-MOST_KEPT:]
    tip.answerable = any(one["reply_to"] for one in tip.told)
    tip.count, tip.last_at = tip.count + 1, now
    tip.settled_at = tip.settled_by_id = None
    return tip.id


def sources_at(address: str, sources: Mapping[str, Source]) -> list[Source]:
    """Return the sources on whose site a page lies, the page's own first."""
    page, host = identity(address), host_of(address)
    found = [one for one in sources.values() if host and host_of(one.homepage) == host]
    found.sort(key=lambda one: (identity(one.homepage) != page, one.title))
    return found[:SHOWN]


def entries_at(session: Session, addresses: Collection[str]) -> Mapping[str, list[KnownEntry]]:
    """Return the entries that stand at each of some addresses, however these are written."""
    spellings = {one for address in addresses for one in _spellings(address)}
    found = defaultdict[str, list[KnownEntry]](list)
    for some in chunks(spellings):
        rows = select(Opportunity.url, Opportunity.id, Opportunity.title, Opportunity.source)
        rows = rows.where(func.lower(Opportunity.url).in_(some)).order_by(Opportunity.id)
        for url, number, title, source in session.execute(rows):
            found[identity(url)].append(KnownEntry(id=number, title=title, source=source))
    return {address: found.get(identity(address), [])[:SHOWN] for address in addresses}


def _spellings(address: str) -> Iterable[str]:
    """Yield how an address may be written that leads to the same page, in small letters."""
    _scheme, _, rest = canonical(address).lower().partition("://")
    bare = rest.removeprefix("www.").rstrip("/")
    for scheme in ("https", "http"):
        for www in ("", "www."):
            yield f"{scheme}://{www}{bare}"
            yield f"{scheme}://{www}{bare}/"
