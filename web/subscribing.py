"""Subscribing: what somebody typed into the form, and what it means in places and orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Form

from crawlers.items import storable
from db.labels import APPLICANTS, CADENCES, LEVELS, WEEKDAYS
from db.vocabulary import Cadence
from notifier.subscribing import settings
from notifier.subscribing.orders import Order, OrderError, checked_terms, mail_address
from notifier.subscribing.settings import ON_A_WEEKDAY, WORKING_DAYS, words_of
from pipeline.themes import topic_labels
from web.site import Site

MOST_PLACES = 10
# At once means once an hour at most, on a working day.
RHYTHMS = tuple(
    (cadence.value, f"{CADENCES[cadence]}{more}")
    for cadence, more in {
        Cadence.AT_ONCE: ", werktags höchstens einmal in der Stunde",
        Cadence.DAILY: ", von Montag bis Freitag",
        Cadence.WEEKLY: "",
        Cadence.FORTNIGHTLY: "",
        Cadence.MONTHLY: ", am ersten Arbeitstag",
    }.items()
)
DAYS = (
    ("", "am ersten Arbeitstag der Woche"),
    *((str(number), f"am {WEEKDAYS[number]}") for number in WORKING_DAYS),
)
LEADS = {"7": "eine Woche", "14": "zwei Wochen", "28": "vier Wochen", "56": "acht Wochen"}
CONSENT = (
    "Ich möchte Hinweise auf Förderungen, wie oben ausgewählt, an diese Adresse bekommen. "
    "Das kann ich jederzeit beenden, mit einem Klick in jeder Mail."
)
# What the fields are called in the form.
_NAMES = {
    "topics": "thema",
    "applicants": "wer",
    "levels": "ebene",
    "cadence": "rhythmus",
    "weekday": "tag",
    "lead_days": "vorlauf",
    "required": "muss",
    "excluded": "ohne",
}
_NOWHERE = "Bitte nennen Sie wenigstens einen Ort, Landkreis oder eine LEADER-Region."
_NO_ADDRESS = "Das ist keine Mailadresse."
_NO_LETTERS = "Vor dem @ dürfen keine Umlaute und keine anderen Sonderbuchstaben stehen."

Text = Annotated[str, Form(max_length=1000)]
Texts = Annotated[list[str] | None, Form(max_length=100)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place that somebody may mean, and whether it is chosen."""

    key: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in the form; `areas` are the keys of places that are ticked."""

    place: str = ""
    areas: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    cadence: str = Cadence.WEEKLY
    weekday: str = ""
    lead_days: str = "14"
    required: str = ""
    excluded: str = ""
    sign_of_life: bool = False
    mail: str = ""


def typed(
    ort: Text = "",
    gebiet: Texts = None,
    thema: Texts = None,
    wer: Texts = None,
    ebene: Texts = None,
    rhythmus: Text = Cadence.WEEKLY.value,
    tag: Text = "",
    vorlauf: Text = "14",
    muss: Text = "",
    ohne: Text = "",
    lebenszeichen: Text = "",
    mail: Text = "",
) -> Typed:
    """Return what a browser sent."""
    return Typed(
        place=" ".join(ort.split())[:80],
        areas=tuple(dict.fromkeys(gebiet or ())),
        topics=tuple(thema or ()),
        applicants=tuple(wer or ()),
        levels=tuple(ebene or ()),
        cadence=rhythmus,
        weekday=tag,
        lead_days=vorlauf,
        required=muss,
        excluded=ohne,
        sign_of_life=bool(lebenszeichen),
        mail=mail.strip(),
    )


def chosen(site: Site, form: Typed) -> list[Place]:
    """Return the places that are ticked; what is none of ours is left out."""
    known = ((key, _label(site, key)) for key in form.areas[:MOST_PLACES])
    return [Place(key=key, label=label, chosen=True) for key, label in known if label]


def offered(site: Site, form: Typed) -> list[Place]:
    """Return the places that are ticked, and below them those that may be meant."""
    ticked = chosen(site, form)
    return [*ticked, *_meant(site, form, ticked)]


def added(site: Site, form: Typed) -> tuple[Typed, list[Place], str]:
    """Take what is typed for a place where it is the name of only one.

    Returns the form after that, its places, and in German what is wrong with the name.
    """
    named, places = site.places_named(form.place), offered(site, form)
    if not form.place or any(one.key in form.areas for one in named):
        return form, places, ""
    exact = [one.key for one in named if one.exact]
    if len(exact) == 1 and len(form.areas) < MOST_PLACES:
        taken = replace(form, areas=(*form.areas, *exact), place="")
        ticked = [replace(one, chosen=True) for one in places if one.chosen or one.key in exact]
        return taken, ticked, ""
    if named:
        said = f"Welchen Ort meinen Sie mit „{form.place}“? Bitte wählen Sie ihn aus."
    else:
        said = f"Einen Ort „{form.place}“ kennen wir nicht. Ein Teil des Namens genügt."
    return form, places, said


def _meant(site: Site, form: Typed, ticked: Sequence[Place]) -> list[Place]:
    known = {one.key for one in ticked}
    return [
        Place(
            key=one.key,
            label=site.area_label(one.key) + (f", früher {one.former}" if one.former else ""),
            chosen=False,
        )
        for one in site.places_named(form.place)
        if one.key not in known
    ]


def _label(site: Site, key: str) -> str:
    try:
        return site.area_label(key)
    except LookupError:
        return ""


def orders_of(form: Typed, places: Sequence[Place]) -> list[Order]:
    """Return an order for each ticked place. Raises OrderError for what `wrong` names."""
    ticked = (replace(_order(form), area=place.key) for place in places if place.chosen)
    return [checked_terms(order, topic_labels()) for order in ticked]


def wrong(form: Typed, places: Sequence[Place], said: str) -> dict[str, str]:
    """Return by field what has to be put right; `said` is what is wrong with a place's name."""
    found = {"ort": said} if said else {}
    if not said and not any(place.chosen for place in places):
        found["ort"] = _NOWHERE
    terms = settings.wrong(_order(form).wanted, topic_labels())
    found |= {_NAMES[field]: sentence for field, sentence in terms.items() if field in _NAMES}
    try:
        mail_address(form.mail)
    except OrderError:
        found["mail"] = _NO_ADDRESS if form.mail.rpartition("@")[0].isascii() else _NO_LETTERS
    return found


def _order(form: Typed) -> Order:
    return Order(
        email=form.mail,
        area="",
        topics=form.topics,
        applicants=form.applicants,
        levels=form.levels,
        cadence=form.cadence,
        weekday=_weekday(form),
        lead_days=int(form.lead_days) if form.lead_days in LEADS else 0,
        required=words_of(storable(form.required)),
        excluded=words_of(storable(form.excluded)),
        sign_of_life=form.sign_of_life,
        consent=CONSENT,
    )


def _weekday(form: Typed) -> int | None:
    """Return the day where the cadence has one; the form always sends what is chosen there."""
    if form.cadence not in ON_A_WEEKDAY or not form.weekday:
        return None
    return int(form.weekday) if form.weekday.isdecimal() and len(form.weekday) == 1 else -1


def described(site: Site, order: Order) -> str:
    """Return "Gemeinde Grebenhain (Vogelsbergkreis): Mobilität, wöchentlich am Montag"."""
    return f"{_label(site, order.area) or order.area}: {_topics(order)}, {_rhythm(order)}"


def details(order: Order) -> list[str]:
    """Return what else there is to say of an order, a line for each."""
    applicants = ", ".join(APPLICANTS.get(one, one) for one in order.applicants)
    levels = ", ".join(LEVELS.get(one, one) for one in order.levels)
    lines = {
        "nur für": applicants,
        "nur von": levels,
        "nur mit einem dieser Wörter": ", ".join(order.required),
        "nichts mit": ", ".join(order.excluded),
    }
    said = [f"{name}: {value}" for name, value in lines.items() if value]
    lead = LEADS.get(str(order.lead_days), f"{order.lead_days} Tage")
    said.append(f"Erinnerung {lead} vor Ende der Frist")
    if order.sign_of_life:
        said.append("Lebenszeichen, wenn es einen Monat lang nichts gibt")
    return said


def _topics(order: Order) -> str:
    labels = topic_labels()
    named = [labels.get(topic, topic) for topic in order.topics]
    return ", ".join(f"„{one}“" for one in named) if named else "alle Themen"


def _rhythm(order: Order) -> str:
    day = "" if order.weekday is None else f" am {WEEKDAYS[order.weekday]}"
    return f"{CADENCES[Cadence(order.cadence)]}{day}"
