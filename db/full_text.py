"""Full text: of which sources staff decided that the publisher's text is not handed on.

Whoever shows, mails or exports what a revision says reads it with `outward`: the rule is here
and nowhere else. Title, our readings with their short quotes, and the link stay.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.decisions import Act, Decision
from db.statements import Statement
from db.values import Values, from_json

KEEP, WITHHOLD = "keep", "withhold"
QUOTE_CHARACTERS = 300  # of a text that is not handed on; more than any card shows


def full_text_decisions(session: Session) -> dict[str, Decision]:
    """Return what stands of the full text of sources, by source."""
    standing = select(Decision).where(
        # Which also lets the index on both find it among all decisions on entries.
        Decision.opportunity_id.is_(None),
        Decision.act == Act.FULL_TEXT,
        Decision.undone_at.is_(None),
    )
    return {row.about: row for row in session.scalars(standing.order_by(Decision.id))}


def closed_sources(session: Session) -> frozenset[str]:
    """Return the sources whose text is not handed on."""
    standing = select(Decision.about, Decision.value).where(
        Decision.opportunity_id.is_(None),
        Decision.act == Act.FULL_TEXT,
        Decision.undone_at.is_(None),
    )
    rows = session.execute(standing.order_by(Decision.id))
    newest: dict[str, list[Any]] = {about: value for about, value in rows}
    return frozenset(source for source, value in newest.items() if value == [WITHHOLD])


def outward(content: Mapping[str, object], source: str, closed: Collection[str]) -> Values:
    """Return what a revision of an entry says, as it may leave us."""
    return withheld(from_json(dict(content)), source, closed)


def withheld(values: Values, source: str, closed: Collection[str]) -> Values:
    """Return values without the publisher's text, where the source is closed."""
    if source not in closed:
        return values
    return replace(
        values,
        summary="",
        quotes={name: _short(quote) for name, quote in values.quotes.items()},
        statements=tuple(map(_with_short_quote, values.statements)),
    )


def _with_short_quote(one: Statement) -> Statement:
    if len(one.evidence.quote) <= QUOTE_CHARACTERS:
        return one
    quote = _short(one.evidence.quote)
    # The place stays that of the whole quote: what is cut is cut for others alone.
    return replace(one, evidence=replace(one.evidence, quote=quote))


def _short(quote: str) -> str:
    return (
        quote if len(quote) <= QUOTE_CHARACTERS else quote[: QUOTE_CHARACTERS - 2].rstrip() + " …"
    )
