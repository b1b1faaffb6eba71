"""Seen: what a survey saw of one source, as it is kept from one morning to the next."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from crawlers.items import RawEntry
from crawlers.observe.outcome import Outcome
from crawlers.readers import readers
from db.labels import KINDS, WAYS
from landbote.check_source import Check, filled_fields
from web.manner_words import manner_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """One entry that was read: its title, kind, day and how long its text is."""

    title: str
    url: str
    kind: str  # as staff read it
    published_on: date | None
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one look at a source came to; `reason` is a German sentence, empty for ok.

    `by` is what read it: reader or way. `manners` says what the host says to machines, a
    German sentence each.
    """

    source: str
    seen_on: date
    outcome: Outcome
    reason: str = ""
    by: str = ""
    pages: int = 0
    titles: tuple[Title, ...] = ()
    filled: tuple[tuple[str, int], ...] = ()  # part of an entry, in how many it is filled
    left_out: tuple[str, ...] = ()
    manners: tuple[str, ...] = ()

    @property
    def dated(self) -> int:
        """How many entries have a day of publication."""
        return sum(one.published_on is not None for one in self.titles)

    @property
    def kinds(self) -> str:
        """Which kinds of entries there are, the most first: "3 Aufruf, 1 Mitteilung"."""
        counted = Counter(one.kind for one in self.titles)
        return ", ".join(f"{count} {kind}" for kind, count in counted.most_common())

    def to_json(self) -> str:
        """Return it as it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False, default=str, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Seen:
        """Rebuild it from `to_json`."""
        kept: dict[str, Any] = json.loads(text)
        kept["titles"] = tuple(Title(**one | {"published_on": _day(one)}) for one in kept["titles"])
        kept["filled"] = tuple((name, count) for name, count in kept["filled"])
        kept["outcome"] = Outcome(kept["outcome"])
        kept["seen_on"] = date.fromisoformat(kept["seen_on"])
        return cls(**kept | {name: tuple(kept[name]) for name in ("left_out", "manners")})


def seen(source: str, check: Check, today: date) -> Seen:
    """Return what a look showed."""
    report = check.report
    return Seen(
        source=source,
        seen_on=today,
        outcome=Outcome(report["outcome"]),
        reason=report["reason"],
        by=_by(report["way"], check.entries),
        pages=report["pages"],
        titles=tuple(map(_title, check.entries)),
        filled=tuple(filled_fields(check.entries).items()),
        left_out=tuple(report["left_out"]),
        manners=tuple(_manners(check)),
    )


def _manners(check: Check) -> Iterator[str]:
    for host, says in check.report.get("manners", {}).items():
        yield from (f"{host}: {words}" for words in manner_words(says))


def _by(way: str, entries: Iterable[RawEntry]) -> str:
    """Return what read a source: the readers of its entries, else the way to them."""
    named = Counter(str((one.structured or {}).get("reader", "")) for one in entries)
    labels = [readers()[name].label for name, _ in named.most_common() if name in readers()]
    return ", ".join(labels) or WAYS.get(way, way)


def _title(entry: RawEntry) -> Title:
    length = len(entry.summary) + len(entry.body) + sum(len(part.text) for part in entry.fields)
    return Title(
        title=entry.title,
        url=entry.url,
        kind=KINDS[entry.kind],
        published_on=entry.published_on,
        length=length,
    )


def _day(kept: dict[str, Any]) -> date | None:
    return date.fromisoformat(kept["published_on"]) if kept["published_on"] else None
