"""Indexed: what is searched of an opportunity, made from its values when facts are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.areas import AreaRow
from db.chunks import chunks
from db.finding.fold import fold, spelt
from db.finding.stems import stem
from db.search_texts import SearchWord, topic_names
from db.upsert import insert_into
from db.values import Values

# Words that are kept to correct typing errors by: shorter ones are like too many.
SHORTEST, LONGEST = 4, 40
# What a department is there for says nothing of one programme of it: nobody who looks for "Familie"
# wants all that the ministry for families has. Its name stands with those of topics.
_DEPARTMENT = re.compile(
    r"minister|staatskanzlei|\bsenat|\bbundesamt|\blandesamt|beauftragten? der bundesregierung"
    r"|kommission|\bfonds|fonds\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What topics and areas are called, by key."""

    topics: Mapping[str, str]
    areas: Mapping[str, str]


def names_of(session: Session, areas: Iterable[str]) -> Names:
    """Return the names of these areas, each with that of its Land, and of all topics."""
    own = _area_rows(session, set(areas))
    lands = {key: key[:2] if key.isdigit() else parent[:2] for key, (_, parent) in own.items()}
    wider = own | _area_rows(session, set(lands.values()) - own.keys())
    return Names(
        topics=topic_names(session),
        areas={
            key: " . ".join(
                dict.fromkeys(wider[one][0] for one in (key, lands[key]) if one in wider)
            )
            for key in own
        },
    )


def _area_rows(session: Session, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    return {
        key: (name, parent)
        for some in chunks(keys)
        for key, name, parent in session.execute(
            select(AreaRow.key, AreaRow.name, AreaRow.parent).where(AreaRow.key.in_(some))
        )
    }


def index_row(values: Values, names: Names) -> dict[str, str]:
    """Return the columns of `SearchText`; what stands apart has a point between."""
    return {
        "title": fold(values.title),
        "body": " . ".join(
            fold(text)
            for text in (
                *(one for one in values.funders if not _DEPARTMENT.search(one)),
                *(names.areas[key] for key in values.areas if key in names.areas),
                values.summary,
            )
        ),
        "themes": " . ".join(
            fold(text)
            for text in (
                *(names.topics.get(topic, "") for topic in values.topics),
                *(one for one in values.funders if _DEPARTMENT.search(one)),
            )
        ),
    }


def learn_words(session: Session, stand: Iterable[Values]) -> None:
    """Keep each word of titles and texts by which typing errors may be corrected."""
    words: dict[str, str] = {}
    for values in stand:
        for word, written in _words(values):
            words.setdefault(word, written)
    stems: dict[str, str] = {}
    for word, written in words.items():
        stems.setdefault(stem(word), written)
    for some in chunks(stems.keys()):
        there = session.scalars(select(SearchWord.stem).where(SearchWord.stem.in_(some)))
        missing = sorted(set(some).difference(there))
        if missing:
            # Somebody else may learn the same word just now.
            made = insert_into(session.connection(), SearchWord).on_conflict_do_nothing()
            session.execute(made, [{"stem": one, "written": stems[one]} for one in missing])


def _words(values: Values) -> Iterator[tuple[str, str]]:
    for text in (values.title, *values.funders, values.summary):
        for word, written in spelt(text):
            if SHORTEST <= len(word) <= LONGEST and word.isalpha():
                yield word, written
