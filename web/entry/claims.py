"""Claims: what was read or said of an entry, numbered by where it stands in the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crawlers.items import RawEntry
from db.statements import Statement
from pipeline.parts import BODY, TEASER, TITLE
from web.marked import Place
from web.shaped import Block, shaped


@dataclass(frozen=True, slots=True, kw_only=True)
class PartShown:
    """One part of the publisher's text under its label, as blocks with its claims marked.

    `number` tells it from others, `read` says whether it is one that is read.
    """

    number: int
    label: str
    text: str
    blocks: tuple[Block, ...]
    read: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text with numbered claims: the parts, and of each claim its number and what it says."""

    parts: tuple[PartShown, ...]
    claims: Mapping[int, Statement]
    number_of: Mapping[Statement, int]


def text_of(raw: RawEntry, statements: Iterable[Statement]) -> Text:
    """Return the text of an entry with every statement marked that stands in it."""
    stored = list(_stored(raw))
    placed = defaultdict[int, list[Statement]](list)
    for one in dict.fromkeys(statements):
        number = _part_of(one, raw, stored)
        if number is not None:
            placed[number].append(one)
    claims, number_of = dict[int, Statement](), dict[Statement, int]()
    parts = list[PartShown]()
    for number, (label, text, read) in enumerate(stored):
        places = dict[tuple[object, ...], Place]()
        for one in sorted(placed[number], key=lambda said: _place(said)):
            # What the machine read and a person confirmed is one claim.
            mark = (_place(one), one.field, one.value)
            if mark not in places:
                start, end = _place(one)
                places[mark] = Place(number=len(claims) + 1, start=start, end=end)
                claims[len(claims) + 1] = one
            number_of[one] = places[mark].number
        blocks = shaped(text, places.values())
        parts.append(PartShown(number=number, label=label, text=text, blocks=blocks, read=read))
    return Text(parts=tuple(parts), claims=claims, number_of=number_of)


def places_of(words: str, text: str) -> list[int]:
    """Return where some words stand in a text, however their white space is written."""
    wanted = words.split()
    if not wanted:
        return []
    plain, at = _on_one_line(text)
    found, start = list[int](), plain.find(" ".join(wanted))
    while start >= 0:
        found.append(at[start])
        start = plain.find(" ".join(wanted), start + 1)
    return found


def stretch(words: str, text: str, start: int) -> int:
    """Return where some words end that begin there."""
    _plain, at = _on_one_line(text)
    begins = at.index(start)
    return at[begins + len(" ".join(words.split())) - 1] + 1


def _on_one_line(text: str) -> tuple[str, list[int]]:
    """Return a text with every white space as one blank, and where each character stood."""
    kept = list[str]()
    at = list[int]()
    for place, one in enumerate(text):
        if not one.isspace():
            kept.append(one)
            at.append(place)
        elif kept and kept[-1] != " ":
            kept.append(" ")
            at.append(place)
    return "".join(kept), at


def _stored(raw: RawEntry) -> Iterable[tuple[str, str, bool]]:
    yield TITLE, raw.title, True
    if raw.summary.strip():
        yield TEASER, raw.summary, True
    for field in raw.fields:
        if field.text.strip():
            yield field.label, field.text, field.label in raw.prose
    if raw.body.strip():
        yield BODY, raw.body, True


def _part_of(one: Statement, raw: RawEntry, stored: Sequence[tuple[str, str, bool]]) -> int | None:
    """Return the part in which a statement stands; two parts may have one label."""
    said = one.evidence
    if said.start >= said.end or (said.source and (said.source, said.key) != (raw.source, raw.key)):
        return None
    for number, (label, text, _read) in enumerate(stored):
        if label == said.part and text[said.start : said.end] == said.quote:
            return number
    return None


def _place(one: Statement) -> tuple[int, int]:
    return one.evidence.start, one.evidence.end
