"""People: who sends a request, and which roles a page is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request

from db.vocabulary import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who is signed in. `by` is the name under which acts are written down."""

    id: int
    address: str
    name: str
    role: Role
    authority: str = ""
    area: str = ""

    @property
    def by(self) -> str:
        """The name under which this person's acts are written down."""
        return self.address


def person_of(request: Request) -> Person | None:
    """Return who sent a request, as `web.doors.session.recognise` found."""
    person: Person | None = getattr(request.state, "person", None)
    return person


def this_person(request: Request) -> Person:
    """Return who sent a request; behind the desk's door there is always somebody."""
    person = person_of(request)
    if person is None:
        raise HTTPException(403)
    return person


# What waits for nothing is awaited in place: a thread of its own costs more than it does.
async def _sender(request: Request) -> Person:
    return this_person(request)


ThisPerson = Annotated[Person, Depends(_sender)]


class Only:
    """A rule that lets in some roles, and administrators: `[Only(Role.STAFF).here]`."""

    def __init__(self, *roles: Role) -> None:
        self.roles = frozenset({*roles, Role.ADMIN})

    async def __call__(self, person: ThisPerson) -> None:
        """Refuse whoever is of no such role."""
        if person.role not in self.roles:
            raise HTTPException(403)

    @property
    def here(self) -> Any:
        """The rule as a route or router takes it."""
        return Depends(self)
