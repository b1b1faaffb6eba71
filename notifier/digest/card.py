"""Card: what a mail says about one opportunity to one kind of reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import chain

from crawlers.items import Kind
from db.actors import Actors
from db.labels import KINDS, LEVELS, STATUSES, days, days_left, label, short_day
from db.statements import Field, Standing, Statement, Subject
from db.terms import ANYBODY, OwnTerms, Reader, limited, own_terms, own_values
from db.values import Person, Values
from db.vocabulary import DeadlineKind, OpportunityStatus, Reason
from notifier.digest.amounts import amount_facts, any_amount
from notifier.digest.applicants import applicant_facts
from notifier.digest.deadlines import deadline_facts, registration_facts, told_of
from notifier.digest.dissent import alternatives, dissent
from notifier.digest.ending import ending_of, title_without
from notifier.digest.facts import Fact, Link, Missing, Said, asked, missing_line
from notifier.digest.foreign import in_german, kind_of_money
from notifier.digest.purpose import paid_for
from notifier.digest.short import amount_of, until_of
from notifier.digest.wording import cut, one_line
from notifier.mail.links import link_allowed, mail_link
from notifier.news.select import CLOSING_WITHIN, News, Selected

TITLE_CHARACTERS = 200
SHORT_TITLE_CHARACTERS = 80
MAX_CHANGES = 6
MAX_INSTRUMENTS = 2
FIRST_COME = "Wer zuerst beantragt, wird zuerst gefördert (Windhundverfahren)."
_FIRST_COME = re.compile(
    r"windhund|wer zuerst|first[ -]come|reihenfolge (?:de[sr]|ihres) (?:\w+ )?ein(?:gang|geh)", re.I
)
_NOT_SO = re.compile(r"\b(?:kein\w*|nicht|ohne|statt|not?)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A short mark above the title; `tone` is urgent, notice or plain."""

    text: str
    tone: str = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One opportunity, ready to be set. `key` tells cards of one issue apart.

    `summary` are the publisher's words in the `language` of the entry, `german` says what it is
    where that is another one. `warning` is what a reader must not miss. `until` and `amount` are
    for a line of a list, and `amount` is empty where nothing is sure.
    """

    key: str
    entry_id: int
    title: str
    url: str  # empty where the publisher's address must not become a link
    kicker: str
    badges: tuple[Badge, ...]
    changes: tuple[str, ...]
    warning: str
    german: str
    language: str
    summary: str
    facts: tuple[Fact, ...]
    source: str
    until: str
    amount: str
    recommended: bool = False  # the desk puts it first

    @property
    def short_title(self) -> str:
        """The title for a line of a list."""
        return cut(self.title, SHORT_TITLE_CHARACTERS)


class CardBox:
    """Makes the cards of one day, each once for all readers to whom it says the same.

    `titles` are the names of sources by their slugs, `topics` those of topics by their ids.
    """

    def __init__(
        self,
        today: date,
        actors: Actors | None = None,
        titles: Mapping[str, str] | None = None,
        topics: Mapping[str, str] | None = None,
    ) -> None:
        self._today = today
        self._actors = actors or Actors()
        self._titles = titles or {}
        self._topics = topics or {}
        self._cards: dict[tuple[object, ...], Card] = {}
        self._limited: dict[int, bool] = {}

    def card(self, selected: Selected) -> Card:
        """Return the card of a selected opportunity."""
        news, over = selected.news, Reason.OVER in selected.reasons
        reader = selected.reader if self._is_limited(news) else _anywhere(selected.reader)
        if len(selected.places) > 1:
            # Each of several places may have a case of its own.
            reader = replace(reader, population=None, places=selected.places)
        same = (news.opportunity_id, selected.changes, over, selected.was_on, reader)
        card = self._cards.get(same)
        if card is None:
            card = self._cards[same] = make_card(
                f"{news.opportunity_id}-{len(self._cards)}",
                news,
                self._today,
                self._actors,
                changes=selected.changes,
                over=over,
                was_on=selected.was_on,
                reader=reader,
                titles=self._titles,
                topics=self._topics,
            )
        return card

    def _is_limited(self, news: News) -> bool:
        if news.opportunity_id not in self._limited:
            self._limited[news.opportunity_id] = limited(news.values)
        return self._limited[news.opportunity_id]


@lru_cache(maxsize=1024)  # all items of a mail are for the same reader
def _anywhere(reader: Reader) -> Reader:
    return replace(reader, population=None, places=())


def make_card(
    key: str,
    news: News,
    today: date,
    actors: Actors | None = None,
    *,
    changes: tuple[str, ...] = (),
    over: bool = False,
    was_on: date | None = None,
    reader: Reader = ANYBODY,
    titles: Mapping[str, str] | None = None,
    topics: Mapping[str, str] | None = None,
) -> Card:
    """Return the card of an opportunity for a reader on a day.

    `actors` know who bears which name today, `titles` the names of sources, `topics` those of
    topics. Of what is over it says only that, how it was found out, and on which day `was_on` it
    was to be.
    """
    values = news.values
    own = own_terms(values.statements, reader)
    seen, title = own_values(values, reader), one_line(values.title, TITLE_CHARACTERS)
    ending = ending_of(news, seen, changes, today) if over else None
    summary = "" if ending else paid_for(values)
    return Card(
        key=key,
        entry_id=news.opportunity_id,
        title=(title_without(ending.word, title) if ending else title) or "Ohne Titel",
        url=values.url if link_allowed(values.url) else "",
        kicker=" · ".join(_kicker(values)),
        badges=(
            (Badge(text=ending.word, tone="urgent"),) if ending else tuple(_badges(seen, today))
        ),
        changes=_changes(ending.lines if ending else changes),
        warning=FIRST_COME if not ending and _first_come(seen, today) else "",
        german="" if ending else in_german(values, topics or {}),
        language=values.language,
        summary=summary,
        facts=(
            (*_was_to_be(was_on), *chain.from_iterable(map(_contact, values.contacts[:1])))
            if ending
            else _once(
                _facts(news, own, reader, today, actors or Actors(), titles or {}),
                summary,
                "beim Veranstalter" if values.kind == Kind.EVENT else "beim Förderer",
            )
        ),
        source=_source(news),
        until=ending.word if ending else until_of(seen, today),
        amount="" if ending else amount_of(own, values),
        recommended=news.lifted,
    )


def _was_to_be(was_on: date | None) -> list[Fact]:
    return [Fact(label="Wann", value=days(was_on, None), note="war geplant")] if was_on else []


def _kicker(values: Values) -> Iterable[str]:
    """Yield what it is, who gives it and how: a grant, a loan."""
    yield one_line(label(KINDS, values.kind), 80)
    yield one_line(label(LEVELS, values.level), 80)
    kinds = dict.fromkeys(map(kind_of_money, values.instruments))
    yield from list(kinds)[:MAX_INSTRUMENTS]


def _badges(values: Values, today: date) -> Iterable[Badge]:
    yield from _days_left(values, today)
    status = values.status_on(today)
    if status is OpportunityStatus.SUSPENDED:
        yield Badge(text=f"derzeit {STATUSES[status]}", tone="urgent")
    if status is OpportunityStatus.FORECASTED:
        yield Badge(text=STATUSES[status], tone="notice")


def _first_come(own: Values, today: date) -> bool:
    """Whether the text says that money goes to who asks first."""
    return any(
        _FIRST_COME.search(one.quote) and not _NOT_SO.search(one.quote)
        for one in told_of(own.deadlines, today)
        if one.kind is DeadlineKind.UNTIL_EXHAUSTED
    )


def _once(said: Sequence[Said], summary: str, whom: str) -> tuple[Fact, ...]:
    """Return the lines of a card: no quote that stands above, and all that is missing in one."""
    facts = [one for one in said if isinstance(one, Fact)]
    missing = [one for one in said if isinstance(one, Missing)]
    quoted = [replace(one, quote="" if one.quote in summary else one.quote) for one in facts]
    return (*quoted, *missing_line(missing, whom))


def _days_left(values: Values, today: date) -> Iterable[Badge]:
    """Say how many days are left; of a contested day only that it may be the last one."""
    nearest, sure = values.next_day(today), values.next_deadline(today)
    if nearest is None or nearest > today + CLOSING_WITHIN:
        return
    if sure is None or nearest < sure[0]:
        yield Badge(text=f"endet möglicherweise schon am {short_day(nearest)}", tone="notice")
    if sure is not None and sure[0] <= today + CLOSING_WITHIN:
        what = "Anmeldung " if values.kind == Kind.EVENT else ""
        yield Badge(text=f"{what}{days_left(sure[0], today)}", tone="urgent")


def _changes(sentences: tuple[str, ...]) -> tuple[str, ...]:
    lines = [one_line(sentence, 240) for sentence in sentences]
    more = len(lines) - MAX_CHANGES
    return tuple(lines[:MAX_CHANGES] + ([f"und {more} weitere Änderungen"] if more > 0 else []))


def _facts(
    news: News,
    own: OwnTerms,
    reader: Reader,
    today: date,
    actors: Actors,
    titles: Mapping[str, str],
) -> list[Said]:
    values = news.values
    mine = own_values(values, reader)
    if values.kind == Kind.EVENT:
        said = _event(values, titles)
        # An event without money or applicants is an event; it needs no line that says so.
        if values.applicants or values.excluded:
            said += applicant_facts(values, own, reader, titles)
        if any_amount(own):
            said += amount_facts(values, own, reader, titles)
        said += registration_facts(own, mine.deadlines, today, titles)
    else:
        said = [
            *applicant_facts(values, own, reader, titles),
            *amount_facts(values, own, reader, titles),
            *deadline_facts(own, mine, today, titles),
        ]
    funders = _funders(news, actors)
    said += chain.from_iterable(_contact(person, funders) for person in values.contacts[:1])
    return [*said, *funders, *_elsewhere(news)]


def _event(values: Values, titles: Mapping[str, str]) -> list[Said]:
    at_odds = [
        one
        for one in values.statements
        if one.field in (Field.EVENT_START, Field.EVENT_END) and one.standing is Standing.CONTESTED
    ]
    when: Said
    if at_odds and values.event_starts_on is None:
        when = dissent("Wann", alternatives(at_odds, _days_of), titles)
    elif values.event_starts_on is not None:
        shown = days(values.event_starts_on, values.event_ends_on)
        when = Fact(label="Wann", value=shown, strong=True)
    else:
        when = Missing(what="Termin", unclear=asked(values, Subject.EVENT))
    place = one_line(values.event_place, 160)
    return [when, *([Fact(label="Wo", value=place)] if place else [])]


def _days_of(said: Sequence[Statement]) -> str:
    first, *last = (date.fromisoformat(str(one.value)) for one in said)
    return days(first, last[0] if last else None)


def _funders(news: News, actors: Actors) -> list[Fact]:
    """Name who funds; where nobody says it, the line about the source says where it is from."""
    names = actors.present_names(news.values.funders)
    funders = [one_line(name, 120) for name in _whole_names(names)[:3] if one_line(name)]
    role = "Veranstalter" if news.values.kind == Kind.EVENT else "Förderer"
    return [Fact(label=role, value="; ".join(funders))] if funders else []


def _whole_names(names: Sequence[str]) -> list[str]:
    """Return names without those that begin another: "Bürgerstiftung" beside its whole name."""
    return [
        name
        for name in names
        if not any(other.startswith(f"{name} ") for other in names if other != name)
    ]


def _contact(person: Person, funders: Sequence[Fact] = ()) -> list[Fact]:
    """Return whom to ask; an office that stands below as the funder is not named twice."""
    funding = {name for fact in funders for name in fact.value.split("; ")}
    names = (one_line(name, 120) for name in (person.person, person.organisation, person.phone))
    words = [name for name in names if name and name not in funding]
    email = one_line(person.email)
    address = mail_link(email)
    links = [Link(text=email, url=address)] if address else []
    if not words and not links and link_allowed(person.url):
        links = [Link(text=person.url, url=person.url)]
    if not words and not links:
        return []
    return [Fact(label="Fragen an", value=", ".join(words), links=tuple(links))]


def _elsewhere(news: News) -> list[Fact]:
    """Name the other sources of the same opportunity, as links where they may be one.

    Where it is only asked whether it is the same the reader is told so.
    """
    facts = []
    for doubted, what in ((False, "Auch bei"), (True, "Vielleicht dasselbe")):
        links = {
            one.source_title: Link(text=one_line(one.source_title, 80), url=one.url)
            for one in news.elsewhere
            if one.asked is doubted and link_allowed(one.url)
        }
        if links:
            facts.append(Fact(label=what, value="", links=tuple(links.values())))
    return facts


def _source(news: News) -> str:
    parts = (news.source.title, news.source.licence)
    return one_line(" · ".join(part for part in parts if part), 240).rstrip(".")
