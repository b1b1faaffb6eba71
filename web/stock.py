"""Stock: what of all that is published goes into a file on a day, and the words for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from sqlalchemy import Engine

from db.engine import reading
from db.local_date import BERLIN
from db.queries.listing import TOGETHER, Listed, listed_in_order
from db.statements import Subject
from db.values import Values, to_json
from notifier.news.select import SourceFacts

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownSource:
    """What there is to say of a source that is none of this installation's any more."""

    title: str
    publisher: str = ""
    licence: str = "Es gilt der Text des Förderers."
    area: str = ""
    visit_days: int = 0
    leads: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What is written into a file on a day, and what areas, topics and sources are called there.

    `made_at` is when that is. `base_url` is the public address of the pages, `wanted` says in
    German what the file is narrowed to, line by line, and `address` is where the same is to be
    had again. `links` are other parts of the same, by their relation (RFC 5005).
    """

    listed: Iterable[Listed]
    today: date
    made_at: datetime | None = None
    area_name: Callable[[str], str] = str
    topic_name: Callable[[str], str] = str
    sources: Mapping[str, SourceFacts] = field(default_factory=dict)
    base_url: str = ""
    wanted: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    links: Mapping[str, str] = field(default_factory=dict)

    def told(self) -> Iterator[Listed]:
        """Yield the opportunities with those statements alone that may be told."""
        for one in self.listed:
            yield replace(one, values=_told(one.values))

    def rows(self) -> Iterator[Row]:
        """Yield each as plain JSON: every field, its status and next deadline on the day."""
        return map(self.row, self.told())

    def row(self, one: Listed) -> Row:
        """Return an opportunity, of which only what may be told is left, as plain JSON."""
        coming = one.values.next_deadline(self.today)
        return {
            "source": one.source,
            "key": one.key,
            "as_of": self.today.isoformat(),
            "status": one.values.status_on(self.today).value,
            "next_deadline": coming[0].isoformat() if coming else None,
            "elsewhere": [other.url for other in one.elsewhere],
            "checked_on": {
                subject.value: on.isoformat() for subject, on in checked_days(one.values).items()
            },
            **to_json(one.values),
        }

    def source(self, slug: str) -> SourceFacts:
        """Return what there is to say of a source."""
        return self.sources.get(slug) or UnknownSource(title=slug)

    def licence(self, one: Listed) -> str:
        """Return what all sources ask for from which something stands in an entry."""
        return licence_line(one, {slug: self.source(slug) for slug in sources_in(one)})

    def page(self, id: int) -> str:
        """Return the address of the page of an opportunity; "" where there are no pages."""
        return f"{self.base_url.rstrip('/')}/foerderungen/{id}" if self.base_url else ""

    @property
    def at(self) -> datetime:
        """When the file is written: the beginning of the day where nobody said."""
        return self.made_at or datetime.combine(self.today, time(), BERLIN)


def listed_by_turns(engine: Engine, ids: Iterable[int]) -> Iterator[Listed]:
    """Yield entries in an order, with no transaction open while whoever reads them is slow.

    What is withdrawn while they read is left out.
    """
    left = iter(ids)
    while some := list(islice(left, TOGETHER)):
        with reading(engine) as session:
            found = list(listed_in_order(session, some))
        yield from found


def sources_in(one: Listed) -> list[str]:
    """Return from which sources something stands in an entry, its own first."""
    surely = (other.source for other in one.elsewhere if not other.asked)
    read = (said.evidence.source for said in one.values.statements if said.told)
    return [slug for slug in dict.fromkeys((one.source, *surely, *read)) if slug]


def licence_line(one: Listed, sources: Mapping[str, SourceFacts]) -> str:
    """Return the line that must stand with an entry; what others added stands with their names."""
    own, *others = sources_in(one)
    lines = [sources[own].licence if own in sources else ""]
    for slug in others:
        if slug in sources and sources[slug].licence not in lines:
            lines.append(f"Ergänzt aus {sources[slug].title}: {sources[slug].licence}")
    return " ".join(filter(None, lines))


def checked_days(values: Values) -> dict[Subject, date]:
    """Return for what a person vouches, and since when; all else is read by machine."""
    days: dict[Subject, date] = {}
    for one in values.statements:
        if one.sure and one.checked_on:
            days[one.subject] = min(one.checked_on, days.get(one.subject, one.checked_on))
    return days


def _told(values: Values) -> Values:
    """Return what may be told: what is asked or rejected is no value, and questions are ours.

    Whoever takes an export would use it as one.
    """
    told = (replace(one, question="") for one in values.statements if one.told)
    return replace(values, statements=tuple(told))
