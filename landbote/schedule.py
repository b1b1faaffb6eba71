"""Schedule: what is due at an instant. Pure; the service only asks and acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from apscheduler.triggers.cron import CronTrigger

from crawlers.source import Source
from db.vocabulary import Cadence
from landbote.clock import BERLIN, local_date
from landbote.working_days import is_working_day, last_due

DIGEST_AT = time(6, 30)
CATCH_UP = timedelta(days=7)
# How far to look back for the last time a source was due, nearest first.
_LOOK_BACK = (timedelta(hours=2), timedelta(days=1), timedelta(days=8), timedelta(days=40))


class CronError(ValueError):
    """A source's cron line cannot be used; the message names source and line."""


def trigger(source: Source) -> CronTrigger:
    """Return when a source is to be crawled, in German local time.

    Weekdays must be names: the library counts them from Monday, cron from Sunday.
    """
    minute, hour, day, month, weekday = source.cron.split()
    if any(character.isdigit() for character in weekday):
        raise CronError(f"source {source.slug}: cron {source.cron!r}: write weekdays as mon, tue …")
    try:
        return CronTrigger(
            minute=minute, hour=hour, day=day, month=month, day_of_week=weekday, timezone=BERLIN
        )
    except ValueError as error:
        raise CronError(f"source {source.slug}: cron {source.cron!r}: {error}") from error


def last_fire(source: Source, now: datetime) -> datetime | None:
    """Return the newest instant up to now at which a source was due, within forty days."""
    cron = trigger(source)
    for span in _LOOK_BACK:
        fired: datetime | None = None
        moment: datetime | None = cron.get_next_fire_time(None, now - span)
        while moment is not None and moment <= now:
            fired = moment
            moment = cron.get_next_fire_time(moment, moment + timedelta(seconds=1))
        if fired is not None:
            return fired
    return None


def due_sources(
    sources: Iterable[Source], started: Mapping[str, datetime], now: datetime
) -> list[Source]:
    """Return the sources that were due and not visited since; `started` is the last visit."""
    due = []
    for source in sources:
        fired = last_fire(source, now)
        last = started.get(source.slug)
        if fired is not None and (last is None or last < fired):
            due.append(source)
    return due


def due_cadences(issued: Mapping[Cadence, date], now: datetime) -> list[Cadence]:
    """Return the cadences whose digest was due and did not go out; a week is caught up.

    `issued` is the day of the newest issue of each cadence. Nothing is due before 06:30, and
    on a Sunday or holiday not even what was missed before it.
    """
    today = local_date(now)
    if not is_working_day(today):
        return []
    if now.astimezone(BERLIN).time() < DIGEST_AT:
        today -= timedelta(days=1)
    due = []
    for cadence in Cadence:
        on = last_due(cadence, today)
        if today - on <= CATCH_UP and issued.get(cadence, date.min) < on:
            due.append(cadence)
    return due
