"""Days to learn from: each day of an annotated text, its features, and whether it is a term.

The table beside this file holds no sentence: of every day only the features that occur with
several publishers, sorted, so that no text can be made of them again.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.truth.gold import Annotated
from pipeline.reading.text.date_groups import Chain, find_chains
from pipeline.reading.text.layout import lay_out
from pipeline.reading.text.prose import Prose
from pipeline.reading.time.second_reader import features_of

TABLE = Path(__file__).with_name("days.jsonl")
_LEAST_SOURCES = 3
_TERMS = ("deadline", "opens", "annual_deadline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of a text: who published it (a number), its features, whether it is a term."""

    source: int
    features: tuple[str, ...]
    is_term: bool


def days_of(texts: Sequence[Annotated]) -> list[Day]:
    """Return the days of texts that were annotated for them, with the features that many have."""
    numbers: defaultdict[str, int] = defaultdict(lambda: len(numbers))
    found = [
        (numbers[one.source], features_of(layout, chain), is_term(one, chain))
        for one in texts
        if "deadline" in one.scored
        for layout in (lay_out(Prose.of(one.text)),)
        for chain in find_chains(layout, one.language)
        if is_term(one, chain) is not None
    ]
    spread: defaultdict[str, set[int]] = defaultdict(set)
    for source, features, _is_term in found:
        for feature in features:
            spread[feature].add(source)
    common = {feature for feature, sources in spread.items() if len(sources) >= _LEAST_SOURCES}
    return [
        Day(source=source, features=tuple(sorted(features & common)), is_term=bool(term))
        for source, features, term in found
    ]


def is_term(one: Annotated, chain: Chain) -> bool | None:
    """Whether a day of a text closes or opens the time of applying; None where it may."""
    said = {value for field, value in one.said if field in _TERMS}
    months = {value for field, value in one.said if field == "deadline_month"}
    accepted = {value for field, value in one.accepted if field in (*_TERMS, "deadline_month")}
    for day in chain.days():
        shapes = {f"{day.month:02}-{day.day or 0:02}", f"{day.year or 0:04}-{day.month:02}"}
        if day.day is not None and any(value[-5:] in shapes for value in said):
            return True
        if day.day is None and (shapes & months or any(v[:7] in shapes for v in said)):
            return True
        if any(value[-5:] in shapes or value[:7] in shapes for value in accepted):
            return None
    return False


def write_table(days: Iterable[Day]) -> None:
    """Write the table, one day a line."""
    rows = [{"source": d.source, "term": d.is_term, "features": d.features} for d in days]
    lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_table() -> Iterator[Day]:
    """Yield the days of the table."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Day(source=row["source"], features=tuple(row["features"]), is_term=row["term"])


def how_many(days: Iterable[Day]) -> Counter[bool]:
    """Count terms and other days."""
    return Counter(day.is_term for day in days)
