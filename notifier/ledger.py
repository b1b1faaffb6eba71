"""Ledger: what a subscriber has been told, and the rows of a new mail."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, Text, cast, delete, insert, select
from sqlalchemy.orm import Session

from db.base import table_of
from db.chunks import chunks
from db.deliveries import Delivery, DeliveryItem, DigestIssue
from db.vocabulary import SELECTION, DeliveryState, Reason
from notifier.news.known import Item, Known
from notifier.news.select import Selected
from notifier.told import told_of

MANY_RECORDS = 2000  # of what readers know, kept at a time

# A mail in one of these states reached nobody: what stood in it is still to be told.
UNTOLD = (DeliveryState.FAILED, DeliveryState.SUPPRESSED)


def known_to(session: Session, subscriber_id: int) -> Known:
    """Return what a subscriber has been told, or will be by a mail on its way."""
    return Remembrance().of(session, [subscriber_id])[subscriber_id]


class Remembrance:
    """Reads what subscribers have been told; those who were told the same share one record."""

    def __init__(self) -> None:
        self._made: dict[tuple[_Line, ...], Known] = {}

    def of(self, session: Session, subscriber_ids: Collection[int]) -> Mapping[int, Known]:
        """Return what each of some subscribers has been told, or will be by a mail on its way."""
        lines: dict[int, list[_Line]] = {one: [] for one in subscriber_ids}
        asked = _lines().where(DeliveryItem.subscriber_id.in_(subscriber_ids))
        for subscriber, *row in session.execute(asked):
            lines[subscriber].append(tuple(row))
        if len(self._made) > MANY_RECORDS:
            self._made.clear()
        return {one: self._known(tuple(told)) for one, told in lines.items()}

    def _known(self, told: tuple[_Line, ...]) -> Known:
        if told not in self._made:
            self._made[told] = _known(told)
        return self._made[told]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMail:
    """A planned mail as the ledger has it: its row, and a line for every reason of every item."""

    subscriber_id: int
    mail: Mapping[str, Any]
    lines: Sequence[Mapping[str, Any]] = ()


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
        # What a regional manager sends is told besides: nobody misses it in the own issues for it.
        .where(Delivery.state.not_in(UNTOLD), DigestIssue.cadence != SELECTION)
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


def write_deliveries(session: Session, mails: Sequence[NewMail]) -> None:
    """Write planned mails and what stands in them.

    Items of earlier mails that reached nobody move over to these.
    """
    _take_over(session, mails)
    write_mails(session, mails)


def write_mails(session: Session, mails: Sequence[NewMail]) -> None:
    """Write planned mails and what stands in them, and nothing else."""
    if not mails:
        return
    table = table_of(Delivery)
    written = session.scalars(
        insert(table).returning(table.c.id, sort_by_parameter_order=True),
        [one.mail for one in mails],
    )
    lines = [
        {**line, "subscriber_id": one.subscriber_id, "delivery_id": number}
        for number, one in zip(written.all(), mails, strict=True)
        for line in one.lines
    ]
    if lines:
        session.execute(insert(table_of(DeliveryItem)), lines)


def lines_of(selected: Selected, known: Known) -> list[dict[str, Any]]:
    """Return what the ledger says of an item, for whomever it is told to who knows the same.

    Entries that may be the same stood in the mail besides: whoever was told of the card knows
    them too, whatever staff will answer.
    """
    lines, told = [], told_of(selected)
    for news in (selected.news, *selected.news.asked):
        besides = news is not selected.news
        if besides and news.revision_id == selected.news.revision_id:
            continue
        shown = [[member.id, member.revision_id] for member in news.parts]
        for reason in selected.reasons:
            about = selected.about(reason)
            if besides and (news.revision_id, reason.value, about) in known.items:
                continue
            lines.append(
                {
                    "opportunity_id": news.opportunity_id,
                    "revision_id": news.revision_id,
                    "reason": reason.value,
                    "about": about,
                    "shown": shown,
                    "explanation": selected.explanation,
                    "told": told,
                }
            )
    return lines


def _take_over(session: Session, mails: Sequence[NewMail]) -> None:
    told = {(one.subscriber_id, line["revision_id"]) for one in mails for line in one.lines}
    rows = session.execute(
        select(DeliveryItem.id, DeliveryItem.subscriber_id, DeliveryItem.revision_id)
        .join(Delivery, Delivery.id == DeliveryItem.delivery_id)
        .where(DeliveryItem.subscriber_id.in_([one.subscriber_id for one in mails]))
        .where(Delivery.state.in_(UNTOLD), DeliveryItem.reason != Reason.SELECTED)
    )
    moved = [number for number, reader, revision in rows if (reader, revision) in told]
    for some in chunks(moved):
        session.execute(delete(DeliveryItem).where(DeliveryItem.id.in_(some)))
