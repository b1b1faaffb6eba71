"""Stock: all that is published on a day, as the exports write it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from db.queries.listing import Listed
from db.statements import Subject
from db.values import Values, to_json

Row = dict[str, Any]
# What is asked or rejected is no value, and whoever takes an export would use it as one.


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """All that is published on a day, and what areas, topics and sources are called there."""

    listed: Iterable[Listed]
    today: date
    area_name: Callable[[str], str] = str
    topic_name: Callable[[str], str] = str
    source_name: Callable[[str], str] = str

    def told(self) -> Iterator[Listed]:
        """Yield the opportunities with those statements alone that may be told."""
        for one in self.listed:
            yield replace(one, values=_told(one.values))

    def rows(self) -> Iterator[Row]:
        """Yield each as plain JSON: every field, its status and next deadline on the day."""
        for one in self.told():
            coming = one.values.next_deadline(self.today)
            yield {
                "source": one.source,
                "key": one.key,
                "as_of": self.today.isoformat(),
                "status": one.values.status_on(self.today).value,
                "next_deadline": coming[0].isoformat() if coming else None,
                "elsewhere": [other.url for other in one.elsewhere],
                "checked_on": {
                    subject: on.isoformat() for subject, on in checked_days(one.values).items()
                },
                **to_json(one.values),
            }


def checked_days(values: Values) -> dict[Subject, date]:
    """Return for what a person vouches, and since when; all else is read by machine."""
    days: dict[Subject, date] = {}
    for one in values.statements:
        if one.sure and one.checked_on:
            days[one.subject] = min(one.checked_on, days.get(one.subject, one.checked_on))
    return days


def _told(values: Values) -> Values:
    return replace(values, statements=tuple(one for one in values.statements if one.told))
