"""Deadlines: calendar dates of a call and what each is for."""

from __future__ import annotations

from typing import Any

from crawlers.items import GivenDeadline
from crawlers.sedia.query import CASCADE
from crawlers.sedia.rows import Moment, Row, moment

_TWO_STAGES = "two-stage"
# A time of day this early is rather the end of the day before in another time zone.
_SMALL_HOURS = ("00", "01", "02")


def deadlines(row: Row, actions: object, notes: list[str]) -> tuple[GivenDeadline, ...]:
    """Return the deadlines of a call; what the source leaves open is added to `notes`.

    The portal's dates are calendar dates (17:00 Brussels stands in prose only). In a
    two-stage call only the first date is open to newcomers. A cascade call has a date
    whose hour cannot be trusted.
    """
    moments = row.moments("deadlineDate") or _planned(actions)
    if row.first("type") == CASCADE:
        notes.extend(_hour_question(one) for one in moments)
    if _model(row, actions) == _TWO_STAGES:
        return _two_stages(moments, notes)
    dates = sorted({one.on for one in moments})
    return tuple(GivenDeadline(on=on, stage="application") for on in dates)


def _two_stages(moments: list[Moment], notes: list[str]) -> tuple[GivenDeadline, ...]:
    if len(moments) > 2:
        days = ", ".join(f"{one.on:%d.%m.%Y}" for one in moments)
        notes.append(f"Zweistufiger Aufruf mit mehr als zwei Terminen: {days}. Welcher gilt wofür?")
        return ()
    stages = ("sketch", "application")
    return tuple(
        GivenDeadline(on=one.on, stage=stage, newcomers=stage == "sketch")
        for one, stage in zip(moments, stages, strict=False)
    )


def _model(row: Row, actions: object) -> str:
    return row.first("deadlineModel") or next(
        (
            str(procedure.get("abbreviation", ""))
            for action in _tables(actions)
            if isinstance(procedure := action.get("submissionProcedure"), dict)
        ),
        "",
    )


def _planned(actions: object) -> list[Moment]:
    dates = [value for action in _tables(actions) for value in action.get("deadlineDates") or []]
    return [moment(value) for value in dict.fromkeys(dates)]


def _tables(actions: object) -> list[dict[str, Any]]:
    listed = actions if isinstance(actions, list) else [actions]
    return [action for action in listed if isinstance(action, dict)]


def _hour_question(one: Moment) -> str:
    day = f"{one.on:%d.%m.%Y}"
    if not one.at:
        return f"Zu welcher Uhrzeit endet die Frist am {day}? Die Quelle nennt nur den Tag."
    doubt = " Vielleicht ist der Tag davor gemeint." if one.at[:2] in _SMALL_HOURS else ""
    return (
        f"Zu welcher Uhrzeit endet die Frist am {day}? Die Quelle nennt {one.at} Uhr ohne "
        f"verlässliche Zeitzone.{doubt}"
    )
