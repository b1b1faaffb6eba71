"""Atom: what changed last comes first, for feed readers (RFC 4287, in parts by RFC 5005)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from itertools import chain
from urllib.parse import urlsplit

from db.actors import Actors, load_actors
from db.finding.filter import Order
from db.local_date import local_date
from db.queries.listing import Listed
from notifier.digest.card import make_card
from notifier.feeds.atom import Feed, FeedEntry, streamed
from notifier.news.select import News
from web.exports import Format, gathered
from web.stock import Stock

AT_ONCE = 100  # a feed is a window on what is newest; the links in it lead on
TITLE = "Landbote: Förderungen"
_SINCE = "2026"  # the year from which on our names for things hold (RFC 4151)


def pieces(stock: Stock) -> Iterator[bytes]:
    """Yield a feed with all opportunities of the stock, in its order."""
    told = stock.told()
    first = next(told, None)
    entries = chain([first], told) if first else told
    narrowed = ", ".join(stock.wanted.values())
    feed = Feed(
        id=f"{_name(stock)}:foerderungen{_query(stock)}",
        title=f"{TITLE} ({narrowed})" if narrowed else TITLE,
        note="Neueste Änderungen zuerst. Maßgeblich ist der Text der Quelle.",
        own_url=stock.address or f"urn:landbote:foerderungen{_query(stock)}",
        page=f"{stock.base_url.rstrip('/')}/foerderungen{_query(stock)}",
        author="Landbote",
        updated_at=_updated(first, stock) if first else stock.at,
        entries=(_entry(one, stock) for one in entries),
        links=stock.links,
    )
    return gathered(streamed(feed))


def _name(stock: Stock) -> str:
    return f"tag:{urlsplit(stock.base_url).hostname or 'landbote.invalid'},{_SINCE}"


def _query(stock: Stock) -> str:
    query = urlsplit(stock.address).query
    return f"?{query}" if query else ""


def _updated(one: Listed, stock: Stock) -> datetime:
    return one.news_at or one.changed_at or stock.at


def _entry(one: Listed, stock: Stock) -> FeedEntry:
    updated = _updated(one, stock)
    news = News(
        opportunity_id=one.id,
        revision_id=one.revisions,
        source=stock.source(one.source),
        values=one.values,
        first_published_on=local_date(updated),
        news_on=local_date(updated),
    )
    return FeedEntry(
        id=f"{_name(stock)}:foerderung/{one.id}",
        page=stock.page(one.id) or one.values.url,
        card=make_card(str(one.id), news, stock.today, _actors()),
        updated_at=updated,
        topics=[stock.topic_name(id) for id in one.values.topics],
    )


@cache
def _actors() -> Actors:
    return load_actors()


FORMAT = Format(
    name="atom",
    label="Feed (Atom)",
    says="Das Neueste zuerst, für Feedreader und Websites; ältere Einträge über die Verweise "
    "darin.",
    media_type="application/atom+xml",
    suffix=".atom",
    pieces=pieces,
    complete=False,
    order=Order.NEWEST,
    at_once=AT_ONCE,
    attached=False,
    file_type="ATOM",
)
