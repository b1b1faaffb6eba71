"""Card: what a mail says about one opportunity to one kind of reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crawlers.items import Kind
from db.actors import Actors
from db.labels import INSTRUMENTS, KINDS, LEVELS, STATUSES, days, days_left, label, short_day
from db.statements import Field, Standing, Statement
from db.terms import ANYBODY, OwnTerms, Reader, own_terms, own_values, reader_class
from db.values import Person, Values
from db.vocabulary import OpportunityStatus, Reason
from notifier.digest.amounts import amount_facts, any_amount
from notifier.digest.applicants import applicant_facts
from notifier.digest.deadlines import deadline_facts
from notifier.digest.dissent import alternatives, dissent
from notifier.digest.ending import ending_of, title_without
from notifier.digest.facts import Fact, Link
from notifier.digest.short import amount_of, until_of
from notifier.digest.wording import cut, first_sentences, one_line
from notifier.mail.links import link_allowed, mail_link
from notifier.news.select import CLOSING_WITHIN, News, Selected

TITLE_CHARACTERS = 200
SHORT_TITLE_CHARACTERS = 80
MAX_CHANGES = 6
MAX_INSTRUMENTS = 2
_ENGLISH_KINDS = ("grant", "loan", "guarantee", "equity", "prize")


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A short mark above the title; `tone` is urgent, notice or plain."""

    text: str
    tone: str = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One opportunity, ready to be set. `key` tells cards of one issue apart.

    `until` and `amount` are for a line of a list, and `amount` is empty where nothing is sure.
    """

    key: str
    entry_id: int
    title: str
    url: str  # empty where the publisher's address must not become a link
    kicker: str
    badges: tuple[Badge, ...]
    changes: tuple[str, ...]
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

    `titles` are the names of sources by their slugs.
    """

    def __init__(
        self,
        today: date,
        actors: Actors | None = None,
        titles: Mapping[str, str] | None = None,
    ) -> None:
        self._today = today
        self._actors = actors or Actors()
        self._titles = titles or {}
        self._cards: dict[tuple[object, ...], Card] = {}
        self._classes: dict[tuple[int, Reader], Reader] = {}

    def card(self, selected: Selected) -> Card:
        """Return the card of a selected opportunity."""
        news, over = selected.news, Reason.OVER in selected.reasons
        asking = (news.opportunity_id, selected.reader)
        if asking not in self._classes:
            self._classes[asking] = reader_class(news.values, selected.reader)
        reader = self._classes[asking]
        made = (news.opportunity_id, selected.changes, over, selected.was_on, reader)
        if made not in self._cards:
            self._cards[made] = make_card(
                f"{news.opportunity_id}-{len(self._cards)}",
                news,
                self._today,
                self._actors,
                changes=selected.changes,
                over=over,
                was_on=selected.was_on,
                reader=reader,
                titles=self._titles,
            )
        return self._cards[made]


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
) -> Card:
    """Return the card of an opportunity for a reader on a day.

    `actors` know who bears which name today, `titles` the names of sources. Of what is over it
    says only that, how it was found out, and on which day `was_on` it was to be.
    """
    values = news.values
    own = own_terms(values.statements, reader)
    seen, title = own_values(values, reader), one_line(values.title, TITLE_CHARACTERS)
    ending = ending_of(news, seen, changes, today) if over else None
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
        summary="" if ending else first_sentences(values.summary),
        facts=(
            (*_was_to_be(was_on), *map(_contact, values.contacts[:1]))
            if ending
            else tuple(_facts(news, own, reader, today, actors or Actors(), titles or {}))
        ),
        source=_source(news),
        until=ending.word if ending else until_of(seen, today),
        amount="" if ending else amount_of(own, values.kind),
        recommended=news.lifted,
    )


def _was_to_be(was_on: date | None) -> list[Fact]:
    return [Fact(label="Wann", value=days(was_on, None), note="war geplant")] if was_on else []


def _kicker(values: Values) -> Iterable[str]:
    """Yield what it is, who gives it and how: a grant, a loan."""
    yield one_line(label(KINDS, values.kind), 80)
    yield one_line(label(LEVELS, values.level), 80)
    kinds = dict.fromkeys(map(_kind_of_money, values.instruments))
    yield from list(kinds)[:MAX_INSTRUMENTS]


def _kind_of_money(word: str) -> str:
    """Return "Zuschuss" for a code as for "LIFE Project Grants"; else the publisher's word."""
    named = next((code for code in _ENGLISH_KINDS if code in word.casefold()), word)
    return one_line(label(INSTRUMENTS, named), 80)


def _badges(values: Values, today: date) -> Iterable[Badge]:
    yield from _days_left(values, today)
    status = values.status_on(today)
    if status is OpportunityStatus.SUSPENDED:
        yield Badge(text=f"derzeit {STATUSES[status]}", tone="urgent")
    if status is OpportunityStatus.FORECASTED:
        yield Badge(text=STATUSES[status], tone="notice")
    if values.language != "de":
        language = "Englisch" if values.language == "en" else f"Sprache: {values.language[:8]}"
        yield Badge(text=f"Text auf {language}" if language == "Englisch" else language)


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
) -> list[Fact]:
    values = news.values
    facts = _event(values, titles)
    # An event without money or applicants is an event; it needs no line that says so.
    is_event = values.kind == Kind.EVENT
    if not is_event or values.applicants or values.excluded:
        facts += applicant_facts(values, own, reader, titles)
    if not is_event or any_amount(own):
        facts += amount_facts(values, own, reader, titles)
    if not is_event or values.deadlines:
        facts += deadline_facts(own, own_values(values, reader).deadlines, today, titles)
    facts += _funders(news, actors)
    facts += [_contact(person) for person in values.contacts[:1]]
    facts += _elsewhere(news)
    return facts


def _event(values: Values, titles: Mapping[str, str]) -> list[Fact]:
    if values.kind != Kind.EVENT:
        return []
    at_odds = [
        one
        for one in values.statements
        if one.field in (Field.EVENT_START, Field.EVENT_END) and one.standing is Standing.CONTESTED
    ]
    if at_odds and values.event_starts_on is None:
        when = dissent("Wann", alternatives(at_odds, _days_of), titles)
    elif values.event_starts_on is not None:
        shown = days(values.event_starts_on, values.event_ends_on)
        when = Fact(label="Wann", value=shown, strong=True)
    else:
        when = Fact(label="Wann", value="bitte beim Veranstalter prüfen", strong=True)
    place = one_line(values.event_place, 160)
    return [when, *([Fact(label="Wo", value=place)] if place else [])]


def _days_of(said: Sequence[Statement]) -> str:
    first, *last = (date.fromisoformat(str(one.value)) for one in said)
    return days(first, last[0] if last else None)


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
