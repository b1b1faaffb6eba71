"""Wishing: a subscription as its owner changes it in a form, and what of it is to be put right.

The fields are called as in the form by which one subscribes (`web.subscribing`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel, Field

from crawlers.items import storable
from notifier.subscribing.settings import Wanted, words_of, wrong
from web.site import Site
from web.wording import area_name

Texts = list[str]
Places = Sequence[tuple[str, str]]  # a key, and what to call it
LONGEST = 2000  # of a field, so that nobody sends a book


class WishForm(BaseModel):
    """What the form sends; `gebiet` is the place that was chosen of several that are called so."""

    ort: str = Field(default="", max_length=LONGEST)
    gebiet: str = Field(default="", max_length=LONGEST)
    bezeichnung: str = Field(default="", max_length=LONGEST)
    thema: Texts = Field(default_factory=list, max_length=100)
    wer: Texts = Field(default_factory=list, max_length=100)
    ebene: Texts = Field(default_factory=list, max_length=100)
    rhythmus: str = Field(default="", max_length=LONGEST)
    tag: str = Field(default="", max_length=LONGEST)
    vorlauf: str = Field(default="", max_length=LONGEST)
    muss: str = Field(default="", max_length=LONGEST)
    ohne: str = Field(default="", max_length=LONGEST)


# Which field of the form says what of a subscription.
FIELDS = {
    "area": "ort",
    "name": "bezeichnung",
    "topics": "thema",
    "applicants": "wer",
    "levels": "ebene",
    "cadence": "rhythmus",
    "weekday": "tag",
    "lead_days": "vorlauf",
    "required": "muss",
    "excluded": "ohne",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What somebody typed: as it is understood, and by field of the form what is wrong with it.

    `places` are those that may be meant, each with its key, where it is not clear which.
    """

    wanted: Wanted
    place: str
    places: Places = ()
    wrong: dict[str, str] = field(default_factory=dict)


def shown(site: Site, wanted: Wanted) -> Typed:
    """Return a subscription as its form shows it at first."""
    place = area_name(wanted.area, site.area_label) if wanted.area else ""
    return Typed(wanted=wanted, place=place)


def typed(site: Site, form: WishForm, before: Wanted, topics: Collection[str]) -> Typed:
    """Return what a form says; whoever leaves the place as it was means the place that it was."""
    place = " ".join(form.ort.split())[:80]
    area, places = _place(site, place, form.gebiet, before)
    wanted = Wanted(
        area=area,
        name=" ".join(storable(form.bezeichnung).split()),
        topics=tuple(form.thema),
        applicants=tuple(form.wer),
        levels=tuple(form.ebene),
        cadence=form.rhythmus,
        weekday=_number(form.tag) if form.tag else None,
        lead_days=_number(form.vorlauf),
        required=words_of(storable(form.muss)),
        excluded=words_of(storable(form.ohne)),
    )
    found = {FIELDS[name]: sentence for name, sentence in wrong(wanted, topics).items()}
    if places:
        found["ort"] = f"Welchen Ort meinen Sie mit „{place}“? Bitte wählen Sie ihn aus."
    elif not area and place:
        found["ort"] = f"Einen Ort „{place}“ kennen wir nicht. Ein Teil des Namens genügt."
    return Typed(wanted=wanted, place=place, places=places, wrong=found)


def _place(site: Site, place: str, chosen: str, before: Wanted) -> tuple[str, Places]:
    """Return the key of a place, or those among which to choose."""
    if before.area and place == shown(site, before).place:
        return before.area, ()
    named = site.places_named(place)
    exact = [one.key for one in named if one.exact]
    if chosen in [one.key for one in named]:
        return chosen, ()
    if len(exact) == 1:
        return exact[0], ()
    return "", [
        (one.key, site.area_label(one.key) + (f", früher {one.former}" if one.former else ""))
        for one in named
    ]


def _number(text: str) -> int:
    """Return a small number; what is none is out of any bounds."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else -1
