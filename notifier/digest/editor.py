"""Digest: one mail's content as plain records, put together without any markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crawlers.items import Kind
from db.actors import AreaContact
from db.labels import CADENCES, day
from db.vocabulary import Cadence, Reason
from notifier.digest.card import Card
from notifier.digest.facts import Link
from notifier.digest.note import Note, note_of
from notifier.digest.order import Place, Places, Rank, weight, worse
from notifier.digest.sections import SectionKind
from notifier.digest.wording import joined, one_line
from notifier.mail.links import link_allowed
from notifier.news.select import MAX_ALONG, Selected, Wish

MAX_CARDS = 15
MAX_CONTACTS = 6
SHORT_SECTION = 3  # as many cards need no headings between them
OTHER_TOPICS = "Weitere Themen"
_RANKS = {
    Rank.LIFTED: "Empfohlen",
    Rank.REGION: "Aus Ihrer Region",
    Rank.SOON: "Endet bald",
    Rank.BEST: "Passt besonders zu Ihren Themen",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One opportunity for one reader: its line on top, its card, and why it is there."""

    card: Card
    explanation: str
    selected: Selected
    place: Place
    hint: str = ""  # what a regional manager says to it
    hint_by: str = ""

    @property
    def entry(self) -> int:
        """The number of the entry, by which a line finds its card."""
        return self.card.entry_id

    @property
    def to_attend(self) -> bool:
        """Whether it is an event that takes place on a day."""
        values = self.selected.news.values
        takes_place = values.kind == Kind.EVENT and values.event_starts_on is not None
        return takes_place and Reason.OVER not in self.selected.reasons

    @property
    def soon(self) -> bool:
        """Whether it ends so soon that its reader is reminded of it."""
        return Reason.CLOSING in self.selected.reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Some cards of a section below one heading; empty where they need none."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section with the groups of its cards; `name` names its templates.

    `counted` counts those of its items too that have no card.
    """

    name: str
    title: str
    counted: str
    groups: tuple[Group, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items with a card, in the order of the mail."""
        return tuple(item for group in self.groups for item in group.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Whom a digest is for, and the links that only this reader gets."""

    address: str
    name: str
    settings_url: str
    unsubscribe_url: str
    matches_url: str
    issue_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around the items, the same for all who wish for the same.

    `first` says that it is the first issue for some subscription, `changed` and `back`
    that what is open is owed for another reason: a subscription came to ask for more, or a pause is
    over. `sources_note` says which of the sources were read, `empty` that there is nothing to tell.
    Of what a regional manager sends `selected_by` is who that is, `intro` the words above all, and
    `why` completes "weil … " instead of the subscriptions.
    """

    headline: str
    issue: str
    cadence: str
    subscriptions: tuple[str, ...]
    contacts: tuple[Link, ...] = ()  # whom to ask in the reader's areas; url may be empty
    notes: tuple[Note, ...] = ()  # what the desk says on top
    sources_note: str = ""
    first: bool = False
    changed: bool = False
    back: bool = False
    empty: bool = False
    selected_by: str = ""
    intro: Note = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One mail: every item has its line in the `overview`, and most of them a card.

    `more` counts what had no room for its line and comes with the next issues.
    """

    subject: str
    on: date
    reader: Reader
    frame: Frame
    overview: tuple[Item, ...] = ()
    sections: tuple[Section, ...] = ()
    more: int = 0

    @property
    def items(self) -> tuple[Item, ...]:
        """All items: those with a card in the order of the mail, then those without."""
        return (*self.carded, *self.briefs)

    @property
    def briefs(self) -> tuple[Item, ...]:
        """The items that have a line and no card."""
        carded = {item.entry for item in self.carded}
        return tuple(item for item in self.overview if item.entry not in carded)

    @property
    def preview(self) -> str:
        """The line that mail programs show beside the subject."""
        titles = (item.card.short_title for item in self.overview[:3])
        return one_line(" · ".join(titles) or self.frame.sources_note, 140)

    @property
    def carded(self) -> tuple[Item, ...]:
        """The items that have a card, in the order of the mail."""
        return tuple(item for section in self.sections for item in section.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How much of what was selected a mail holds: so many lines, and cards for these entries."""

    lines: int
    cards: frozenset[int]


def all_of_it(_frame: Frame, _reader: Reader, items: Sequence[Item]) -> Share:
    """Return the share of a mail without a limit of size."""
    return Share(lines=len(items), cards=frozenset(item.entry for item in items[:MAX_CARDS]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """Puts digests together for one day. `card` makes the card of what was selected.

    `share` says how much of it a mail holds, of items of which the weightiest stands first.
    """

    title: str
    on: date
    cadence: Cadence
    kinds: tuple[SectionKind, ...]
    topics: Mapping[str, str]
    card: Callable[[Selected], Card]
    places: Places
    contacts: Callable[[str], Sequence[AreaContact]] = lambda _area: ()
    notes: Callable[[Sequence[Wish]], Sequence[str]] = lambda _wishes: ()
    sources_note: Callable[[Sequence[Wish]], str] = lambda _wishes: ""
    share: Callable[[Frame, Reader, Sequence[Item]], Share] = all_of_it

    def assemble(
        self,
        selected: Sequence[Selected],
        wishes: Sequence[Wish],
        reader: Reader,
        left: int = 0,
    ) -> Digest:
        """Return the digest of what was selected.

        `left` counts what was not even selected, as it would not have fitted. Raises ValueError
        where nothing was selected.
        """
        if not selected:
            raise ValueError("a digest without items is no digest")
        frame, items = self.frame(wishes), self._items(selected, wishes)
        share = self.share(frame, reader, items)
        kept = items[: share.lines]
        sections = tuple(self._sections(kept, share.cards))
        return Digest(
            subject=self._subject(kept, sections),
            on=self.on,
            reader=reader,
            frame=frame,
            overview=tuple(sorted(kept, key=_line_turn)),
            sections=sections,
            more=len(selected) - len(kept) + left,
        )

    def nothing_new(self, wishes: Sequence[Wish], reader: Reader) -> Digest:
        """Return the digest that says that there is nothing to tell."""
        return Digest(
            subject=f"{self.title}: nichts Neues in den letzten Wochen",
            on=self.on,
            reader=reader,
            frame=self.frame(wishes, empty=True),
        )

    def frame(self, wishes: Sequence[Wish], *, empty: bool = False) -> Frame:
        """Return what stands around the items for whoever has these wishes."""
        return Frame(
            headline=f"Fördernachrichten für {_places(wishes)}",
            issue=f"Ausgabe vom {day(self.on)}, {CADENCES[self.cadence]}",
            cadence=CADENCES[self.cadence],
            subscriptions=tuple(dict.fromkeys(map(self._described, wishes))),
            contacts=tuple(self._contacts(wishes)),
            notes=tuple(map(note_of, self.notes(wishes))),
            sources_note=self.sources_note(wishes),
            first=not empty and any(wish.first for wish in wishes),
            changed=not empty and any(wish.changed_on for wish in wishes),
            back=not empty and any(wish.back_on for wish in wishes),
            empty=empty,
        )

    def _items(self, selected: Sequence[Selected], wishes: Sequence[Wish]) -> list[Item]:
        """Return the items of a mail, the weightiest first; what is merely open is limited."""
        placed = [(one, self.places.of(one, wishes)) for one in selected]
        placed.sort(key=lambda pair: weight(*pair))
        along = [one for one, _place in placed if one.along]
        left_out = {id(one) for one in along[MAX_ALONG:]}
        return [self._item(one, place) for one, place in placed if id(one) not in left_out]

    def _item(self, selected: Selected, place: Place) -> Item:
        return Item(
            card=self.card(selected),
            explanation=selected.explanation,
            selected=selected,
            place=place,
        )

    def _sections(self, kept: Sequence[Item], carded: frozenset[int]) -> Iterable[Section]:
        claiming = sorted(self.kinds, key=lambda kind: kind.claim)
        homes = [next(kind for kind in claiming if kind.takes(one.selected)) for one in kept]
        for kind in self.kinds:
            mine = [one for one, home in zip(kept, homes, strict=True) if home is kind]
            if mine:
                yield Section(
                    name=kind.name,
                    title=kind.title,
                    counted=kind.counted(len(mine)),
                    groups=tuple(
                        self._groups([one for one in mine if one.entry in carded], kind.headed)
                    ),
                )

    def _groups(self, items: Sequence[Item], headed_at_all: bool) -> Iterable[Group]:
        """Yield the cards in the reader's order, what fits no better than the rest by topic."""
        in_turn = sorted(items, key=_turn if headed_at_all else _line_turn)
        if len(items) <= SHORT_SECTION or not headed_at_all:
            yield from [Group(heading="", items=tuple(in_turn))] if items else []
            return
        headed: dict[tuple[int, bool, str], list[Item]] = {}
        for item in in_turn:
            topic = self.topics.get(item.selected.topic, item.selected.topic) or OTHER_TOPICS
            heading = _RANKS.get(item.place.rank, topic)
            key = (int(item.place.rank), heading == OTHER_TOPICS, heading)
            headed.setdefault(key, []).append(item)
        for key in sorted(headed, key=lambda key: (*key[:2], key[2].casefold())):
            yield Group(heading=key[2], items=tuple(headed[key]))

    def _contacts(self, wishes: Sequence[Wish]) -> Iterable[Link]:
        """Return the offices of the areas asked for, each once and not too many."""
        found = dict.fromkeys(one for wish in wishes for one in self.contacts(wish.area))
        for contact in list(found)[:MAX_CONTACTS]:
            url = contact.website if link_allowed(contact.website) else ""
            yield Link(text=f"{contact.name}: {contact.task}", url=url)

    def _subject(self, kept: Sequence[Item], sections: Sequence[Section]) -> str:
        if len(kept) == 1:
            (item,) = kept
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


def _turn(item: Item) -> tuple[object, ...]:
    """Order cards below one heading: what ends first, then what fits best."""
    place = item.place
    return place.rank, place.on, *worse(place.fit), item.card.title.casefold(), item.entry


def _line_turn(item: Item) -> tuple[object, ...]:
    """Order the lines on top: days first, the nearest of them foremost."""
    return item.place.on, item.place.rank, item.card.title.casefold(), item.entry


def _places(wishes: Sequence[Wish]) -> str:
    places = list(dict.fromkeys(wish.area_name or wish.area for wish in wishes))
    return joined(places) if len(places) <= 3 else f"{len(places)} Gebiete"
