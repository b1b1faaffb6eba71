"""Presence: when an entry that its source no longer lists counts as gone. Pure.

In 170 real runs of the EU portal 804 of 821 open calls that vanished came back, half of them
within a day, the slowest after eleven (docs/decisions/0002). So absence proves nothing:
an entry is `missing` from the first good run without it, and withdrawn only when it stayed
away for twice the longest absence ever seen, when its own deadline has passed, or when a
person says so. A run that is not good says nothing about any entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crawlers.items import Kind
from db.values import Values
from db.vocabulary import Presence, Withdrawal

LONGEST_RETURN = timedelta(days=11)
AWAY_FOR = 2 * LONGEST_RETURN
AWAY_RUNS = 3
# A deadline can be extended on its last day, in the very hour in which the entry is missing.
ENDED_FOR = timedelta(days=1)
ENDED_RUNS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an entry stands with its source; `since_at` is the first good run without it."""

    presence: Presence = Presence.PRESENT
    since_at: datetime | None = None
    why: Withdrawal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What a good run says of one entry.

    `absent_runs` counts the good runs without it since it was first missed, this one
    included; `ended` says that its own deadline has passed.
    """

    at: datetime
    listed: bool
    ended: bool = False
    absent_runs: int = 1


def after(standing: Standing, sighting: Sighting) -> Standing:
    """Return where an entry stands after a good run."""
    if standing.why is Withdrawal.STAFF:
        return standing  # what a person said holds until a person says otherwise
    if sighting.listed:
        return Standing()
    if standing.since_at is None:
        return Standing(presence=Presence.MISSING, since_at=sighting.at)
    if standing.presence is Presence.WITHDRAWN:
        return standing
    why = _gone(sighting, sighting.at - standing.since_at)
    presence = Presence.WITHDRAWN if why else Presence.MISSING
    return Standing(presence=presence, since_at=standing.since_at, why=why)


def ended(values: Values, today: date) -> bool:
    """Whether an entry ended by its own dates; one that names none never does."""
    if values.kind == Kind.EVENT:
        last = values.event_ends_on or values.event_starts_on
        return last is not None and last < today
    deadlines = [deadline for deadline in values.deadlines if deadline.newcomers]
    return bool(deadlines) and all(deadline.over(today) for deadline in deadlines)


def _gone(sighting: Sighting, away: timedelta) -> Withdrawal | None:
    if sighting.ended and away >= ENDED_FOR and sighting.absent_runs >= ENDED_RUNS:
        return Withdrawal.ENDED
    if away >= AWAY_FOR and sighting.absent_runs >= AWAY_RUNS:
        return Withdrawal.ABSENT
    return None
