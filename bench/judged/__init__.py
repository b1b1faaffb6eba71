"""Judged: queries as clerks type them, and which of several hundred real programmes each is for.

`programmes.tsv` holds names of programmes as their funders have them (facts, as are the funders),
with an area and now and then a sentence of our own; `queries.tsv` what belongs to each query, and
what may be found with it and counts neither way. All titles were read for each query before
anything was searched for. Half of the queries, by a hash, are those that the search was tuned
on. The other half was measured before that, but some rules were changed later with its queries in
mind. So `fresh.tsv` was judged when these rules stood. `third.tsv` holds needs in the words of
mayors' offices, judged before the thesaurus was written, and `fourth.tsv`, judged after it, goes by
the chapters of a municipal budget; `fifth.tsv`, judged after the words that the fourth lacked, asks
for clubs, farmers and regional managers. To these two belong `programmes_later.tsv`, too, half of
them entries of our own samples with their texts. Each set says how good the search is for strangers
when it is measured first, and is of no use for that any more once somebody tunes on it (0020).
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import fmean
from typing import Any

from sqlalchemy import Engine, insert

from db.area import AreaKind
from db.area_files import read_register
from db.area_tree import AreaTree
from db.areas import store_areas
from db.base import table_of
from db.crawls import CrawlRun, StoredEntry
from db.engine import writing
from db.opportunities import Opportunity, Revision
from db.projection import rebuild
from db.search_texts import store_topic_names
from db.values import Values, to_json
from db.vocabulary import Presence, RunOutcome, Visibility
from pipeline.themes import load_topics, topic_labels, topics_of
from tests.stating import stated

FOLDER = Path(__file__).parent
ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)
_WIDE = (AreaKind.UNION, AreaKind.COUNTRY, AreaKind.STATE)
Search = Callable[[str], Collection[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One programme by its name; its number is that of its opportunity."""

    number: int
    title: str
    funder: str
    area: str
    teaser: str

    @property
    def values(self) -> Values:
        """What an entry of it would state."""
        return stated(
            title=self.title,
            url=f"https://example.org/{self.number}",
            level={"de": "federal", "eu": "eu"}.get(self.area, "state"),
            summary=self.teaser,
            funders=(self.funder,) if self.funder else (),
            areas=(self.area,),
            topics=tuple(one.topic for one in topics_of(self.title, self.teaser, load_topics())),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is to be found by a query, and what may be."""

    query: str
    wanted: frozenset[int]
    allowed: frozenset[int]

    @property
    def tuned(self) -> bool:
        """Whether it is in the half that the search was tuned on."""
        return hashlib.sha256(self.query.encode()).digest()[0] % 2 == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How much of what is wanted is found, and how much of what is found is wanted.

    Both are means over the queries; a query that finds nothing counts for recall alone.
    """

    queries: int
    recall: float
    precision: float


def programmes(*, later: bool = False) -> list[Programme]:
    """Read the programmes, with those that only the fourth queries know."""
    names = ("programmes.tsv", "programmes_later.tsv") if later else ("programmes.tsv",)
    return [
        Programme(number=int(number), title=title, funder=funder, area=area, teaser=teaser)
        for name in names
        for number, title, funder, area, teaser in _lines(name)
    ]


def judgements(*, tuned: bool) -> list[Judgement]:
    """Read one half of the judgements."""
    return [one for one in _judged("queries.tsv") if one.tuned is tuned]


def fresh() -> list[Judgement]:
    """Read the judgements that nothing was ever changed for."""
    return list(_judged("fresh.tsv"))


def third() -> list[Judgement]:
    """Read the judgements that were made before the words of whole fields were written down."""
    return list(_judged("third.tsv"))


def fourth() -> list[Judgement]:
    """Read the judgements of all programmes, made when all rules and words stood."""
    return list(_judged("fourth.tsv"))


def fifth() -> list[Judgement]:
    """Read the judgements that were made after the fourth had shown which words lack."""
    return list(_judged("fifth.tsv"))


def _judged(name: str) -> Iterator[Judgement]:
    for query, wanted, allowed in _lines(name):
        yield Judgement(query=query, wanted=_numbers(wanted), allowed=_numbers(allowed))


def figures(judged: Sequence[Judgement], search: Search) -> Figures:
    """Measure a search by what it finds."""
    recalls, precisions = [], []
    for one in judged:
        found = set(search(one.query)) - one.allowed
        recalls.append(len(found & one.wanted) / len(one.wanted))
        if found:
            precisions.append(len(found & one.wanted) / len(found))
    return Figures(queries=len(judged), recall=fmean(recalls), precision=fmean(precisions))


def fill(engine: Engine, entries: Iterable[Values]) -> None:
    """Put entries into an empty database, numbered from 1, with the Länder as areas."""
    written = dict(enumerate(entries, 1))
    rows = [_rows(number, values) for number, values in written.items()]
    with writing(engine) as session:
        store_areas(session, _wide_areas())
        store_topic_names(session, topic_labels())
        session.execute(insert(table_of(CrawlRun)), [_RUN])
        for place, table in enumerate((StoredEntry, Opportunity, Revision)):
            session.execute(insert(table_of(table)), [row[place] for row in rows])
        rebuild(session, written.keys(), ON, written)


_RUN = {"id": 1, "source": "s", "outcome": RunOutcome.OK.value, "started_at": AT}


def _rows(number: int, values: Values) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    stored = {
        **{"id": number, "source": "s", "key": str(number), "payload": b"", "digest": ""},
        **{"run_id": 1, "taken_at": AT, "shape": None},
    }
    opportunity = {
        **{"id": number, "source": "s", "key": str(number), "url": values.url},
        **{"title": values.title, "kind": values.kind, "level": values.level, "raw_id": number},
        **{"revision_id": number, "news_revision_id": number, "news_at": AT, "read_with": "1"},
        **{"visibility": Visibility.PUBLISHED.value, "presence": Presence.PRESENT.value},
        **{"first_seen_at": AT, "withdrawn_why": ""},
    }
    content = to_json(values)
    revision = {
        **{"id": number, "opportunity_id": number, "number": 1, "cause": "first"},
        **{"material": True, "content": content, "read": [], "changes": [], "raw_id": number},
        **{"read_with": "1", "made_at": AT},
    }
    return stored, opportunity, revision


def _wide_areas() -> AreaTree:
    register = read_register()
    wide = [area for area in register.areas if area.kind in _WIDE]
    return AreaTree(wide, [], (), register.as_of, ())


def _lines(name: str) -> Iterator[list[str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _numbers(text: str) -> frozenset[int]:
    return frozenset(map(int, text.split()))
