"""Lists: an item goes on with the sentence of its lead: "Der Zuschuss beträgt: - Neubau 40 %"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.claim import Claim, Field
from pipeline.reading.money.amounts import WHAT_FOR, read_amounts
from pipeline.reading.money.expressions import has_money
from pipeline.reading.money.rates import has_rate, read_rates
from pipeline.reading.money.vetoes import FLOOR
from pipeline.reading.text.outline import Block, Kind, outline
from pipeline.reading.text.prose import Prose
from pipeline.reading.text.sentences import sentences

_LONGEST = 300  # characters of a lead


def read_lists(prose: Prose, raw: str, language: str) -> Iterator[Claim]:
    """Yield the numbers of list items, read as if each stood in the sentence of its lead.

    `raw` is the plain form of the prose with its line breaks.
    """
    if not _has_number(raw):
        return
    blocks = outline(raw, prose.marks)
    for block in blocks:
        lead = _lead(block, blocks)
        if lead is None or not _has_number(prose.plain[block.start : block.end]):
            continue
        first = _last_sentence(prose.plain, lead)
        below_floor = any(_says_floor(prose.plain, blocks[at]) for at in block.above)
        item = prose.cut(block.start, block.end)
        whole = prose.cut(first, lead.end).followed_by(item)
        begin = item.origin[0]
        for claim in (*read_amounts(whole, language), *read_rates(whole, language)):
            if claim.start < begin:
                continue
            if below_floor and claim.field is Field.AWARD_MAX:
                claim = replace(claim, doubt=claim.doubt or WHAT_FOR)
            yield claim


def _has_number(text: str) -> bool:
    return has_money(text) or has_rate(text)


def _says_floor(plain: str, block: Block) -> bool:
    return FLOOR.search(plain, block.start, min(block.end, block.start + _LONGEST)) is not None


def _lead(block: Block, blocks: tuple[Block, ...]) -> Block | None:
    """Return the lead right above an item."""
    if block.kind is not Kind.ITEM or not block.above:
        return None
    above = blocks[block.above[-1]]
    return above if above.kind is Kind.LEAD else None


def _last_sentence(plain: str, lead: Block) -> int:
    """Return where the last sentence of a lead begins."""
    spans = sentences(plain[lead.start : lead.end])
    return max(lead.start + spans[-1][0] if spans else lead.start, lead.end - _LONGEST)
