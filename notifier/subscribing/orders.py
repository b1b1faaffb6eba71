"""Subscriptions entered by the service desk."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.orm import Session

from crawlers.source import Level
from db.area import Area
from db.area_tree import AreaTree
from db.subscribers import Consent, Subscriber, Subscription
from db.vocabulary import ApplicantType, Cadence


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What somebody wants to hear of; empty lists mean all. `area` is a name or a key."""

    email: str
    area: str
    name: str = ""
    topics: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    cadence: str = Cadence.WEEKLY
    consent: str  # its wording, or where it stands


class OrderError(ValueError):
    """An order cannot be carried out; the German message says which part of it."""


def checked(order: Order, tree: AreaTree, topic_ids: Iterable[str]) -> Order:
    """Return the order with a normalised address and an area key, or raise OrderError."""
    address = mail_address(order.email)
    if not order.consent.strip():
        raise OrderError("die Einwilligung fehlt: Wortlaut oder Fundstelle")
    _known("Thema", order.topics, topic_ids)
    _known("Antragsteller", order.applicants, ApplicantType)
    _known("Ebene", order.levels, Level)
    _known("Häufigkeit", (order.cadence,), Cadence)
    return Order(
        email=address,
        area=area_key(order.area, tree),
        name=order.name.strip(),
        topics=tuple(sorted(set(order.topics))),
        applicants=tuple(sorted(set(order.applicants))),
        levels=tuple(sorted(set(order.levels))),
        cadence=order.cadence,
        consent=order.consent,
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
    found = namesakes or tree.find(name)
    if not found:
        raise OrderError(f"ein Gebiet {name!r} ist nicht bekannt")
    choices = "; ".join(f"{area.key} {tree.label(area.key)}" for area in found[:6])
    raise OrderError(f"das Gebiet {name!r} ist nicht eindeutig; gemeint sein kann: {choices}")


def _spellings(area: Area) -> set[str]:
    plain = area.name.split(" (")[0].split(", ")[0]
    return {spelling.casefold() for spelling in (area.name, area.official_name, plain)}


def enter(session: Session, order: Order, now: datetime) -> bool:
    """Enter a checked order; return False where the same one stands already."""
    subscriber = session.scalar(select(Subscriber).where(Subscriber.email == order.email))
    if subscriber is None:
        subscriber = _new_subscriber(session, order, now)
    for standing in subscriber.subscriptions:
        if standing.ended_at is None and _same(standing, order):
            return False
    if subscriber.unsubscribed_at is not None:
        # Who has left has taken the old consent along.
        session.add(_consent(subscriber, order, now))
    subscriber.unsubscribed_at = None
    subscriber.subscriptions.append(
        Subscription(
            area=order.area,
            topics=list(order.topics),
            applicants=list(order.applicants),
            levels=list(order.levels),
            cadence=order.cadence,
            created_at=now,
        )
    )
    return True


def _new_subscriber(session: Session, order: Order, now: datetime) -> Subscriber:
    subscriber = Subscriber(
        email=order.email,
        name=order.name,
        token=secrets.token_urlsafe(24),
        created_at=now,
        confirmed_at=now,
    )
    session.add(subscriber)
    session.flush()
    session.add(_consent(subscriber, order, now))
    return subscriber


def _consent(subscriber: Subscriber, order: Order, now: datetime) -> Consent:
    return Consent(subscriber_id=subscriber.id, given_at=now, wording=order.consent, way="operator")


def _same(standing: Subscription, order: Order) -> bool:
    return (
        standing.area == order.area
        and standing.cadence == order.cadence
        and sorted(standing.topics) == list(order.topics)
        and sorted(standing.applicants) == list(order.applicants)
        and sorted(standing.levels) == list(order.levels)
    )


def _known(what: str, codes: Iterable[str], known: Iterable[str] | type[StrEnum]) -> None:
    allowed = [str(code) for code in known]
    for code in codes:
        if code not in allowed:
            raise OrderError(f"{what} {code!r} gibt es nicht; möglich sind: {', '.join(allowed)}")
