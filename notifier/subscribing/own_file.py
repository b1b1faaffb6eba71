"""Own file: everything that is kept of a subscriber, as a file to read and to take along."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.bounces import Bounce
from db.deliveries import Delivery, DeliveryItem, DigestIssue
from db.labels import CADENCES, DELIVERY_STATES, ISSUES, LETTER_KINDS, REASONS, label
from db.letters import Letter
from db.opportunities import Opportunity
from db.selections import ListMember
from db.subscribers import (
    Consent,
    Dismissal,
    Remembered,
    Subscriber,
    SubscriberLink,
    SubscriberSession,
    SubscriptionRequest,
    Suppression,
)
from notifier.mail.message import spellings

Rows = list[dict[str, Any]]


def own_file(session: Session, subscriber: Subscriber) -> str:
    """Return all that is kept of a subscriber as JSON, with German names."""
    address = spellings(subscriber.email)
    kept = {
        "adresse": subscriber.email,
        "name": subscriber.name,
        "kennung_in_links": subscriber.token,
        "eingetragen_am": subscriber.created_at,
        "bestätigt_am": subscriber.confirmed_at,
        "abbestellt_am": subscriber.unsubscribed_at,
        "pause_bis": subscriber.paused_until_on,
        "lebenszeichen": subscriber.sign_of_life,
        "abonnements": _subscriptions(subscriber),
        "einwilligungen": _consents(session, subscriber.id),
        "anfragen": _requests(session, address),
        "verteiler": _lists(session, subscriber.id, address),
        "nicht_für_uns": _dismissals(session, subscriber.id),
        "vorgemerkt": _remembered(session, subscriber.id),
        "mails": _mails(session, subscriber.id),
        "briefe": _letters(session, address),
        "rückläufer": _bounces(session, subscriber.id, address),
        "sperre": _suppression(session, address),
        "zugänge": _ways_in(session, subscriber.id),
    }
    return json.dumps(kept, ensure_ascii=False, indent=2, default=_written)


def _written(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in the file")


def _subscriptions(subscriber: Subscriber) -> Rows:
    return [
        {
            "bezeichnung": one.name,
            "gebiet": one.area,
            "themen": one.topics,
            "antragsteller": one.applicants,
            "ebenen": one.levels,
            "häufigkeit": label(CADENCES, one.cadence),
            "wochentag": one.weekday,
            "erinnerung_tage": one.lead_days,
            "wörter_nötig": one.required,
            "wörter_unerwünscht": one.excluded,
            "nur_was_zu_dieser_suche_passt": one.narrowed,
            "feed": one.feed_key,
            "angelegt_am": one.created_at,
            "mehr_gewünscht_am": one.changed_at,
            "beendet_am": one.ended_at,
        }
        for one in subscriber.subscriptions
    ]


def _consents(session: Session, number: int) -> Rows:
    found = select(Consent).where(Consent.subscriber_id == number).order_by(Consent.id)
    return [
        {
            "angefragt_am": one.requested_at,
            "wortlaut_der_anfrage": one.request_wording,
            "gegeben_am": one.given_at,
            "wortlaut": one.wording,
            "weg": one.way,
            "widerrufen_am": one.withdrawn_at,
            "weg_des_widerrufs": one.withdrawn_way,
            "widerruf_eingetragen_von": one.withdrawn_by,
        }
        for one in session.scalars(found)
    ]


def _requests(session: Session, address: Sequence[str]) -> Rows:
    found = select(SubscriptionRequest).where(func.lower(SubscriptionRequest.address).in_(address))
    return [
        {
            "angefragt_am": one.requested_at,
            "wortlaut": one.wording,
            "abonnements": one.orders,
            "gilt_bis": one.good_until_at,
            "bestätigt_am": one.confirmed_at,
        }
        for one in session.scalars(found.order_by(SubscriptionRequest.id))
    ]


def _lists(session: Session, number: int, address: Sequence[str]) -> Rows:
    found = select(ListMember).where(
        or_(ListMember.subscriber_id == number, func.lower(ListMember.address).in_(address))
    )
    return [
        {
            "region": one.area,
            "name": one.name,
            "ort": one.place,
            "eingetragen_von": one.asked_by,
            "gefragt_am": one.asked_at,
            "wie_oft_gefragt": one.times_asked,
            "wortlaut_der_frage": one.asked_words,
            "bestätigt_am": one.confirmed_at,
            "wortlaut": one.wording,
            "abgelehnt_am": one.declined_at,
            "abgemeldet_am": one.left_at,
            "weg_der_abmeldung": one.left_way,
            "früher": one.earlier,
        }
        for one in session.scalars(found.order_by(ListMember.id))
    ]


def _dismissals(session: Session, number: int) -> Rows:
    found = (
        select(Dismissal, Opportunity.title)
        .join(Opportunity, Opportunity.id == Dismissal.opportunity_id)
        .where(Dismissal.subscriber_id == number)
        .order_by(Dismissal.id)
    )
    return [
        {
            "eintrag": one.opportunity_id,
            "titel": title,
            "ganzes_programm": one.whole,
            "am": one.dismissed_at,
        }
        for one, title in session.execute(found)
    ]


def _remembered(session: Session, number: int) -> Rows:
    found = (
        select(Remembered, Opportunity.title)
        .join(Opportunity, Opportunity.id == Remembered.opportunity_id)
        .where(Remembered.subscriber_id == number)
        .order_by(Remembered.id)
    )
    return [
        {
            "eintrag": one.opportunity_id,
            "titel": title,
            "erinnerung_tage": one.lead_days,
            "am": one.remembered_at,
        }
        for one, title in session.execute(found)
    ]


def _mails(session: Session, number: int) -> Rows:
    items: defaultdict[int, Rows] = defaultdict(list)
    told = (
        select(DeliveryItem, Opportunity.title)
        .join(Opportunity, Opportunity.id == DeliveryItem.opportunity_id)
        .where(DeliveryItem.subscriber_id == number)
        .order_by(DeliveryItem.id)
    )
    for item, title in session.execute(told):
        items[item.delivery_id].append(
            {
                "eintrag": item.opportunity_id,
                "titel": title,
                "anlass": label(REASONS, item.reason),
                "erklärung": item.explanation,
            }
        )
    mails = (
        select(Delivery, DigestIssue)
        .join(DigestIssue, DigestIssue.id == Delivery.issue_id)
        .where(Delivery.subscriber_id == number)
        .order_by(Delivery.id)
    )
    return [
        {
            "ausgabe": f"{label(ISSUES, issue.cadence)}, {issue.issued_on.isoformat()}",
            "betreff": mail.subject,
            "an": mail.recipient,
            "stand": label(DELIVERY_STATES, mail.state),
            "zusammengestellt_am": mail.planned_at,
            "erledigt_am": mail.settled_at,
            "antwort_des_mailservers": mail.answer,
            "einträge": items[mail.id],
            "text": _text(mail.message),
        }
        for mail, issue in session.execute(mails)
    ]


def _letters(session: Session, address: Sequence[str]) -> Rows:
    found = select(Letter).where(func.lower(Letter.recipient).in_(address)).order_by(Letter.id)
    return [
        {
            "worum": label(LETTER_KINDS, one.kind),
            "betreff": one.subject,
            "stand": label(DELIVERY_STATES, one.state),
            "geschrieben_am": one.planned_at,
            "erledigt_am": one.settled_at,
        }
        for one in session.scalars(found)
    ]


def _bounces(session: Session, number: int, address: Sequence[str]) -> Rows:
    mails = select(Delivery.id).where(Delivery.subscriber_id == number)
    letters = select(Letter.id).where(func.lower(Letter.recipient).in_(address))
    came_back = select(Bounce).where(
        or_(Bounce.delivery_id.in_(mails), Bounce.letter_id.in_(letters))
    )
    return [
        {"art": one.kind, "kennzahl": one.status, "wortlaut": one.said, "am": one.read_at}
        for one in session.scalars(came_back.order_by(Bounce.id))
    ]


def _suppression(session: Session, address: Sequence[str]) -> dict[str, Any] | None:
    found = session.scalar(select(Suppression).where(Suppression.email.in_(address)).limit(1))
    return {"grund": found.reason, "seit": found.since_at} if found else None


def _ways_in(session: Session, number: int) -> Rows:
    links = select(SubscriberLink.made_at, SubscriberLink.ends_at)
    sessions = select(SubscriberSession.opened_at, SubscriberSession.ends_at)
    asked: Iterable[tuple[str, Any]] = (
        ("Link", links.where(SubscriberLink.subscriber_id == number)),
        ("Browser", sessions.where(SubscriberSession.subscriber_id == number)),
    )
    return [
        {"art": what, "seit": since, "bis": until}
        for what, rows in asked
        for since, until in session.execute(rows)
    ]


def _text(message: bytes) -> str | None:
    """Return the text of a mail as long as it is kept."""
    if not message:
        return None
    parsed = message_from_bytes(message, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    body = parsed.get_body(preferencelist=("plain",))
    return str(body.get_content()) if body is not None else None
