"""Shaped: a publisher's text as blocks (headings, lists, tables), its claims marked in it.

Nothing of the words is lost or added but what the shape says in their place: the breaks between
lines, the tabs between cells and the bullets before items.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from crawlers.shape import WEAK, Form, Mark, marks_of
from web.marked import Place, Segment, between, marked

BULLET = "• "
# Below the page's own headings: its title, that of the text, and that of a part.
FIRST_HEADING, LAST_HEADING = 4, 6


class Kind(StrEnum):
    """What a block is set as."""

    HEADING = "heading"
    STRONG = "strong"  # what heads a value, a table or a fold, or is all in bold
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a row, or one line of anything else; `head` heads its row or column."""

    runs: tuple[Segment, ...]
    head: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Cells beside each other in a table, lines below each other in an item of a `depth`."""

    cells: tuple[Cell, ...]
    depth: int = 0
    head: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading of a `level`, a paragraph, a list or a table."""

    kind: Kind
    rows: tuple[Row, ...]
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    start: int
    end: int
    mark: Mark | None
    labels: frozenset[int]  # where cells begin that head their row


def shaped(text: str, places: Iterable[Place] = ()) -> tuple[Block, ...]:
    """Return the blocks of a text; one whose shape nobody knows has only lines and bullets."""
    segments = marked(text, places)
    blocks = list[Block]()
    heading = FIRST_HEADING - 1
    for line in _lines(text):
        block = _block(text, line, segments)
        if block.kind is Kind.HEADING:
            # A page that leaps from h2 to h5 must not make ours leap.
            heading = min(max(block.level + 1, FIRST_HEADING), heading + 1, LAST_HEADING)
            block = replace(block, level=heading)
        if blocks and _goes_on(blocks[-1], block, line):
            blocks[-1] = _joined(blocks[-1], block, line)
        else:
            blocks.append(block)
    return tuple(blocks)


def _lines(text: str) -> Iterator[_Line]:
    marks = sorted(marks_of(text), key=lambda one: (one.start, -one.end))
    start, at = 0, 0
    for words in str(text).split("\n"):
        end = start + len(words)
        own = list[Mark]()
        while at < len(marks) and marks[at].start < max(end, start + 1):
            own.append(marks[at])
            at += 1
        if words.strip():
            labels = frozenset(one.start for one in own if one.form is Form.LABEL)
            first = next((one for one in own if one.form is not Form.LABEL), None)
            yield _Line(start=start, end=end, mark=first, labels=labels)
        start = end + 1


def _block(text: str, line: _Line, segments: Sequence[Segment]) -> Block:
    mark, words = line.mark, text[line.start : line.end]
    form = mark.form if mark else None
    if form in (Form.ROW, Form.HEAD) or "\t" in words:
        return Block(kind=Kind.TABLE, rows=(_row(text, line, segments),))
    start = line.start
    while text.startswith(BULLET, start):
        start += len(BULLET)
    cells = (Cell(runs=between(segments, start, line.end)),)
    if mark and form is Form.HEADING:
        kind = Kind.STRONG if mark.level >= WEAK else Kind.HEADING
        return Block(kind=kind, rows=(Row(cells=cells),), level=mark.level)
    if form is Form.ITEM or start > line.start:
        depth = mark.level if mark else 1
        return Block(kind=Kind.LIST, rows=(Row(cells=cells, depth=max(depth, 1)),))
    return Block(kind=Kind.PARAGRAPH, rows=(Row(cells=cells),))


def _row(text: str, line: _Line, segments: Sequence[Segment]) -> Row:
    heads = line.mark is not None and line.mark.form is Form.HEAD
    cells, start = list[Cell](), line.start
    for words in text[line.start : line.end].split("\t"):
        end = start + len(words)
        cells.append(Cell(runs=between(segments, start, end), head=heads or start in line.labels))
        start = end + 1
    return Row(cells=tuple(cells), head=heads)


def _goes_on(before: Block, block: Block, line: _Line) -> bool:
    if block.kind is Kind.TABLE:
        begins = line.mark is not None and line.mark.form is Form.ROW and line.mark.level == 1
        headed = all(row.head for row in before.rows)
        return before.kind is Kind.TABLE and (headed or not begins)
    if block.kind is Kind.LIST:
        return before.kind is Kind.LIST
    within = line.mark is not None and line.mark.form is Form.WITHIN and line.mark.level > 0
    return within and before.kind is Kind.LIST


def _joined(before: Block, block: Block, _line: _Line) -> Block:
    if block.kind is Kind.PARAGRAPH:  # a further line of the last item
        *rows, last = before.rows
        more = tuple(cell for row in block.rows for cell in row.cells)
        return replace(before, rows=(*rows, replace(last, cells=(*last.cells, *more))))
    return replace(before, rows=(*before.rows, *block.rows))
