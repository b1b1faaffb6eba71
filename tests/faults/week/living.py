"""Living: the real service, tick by tick, through a week whose pages and readers are set."""

from __future__ import annotations

import email
import os
import re
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from functools import cached_property
from pathlib import Path

from sqlalchemy import Engine, select

from crawlers.source import Source
from db.engine import writing
from db.opportunities import Opportunity
from landbote.application import Application
from landbote.service import Service
from landbote.settings import Settings
from notifier.subscribing.orders import Order, checked, enter
from pipeline.desk import visibility
from tests.faults.dying import start_child
from tests.faults.week.pages import SMART, SOURCES, VOGELSBERG, WEEK, lay_out, moment
from tests.faults.week.readers import WeekReader
from tests.forks import forked

DAYS, BEGIN = range(21, 30), moment(21)
TICKS = ((5, 0), (6, 10), (6, 15), (6, 30), (6, 40), (7, 0), (9, 0), (23, 0))
DIES_AT, WITHDRAWN_AT, WITHDRAWN = moment(23, 6, 10), moment(28, 5), "Klangweite"


# When the week's sources are visited: before and after its ticks, whatever their slugs say.
HOURS = {SMART: "35 5 * * *", VOGELSBERG: "45 4 * * *"}


class Installation(Application):
    """A fresh installation that knows four sources, each as small as its sample."""

    @cached_property
    def _shipped(self) -> Mapping[str, Source]:
        few = super()._shipped
        return {
            slug: replace(few[slug], expected=(1, 60), cron=HOURS.get(slug, few[slug].cron))
            for slug in SOURCES
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thing in a mail: its title, and the lines that say what is different."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail as its reader sees it."""

    on: datetime
    recipient: str
    subject: str
    text: str

    @property
    def cards(self) -> tuple[Card, ...]:
        """What it tells, in its order."""
        return tuple(_cards(self.text))


@dataclass
class Week:
    """One installation, its pages, its readers and a clock that is set."""

    engine: Engine
    folder: Path
    readers: Sequence[WeekReader]
    days: Sequence[int] = DAYS
    now: datetime = BEGIN
    said: list[tuple[datetime, str]] = field(default_factory=list)
    mails: list[Mail] = field(default_factory=list)

    def live(self) -> None:
        """Live from the first day to the last."""
        lay_out(self.pages)
        turns, joining = list(WEEK), sorted(self.readers, key=lambda one: one.joins_at)
        service = self.service(self.engine)
        for at in ticks(self.days):
            self.now = at
            while turns and turns[0].at <= at:
                turns.pop(0).act(self.pages)
            while joining and joining[0].joins_at <= at:
                self._join(service.app, joining.pop(0))
            if at == WITHDRAWN_AT:
                self._withdraw()
            if at == DIES_AT:
                self._die()
                service = self.service(self.engine)  # it starts anew
            elif at == DIES_AT + timedelta(minutes=5):
                service.start()
            else:
                service.catch_up()
            self._collect()

    @property
    def pages(self) -> Path:
        """The folder of the pages as they stand."""
        return self.folder / "pages"

    def service(self, engine: Engine) -> Service:
        """Return the service as it is started, by this clock and with these pages."""
        settings = Settings(
            data_folder=self.folder,
            smtp_url=f"folder://{self.folder / 'mails'}",
            secret="a secret for tests only",
        )
        app = Installation(
            settings=settings,
            clock=lambda: self.now,
            engine=engine,
            program=(*forked("tests.faults.week.run"), str(self.pages)),
        )
        return Service(app=app, say=lambda line: self.said.append((self.now, line)))

    def _join(self, app: Application, reader: WeekReader) -> None:
        who = reader.who
        order = Order(
            email=reader.address,
            name=who.name,
            area=who.area,
            topics=(who.topic,) if who.topic else (),
            applicants=(who.applicant,) if who.applicant else (),
            cadence=reader.cadence,
            consent="Anmeldung per Formular",
        )
        with writing(self.engine) as session:
            order = checked(order, app.areas, [topic.id for topic in app.topics])
            assert enter(session, order, reader.joins_at)

    def _withdraw(self) -> None:
        with writing(self.engine) as session:
            one = session.scalars(select(Opportunity).where(Opportunity.title == WITHDRAWN)).one()
            visibility.withdraw(session, one.id, "Servicestelle", self.now)

    def _die(self) -> None:
        """Let the service be killed in mid-crawl, as by a power cut: the crawl goes with it."""

        def work(engine: Engine, _step: Callable[[], None]) -> None:
            self.service(engine).catch_up()

        child = start_child(str(self.engine.url), work)
        stalled = self.pages / "stalled"
        while not stalled.exists():
            assert os.waitpid(child, os.WNOHANG) == (0, 0), "it ended before its crawl did"
            time.sleep(0.02)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.kill(int(stalled.read_text()), signal.SIGKILL)
        (self.pages / "stall").unlink()

    def _collect(self) -> None:
        folder = self.folder / "mails"
        for path in sorted(folder.rglob("*.eml")) if folder.exists() else ():
            message = email.message_from_bytes(path.read_bytes(), policy=default)
            assert isinstance(message, EmailMessage)
            body = message.get_body(preferencelist=("plain",))
            assert body is not None
            mail = Mail(
                on=self.now,
                recipient=str(message["To"]),
                subject=str(message["Subject"]),
                text=str(body.get_content()),
            )
            self.mails.append(mail)
            path.unlink()


def ticks(days: Sequence[int]) -> Iterator[datetime]:
    """Yield every instant at which the service looks what is due."""
    for day in days:
        for hour, minute in TICKS:
            yield moment(day, hour, minute)


def _cards(text: str) -> Iterator[Card]:
    for part in re.split(r"^\* ", text.partition("\nAnsprechpartner")[0], flags=re.MULTILINE)[1:]:
        title, rest = re.split(r"\n  (?=https?:)", part, maxsplit=1)
        said = re.findall(r"^  ! (.*(?:\n    .*)*)", rest, re.MULTILINE)
        yield Card(title=_one_line(title), lines=tuple(map(_one_line, said)))


def _one_line(text: str) -> str:
    return " ".join(text.split())
