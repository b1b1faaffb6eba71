"""Brought: what a visit left in its file, read once, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from crawlers.items import Kind, RawEntry, digest, parted
from pipeline.visit.health import filled

# News ages out of every list; these are expected to stay until their time has come.
LASTING = frozenset({Kind.PROGRAMME, Kind.CALL, Kind.PRIZE, Kind.EVENT})


class IntakeError(ValueError):
    """A crawl's file is not what it should be; the message names the file and the line."""


class Line(NamedTuple):
    """Where in the file an entry stands that is to be stored, so that its text need not be kept."""

    key: str
    digest: str
    start: int


@dataclass(slots=True)
class Brought:
    """The entries of a visit: what is to be stored of them, and what they are judged by."""

    keys: set[str] = field(default_factory=set)
    lasting: set[str] = field(default_factory=set)
    same: list[frozenset[str]] = field(default_factory=list)  # the fields of unchanged entries
    changed: dict[str, frozenset[str]] = field(default_factory=dict)  # those of changed ones
    lines: list[Line] = field(default_factory=list)
    shaped: list[Line] = field(default_factory=list)  # unchanged, and may be built otherwise

    def list_same(self, entry: RawEntry) -> None:
        """Take in an entry that is as it was."""
        self._list(entry)
        self.same.append(filled(entry))

    def list_fresh(self, entry: RawEntry, line: Line, *, known: bool) -> None:
        """Take in an entry to be stored; one that is new has nothing to be compared with."""
        self._list(entry)
        self.lines.append(line)
        if known:
            self.changed[entry.key] = filled(entry)

    def leave_as_it_was(self, key: str) -> None:
        """Take back what was brought of a known entry: it is there, and nothing else is said."""
        self.lines = [line for line in self.lines if line.key != key]
        self.changed.pop(key)

    def _list(self, entry: RawEntry) -> None:
        self.keys.add(entry.key)
        if entry.kind in LASTING:
            self.lasting.add(entry.key)


def read_brought(source: str, file: Path, known: Mapping[str, str]) -> Brought:
    """Read a crawl's file beside what is stored: key → digest. Raises IntakeError."""
    brought = Brought()
    for start, text, entry in _entries(source, file):
        payload, shape = parted(text)
        line = Line(key=entry.key, digest=digest(payload), start=start)
        if known.get(entry.key) == line.digest:
            brought.list_same(entry)
            brought.shaped += [line] if shape else []
        else:
            brought.list_fresh(entry, line, known=entry.key in known)
    return brought


def texts_of(file: Path, lines: Iterable[Line]) -> Iterator[str]:
    """Yield the lines of these entries, as they stand in the file."""
    with file.open("rb") as source:
        for line in lines:
            source.seek(line.start)
            yield _text(source.readline())


def _entries(source: str, file: Path) -> Iterator[tuple[int, str, RawEntry]]:
    """Yield each entry of a file with its place and its line."""
    seen: set[str] = set()
    start = 0
    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                text = _text(line)
                entry = RawEntry.from_line(text)
            except ValueError as error:
                raise IntakeError(f"{file.name}, line {number}: {error}") from error
            if entry.source != source:
                raise IntakeError(f"{file.name}, line {number}: an entry of {entry.source}")
            if entry.key in seen:
                raise IntakeError(f"{file.name}, line {number}: the key {entry.key} stands twice")
            seen.add(entry.key)
            yield start, text, entry
            start += len(line)


def _text(line: bytes) -> str:
    return line.decode("utf-8").rstrip("\n")
