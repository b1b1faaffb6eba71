"""Own session: a browser in which a subscriber has shown that the mailbox is the own one.

It is another session than that of people who sign in, with a cookie that only pages below /abo
are sent. Without it a subscriber's page shows and changes no more than a mail's links may.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, HTTPException, Request
from fastapi.responses import Response
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.engine import reading
from db.secrets import digest_of, new_secret
from db.subscribers import Subscriber, SubscriberSession
from notifier.subscribing.own_link import PATH
from web.doors.session import SAFE, TOKEN_FIELD, same_site
from web.doors.signed import onward_path
from web.site import Site, ThisSite

LASTS = timedelta(days=30)
ROOM = "/abo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A subscriber at the own mailbox. `token` is of the links, `form` what a form must hold."""

    id: int
    address: str
    token: str
    form: str = field(repr=False)


def cookie_name(site: Site) -> str:
    """Return the cookie's name; over https the prefix says that it came that way."""
    return "__Secure-landbote-abo" if site.secure else "landbote-abo"


def own_secret(request: Request, site: Site) -> str:
    """Return the secret that a request came with; empty where it came with none."""
    return request.cookies.get(cookie_name(site), "")


def open_own_session(session: Session, subscriber_id: int, now: datetime) -> str:
    """Let a browser in and return its secret, new each time."""
    secret = new_secret()
    session.add(
        SubscriberSession(
            subscriber_id=subscriber_id,
            digest=digest_of(secret),
            opened_at=now,
            ends_at=now + LASTS,
        )
    )
    return secret


def close_own_session(session: Session, secret: str) -> None:
    """Let a browser in no more."""
    session.execute(delete(SubscriberSession).where(SubscriberSession.digest == digest_of(secret)))


def keep_secret(response: Response, site: Site, secret: str) -> None:
    """Give a browser the secret of its session."""
    response.set_cookie(
        cookie_name(site),
        secret,
        max_age=int(LASTS.total_seconds()),
        path=ROOM,
        secure=site.secure,
        httponly=True,
        samesite="lax",
    )


def drop_secret(response: Response, site: Site) -> None:
    """Take a browser's secret away."""
    response.delete_cookie(
        cookie_name(site), path=ROOM, secure=site.secure, httponly=True, samesite="lax"
    )


def own_subscriber(request: Request, site: ThisSite) -> Own | None:
    """Return who is at the own mailbox; None for whoever only has a link."""
    secret = own_secret(request, site)
    if not secret:
        return None
    with reading(site.engine) as session:
        found = session.execute(
            select(Subscriber.id, Subscriber.email, Subscriber.token)
            .join(SubscriberSession, SubscriberSession.subscriber_id == Subscriber.id)
            .where(
                SubscriberSession.digest == digest_of(secret),
                SubscriberSession.ends_at > site.now(),
            )
        ).one_or_none()
    if found is None:
        return None
    number, address, token = found
    form = hmac.new(secret.encode(), b"own form", hashlib.sha256).hexdigest()
    return Own(id=number, address=address, token=token, form=form)


MaybeOwn = Annotated[Own | None, Depends(own_subscriber)]


def to_mailbox(onward: str) -> HTTPException:
    """Return what leads to the page that sends a link to the mailbox, and back from there."""
    address = f"{PATH}?weiter={quote(onward_path(onward), safe='')}"
    return HTTPException(303, headers={"Location": address})


async def this_own(request: Request, own: MaybeOwn) -> Own:
    """Return who is at the own mailbox; lead others there, and refuse what no form of ours sent."""
    same_site(request)
    acts = request.method not in SAFE
    sent = await request.form() if acts else request.query_params
    onward, path = onward_path(str(sent.get("weiter", ""))), request.url.path
    page = f"{path}?weiter={quote(onward, safe='')}" if onward else path
    # What a page of its own asks once more may be said by a form that was made for everybody.
    asked_there = path.startswith(f"{ROOM}/eintrag/") and not path.endswith("/zurueck")
    if own is None:
        raise to_mailbox(page if asked_there or not acts else onward)
    if acts:
        token = str(sent.get(TOKEN_FIELD, ""))
        if not token and asked_there:
            raise HTTPException(303, headers={"Location": page})
        if not hmac.compare_digest(token.encode(), own.form.encode()):
            raise HTTPException(
                403,
                "Das Formular ist zu alt. Bitte laden Sie die Seite neu und senden Sie es erneut.",
            )
    return own


OwnSubscriber = Annotated[Own, Depends(this_own)]
