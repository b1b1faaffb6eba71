"""Entry card: the card that an entry would be in a mail, whoever may see it today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawlers.source import Source
from db.actors import load_actors
from db.areas import AreaRow
from db.full_text import closed_sources, outward
from db.local_date import local_date
from db.opportunities import Opportunity, Revision
from db.queries.listing import listed
from db.subscribers import Subscription
from db.terms import ANYBODY, Reader, reader_class
from db.values import Values
from db.vocabulary import Origin
from notifier.digest.card import make_card
from notifier.digest.render import card_alone
from notifier.news.select import Elsewhere, News, Wish


class NotToldError(LookupError):
    """There is no such card; the message says in German why."""


def card_page(
    session: Session,
    opportunity_id: int,
    sources: Mapping[str, Source],
    today: date,
    *,
    subscription_id: int = 0,
    topics: Mapping[str, str] | None = None,
) -> str:
    """Return a page with the card of an entry, for anybody or as a subscription would get it.

    `topics` are the German labels by topic id.
    """
    opportunity = session.get(Opportunity, opportunity_id)
    if opportunity is None or opportunity.source not in sources:
        raise NotToldError("Einen Eintrag mit dieser Nummer gibt es nicht.")
    one = listed(session, opportunity_id)
    present = session.get_one(Revision, opportunity.revision_id)
    closed = closed_sources(session)
    values = one.values if one else outward(present.content, opportunity.source, closed)
    first_on = local_date(opportunity.first_seen_at)
    news = News(
        opportunity_id=opportunity_id,
        revision_id=present.id,
        source=sources[opportunity.source],
        values=values,
        first_published_on=first_on,
        news_on=first_on,
        checked=_checked(values),
        elsewhere=tuple(
            Elsewhere(source_title=_title(other.source, sources), url=other.url, asked=other.asked)
            for other in (one.elsewhere if one else ())
        ),
    )
    reader = _reader(session, subscription_id) if subscription_id else ANYBODY
    titles = {slug: source.title for slug, source in sources.items()}
    card = make_card(
        "1",
        news,
        today,
        load_actors(),
        reader=reader_class(values, reader),
        titles=titles,
        topics=topics,
    )
    return card_alone(card)


def _checked(values: Values) -> bool:
    return any(one.origin is Origin.STAFF for one in values.deadlines)


def _title(slug: str, sources: Mapping[str, Source]) -> str:
    return sources[slug].title if slug in sources else slug


def _reader(session: Session, subscription_id: int) -> Reader:
    asked = session.get(Subscription, subscription_id)
    if asked is None:
        raise NotToldError("Ein Abonnement mit dieser Nummer gibt es nicht.")
    place = session.execute(
        select(AreaRow.name, AreaRow.population).where(AreaRow.key == asked.area)
    ).first()
    name, people = place if place else ("", 0)
    wish = Wish(
        area=asked.area,
        area_name=name,
        applicants=tuple(map(str, asked.applicants)),
        population=people if people and len(asked.area) == 8 else None,
    )
    return wish.reader
