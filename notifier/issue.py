"""Issue: what there is to tell on one day, and what of it each reader is told. Writes nothing.

Planning, the look ahead and the preview of a mail all choose and compose by this one file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy.orm import Session

from db.actors import Actors, AreaContact
from db.vocabulary import Cadence
from notifier.digest.compose import Composer
from notifier.digest.explanation import Explainer, Places
from notifier.mail.sender import Sender
from notifier.marks import Marks, Note, kept_out
from notifier.news.history import History
from notifier.news.known import Known
from notifier.news.load import load_news
from notifier.news.match import NewsIndex
from notifier.news.select import LOOK_BACK, Selected, SourceFacts, Wish, select_news
from notifier.recipients import Candidate, candidates


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
    asking: tuple[Candidate, ...]
    explain: Explainer
    history: History
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
    ) -> Issue:
        """Read what there is to tell on a day and who asks for it."""
        places, sources = imprint.places, imprint.sources
        news = load_news(
            session, sources, on, LOOK_BACK[cadence], marks, kept_out(session, cadence)
        )
        return cls(
            cadence=cadence,
            on=on,
            index=NewsIndex(news, places.covers),
            asking=tuple(candidates(session, cadence, places)),
            explain=Explainer(places, imprint.topics),
            history=History(on, partial(area_name, places)),
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
            ),
        )

    def choose(self, session: Session, wishes: Sequence[Wish], known: Known) -> Chosen:
        """Return what a reader is told who has these wishes and knows this already."""
        selected = select_news(
            wishes,
            self.index,
            known,
            today=self.on,
            look_back=LOOK_BACK[self.cadence],
            explain=self.explain,
            compare=partial(self.history.difference, session),
        )
        left = self._left(wishes, known, selected) if selected else 0
        return Chosen(selected=tuple(selected), left=left)

    def _left(self, wishes: Sequence[Wish], known: Known, selected: Sequence[Selected]) -> int:
        """Return how much of what is open a first issue cannot hold."""
        first = [wish for wish in wishes if wish.first]
        taken = sum(one.news.stock and not one.along for one in selected)
        return self.index.stock_left(first, known.opportunities) - taken if first else 0

    @property
    def problems_of_readers(self) -> tuple[str, ...]:
        """What is wrong with subscriptions, as German sentences for staff."""
        return tuple(problem for one in self.asking for problem in one.problems)

    @property
    def problems_of_news(self) -> tuple[str, ...]:
        """What is wrong with what there is to tell, as far as was looked at."""
        unknown = sorted(self.index.unknown_areas)
        return tuple(f"Das Fördergebiet {area} ist unbekannt." for area in unknown)


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
