"""Issue: what there is to tell on one day, and what of it each reader is told. Writes nothing.

Planning, the look ahead and the preview of a mail all choose and compose by this one file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from db.actors import Actors, AreaContact
from db.queries.source_readings import source_readings
from db.vocabulary import Cadence
from notifier.digest.compose import Composer
from notifier.digest.explanation import Explainer
from notifier.digest.sources_note import SourcesNote
from notifier.digest.whereabouts import Places
from notifier.ledger import lines_of
from notifier.mail.sender import Sender
from notifier.marks import Marks, Note, kept_out
from notifier.news.history import History
from notifier.news.known import Known
from notifier.news.load import Entries, marked, unmarked_news
from notifier.news.match import NewsIndex
from notifier.news.select import (
    LOOK_BACK,
    NOTHING_REMEMBERED,
    Occasions,
    Selected,
    SourceFacts,
    Wish,
    due_reasons,
    select_news,
)
from notifier.recipients import Candidate

MANY_CHOICES = 1000  # kept at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What all issues of an installation have in common.

    `places` is the area tree, `sources` the facts by slug, `topics` the German labels by
    topic id, `actors` the present names of funders, `contacts` whom to ask in an area.
    """

    sender: Sender
    places: Places
    sources: Mapping[str, SourceFacts]
    topics: Mapping[str, str]
    actors: Actors | None = None
    contacts: Callable[[str], Sequence[AreaContact]] = lambda _area: ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What one reader is told; `left` counts what of a first issue no mail can hold."""

    selected: tuple[Selected, ...] = ()
    left: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Everything that the mails of one issue share."""

    cadence: Cadence
    on: date
    index: NewsIndex
    explain: Explainer
    history: History
    occasions: Occasions
    composer: Composer

    @classmethod
    def gathered(
        cls,
        session: Session,
        imprint: Imprint,
        cadence: Cadence,
        on: date,
        now: datetime,
        marks: Marks,
        slot: int = 0,
        entries: Entries | None = None,
    ) -> Issue:
        """Read what there is to tell on a day; of `entries` only what changed since."""
        places, sources = imprint.places, imprint.sources
        look_back, before = LOOK_BACK[cadence], kept_out(session, cadence)
        news = marked(unmarked_news(session, sources, on, look_back, before, entries), marks, on)
        return cls(
            cadence=cadence,
            on=on,
            index=NewsIndex(news, places.covers),
            explain=Explainer(places, imprint.topics),
            history=History(on, partial(area_name, places)),
            occasions=Occasions(on, LOOK_BACK[cadence]),
            composer=Composer.of_issue(
                imprint.sender,
                cadence,
                on,
                now,
                imprint.topics,
                imprint.actors,
                imprint.contacts,
                sources,
                partial(notes_for, marks.notes, places),
                SourcesNote(sources, source_readings(session), on, places.covers),
                slot,
            ),
        )

    def choose(
        self,
        session: Session,
        wishes: Sequence[Wish],
        known: Known,
        dismissed: frozenset[int] = frozenset(),
        remembered: Mapping[int, int] = NOTHING_REMEMBERED,
    ) -> Chosen:
        """Return what a reader is told who has these wishes and knows this already."""
        selected = select_news(
            wishes,
            self.index,
            known,
            today=self.on,
            look_back=LOOK_BACK[self.cadence],
            explain=self.explain,
            compare=partial(self.history.difference, session),
            dismissed=dismissed,
            remembered=remembered,
            occasions=self.occasions,
        )
        left = self._left(wishes, known, dismissed, selected) if selected else 0
        return Chosen(selected=tuple(selected), left=left)

    def _left(
        self,
        wishes: Sequence[Wish],
        known: Known,
        dismissed: frozenset[int],
        selected: Sequence[Selected],
    ) -> int:
        """Return how much of what is open, and owed, an issue cannot hold."""
        owed, look_back = [wish for wish in wishes if wish.owed], LOOK_BACK[self.cadence]
        told = {entry for one in selected for entry in one.news.entries}
        aside = known.opportunities | dismissed | told
        waiting = {
            news.opportunity_id
            for wish in owed
            for news in self.index.matching(wish)
            if aside.isdisjoint(news.entries) and due_reasons(news, self.on, look_back)
        }
        return self.index.stock_left(owed, aside) + len(waiting) if owed else 0

    @property
    def problems_of_news(self) -> tuple[str, ...]:
        """What is wrong with what there is to tell, as far as was looked at."""
        unknown = sorted(self.index.unknown_areas)
        return tuple(f"Das Fördergebiet {area} ist unbekannt." for area in unknown)


class Choices:
    """Chooses once for all readers of an issue who want and know the same."""

    def __init__(self, issue: Issue) -> None:
        self._issue = issue
        self._chosen: dict[object, tuple[Chosen, Known]] = {}
        self._lines: dict[int, tuple[list[dict[str, Any]], Selected]] = {}

    def of(self, session: Session, candidate: Candidate, known: Known) -> Chosen:
        """Return what a reader is told; `known` is the same object for those who know the same."""
        # Kept beside the choice, so that nobody else's record gets its number.
        key = (
            candidate.wishes,
            id(known),
            candidate.dismissed,
            frozenset(candidate.remembered.items()),
        )
        if key not in self._chosen:
            if len(self._chosen) >= MANY_CHOICES:
                self._chosen.clear()
                self._lines.clear()
            chosen = self._issue.choose(
                session, candidate.wishes, known, candidate.dismissed, candidate.remembered
            )
            self._chosen[key] = (chosen, known)
        return self._chosen[key][0]

    def lines(self, selected: Selected, known: Known) -> list[dict[str, Any]]:
        """Return what the ledger says of an item that was chosen."""
        if id(selected) not in self._lines:
            self._lines[id(selected)] = (lines_of(selected, known), selected)
        return self._lines[id(selected)][0]


def notes_for(notes: Sequence[Note], places: Places, wishes: Sequence[Wish]) -> list[str]:
    """Return the texts of the notes that concern one of the areas asked for."""
    return [
        note.text
        for note in notes
        if not note.area or any(_concerns(places, note.area, wish.area) for wish in wishes)
    ]


def _concerns(places: Places, area: str, readers_area: str) -> bool:
    try:
        return places.covers(area, readers_area)
    except LookupError:
        return False


def area_name(places: Places, key: str) -> str:
    """Return the German name of an area; a key that nobody knows any more stays a key."""
    try:
        return places.label(key)
    except LookupError:
        return key
