"""Tables: a number whose unit and role stand in the head of its column or row.

"Höchstbetrag (€)" over "20.000" is read as "Höchstbetrag: 20.000 €" would be. Only heads that
set a limit or a rate are; "Zuschuss (€)" may be the head of a list of what others got.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.claim import Claim
from pipeline.reading.money.amounts import read_amounts
from pipeline.reading.money.expressions import has_money
from pipeline.reading.money.rates import has_rate, read_rates
from pipeline.reading.text.outline import Block, Kind, outline
from pipeline.reading.text.prose import Prose

_BAR = re.compile(r" \|(?: |$)|\t")
_EURO = re.compile(r"€|\b(?:Euro|EUR)\b")
_PERCENT = re.compile(r"%|\bProzent\b|\bv\. ?H\.")
# Heads under which every number is one of the programme, not one of a project it funded.
_RULES = re.compile(
    r"\w*(?:höchst|mindest)\w*|(?:ober|unter)grenze|\bmax(?:\.|imal\w*)|\bmin(?:\.|imal\w*)"
    r"|\w*(?:satz|sätze|quote)\b|\bbis zu\b|deckel\w*|bagatell\w*|eigenanteil|eigenmittel",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:geförderte|bewilligte|Beispiele?|abgeschlossene|bisherige)\b", re.IGNORECASE
)
_BARE = re.compile(
    r"\s*(?:(?:bis(?: zu)?|max\.|maximal|höchstens|mind\.|mindestens|ab) )?"
    r"(?!(?:19|20)\d\d\s*\Z)\d{1,3}(?:(?:[. ]\d{3})+|\d*)(?:,\d{1,2}|,-+)?"
    r"(?: ?[-–] ?\d{1,3}(?:(?:[. ]\d{3})+|\d*)(?:,\d{1,2})?)?\s*\Z"
)
_UNIT_IN_HEAD = re.compile(r"[(\[]?(?:in |je )?(?:€|%|Euro\b|EUR\b|Prozent\b|v\. ?H\.)[)\]]?")
_LABEL = re.compile(r"(?P<label>[^:|\t\n]{3,60}): (?P<value>[^:|\t\n]{1,40})\Z")
_NUMBER = re.compile(r"\d ?(?:€|%|Euro|EUR|Prozent)|\d\.\d{3}")
_LONGEST_HEAD = 80
_DIGIT = re.compile(r"\d")

Span = tuple[int, int]


def read_tables(prose: Prose, raw: str, language: str) -> Iterator[Claim]:
    """Yield what the cells of tables say below, or behind, a head that sets a limit or a rate.

    `raw` is the plain form of the prose with its line breaks.
    """
    if not has_money(raw) and not has_rate(raw):
        return
    blocks = outline(raw, prose.marks)
    heads: list[Span] = []
    before: Block | None = None
    for block in blocks:
        if block.kind is not Kind.ROW:
            label = _LABEL.match(raw, block.start, block.end)
            if label and _UNIT_IN_HEAD.search(label["label"]):
                yield from _cell(prose, label.span("label"), label.span("value"), language)
            before = block
            continue
        cells = list(_cells(raw, block))
        if before is None or before.kind is not Kind.ROW or block.fresh or len(cells) != len(heads):
            told = before is not None and _TOLD.search(raw, before.start, before.end)
            heads = [] if told or _has_number(raw, cells) else cells
        elif heads:
            for head, cell in zip(heads[1:], cells[1:], strict=True):
                yield from _cell(prose, head, cell, language)
        if len(cells) == 2 and not (heads and cells != heads):
            yield from _cell(prose, cells[0], cells[1], language)
        before = block


def _cells(raw: str, block: Block) -> Iterator[Span]:
    cuts = [match.span() for match in _BAR.finditer(raw, block.start, block.end)]
    edges = [(block.start, block.start), *cuts, (block.end, block.end)]
    for (_, start), (end, _) in pairwise(edges):
        yield start, end


def _has_number(raw: str, cells: list[Span]) -> bool:
    """Return whether a row states numbers, and so is no head."""
    return any(_BARE.match(raw[slice(*one)]) or _NUMBER.search(raw, *one) for one in cells)


def _cell(prose: Prose, head: Span, cell: Span, language: str) -> Iterator[Claim]:
    """Yield what one cell says when it is read behind its head."""
    label, value = prose.plain[slice(*head)], prose.plain[slice(*cell)]
    if len(label) > _LONGEST_HEAD or not _RULES.search(label) or not _DIGIT.search(value):
        return
    if _DIGIT.search(label):
        return
    unit = ""
    if _BARE.match(value):
        euro, percent = _EURO.search(label), _PERCENT.search(label)
        if bool(euro) == bool(percent):
            return
        unit = " Euro" if euro else " %"
    elif not (_EURO.search(value) or _PERCENT.search(value)):
        return
    whole = _joined(prose, head, cell, unit)
    for claim in (*read_amounts(whole, language), *read_rates(whole, language)):
        if claim.start >= prose.origin[cell[0]] and not claim.doubt:
            yield claim


def _joined(prose: Prose, head: Span, cell: Span, unit: str) -> Prose:
    """Return a cell behind its head as one statement; places are still those of the text."""
    label = _UNIT_IN_HEAD.sub(lambda found: " " * len(found.group()), prose.plain[slice(*head)])
    begin, end = cell
    value = prose.plain[begin:end].rstrip()
    end = begin + len(value)
    origin = [*prose.origin[slice(*head)], *[prose.origin[begin]] * 2, *prose.origin[begin:end]]
    origin += [prose.origin[end - 1]] * len(unit)
    words = f"{label}: {value}{unit}"
    return Prose(prose.text, words, origin, words)
