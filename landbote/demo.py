"""Demo: the whole way once, with no network: sample pages, three subscribers, real mail."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from db.engine import reading, writing
from db.labels import OUTCOMES
from db.queries.listing import deliveries, open_questions
from db.vocabulary import Cadence, RunOutcome
from landbote import jobs, subscriptions
from landbote.application import Application, start
from landbote.crawling.finish import CrawlResult
from landbote.crawling.spawn import ROOT
from landbote.progress import progress
from landbote.settings import Settings
from landbote.subscriptions import Order
from landbote.webserver import serve_pages, site_of
from notifier.mail.mailbox import FiledMail, running_mailbox

# A working Monday on which the sample pages make sense; the demo must not rot with the calendar.
DEMO_DAY = date(2026, 11, 23)
SAMPLES = ROOT / "crawlers" / "samples"
# One source is visited a second time, after its page was rebuilt: what then?
REBUILT = ROOT / "landbote" / "demo_pages"
REBUILT_SOURCE = "he_smarte_region"
MARK = ".landbote-demo"

SUBSCRIBERS = (
    Order(
        email="rathaus@grebenhain.example.org",
        name="Gemeinde Grebenhain",
        area="06535007",
        topics=("gestaltung", "mobilitaet", "zusammenhalt", "klima-energie", "kommunal"),
        applicants=("municipality",),
        cadence=Cadence.WEEKLY,
    ),
    Order(
        email="regionalmanagement@leader-vogelsberg.example.org",
        name="LEADER-Region Vogelsberg",
        area="leader:vogelsberg",
        topics=("gestaltung", "wirtschaft-arbeit", "kultur", "tourismus", "landschaft-ernaehrung"),
        cadence=Cadence.WEEKLY,
    ),
    Order(
        email="foerderstelle@fulda.example.org",
        name="Landkreis Fulda",
        area="06631",
        topics=("digital", "gesundheit", "familie-bildung", "mobilitaet", "klima-energie"),
        applicants=("district", "municipality"),
        cadence=Cadence.DAILY,
    ),
)


class DemoFolderError(FileExistsError):
    """The demo's folder holds something that is not a demo's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoResult:
    """What the demo did, for the summary and for its test."""

    crawls: tuple[CrawlResult, ...]
    rebuilt: CrawlResult  # the second visit to the source whose page was rebuilt
    questions: dict[str, int]
    mails: tuple[FiledMail, ...]

    @property
    def good(self) -> bool:
        """Whether every source was read, the rebuilt one refused, and everybody got a mail."""
        read = all(crawl.good for crawl in self.crawls)
        refused = self.rebuilt.outcome is RunOutcome.BROKEN
        return read and refused and len(self.mails) == len(SUBSCRIBERS)


def run_demo(console: Console, folder: Path, *, once: bool, port: int) -> int:
    """Run the demo in a folder of its own; return the exit code."""
    app = open_demo(folder, port)
    result = go_the_way(app, console)
    summarise(console, app, result)
    if not once:
        site = site_of(app, desk_open=True)
        serve_pages(site, "127.0.0.1", port, lambda url: invite(console, url))
    return 0 if result.good else 1


def open_demo(folder: Path, port: int) -> Application:
    """Start afresh in a folder; one with something else in it is left alone."""
    if folder.exists():
        if any(folder.iterdir()) and not (folder / MARK).exists():
            raise DemoFolderError(f"der Ordner {folder} ist nicht leer und kein Demo-Ordner")
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / MARK).touch()
    settings = Settings(
        data_folder=folder,
        database_url=f"sqlite:///{folder.resolve() / 'landbote.db'}",
        base_url=f"http://127.0.0.1:{port}",
    )
    return start(settings, DEMO_DAY)


def go_the_way(app: Application, console: Console) -> DemoResult:
    """Crawl, process, subscribe, plan and send; every step is the one that `run` takes."""
    crawls = tuple(_crawl(app, console))
    (rebuilt,) = jobs.crawl_sources(app, [app.sources[REBUILT_SOURCE]], replay=REBUILT)
    with progress(console, "Lesen und vergleichen") as step:
        jobs.process(app, step)
    topics = [topic.id for topic in app.topics]
    with writing(app.engine) as session:
        for order in SUBSCRIBERS:
            checked = subscriptions.checked(order, app.areas, topics)
            subscriptions.enter(session, checked, app.clock())
    with progress(console, "Mails zusammenstellen", 1):
        for cadence in (Cadence.DAILY, Cadence.WEEKLY):
            jobs.plan_digest(app, cadence, app.today)
    with running_mailbox(app.settings.data_folder / "mails") as mailbox:
        with progress(console, "Mails versenden", 1):
            jobs.send_mails(app, mailbox.url)
        mails = tuple(mailbox.mails())
    with reading(app.engine) as session:
        asked = open_questions(session)
        return DemoResult(crawls=crawls, rebuilt=rebuilt, questions=asked, mails=mails)


def _crawl(app: Application, console: Console) -> Iterator[CrawlResult]:
    # A region without a sample of its own is read like the one that has it.
    chosen = [s for s in app.sources.values() if (SAMPLES / s.slug / "pages.toml").exists()]
    with progress(console, "Quellen abrufen", len(chosen)) as step:
        results = jobs.crawl_sources(app, chosen, replay=SAMPLES)
        for done, result in enumerate(results, start=1):
            step(done, len(chosen))
            yield result


def summarise(console: Console, app: Application, result: DemoResult) -> None:
    """Print what was read from each source, and what lies in whose mailbox."""
    sources = Table(title="Quellen", title_justify="left")
    for heading in ("Quelle", "Ergebnis"):
        sources.add_column(heading)
    for heading in ("Seiten", "Einträge", "neu", "Fragen"):
        sources.add_column(heading, justify="right")
    for crawl in (*result.crawls, result.rebuilt):
        counts = (crawl.pages, crawl.entries, crawl.new, result.questions.get(crawl.source, 0))
        sources.add_row(crawl.source, OUTCOMES[crawl.outcome], *map(str, counts))
    console.print(sources)
    console.print(f"{result.rebuilt.source}: {result.rebuilt.reason}", markup=False)
    with reading(app.engine) as session:
        items = {mail.recipient: mail.item_count for mail in deliveries(session)}
    mails = Table(title="Mails", title_justify="left")
    for heading in ("An", "Betreff", "Einträge", "Datei"):
        mails.add_column(heading, overflow="fold")
    for mail in result.mails:
        subject = str(mail.message["Subject"])
        count = str(items.get(mail.recipient, 0))
        mails.add_row(mail.recipient, Text(subject), count, str(mail.path))
    console.print(mails)


def invite(console: Console, url: str) -> None:
    """Print the addresses to look at."""
    console.print(f"Übersicht:     {url}/")
    console.print(f"Mails:         {url}/post")
    console.print(f"Förderungen:   {url}/foerderungen")
    console.print("Beenden mit Strg+C.")
