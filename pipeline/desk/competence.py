"""Competence: on which entries a person may decide, by role. Pure but for loading the matter."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actors import Actors
from db.area_names import fold
from db.decisions import ISSUE_ACTS, Act
from db.opportunities import Opportunity, Revision
from db.values import from_json
from db.vocabulary import Role

# What is said of two entries, or of an issue, is no matter of one body or region.
_OF_DESK = frozenset({Act.SAME, Act.DIFFERENT, *ISSUE_ACTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What of an entry says who answers for it: who funds it, and for which areas it is."""

    funders: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()


def may_decide(
    role: Role, matter: Matter, actors: Actors, *, authority: str = "", area: str = ""
) -> bool:
    """Whether a person may decide on an entry.

    A reviewer decides on what the own ministry or body funds, alone or with others; `authority`
    is its id, or any of its names. A regional manager decides on what is for the own area, or
    for places in it, and for nobody else.
    """
    match role:
        case Role.STAFF | Role.ADMIN:
            return True
        case Role.REVIEWER:
            own = _bodies(authority, actors)
            return any(own & _bodies(name, actors) for name in matter.funders)
        case Role.MANAGER:
            return bool(matter.areas) and all(_lies_in(one, area) for one in matter.areas)
    return False


def may_take_back(role: Role, act: str) -> bool:
    """Whether a person may take back an act on an entry that he may decide on."""
    return act not in _OF_DESK or role in (Role.STAFF, Role.ADMIN)


def matters(session: Session, opportunity_ids: list[int]) -> dict[int, Matter]:
    """Return for entries what says who answers for them; for those that there are."""
    contents = (
        select(Opportunity.id, Revision.content)
        .join(Revision, Revision.id == Opportunity.revision_id)
        .where(Opportunity.id.in_(opportunity_ids))
    )
    found = {}
    for id, content in session.execute(contents):
        values = from_json(content)
        found[id] = Matter(funders=values.funders, areas=values.areas)
    return found


def _lies_in(area: str, own: str) -> bool:
    """Whether an area is another or a part of it: the key of a place begins with its district's."""
    return bool(own) and (area == own or (own.isdecimal() and area.startswith(own)))


def _bodies(name: str, actors: Actors) -> frozenset[str]:
    """Return the marks of the bodies that a name may mean; a name nobody knows means itself."""
    if not name.strip():
        return frozenset()
    if name in actors.authorities:
        return frozenset({name})
    return actors.candidates(name) or frozenset({fold(name)})
