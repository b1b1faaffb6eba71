"""Past issue: what one reader got on one day, read from the ledger. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from db.deliveries import Delivery, DigestIssue
from db.local_date import local_date
from db.subscribers import Subscriber, Subscription
from db.vocabulary import Cadence
from notifier.digest.compose import Composer
from notifier.digest.editor import Digest, Reader
from notifier.digest.past import Line, every_card, lines_of, selected_then, since_then
from notifier.issue import Imprint, area_name, notes_for
from notifier.marks import marks_of
from notifier.matches import wishes_of
from notifier.news.history import History
from notifier.news.known import Difference, Item, Known
from notifier.news.select import Selected, SourceFacts, Wish
from notifier.standing import Standing, present_parts, shown_parts, surely_same, together


@dataclass(frozen=True, slots=True, kw_only=True)
class PastIssue:
    """One issue as one reader got it, with all its cards.

    `since` says in one line what became of an entry, by its number. `digest` has no links of
    the reader's own: whoever was forwarded the mail may see it.
    """

    subscriber_id: int
    cadence: str
    on: date
    digest: Digest
    since: Mapping[int, str]


def delivery_of(session: Session, token: str, key: str) -> tuple[Delivery, DigestIssue] | None:
    """Return the mail of a reader in an issue, by the reader's token and the issue's key."""
    try:
        cadence, on, slot = key.split(".")
        issued_on, hour = date.fromisoformat(on), int(slot)
    except ValueError:
        return None
    found = session.execute(
        select(Delivery, DigestIssue)
        .join(DigestIssue, DigestIssue.id == Delivery.issue_id)
        .join(Subscriber, Subscriber.id == Delivery.subscriber_id)
        .where(
            Subscriber.token == token,
            DigestIssue.cadence == cadence,
            DigestIssue.issued_on == issued_on,
            DigestIssue.slot == hour,
        )
        .options(selectinload(Delivery.items))
    ).one_or_none()
    return (found[0], found[1]) if found else None


def past_issue(
    session: Session, imprint: Imprint, token: str, key: str, today: date
) -> PastIssue | None:
    """Return an issue as its reader got it; None where there is no such mail."""
    found = delivery_of(session, token, key)
    if found is None:
        return None
    delivery, issue = found
    lines = lines_of(delivery.items)
    then = as_shown(session, lines, imprint.sources)
    now = as_it_stands(session, then, imprint.sources)
    known = _known(lines, issue.issued_on)
    history = History(today, partial(area_name, imprint.places))
    history.read(session, [one.news for one in now.values()], known)
    chosen = [selected_then(line, then[line.id].news) for line in lines]
    notes = marks_of(session, issue.id).notes
    cadence = Cadence(issue.cadence)
    composer = Composer.of_issue(
        imprint.sender,
        cadence,
        issue.issued_on,
        delivery.planned_at,
        imprint.topics,
        imprint.actors,
        imprint.contacts,
        imprint.sources,
        partial(notes_for, notes, imprint.places),
        lambda _wishes: delivery.sources_note,
    )
    editor = replace(composer.editor, share=every_card)
    wishes = _wishes_then(session, imprint, delivery)
    reader = _reader(delivery.recipient)
    return PastIssue(
        subscriber_id=delivery.subscriber_id,
        cadence=cadence,
        on=issue.issued_on,
        digest=editor.assemble(chosen, wishes, reader)
        if chosen
        else editor.nothing_new(wishes, reader),
        since={
            one.news.opportunity_id: _since(session, history, known, one, now, today)
            for one in chosen
        },
    )


def _since(
    session: Session,
    history: History,
    known: Known,
    told: Selected,
    now: Mapping[int, Standing],
    today: date,
) -> str:
    present = now.get(told.news.opportunity_id)
    if present is None:
        return since_then(told, None, Difference(), today)
    different = history.difference(session, present.news, known, told.reader)
    return since_then(told, present.news, different, today)


def _reader(address: str) -> Reader:
    return Reader(
        address=address, name="", settings_url="", unsubscribe_url="", matches_url="", issue_url=""
    )


def _wishes_then(session: Session, imprint: Imprint, delivery: Delivery) -> list[Wish]:
    """Return what the reader asked for when the mail was planned; later changes are not undone."""
    at = delivery.planned_at
    rows = session.scalars(
        select(Subscription)
        .where(
            Subscription.subscriber_id == delivery.subscriber_id,
            Subscription.created_at <= at,
            or_(Subscription.ended_at.is_(None), Subscription.ended_at > at),
        )
        .order_by(Subscription.id)
    )
    return list(wishes_of(session, rows, imprint, local_date(at)))


def entry_of_issue(
    session: Session, imprint: Imprint, token: str, key: str, number: int
) -> Standing | None:
    """Return one opportunity of an issue as it stands, or as it was where it is shown no more."""
    found = delivery_of(session, token, key)
    lines = [line for line in lines_of(found[0].items) if line.id == number] if found else []
    then = as_shown(session, lines, imprint.sources)
    return (as_it_stands(session, then, imprint.sources) or then).get(number)


def as_shown(
    session: Session, lines: Sequence[Line], sources: Mapping[str, SourceFacts]
) -> dict[int, Standing]:
    """Return for each card what it showed."""
    parts = shown_parts(session, {revision for line in lines for _entry, revision in line.shown})
    sure = surely_same(session, {entry for line in lines for entry, _revision in line.shown})
    found: dict[int, Standing] = {}
    for line in lines:
        lead = sure.get(line.id, line.id)
        members = [
            replace(
                parts[revision],
                asked=entry != line.id and (entry in line.asked or sure.get(entry, lead) != lead),
            )
            for entry, revision in line.shown
        ]
        found[line.id] = together(members, sources)
    return found


def as_it_stands(
    session: Session, then: Mapping[int, Standing], sources: Mapping[str, SourceFacts]
) -> dict[int, Standing]:
    """Return for each card how its entries stand, as far as they are shown at all."""
    present = present_parts(session, {part.id for one in then.values() for part in one.parts})
    found: dict[int, Standing] = {}
    for number, one in then.items():
        there = [
            replace(present[part.id], asked=part.asked)
            for part in one.parts
            if present[part.id].published
        ]
        if any(not part.asked for part in there):
            found[number] = together(there, sources)
    return found


def _known(lines: Sequence[Line], on: date) -> Known:
    """Return what the reader knew by this issue."""
    return Known.of(
        Item(
            opportunity_id=line.id,
            revision_id=line.shown[0][1],
            reason=reason,
            shown=line.shown,
            issued_on=on,
        )
        for line in lines
        for reason in line.reasons
    )
