"""Wishing: a subscription as its owner types it into a form, and what of it is to be put right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel, Field

from notifier.subscribing.settings import Wanted, words_of, wrong
from web.site import Site
from web.wording import area_name

Texts = list[str]
LONGEST = 2000  # of a field, so that nobody sends a book


class WishForm(BaseModel):
    """What the form sends; `gebiet` is the place that was chosen of several that are called so."""

    ort: str = Field(default="", max_length=LONGEST)
    gebiet: str = Field(default="", max_length=LONGEST)
    bezeichnung: str = Field(default="", max_length=LONGEST)
    thema: Texts = Field(default_factory=list, max_length=100)
    wer: Texts = Field(default_factory=list, max_length=100)
    ebene: Texts = Field(default_factory=list, max_length=100)
    haeufigkeit: str = Field(default="", max_length=LONGEST)
    wochentag: str = Field(default="", max_length=LONGEST)
    vorlauf: str = Field(default="", max_length=LONGEST)
    mit: str = Field(default="", max_length=LONGEST)
    ohne: str = Field(default="", max_length=LONGEST)


# Which field of the form says what of a subscription.
FIELDS = {
    "area": "ort",
    "name": "bezeichnung",
    "topics": "thema",
    "applicants": "wer",
    "levels": "ebene",
    "cadence": "haeufigkeit",
    "weekday": "wochentag",
    "lead_days": "vorlauf",
    "required": "mit",
    "excluded": "ohne",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What somebody typed: as it is understood, and by field of the form what is wrong with it.

    `places` are those that may be meant, each with its key, where it is not clear which.
    """

    wanted: Wanted
    place: str
    places: Sequence[tuple[str, str]] = ()
    wrong: dict[str, str] = field(default_factory=dict)


def shown(site: Site, wanted: Wanted) -> Typed:
    """Return a subscription as its form shows it at first."""
    place = area_name(wanted.area, site.area_label) if wanted.area else ""
    return Typed(wanted=wanted, place=place)


def typed(site: Site, form: WishForm, before: Wanted, topics: Collection[str]) -> Typed:
    """Return what a form says; whoever leaves the place as it was means the place that it was."""
    place = " ".join(form.ort.split())
    area, places = _place(site, place, form.gebiet, before)
    wanted = Wanted(
        area=area,
        name=" ".join(form.bezeichnung.split()),
        topics=tuple(form.thema),
        applicants=tuple(form.wer),
        levels=tuple(form.ebene),
        cadence=form.haeufigkeit,
        weekday=_number(form.wochentag) if form.wochentag else None,
        lead_days=_number(form.vorlauf),
        required=words_of(form.mit),
        excluded=words_of(form.ohne),
    )
    found = {FIELDS[name]: sentence for name, sentence in wrong(wanted, topics).items()}
    if places:
        found["ort"] = "So heißen mehrere. Bitte wählen Sie den richtigen Ort aus."
    elif not area and place:
        found["ort"] = "Einen solchen Ort kennen wir nicht. Bitte prüfen Sie die Schreibweise."
    return Typed(wanted=wanted, place=place, places=places, wrong=found)


def _place(
    site: Site, place: str, chosen: str, before: Wanted
) -> tuple[str, Sequence[tuple[str, str]]]:
    """Return the key of a place, or those among which to choose."""
    if before.area and place == shown(site, before).place:
        return before.area, ()
    places = site.areas_named(place) if place else ()
    keys = [key for key, _label in places]
    if chosen in keys:
        return chosen, ()
    if len(places) == 1 and place.casefold() in places[0][1].casefold():
        return keys[0], ()
    return "", places


def _number(text: str) -> int:
    """Return a small number; what is none is out of any bounds."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else -1
