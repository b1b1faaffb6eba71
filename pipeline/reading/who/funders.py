"""Funders: whom a text names as the one who funds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.claim import Claim, Field
from pipeline.reading.text.prose import Prose
from pipeline.reading.text.sentences import sentences
from pipeline.reading.who.funder_frames import (
    CUE,
    TOGETHER,
    agent_funds,
    announces,
    asserted,
    gives,
    labelled,
    subject_funds,
)
from pipeline.reading.who.funder_names import FunderNames, Named, Sort

__all__ = ["FunderNames", "read_funders", "telling"]

_WHICH = "Welche Stelle ist mit „{}“ gemeint, und fördert sie selbst?"
_JOINED = re.compile(
    r"(?: ?\([^()]{1,60}\))?(?:,| und| sowie| oder|/| &)(?: (?:und|von|vom|durch))?"
    r"(?: (?:das|die|der|den|dem|des))?\s+"
)
_BREAK = re.compile("\n")
_IN_NUMBER = re.compile(r"(?<=\d)[.,](?=\d)")
_LOOK_BACK = 200  # characters a frame may reach back
_LOOK_AHEAD = 240


def read_funders(prose: Prose, names: FunderNames, within: str) -> Iterator[Claim]:
    """Yield a claim for every body that the text says funds, each once.

    `within` is the key of the area that the source speaks for: it says which Land "das Land"
    is. A name that may be several bodies' is a question.
    """
    seen: set[tuple[str, str]] = set()
    for start, end in _passages(prose):
        if not CUE.search(prose.plain, max(0, start - 40), end):
            continue
        for named, rule in _funding(prose.plain, start, end, names, within):
            claim = _claim(prose, named, rule)
            if (str(claim.value), claim.doubt) not in seen:
                seen.add((str(claim.value), claim.doubt))
                yield claim


def telling(claims: Iterable[Claim], names: FunderNames, publisher: str) -> list[Claim]:
    """Return the claims that say most: a ministry for its Land, who is clear for who is not.

    `publisher` is the body that stands for a source's entries; "" where none does.
    """
    found = list(claims)
    sure = [claim for claim in found if not claim.review]
    clear = {str(claim.value) for claim in sure}
    parts = {names.area_of(name) for name in (*clear, publisher)} - {""}
    kept = [claim for claim in (sure or found) if names.whole(str(claim.value)) not in parts]
    unique: dict[object, Claim] = {}
    for claim in kept:
        unique.setdefault(claim.value, claim)
    return list(unique.values())


def _passages(prose: Prose) -> Iterator[tuple[int, int]]:
    """Yield the sentences, each line of the page apart: a headline runs into no sentence."""
    text, origin = prose.text, prose.origin
    if isinstance(origin, range):
        breaks = [found.start() for found in _BREAK.finditer(text)]
    else:
        breaks = [at for at, place in enumerate(origin) if text[place] == "\n"]
    ends = sorted({*breaks, *(end for _, end in sentences(prose.plain))})
    yield from ((start, end) for start, end in pairwise((0, *ends)) if start < end)


def _funding(
    plain: str, start: int, end: int, names: FunderNames, within: str
) -> Iterator[tuple[Named, str]]:
    groups = _groups(plain, list(names.named(plain, start, end, within)))
    found = False
    for group in groups:
        rule = _rule(plain, start, end, group, alone=len(groups) == 1, found=found)
        if rule:
            found = True
            yield from ((named, f"funders.{rule}") for named in group)


def _groups(plain: str, named: Sequence[Named]) -> list[list[Named]]:
    """Return the names in lists: "EU, Bund und Land" is one."""
    groups: list[list[Named]] = []
    for one in named:
        if groups and _JOINED.fullmatch(plain, groups[-1][-1].end, one.start):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _rule(
    plain: str,
    start: int,
    end: int,
    group: Sequence[Named],
    *,
    alone: bool,
    found: bool,
) -> str:
    first, last = group[0], group[-1]
    before = _even(plain[max(start, first.start - _LOOK_BACK) : first.start])
    after = _even(plain[last.end : min(end, last.end + _LOOK_AHEAD)])
    sort = first.body.sort
    # A list without a full stop is no sentence; what stands far away says nothing.
    far, on = max(start, first.start - 2 * _LOOK_BACK), min(end, last.end + 2 * _LOOK_AHEAD)
    sentence = _even(plain[far:on].strip())
    if labelled(plain[max(0, first.start - _LOOK_BACK) : first.start]):
        return "label"
    if not asserted(sentence):
        return ""
    if found and TOGETHER.search(before):
        return "together"
    nominative = not first.oblique
    if nominative and subject_funds(before, after, sentence, first.article, sort):
        return "subject"
    if nominative and alone and announces(before, after, sort):
        return "announces"
    if agent_funds(before, after, sentence):
        return "agent"
    return "gives" if gives(before, after, sentence) else ""


def _even(text: str) -> str:
    """Return a text in which a number's own marks end no clause: "10.000"."""
    return _IN_NUMBER.sub("'", text)


def _claim(prose: Prose, named: Named, rule: str) -> Claim:
    start, end, quote = prose.span(named.start, named.end)
    unclear = named.body.sort is Sort.UNCLEAR
    return Claim(
        field=Field.FUNDER,
        value=named.body.value,
        quote=quote,
        start=start,
        end=end,
        rule=rule,
        doubt=_WHICH.format(named.body.value) if unclear else "",
    )
