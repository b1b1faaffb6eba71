"""Hedged: sums and rates with the words that say they are not exact, as part of their quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from db.hedges import hedged_from, least_from
from db.statements import SUBJECT_OF
from pipeline.claim import Claim, Field
from pipeline.reading.money.headed import OF_MONEY
from pipeline.reading.text.prose import Prose


def with_hedges(claims: Iterable[Claim], prose: Prose) -> Iterator[Claim]:
    """Yield claims, those of money with quotes that begin with their hedge: "rund 5 Mio. Euro"."""
    for claim in claims:
        if SUBJECT_OF[claim.field] not in OF_MONEY:
            yield claim
            continue
        place = prose.place(claim.start)
        begin = hedged_from(prose.plain, place)
        if claim.field is Field.OWN_SHARE and begin == place:
            begin = least_from(prose.plain, place)
        if begin == place:
            yield claim
            continue
        start = prose.origin[begin]
        yield replace(claim, start=start, quote=prose.text[start : claim.end])
