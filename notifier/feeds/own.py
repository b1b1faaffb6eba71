"""Own feed: what the feed and the calendar of one subscription hold on a day. Writes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from heapq import nlargest

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.deliveries import Delivery, DeliveryItem, DigestIssue
from db.local_date import BERLIN
from db.queries.stamp import last_written_at, stock_stamp
from db.subscribers import Dismissal, Remembered, Subscriber, Subscription
from db.vocabulary import SELECTION, Reason
from notifier.digest.card import CardBox
from notifier.feeds import atom, calendar
from notifier.going import Going
from notifier.issue import Imprint
from notifier.ledger import UNTOLD
from notifier.matches import Match, Matches, matches_of, wishes_of
from notifier.news.select import Selected, is_over
from notifier.standing import Standing

MOST_ENTRIES = 100  # of a feed: it is a window on what is newest
TOLD_FOR = timedelta(days=90)  # so long what was told stays in it, though it is over by now
EDITION = "1"  # of how both are written
SINCE = "2026"  # the year from which on our names for things hold (RFC 4151)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """Which state of a feed it is; another one has another `tag`."""

    tag: str
    since_at: datetime


def subscription_with(session: Session, feed_key: str) -> Subscription | None:
    """Return the running subscription with a feed key; None where there is none any more."""
    return session.scalar(
        select(Subscription)
        .join(Subscriber)
        .where(
            Subscription.feed_key == feed_key,
            Subscription.ended_at.is_(None),
            Subscriber.confirmed_at.is_not(None),
            Subscriber.unsubscribed_at.is_(None),
        )
    )


def version_of(session: Session, asked: Subscription, today: date) -> Version:
    """Return which state the feeds of a subscription are in, without looking at what matches."""
    reader = asked.subscriber_id
    dismissed = session.execute(
        select(Dismissal.opportunity_id, Dismissal.whole, Dismissal.dismissed_at)
        .where(Dismissal.subscriber_id == reader)
        .order_by(Dismissal.id)
    ).all()
    remembered = session.execute(
        select(Remembered.opportunity_id, Remembered.lead_days, Remembered.remembered_at)
        .where(Remembered.subscriber_id == reader)
        .order_by(Remembered.id)
    ).all()
    wanted = (asked.area, asked.topics, asked.applicants, asked.levels, asked.name)
    words = (asked.required, asked.excluded, asked.lead_days, asked.narrowed)
    told = sorted(_told(session, reader, today))
    state = (EDITION, today, stock_stamp(session), wanted, words, dismissed, remembered, told)
    days = [datetime.combine(today, time(), BERLIN), asked.created_at]
    days += [row.dismissed_at for row in dismissed] + [row.remembered_at for row in remembered]
    if written_at := last_written_at(session):
        days.append(written_at)
    tag = hashlib.sha256(repr(state).encode("utf-8", "replace")).hexdigest()[:32]
    return Version(tag=tag, since_at=max(days).replace(microsecond=0))


def feed_of(
    session: Session, imprint: Imprint, asked: Subscription, going: Going, since_at: datetime
) -> bytes:
    """Return the Atom feed of a subscription: what matches, and what was told of late."""
    today = going.today
    told = _told(session, asked.subscriber_id, today)
    matches = _newest(_matches(session, imprint, asked, going, told))
    titles = {slug: source.title for slug, source in imprint.sources.items()}
    box = CardBox(today, imprint.actors, titles)
    base = imprint.sender.base_url.rstrip("/")
    name = f"tag:{imprint.sender.domain},{SINCE}"
    entries = (
        atom.FeedEntry(
            id=f"{name}:foerderung/{one.id}",
            page=f"{base}/foerderungen/{one.id}",
            card=box.card(_selected(one, today)),
            updated_at=one.standing.news_at,
            topics=[imprint.topics.get(id, id) for id in one.standing.news.values.topics],
            remembered=one.lead_days is not None,
        )
        for one in matches
    )
    whose = hashlib.sha256(f"feed {asked.id} {asked.feed_key}".encode()).hexdigest()[:24]
    return atom.written(
        atom.Feed(
            id=f"{name}:abo/{whose}",
            title=_title(imprint, asked),
            own_url=f"{base}/abo/feed/{asked.feed_key}/atom.xml",
            page=f"{base}/foerderungen",
            author=imprint.sender.name,
            updated_at=since_at,
            entries=tuple(entries),
        )
    )


def calendar_of(session: Session, imprint: Imprint, asked: Subscription, going: Going) -> bytes:
    """Return all deadlines and events of what matches a subscription and is not dismissed."""
    base = imprint.sender.base_url.rstrip("/")
    entries = (
        appointment
        for one in _matches(session, imprint, asked, going, {}).some()
        for appointment in calendar.appointments(
            replace(
                dated(one.standing, base, _lead_days(one, asked)),
                # Somebody else's deadline is no reminder.
                values=one.own,
                remembered=one.lead_days is not None,
            ),
            going.today,
        )
    )
    return calendar.written(entries, _title(imprint, asked))


def dated(standing: Standing, base_url: str, lead_days: int | None) -> calendar.Dated:
    """Return an opportunity as the calendars know it: the same one in each of them."""
    lead = standing.parts[0]
    return calendar.Dated(
        identity=f"{lead.source}\n{lead.key}",
        values=standing.news.values,
        source=standing.news.source.title,
        changed_at=standing.changed_at,
        changes=standing.changes,
        page=f"{base_url}/foerderungen/{standing.id}",
        lead_days=lead_days,
    )


def _lead_days(one: Match, asked: Subscription) -> int:
    return asked.lead_days if one.lead_days is None else one.lead_days


def _matches(
    session: Session,
    imprint: Imprint,
    asked: Subscription,
    going: Going,
    told: Mapping[int, date],
) -> Matches:
    wishes = list(wishes_of(session, [asked], imprint, going.today))
    return matches_of(session, imprint, asked.subscriber_id, wishes, going, told)


def _newest(matches: Matches) -> list[Match]:
    """Return the matches with the latest news, the newest first; cards are made of these alone."""
    newest = nlargest(
        MOST_ENTRIES, matches.fits, key=lambda fit: (fit[0].standing.news_at, fit[0].standing.id)
    )
    return [matches.match(fit) for fit in newest]


def _told(session: Session, subscriber_id: int, today: date) -> dict[int, date]:
    """Return the entries that a subscriber was told of late, each with the last day."""
    rows = session.execute(
        select(DeliveryItem.opportunity_id, DigestIssue.issued_on)
        .join(Delivery, Delivery.id == DeliveryItem.delivery_id)
        .join(DigestIssue, DigestIssue.id == Delivery.issue_id)
        .where(
            DeliveryItem.subscriber_id == subscriber_id,
            Delivery.state.not_in(UNTOLD),
            DigestIssue.cadence != SELECTION,
            DigestIssue.issued_on >= today - TOLD_FOR,
        )
        .order_by(DigestIssue.issued_on)
    )
    return {entry: on for entry, on in rows}


def _selected(one: Match, today: date) -> Selected:
    over = is_over(one.standing.news, one.own, today)
    return Selected(
        news=one.standing.news,
        reasons=(Reason.OVER if over else Reason.OPEN,),
        topic="",
        explanation="",
        reader=one.wish.reader,
    )


def _title(imprint: Imprint, asked: Subscription) -> str:
    if asked.name:
        return f"{imprint.sender.name}: {asked.name}"
    try:
        return f"{imprint.sender.name}: {imprint.places.label(asked.area)}"
    except LookupError:
        return imprint.sender.name
