"""Request: somebody asks for subscriptions, and the mailbox is asked whether that was its owner.

Nobody looks whether an address is known: whoever asks gets the same answer and the same mail,
so that nothing can be learnt by asking. One request waits for an address and local day; what is
ordered beside it is added, and its mail is not sent twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from db.engine import writing
from db.finding.filter import from_json as filter_from_json
from db.finding.filter import to_json as filter_to_json
from db.labels import short_day
from db.letters import Letter
from db.local_date import BERLIN, local_date
from db.secrets import digest_of, new_secret
from db.subscribers import SubscriptionRequest
from db.upsert import insert_into
from db.vocabulary import LetterKind
from notifier.letters import write_letter
from notifier.mail.sender import Sender
from notifier.subscribing.orders import Order

LASTS = timedelta(days=7)
PATH = "/abonnieren/bestaetigen"
# Orders that wait at once for one address. It is far more than an office orders in a day, and what
# is beyond it goes without a word: whether something waits is nobody else's business.
MOST = 50
SUBJECT = "Bitte bestätigen Sie Ihr Abonnement beim Landboten"
TEXT = """Guten Tag,

am {day} um {time} Uhr wurden mit dieser Mailadresse Hinweise auf Förderungen bestellt:

{orders}

Waren Sie das? Dann bestätigen Sie es bitte auf dieser Seite:

{link}

Der Link gilt sieben Tage. Waren Sie das nicht, ist nichts zu tun:
Ohne Bestätigung schicken wir Ihnen keine Hinweise.

{contact}
"""
_KEPT_ELSEWHERE = frozenset({"email", "consent"})

Described = Callable[[Order], str]


def ask(
    session: Session,
    orders: Sequence[Order],
    described: Described,
    sender: Sender,
    now: datetime,
) -> bool:
    """Note checked orders of one address, and write its mail where none waits for an answer.

    Returns whether a mail was written. `described` says in German what an order is about, in our
    own words alone: what somebody typed must not reach a stranger by our mail. Raises
    MessageError for an address that takes no mail.
    """
    first = orders[0]
    pending = f"{first.email} {local_date(now)}"
    while True:
        secret = new_secret()
        asked = _note(session, orders, pending, secret, now)
        if asked is not None:
            _write(session, orders, described, secret, sender, now)
            return True
        waits = select(SubscriptionRequest).where(SubscriptionRequest.pending == pending)
        request = session.scalar(waits.with_for_update())
        # It may have been confirmed since; then this is a request of its own.
        if request is not None:
            new = [one for one in map(to_json, orders) if one not in request.orders]
            request.orders = [*request.orders, *new][:MOST]
            return False


def _note(
    session: Session, orders: Sequence[Order], pending: str, secret: str, now: datetime
) -> int | None:
    first = orders[0]
    request = insert_into(session.get_bind(), SubscriptionRequest).values(
        address=first.email,
        pending=pending,
        digest=digest_of(secret),
        orders=[to_json(one) for one in orders[:MOST]],
        wording=first.consent,
        requested_at=now,
        good_until_at=now + LASTS,
    )
    noted = request.on_conflict_do_nothing().returning(SubscriptionRequest.id)
    return session.scalar(noted)


def _write(
    session: Session,
    orders: Sequence[Order],
    described: Described,
    secret: str,
    sender: Sender,
    now: datetime,
) -> None:
    local = now.astimezone(BERLIN)
    write_letter(
        session,
        kind=LetterKind.CONFIRM,
        recipient=orders[0].email,
        subject=SUBJECT,
        text=TEXT.format(
            day=short_day(local.date()),
            time=f"{local:%H:%M}",
            orders="\n".join(f"- {described(one)}" for one in orders),
            contact="\n".join(filter(None, sender.contact)),
            link=f"{sender.base_url.rstrip('/')}{PATH}/{secret}",
        ),
        once=f"confirm:{digest_of(secret)}",
        now=now,
        good_until=now + LASTS,
        sender=sender,
    )


def to_json(order: Order) -> dict[str, Any]:
    """Return an order as its request keeps it."""
    facts = asdict(order) | {"narrowed": filter_to_json(order.narrowed)}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in facts.items()
        if name not in _KEPT_ELSEWHERE and (name != "narrowed" or value)
    }


def orders_of(request: SubscriptionRequest) -> tuple[Order, ...]:
    """Return what was asked for."""
    return tuple(
        Order(email=request.address, consent=request.wording, **_facts(one))
        for one in request.orders
    )


def _facts(kept: Mapping[str, Any]) -> dict[str, Any]:
    facts = {
        name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()
    }
    return facts | {"narrowed": filter_from_json(kept.get("narrowed", {}))}


def forget_requests(engine: Engine, now: datetime) -> int:
    """Drop the requests that nobody can confirm any more, with their mails; return how many.

    What was confirmed stands in the consents by then.
    """
    with writing(engine) as session:
        over = delete(SubscriptionRequest).where(SubscriptionRequest.good_until_at <= now)
        gone = session.execute(over.returning(SubscriptionRequest.id)).all()
        session.execute(
            delete(Letter).where(Letter.kind == LetterKind.CONFIRM, Letter.good_until_at <= now)
        )
        return len(gone)
