"""Contacts: whom to ask about funding in a place that somebody names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from db.actors import AreaContact
from db.area import UnknownAreaError
from web.site import Site
from web.wishing import called

LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A place that somebody named, and whom to ask there.

    `places` are those that may be meant, `wrong` says in German why it is none. `applies` is
    whether what holds for the areas of an entry holds there, too.
    """

    typed: str = ""
    key: str = ""
    name: str = ""
    contacts: Sequence[AreaContact] = ()
    applies: bool = True
    places: Sequence[tuple[str, str]] = ()
    wrong: str = ""


def contacts_at(site: Site, typed: str, key: str, areas: Collection[str]) -> Asked:
    """Return whom to ask in the place of that key or name."""
    typed = " ".join(typed.split())[:LONGEST]
    if not key and typed:
        named = site.places_named(typed)
        exact = [one.key for one in named if one.exact]
        if len(exact) != 1:
            places = [(one.key, called(site, one)) for one in named]
            wrong = (
                f"Welchen Ort meinen Sie mit „{typed}“?"
                if places
                else f"Einen Ort „{typed}“ kennen wir nicht. Bitte prüfen Sie die Schreibweise."
            )
            return Asked(typed=typed, places=places, wrong=wrong)
        key = exact[0]
    if not key:
        return Asked()
    try:
        name = site.area_label(key)
        found = site.imprint().contacts(key) if site.imprint else ()
    except LookupError:
        return Asked(wrong="Diesen Ort kennen wir nicht. Bitte geben Sie seinen Namen ein.")
    applies = any(_reaches(site, area, key) for area in areas)
    return Asked(typed=name, key=key, name=name, contacts=tuple(found), applies=applies)


def _reaches(site: Site, area: str, key: str) -> bool:
    try:
        return area == key or key in site.concerned_by(area)
    except UnknownAreaError:
        return True  # of an area that nobody knows nothing is said
