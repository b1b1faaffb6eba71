"""Pause: no mail until a day, and from then on again by itself.

The day stays when it is over: what is open is owed since then, until a mail was sent.
"""

from __future__ import annotations

from datetime import date, timedelta

from db.subscribers import Subscriber

LONGEST = timedelta(days=366)


class PauseError(ValueError):
    """Nobody can pause until such a day; the German message says why."""


def pause(subscriber: Subscriber, until: date, today: date) -> None:
    """Send a subscriber nothing before a day. Raises PauseError."""
    if until <= today:
        raise PauseError("Bitte wählen Sie einen Tag, der noch kommt.")
    if until > today + LONGEST:
        raise PauseError("Bitte wählen Sie einen Tag innerhalb eines Jahres.")
    subscriber.paused_until_on = until


def resume(subscriber: Subscriber, today: date) -> None:
    """Send a subscriber mail again; where there is no pause, nothing becomes of it."""
    if paused(subscriber, today) is not None:
        subscriber.paused_until_on = today


def paused(subscriber: Subscriber, today: date) -> date | None:
    """Return the first day on which there is mail again; None where there is mail today."""
    until = subscriber.paused_until_on
    return until if until is not None and until > today else None
