"""Wishing: a subscription as its owner types it into a form, and what of it is to be put right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from pydantic import BaseModel, Field

from db.area_search import Found
from notifier.subscribing.settings import Wanted, words_of, wrong
from web.site import Site
from web.wording import area_name

Texts = list[str]
LONGEST = 2000  # of a field, so that nobody sends a book


class TermsForm(BaseModel):
    """What every form for a subscription sends; `ort` is a place by its name."""

    ort: str = Field(default="", max_length=LONGEST)
    thema: Texts = Field(default_factory=list, max_length=100)
    wer: Texts = Field(default_factory=list, max_length=100)
    ebene: Texts = Field(default_factory=list, max_length=100)
    haeufigkeit: str = Field(default="", max_length=LONGEST)
    wochentag: str = Field(default="", max_length=LONGEST)
    vorlauf: str = Field(default="", max_length=LONGEST)
    mit: str = Field(default="", max_length=LONGEST)
    ohne: str = Field(default="", max_length=LONGEST)

    @property
    def place(self) -> str:
        """The name of the place without what surrounds it."""
        return " ".join(self.ort.split())

    def wanted(self, area: str, name: str = "") -> Wanted:
        """Return the subscription that this asks for in an area."""
        return Wanted(
            area=area,
            name=name,
            topics=tuple(self.thema),
            applicants=tuple(self.wer),
            levels=tuple(self.ebene),
            cadence=self.haeufigkeit,
            weekday=_number(self.wochentag) if self.wochentag else None,
            lead_days=_number(self.vorlauf),
            required=words_of(self.mit),
            excluded=words_of(self.ohne),
        )


class WishForm(TermsForm):
    """The form of one subscription; `gebiet` is the place chosen of several that are called so."""

    gebiet: str = Field(default="", max_length=LONGEST)
    bezeichnung: str = Field(default="", max_length=LONGEST)
    nur: str = Field(default="", max_length=LONGEST)  # keep to the search it was made of


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
    place = form.place
    area, places = _place(site, place, form.gebiet, before)
    wanted = form.wanted(area, " ".join(form.bezeichnung.split()))
    if form.nur:
        wanted = replace(wanted, narrowed=before.narrowed)
    found = wrong_terms(wanted, topics)
    if places:
        found["ort"] = "Der Ort ist nicht eindeutig. Bitte wählen Sie den richtigen aus."
    elif not area and place:
        found["ort"] = "Einen solchen Ort kennen wir nicht. Bitte prüfen Sie die Schreibweise."
    return Typed(wanted=wanted, place=place, places=places, wrong=found)


def wrong_terms(wanted: Wanted, topics: Collection[str]) -> dict[str, str]:
    """Return by field of the form what is to be put right."""
    return {FIELDS[name]: sentence for name, sentence in wrong(wanted, topics).items()}


def called(site: Site, found: Found) -> str:
    """Return what a place is called, with the former name by which it was found."""
    former = f", früher {found.former}" if found.former else ""
    return f"{site.area_label(found.key)}{former}"


def _place(
    site: Site, place: str, chosen: str, before: Wanted
) -> tuple[str, Sequence[tuple[str, str]]]:
    """Return the key of a place, or those among which to choose."""
    if before.area and place == shown(site, before).place:
        return before.area, ()
    found = site.places_named(place)
    exact = [one.key for one in found if one.exact]
    if chosen in (one.key for one in found):
        return chosen, ()
    if len(exact) == 1:
        return exact[0], ()
    return "", [(one.key, called(site, one)) for one in found]


def _number(text: str) -> int:
    """Return a small number; what is none is out of any bounds."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else -1
