"""Place asked: a place that somebody types by name, to see what applies there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from db.finding.filter import Filter
from web.site import ThisSite
from web.wishing import called

LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAsked:
    """What was typed for a place, and which it is; `places` are those that may be meant."""

    typed: str = ""
    key: str = ""
    places: Sequence[tuple[str, str]] = ()
    wrong: Mapping[str, str] = field(default_factory=dict)

    def at(self, wanted: Filter, key: str) -> Filter:
        """Return a filter with a place in the stead of its own."""
        return replace(wanted, area=key)


def place_asked(site: ThisSite, ort: str = "") -> PlaceAsked:
    """Return the place that is meant; nothing is wrong where only one is called so."""
    typed = " ".join(ort.split())[:LONGEST]
    if not typed:
        return PlaceAsked()
    found = site.places_named(typed)
    exact = [one.key for one in found if one.exact]
    if len(exact) == 1:
        return PlaceAsked(typed=typed, key=exact[0])
    if found:
        said = f"Welchen Ort meinen Sie mit „{typed}“? Bitte wählen Sie ihn aus."
    else:
        said = f"Einen Ort „{typed}“ kennen wir nicht. Bitte prüfen Sie die Schreibweise."
    return PlaceAsked(
        typed=typed,
        places=[(one.key, called(site, one)) for one in found],
        wrong={"ort": said},
    )
