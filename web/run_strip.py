"""Run strip: the visits of ninety days as a small chart, one bar a day, drawn on the server.

A bar's height says what its colour says; the words say all of it to whoever sees neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from db.labels import OUTCOMES, short_day
from db.local_date import local_date
from db.queries.source_states import RunRow
from db.vocabulary import GOOD_RUNS, SET_ASIDE_RUNS, RunOutcome

DAYS = 90
WIDTH, HEIGHT = 4, 24  # of a day's place; a bar leaves one free
# State → how high its bar stands, and its word.
HEIGHTS = {"good": 24, "quiet": 14, "broken": 9, "failed": 5}
WORDS = {
    "good": "mit Neuem",
    "quiet": "ohne Neues",
    "broken": "unbrauchbar",
    "failed": "gescheitert",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the chart; `state` is empty where nobody visited."""

    on: date
    place: int
    state: str = ""
    words: str = ""

    @property
    def height(self) -> int:
        """How high the day's bar stands."""
        return HEIGHTS[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The chart of one source."""

    days: tuple[Day, ...]

    @property
    def paths(self) -> list[tuple[str, str]]:
        """All bars of each state as one line, so that a long list of charts stays small."""
        drawn = []
        for state in HEIGHTS:
            bars = "".join(
                f"M{day.place * WIDTH} {HEIGHT - day.height}h3v{day.height}h-3z"
                for day in self.days
                if day.state == state
            )
            drawn += [(state, bars)] if bars else []
        return drawn

    @property
    def words(self) -> str:
        """The chart in a sentence."""
        counts = Counter(day.state for day in self.days if day.state)
        told = [f"{counts[state]} {WORDS[state]}" for state in HEIGHTS if counts[state]]
        return f"{len(self.days)} Tage: {', '.join(told)}" if told else "Noch kein Abruf"


def strip(runs: Iterable[RunRow], today: date) -> Strip:
    """Return the chart of the last ninety days; the last visit of a day is the day's."""
    by_day: dict[date, list[RunRow]] = {}
    for run in runs:
        by_day.setdefault(local_date(run.started_at), []).append(run)
    first = today - timedelta(days=DAYS - 1)
    days = [first + timedelta(days=n) for n in range(DAYS)]
    return Strip(days=tuple(_day(on, n, by_day.get(on, [])) for n, on in enumerate(days)))


def _day(on: date, place: int, runs: list[RunRow]) -> Day:
    ended = [run for run in runs if run.outcome != RunOutcome.RUNNING]
    if not ended:
        return Day(on=on, place=place)
    last = ended[-1]
    counts = f"{last.entries} Einträge, {last.news} neu oder geändert"
    more = f"; {len(ended)} Abrufe" if len(ended) > 1 else ""
    words = f"{short_day(on)}: {OUTCOMES[last.outcome]}, {counts}{more}"
    return Day(on=on, place=place, state=_state(last), words=words)


def _state(run: RunRow) -> str:
    if run.outcome in GOOD_RUNS:
        return "good" if run.news else "quiet"
    return "broken" if run.outcome in SET_ASIDE_RUNS else "failed"
