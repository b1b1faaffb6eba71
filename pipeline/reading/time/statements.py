"""Statements: the sentences of a text, cut once more where a line is a statement of its own.

Stored pages keep one block a line, often without a full stop. A line that ended although the
next word would have fitted was ended on purpose; text that is only wrapped goes on in the
middle of a sentence, mostly with a word in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.reading.text.layout import Layout, Sentence
from pipeline.reading.time.undated_words import Is, kinds_of

_BREAK = re.compile(r"\n[^\S\n]*")
_WORD = re.compile(r"\S+")
_FIRST = re.compile(r"[a-zäöü]+")
_GOES_ON = re.compile(
    r"(?:[,:–-]|\b(?:bis|zum|zur|zu|vom|von|am|ab|im|in|an|auf|aus|bei|für|mit|nach|vor|über|durch"
    r"|der|die|das|den|dem|des|ein|eine[nmrs]?|und|oder|sowie|spätestens|ist|sind|wird|werden"
    r"|kann|können|by|until|on|to|the|of|and|or|a|is|are|be))$"
)
_ENDED = (".", ";", ",", "!", "?")
_LABEL = 40  # characters
_HEADING = 64  # characters
_WRAPPED_AT = range(50, 121)  # characters, the longest line of a text that is wrapped at all
_ENOUGH = 4  # lines of which none begins in lower case
_NO_LIMIT = 1 << 30
_WRAPPED = 0.25  # of the lines begin in lower case


def statements(layout: Layout) -> tuple[Sentence, ...]:
    """Return what each sentence or, where lines stand for themselves, each line of it says."""
    inner = [list(_BREAK.finditer(layout.raw, one.start, one.end)) for one in layout.sentences]
    breaks = [found for part in inner for found in part if found.end() < len(layout.raw)]
    lower = sum(_goes_on(layout.raw, found.end()) for found in breaks)
    if not breaks or lower > _WRAPPED * len(breaks):
        return layout.sentences
    width = max(map(len, layout.raw.split("\n")))
    never = not lower and len(breaks) >= _ENOUGH
    width = width if not never and width in _WRAPPED_AT else _NO_LIMIT
    return tuple(
        part
        for sentence, found in zip(layout.sentences, inner, strict=True)
        for part in _lines(layout, sentence, found, width)
    )


def _goes_on(raw: str, start: int) -> bool:
    """Whether a line begins in the middle of a sentence, and is no value such as "laufend"."""
    word = _FIRST.match(raw, start)
    return word is not None and Is.ANYTIME not in kinds_of(word.group())


def _lines(
    layout: Layout, sentence: Sentence, breaks: list[re.Match[str]], width: int
) -> Iterator[Sentence]:
    start, heading = sentence.start, sentence.heading
    for found in breaks:
        if not _on_purpose(layout, found, width):
            continue
        words = layout.low[start : found.start()].strip()
        if words:
            yield replace(sentence, start=start, end=found.start(), heading=heading)
            titled = len(words) <= _HEADING and not words.endswith(_ENDED)
            heading = words if titled else ""
        start = found.end()
    if layout.low[start : sentence.end].strip():
        yield replace(sentence, start=start, heading=heading)


def _on_purpose(layout: Layout, found: re.Match[str], width: int) -> bool:
    """Whether a line ended although the statement could have gone on in it."""
    begin = layout.raw.rfind("\n", 0, found.start()) + 1
    length = found.start() - begin
    following = _WORD.match(layout.raw, found.end())
    if following is None or length + 1 + len(following.group()) > width:
        return False
    if length <= _LABEL and _goes_on(layout.raw, found.end()):
        return False  # "Einreichfrist⏎wird noch bekannt gegeben"
    return not _GOES_ON.search(layout.low[max(begin, found.start() - 14) : found.start()].rstrip())
