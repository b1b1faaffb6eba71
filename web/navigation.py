"""Navigation: which pages the header names, and to whom.

A page is named by one line here. Whether it is there and for whom it is its own route says, so
that no link leads to a page that refuses its reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from db.accounts import Role
from web.doors.people import Only, Person

EVERYBODY = (
    ("/", "Übersicht"),
    ("/foerderungen", "Förderungen"),
    ("/abdeckung", "Abdeckung"),
    ("/wie-gut-lesen-wir", "Wie gut lesen wir?"),
)
TIPS = "/hinweise"
SIGNED_IN = (
    ("/arbeitsplatz", "Arbeitsplatz"),
    ("/fragen", "Fragen"),
    ("/ausgabe", "Ausgabe"),
    ("/quellen", "Quellen"),
    (TIPS, "Hinweise"),
    ("/lesegute", "Lesegüte"),
    ("/protokoll", "Protokoll"),
    ("/post", "Post"),
    ("/konten", "Konten"),
    ("/konto", "Konto"),
)

Rules = Mapping[str, frozenset[Role]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link of the header. `current` is what aria-current says: page, true or nothing.

    `count` is how much waits there.
    """

    path: str
    label: str
    current: str
    count: int = 0


def rules_of(app: FastAPI) -> Rules:
    """Return who may open each page that exists, by its path."""
    pages = (one for one in iter_route_contexts(app.routes) if "GET" in (one.methods or ()))
    return {one.path or "": _allowed(one.dependant) for one in pages if hasattr(one, "dependant")}


def links(rules: Rules, person: Person | None, here: str, waiting: Mapping[str, int]) -> list[Link]:
    """Return the links that lead somewhere for this reader, with how much waits behind each."""
    named: Iterable[tuple[str, str]] = (*EVERYBODY, *SIGNED_IN) if person else EVERYBODY
    return [
        Link(path=path, label=label, current=_current(path, here), count=waiting.get(path, 0))
        for path, label in named
        if path in rules and (person is None or person.role in rules[path])
    ]


def _allowed(dependant: object) -> frozenset[Role]:
    allowed = frozenset(Role)
    for one in getattr(dependant, "dependencies", ()):
        if isinstance(one.call, Only):
            allowed &= one.call.roles
    return allowed


def _current(path: str, here: str) -> str:
    if here == path:
        return "page"
    return "true" if path != "/" and here.startswith(f"{path}/") else ""
