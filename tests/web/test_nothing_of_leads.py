"""Nothing of leads: what a source of hints tells is seen at the desk, and by nobody else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from email import message_from_bytes, policy
from urllib.parse import quote

import pytest
from sqlalchemy import Engine, select
from starlette.testclient import TestClient

from crawlers.items import Kind, RawEntry
from crawlers.source import Source
from db.change_log import note_changes
from db.crawls import CrawlRun, StoredEntry
from db.deliveries import Delivery
from db.engine import reading, writing
from db.vocabulary import Cadence, Role
from notifier import outbox
from pipeline import run as pipeline
from pipeline.leads import hold_back, look_for_leads
from pipeline.reading.where.areas import Gazetteer
from pipeline.run import Rules
from pipeline.themes import load_topics
from tests.conftest import NOW, TODAY
from tests.notifier.samples import SENDER, STATE, TREE, add_subscriber
from tests.web.api.asking import program
from tests.web.signing_in import signed_in
from tests.web.test_doors import API, OPEN, site
from tests.web.test_every_shape import EVERYWHERE

DAY = timedelta(days=1)
WORD = "Unterschlupf"
TITLE = f"{WORD}: Zuschüsse für Vereine jetzt beantragen"
TEXT = (
    f"Für den {WORD} im Dorf gibt es bis zu 5.000 Euro. Vereine und Gemeinden können bis zum "
    "15. Februar 2027 Anträge stellen."
)
TOWN = replace(STATE, slug="mun_antrifttal", title="Antrifttal: Meldungen", area="06535002")
TOPICS = load_topics()
# The description of the interface is made of its shapes alone, and takes long.
PATHS = {path for method, path in (*OPEN, *API) if method == "GET"} | {*EVERYWHERE}
PATHS -= {"/api/v1/openapi.json"}
SOME = ("/", "/foerderungen", "/api/v1/foerderungen", "/foerderungen.atom", "/foerderungen.ics")


@dataclass(frozen=True, kw_only=True)
class Town:
    """A town whose news are hints, or entries, and all that a stranger can ask for."""

    engine: Engine

    def sources(self, *, leads: bool) -> Mapping[str, Source]:
        """The sources that there are."""
        return {one.slug: one for one in (STATE, replace(TOWN, leads=leads))}

    def process(self, *, leads: bool) -> None:
        """Do once what the service does with what was brought, as of a new edition of rules."""
        sources = self.sources(leads=leads)
        rules = Rules(
            sources=sources,
            topics=TOPICS,
            gazetteer=Gazetteer.of(TREE),
            edition=f"leads {leads}",
            compares_as="one",
        )
        hold_back(self.engine, sources, NOW)
        pipeline.process(self.engine, rules, NOW)
        note_changes(self.engine, NOW)
        look_for_leads(self.engine, sources, lambda: rules, NOW)

    def told(self, paths: Collection[str], *, leads: bool) -> set[str]:
        """Where a stranger, or a program that reads the metrics, finds the word."""
        here = program(self.engine, sources=self.sources(leads=leads), metrics_token="t")
        return {path for path in paths if WORD in _answer(here, path)}

    def mailed(self, on: int, *, leads: bool) -> bool:
        """Whether the issue of a day tells the reader of the word."""
        outbox.plan(
            self.engine,
            cadence=Cadence.DAILY,
            on=TODAY + on * DAY,
            now=NOW + on * DAY,
            sender=SENDER,
            places=TREE,
            sources=self.sources(leads=leads),
            topics={topic.id: topic.label for topic in TOPICS},
            due=True,
        )
        with reading(self.engine) as session:
            of_day = session.scalars(select(Delivery.message).order_by(Delivery.id)).all()
        mails = [message_from_bytes(one, policy=policy.default) for one in of_day]
        parts = [part for mail in mails for part in mail.walk()]
        return any(
            WORD in one.get_content() for one in parts if one.get_content_maintype() == "text"
        )


def _answer(here: TestClient, path: str) -> str:
    """What is answered, without what was asked: that is said again."""
    answer = here.get(path, headers={"Authorization": "Bearer t"})
    assert answer.status_code != 500, path
    text = answer.text
    for asked in (path.rpartition("suche=")[2],) if "suche=" in path else ():
        text = text.replace(asked, "").replace(quote(asked), "")
    return text


@pytest.fixture
def town(engine: Engine) -> Town:
    """A town that tells of a call, and a reader whom it would concern."""
    topics = [topic.id for topic in TOPICS]
    add_subscriber(engine, 1, subscription={"area": "06535002", "topics": topics})
    raw = RawEntry(
        source=TOWN.slug,
        key="/1",
        url=f"https://antrifttal.example.org/{WORD}",
        kind=Kind.CALL,
        title=TITLE,
        summary=TEXT,
        body=TEXT,
        published_on=TODAY - DAY,
    )
    text = raw.to_json()
    with writing(engine) as session:
        run = CrawlRun(source=TOWN.slug, started_at=NOW, outcome="ok")
        session.add(run)
        session.flush()
        facts = {"source": TOWN.slug, "key": "/1", "run_id": run.id, "taken_at": NOW}
        session.add(StoredEntry(digest="1", payload=text, **facts))
    return Town(engine=engine)


def test_only_the_desk_sees_what_a_source_of_leads_tells(engine: Engine, town: Town) -> None:
    """In pages, interfaces, feeds, files, search, metrics and mails there is nothing of it.

    The same source as one of entries shows that it would be seen; once it gives leads again, all
    is gone at the next run, at every door.
    """
    town.process(leads=True)
    assert town.told(SOME, leads=True) == set() and not town.mailed(0, leads=True)
    desk = signed_in(site(engine), Role.STAFF)
    assert WORD in desk.get("/hinweise").text
    town.process(leads=False)
    assert town.told(SOME, leads=False) == {*SOME} and town.mailed(1, leads=False)
    town.process(leads=True)
    assert town.told(PATHS, leads=True) == set()
