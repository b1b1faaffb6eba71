"""Selecting: whose a selection is, and how a page of ours shows one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.finding.text import holding
from db.opportunities import Opportunity
from db.queries.listing import listed
from db.selections import Selection
from db.vocabulary import Role
from web.answers import LONGEST
from web.doors.people import Person
from web.site import Site

MOST_FOUND = 10
NO_REGION = (
    "Ihrem Konto ist noch keine Region zugeordnet. Bitte melden Sie sich bei der Servicestelle."
)
_OWN_PATH = re.compile(r"/foerderungen/(\d{1,9})/?")


def acts_for(person: Person, area: str) -> bool:
    """Whether somebody may act for a region: a manager for the own one, the desk for all."""
    if person.role is Role.MANAGER:
        return bool(area) and person.area == area
    return person.role in (Role.STAFF, Role.ADMIN)


def refuse_others(person: Person, area: str) -> None:
    """Refuse whoever may not act for a region."""
    if not acts_for(person, area):
        raise HTTPException(403, "Diese Auswahl gehört zu einer anderen Region.")


def selection_for(session: Session, person: Person, number: int) -> Selection:
    """Return a selection that somebody may work on."""
    one = session.get(Selection, number)
    if one is None:
        raise HTTPException(404, "Diese Auswahl gibt es nicht.")
    refuse_others(person, one.area)
    return one


def lacks_region(person: Person) -> bool:
    """Whether somebody is to act for a region, and nobody said yet for which."""
    return person.role is Role.MANAGER and not person.area


def own_area(person: Person) -> str:
    """Return the region that a manager collects for. Refuses one who has none yet."""
    if lacks_region(person):
        raise HTTPException(403, NO_REGION)
    return person.area


def area_called(site: Site, name: str) -> str:
    """Return the key of the region that somebody typed, by key or name; "" for an unclear one."""
    typed = name.strip()
    try:
        site.area_label(typed)
    except LookupError:
        found = [one.key for one in site.places_named(typed) if one.exact] if typed else []
        return found[0] if len(found) == 1 else ""
    return typed


def entries_called(session: Session, site: Site, typed: str) -> list[tuple[int, str]]:
    """Return the published entries that somebody means: by number, by address, or by words."""
    words = typed.strip()
    if words.removeprefix("#").isdecimal():
        return _published(session, [int(words.removeprefix("#")[:9])])
    if words.startswith(("http://", "https://")):
        own = _OWN_PATH.fullmatch(urlsplit(words).path)
        if own and urlsplit(words).netloc in (_host(site), ""):
            return _published(session, [int(own[1])])
        same = func.rtrim(Opportunity.url, "/") == words.split("#")[0].rstrip("/")
        there = select(Opportunity.id).where(same).limit(MOST_FOUND)
        return _published(session, session.scalars(there).all())
    if not words:
        return []
    ranks = holding(session, words).ranks
    return _published(session, sorted(ranks, key=lambda id: (ranks[id], id))[:MOST_FOUND])


def _published(session: Session, ids: Sequence[int]) -> list[tuple[int, str]]:
    return [(one.id, one.values.title) for id in ids if (one := listed(session, id))]


def _host(site: Site) -> str:
    base = site.base_url or (site.sender.base_url if site.sender else "")
    return urlsplit(base).netloc


def came_from(request: Request) -> str:
    """Return the page of ours that a form was sent from; "" where that is unknown."""
    parts = urlsplit(request.headers.get("referer", ""))
    if parts.netloc != request.headers.get("host") or not parts.path.startswith("/"):
        return ""
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return path if len(path) < LONGEST and not path.startswith("//") else ""
