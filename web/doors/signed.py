"""Signed: whose subscriptions a link from a mail is about.

Whoever has such a link, and be it from a forwarded mail, may see what the mail shows anyway,
pause and unsubscribe. For all else see `web.doors.own_session`.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from fastapi import HTTPException
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.subscribers import Subscriber
from notifier.mail.links import ISSUE, MATCHES, SETTINGS, UNSUBSCRIBE, LinkError, Links
from web.site import Site

PURPOSES = (SETTINGS, UNSUBSCRIBE, MATCHES, ISSUE)
ROOM = "/abo/"  # below it is all that concerns one subscriber
# Nothing that a browser could read as leading elsewhere.
_PLAIN = re.compile(r"/abo/[\w\-]+(/[\w\-.]*[\w\-])*(\?[\w\-.~%=&/]*)?(#[\w\-]+)?")


def links_of(site: Site) -> Links:
    """Return what signs links; without a sender there is none, and no link of ours is good."""
    if site.sender is None:
        raise HTTPException(404)
    return Links(base_url=site.base_url or site.sender.base_url, secret=site.sender.secret)


def token_behind(site: Site, purpose: str, signed: str) -> str:
    """Return what a link was signed for; a link that is none of ours names no page."""
    try:
        return links_of(site).token(purpose, signed)
    except LinkError:
        raise HTTPException(
            404, "Vielleicht ist der Link nicht vollständig. Bitte öffnen Sie ihn aus der Mail."
        ) from None


def subscriber_called(session: Session, token: str) -> Subscriber | None:
    """Return the subscriber of a token; None where everything was erased."""
    return session.scalar(select(Subscriber).where(Subscriber.token == token))


def settings_path(site: Site, token: str) -> str:
    """Return the path of a subscriber's settings."""
    return urlsplit(links_of(site).settings(token)).path


def onward_path(path: str) -> str:
    """Return a path that leads to a subscriber's page; "" for any other."""
    return path if _PLAIN.fullmatch(path) and ".." not in path else ""


def reader_behind(session: Session, site: Site, path: str) -> Subscriber | None:
    """Return whose page a path leads to, or the one that its page goes on to."""
    parts = urlsplit(onward_path(path))
    _root, _abo, purpose, signed, *_rest = [*parts.path.split("/"), "", "", "", ""]
    if purpose in PURPOSES:
        try:
            token = links_of(site).token(purpose, signed)
        except LinkError:
            return None
        # An issue is signed with its key behind the reader's token.
        return subscriber_called(session, token.partition(" ")[0])
    (onward,) = parse_qs(parts.query).get("weiter", [""])[:1]
    return reader_behind(session, site, onward) if onward else None


def masked(address: str) -> str:
    """Return an address that its owner knows again and nobody else can write to."""
    name, _, domain = address.rpartition("@")
    return f"{name[:1]}…@{domain}"
