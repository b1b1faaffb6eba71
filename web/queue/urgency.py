"""Urgency: what makes one entry come before another. Pure; all weights are here.

Urgency is a product: how near the day is, how many subscriptions it concerns, how far the
source can be relied on. Where one of the three is small the entry can wait.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import log2

from crawlers.source import Trust

# Up to so many days ahead an entry weighs so much; what has no day ahead can wait longest.
NEAR = ((2, 16.0), (7, 12.0), (14, 8.0), (30, 4.0), (90, 2.0))
FAR, NO_DAY = 1.5, 1.0
# A source that speaks for itself is told as it is; of others more is checked anyway.
TRUST = {Trust.PRIMARY: 3.0, Trust.RELAY: 2.0, Trust.SECONDARY: 1.0}
RELIABLE = {
    Trust.PRIMARY: "Quelle verlässlich",
    Trust.RELAY: "Quelle gibt weiter",
    Trust.SECONDARY: "Quelle umschreibt",
}
_EXACT = 100  # a whole number orders the same on every machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgency:
    """How urgent an entry is, and in words why."""

    score: int
    words: str


def score(next_on: date | None, concerned: int, trust: Trust, today: date) -> int:
    """Return how urgent an entry is: more comes first."""
    return round(_near(next_on, today) * (1 + log2(1 + concerned)) * TRUST[trust] * _EXACT)


def urgency(
    next_on: date | None, concerned: int | None, trust: Trust, today: date, *, sure: bool = True
) -> Urgency:
    """Return how urgent an entry is; of what is not yet counted nobody is said to be concerned."""
    words = (_day_words(next_on, today, sure=sure), _concerned_words(concerned), RELIABLE[trust])
    return Urgency(score=score(next_on, concerned or 0, trust, today), words=" · ".join(words))


def _near(next_on: date | None, today: date) -> float:
    if next_on is None or next_on < today:
        return NO_DAY
    days = (next_on - today).days
    return next((weight for most, weight in NEAR if days <= most), FAR)


def _day_words(next_on: date | None, today: date, *, sure: bool) -> str:
    if next_on is None or next_on < today:
        return "keine Frist bekannt"
    days = (next_on - today).days
    when = {0: "heute", 1: "morgen"}.get(days, f"in {days} Tagen")
    return f"Frist {when}" if sure else f"Frist vielleicht {when}"


def _concerned_words(concerned: int | None) -> str:
    match concerned:
        case None:
            return "Abonnements noch nicht gezählt"
        case 0:
            return "betrifft kein Abonnement"
        case 1:
            return "betrifft 1 Abonnement"
    return f"betrifft {concerned} Abonnements"
