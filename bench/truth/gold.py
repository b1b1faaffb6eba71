"""Gold: texts with what a careful person reads in them.

A file holds one JSON object a line: `id`, `text` (or the `html` of a page), `claims` as pairs of
field and value, and as far as they are known `accept_also`, `scored` (the fields that were
annotated), `published_on`, `language`, `source`, `publisher`, `title`; of areas their names in
`areas` and `areas_accept`, of topics their ids in `topics` and `topics_accept` (or `accept`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from landbote.page_text import from_html

Said = tuple[str, str]  # a field and its value as `shown` writes it

GROUPS: Mapping[str, tuple[str, ...]] = {
    "time": (
        *("deadline", "opens", "annual_deadline", "deadline_month"),
        *("deadline_rule", "status"),
    ),
    "money": ("award_max", "award_min", "cost_max", "cost_min", "budget"),
    "rate": ("rate_max", "rate_min", "own_share"),
    "who": ("applicant", "excluded_applicant", "population_max", "population_min"),
}
GROUP_OF: Mapping[str, str] = {field: name for name, all_ in GROUPS.items() for field in all_}


class GoldError(ValueError):
    """A line of an annotated file cannot be used; names file and line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """One text and what it says. None: nobody looked for that in it."""

    id: str
    source: str  # whoever published it, to resample by
    title: str
    text: str
    language: str
    published_on: date | None
    scored: frozenset[str]
    said: tuple[Said, ...]
    accepted: frozenset[Said]
    areas: tuple[str, ...] | None
    areas_accepted: frozenset[str]
    topics: frozenset[str] | None
    topics_accepted: frozenset[str]


def shown(value: object) -> str:
    """Return a value so that 5000, 5000.0 and "5000" are one."""
    try:
        return f"{float(str(value)):g}" if not isinstance(value, bool) else str(value)
    except ValueError:
        return str(value)


def read_gold(path: Path) -> Iterator[Annotated]:
    """Yield the texts of a file in order. Raises GoldError naming file and line."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield _annotated(json.loads(line))
        except (KeyError, TypeError, ValueError) as error:
            raise GoldError(f"{path.name}, line {number}: {error!r}") from error


def _annotated(row: Mapping[str, Any]) -> Annotated:
    published = row.get("published_on")
    published_on = date.fromisoformat(published) if published else None
    text = row.get("text", "")
    if "html" in row:
        page = from_html(row["html"])
        text, published_on = page.text, published_on or page.published_on
    claims = row.get("claims")
    everything = GROUP_OF if claims is not None else ()
    unknown = {field for field, _value in claims or ()} - set(GROUP_OF)
    if unknown:
        raise ValueError(f"unknown fields {sorted(unknown)}")
    return Annotated(
        id=str(row["id"]),
        source=row.get("publisher") or urlsplit(row.get("source", "")).hostname or str(row["id"]),
        title=row.get("title", ""),
        text=text,
        language=row.get("language") or "de",
        published_on=published_on,
        scored=frozenset(row.get("scored", everything)),
        said=_pairs(claims or ()),
        accepted=frozenset(_pairs(row.get("accept_also", ()))),
        areas=tuple(row["areas"]) if "areas" in row else None,
        areas_accepted=frozenset(row.get("areas_accept", ())),
        topics=frozenset(row["topics"]) if "topics" in row else None,
        topics_accepted=frozenset(row.get("topics_accept", row.get("accept", ()))),
    )


def _pairs(claims: Any) -> tuple[Said, ...]:
    return tuple(dict.fromkeys((field, shown(value)) for field, value in claims))
