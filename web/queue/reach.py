"""Reach: which entries of the queue are somebody's business."""

from __future__ import annotations

from collections.abc import Iterable

from db.accounts import Role
from db.actors import load_actors
from db.queries.queue import Card
from web.doors.people import Person


def within_reach(cards: Iterable[Card], person: Person) -> list[Card]:
    """Return the cards that a person may decide on.

    The service desk has them all, a reviewer those of the own ministry or body, a regional
    manager those for the own region.
    """
    match person.role:
        case Role.REVIEWER:
            own = _authority(person.authority)
            return [card for card in cards if own in card.authorities]
        case Role.MANAGER:
            return [card for card in cards if _concerns(card.areas, person.area)]
    return list(cards)


def _authority(name: str) -> str:
    """Return the id of an authority that an account names by it, or in words."""
    found = load_actors().authority_of(name)
    return found.id if found else name


def _concerns(areas: Iterable[str], own: str) -> bool:
    # Within a Land, a district: the key of what lies in it begins with its own.
    return bool(own) and any(area.startswith(own) for area in areas)
