"""Desk world: a small country in which much is asked, read by the real pipeline.

The journeys of the desk's people walk through it, and the Handbuch's pictures are taken in it.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine, select

from crawlers.by_hand import BY_HAND
from crawlers.items import Contact, Given, Kind, RawEntry, digest
from crawlers.source import Level, Source, Trust
from db.accounts import Account
from db.actors import load_actors
from db.area_tree import load_area_tree
from db.crawls import CrawlRun, StoredEntry
from db.engine import make_engine, reading, writing
from db.local_date import local_date
from db.opportunities import Opportunity, Revision
from db.reviews import ReviewItem
from db.values import Values, from_json
from db.vocabulary import Cadence, ReviewState, Role
from notifier import outbox
from notifier.issue import Imprint
from notifier.mail.mailbox import Mailbox, running_mailbox
from notifier.mail.transport import transport_for
from notifier.selections.send import plan_selections
from notifier.weighing import Issue, Scales, weigh
from pipeline.reading.where.areas import Gazetteer
from pipeline.run import Rules, process
from pipeline.themes import load_topics
from tests.conftest import NOW, TODAY
from tests.databases import SqliteTemplate
from tests.notifier.samples import SENDER, add_subscriber
from tests.pipeline.test_settle import SOURCE
from tests.workplace import in_memory
from web.site import Site

CLERK = "mina.muster@servicestelle.example"
LAND = replace(SOURCE, slug="he_land", title="Förderseiten des Landes", expected=(1, 60))
REGION = replace(
    SOURCE,
    slug="he_region",
    title="LEADER-Region Vogelsberg",
    level=Level.REGION,
    area="leader:vogelsberg",
    trust=Trust.SECONDARY,
)
NEWS = replace(SOURCE, slug="he_news", title="Nachrichten aus den Dörfern", expected=(1, 60))
SOURCES = {one.slug: one for one in (LAND, REGION, NEWS, BY_HAND)}
MINISTRY = "Hessisches Ministerium für Landwirtschaft und Umwelt, Weinbau, Forsten, Jagd und Heimat"
ALIKE = 20
PATIENCE = 20.0  # seconds for a mail to arrive

FUNDED = (
    "Das Land fördert {what} in ländlichen Gemeinden.\n"
    "Antragsberechtigt sind Städte und Gemeinden in Hessen. "
    "Die Förderung beträgt bis zu 80 Prozent, höchstens {most} Euro je Vorhaben.\n"
)
CHARGED = "Ihr Projekt muss bis zum {day} abgerechnet sein."
YEARLESS = "Anträge sind bis zum {day} einzureichen."
VILLAGE = "Aufruf Dorfmitte"
VILLAGE_TEXT = (
    FUNDED.format(what="Dorfmitten", most="45.000")
    + "Anträge sind bis zum 31. März 2027 einzureichen.\n"
    "Abweichend davon gilt in diesem Jahr der 30. April 2027."
)


def entry(source: Source, key: str, title: str, body: str, **facts: Any) -> RawEntry:
    """Return an entry as a source's spider would."""
    stated: dict[str, Any] = {"kind": Kind.CALL, "published_on": TODAY}
    address = f"https://example.org/{source.slug}/{key}"
    return RawEntry(
        source=source.slug, key=key, url=address, title=title, body=body, **stated | facts
    )


def _charged(key: str, what: str, day: str) -> RawEntry:
    text = FUNDED.format(what=what, most="20.000") + CHARGED.format(day=day)
    return entry(LAND, key, f"Aufruf {what}", text)


def _yearless(key: str, what: str, day: str) -> RawEntry:
    text = FUNDED.format(what=what, most="15.000") + YEARLESS.format(day=day)
    return entry(LAND, key, f"Aufruf {what}", text, published_on=None)


def entries() -> list[RawEntry]:
    """Return all that the sources of this world say."""
    return [
        _charged("shops", "Dorfläden", "15. September 2027"),
        _charged("buses", "Bürgerbusse", "30. Juni 2027"),
        _charged("bikes", "Lastenräder", "31. Oktober 2027"),
        _charged("sheds", "Werkstätten", "15. November 2027"),
        _charged("barns", "Kulturscheunen", "1. Dezember 2027"),
        _yearless("benches", "Mitfahrbänke", "31. Januar"),
        _yearless("mills", "Mühlen", "15. Februar"),
        _yearless("clinics", "Gemeindeschwestern", "28. Februar"),
        entry(
            LAND,
            "village",
            VILLAGE,
            VILLAGE_TEXT,
            given=Given(
                funders=(MINISTRY,),
                contacts=(Contact(person="Frau Beispiel", email="dorf@example.org"),),
            ),
        ),
        entry(
            LAND,
            "school",
            "Ganztag auf dem Land",
            FUNDED.format(what="Ganztagsschulen", most="90.000")
            + CHARGED.format(day="31. August 2027"),
            given=Given(funders=("Hessisches Kultusministerium",)),
        ),
        entry(
            LAND,
            "racks",
            "Radabstellanlagen im ländlichen Raum",
            FUNDED.format(what="Radabstellanlagen", most="10.000"),
        ),
        entry(
            REGION,
            "racks",
            "Radabstellanlagen im ländlichen Raum 2027",
            FUNDED.format(what="Radabstellanlagen", most="10.000"),
        ),
        *(
            entry(
                NEWS,
                f"news-{number}",
                f"Neues aus dem Dorf, Folge {number}",
                f"Wir fördern Vereine mit bis zu {number * 100} Euro.",
                kind=Kind.NOTICE,
            )
            for number in range(1, ALIKE + 1)
        ),
    ]


@cache
def rules() -> Rules:
    """Return the rules as they are shipped, for the sources of this world; they are costly."""
    gazetteer = Gazetteer.of(load_area_tree(TODAY))
    return Rules(sources=SOURCES, topics=load_topics(), gazetteer=gazetteer, edition="one")


@dataclass(slots=True, kw_only=True)
class World:
    """The database of this world, its site, its mailbox, and what time it is there."""

    engine: Engine
    mailbox: Mailbox
    now: datetime = NOW

    @property
    def site(self) -> Site:
        """The site; its letters are sent at once, by the real way."""
        tree = rules().gazetteer.tree
        topics = {topic.id: topic.label for topic in rules().topics}
        imprint = Imprint(sender=SENDER, places=tree, sources=SOURCES, topics=topics)
        return Site(
            engine=self.engine,
            sources=SOURCES,
            area_label=lambda key: tree.label(key) if tree.knows(key) else key,
            areas=tree,
            concerned_by=tree.concerned_by,
            today=lambda: local_date(self.now),
            now=lambda: self.now,
            contact=("Servicestelle", "servicestelle@example.org"),
            base_url="http://landbote.example.org",
            sender=SENDER,
            send_letters=self.send,
            plan_selections=lambda: self._plan_selections(imprint),
            areas_named=lambda name: [(one.key, tree.label(one.key)) for one in tree.find(name)],
            places_named=tree.search,
            imprint=lambda: imprint,
            next_issue=lambda _cadence: NOW + timedelta(hours=2),
            rules=rules,
        )

    def crawl(self, *found: RawEntry) -> None:
        """Take in what sources say, and read it, as after a crawl."""
        with writing(self.engine) as session:
            for slug in sorted({one.source for one in found}):
                run = CrawlRun(source=slug, started_at=self.now, outcome="ok")
                session.add(run)
                session.flush()
                session.add_all(
                    _stored(one, run.id, self.now) for one in found if one.source == slug
                )
        process(self.engine, rules(), self.now)
        self.weigh()

    def weigh(self) -> None:
        """Weigh what is asked, as the service does."""
        scales = Scales(places=rules().gazetteer.tree, sources=SOURCES, actors=load_actors())
        coming = Issue(on=local_date(self.now), cadences=(Cadence.DAILY,))
        weigh(self.engine, scales, local_date(self.now), coming)

    def number(self, source: Source, key: str) -> int:
        """Return the number of an entry."""
        wanted = select(Opportunity.id).where(
            Opportunity.source == source.slug, Opportunity.key == key
        )
        with reading(self.engine) as session:
            return session.scalars(wanted).one()

    def values(self, number: int) -> Values:
        """Return what stands of an entry."""
        with reading(self.engine) as session:
            revision = session.get_one(Opportunity, number).revision_id
            return from_json(session.get_one(Revision, revision).content)

    def asked(self, number: int | None = None) -> list[ReviewItem]:
        """Return the open questions, of one entry or of all."""
        items = select(ReviewItem).where(ReviewItem.state == ReviewState.OPEN)
        if number is not None:
            items = items.where(ReviewItem.opportunity_id == number)
        with reading(self.engine) as session:
            found = list(session.scalars(items.order_by(ReviewItem.id)))
            session.expunge_all()
            return found

    def send(self) -> None:
        """Send what is due through a real mail server."""
        transport = transport_for(self.mailbox.url, SENDER.address)
        elsewhere(lambda: outbox.send(self.engine, transport, worker="w", clock=lambda: self.now))

    def _plan_selections(self, imprint: Imprint) -> None:
        """Write down the mails of what a regional manager released, as the service does."""
        assert plan_selections(self.engine, imprint, self.now) == ()

    def send_issue(self, on: date) -> None:
        """Plan the daily issue of a day, and send it."""
        imprint = self.site.imprint
        assert imprint is not None
        said = imprint()
        outbox.plan(
            self.engine,
            cadence=Cadence.DAILY,
            on=on,
            now=self.now,
            sender=said.sender,
            places=said.places,
            sources=said.sources,
            topics=said.topics,
        )
        self.send()

    def mail_to(self, recipient: str) -> str:
        """Return the text of the last mail that arrived at an address."""
        until = time.monotonic() + PATIENCE
        while not (found := [one for one in self.mailbox.mails() if one.recipient == recipient]):
            assert time.monotonic() < until, f"no mail to {recipient}"
            time.sleep(0.02)  # letters go after the answer to who asked for them
        last = found[-1]
        body = last.message.get_body(preferencelist=("plain",))
        assert body is not None
        return str(body.get_content())

    def link_for(self, recipient: str) -> str:
        """Return the path of the sign-in link in the last mail to an address."""
        found = re.search(r"https?://[^/\s]+(/anmelden/link/\S+)", self.mail_to(recipient))
        assert found is not None
        return found[1]


def elsewhere(deed: Callable[[], object]) -> None:
    """Do something in a thread: where Chromium runs, no other loop of asyncio can."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            deed()
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]


@contextmanager
def furnished(folder: Path) -> Iterator[World]:
    """Furnish the world in a folder: a clerk, two readers, all that was crawled, and a mailbox."""
    path = folder / "landbote.db"
    path.write_bytes(_furniture())
    engine = make_engine(f"sqlite:///{path}")
    with running_mailbox(folder / "mailbox") as mailbox:
        yield World(engine=engine, mailbox=mailbox)
    engine.dispose()


# Reading all that was crawled takes seconds, and every journey begins with the same.
@cache
def _furniture() -> bytes:
    with TemporaryDirectory(dir=in_memory()) as name:
        folder = Path(name)
        with (
            SqliteTemplate(folder).database(folder) as url,
            running_mailbox(folder / "mailbox") as mailbox,
        ):
            engine = make_engine(url)
            with writing(engine) as session:
                clerk = Account(address=CLERK, name="Mina Muster", role=Role.STAFF, created_at=NOW)
                session.add(clerk)
            for number in (1, 2):
                add_subscriber(engine, number, subscription={"topics": []})
            World(engine=engine, mailbox=mailbox).crawl(*entries())
            engine.dispose()
        return (folder / "landbote.db").read_bytes()


def _stored(one: RawEntry, run_id: int, now: datetime) -> StoredEntry:
    payload = one.to_json()
    return StoredEntry(
        source=one.source,
        key=one.key,
        digest=digest(payload),
        payload=payload,
        shape=one.shape(),
        run_id=run_id,
        taken_at=now,
    )
