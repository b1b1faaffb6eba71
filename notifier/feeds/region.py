"""Region's feed: what is open or announced in a region, as a feed for everybody."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from db.area import Area
from db.finding.filter import Filter, Order
from db.finding.find import find
from db.finding.index import Concerned, FactIndex
from db.vocabulary import OpportunityStatus, Reason
from notifier.digest.card import CardBox
from notifier.feeds import atom
from notifier.feeds.own import SINCE
from notifier.issue import Imprint
from notifier.news.select import TOLD_KINDS, Selected
from notifier.standing import standing_now

MOST_ENTRIES = 50  # a feed is a window on what is newest
_STATUSES = (OpportunityStatus.OPEN.value, OpportunityStatus.FORECASTED.value)


def feed_of_region(
    session: Session,
    imprint: Imprint,
    region: Area,
    today: date,
    concerned: Concerned,
    index: FactIndex,
    *,
    own: bool,
) -> bytes:
    """Return what is open or announced in a region, the newest first; `own` is for it alone."""
    kinds = tuple(sorted(kind.value for kind in TOLD_KINDS))
    wanted = Filter(area=region.key, own=own, kinds=kinds, statuses=_STATUSES)
    newest = find(session, wanted, today, concerned, Order.NEWEST, index).ids[:MOST_ENTRIES]
    standings = standing_now(session, imprint.sources, newest)
    titles = {slug: source.title for slug, source in imprint.sources.items()}
    box = CardBox(today, imprint.actors, titles)
    base = imprint.sender.base_url.rstrip("/")
    name = f"tag:{imprint.sender.domain},{SINCE}"
    page = f"{base}/regionen/{region.key}"
    entries = [
        atom.FeedEntry(
            id=f"{name}:foerderung/{one.id}",
            page=f"{base}/foerderungen/{one.id}",
            card=box.card(
                Selected(news=one.news, reasons=(Reason.OPEN,), topic="", explanation="")
            ),
            updated_at=one.news_at,
            topics=[imprint.topics.get(id, id) for id in one.news.values.topics],
        )
        for one in sorted(standings, key=lambda one: (one.news_at, one.id), reverse=True)
    ]
    which = "?nur_eigene=true" if own else ""
    return atom.written(
        atom.Feed(
            id=f"{name}:region/{region.key}{which}",
            title=f"{imprint.sender.name}: {region.official_name}",
            own_url=f"{page}/atom{which}",
            page=page,
            author=imprint.sender.name,
            updated_at=max((one.updated_at for one in entries), default=_NOTHING_YET),
            entries=tuple(entries),
        )
    )


_NOTHING_YET = datetime(2026, 1, 1, tzinfo=UTC)
