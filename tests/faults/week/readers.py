"""Readers: forty people and offices who sign up before, in and after the days of the week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.vocabulary import Cadence
from tests.faults.week.pages import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Somebody who wants to hear of some things; no topics means: of all."""

    name: str
    area: str
    applicant: str
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekReader:
    """One subscription, by whom, how often, and since when."""

    number: int
    who: Who
    cadence: Cadence
    joins_at: datetime

    @property
    def address(self) -> str:
        """Where the mails go."""
        return f"leser{self.number:02}@example.org"

    @property
    def line(self) -> str:
        """The reader in one line of the transcript."""
        often = "täglich" if self.cadence is Cadence.DAILY else "wöchentlich"
        return f"{self.number:02} {self.who.name}, {often}, seit {self.joins_at:%d.%m. %H:%M}"


PEOPLE = (
    Who(name="Gemeinde Grebenhain", area="06535007", applicant="municipality"),
    Who(name="Verein in Grebenhain (Kultur)", area="06535007", applicant="association",
        topic="kultur"),
    Who(name="Vogelsbergkreis", area="06535", applicant="district"),
    Who(name="LEADER-Region Vogelsberg", area="leader:vogelsberg", applicant=""),
    Who(name="Gemeinde Hosenfeld", area="06631014", applicant="municipality"),
    Who(name="Verein in Hosenfeld", area="06631014", applicant="association"),
    Who(name="Landkreis Fulda (Digitales)", area="06631", applicant="district", topic="digital"),
    Who(name="Musikerin in Grebenhain", area="06535007", applicant="individual"),
    Who(name="Gemeinde Aurach in Bayern", area="09571113", applicant="municipality"),
    Who(name="Gemeinde Hosenfeld (Kultur)", area="06631014", applicant="municipality",
        topic="kultur"),
)  # fmt: skip
FIRST_DAY = moment(21, 6)
LATE_DAILY = (
    moment(21, 12), moment(22, 6), moment(23, 6), moment(23, 12), moment(24, 6),
    moment(24, 12), moment(25, 12), moment(26, 9), moment(28, 6), moment(28, 12),
)  # fmt: skip
LATE_WEEKLY = (
    moment(21, 12), moment(22, 6), moment(23, 6), moment(24, 12), moment(25, 9),
    moment(26, 9), moment(27, 20), moment(28, 6), moment(28, 12), moment(29, 12),
)  # fmt: skip


def readers() -> tuple[WeekReader, ...]:
    """Everybody: each daily and weekly from the first day on, and each of these late."""
    wanted = [
        *((who, Cadence.DAILY, FIRST_DAY) for who in PEOPLE),
        *((who, Cadence.WEEKLY, FIRST_DAY) for who in PEOPLE),
        *((who, Cadence.DAILY, at) for who, at in zip(PEOPLE, LATE_DAILY, strict=True)),
        *((who, Cadence.WEEKLY, at) for who, at in zip(PEOPLE, LATE_WEEKLY, strict=True)),
    ]
    return tuple(
        WeekReader(number=number, who=who, cadence=cadence, joins_at=at)
        for number, (who, cadence, at) in enumerate(wanted, start=1)
    )
