"""Newsroom: what the database has to tell, as records for the selection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, defer

from db.opportunities import Opportunity, Revision
from db.subscribers import Subscription
from db.values import from_json
from db.vocabulary import Origin, Visibility
from notifier.explanation import Places
from notifier.selection import News, SourceFacts, Wish, due_reasons

BERLIN = ZoneInfo("Europe/Berlin")
# Causes of a revision.
FIRST = "first"
STAFF = "staff"


def load_news(
    session: Session, sources: Mapping[str, SourceFacts], on: date, look_back: timedelta
) -> list[News]:
    """Return everything that may be told on a day, the latest news first.

    Opportunities of a source that is not among `sources` are left out.
    """
    return [news for news in _published(session, sources) if due_reasons(news, on, look_back)]


def wish_of(subscription: Subscription, places: Places) -> Wish:
    """Return a subscription as a wish. Raises LookupError for an area that is unknown."""
    area = places.of(subscription.area)
    return Wish(
        area=area.key,
        area_name=area.name if area.is_local else area.official_name,
        topics=_texts(subscription.topics),
        applicants=_texts(subscription.applicants),
        levels=_texts(subscription.levels),
        population=area.population or None if area.is_local else None,
    )


def _published(session: Session, sources: Mapping[str, SourceFacts]) -> Iterator[News]:
    present, latest = aliased(Revision), aliased(Revision)
    rows = session.execute(
        select(Opportunity, present, latest)
        .join(present, present.id == Opportunity.revision_id)
        .join(latest, latest.id == Opportunity.news_revision_id)
        .where(Opportunity.visibility == Visibility.PUBLISHED)
        .where(Opportunity.source.in_(list(sources)))
        .options(defer(present.claims), defer(latest.claims))
        .order_by(Opportunity.news_at.desc(), Opportunity.id)
        .execution_options(yield_per=500)
    )
    for opportunity, shown, news in rows:
        yield _news(opportunity, shown, news, sources[opportunity.source])


def _news(opportunity: Opportunity, shown: Revision, news: Revision, source: SourceFacts) -> News:
    """Make the record: identity and changes of the last news, values of what stands now."""
    values = from_json(shown.content)
    told_at = opportunity.news_at or opportunity.first_seen_at
    # The first revision counts from the day it was let through, which may be a later one.
    first_at = told_at if news.cause == FIRST else opportunity.first_seen_at
    by_staff = any(deadline.origin is Origin.STAFF for deadline in values.deadlines)
    return News(
        opportunity_id=opportunity.id,
        revision_id=news.id,
        source=source,
        values=values,
        first_published_on=_local(first_at),
        news_on=_local(told_at),
        changes=_sentences(news.changes) if news.material and news.cause != FIRST else (),
        checked=by_staff or STAFF in (shown.cause, news.cause),
    )


def _sentences(changes: Iterable[Mapping[str, object]]) -> tuple[str, ...]:
    return tuple(
        str(change["sentence"])
        for change in changes
        if change.get("material") and change.get("sentence")
    )


def _local(instant: datetime) -> date:
    return instant.astimezone(BERLIN).date()


def _texts(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)
