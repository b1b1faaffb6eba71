"""Values: the form for one value: where its words stand, what they suggest, what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from crawlers.items import RawEntry
from db import labels
from db.statements import Case, Evidence, Statement
from pipeline.desk.correct import Correction
from pipeline.themes import topic_labels
from web.entry.claims import PartShown, places_of, stretch, text_of
from web.entry.page import Typing
from web.site import Site
from web.typed import Known, NotUnderstoodError, half_day, shown_typed, suggested, typed

AROUND = 40


def known_of(site: Site) -> Known:
    """Return what the parsers of a site may look up."""
    return Known(areas=site.areas_named, topics=topic_labels())


def begun(words: Typing, raw: RawEntry, said: Iterable[Statement], site: Site) -> Typing:
    """Return the form with its words found in the text and a value suggested for them."""
    placed = found(words, text_of(raw, ()).parts)
    again = partial(
        shown_typed, area_name=site.area_label, topic_name=partial(labels.label, topic_labels())
    )
    if placed.words.strip():
        meant = suggested(placed.subject, placed.words, known_of(site), raw.language)
        begins = half_day(placed.subject, placed.words, raw.language)
        return replace(placed, value=again(meant) or begins)
    own = [
        one
        for one in said
        if one.subject is words.subject and one.case.key == words.case_key and one.told
    ]
    quotes = [one.evidence for one in own if one.evidence.quote]
    if len(quotes) == 1:
        placed = found(replace(placed, words=quotes[0].quote), text_of(raw, ()).parts)
    return replace(placed, value=again(own), wrong="" if not placed.found else placed.wrong)


def found(words: Typing, parts: Sequence[PartShown]) -> Typing:
    """Return the form with the place of its words, or with the places to choose from.

    What is said to stand where it does not is looked for.
    """
    if not words.words.strip():
        return replace(words, part=None, start=None, end=None)
    chosen = [one for one in parts if words.part in (None, one.number)]
    if words.start is not None and words.end is not None and words.part is not None:
        for part in chosen:
            there = part.text[words.start : words.end]
            if there and there.split() == words.words.split():
                return replace(words, words=there)
    places = [
        (part, start)
        for part in chosen
        for start in places_of(words.words, part.text)
        if words.start in (None, start) or words.end is not None
    ]
    if len(places) == 1:
        (part, start), end = places[0], 0
        end = stretch(words.words, part.text, start)
        there = part.text[start:end]
        return replace(words, part=part.number, start=start, end=end, words=there)
    lost = replace(words, start=None, end=None)
    if not places:
        return replace(lost, wrong="Diese Worte stehen so nicht im Text der Quelle.")
    return replace(
        lost,
        wrong="Diese Worte stehen mehrmals im Text. Welche Stelle ist gemeint?",
        found=tuple(
            (part.number * 10**7 + start, _around(part, start)) for part, start in places[:20]
        ),
    )


def chosen_place(choice: int, words: Typing) -> Typing:
    """Return the form with the place that was chosen among several."""
    return replace(words, part=choice // 10**7, start=choice % 10**7, end=None)


def correction_of(
    words: Typing, raw: RawEntry, said: Iterable[Statement], site: Site
) -> Correction:
    """Return what was typed as a correction. Raises NotUnderstoodError with what is wrong."""
    parts = text_of(raw, ()).parts
    placed = found(words, parts)
    if placed.wrong:
        raise NotUnderstoodError(placed.wrong)
    statements = typed(words.subject, words.value, known_of(site))
    evidence = Evidence(source=raw.source, key=raw.key)
    if placed.part is not None and placed.start is not None and placed.end is not None:
        label = parts[placed.part].label
        evidence = replace(
            evidence, part=label, quote=placed.words, start=placed.start, end=placed.end
        )
    case = next((one.case for one in said if one.case.key == words.case_key), Case())
    return Correction(
        subject=words.subject,
        statements=tuple(replace(one, evidence=evidence, case=case) for one in statements),
        case_key=words.case_key,
        quote=evidence.quote,
        why=words.why,
    )


def _around(part: PartShown, start: int) -> str:
    before = part.text[max(start - AROUND, 0) : start]
    return f"{part.label}: … {before}{part.text[start : start + AROUND]} …"
