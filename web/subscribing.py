"""Subscribing: what somebody typed into the form, and what it means in places and orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import Field

from crawlers.items import storable
from db.labels import APPLICANTS, CADENCES, LEVELS, WEEKDAYS
from db.vocabulary import Cadence
from notifier.subscribing.orders import Order, OrderError, checked_terms, mail_address
from notifier.subscribing.settings import ON_A_WEEKDAY, WORKING_DAYS
from pipeline.themes import topic_labels
from web.filter_words import filter_words
from web.site import Site
from web.wishing import LONGEST, TermsForm, Texts, called, wrong_terms

MOST_PLACES = 10
SURE_OF = 4  # letters, of which on it may be said that no place is called so
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
    ("", "am ersten Arbeitstag"),
    *((str(number), f"am {WEEKDAYS[number]}") for number in WORKING_DAYS),
)
LEADS = {"7": "eine Woche", "14": "zwei Wochen", "28": "vier Wochen", "56": "acht Wochen"}
CONSENT = (
    "Ich möchte Hinweise auf Förderungen, wie oben ausgewählt, an diese Adresse bekommen. "
    "Das kann ich jederzeit beenden, mit einem Klick in jeder Mail."
)
_NOWHERE = "Bitte nennen Sie wenigstens einen Ort, Landkreis oder eine LEADER-Region."
_NO_ADDRESS = "Bitte geben Sie eine vollständige Mailadresse an, zum Beispiel name@gemeinde.de."
_NO_LETTERS = (
    "Bitte geben Sie eine Mailadresse an, die vor dem @ keine Umlaute und keine anderen "
    "Sonderbuchstaben hat."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place that somebody may mean, and whether it is chosen."""

    key: str
    label: str
    chosen: bool


class OrderForm(TermsForm):
    """The form for strangers; `gebiet` are the keys of the places that are ticked."""

    haeufigkeit: str = Field(default=Cadence.WEEKLY.value, max_length=LONGEST)
    vorlauf: str = Field(default="14", max_length=LONGEST)
    gebiet: Texts = Field(default_factory=list, max_length=100)
    lebenszeichen: str = Field(default="", max_length=LONGEST)
    mail: str = Field(default="", max_length=LONGEST)
    suche: str = Field(default="", max_length=LONGEST)  # while a place's name is being typed
    # A field that no person sees: whoever fills it in is a program, and needs not know.
    betreff: str = Field(default="", max_length=LONGEST)


def chosen(site: Site, form: OrderForm) -> list[Place]:
    """Return the places that are ticked; what is none of ours is left out."""
    known = ((key, _label(site, key)) for key in dict.fromkeys(form.gebiet[:MOST_PLACES]))
    return [Place(key=key, label=label, chosen=True) for key, label in known if label]


def offered(site: Site, form: OrderForm) -> list[Place]:
    """Return the places that are ticked, and below them those that may be meant."""
    ticked = chosen(site, form)
    return [*ticked, *_meant(site, form, ticked)]


def added(site: Site, form: OrderForm) -> tuple[OrderForm, list[Place], str]:
    """Take what is typed for a place where it is the name of only one.

    Returns the form after that, its places, and in German what is wrong with the name.
    """
    named, places = site.places_named(form.place), offered(site, form)
    if not form.place or any(one.key in form.gebiet for one in named):
        return form, places, ""
    if len(form.gebiet) >= MOST_PLACES:
        return form, places, f"Auf einmal gehen höchstens {MOST_PLACES} Orte."
    exact = [one.key for one in named if one.exact]
    if len(exact) == 1:
        taken = form.model_copy(update={"gebiet": [*form.gebiet, *exact], "ort": ""})
        ticked = [replace(one, chosen=True) for one in places if one.chosen or one.key in exact]
        return taken, ticked, ""
    if named:
        said = f"Welchen Ort meinen Sie mit „{form.place}“? Bitte wählen Sie ihn aus."
    else:
        said = f"Einen Ort „{form.place}“ kennen wir nicht. Bitte prüfen Sie die Schreibweise."
    return form, places, said


def unknown_place(site: Site, form: OrderForm, places: Sequence[Place]) -> str:
    """Return what is typed for a place where that is nobody's name, long enough to say so."""
    offers = any(not place.chosen for place in places)
    if offers or len(form.place) < SURE_OF or site.places_named(form.place):
        return ""
    return form.place


def _meant(site: Site, form: OrderForm, ticked: Sequence[Place]) -> list[Place]:
    known = {one.key for one in ticked}
    return [
        Place(
            key=one.key,
            label=called(site, one),
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


def orders_of(form: OrderForm, places: Sequence[Place]) -> list[Order]:
    """Return an order for each ticked place. Raises OrderError for what `wrong` names."""
    orders = (_order(form, place.key) for place in places if place.chosen)
    return [checked_terms(order, topic_labels()) for order in orders]


def wrong(form: OrderForm, places: Sequence[Place], said: str) -> dict[str, str]:
    """Return by field what has to be put right; `said` is what is wrong with a place's name."""
    found = {"ort": said} if said else {}
    if not said and not any(place.chosen for place in places):
        found["ort"] = _NOWHERE
    terms = wrong_terms(form.wanted(area=""), topic_labels())
    found |= {field: sentence for field, sentence in terms.items() if field != "ort"}
    try:
        mail_address(form.mail.strip())
    except OrderError:
        found["mail"] = _NO_ADDRESS if form.mail.rpartition("@")[0].isascii() else _NO_LETTERS
    return found


def _order(form: OrderForm, area: str) -> Order:
    wanted = form.wanted(area)
    return Order(
        email=form.mail.strip(),
        area=area,
        topics=wanted.topics,
        applicants=wanted.applicants,
        levels=wanted.levels,
        cadence=wanted.cadence,
        # The form always sends what is chosen there.
        weekday=wanted.weekday if wanted.cadence in ON_A_WEEKDAY else None,
        lead_days=wanted.lead_days,
        required=tuple(map(storable, wanted.required)),
        excluded=tuple(map(storable, wanted.excluded)),
        sign_of_life=bool(form.lebenszeichen),
        consent=CONSENT,
    )


def described(site: Site, order: Order) -> str:
    """Return "Gemeinde Grebenhain (Vogelsbergkreis): Mobilität, wöchentlich am Montag"."""
    return f"{_label(site, order.area) or order.area}: {_topics(order)}, {_rhythm(order)}"


def details(site: Site, order: Order) -> list[str]:
    """Return what else there is to say of an order, a line for each."""
    applicants = ", ".join(APPLICANTS.get(one, one) for one in order.applicants)
    levels = ", ".join(LEVELS.get(one, one) for one in order.levels)
    lines = {
        "nur für": applicants,
        "nur von der Ebene": levels,
        "nur mit einem dieser Wörter": ", ".join(order.required),
        "nichts mit": ", ".join(order.excluded),
        **{f"nur {name}": words for name, words in filter_words(site, order.narrowed)},
    }
    said = [f"{name}: {value}" for name, value in lines.items() if value]
    lead = LEADS.get(str(order.lead_days), f"{order.lead_days} Tage")
    said.append(f"Erinnerung {lead} vor Ende der Frist")
    if order.sign_of_life:
        said.append("eine kurze Mail, wenn es einen Monat lang nichts Neues gibt")
    return said


def _topics(order: Order) -> str:
    labels = topic_labels()
    named = [labels.get(topic, topic) for topic in order.topics]
    return ", ".join(f"„{one}“" for one in named) if named else "alle Themen"


def _rhythm(order: Order) -> str:
    day = "" if order.weekday is None else f" am {WEEKDAYS[order.weekday]}"
    return f"{CADENCES[Cadence(order.cadence)]}{day}"
