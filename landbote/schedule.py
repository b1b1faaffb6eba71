"""Schedule: what is due at an instant. Pure; the service only asks and acts."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from apscheduler.triggers.cron import CronTrigger

from crawlers.source import Source
from db.rhythm import REGULAR, Rhythm, due_day
from db.vocabulary import SET_ASIDE_RUNS, UNFINISHED_RUNS, Cadence, RunOutcome
from db.working_days import is_working_day
from landbote.clock import BERLIN, local_date

DIGEST_AT = time(6, 30)
FINDINGS_AT = time(7, 0)
# A visit that came to no end is tried again soon, then ever later.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (20, 40, 80, 160, 320, 640))
# One that was not believed may have met a page under repair.
LOOK_AGAIN = timedelta(days=1)
AT_ONCE = Cadence.AT_ONCE
AT_ONCE_HOURS = range(7, 19)
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
        if last and last.started_at > now + LOOK_AGAIN:
            last = None  # it was made by a clock that was wrong
        again = last.again_at() if last else None
        missed = fired is not None and (last is None or last.started_at < fired)
        if missed or (again is not None and again <= now):
            due.append(source)
    return due


def findings_are_due(now: datetime) -> bool:
    """Whether staff are to hear by now what is wrong: on a working day from seven o'clock."""
    local = now.astimezone(BERLIN)
    return is_working_day(local.date()) and local.time() >= FINDINGS_AT


@dataclass(frozen=True, slots=True, kw_only=True)
class Plans:
    """What is known of issues around now: who asks when, and what was planned already.

    `rhythms` are those of all subscriptions, each with the day of its first one; `issued` the
    days of the finished issues. `at_once_hour` is the last hour of today at which an issue went
    out at once, and `moved` whether anything moved since then that could be told.
    """

    rhythms: Sequence[tuple[Rhythm, date]] = ()
    issued: Mapping[Cadence, frozenset[date]] = field(default_factory=dict)
    at_once_hour: int | None = None
    moved: bool = True

    def of(self, cadence: Cadence) -> Sequence[tuple[Rhythm, date]]:
        """Return the rhythms of a cadence; where nobody has it, the usual one."""
        found = [one for one in self.rhythms if one[0].cadence is cadence]
        return found or [(Rhythm(cadence=cadence), date.min)]


def due_cadences(plans: Plans, now: datetime) -> list[Cadence]:
    """Return the cadences whose digest somebody waits for and that did not go out.

    A week is caught up. Nothing is due before 06:30, nor on a day off: what was missed goes out
    with what the night has brought, and an issue that came earlier would take the day's place.
    What goes out at once is due at the hours from seven to eighteen, if somebody asks for it and
    anything moved.
    """
    local = now.astimezone(BERLIN)
    due = due_on(local.date(), plans) if local.time() >= DIGEST_AT else []
    hour = local.hour
    if hour in AT_ONCE_HOURS and plans.moved and (plans.at_once_hour or -1) < hour:
        today = local.date()
        if any(
            is_working_day(today, one.land) for one, _ in plans.rhythms if one.cadence is AT_ONCE
        ):
            due.append(AT_ONCE)
    return due


def due_on(today: date, plans: Plans) -> list[Cadence]:
    """Return the cadences with an issue of their own day that somebody waits for."""
    return [one for one in REGULAR if _is_due(one, today, plans)]


def _is_due(cadence: Cadence, today: date, plans: Plans) -> bool:
    issued = plans.issued.get(cadence, frozenset())
    if today in issued:
        return False
    return any(due_day(one, today, issued, since) for one, since in plans.of(cadence))


def next_issue_at(cadence: Cadence, plans: Plans, now: datetime) -> datetime:
    """Return when the next issue of a cadence is planned; `now` where that is due already.

    Of what goes out at once it is the next hour, whether anything moves until then or not.
    """
    plans, moment = replace(plans, moved=True), now
    if cadence is AT_ONCE and not any(one.cadence is AT_ONCE for one, _ in plans.rhythms):
        plans = replace(plans, rhythms=[(Rhythm(cadence=AT_ONCE), date.min)])
    while cadence not in due_cadences(plans, moment):
        moment = _next_start(cadence, moment).astimezone(now.tzinfo)
        if local_date(moment) != local_date(now):
            plans = replace(plans, at_once_hour=None)
    return moment


def _next_start(cadence: Cadence, moment: datetime) -> datetime:
    """Return the next instant at which an issue of a cadence may begin."""
    local = moment.astimezone(BERLIN)
    starts = [time(hour) for hour in AT_ONCE_HOURS] if cadence is AT_ONCE else [DIGEST_AT]
    for start in starts:
        if local.time() < start:
            return datetime.combine(local.date(), start, BERLIN)
    return datetime.combine(local.date() + timedelta(days=1), starts[0], BERLIN)
