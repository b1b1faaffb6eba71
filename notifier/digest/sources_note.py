"""Sources note ("Quellenlage"): one sentence on what was read, so that silence says something."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from db.labels import day
from db.local_date import local_date
from db.queries.source_readings import SourceReading
from notifier.digest.wording import joined, one_line
from notifier.news.select import SourceFacts, Wish

MAX_NAMED = 3
_GRACE = timedelta(days=1)  # a visit may come a few hours later than the day before
_NEVER = SourceReading()


class SourcesNote:
    """Says of the sources for some areas whether they were read; each sentence is made once."""

    def __init__(
        self,
        sources: Mapping[str, SourceFacts],
        readings: Mapping[str, SourceReading],
        on: date,
        covers: Callable[[str, str], bool],
    ) -> None:
        self._sources = {
            slug: one for slug, one in sources.items() if one.visit_days and not one.leads
        }
        self._readings, self._on, self._covers = readings, on, covers
        self._written: dict[frozenset[str], str] = {}

    def __call__(self, wishes: Sequence[Wish]) -> str:
        """Return the sentence for a reader; nothing where no source was ever visited."""
        areas = frozenset(wish.area for wish in wishes)
        if areas not in self._written:
            self._written[areas] = self._sentence(areas) if self._readings else ""
        return self._written[areas]

    def _sentence(self, areas: frozenset[str]) -> str:
        concerning = [
            slug
            for slug, source in self._sources.items()
            if any(self._covered(source.area, area) for area in areas)
        ]
        broken, partly, late = [], [], []
        for slug in concerning:
            title, reading = self._sources[slug].title, self._readings.get(slug, _NEVER)
            if reading.broken_at:
                broken.append(f"„{one_line(title)}“ (seit {self._day(reading.broken_at)})")
            elif reading.partly_at:
                partly.append(f"„{one_line(title)}“")
            elif self._is_late(slug, reading.good_at):
                when = (
                    f"zuletzt am {self._day(reading.good_at)}"
                    if reading.good_at
                    else "noch nie gelesen"
                )
                late.append(f"„{one_line(title)}“ ({when})")
        where = "Ihr Gebiet" if len(areas) == 1 else "Ihre Gebiete"
        return _said(len(concerning), where, broken, partly, late)

    def _is_late(self, slug: str, good_at: datetime | None) -> bool:
        """Whether it was not read for longer than its timetable says."""
        longest = timedelta(days=self._sources[slug].visit_days) + _GRACE
        return good_at is None or self._on - local_date(good_at) > longest

    def _covered(self, area: str, readers: str) -> bool:
        try:
            return self._covers(area, readers)
        except LookupError:
            return False

    def _day(self, at: datetime) -> str:
        on = local_date(at)
        return day(on).removesuffix(f" {self._on.year}")


def _said(
    count: int, where: str, broken: Sequence[str], partly: Sequence[str], late: Sequence[str]
) -> str:
    if not count:
        return f"Für {where} wird zurzeit keine Quelle gelesen."
    fresh = count - len(broken) - len(partly) - len(late)
    if fresh == count:
        return (
            f"Die Quelle für {where} wurde planmäßig gelesen."
            if count == 1
            else f"Alle {count} Quellen für {where} wurden planmäßig gelesen."
        )
    named = (("nicht lesbar", broken), ("nur teilweise gelesen", partly), ("überfällig", late))
    faults = "; ".join(f"{what}: {_some(names)}" for what, names in named if names)
    read = f"wurden {fresh}" if fresh > 1 else "wurde eine" if fresh else "wurde keine"
    return f"Von {count} Quellen für {where} {read} planmäßig gelesen; {faults}."


def _some(names: Sequence[str]) -> str:
    more = len(names) - MAX_NAMED
    kept: Iterable[str] = [*names[:MAX_NAMED], *([f"{more} weitere"] if more > 0 else [])]
    return joined(list(kept))
