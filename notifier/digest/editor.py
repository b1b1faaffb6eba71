"""Digest: one mail's content as plain records, put together without any markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db.actors import AreaContact
from db.labels import CADENCES, day
from db.terms import own_values
from db.vocabulary import Cadence, Reason
from notifier.digest.card import Card
from notifier.digest.facts import Link
from notifier.digest.note import Note, note_of
from notifier.digest.sections import SectionKind
from notifier.digest.wording import one_line
from notifier.mail.links import link_allowed
from notifier.news.select import MAX_ALONG, MAX_ITEMS, Selected, Wish, nearness

MAX_CONTACTS = 6
OTHER_TOPICS = "Weitere Themen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One card for one reader, and why it is there."""

    card: Card
    explanation: str
    selected: Selected


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The items of one topic inside a section."""

    topic: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section with its groups; `name` names its templates."""

    name: str
    title: str
    counted: str
    groups: tuple[Group, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in the order of the mail."""
        return tuple(item for group in self.groups for item in group.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Whom a digest is for, and the links that only this reader gets."""

    address: str
    name: str
    settings_url: str
    unsubscribe_url: str
    matches_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One mail.

    `more` counts what did not fit and comes with the next issues; `first` says that it is the
    first one for some subscription.
    """

    subject: str
    on: date
    cadence: str
    reader: Reader
    sections: tuple[Section, ...]
    more: int
    subscriptions: tuple[str, ...]
    contacts: tuple[Link, ...] = ()  # whom to ask in the reader's areas; url may be empty
    first: bool = False
    notes: tuple[Note, ...] = ()  # what the desk says on top

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in the order of the mail."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def preview(self) -> str:
        """The line that mail programs show beside the subject."""
        return one_line(" · ".join(item.card.title for item in self.items[:3]), 140)


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """Puts digests together for one day. `card` makes the card of an item in a section."""

    title: str
    on: date
    cadence: Cadence
    kinds: tuple[SectionKind, ...]
    topics: Mapping[str, str]
    card: Callable[[Selected], Card]
    contacts: Callable[[str], Sequence[AreaContact]] = lambda _area: ()
    notes: Callable[[Sequence[Wish]], Sequence[str]] = lambda _wishes: ()

    def assemble(
        self,
        selected: Sequence[Selected],
        wishes: Sequence[Wish],
        reader: Reader,
        limit: int = MAX_ITEMS,
        left: int = 0,
    ) -> Digest:
        """Return the digest of what was selected, at most `limit` items.

        `left` counts what was not even selected, as it would not have fitted. Raises ValueError
        where nothing was selected.
        """
        if not selected:
            raise ValueError("a digest without items is no digest")
        kept = self._chosen(selected, limit)
        sections = tuple(self._sections(kept))
        return Digest(
            subject=self._subject(sections),
            on=self.on,
            cadence=CADENCES[self.cadence],
            reader=reader,
            sections=sections,
            more=len(selected) - len(kept) + left,
            subscriptions=tuple(dict.fromkeys(map(self._described, wishes))),
            contacts=tuple(self._contacts(wishes)),
            first=any(wish.first for wish in wishes),
            notes=tuple(map(note_of, self.notes(wishes))),
        )

    def without_news(self, wishes: Sequence[Wish], reader: Reader) -> Digest:
        """Return a digest in which nothing stands."""
        return Digest(
            subject=f"{self.title}: nichts Neues in den letzten Wochen",
            on=self.on,
            cadence=CADENCES[self.cadence],
            reader=reader,
            sections=(),
            more=0,
            subscriptions=tuple(dict.fromkeys(map(self._described, wishes))),
        )

    def _chosen(self, selected: Sequence[Selected], limit: int) -> list[Selected]:
        """Return what stands in the mail, what the desk puts first, then by what ends first.

        Where not all of it fits, news comes before what is merely open, what the desk puts first
        and what a reader would act on now before the rest, and what is near before what is far.
        """
        news = sorted((one for one in selected if not one.along), key=self._weight)[:limit]
        along = sorted((one for one in selected if one.along), key=self._weight)
        room = min(limit - len(news), MAX_ALONG)
        return sorted([*news, *along[:room]], key=self._place)

    def _place(self, selected: Selected) -> tuple[bool, tuple[date, str, int]]:
        return not selected.news.lifted, self._urgency(selected)

    def _weight(self, selected: Selected) -> tuple[bool, bool, int, tuple[date, str, int]]:
        waits = {Reason.CHANGED, Reason.OVER, Reason.CLOSING}.isdisjoint(selected.reasons)
        far = nearness(selected.news.values) if waits else 0
        return not selected.news.lifted, waits, far, self._urgency(selected)

    def _contacts(self, wishes: Sequence[Wish]) -> Iterable[Link]:
        """Return the offices of the areas asked for, each once and not too many."""
        found = dict.fromkeys(one for wish in wishes for one in self.contacts(wish.area))
        for contact in list(found)[:MAX_CONTACTS]:
            url = contact.website if link_allowed(contact.website) else ""
            yield Link(text=f"{contact.name}: {contact.task}", url=url)

    def _urgency(self, selected: Selected) -> tuple[date, str, int]:
        """Order by what ends or begins first, so that a cut never hides what is urgent."""
        values = own_values(selected.news.values, selected.reader)
        on = values.next_day(self.on) or values.event_starts_on or date.max
        return on, values.title.casefold(), selected.news.opportunity_id

    def _sections(self, kept: Sequence[Selected]) -> Iterable[Section]:
        claiming = sorted(self.kinds, key=lambda kind: kind.claim)
        homes = [next(kind for kind in claiming if kind.takes(one)) for one in kept]
        for kind in self.kinds:
            mine = [one for one, home in zip(kept, homes, strict=True) if home is kind]
            if mine:
                yield Section(
                    name=kind.name,
                    title=kind.title,
                    counted=kind.counted(len(mine)),
                    groups=tuple(self._groups(mine)),
                )

    def _groups(self, selected: Sequence[Selected]) -> Iterable[Group]:
        by_topic: dict[str, list[Item]] = {}
        for one in selected:
            item = Item(card=self.card(one), explanation=one.explanation, selected=one)
            by_topic.setdefault(one.topic, []).append(item)
        labelled = {self.topics.get(t, t) or OTHER_TOPICS: items for t, items in by_topic.items()}
        for topic in sorted(labelled, key=lambda label: (label == OTHER_TOPICS, label.casefold())):
            yield Group(topic=topic, items=tuple(labelled[topic]))

    def _subject(self, sections: tuple[Section, ...]) -> str:
        items = [item for section in sections for item in section.items]
        if len(items) == 1:
            (item,) = items
            title = one_line(item.card.title, 120)
            if Reason.OVER in item.selected.reasons:
                word = item.card.badges[0].text
                title += "" if word in title.casefold() else f" – {word}"
            return f"{self.title}: {title}"
        return f"{self.title}: {', '.join(section.counted for section in sections)}"

    def _described(self, wish: Wish) -> str:
        labels = sorted(self.topics.get(topic, topic) for topic in wish.topics)
        what = " · ".join(labels) if labels else "alle Themen"
        return f"{what} – {wish.area_name or wish.area}"


def issue_line(digest: Digest) -> str:
    """Return "Ausgabe vom 22. November 2026, täglich"."""
    return f"Ausgabe vom {day(digest.on)}, {digest.cadence}"
