"""Card: what a mail says about one opportunity, the same for every reader of an issue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crawlers.items import Kind
from db.actors import Actors
from db.labels import (
    APPLICANTS,
    INSTRUMENTS,
    KINDS,
    LEVELS,
    ORIGINS,
    STATUSES,
    Words,
    days,
    days_left,
    label,
    money,
    number,
    percent,
    span,
)
from db.values import Person, Values
from db.vocabulary import OpportunityStatus, Origin, Reason
from notifier.digest.deadlines import deadline_facts
from notifier.digest.facts import Fact, Link
from notifier.digest.wording import first_sentences, joined, one_line
from notifier.mail.links import link_allowed, mail_link
from notifier.news.select import CLOSING_WITHIN, News, Selected

TITLE_CHARACTERS = 200
MAX_CHANGES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A short mark above the title; `tone` is urgent, notice or plain."""

    text: str
    tone: str = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One opportunity, ready to be set. `key` tells cards of one issue apart."""

    key: str
    title: str
    url: str  # empty where the publisher's address must not become a link
    kicker: str
    badges: tuple[Badge, ...]
    changes: tuple[str, ...]
    summary: str
    facts: tuple[Fact, ...]
    source: str


class CardBox:
    """Makes the cards of one day, each once."""

    def __init__(self, today: date, actors: Actors | None = None) -> None:
        self._today = today
        self._actors = actors or Actors()
        self._cards: dict[str, Card] = {}

    def card(self, selected: Selected) -> Card:
        """Return the card of a selected opportunity."""
        shown = Reason.CHANGED in selected.reasons
        key = f"{selected.news.opportunity_id}-{'changed' if shown else 'plain'}"
        if key not in self._cards:
            self._cards[key] = make_card(
                key, selected.news, self._today, self._actors, with_changes=shown
            )
        return self._cards[key]


def make_card(
    key: str, news: News, today: date, actors: Actors | None = None, *, with_changes: bool
) -> Card:
    """Return the card of an opportunity on a day; `actors` know who bears which name today."""
    values = news.values
    return Card(
        key=key,
        title=one_line(values.title, TITLE_CHARACTERS) or "Ohne Titel",
        url=values.url if link_allowed(values.url) else "",
        kicker=f"{_word(KINDS, values.kind)} · {_word(LEVELS, values.level)}",
        badges=tuple(_badges(news, today)),
        changes=_changes(news.changes) if with_changes else (),
        summary=first_sentences(values.summary),
        facts=tuple(_facts(news, today, actors or Actors())),
        source=_source(news),
    )


def _badges(news: News, today: date) -> list[Badge]:
    values, badges = news.values, []
    coming = values.next_deadline(today)
    if coming and coming[0] <= today + CLOSING_WITHIN:
        badges.append(Badge(text=days_left(coming[0], today), tone="urgent"))
    status = values.status_on(today)
    if status is OpportunityStatus.SUSPENDED:
        badges.append(Badge(text=f"derzeit {STATUSES[status]}", tone="urgent"))
    if status is OpportunityStatus.FORECASTED:
        badges.append(Badge(text=STATUSES[status], tone="notice"))
    if values.language != "de":
        language = "Englisch" if values.language == "en" else f"Sprache: {values.language[:8]}"
        badges.append(Badge(text=f"Text auf {language}" if language == "Englisch" else language))
    badges.append(Badge(text=ORIGINS[Origin.STAFF if news.checked else Origin.READ]))
    return badges


def _changes(sentences: tuple[str, ...]) -> tuple[str, ...]:
    lines = [one_line(sentence, 240) for sentence in sentences]
    more = len(lines) - MAX_CHANGES
    return tuple(lines[:MAX_CHANGES] + ([f"und {more} weitere Änderungen"] if more > 0 else []))


def _facts(news: News, today: date, actors: Actors) -> list[Fact]:
    values = news.values
    event = _event(values)
    # An event without money or applicants is an event; it needs no line that says so.
    is_event = values.kind == Kind.EVENT
    facts = [*event]
    if not is_event or values.applicants or values.excluded:
        facts.append(_applicants(values))
    if not is_event or _amounts(values):
        facts.append(Fact(label="Wie viel", value=_amounts(values) or "im Eintrag nicht genannt"))
    if not is_event or values.deadlines:
        facts += deadline_facts(values, today)
    facts += _funders(news, actors)
    facts += [_contact(person) for person in values.contacts[:1]]
    facts += _elsewhere(news)
    return facts


def _event(values: Values) -> list[Fact]:
    if values.kind != Kind.EVENT:
        return []
    when = "bitte beim Veranstalter prüfen"
    if values.event_starts_on is not None:
        when = days(values.event_starts_on, values.event_ends_on)
    place = one_line(values.event_place, 160)
    return [Fact(label="Wann", value=when, strong=True)] + (
        [Fact(label="Wo", value=place)] if place else []
    )


def _applicants(values: Values) -> Fact:
    if not values.applicants:
        who = "Antragsberechtigung bitte prüfen"
    else:
        who = ", ".join(_word(APPLICANTS, code) for code in values.applicants)
    who = who[:1].upper() + who[1:]
    notes = [_inhabitants(values)]
    if values.excluded:
        barred = ", ".join(_word(APPLICANTS, code) for code in values.excluded)
        notes.append(f"nicht antragsberechtigt: {barred}")
    return Fact(label="Wer", value=who, note="; ".join(note for note in notes if note))


def _inhabitants(values: Values) -> str:
    low, high = values.population_min, values.population_max
    limits = span(number(low) if low else "", number(high) if high is not None else "")
    return f"{limits} Einwohner" if limits else ""


def _amounts(values: Values) -> str:
    award = span(_money(values.award_min), _money(values.award_max))
    rate = span(_percent(values.rate_min), _percent(values.rate_max))
    own = f"Eigenanteil {percent(values.own_share)}" if values.own_share is not None else ""
    budget = f"insgesamt {money(values.budget)}" if values.budget else ""
    cost = span(_money(values.cost_min), _money(values.cost_max))
    kinds = joined([_word(INSTRUMENTS, word) for word in values.instruments[:3]])
    parts = [
        f"{award} je Vorhaben" if award else "",
        f"{rate} der förderfähigen Kosten" if rate else "",
        own,
        f"förderfähige Kosten {cost}" if cost else "",
        budget,
        kinds,
    ]
    return " · ".join(part for part in parts if part)


def _word(words: Words, code: str) -> str:
    """Return the German word for a code; a publisher's own word is made fit for one line."""
    return one_line(label(words, code), 80)


def _money(euros: float | None) -> str:
    return money(euros) if euros is not None else ""


def _percent(rate: float | None) -> str:
    return percent(rate) if rate is not None else ""


def _funders(news: News, actors: Actors) -> list[Fact]:
    """Name who funds; where nobody says it, the line about the source says where it is from."""
    names = actors.present_names(news.values.funders)
    funders = [one_line(name, 120) for name in names[:3] if one_line(name)]
    role = "Veranstalter" if news.values.kind == Kind.EVENT else "Förderer"
    return [Fact(label=role, value="; ".join(funders))] if funders else []


def _contact(person: Person) -> Fact:
    names = (person.person, person.organisation, person.phone)
    words = [one_line(name, 120) for name in names if one_line(name)]
    email = one_line(person.email)
    link = mail_link(email)
    if not link and not words and link_allowed(person.url):
        return Fact(label="Fragen an", value="", links=(Link(text=person.url, url=person.url),))
    links = (Link(text=email, url=link),) if link else ()
    return Fact(label="Fragen an", value=", ".join(words), links=links)


def _elsewhere(news: News) -> list[Fact]:
    """Name the other sources of the same opportunity, as links where they may be one.

    Where it is only asked whether it is the same the reader is told so.
    """
    facts = []
    for asked, what in ((False, "Auch bei"), (True, "Vielleicht dasselbe")):
        links = {
            one.source_title: Link(text=one_line(one.source_title, 80), url=one.url)
            for one in news.elsewhere
            if one.asked is asked and link_allowed(one.url)
        }
        if links:
            facts.append(Fact(label=what, value="", links=tuple(links.values())))
    return facts


def _source(news: News) -> str:
    parts = (news.source.title, news.source.licence)
    return one_line(" · ".join(part for part in parts if part), 240)
