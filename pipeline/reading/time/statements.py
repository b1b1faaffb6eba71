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

_BREAK = re.compile(r"\n[^\S\n]*")
_WORD = re.compile(r"\S+")
_LINE = re.compile(r"[^\n]+")
_GOES_ON = re.compile(
    r"(?:[,:–-]|\b(?:bis|zum|zur|zu|vom|von|am|ab|im|in|an|auf|aus|bei|für|mit|nach|vor|über|durch"
    r"|der|die|das|den|dem|des|ein|eine[nmrs]?|und|oder|sowie|spätestens|ist|sind|wird|werden"
    r"|kann|können|by|until|on|to|the|of|and|or|a|is|are|be))$"
)
_ENDED = (".", ";", ",", "!", "?")
_HEADING = 64  # characters
_WIDEST = 120  # characters of a line in a text that is wrapped at all
_NO_LIMIT = 1 << 30
_WRAPPED = 0.25  # of the lines begin in lower case


def statements(layout: Layout) -> tuple[Sentence, ...]:
    """Return what each sentence or, where lines stand for themselves, each line of it says."""
    inner = [list(_BREAK.finditer(layout.raw, one.start, one.end)) for one in layout.sentences]
    breaks = [found for part in inner for found in part if found.end() < len(layout.raw)]
    lower = sum(layout.raw[found.end()].islower() for found in breaks)
    if not breaks or lower > _WRAPPED * len(breaks):
        return layout.sentences
    width = max(len(line.group()) for line in _LINE.finditer(layout.raw))
    width = _NO_LIMIT if width > _WIDEST else width
    return tuple(
        part
        for sentence, found in zip(layout.sentences, inner, strict=True)
        for part in _lines(layout, sentence, found, width)
    )


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
    following = _WORD.match(layout.raw, found.end())
    if following is None or found.start() - begin + 1 + len(following.group()) > width:
        return False
    return not _GOES_ON.search(layout.low[max(begin, found.start() - 14) : found.start()].rstrip())
