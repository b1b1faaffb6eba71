"""Way: from sample pages to real mail, each step the one that `landbote run` takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from crawlers.source import Source
from db.engine import reading, writing
from db.queries.listing import open_questions
from db.vocabulary import Cadence, RunOutcome
from landbote import jobs
from landbote.application import Application
from landbote.crawling.finish import CrawlResult
from landbote.crawling.spawn import ROOT
from landbote.demo.subscribers import SUBSCRIBERS
from landbote.progress import progress
from notifier.mail.mailbox import FiledMail, running_mailbox
from notifier.subscribing import orders

SAMPLES = ROOT / "crawlers" / "samples"
# One source is visited a second time, after its page was rebuilt: what then?
REBUILT = Path(__file__).resolve().parent / "pages"
REBUILT_SOURCE = "he_smarte_region"


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


def go_the_way(app: Application, console: Console, samples: Path = SAMPLES) -> DemoResult:
    """Crawl, process, subscribe, plan and send; every step is the one that `run` takes."""
    chosen = _sampled(app, samples)
    console.print("Die Demo geht den ganzen Weg einmal, ohne Netz. Das dauert etwa eine Minute.")
    console.print(f"1 von 4: {len(chosen)} Quellen aus mitgelieferten Musterseiten abrufen.")
    crawls = tuple(_crawl(app, console, chosen, samples))
    console.print(f"Dazu {REBUILT_SOURCE} ein zweites Mal, mit einer absichtlich umgebauten Seite.")
    (rebuilt,) = jobs.crawl_sources(app, [app.sources[REBUILT_SOURCE]], replay=REBUILT)
    console.print("2 von 4: Einträge lesen und vergleichen.")
    with progress(console, "Lesen und vergleichen") as step:
        jobs.process(app, step)
    topics = [topic.id for topic in app.topics]
    with writing(app.engine) as session:
        for order in SUBSCRIBERS:
            checked = orders.checked(order, app.areas, topics)
            orders.enter(session, checked, app.clock())
    jobs.weigh_questions(app)
    console.print(f"3 von 4: Mails für {len(SUBSCRIBERS)} Abonnements zusammenstellen.")
    with progress(console, "Mails zusammenstellen", 1):
        for cadence in (Cadence.DAILY, Cadence.WEEKLY):
            jobs.plan_digest(app, cadence, app.today, due=False)
    console.print("4 von 4: Mails an einen eigenen Mailserver versenden.")
    with running_mailbox(app.settings.data_folder / "mails") as mailbox:
        with progress(console, "Mails versenden", 1):
            jobs.send_mails(app, mailbox.url)
        mails = tuple(mailbox.mails())
    with reading(app.engine) as session:
        asked = open_questions(session)
        return DemoResult(crawls=crawls, rebuilt=rebuilt, questions=asked, mails=mails)


def _sampled(app: Application, samples: Path) -> list[Source]:
    """Return the sources with samples; a region without is read like the one that has them."""
    return [s for s in app.sources.values() if (samples / s.slug / "pages.toml").exists()]


def _crawl(
    app: Application, console: Console, chosen: list[Source], samples: Path
) -> Iterator[CrawlResult]:
    with progress(console, "Quellen abrufen", len(chosen)) as step:
        results = jobs.crawl_sources(app, chosen, replay=samples)
        for done, result in enumerate(results, start=1):
            step(done, len(chosen))
            yield result
