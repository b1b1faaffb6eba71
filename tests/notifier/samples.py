"""Samples: a small country, a few sources, and opportunities as funders might write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, select

from crawlers.items import Kind, RawEntry
from crawlers.source import Level, Source, Trust
from db.area import Area, AreaKind, Membership
from db.area_tree import AreaTree
from db.crawls import CrawlRun, StoredEntry
from db.engine import writing
from db.identities import GroupMember
from db.local_date import local_date
from db.opportunities import Opportunity, Revision
from db.projection import rebuild, rebuild_all
from db.subscribers import Subscriber, Subscription
from db.terms import Reader
from db.values import Deadline, Person, Values, to_json
from db.vocabulary import Cadence, DeadlineKind, Origin, Reason, Visibility
from notifier.digest.explanation import Explainer
from notifier.mail.sender import Sender
from notifier.news.known import Difference, Item, Known
from notifier.news.match import NewsIndex
from notifier.news.select import (
    LOOK_BACK,
    News,
    Selected,
    SourceFacts,
    Wish,
    select_news,
)
from tests.conftest import NOW, TODAY
from tests.stating import stated

TOPICS = {"mobility": "Mobilität", "climate": "Klima und Energie", "village": "Dorfentwicklung"}
SENDER = Sender(
    name="Landbote",
    address="landbote@example.org",
    base_url="https://landbote.example.org",
    secret="a secret for tests only",
    contact=("Servicestelle", "servicestelle@example.org"),
)


def _area(key: str, kind: AreaKind, name: str, parent: str, population: int = 0) -> Area:
    titles = {AreaKind.LEADER_REGION: f"LEADER-Region {name}"}
    return Area(
        key=key,
        kind=kind,
        name=name,
        official_name=titles.get(kind, name),
        parent=parent,
        population=population,
    )


TREE = AreaTree(
    [
        _area("eu", AreaKind.UNION, "Europäische Union", ""),
        _area("de", AreaKind.COUNTRY, "Deutschland", "eu"),
        _area("06", AreaKind.STATE, "Hessen", "de"),
        _area("09", AreaKind.STATE, "Bayern", "de"),
        _area("06535", AreaKind.DISTRICT, "Vogelsbergkreis", "06"),
        _area("06535011", AreaKind.TOWN, "Lauterbach (Hessen)", "06535", 13_880),
        _area("06535002", AreaKind.MUNICIPALITY, "Antrifttal", "06535", 1_900),
        _area("06631", AreaKind.DISTRICT, "Fulda", "06"),
        _area("06631013", AreaKind.MUNICIPALITY, "Hosenfeld", "06631", 4_700),
        _area("09571", AreaKind.DISTRICT, "Ansbach", "09"),
        _area("09571113", AreaKind.MUNICIPALITY, "Aurach", "09571", 3_100),
        _area("leader:vogelsberg", AreaKind.LEADER_REGION, "Vogelsberg", "06"),
        _area("leader:fulda-suedwest", AreaKind.LEADER_REGION, "Fulda Südwest", "06"),
    ],
    [
        Membership(region="leader:vogelsberg", municipality="06535011"),
        Membership(region="leader:vogelsberg", municipality="06535002", partial=True),
        Membership(region="leader:fulda-suedwest", municipality="06631013"),
    ],
)


def make_source(slug: str, level: Level, area: str, title: str) -> Source:
    """Return a source that nobody crawls."""
    return Source(
        slug=slug,
        title=title,
        publisher=f"Herausgeber {title}",
        homepage="https://example.org/",
        level=level,
        area=area,
        trust=Trust.PRIMARY,
        cron="0 5 * * *",
        expected=(0, 100),
        licence="© Herausgeber, Wiedergabe mit Quellenangabe",
    )


STATE = make_source("state", Level.STATE, "06", "Förderseiten des Landes")
REGION = make_source("region", Level.REGION, "leader:vogelsberg", "LEADER-Region Vogelsberg")
FEDERAL = make_source("federal", Level.FEDERAL, "de", "Förderportal des Bundes")
SOURCES: dict[str, SourceFacts] = {source.slug: source for source in (STATE, REGION, FEDERAL)}

MUNICIPALITY = Wish(
    area="06535011",
    area_name="Lauterbach (Hessen)",
    topics=("mobility", "village"),
    applicants=("municipality",),
    population=13_880,
)


def fixed(on: date, **fields: Any) -> Deadline:
    """Return a deadline on one day."""
    return Deadline(kind=DeadlineKind.FIXED, value=on.isoformat(), **fields)


def values(**fields: Any) -> Values:
    """Return the values of a call of the Land for villages, with some of them changed."""
    call: dict[str, Any] = dict(
        title="Bürgerbusse für den ländlichen Raum",
        url="https://example.org/foerderung/buergerbusse",
        kind="call",
        level="state",
        summary="Das Land fördert neue Bürgerbusse in kleinen Gemeinden.",
        funders=("Land Hessen",),
        areas=("06",),
        applicants=("municipality", "association"),
        topics=("mobility",),
        award_max=20_000,
        rate_max=80,
        deadlines=(
            fixed(
                TODAY + timedelta(days=71),
                quote="Anträge sind bis zum 1. Februar 2027 einzureichen.",
            ),
        ),
        contacts=(Person(organisation="Regionalbüro", email="regionalbuero@example.org"),),
    )
    return stated(**{**call, **fields})


def news(number: int = 1, **fields: Any) -> News:
    """Return news of a call; fields of News are taken first, all others go to its values."""
    own = {key: fields.pop(key) for key in list(fields) if key in News.__dataclass_fields__}
    facts: dict[str, Any] = {
        "opportunity_id": number,
        "revision_id": number * 10,
        "source": STATE,
        "values": values(**fields),
        "first_published_on": TODAY,
        "news_on": TODAY,
    }
    return News(**facts | own)


def chosen(
    *items: News,
    wishes: tuple[Wish, ...] = (MUNICIPALITY,),
    known: Known | None = None,
    today: date = TODAY,
    cadence: Cadence = Cadence.DAILY,
    dismissed: frozenset[int] = frozenset(),
) -> list[Selected]:
    """Return what a subscriber is told of these items."""
    return select_news(
        wishes,
        NewsIndex(items, TREE.covers),
        known or Known(),
        today=today,
        look_back=LOOK_BACK[cadence],
        explain=Explainer(TREE, TOPICS),
        compare=as_published,
        dismissed=dismissed,
    )


def as_published(news: News, known: Known, _reader: Reader) -> Difference:
    """Say what the last revision changed, to whom it was not told; he knows all else."""
    new = known.revisions.isdisjoint(news.revisions)
    return Difference(sentences=news.changes if new else (), before=news.values)


def ledger(*rows: tuple[int, int, Reason, str]) -> Known:
    """Return what somebody knows by lines of opportunity, revision, reason and what about."""
    return Known.of(
        Item(opportunity_id=one, revision_id=revision, reason=reason, about=about)
        for one, revision, reason, about in rows
    )


def selected(item: News) -> Selected:
    """Return one item as somebody with no wishes in particular gets it."""
    (one,) = chosen(item, wishes=(Wish(area="06535011", area_name="Lauterbach (Hessen)"),))
    return one


def add_subscriber(engine: Engine, number: int, **fields: Any) -> int:
    """Store a confirmed subscriber with one daily subscription of yesterday; return the id."""
    wish = {"area": "06535011", "topics": ["mobility"], "applicants": [], "levels": []}
    made = {"cadence": Cadence.DAILY, "created_at": NOW - timedelta(days=1)}
    asked = wish | made | fields.pop("subscription", {})
    facts: dict[str, Any] = {
        "email": f"reader{number}@example.org",
        "name": f"Gemeinde {number}",
        "token": f"token-of-{number}",
        "created_at": NOW,
        "confirmed_at": NOW,
    }
    with writing(engine) as session:
        subscriber = Subscriber(**facts | fields)
        subscriber.subscriptions = [Subscription(**asked)]
        session.add(subscriber)
        session.flush()
        return subscriber.id


def publish(
    engine: Engine, key: str, stated: Values, at: datetime = NOW, source: Source = STATE
) -> int:
    """Store a published opportunity with its first revision, as the pipeline does."""
    (id,) = publish_all(engine, {key: stated}, at, source)
    return id


def publish_all(
    engine: Engine, stated: Mapping[str, Values], at: datetime = NOW, source: Source = STATE
) -> list[int]:
    """Store published opportunities by their keys, all in one crawl; return their numbers."""
    with writing(engine) as session:
        run = CrawlRun(source=source.slug, started_at=at, outcome="ok")
        session.add(run)
        session.flush()
        opportunities = [
            _opportunity(session, key, one, run, source) for key, one in stated.items()
        ]
        session.flush()
        for opportunity, one in zip(opportunities, stated.values(), strict=True):
            _add_revision(session, opportunity, one, at, number=1, cause="first", sentences=())
        ids = [one.id for one in opportunities]
        rebuild(session, ids, local_date(at))
        return ids


def _opportunity(
    session: Any, key: str, stated: Values, run: CrawlRun, source: Source
) -> Opportunity:
    raw = RawEntry(
        source=source.slug,
        key=key,
        url=stated.url,
        kind=Kind(stated.kind),
        title=stated.title,
        body=stated.summary,
    )
    entry = StoredEntry(
        source=source.slug,
        key=key,
        digest="",
        payload=raw.to_json(),
        run_id=run.id,
        taken_at=run.started_at,
    )
    session.add(entry)
    session.flush()
    opportunity = Opportunity(
        source=source.slug,
        key=key,
        url=stated.url,
        title=stated.title,
        kind=stated.kind,
        level=stated.level,
        visibility=Visibility.PUBLISHED,
        raw_id=entry.id,
        read_with="1",
        first_seen_at=run.started_at,
    )
    session.add(opportunity)
    return opportunity


def group(engine: Engine, *ids: int, asked: int = 0) -> None:
    """Say that entries are one opportunity; the first one leads, of the last ones it is asked."""
    with writing(engine) as session:
        for row in session.scalars(select(GroupMember)):
            session.delete(row)
        session.flush()
        session.add_all(
            GroupMember(
                opportunity_id=id,
                leader_id=ids[0],
                sure_id=ids[0] if place < len(ids) - asked else id,
                place=place,
            )
            for place, id in enumerate(ids)
        )
        rebuild_all(session, TODAY)


def change(engine: Engine, opportunity_id: int, stated: Values, at: datetime, text: str) -> None:
    """Store a material change, as the pipeline does."""
    with writing(engine) as session:
        opportunity = session.get_one(Opportunity, opportunity_id)
        revise(session, opportunity, stated, at, number=2, cause="source", sentences=(text,))


def revise(
    session: Any,
    opportunity: Opportunity,
    stated: Values,
    at: datetime,
    *,
    number: int,
    cause: str,
    sentences: tuple[str, ...],
) -> None:
    """Add a revision that is news, and what follows from it."""
    _add_revision(session, opportunity, stated, at, number=number, cause=cause, sentences=sentences)
    rebuild(session, [opportunity.id], local_date(at))


def _add_revision(
    session: Any,
    opportunity: Opportunity,
    stated: Values,
    at: datetime,
    *,
    number: int,
    cause: str,
    sentences: tuple[str, ...],
) -> None:
    revision = Revision(
        opportunity_id=opportunity.id,
        number=number,
        cause=cause,
        material=True,
        content=to_json(stated),
        read=[],
        changes=[
            {"field": "deadlines", "old": "", "new": "", "material": True, "sentence": sentence}
            for sentence in sentences
        ],
        raw_id=opportunity.raw_id,
        read_with="1",
        made_at=at,
    )
    session.add(revision)
    session.flush()
    opportunity.revision_id = opportunity.news_revision_id = revision.id
    opportunity.news_at = at


STAFF_DEADLINE = fixed(TODAY + timedelta(days=5), origin=Origin.STAFF)
