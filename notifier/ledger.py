"""Ledger: what a subscriber has been told, and the rows of a new mail."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, Text, cast, delete, select
from sqlalchemy.orm import Session

from db.deliveries import Delivery, DeliveryItem, DigestIssue
from db.vocabulary import DeliveryState
from notifier.news.known import Item, Known
from notifier.news.select import News, Selected
from notifier.told import told_of

# A mail in one of these states reached nobody: what stood in it is still to be told.
UNTOLD = (DeliveryState.FAILED, DeliveryState.SUPPRESSED)


def known_to(session: Session, subscriber_id: int) -> Known:
    """Return what a subscriber has been told, or will be by a mail on its way."""
    rows = session.execute(_lines().where(DeliveryItem.subscriber_id == subscriber_id))
    return _known(tuple(row)[1:] for row in rows)


def known_by_reader(session: Session) -> Mapping[int, Known]:
    """Return what every subscriber has been told; those who were told the same share one record."""
    lines: defaultdict[int, list[_Line]] = defaultdict(list)
    for subscriber, *row in session.execute(_lines()):
        lines[subscriber].append(tuple(row))
    made: dict[tuple[_Line, ...], Known] = {}
    found: dict[int, Known] = {}
    for subscriber, told in lines.items():
        key = tuple(told)
        if key not in made:
            made[key] = _known(key)
        found[subscriber] = made[key]
    return found


_Line = tuple[Any, ...]  # entry, revision, reason, what about, what the card showed, day


def _lines() -> Select[int, int, int, str, str, str, date]:
    return (
        select(
            DeliveryItem.subscriber_id,
            DeliveryItem.opportunity_id,
            DeliveryItem.revision_id,
            DeliveryItem.reason,
            DeliveryItem.about,
            # As text: thousands of readers were shown the same, which is read once.
            cast(DeliveryItem.shown, Text),
            DigestIssue.issued_on,
        )
        .join(Delivery, Delivery.id == DeliveryItem.delivery_id)
        .join(DigestIssue, DigestIssue.id == Delivery.issue_id)
        .where(Delivery.state.not_in(UNTOLD))
        .order_by(DeliveryItem.id)
    )


def _known(lines: Iterable[_Line]) -> Known:
    return Known.of(
        Item(
            opportunity_id=opportunity,
            revision_id=revision,
            reason=reason,
            about=about,
            shown=tuple((entry, seen) for entry, seen in json.loads(shown)),
            issued_on=issued_on,
        )
        for opportunity, revision, reason, about, shown, issued_on in lines
    )


def write_delivery(session: Session, delivery: Delivery, told: Sequence[Selected]) -> None:
    """Write a planned mail and what stands in it.

    Items of an earlier mail that reached nobody move over to this one.
    """
    undelivered = select(Delivery.id).where(
        Delivery.subscriber_id == delivery.subscriber_id, Delivery.state.in_(UNTOLD)
    )
    session.execute(
        delete(DeliveryItem).where(
            DeliveryItem.subscriber_id == delivery.subscriber_id,
            DeliveryItem.delivery_id.in_(undelivered),
            DeliveryItem.revision_id.in_(_revisions(told)),
        )
    )
    before = select(DeliveryItem.revision_id, DeliveryItem.reason, DeliveryItem.about).where(
        DeliveryItem.subscriber_id == delivery.subscriber_id,
        DeliveryItem.revision_id.in_(_revisions(told)),
    )
    known = {(revision, reason, about) for revision, reason, about in session.execute(before)}
    delivery.items = [
        *_items(delivery.subscriber_id, told),
        *_asked_items(delivery.subscriber_id, told, known),
    ]
    session.add(delivery)


def _revisions(told: Sequence[Selected]) -> list[int]:
    return [news.revision_id for one in told for news in (one.news, *one.news.asked)]


def _asked_items(
    subscriber_id: int, told: Sequence[Selected], known: Container[tuple[int, str, str]]
) -> Iterable[DeliveryItem]:
    """Yield what stood in the mail besides: entries that may be the same as the one told.

    Whoever was told of the card knows them too, whatever staff will answer.
    """
    for one in told:
        for news in one.news.asked:
            for reason in one.reasons:
                about = one.about(reason)
                told_so = (news.revision_id, reason.value, about)
                if news.revision_id == one.news.revision_id or told_so in known:
                    continue
                yield DeliveryItem(
                    subscriber_id=subscriber_id,
                    opportunity_id=news.opportunity_id,
                    revision_id=news.revision_id,
                    reason=reason,
                    about=about,
                    shown=_shown(news),
                    explanation=one.explanation,
                    told=told_of(one),
                )


def _items(subscriber_id: int, told: Sequence[Selected]) -> Iterable[DeliveryItem]:
    for one in told:
        for reason in one.reasons:
            yield DeliveryItem(
                subscriber_id=subscriber_id,
                opportunity_id=one.news.opportunity_id,
                revision_id=one.news.revision_id,
                reason=reason,
                about=one.about(reason),
                shown=_shown(one.news),
                explanation=one.explanation,
                told=told_of(one),
            )


def _shown(news: News) -> list[list[int]]:
    return [[member.id, member.revision_id] for member in news.parts]
