"""Moved: which of the entries that a visit brought are known under another address.

An entry is known by its key, which mostly is its address. It stays the same entry where its
new address is one to which the old one redirects, or where it vanishes in the very run in
which another one with the same text appears. Its key stays the first it ever had.
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

from crawlers.items import RawEntry, digest
from crawlers.links import identity
from crawlers.source import Source
from db.opportunities import Opportunity
from db.vocabulary import Presence
from landbote.crawling.stored import newest_entries

_LEAST_TEXT = 60  # a shorter one may be anybody's
_YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Face:
    """What an entry is recognised by; `of_a_year` says that next year's cannot be alike."""

    key: str
    title: str
    text: str  # a digest of text and given values; empty where the text says too little
    of_a_year: bool
    published_on: date | None


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
        else:
            faces.append(_face(entry))
    away = {key for key, _url, presence in rows if presence != Presence.PRESENT}
    lasting = gone - away if source.complete else set()
    rest = gone - set(found.values())
    if faces and rest:
        old = [_face(entry) for entry in newest_entries(session, source.slug, rest)]
        found |= _alike(faces, old, lasting)
    return found


def renamed(file: Path, keys: Mapping[str, str]) -> Path:
    """Write a crawl's file anew, its entries under the keys by which they are known."""
    target = file.with_name(f"known-{file.name}")
    with file.open(encoding="utf-8") as lines, target.open("w", encoding="utf-8") as out:
        for line in lines:
            entry = RawEntry.from_json(line)
            if entry.key in keys:
                line = replace(entry, key=keys[entry.key]).to_json() + "\n"
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
    """Yield those of one text that are alone in it, or the only ones under their title."""
    by_text: defaultdict[str, tuple[list[_Face], list[_Face]]] = defaultdict(lambda: ([], []))
    for side, faces in enumerate((fresh, old)):
        for face in faces:
            if face.text:
                by_text[face.text][side].append(face)
    for news, olds in by_text.values():
        if len(news) == len(olds) == 1:
            yield news[0], olds[0]
            continue
        for new in news:
            same = [face for face in olds if face.title == new.title]
            if len(same) == 1 and [face.title for face in news].count(new.title) == 1:
                yield new, same[0]


def _known_by_address(entry: RawEntry) -> bool:
    """Whether the key of an entry is a part of its address."""
    return entry.key.partition("?")[0].casefold() in unquote(entry.url).casefold()


def _face(entry: RawEntry) -> _Face:
    fields = (f"{part.label} {part.text}" for part in entry.fields)
    text = " ".join(" ".join((entry.summary, *fields, entry.body)).split())
    given = replace(entry.given, contacts=(), links=())
    return _Face(
        key=entry.key,
        title=" ".join(entry.title.split()),
        text=digest(f"{text} {given}") if len(text) >= _LEAST_TEXT else "",
        of_a_year=bool(_YEAR.search(text)),
        published_on=entry.published_on,
    )
