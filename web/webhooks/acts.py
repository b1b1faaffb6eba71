"""Acts: what an owner does with the webhook of a saved filter; the caller owns the transaction."""

from __future__ import annotations

import ipaddress
import json
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from crawlers.public_addresses import is_public
from db.change_log import last_number
from db.saved_filters import Webhook, WebhookCall
from db.vocabulary import DeliveryState
from web.webhooks.signing import new_key

LONGEST = 500  # of an address
HTTPS = 443
OWN_PORTS = 1024  # below are those of mail, names and the like
SHOWN = 20  # calls on the page
# So long after a new secret the old one signs, too, for whoever puts the new one in place.
BOTH_SIGN = timedelta(hours=24)
STOPPED_BY_OWNER = "Von Ihnen angehalten."


class AddressRefusedError(ValueError):
    """Nothing is sent to such an address; the German sentence says why."""


def checked_address(url: str, *, loopback: bool = False) -> str:
    """Return an address as it is called. Raises AddressRefusedError.

    What a name stands for is looked at again whenever it is called.
    """
    url = url.strip()
    if not url:
        raise AddressRefusedError("Bitte geben Sie eine Adresse an.")
    if len(url) > LONGEST or not url.isascii() or any(one.isspace() for one in url):
        raise AddressRefusedError(
            f"Die Adresse darf höchstens {LONGEST} Zeichen haben, ohne Umlaute und Leerzeichen."
        )
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise AddressRefusedError("Das ist keine Adresse. Sie beginnt mit https://.") from None
    if loopback and parts.scheme in ("http", "https") and _is_loopback(host):
        return url
    if parts.scheme != "https" or not host:
        raise AddressRefusedError("Die Adresse muss mit https:// beginnen.")
    if parts.username is not None or parts.password is not None:
        raise AddressRefusedError("In der Adresse darf kein Name und kein Kennwort stehen.")
    if parts.fragment:
        raise AddressRefusedError("Was hinter # steht, wird nie gesendet. Bitte lassen Sie es weg.")
    if port is not None and port != HTTPS and port < OWN_PORTS:
        raise AddressRefusedError(
            f"Anschluss {port} ist für anderes gedacht. Es gehen {HTTPS} und alle ab {OWN_PORTS}."
        )
    if not is_public(host):
        raise AddressRefusedError("Diese Adresse liegt nicht im öffentlichen Internet.")
    return url


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def webhook_of(session: Session, saved_filter_id: int) -> Webhook | None:
    """Return the webhook of a saved filter, if it has one."""
    return session.scalar(select(Webhook).where(Webhook.saved_filter_id == saved_filter_id))


def make(
    session: Session, saved_filter_id: int, url: str, fitting: Iterable[int], now: datetime
) -> Webhook:
    """Let an address hear of what changes from now on; its secret is to be shown once.

    `fitting` is what fits the filter now, so that it hears of what does no more, too.
    """
    hook = Webhook(
        saved_filter_id=saved_filter_id,
        url=url,
        secret=new_key(),
        after_number=last_number(session),
        fitting=sorted(fitting),
        made_at=now,
    )
    session.add(hook)
    session.flush()
    return hook


def rotate(hook: Webhook, now: datetime) -> str:
    """Give a webhook another secret and return it; for a day the former one signs, too."""
    hook.former_secret, hook.former_until_at = hook.secret, now + BOTH_SIGN
    hook.secret = new_key()
    return hook.secret


def keys_of(hook: Webhook, now: datetime) -> tuple[str, ...]:
    """Return the secrets that sign a call now."""
    former = hook.former_until_at is not None and now < hook.former_until_at
    return (hook.secret, hook.former_secret) if former else (hook.secret,)


def stop(hook: Webhook, now: datetime, why: str = STOPPED_BY_OWNER) -> None:
    """Send nothing more until somebody starts it again; what changes meanwhile waits."""
    hook.stopped_at, hook.stopped_why = hook.stopped_at or now, why


def start(session: Session, hook: Webhook, now: datetime) -> None:
    """Send again, and first what could not be sent."""
    hook.stopped_at, hook.stopped_why = None, ""
    session.execute(
        update(WebhookCall)
        .where(
            WebhookCall.webhook_id == hook.id,
            WebhookCall.number.is_not(None),
            WebhookCall.state.in_((DeliveryState.FAILED, DeliveryState.DEFERRED)),
        )
        .values(state=DeliveryState.PLANNED, attempts=0, next_try_at=now, settled_at=None)
    )


def forget(session: Session, hook: Webhook) -> None:
    """Delete a webhook with all that was sent to it."""
    session.execute(delete(WebhookCall).where(WebhookCall.webhook_id == hook.id))
    session.delete(hook)


def probe(session: Session, hook: Webhook, now: datetime) -> WebhookCall:
    """Plan a call that says nothing but that it arrives; one at a time, however often one asks."""
    waiting = session.scalar(
        select(WebhookCall).where(
            WebhookCall.webhook_id == hook.id,
            WebhookCall.number.is_(None),
            WebhookCall.settled_at.is_(None),
        )
    )
    if waiting is not None:
        return waiting
    said = {"type": "test", "timestamp": now.isoformat(), "data": {"filter": hook.saved_filter_id}}
    call = WebhookCall(
        webhook_id=hook.id,
        call_id=f"msg_test_{hook.id}_{secrets.token_hex(8)}",
        body=json.dumps(said),
        state=DeliveryState.PLANNED,
        planned_at=now,
        next_try_at=now,
    )
    session.add(call)
    return call


def last_calls(session: Session, hook: Webhook) -> list[WebhookCall]:
    """Return the newest calls, those that wait included."""
    own = select(WebhookCall).where(WebhookCall.webhook_id == hook.id)
    return list(session.scalars(own.order_by(WebhookCall.id.desc()).limit(SHOWN)))
