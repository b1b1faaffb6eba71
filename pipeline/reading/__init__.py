"""Reading: from a text to claims. Pure functions; no model, no network, no clock."""

from __future__ import annotations

from datetime import date

from pipeline.claim import Claim
from pipeline.reading.amounts import read_amounts
from pipeline.reading.applicants import read_applicants
from pipeline.reading.chains import find_chains
from pipeline.reading.clauses import lay_out
from pipeline.reading.deadline_rules import read_deadline_rules
from pipeline.reading.deadlines import read_deadlines
from pipeline.reading.events import read_events
from pipeline.reading.prose import Prose
from pipeline.reading.rates import read_rates
from pipeline.reading.status import read_status


def read(text: str, *, published_on: date | None = None, language: str = "de") -> tuple[Claim, ...]:
    """Return what a text states, in the order in which it states it.

    `published_on` is the day the text appeared; it completes a missing year where that is
    certain. `language` is "de" or "en" and decides only what both write alike, such as
    "1,250". A claim with a doubt is a question to staff. Where a grammar finds a value
    twice in the same words, it is stated once.
    """
    prose = Prose.of(text)
    layout = lay_out(prose)
    chains = find_chains(layout, language)
    claims = [
        *read_deadlines(layout, chains, published_on),
        *read_deadline_rules(layout),
        *read_status(layout),
        *read_events(layout, chains, published_on),
        *read_amounts(prose, language),
        *read_rates(prose, language),
        *read_applicants(prose, language),
    ]
    # The first claim on a value wins; of equal ones a certain one wins over a question.
    claims.sort(key=lambda claim: (claim.start, bool(claim.doubt), claim.end))
    unique = {(claim.field, claim.value, claim.start, claim.case): claim for claim in claims[::-1]}
    return tuple(sorted(unique.values(), key=lambda claim: (claim.start, claim.end, claim.field)))
