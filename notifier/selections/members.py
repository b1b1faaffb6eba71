"""Members: who gets the selections of a region. Its manager asks, the mailbox itself says yes.

An address is asked once, and once more after thirty days at the earliest. Nobody is asked whose
address is suppressed or erased, who declined or who left: of these the manager hears only that the
address is not written to, for whatever reason.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from db.engine import one_at_a_time, writing
from db.letters import Letter
from db.local_date import BERLIN, local_date
from db.secrets import digest_of, new_secret
from db.selections import ListMember
from db.subscribers import Subscriber, Suppression
from db.vocabulary import LetterKind
from notifier.letters import write_letter
from notifier.mail.message import MessageError, spellings
from notifier.mail.sender import Sender
from notifier.recipients import may_get_mail, not_paused, suppressed
from notifier.selections.typed import Typed
from notifier.subscribing.confirm import let_mail_in
from notifier.subscribing.erase import erased
from notifier.subscribing.leave import Way, left_with_nothing, member_of
from notifier.subscribing.orders import subscriber_at

LASTS = timedelta(days=14)
AGAIN_AFTER = timedelta(days=30)
MOST_TIMES = 2  # that an address is asked without having answered
MOST_A_DAY = 300  # letters of one region
MOST_MEMBERS = 2000
_LOCK = 7_265_031  # any number that no other lock has
FORGOTTEN_AFTER = timedelta(days=365)  # of who never answered
PATH = "/verteiler/bestaetigen"
BY_MANAGER = "manager"  # how somebody left whom the manager took from the list
SUBJECT = "Möchten Sie Förderhinweise bekommen? Frage von {region}"
WORDS = (
    "{who}, {region}, möchte Ihnen von Zeit zu Zeit per Mail eine Auswahl aktueller Förderungen "
    "schicken und hat dafür Ihre Mailadresse eingetragen."
)
TEXT = """Guten Tag,

{words}

Möchten Sie das? Dann bestätigen Sie es bitte auf dieser Seite:

{link}

Der Link gilt 14 Tage. Möchten Sie es nicht, ist nichts zu tun: Ohne Bestätigung schicken wir Ihnen nichts. Auf der Seite können Sie auch sagen, dass wir Sie nicht wieder fragen sollen.

Verschickt wird die Auswahl mit dem Landboten. Ihre Adresse wird nur dafür verwendet. Abmelden können Sie sich jederzeit, mit einem Klick in jeder Mail.

{contact}
"""  # noqa: E501


class State(StrEnum):
    """How an address stands on a list, as far as its manager may know."""

    MEMBER = "member"
    ASKED = "asked"
    UNANSWERED = "unanswered"
    LEFT = "left"
    SILENT = "silent"  # not written to, for whatever reason


STATES = {
    State.MEMBER: "bestätigt",
    State.ASKED: "wartet auf Bestätigung",
    State.UNANSWERED: "nicht geantwortet",
    State.LEFT: "abgemeldet",
    State.SILENT: "wird nicht angeschrieben",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who asks, and for which region: `who` is a name, `region` how the region is called."""

    area: str
    region: str
    account_id: int
    who: str
    address: str


@dataclass(slots=True, kw_only=True)
class Asked:
    """What became of some addresses, each in one of these lists."""

    asked: list[str] = field(default_factory=list)
    already: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    later: list[tuple[str, date]] = field(default_factory=list)  # may be asked again from a day on
    beyond: list[str] = field(default_factory=list)  # no room today, or on the list


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One address of a list with how it stands."""

    member: ListMember
    state: State


def ask_all(
    session: Session, asking: Asking, typed: Iterable[Typed], sender: Sender, now: datetime
) -> Asked:
    """Ask some addresses whether they want the selections of a region, and say what became of each.

    Each is asked by a letter of its own, which goes out after the commit.
    """
    answer = Asked()
    # An address that is new has no row to wait for, nor has the count of a day.
    one_at_a_time(session, _LOCK)
    today = datetime.combine(local_date(now), datetime.min.time(), BERLIN)
    sent = session.scalar(
        select(func.count()).where(ListMember.area == asking.area, ListMember.asked_at >= today)
    )
    there = session.scalar(select(func.count()).where(ListMember.area == asking.area, _wanted()))
    room = min(MOST_A_DAY - (sent or 0), MOST_MEMBERS - (there or 0))
    for one in typed:
        _ask(session, asking, one, sender, now, answer, room - len(answer.asked))
    return answer


def _ask(
    session: Session,
    asking: Asking,
    typed: Typed,
    sender: Sender,
    now: datetime,
    answer: Asked,
    room: int,
) -> None:
    known = select(ListMember).where(
        ListMember.area == asking.area, ListMember.address == typed.address
    )
    row = session.scalar(known.with_for_update())
    if row is not None and _is_member(row):
        answer.already.append(typed.address)
    elif _not_to_be_asked(session, sender.secret, typed.address, row):
        answer.silent.append(typed.address)
    elif row is not None and row.removed_at is None and row.good_until_at > now:
        answer.already.append(typed.address)
    elif row is not None and row.asked_at + AGAIN_AFTER > now:
        answer.later.append((typed.address, local_date(row.asked_at + AGAIN_AFTER)))
    elif room <= 0:
        answer.beyond.append(typed.address)
    else:
        secret = new_secret()
        try:
            _write(session, asking, typed.address, secret, sender, now)
        except MessageError:
            answer.silent.append(typed.address)
            return
        _note(session, asking, typed, row, secret, now)
        answer.asked.append(typed.address)


def _not_to_be_asked(session: Session, secret: str, address: str, row: ListMember | None) -> bool:
    """Whether an address is not written to: its owner said so, or no mail arrives there."""
    written = spellings(address)
    declined = select(ListMember.id).where(
        ListMember.address.in_(written), ListMember.declined_at.is_not(None)
    )
    left = select(Subscriber.id).where(
        func.lower(Subscriber.email).in_(written), Subscriber.unsubscribed_at.is_not(None)
    )
    kept_out = select(Suppression.email).where(Suppression.email.in_(written))
    return (
        any(session.scalar(one.limit(1)) is not None for one in (declined, left, kept_out))
        or erased(session, secret, address)
        or (row is not None and row.left_at is not None and row.left_way != BY_MANAGER)
        or (row is not None and row.confirmed_at is None and row.times_asked >= MOST_TIMES)
    )


def _note(
    session: Session,
    asking: Asking,
    typed: Typed,
    row: ListMember | None,
    secret: str,
    now: datetime,
) -> None:
    if row is None:
        row = ListMember(area=asking.area, address=typed.address, times_asked=0)
        session.add(row)
    if row.confirmed_at is not None:
        row.earlier = [*row.earlier, _past(row)]
        row.confirmed_at, row.times_asked = None, 0
    row.name, row.place = typed.name, typed.place or asking.area
    row.account_id, row.digest = asking.account_id, digest_of(secret)
    row.asked_by = f"{asking.who} <{asking.address}>"
    row.asked_words = WORDS.format(who=asking.who, region=asking.region)
    row.asked_at, row.good_until_at = now, now + LASTS
    row.times_asked += 1
    row.left_at, row.left_way, row.removed_at = None, "", None
    session.flush()


def _past(row: ListMember) -> dict[str, Any]:
    moments = {"asked_at": row.asked_at, "confirmed_at": row.confirmed_at, "left_at": row.left_at}
    told = {name: at.isoformat() for name, at in moments.items() if at is not None}
    return told | {"asked_by": row.asked_by, "wording": row.wording, "left_way": row.left_way}


def _write(
    session: Session, asking: Asking, address: str, secret: str, sender: Sender, now: datetime
) -> None:
    write_letter(
        session,
        kind=LetterKind.LIST,
        recipient=address,
        subject=SUBJECT.format(region=asking.region),
        text=TEXT.format(
            words=WORDS.format(who=asking.who, region=asking.region),
            link=f"{sender.base_url.rstrip('/')}{PATH}/{secret}",
            contact="\n".join(filter(None, sender.contact)),
        ),
        once=f"list:{digest_of(secret)}",
        now=now,
        good_until=now + LASTS,
        sender=sender,
    )


def asked_behind(session: Session, secret: str) -> ListMember | None:
    """Return whom a link asks, whatever was answered since; None for a link of none."""
    return session.scalar(select(ListMember).where(ListMember.digest == digest_of(secret)))


def is_open(member: ListMember, now: datetime) -> bool:
    """Whether a question still waits for an answer that can be given."""
    answered = member.confirmed_at or member.declined_at or member.removed_at
    return answered is None and member.good_until_at > now


def confirm(session: Session, member: ListMember, wording: str, secret: str, now: datetime) -> bool:
    """Enter who has just shown that these mails are wanted and arrive; False where nothing waits.

    With `secret` an erased address is known again.
    """
    session.flush()
    session.refresh(member, with_for_update=True)
    if not is_open(member, now):
        return False
    subscriber, _came = subscriber_at(session, member.address, now, member.name)
    let_mail_in(session, member.address, secret, now)
    member.subscriber_id = subscriber.id
    member.confirmed_at, member.wording = now, wording
    return True


def decline(session: Session, member: ListMember, now: datetime) -> bool:
    """Never ask an address again, for whichever region; False where that was said before."""
    session.flush()
    session.refresh(member, with_for_update=True)
    if member.declined_at is not None or member.confirmed_at is not None:
        return False
    member.declined_at = now
    return True


def remove(session: Session, area: str, member_id: int, now: datetime) -> bool:
    """Take an address from a list at its manager's wish; False where it is not there."""
    found = select(ListMember).where(
        ListMember.id == member_id, ListMember.area == area, ListMember.removed_at.is_(None)
    )
    row = session.scalar(found.with_for_update())
    if row is None:
        return False
    if _is_member(row):
        row.left_at, row.left_way = now, BY_MANAGER
    row.removed_at = now
    # A letter that still waits asks for nothing any more.
    _drop_letters(session, [row.digest])
    if row.subscriber_id is not None:
        subscriber = session.get_one(Subscriber, row.subscriber_id, with_for_update=True)
        left_with_nothing(session, subscriber, now, way=BY_MANAGER)
    return True


def come_back_to(session: Session, subscriber: Subscriber, area: str, now: datetime) -> bool:
    """Undo that somebody left a list; False where there is nothing to undo."""
    row = member_of(session, subscriber.id, area)
    if row is None or row.left_at is None or row.left_way in (BY_MANAGER, Way.COMPLAINT):
        return False
    subscriber_at(session, subscriber.email, now)
    row.earlier = [*row.earlier, _past(row)]
    row.confirmed_at, row.left_at, row.left_way = now, None, ""
    return True


def lists_of(session: Session, subscriber_id: int) -> list[ListMember]:
    """Return the memberships of a subscriber that run."""
    found = select(ListMember).where(ListMember.subscriber_id == subscriber_id, _confirmed())
    return list(session.scalars(found.order_by(ListMember.id)))


def audience(
    session: Session,
    area: str,
    covers: Callable[[str, str], bool],
    on: date,
    confirmed_by: datetime | None = None,
) -> list[int]:
    """Return the subscribers to whom a selection of a region goes: confirmed and within it.

    Who confirmed later than `confirmed_by` gets the next one.
    """
    found = (
        select(Subscriber.id, ListMember.place)
        .join(ListMember, ListMember.subscriber_id == Subscriber.id)
        .where(ListMember.area == area, _confirmed(), may_get_mail(), not_paused(on))
        .order_by(Subscriber.id)
    )
    if confirmed_by is not None:
        found = found.where(ListMember.confirmed_at <= confirmed_by)
    rows = session.execute(found)
    return [number for number, place in rows if _within(area, place, covers)]


def _within(area: str, place: str, covers: Callable[[str, str], bool]) -> bool:
    try:
        return place in ("", area) or covers(area, place)
    except LookupError:
        return False


def on_list(
    session: Session, area: str, now: datetime, sought: str, page: int, size: int
) -> tuple[list[Listed], bool]:
    """Return a page of a list, by address, and whether there is more."""
    kept_out = or_(
        suppressed(ListMember.address),
        ListMember.subscriber_id.in_(
            select(Subscriber.id).where(Subscriber.unsubscribed_at.is_not(None))
        ),
    )
    found = (
        select(ListMember, kept_out)
        .where(ListMember.area == area, ListMember.removed_at.is_(None))
        .order_by(ListMember.address)
        .limit(size + 1)
        .offset((page - 1) * size)
    )
    if sought:
        part = sought.strip().lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        said = or_(
            func.lower(ListMember.address).like(f"%{part}%", escape="\\"),
            func.lower(ListMember.name).like(f"%{part}%", escape="\\"),
        )
        found = found.where(said)
    rows = [
        Listed(member=member, state=state_of(member, now, kept_out=out))
        for member, out in session.execute(found)
    ]
    return rows[:size], len(rows) > size


def state_of(member: ListMember, now: datetime, *, kept_out: bool) -> State:
    """Return how an address stands; `kept_out` says that no mail goes there."""
    if member.left_at is not None:
        return State.LEFT
    if member.declined_at is not None or kept_out:
        return State.SILENT
    if member.confirmed_at is not None:
        return State.MEMBER
    return State.ASKED if member.good_until_at > now else State.UNANSWERED


def forget_members(engine: Engine, now: datetime, years: int) -> int:
    """Drop who never answered for a year, and who left so many years ago, counted from year's end.

    Who declined is kept: otherwise the same address would be asked again.
    """
    begun = datetime(local_date(now).year - years, 1, 1, tzinfo=BERLIN)
    over = or_(
        and_(ListMember.confirmed_at.is_(None), ListMember.asked_at < now - FORGOTTEN_AFTER),
        ListMember.left_at < begun,
    )
    with writing(engine) as session:
        dropped = delete(ListMember).where(over, ListMember.declined_at.is_(None))
        return len(session.execute(dropped.returning(ListMember.id)).all())


def _confirmed() -> Any:
    return and_(ListMember.confirmed_at.is_not(None), ListMember.left_at.is_(None))


def _wanted() -> Any:
    return and_(
        ListMember.left_at.is_(None),
        ListMember.removed_at.is_(None),
        ListMember.declined_at.is_(None),
    )


def _is_member(row: ListMember) -> bool:
    return row.confirmed_at is not None and row.left_at is None


def _drop_letters(session: Session, digests: Collection[str]) -> None:
    named = [f"list:{one}" for one in digests]
    waiting = delete(Letter).where(Letter.once.in_(named), Letter.settled_at.is_(None))
    session.execute(waiting.where(Letter.claimed_at.is_(None)))
