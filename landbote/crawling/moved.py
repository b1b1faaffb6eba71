"""Moved: which of the entries that a visit brought are known under another address.

An entry is known by its key, which mostly is its address. It stays the same entry where its
new address is one to which the old one redirects, or where it vanishes in the very run in
which one with its title and text appears. Its key stays the first it ever had.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawlers.items import RawEntry
from crawlers.links import identity
from crawlers.source import Source
from db.opportunities import Opportunity
from db.vocabulary import Presence
from landbote.crawling.stored import newest_entries

_LEAST_TEXT = 60  # a shorter one may be anybody's
ALIKE = 0.9  # the share of words that two texts of one entry have in common
_WORD = re.compile(r"[^\W\d]+")
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Face:
    """What an entry is recognised by.

    `figures` are the numbers of its text and what its source gives as values, without which no
    two texts are one; `of_a_year` says that next year's cannot be alike.
    """

    key: str
    title: str
    words: frozenset[str]
    figures: tuple[object, ...]
    of_a_year: bool
    published_on: date | None

    def is_like(self, other: _Face) -> bool:
        """Whether title and text are one, but for an addition and a word here and there."""
        titles = [frozenset(_WORD.findall(face.title.casefold())) for face in (self, other)]
        added_to = titles[0] <= titles[1] or titles[1] <= titles[0]
        both, either = len(self.words & other.words), len(self.words | other.words)
        return added_to and both >= ALIKE * either


def moved(
    session: Session,
    source: Source,
    fresh: Iterable[RawEntry],
    gone: set[str],
    redirects: Mapping[str, str],
) -> dict[str, str]:
    """Return the known key of each fresh entry that is known: its key in the run → that one.

    An entry that its publisher numbers is known by that number, whatever its address.
    `gone` are the known keys that the run did not bring, `redirects` tells by the address
    that answered which one had been asked for.
    """
    rows = session.execute(
        select(Opportunity.key, Opportunity.url, Opportunity.presence).where(
            Opportunity.source == source.slug
        )
    ).all()
    at: defaultdict[str, list[str]] = defaultdict(list)
    for key, url, _presence in rows:
        at[identity(url)].append(key)
    found: dict[str, str] = {}
    faces = []
    for entry in filter(_known_by_address, fresh):
        asked = redirects.get(entry.url, entry.url)
        there = [key for url in (entry.url, asked) for key in at[identity(url)] if key in gone]
        if there and there[0] not in found.values():
            found[entry.key] = there[0]
        elif face := _face(entry):
            faces.append(face)
    away = {key for key, _url, presence in rows if presence != Presence.PRESENT}
    lasting = gone - away if source.complete else set()
    rest = gone - set(found.values())
    if faces and rest:
        old = list(filter(None, map(_face, newest_entries(session, source.slug, rest))))
        found |= _alike(faces, old, lasting)
    return found


def renamed(file: Path, keys: Mapping[str, str]) -> Path:
    """Write a crawl's file anew, its entries under the keys by which they are known."""
    target = file.with_name(f"known-{file.name}")
    with file.open(encoding="utf-8") as lines, target.open("w", encoding="utf-8") as out:
        for line in lines:
            entry = RawEntry.from_line(line)
            if entry.key in keys:
                line = replace(entry, key=keys[entry.key]).to_line() + "\n"
            out.write(line)
    return target


def _alike(fresh: list[_Face], old: list[_Face], lasting: set[str]) -> dict[str, str]:
    """Return which fresh entry is which of those that are gone, where no other could be."""
    found = {}
    for new, before in _pairs(fresh, old):
        same_day = new.published_on is not None and new.published_on == before.published_on
        if before.key in lasting or new.of_a_year or same_day:
            found[new.key] = before.key
    return found


def _pairs(fresh: list[_Face], old: list[_Face]) -> Iterator[tuple[_Face, _Face]]:
    """Yield each two that are alike, where no third could be meant."""
    by_figures: defaultdict[object, list[_Face]] = defaultdict(list)
    for before in old:
        by_figures[before.figures].append(before)
    claims: defaultdict[str, list[_Face]] = defaultdict(list)
    found = {before.key: before for before in old}
    for new in fresh:
        alike = [before for before in by_figures[new.figures] if new.is_like(before)]
        if only := _only(new.title, alike):
            claims[only.key].append(new)
    for key, claiming in claims.items():
        if new_one := _only(found[key].title, claiming):
            yield new_one, found[key]


def _only(title: str, faces: list[_Face]) -> _Face | None:
    """Return the only face, or the only one under a title."""
    under_it = [face for face in faces if face.title == title] or faces
    return under_it[0] if len(under_it) == 1 else None


def _known_by_address(entry: RawEntry) -> bool:
    """Whether the key of an entry is a part of its address."""
    return entry.key.partition("?")[0].casefold() in unquote(entry.url).casefold()


def _face(entry: RawEntry) -> _Face | None:
    """Return what an entry is recognised by; nothing where its text may be anybody's."""
    fields = (f"{part.label} {part.text}" for part in entry.fields)
    text = " ".join(" ".join((entry.summary, *fields, entry.body)).split())
    if len(text) < _LEAST_TEXT:
        return None
    return _Face(
        key=entry.key,
        title=" ".join(entry.title.split()),
        words=frozenset(_WORD.findall(text.casefold())),
        figures=(*_NUMBER.findall(text), replace(entry.given, contacts=(), links=())),
        of_a_year=bool(_YEAR.search(text)),
        published_on=entry.published_on,
    )
