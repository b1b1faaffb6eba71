"""Outline: headings, leads, list items and table rows of a text, and what stands below each."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from crawlers.shape import TERM, WEAK, Form, Mark

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(
    r"(?:[-–—•·▪▸►●○✓✔*>]|>>)[^\S\n]+|[a-z]\)[^\S\n]+|\([a-z0-9]\)[^\S\n]+"
    r"|[a-h]\.[^\S\n]+(?=[A-ZÄÖÜ])"
)
_NUMBER = re.compile(
    r"(?:#{1,6}\s+)?(?:(?P<count>\d{1,2}(?:\.\d{1,2})*)[.)]?|(?P<roman>[IVX]{1,4})\."
    r"|(?P<letter>[A-H])[.)])"
    r"[^\S\n]+(?=[^\W\d_„\"(])"
    r"(?!(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Euro|EUR|Prozent|Mio|Mill|Mrd"
    r"|Jahre?n?\b"
    r"|Monate|Wochen|Tage|Uhr|v\.|vom Hundert))"
)
_MARKED = re.compile(r"#{1,6}\s+|\*\*(?=[^*]{2,80}\*\*:?$)")
_MONEY = re.compile(r"[€%|]|\b(?:Euro|EUR|Prozent|v\. ?H)\b")
_DAY = re.compile(r"\b\d{1,2}\. ?(?:\d{1,2}\.|(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez))")
_VERB = re.compile(
    r"\b(?:ist|sind|wird|werden|wurden?|kann|können|hat|haben|soll|sollen|muss|müssen|darf|dürfen"
    r"|erhält|erhalten|bekommen|gibt|beträgt|betragen|liegt|gilt|gelten|fördert|unterstützt"
    r"|steht|stehen)\b"
)
_LABEL = re.compile(r"[^:.!?|\n]{2,60}:(?:\s|$)")
_ENDED = re.compile(r"[.!?:;…|][\"”“»)\]]*$")
_HANGS = re.compile(
    r"(?:[,–-]|\b(?:und|oder|sowie|bzw\.|der|die|das|den|dem|des|ein|eine|einem|einer|eines|einen"
    r"|für|von|vom|zu|zum|zur|mit|in|im|an|am|auf|aus|bei|je|pro|bis|durch|nach|über|um))$"
)
# A line of its own that says how much: "max. 1.500 € je Anlage".
_LIMIT = re.compile(
    r"(?:max\.|maximal|höchstens|bis zu|mind\.|mindestens) ?\d"
    r"|(?:bis|ca\.) ?\d[\d.]* ?(?:€|Euro|EUR)"
)
_LONG_LINE = 70  # characters: a line this long was broken by the typesetter, not by the author
_LONGEST_HEADING = 90
_DEEPEST = 3
_LEAST_RANK = 6  # of a heading


class Kind(Enum):
    """What a block of a text is."""

    HEADING = "heading"
    LEAD = "lead"  # ends with a colon, or is an unfinished sentence with a list below
    LABEL = "label"  # might be a heading, had the page not marked others as such: it names nobody
    ITEM = "item"
    ROW = "row"  # of a table: cells between bars
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Block:
    """`raw[start:end]` are its words, without bullet or number.

    `above` holds the places of the blocks it stands below, the outermost first; `rank` is
    low for what governs much. `fresh` tells whether an empty line stands before it.
    """

    kind: Kind
    start: int
    end: int
    rank: int
    above: tuple[int, ...]
    fresh: bool
    numbered: bool = False


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    indent: int
    fresh: bool
    words: str
    bullet: bool
    number: re.Match[str] | None
    marks: int
    mark: Mark | None = None


@lru_cache(maxsize=4)
def outline(raw: str, marks: tuple[Mark, ...] = ()) -> tuple[Block, ...]:
    """Return the blocks of a text in order; every block knows what stands above it.

    What is marked is what its mark says; where no heading is marked, headings are guessed.
    Several grammars ask for the same text in turn, hence the small memory.
    """
    lines = [_line(raw, match, fresh) for match, fresh in _lines(raw)]
    _mark(lines, marks)
    lines = _joined(raw, lines, set_in_lines=all(one.form is Form.HEADING for one in marks))
    ranks = _ranks(marks)
    blocks: list[Block] = []
    stack: list[tuple[int, int]] = []  # rank and place of what is open, ranks rising
    repeated = Counter(line.words.casefold() for line in lines if len(line.words) < 60)
    indents: list[int] = []
    listed = False  # whether items have come below the innermost lead
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        mark = line.mark
        kind, rank = _kind(line, after, ranks)
        if kind is Kind.HEADING and rank in (4, 5) and not ranks:
            below = index > 0 and blocks[-1].kind is Kind.HEADING and blocks[-1].rank == rank
            rank += bool(below or repeated[line.words.casefold()] > 1)
        if kind is Kind.ITEM and mark:
            listed = True
        elif kind is Kind.ITEM:
            while indents and line.indent <= indents[-1]:
                indents.pop()
            rank = 11 + min(len(indents), _DEEPEST)
            if len(indents) < _DEEPEST:
                indents.append(line.indent)
            listed = True
        else:
            indents.clear()
        limit = rank
        if kind in (Kind.TEXT, Kind.ROW):
            limit = 7 if line.fresh or listed else 9
        if mark is None and kind in (Kind.TEXT, Kind.ROW, Kind.LABEL):
            limit = ranks.get(TERM, limit)  # what a term heads is marked
        elif mark and mark.form is Form.WITHIN and mark.level:
            limit = rank = _rank_within(mark.level) + 1
        while stack and stack[-1][0] >= limit:
            stack.pop()
        if kind is not Kind.ITEM and not (mark and mark.form is Form.WITHIN):
            listed = False
        above = tuple(place for _, place in stack)
        blocks.append(Block(kind, line.start, line.end, rank, above, line.fresh, bool(line.number)))
        if kind not in (Kind.TEXT, Kind.ROW):
            stack.append((rank, len(blocks) - 1))
    return tuple(blocks)


def _lines(raw: str) -> list[tuple[re.Match[str], bool]]:
    found, fresh = [], False  # whether an empty line stands before; not the text's beginning
    for match in _LINE.finditer(raw):
        if not match.group().strip():
            fresh = True
            continue
        fresh = fresh or raw.startswith("\n", match.start() - 2)
        found.append((match, fresh))
        fresh = False
    return found


def _line(raw: str, match: re.Match[str], fresh: bool) -> _Line:
    text = match.group()
    stripped = text.strip()
    start = match.start() + len(text) - len(text.lstrip())
    indent, end = start - match.start(), start + len(stripped)
    marked = _MARKED.match(stripped)
    marks = len(marked.group().strip()) if marked and marked.group().startswith("#") else 0
    if marked:
        start += marked.end()
        stripped = stripped[marked.end() :].removesuffix("**")
        end = start + len(stripped)
    bullet = _BULLET.match(raw, start, end)
    number = None if bullet else _NUMBER.match(raw, start, end)
    begin = bullet or number
    start = begin.end() if begin else start
    return _Line(start, end, indent, fresh, raw[start:end].strip(), bool(bullet), number, marks)


def _mark(lines: list[_Line], marks: tuple[Mark, ...]) -> None:
    """Tell every line what it is marked as."""
    left = list(reversed(marks))
    for line in lines:
        while left and left[-1].start < line.end:
            mark = left.pop()
            if line.mark is None and mark.end > line.start:
                line.mark = mark


def _ranks(marks: tuple[Mark, ...]) -> dict[int, int]:
    """Return the rank of a heading by its level: as many as there are levels, from 1 on."""
    levels = sorted({mark.level for mark in marks if mark.form is Form.HEADING})
    return {level: min(rank, _LEAST_RANK) for rank, level in enumerate(levels, start=1)}


def _rank_within(depth: int) -> int:
    """Return the rank of an item; a lead that stands in it has one more."""
    return 9 + 2 * depth


def _joined(raw: str, lines: list[_Line], *, set_in_lines: bool) -> list[_Line]:
    """Join what the typesetter broke: a line that goes on in the next one.

    A text whose lists and tables are known was not `set_in_lines`: it breaks where its author
    did.
    """
    found: list[_Line] = []
    last = ""  # the words of the last line that was joined
    for line in lines:
        if found and _goes_on(last, line, found[-1].mark, set_in_lines=set_in_lines):
            found[-1].end = line.end
        else:
            found.append(line)
        last = line.words
    for line in found:
        line.words = raw[line.start : line.end].strip()
    return found


def _goes_on(last: str, line: _Line, mark: Mark | None, *, set_in_lines: bool) -> bool:
    if line.fresh or line.bullet or line.number or line.marks or " | " in line.words:
        return False
    if _stands_alone(line.mark) or _stands_alone(mark):
        return False
    if mark and line.mark and mark.level != line.mark.level:
        return False
    if _ENDED.search(last) or _LABEL.match(line.words):
        return False
    if _LIMIT.match(line.words) and not (_HANGS.search(last) or _VERB.search(last)):
        return False
    broken = set_in_lines and len(last) >= _LONG_LINE
    return line.words[:1].islower() or broken or bool(_HANGS.search(last))


def _stands_alone(mark: Mark | None) -> bool:
    return mark is not None and mark.form in (Form.HEADING, Form.HEAD, Form.ROW)


def _kind(line: _Line, after: _Line | None, ranks: dict[int, int]) -> tuple[Kind, int]:
    words, mark = line.words, line.mark
    if mark and mark.form is Form.HEADING and _is_heading(mark, line, after):
        return Kind.HEADING, ranks[mark.level]
    if mark and mark.form is Form.ITEM:
        return Kind.ITEM, _rank_within(mark.level)
    if mark and mark.form in (Form.HEAD, Form.ROW):
        return Kind.ROW, 10
    if line.bullet:
        return Kind.ITEM, 11
    if " | " in words or "\t" in words:
        return Kind.ROW, 10
    if words.endswith(":") or (after and not _ENDED.search(words) and _leads(line, after)):
        short = len(words) <= _LONGEST_HEADING and not _VERB.search(words)
        if short and after and after.fresh and not after.bullet and words.endswith(":"):
            return Kind.HEADING, _rank(line)
        return Kind.LEAD, 8 if short and words.endswith(":") else 7
    if _headed(line, after):
        if not ranks:
            return Kind.HEADING, _rank(line)
        return (Kind.HEADING, _LEAST_RANK) if line.number else (Kind.LABEL, 8)
    if line.number and not line.fresh:
        return Kind.ITEM, 11
    return Kind.TEXT, 10


def _is_heading(mark: Mark, line: _Line, after: _Line | None) -> bool:
    """Whether a line is the heading that it is marked as: one in bold may be stressed."""
    if mark.level == WEAK:
        return _headed(line, after)
    return mark.level != TERM or len(line.words) <= _LONGEST_HEADING


def _leads(line: _Line, after: _Line) -> bool:
    """Whether a sentence without an end leads to the list below it."""
    if not _VERB.search(line.words):
        return False
    return after.bullet or (after.words.endswith(":") and len(after.words) <= 24)


def _headed(line: _Line, after: _Line | None) -> bool:
    words = line.words
    if line.marks:
        return True
    if after is None or len(words) > _LONGEST_HEADING or words[:1].islower():
        return False
    if words.endswith((".", ";", ",", "!", "…", "]")) or _MONEY.search(words):
        return False
    if _DAY.search(words):
        return False  # a value, and no head of what follows
    return words.endswith("?") or not _VERB.search(words)


def _rank(line: _Line) -> int:
    if line.marks:
        return min(line.marks, 4)
    if line.number and line.number["count"]:
        return 2 + min(line.number["count"].count("."), 2)
    if line.number:
        return 1 if line.number["roman"] else 3
    return 4 if line.fresh else 5
