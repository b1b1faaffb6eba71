"""Orders: what somebody wants to hear of, checked, and entered for who agreed to it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.orm import Session

from crawlers.source import Level
from db.area import Area
from db.area_tree import AreaTree
from db.finding.filter import EVERYTHING, Filter, to_json
from db.labels import CADENCES
from db.subscribers import Consent, Subscriber, Subscription
from db.upsert import insert_into
from db.vocabulary import ApplicantType, Cadence
from notifier.mail.sender import Sender
from notifier.subscribing.erase import erased
from notifier.subscribing.remember import LEAD_DAYS
from notifier.subscribing.settings import ON_A_WEEKDAY, Wanted, add, running, wrong

# What `wrong` names that is not a list of codes.
_FIELDS = {
    "name": "Bezeichnung",
    "weekday": "Wochentag",
    "lead_days": "Erinnerung",
    "required": "Verlangte Wörter",
    "excluded": "Ausgeschlossene Wörter",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What somebody wants to hear of; empty lists mean all. `area` is a name or a key.

    `name` is whose address it is, `called` how the subscription itself is to be called. What else
    there is of it `db.subscribers.Subscription` says.
    """

    email: str
    area: str
    name: str = ""
    called: str = ""
    topics: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    cadence: str = Cadence.WEEKLY
    weekday: int | None = None
    lead_days: int = LEAD_DAYS
    required: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    sign_of_life: bool = False
    narrowed: Filter = EVERYTHING
    consent: str  # its wording, or where it stands

    @property
    def wanted(self) -> Wanted:
        """The subscription alone, as its owner's settings have it."""
        return Wanted(
            area=self.area,
            name=self.called,
            topics=self.topics,
            applicants=self.applicants,
            levels=self.levels,
            cadence=self.cadence,
            weekday=self.weekday,
            lead_days=self.lead_days,
            required=self.required,
            excluded=self.excluded,
            narrowed=self.narrowed,
        )


class OrderError(ValueError):
    """An order cannot be carried out; the German message says which part of it."""


def checked(order: Order, tree: AreaTree, topic_ids: Iterable[str]) -> Order:
    """Return the order with a normalised address and an area key, or raise OrderError."""
    return checked_terms(replace(order, area=area_key(order.area, tree)), topic_ids)


def checked_terms(order: Order, topic_ids: Iterable[str]) -> Order:
    """Return an order whose area is known with all else normalised, or raise OrderError."""
    address = mail_address(order.email)
    if not order.consent.strip():
        raise OrderError("die Einwilligung fehlt: Wortlaut oder Fundstelle")
    _known("Thema", order.topics, topic_ids)
    _known("Antragsteller", order.applicants, ApplicantType)
    _known("Ebene", order.levels, Level)
    _known("Häufigkeit", (order.cadence,), Cadence)
    # A day that no mail of this cadence can have is a mistake, not a setting to let fall.
    if order.weekday is not None and order.cadence not in ON_A_WEEKDAY:
        named = " oder ".join(CADENCES[cadence] for cadence in ON_A_WEEKDAY)
        raise OrderError(f"einen Wochentag gibt es nur, wo die Häufigkeit {named} ist")
    for field, sentence in wrong(order.wanted, set(topic_ids)).items():
        raise OrderError(f"{_FIELDS.get(field, field)}: {sentence}")
    return replace(
        order,
        email=address,
        name=order.name.strip(),
        called=order.called.strip(),
        topics=tuple(sorted(set(order.topics))),
        applicants=tuple(sorted(set(order.applicants))),
        levels=tuple(sorted(set(order.levels))),
    )


def mail_address(text: str) -> str:
    """Return an address as it is stored; one to which no mail can be sent is refused."""
    name, at, _domain = text.strip().rpartition("@")
    if at and not name.isascii():
        raise OrderError(
            f"an {text!r} kann keine Mail gehen: vor dem @ dürfen keine Umlaute und keine anderen "
            "Sonderbuchstaben stehen"
        )
    try:
        found = validate_email(
            text, check_deliverability=False, test_environment=True, allow_smtputf8=False
        )
    except EmailNotValidError:
        raise OrderError(f"{text!r} ist keine Mailadresse") from None
    return found.normalized.lower()


def area_key(name: str, tree: AreaTree) -> str:
    """Return the key of an area given by key or by name; an ambiguous name is refused."""
    if tree.knows(name):
        return tree.of(name).key
    # Lautertal is four places: one of that very name must not win over those with an addition.
    namesakes = [area for area in tree.areas if name.casefold() in _spellings(area)]
    if len(namesakes) == 1:
        return namesakes[0].key
    spelt = [one.key for one in tree.search(name) if one.exact]
    if not namesakes and len(spelt) == 1:
        return spelt[0]  # otherwise spelt, or a name of before a merger
    found = namesakes or tree.find(name)
    if not found:
        raise OrderError(f"ein Gebiet {name!r} ist nicht bekannt")
    choices = "; ".join(f"{area.key} {tree.label(area.key)}" for area in found[:6])
    raise OrderError(f"das Gebiet {name!r} ist nicht eindeutig; gemeint sein kann: {choices}")


def _spellings(area: Area) -> set[str]:
    plain = area.name.split(" (")[0].split(", ")[0]
    return {spelling.casefold() for spelling in (area.name, area.official_name, plain)}


def refuse_erased(session: Session, address: str, sender: Sender) -> None:
    """Raise OrderError where the owner of an address had everything erased and is not back."""
    if erased(session, sender.secret, address):
        raise OrderError(
            f"zu {address} wurde auf Wunsch alles gelöscht; neu bestellen kann nur, wer dort die "
            f"Post liest: {sender.base_url}/abonnieren"
        )


def enter(session: Session, order: Order, now: datetime) -> bool:
    """Enter a checked order for who agreed elsewhere; return False where the same stands already.

    Who has left has taken the old consent along, and all subscriptions.
    """
    subscriber, came = subscriber_at(session, order.email, now, order.name)
    if came:
        session.add(
            Consent(
                subscriber_id=subscriber.id, given_at=now, wording=order.consent, way="operator"
            )
        )
    return subscribe(subscriber, order, now)


def subscriber_at(
    session: Session, address: str, now: datetime, name: str = ""
) -> tuple[Subscriber, bool]:
    """Return who has an address, and whether that is somebody who is new or comes back.

    The row is ours until the transaction ends: two that enter at once do so one after the other.
    """
    new = insert_into(session.get_bind(), Subscriber).values(
        email=address, name=name, token=secrets.token_urlsafe(24), created_at=now, confirmed_at=now
    )
    added = session.scalar(new.on_conflict_do_nothing().returning(Subscriber.id))
    found = select(Subscriber).where(Subscriber.email == address).with_for_update()
    subscriber = session.scalars(found).one()
    left_at = subscriber.unsubscribed_at
    if left_at is not None:
        for standing in subscriber.subscriptions:
            standing.ended_at = standing.ended_at or left_at
        subscriber.unsubscribed_at = None
        subscriber.paused_until_on = None
    return subscriber, added is not None or left_at is not None


def subscribe(subscriber: Subscriber, order: Order, now: datetime) -> bool:
    """Add a subscription; return False where the same one stands already."""
    subscriber.sign_of_life = subscriber.sign_of_life or order.sign_of_life
    if any(_terms(one) == _terms(order) for one in running(subscriber)):
        return False
    add(subscriber, order.wanted, now)
    return True


def _terms(one: Order | Subscription) -> tuple[object, ...]:
    """Return all by which one subscription is another than the next; its name is not."""
    lists = (one.topics, one.applicants, one.levels, one.required, one.excluded)
    narrowed = to_json(one.narrowed) if isinstance(one, Order) else one.narrowed or {}
    terms = (one.area, one.cadence, one.weekday, one.lead_days, narrowed)
    return (*terms, *(sorted(each) for each in lists))


def _known(what: str, codes: Iterable[str], known: Iterable[str] | type[StrEnum]) -> None:
    allowed = [str(code) for code in known]
    for code in codes:
        if code not in allowed:
            raise OrderError(f"{what} {code!r} gibt es nicht; möglich sind: {', '.join(allowed)}")
