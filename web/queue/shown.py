"""Shown: the queue as a page shows it, read and put into words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import quote

from sqlalchemy.orm import Session

from db import labels
from db.actors import load_actors
from db.local_date import BERLIN, local_date
from db.queries.queue import Card, open_cards, questions_of
from db.reviews import ReviewItem
from db.rhythm import REGULAR
from pipeline.themes import topic_labels
from web.doors.people import Person
from web.queue.reach import within_reach
from web.queue.sifting import Counts, Sifted, is_awake, order, sift, trust_of
from web.queue.urgency import urgency
from web.queue.wanted import (
    ASLEEP,
    AWAITING,
    FACETS,
    MINE,
    NOBODYS,
    NONE,
    OPEN,
    OTHERS,
    Wanted,
)
from web.site import Site
from web.wording import source_title

# Under this name a page of an entry is told from which queue it was opened.
QUEUE = "warteschlange"
EVERYTHING = "alle"
TITLES = {
    "quelle": "Quelle",
    "thema": "Thema",
    "art": "Art",
    "anlass": "Anlass",
    "angabe": "Angabe",
    "ressort": "Ressort",
    "gebiet": "Gebiet",
    "bei": "In Arbeit bei",
    "zustand": "Zustand",
}
_WHO = {MINE: "mir", NOBODYS: "niemandem", OTHERS: "anderen"}
_STATES = {OPEN: "offen", ASLEEP: "zurückgestellt", AWAITING: "wartet auf Antwort des Förderers"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One card with its questions, and in words why it stands where it does."""

    card: Card
    why: str
    questions: tuple[ReviewItem, ...]
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One value of a facet: what it is called, how many cards it would show."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One thing that can be asked for."""

    name: str
    title: str
    options: tuple[Option, ...]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The values as a form offers them; but for the state, all together is one."""
        some = [(one.value, f"{one.label} ({one.count})") for one in self.options]
        return some if self.name == "zustand" else [("", "alle"), *some]

    @property
    def value(self) -> str:
        """The value that is asked for, "" for all."""
        return next((one.value for one in self.options if one.chosen), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The queue of one person at one moment."""

    cards: Sequence[Card]
    wanted: Wanted
    sifted: Sifted
    today: date

    def of_today(self) -> list[Card]:
        """Return what must be decided before the next issue, whatever else is asked for."""
        return of_today(self.cards, self.today)


def cards_of(session: Session, site: Site, person: Person) -> list[Card]:
    """Return what a person is asked, in no order."""
    return within_reach(open_cards(session, site.now()), person)


def of_today(cards: Iterable[Card], today: date) -> list[Card]:
    """Return what must be decided before the next issue."""
    return [card for card in cards if card.due and is_awake(card, today)]


def queue_of(session: Session, site: Site, person: Person, wanted: Wanted) -> Queue:
    """Return what a person is asked, and of that what is wanted, in its order."""
    cards, today = cards_of(session, site, person), site.today()
    key = order(trust_of(site.sources), today)
    return Queue(
        cards=cards,
        wanted=wanted,
        sifted=sift(cards, wanted, person.by, today, key),
        today=today,
    )


def rows(session: Session, site: Site, cards: Sequence[Card], wanted: Wanted) -> list[Row]:
    """Return cards as rows of a page, with their questions that are open now."""
    asked = questions_of(session, [card.id for card in cards])
    trust, today = trust_of(site.sources), site.today()
    return [
        Row(
            card=card,
            why=urgency(
                card.next_on, card.concerned, trust(card.source), today, sure=card.next_sure
            ).words,
            questions=tuple(asked.get(card.id, ())),
            link=entry_link(card.id, wanted),
        )
        for card in cards
    ]


def entry_link(number: int, wanted: Wanted) -> str:
    """Return the address of an entry's page as the queue opens it."""
    return f"/eintraege/{number}?{QUEUE}={quote(wanted.query() or EVERYTHING, safe='')}"


def queue_link(query: str) -> str:
    """Return the address of the queue that an entry was opened from."""
    asked = Wanted.of_query(query).query()
    return f"/fragen?{asked}" if asked else "/fragen"


def facets(counts: Counts, wanted: Wanted, site: Site) -> list[Facet]:
    """Return what can be asked for, each with its values, the frequent ones first."""
    name_of = _names(site)
    return [
        Facet(
            name=name,
            title=TITLES[name],
            options=tuple(_options(counts[name], _chosen(wanted, name), name_of[name])),
        )
        for name in FACETS
    ]


def next_issue_at(site: Site) -> datetime | None:
    """Return when mail goes out next that waits for its day; None where nobody says so."""
    ask = site.next_issue
    return min(ask(cadence) for cadence in REGULAR) if ask else None


def issue_words(at: datetime | None, count: int, now: datetime) -> str:
    """Return what the next issue waits for: "Bis morgen 06:30 Uhr: 4 Fragen betreffen …"."""
    if at is None:
        return ""
    days = (local_date(at) - local_date(now)).days
    local = at.astimezone(BERLIN)
    when = {0: "heute", 1: "morgen"}.get(days, labels.long_day(local.date()))
    until = f"Bis {when}, {local:%H:%M} Uhr"
    match count:
        case 0:
            return f"{until} ist für die nächste Ausgabe nichts zu entscheiden."
        case 1:
            return f"{until}: 1 Eintrag mit Fragen betrifft die nächste Ausgabe."
    return f"{until}: {count} Einträge mit Fragen betreffen die nächste Ausgabe."


def day_after(word: str, today: date) -> date | None:
    """Return the day that "morgen", "woche" or a date in a form means; None for none."""
    spans = {"morgen": timedelta(days=1), "woche": timedelta(days=7)}
    if word in spans:
        return today + spans[word]
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def _chosen(wanted: Wanted, name: str) -> str:
    return wanted.state if name == "zustand" else wanted.chosen.get(name, "")


def _options(
    counted: Mapping[str, int], chosen: str, name_of: Callable[[str], str]
) -> Iterable[Option]:
    # What is asked for stays there to be let go of, though nothing is left of it.
    counts = dict(counted) if not chosen or chosen in counted else {**counted, chosen: 0}
    for value, count in sorted(counts.items(), key=lambda one: (-one[1], name_of(one[0]))):
        yield Option(value=value, label=name_of(value), count=count, chosen=value == chosen)


def _names(site: Site) -> dict[str, Callable[[str], str]]:
    topics = topic_labels()
    bodies = {one.id: one.name for one in load_actors().authorities.values()}
    return {
        "quelle": lambda slug: source_title(slug, site.sources),
        "thema": lambda id: "ohne Thema" if id == NONE else topics.get(id, id),
        "art": lambda code: labels.label(labels.KINDS, code),
        "anlass": lambda code: labels.label(labels.RAISED_BY, code),
        "angabe": lambda code: labels.label(labels.ASKED_ABOUT, code),
        "ressort": lambda id: "nicht bekannt" if id == NONE else bodies.get(id, id),
        "gebiet": lambda key: _area(site, key),
        "bei": lambda code: _WHO.get(code, code),
        "zustand": lambda code: _STATES.get(code, code),
    }


def _area(site: Site, key: str) -> str:
    try:
        return site.area_label(key)
    except LookupError:
        return key
