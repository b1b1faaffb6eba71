"""Rows: result pages held against the query, and the values of a row without their wrapping."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from html import unescape
from typing import Any
from urllib.parse import unquote

from crawlers.observe.outcome import CrawlStopped, Outcome
from crawlers.sedia.programmes import PROGRAMMES
from crawlers.sedia.query import DATASOURCE, LANGUAGES, PAGE_SIZE, STATUSES, TYPES, WINDOW

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?")
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")


@dataclass(frozen=True, slots=True)
class Moment:
    """A calendar date as it stands in the source, and its time of day ("" if none)."""

    on: date
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One result. `metadata` is lists all through; the methods take what is in them."""

    reference: str
    language: str
    metadata: dict[str, list[Any]]

    def first(self, name: str) -> str:
        """Return the first value of a list as text, "" if there is none."""
        return next((str(value) for value in self.metadata.get(name) or [] if value), "")

    def labels(self, name: str) -> tuple[str, ...]:
        """Return a list of labels, which arrive %-encoded here and there."""
        return tuple(label(str(value)) for value in self.metadata.get(name) or [] if value)

    def moments(self, name: str) -> list[Moment]:
        """Return a list of dates. Raises CrawlStopped naming reference and value."""
        return [self._moment(name, value) for value in self.metadata.get(name) or [] if value]

    def record(self, name: str, notes: list[str]) -> Any:
        """Return a value that is JSON in a string; a truncated one becomes a note and None."""
        text = self.first(name)
        try:
            return json.loads(text) if text else None
        except ValueError:
            notes.append(
                f"Die Quelle liefert die Angaben „{name}“ abgeschnitten. Bitte prüfen Sie sie auf "
                "der Seite des Aufrufs."
            )
            return None

    def _moment(self, name: str, value: Any) -> Moment:
        try:
            return moment(value)
        except ValueError as error:
            reason = f"{self.reference}: {name} {value!r} ist kein Datum."
            raise CrawlStopped(Outcome.BROKEN, reason) from error


@dataclass(slots=True)
class Results:
    """The rows of a run so far. Any doubt about them ends the run."""

    total: int | None = None
    references: set[str] = field(default_factory=set)

    def take(self, number: int, answer: Any) -> list[Row]:
        """Check one result page and return its rows. Raises CrawlStopped if one is not asked for.

        A reference that comes a second time means that the pages moved while we read.
        """
        try:
            total, results = int(answer["totalResults"]), list(answer["results"])
            rows = [_row(result) for result in results]
        except (KeyError, TypeError, ValueError) as error:
            reason = f"Seite {number} ist keine Trefferliste: {type(error).__name__}: {error}"
            raise CrawlStopped(Outcome.BROKEN, reason) from error
        self._check_total(number, total)
        for row in rows:
            _check(row)
            self._check_new(row)
        return rows

    @property
    def pages(self) -> int:
        """The number of pages there are."""
        return -(-(self.total or 0) // PAGE_SIZE)

    def check_complete(self) -> None:
        """Raise CrawlStopped unless there were as many references as the source says."""
        if len(self.references) != self.total:
            raise CrawlStopped(
                Outcome.FAILED,
                f"Unvollständig: die Quelle nennt {self.total} Treffer und liefert "
                f"{len(self.references)} verschiedene.",
            )

    def _check_total(self, number: int, total: int) -> None:
        if total > WINDOW:
            reason = f"Die Quelle beachtet unsere Abfrage nicht: {total} Treffer."
            raise CrawlStopped(Outcome.BROKEN, reason)
        if self.total not in (None, total):
            reason = f"Die Trefferzahl ändert sich auf Seite {number}: {self.total} → {total}."
            raise CrawlStopped(Outcome.FAILED, reason)
        self.total = total

    def _check_new(self, row: Row) -> None:
        if row.reference in self.references:
            reason = f"Die Kennung {row.reference} kommt in einem Abruf zweimal vor."
            raise CrawlStopped(Outcome.FAILED, reason)
        self.references.add(row.reference)


def moment(value: Any) -> Moment:
    """Read epoch milliseconds (number or text) or ISO 8601; the date is taken as written.

    The offsets are of no use: +0000 and the older +0200 stand for the same calendar date.
    Raises ValueError for anything else.
    """
    if isinstance(value, int) or str(value).isdigit():
        instant = datetime.fromtimestamp(int(value) / 1000, UTC)
        return Moment(instant.date(), _time(f"{instant:%H:%M}"))
    found = _ISO.match(str(value))
    if not found:
        raise ValueError(f"not a date: {value!r}")
    return Moment(date.fromisoformat(found[1]), _time(found[2] or ""))


def label(text: str) -> str:
    """Return a label decoded and on one line."""
    decoded = unquote(text) if _ENCODED.search(text) else text
    return " ".join(unescape(decoded).split())


def _time(text: str) -> str:
    return "" if text == "00:00" else text


def _row(result: Any) -> Row:
    metadata = result["metadata"]
    if not isinstance(metadata, dict):
        raise TypeError("metadata is not a table")
    wrapped = {key: v if isinstance(v, list) else [v] for key, v in metadata.items()}
    return Row(
        reference=str(result["reference"]), language=str(result["language"]), metadata=wrapped
    )


def _check(row: Row) -> None:
    """Raise CrawlStopped if a row is not what the query asks for."""
    asked = {
        "type": TYPES,
        "status": STATUSES,
        "DATASOURCE": (DATASOURCE,),
        "frameworkProgramme": tuple(PROGRAMMES),
    }
    found = {name: [str(value) for value in row.metadata.get(name) or []] for name in asked}
    asked["language"], found["language"] = LANGUAGES, [row.language]
    for name, values in asked.items():
        if not set(found[name]) & set(values):
            given = ", ".join(found[name]) or "nichts"
            raise CrawlStopped(
                Outcome.BROKEN,
                f"Die Quelle beachtet unsere Abfrage nicht: {row.reference} hat {name} = {given}.",
            )
