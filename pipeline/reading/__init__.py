"""Reading: from a text to claims. Pure functions; no model, no network, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pipeline.budget import afford_claims
from pipeline.claim import Claim
from pipeline.reading.cases.binding import bind
from pipeline.reading.money.amounts import read_amounts
from pipeline.reading.money.headed import asked_before_funding, asked_below_reports
from pipeline.reading.money.hedged import with_hedges
from pipeline.reading.money.lists import read_lists
from pipeline.reading.money.particular import asked_of_one
from pipeline.reading.money.prizes import read_prizes, without_prizes
from pipeline.reading.money.rates import read_rates
from pipeline.reading.money.records import read_records
from pipeline.reading.money.rows import read_rows
from pipeline.reading.money.tables import read_tables
from pipeline.reading.text.date_groups import find_chains
from pipeline.reading.text.layout import lay_out
from pipeline.reading.text.prose import Prose
from pipeline.reading.time.applied_for import asked_of_else
from pipeline.reading.time.clause_kinds import hear
from pipeline.reading.time.deadlines import read_deadlines
from pipeline.reading.time.events import read_events
from pipeline.reading.time.rules import read_deadline_rules
from pipeline.reading.time.second_reader import Weights, suspect
from pipeline.reading.time.status import read_status
from pipeline.reading.who.applicants import read_applicants


def read(
    text: str,
    *,
    published_on: date | None = None,
    language: str = "de",
    second: Weights | None = None,
) -> tuple[Claim, ...]:
    """Return what a text states, in the order in which it states it.

    `published_on` is the day the text appeared; it completes a missing year where that is
    certain. `language` is "de" or "en" and decides only what both write alike, such as
    "1,250". A claim with a doubt is a question to staff. Where a grammar finds a value
    twice in the same words, it is stated once. With the weights of the `second` reader its
    questions about days of which the grammars say nothing stand behind, the likeliest first.
    Raises TooMuchError for more values than any text has.
    """
    prose = Prose.of(text)
    layout = lay_out(prose)
    chains, said = find_chains(layout, language), hear(layout)
    timed = [
        *read_deadlines(layout, chains, published_on),
        *read_deadline_rules(said),
        *read_status(said),
    ]
    claims = [
        *asked_of_else(timed, layout),
        *read_events(layout, chains, published_on),
        *read_amounts(prose, language),
        *read_rates(prose, language),
        *read_applicants(prose, language),
    ]
    listed = list(read_lists(prose, layout.raw, language))
    claims = [*_without(claims, listed, asked=False), *listed]
    afford_claims(len(claims))
    rows = list(read_rows(prose, layout.raw, language, claims))
    claims = [*_without(claims, rows, asked=True), *rows]
    cells = list(read_tables(prose, layout.raw, language))
    claims = [*_without(claims, cells, asked=False), *cells]
    records = list(read_records(prose, layout.raw, language))
    claims = [*_without(claims, records, asked=False), *records]
    prizes = list(asked_below_reports(read_prizes(prose, language), prose))
    claims = list(asked_below_reports(without_prizes(claims, prizes), prose))
    claims = list(asked_before_funding(claims, prose))
    claims = [*bind(claims, prose, layout.raw, language), *prizes]
    claims = list(with_hedges(asked_of_one(claims, prose), prose))
    claims = [_with_whole_words(claim, text) for claim in claims]
    # The first claim on a value wins; of equal ones a certain one wins over a question.
    claims.sort(key=lambda claim: (claim.start, bool(claim.doubt), claim.end))
    unique = {(claim.field, claim.value, claim.start, claim.case): claim for claim in claims[::-1]}
    found = sorted(unique.values(), key=lambda claim: (claim.start, claim.end, claim.field))
    if second is not None:
        found += suspect(layout, chains, found, published_on, second)
    return tuple(found)


def _with_whole_words(claim: Claim, text: str) -> Claim:
    """Return a claim whose quote ends with a whole word: "des jährlichen Budgets"."""
    end = claim.end
    while end < len(text) and text[end - 1].isalpha() and text[end].isalpha():
        end += 1
    return claim if end == claim.end else replace(claim, end=end, quote=text[claim.start : end])


def _without(claims: Iterable[Claim], others: Iterable[Claim], *, asked: bool) -> list[Claim]:
    """Return claims without those (or only the questions) at whose places others stand."""
    placed = {claim.start for claim in others}
    return [one for one in claims if one.start not in placed or (asked and not one.doubt)]
