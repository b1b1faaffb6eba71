"""Schedule: what is due at an instant. Pure; the service only asks and acts."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from apscheduler.triggers.cron import CronTrigger

from crawlers.source import Source
from db.vocabulary import SET_ASIDE_RUNS, UNFINISHED_RUNS, Cadence, RunOutcome
from landbote.clock import BERLIN, local_date
from landbote.working_days import is_working_day, last_due

DIGEST_AT = time(6, 30)
FINDINGS_AT = time(7, 0)
# A visit that came to no end is tried again soon, then ever later.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (20, 40, 80, 160, 320, 640))
# One that was not believed may have met a page under repair.
LOOK_AGAIN = timedelta(days=1)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LastVisit:
    """When a source was last visited, how that ended, and how many tries in a row were in vain."""

    started_at: datetime
    ended_at: datetime | None = None
    outcome: RunOutcome = RunOutcome.OK
    tries: int = 0

    def again_at(self) -> datetime | None:
        """Return when to try again beside the timetable; None where nothing calls for it."""
        if self.ended_at is None:
            return None
        if self.outcome in UNFINISHED_RUNS:
            return self.ended_at + PAUSES[min(self.tries, len(PAUSES)) - 1]
        return self.ended_at + LOOK_AGAIN if self.outcome in SET_ASIDE_RUNS else None


def due_sources(
    sources: Iterable[Source],
    visits: Mapping[str, LastVisit],
    now: datetime,
    paused: Container[str] = (),
) -> list[Source]:
    """Return the sources that were due and not visited since, and those to be tried again.

    One that staff paused is never due, nor one that nobody visits.
    """
    due = []
    for source in sources:
        if source.slug in paused or not source.visited:
            continue
        fired = last_fire(source, now)
        last = visits.get(source.slug)
        again = last.again_at() if last else None
        missed = fired is not None and (last is None or last.started_at < fired)
        if missed or (again is not None and again <= now):
            due.append(source)
    return due


def findings_are_due(now: datetime) -> bool:
    """Whether staff are to hear by now what is wrong: on a working day from seven o'clock."""
    local = now.astimezone(BERLIN)
    return is_working_day(local.date()) and local.time() >= FINDINGS_AT


def due_cadences(issued: Mapping[Cadence, date], now: datetime) -> list[Cadence]:
    """Return the cadences whose digest was due and did not go out; a week is caught up.

    `issued` is the day of the newest issue of each cadence. Nothing is due before 06:30, nor on
    a Sunday or holiday: what was missed goes out with what the night has brought, and an issue
    that came earlier would take the day's place.
    """
    today = local_date(now)
    if not is_working_day(today) or now.astimezone(BERLIN).time() < DIGEST_AT:
        return []
    due = []
    for cadence in Cadence:
        on = last_due(cadence, today)
        if today - on <= CATCH_UP and issued.get(cadence, date.min) < on:
            due.append(cadence)
    return due


def next_issue_at(cadence: Cadence, issued: Mapping[Cadence, date], now: datetime) -> datetime:
    """Return when the next issue of a cadence is planned; `now` where that is due already."""
    moment = now
    while cadence not in due_cadences(issued, moment):
        at_half_past = datetime.combine(local_date(moment), DIGEST_AT, BERLIN)
        later = at_half_past + timedelta(days=1) if moment >= at_half_past else at_half_past
        moment = later.astimezone(now.tzinfo)
    return moment
