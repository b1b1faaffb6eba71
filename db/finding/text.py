"""Text: which opportunities hold the words that somebody searches for, and how well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFound:
    """What holds the words: `ranks` by the opportunity's number, 0 is best.

    `instead` are words that were searched for in place of those typed, where these are nowhere.
    """

    ranks: Mapping[int, int] = field(default_factory=dict)
    instead: tuple[str, ...] = ()


def holding(session: Session, words: str) -> TextFound:
    """Return the opportunities that hold all the words somebody typed."""
    query = select(Facts.opportunity_id, Facts.sort_title)
    for word in words.casefold().split():
        query = query.where(Facts.search_text.contains(word, autoescape=True))
    return TextFound(
        ranks={id: 0 if words.casefold() in title else 1 for id, title in session.execute(query)}
    )
