"""Visited pages: what a page was when last read, and what came of it. Standard library only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from crawlers.items import storable


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """A request that a page led to: which parse method was to read it, with what."""

    url: str
    parse: str
    missing_ok: bool
    known: Any  # the method's arguments, as `crawlers.frozen` writes them

    def record(self) -> dict[str, Any]:
        """Return the request's fields."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitedPage:
    """A page as it was last read in full, enough to leave it unread while it stays the same.

    `question` is a digest of what was to be read from the page: parse method, arguments,
    options and the crawlers' code. `entries` holds the key of every entry the page gave,
    with the digest of its JSON. `claims` are the keys that the page was the first to name
    (true) or that another page had named before it (false).
    """

    url: str
    question: str
    at: str  # the address that answered, after redirects
    answer: str  # digest of the address, the type and the body
    read_on: date  # when it was last asked for without conditions
    etag: str = ""
    last_modified: str = ""
    day: str = ""  # the day it was read for, where the reading depends on the day
    claims: tuple[tuple[str, bool], ...] = ()
    entries: Mapping[str, str]
    follows: tuple[Follow, ...] = ()
    guidelines: tuple[str, ...] = ()  # PDFs whose text stands in its entries
    fingerprint: str = ""
    text: str = ""  # of a PDF
    shape: list[list[Any]] | None = None  # of that text
    fault: str = ""  # what staff are to know of a PDF

    def to_json(self) -> str:
        """Return the page as one line of JSON."""
        record = self.record() | {"read_on": self.read_on.isoformat()}
        return json.dumps(record, ensure_ascii=False, sort_keys=True)

    def record(self) -> dict[str, Any]:
        """Return the page's fields, for `from_record`."""
        # `dataclasses.asdict` copies all the way down, for ten times the price.
        fields = {name: getattr(self, name) for name in self.__slots__}
        return fields | {"follows": [follow.record() for follow in self.follows]}

    @classmethod
    def from_json(cls, line: str) -> VisitedPage:
        """Rebuild a page from `to_json`. Raises ValueError for anything else."""
        record = json.loads(line)
        try:
            record["read_on"] = date.fromisoformat(record["read_on"])
        except (KeyError, TypeError) as error:
            raise ValueError(f"not a visited page: {error!r}") from error
        return cls.from_record(record)

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> VisitedPage:
        """Rebuild a page from its fields, with lists for tuples. Raises ValueError."""
        try:
            return cls(
                **{
                    **record,
                    "claims": tuple((key, granted) for key, granted in record["claims"]),
                    "follows": tuple(Follow(**follow) for follow in record["follows"]),
                    "guidelines": tuple(record["guidelines"]),
                }
            )
        except (KeyError, TypeError) as error:
            raise ValueError(f"not a visited page: {error!r}") from error


def read_visited(file: Path) -> Iterator[VisitedPage]:
    """Yield the pages of a file, one a line. Raises ValueError naming file and line."""
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield VisitedPage.from_json(line)
            except ValueError as error:
                raise ValueError(f"{file.name}, line {number}: {error}") from error


def write_visited(file: Path, pages: Iterable[VisitedPage]) -> None:
    """Write pages to a file, one a line."""
    with file.open("w", encoding="utf-8") as out:
        out.writelines(storable(page.to_json()) + "\n" for page in pages)
