"""Send: a selection goes out as an issue of its own, once, however often somebody presses.

It is released in one commit, which fixes what stands in it and who may get it: from then on it is
not changed. What then plans its mails may die at any point and be many at once: each mail is
written down once, and what is missing is written down by whoever comes next. From there on they
are mails like all others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from db.deliveries import Delivery, DigestIssue
from db.engine import reading, writing
from db.letters import Letter
from db.local_date import BERLIN, local_date
from db.selections import ListMember, Selection
from db.subscribers import Subscriber
from db.upsert import insert_into
from db.vocabulary import SELECTION, DeliveryState, LetterKind
from notifier.forecast import NOBODY
from notifier.issue import Imprint
from notifier.ledger import write_mails
from notifier.mail.message import MessageError, message_bytes, note_id
from notifier.mail_ledgers import GOOD_FOR
from notifier.recipients import may_get_mail, not_paused
from notifier.selections.collect import ChangedElsewhereError, SentError, locked, seen_as
from notifier.selections.edition import Edition, Reads, Signed
from notifier.selections.look import Looked, as_it_went, look
from notifier.selections.members import audience

MOST_A_DAY = 2  # selections of one region
MOST_TRIALS = 10  # of one account, a day
AT_A_TIME = 50  # mails: one commit


class NotReadyError(ValueError):
    """A selection cannot go out as it is; the message says why, in German."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A selection as it would go out now, to so many readers; `why_not` is empty where it may.

    `stamp` is another one as soon as anything of it is.
    """

    looked: tuple[Looked, ...]
    readers: tuple[int, ...]
    stamp: str
    why_not: str


def ready(session: Session, imprint: Imprint, one: Selection, on: date, now: datetime) -> Ready:
    """Look whether a selection may go out, and to whom."""
    looked = look(session, imprint, one.id, on)
    readers = audience(session, one.area, imprint.places.covers, on)
    return Ready(
        looked=tuple(looked),
        readers=tuple(readers),
        stamp=_stamp(one, looked, readers),
        why_not=_why_not(session, one, looked, readers, now),
    )


def _stamp(one: Selection, looked: Sequence[Looked], readers: Sequence[int]) -> str:
    said = [
        [each.item.id, each.item.note, [part.revision_id for part in each.standing.parts]]
        for each in looked
        if each.standing is not None
    ]
    plain = json.dumps([one.version, one.title, one.intro, said, list(readers)])
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def _why_not(
    session: Session,
    one: Selection,
    looked: Sequence[Looked],
    readers: Sequence[int],
    now: datetime,
) -> str:
    if not looked:
        return "In dieser Auswahl steht noch nichts."
    if any(each.hinders for each in looked):
        return "Bei einigen Einträgen hat sich etwas geändert. Bitte sehen Sie diese zuerst an."
    if not readers:
        return (
            "Im Verteiler hat noch niemand bestätigt. Fügen Sie zuerst Adressen hinzu; wer "
            "zustimmt, bekommt die nächste Auswahl."
        )
    if sent_today(session, one.area, now) >= MOST_A_DAY:
        return (
            f"Für diese Region gingen heute schon {MOST_A_DAY} Auswahlen hinaus. Mehr sollen es "
            "an einem Tag nicht werden; morgen geht es wieder."
        )
    return ""


def sent_today(session: Session, area: str, now: datetime) -> int:
    """Return how many selections of a region were released on a local day."""
    begun = datetime.combine(local_date(now), datetime.min.time(), BERLIN)
    found = select(func.count()).where(Selection.area == area, Selection.sent_at >= begun)
    return session.scalar(found) or 0


def release(
    session: Session,
    imprint: Imprint,
    selection_id: int,
    stamp: str,
    signed: Signed,
    now: datetime,
) -> bool:
    """Let a selection go out as it was looked at; False where it went out before.

    Raises NotReadyError where it may not, and ChangedElsewhereError where it is not what was
    looked at.
    """
    area = session.scalar(select(Selection.area).where(Selection.id == selection_id))
    # Two of one region at once are counted one after the other.
    session.scalars(
        select(Selection.id).where(Selection.area == area).order_by(Selection.id).with_for_update()
    ).all()
    try:
        one = locked(session, selection_id)
    except SentError:
        return False
    on = local_date(now)
    checked = ready(session, imprint, one, on, now)
    if checked.why_not:
        raise NotReadyError(checked.why_not)
    if checked.stamp != stamp:
        raise ChangedElsewhereError(
            "Seit Sie die Vorschau gesehen haben, hat sich etwas geändert: an der Auswahl, an "
            "einem Eintrag oder am Verteiler. Bitte sehen Sie noch einmal nach."
        )
    for each in checked.looked:
        if each.standing is not None:
            each.item.seen = seen_as(each.standing, on)
    issue = DigestIssue(cadence=SELECTION, issued_on=on, slot=one.id, created_at=now)
    session.add(issue)
    session.flush()
    one.sent_at, one.changed_at, one.issue_id = now, now, issue.id
    one.signed = asdict(signed)
    return True


def plan_selections(engine: Engine, imprint: Imprint, now: datetime) -> tuple[str, ...]:
    """Write down the mails of every selection that was released; return problems, in German.

    Doing it again changes nothing. What was released so long ago that nobody could plan it in time
    goes no more.
    """
    with reading(engine) as session:
        waiting = session.execute(
            select(Selection.id, DigestIssue.id, Selection.sent_at)
            .join(DigestIssue, DigestIssue.id == Selection.issue_id)
            .where(DigestIssue.planned_at.is_(None))
            .order_by(Selection.id)
        ).all()
    problems: list[str] = []
    for number, issue_id, sent_at in waiting:
        try:
            if sent_at is not None and sent_at > now - GOOD_FOR:
                problems += _plan(engine, imprint, number, issue_id, now)
        except Exception as error:  # one selection must not keep all other mails from going
            problems.append(f"Auswahl {number}: {type(error).__name__}: {error}")
            continue
        with writing(engine) as session:
            session.get_one(DigestIssue, issue_id).planned_at = now
    return tuple(problems)


def _plan(engine: Engine, imprint: Imprint, number: int, issue_id: int, now: datetime) -> list[str]:
    with reading(engine) as session:
        one = session.get_one(Selection, number)
        assert one.sent_at is not None
        edition = edition_of_sent(session, imprint, one)
        covers = imprint.places.covers
        ids = audience(session, one.area, covers, local_date(now), confirmed_by=one.sent_at)
        area = one.area
    problems = []
    for start in range(0, len(ids), AT_A_TIME):
        some = ids[start : start + AT_A_TIME]
        problems += _plan_some(engine, edition, area, issue_id, some, local_date(now))
    return problems


def _plan_some(
    engine: Engine,
    edition: Edition,
    area: str,
    issue_id: int,
    ids: Collection[int],
    on: date,
) -> list[str]:
    """Write down the mails of some readers in one commit; set before anybody has to wait."""
    with reading(engine) as session:
        planned = _planned(session, issue_id, ids)
        reads = _reads(session, area, [one for one in ids if one not in planned], on)
    rows, problems = [], []
    for one in reads:
        try:
            rows.append(edition.row(issue_id, one))
        except MessageError as error:
            problems.append(f"Auswahl {edition.number}, Empfänger {one.subscriber.id}: {error}")
    with writing(engine) as session:
        # Who leaves at this moment, or plans the same, waits or has been first.
        session.execute(
            select(Subscriber.id)
            .where(Subscriber.id.in_([row.subscriber_id for row in rows]))
            .order_by(Subscriber.id)
            .with_for_update()
        ).all()
        there = {
            one.subscriber.id: one.subscriber.email
            for one in _reads(session, area, [row.subscriber_id for row in rows], on)
        }
        planned = _planned(session, issue_id, ids)
        address = {one.subscriber.id: one.subscriber.email for one in reads}
        write_mails(
            session,
            [
                row
                for row in rows
                if row.subscriber_id not in planned
                and there.get(row.subscriber_id) == address[row.subscriber_id]
            ],
        )
    return problems


def _planned(session: Session, issue_id: int, ids: Collection[int]) -> frozenset[int]:
    rows = select(Delivery.subscriber_id).where(
        Delivery.issue_id == issue_id, Delivery.subscriber_id.in_(ids)
    )
    return frozenset(session.scalars(rows))


def _reads(session: Session, area: str, ids: Collection[int], on: date) -> list[Reads]:
    """Return those of some readers who are on the list and may get mail."""
    rows = session.execute(
        select(Subscriber, ListMember.confirmed_at)
        .join(ListMember, ListMember.subscriber_id == Subscriber.id)
        .where(
            Subscriber.id.in_(ids),
            ListMember.area == area,
            ListMember.confirmed_at.is_not(None),
            ListMember.left_at.is_(None),
            may_get_mail(),
            not_paused(on),
        )
        .order_by(Subscriber.id)
    )
    return [Reads(subscriber=subscriber, since=since) for subscriber, since in rows]


def edition_of_sent(session: Session, imprint: Imprint, one: Selection) -> Edition:
    """Return a selection as it was released, whenever that is asked."""
    assert one.sent_at is not None
    items = as_it_went(session, imprint, one)
    return Edition.of(
        session,
        imprint,
        one,
        [(item.note, standing) for item, standing in items],
        Signed(**one.signed),
        one.sent_at,
    )


def edition_of_draft(
    session: Session, imprint: Imprint, one: Selection, signed: Signed, on: date, now: datetime
) -> Edition | None:
    """Return a selection as it would go out now; None where nothing can be shown."""
    items = [
        (each.item.note, each.standing)
        for each in look(session, imprint, one.id, on)
        if each.standing is not None
    ]
    return Edition.of(session, imprint, one, items, signed, now) if items else None


def stand_in(address: str, name: str) -> Reads:
    """Return whom a preview is for; its links open nothing."""
    return Reads(subscriber=Subscriber(email=address, name=name, token=NOBODY), since=None)


def write_trial(
    session: Session, edition: Edition, account_id: int, address: str, now: datetime
) -> bool:
    """Send a selection to its author alone; False where that was done too often today."""
    begun = datetime.combine(local_date(now), datetime.min.time(), BERLIN)
    mine = f"trial:{account_id}:"
    tried = session.scalar(
        select(func.count()).where(
            Letter.kind == LetterKind.TRIAL,
            Letter.once.like(f"{mine}%"),
            Letter.planned_at >= begun,
        )
    )
    if (tried or 0) >= MOST_TRIALS:
        return False
    once = f"{mine}{edition.number}:{now.isoformat()}"
    _digest, letter = edition.mail(stand_in(address, edition.signed.name))
    ours = note_id(edition.sender, once)
    trial = replace(letter, subject=f"Probe: {letter.subject}", message_id=ours, issue="")
    planned = insert_into(session.get_bind(), Letter).values(
        kind=LetterKind.TRIAL,
        once=once,
        state=DeliveryState.PLANNED,
        recipient=trial.envelope_recipient,
        subject=trial.subject,
        message_id=ours,
        message=message_bytes(trial),
        planned_at=now,
        good_until_at=now + GOOD_FOR,
        claimed_by="",
        attempts=0,
        answer="",
    )
    session.execute(planned.on_conflict_do_nothing())
    return True


def counts_of(session: Session, issue_id: int) -> Mapping[str, int]:
    """Return how many mails of an issue stand how."""
    rows = session.execute(
        select(Delivery.state, func.count())
        .where(Delivery.issue_id == issue_id)
        .group_by(Delivery.state)
    )
    return {state: count for state, count in rows}


def refused(session: Session, issue_id: int) -> list[str]:
    """Return the addresses that an issue did not reach for good, for the care of the list."""
    rows = select(Subscriber.email).join(Delivery, Delivery.subscriber_id == Subscriber.id)
    failed = rows.where(Delivery.issue_id == issue_id, Delivery.state == DeliveryState.FAILED)
    return list(session.scalars(failed.order_by(Subscriber.email)))
