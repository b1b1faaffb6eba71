"""Source: what we know of a publisher before the first visit. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Who funds: the administrative level."""

    EU = "eu"
    FEDERAL = "federal"
    STATE = "state"
    REGION = "region"


class Trust(StrEnum):
    """How near a source is to the funder; a lower tier never overwrites a higher one."""

    PRIMARY = "primary"  # the funder itself
    RELAY = "relay"  # quotes the funder
    SECONDARY = "secondary"  # paraphrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The facts of one source, declared beside its spider.

    `area` is an area key: eu, de, an AGS prefix such as 06, or leader:<slug>. `cron` has
    five fields in Europe/Berlin local time, never between 02:00 and 03:00; a source without it
    is never visited, its entries are written by hand. `expected` is
    the plausible number of entries of a complete run, both ends included. `complete` says
    that a run lists all that the publisher still offers: in a feed or a press list entries
    fall off the end with age, so that their absence says nothing at all.
    `takes_applications` says that whoever publishes it is the body to which the application
    for what it lists goes: what it says of deadline and sum comes before all others.
    `funds` says that what names no funder is the publisher's own: untrue of a bank or portal
    that acts for others. `leads` says that what it finds are hints to staff and never entries.
    `evidence` says, in German and on one line, how its address is known.
    """

    slug: str
    title: str  # German, as staff and subscribers read it
    publisher: str
    homepage: str
    level: Level
    area: str
    trust: Trust
    cron: str
    expected: tuple[int, int]
    licence: str  # the line shown with every entry of this source
    complete: bool = True
    takes_applications: bool = False
    funds: bool = True
    leads: bool = False
    evidence: str = ""

    def __post_init__(self) -> None:
        low, high = self.expected
        if not 0 <= low <= high:
            raise ValueError(f"source {self.slug}: expected range {self.expected} is not a range")
        if self.visited and len(self.cron.split()) != 5:
            raise ValueError(f"source {self.slug}: cron {self.cron!r} needs five fields")

    @property
    def visited(self) -> bool:
        """Whether anybody goes there: it has a timetable."""
        return bool(self.cron)

    @property
    def visit_days(self) -> int:
        """How many days lie between two visits at the most; 0 where nobody ever goes there."""
        if not self.visited:
            return 0
        _minute, _hour, day, _month, weekday = self.cron.split()
        if day != "*":
            return 31
        return 1 if weekday == "*" else 7
