"""Stock: published entries put straight into a database, and what is said of them there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, Select, delete, func, select
from sqlalchemy.orm import Session

from crawlers.items import Kind
from db.actors import load_actors
from db.crawls import CrawlRun, StoredEntry
from db.engine import reading, writing
from db.identities import RULES, BlockKey, GroupMember, Identity, Related
from db.opportunities import Opportunity, Revision
from db.reviews import RELATING, ReviewItem
from db.values import Values, to_json
from db.vocabulary import ReviewState, Visibility
from pipeline.duplicates.comparable import Grounds
from tests.pipeline.duplicates.samples import HMLU, SOURCES
from tests.stating import stated as as_stated

GROUNDS = Grounds(sources=SOURCES, actors=load_actors())


def stated(source: str, key: str, title: str, **more: object) -> Values:
    """Return what an entry of a source states."""
    facts: dict[str, object] = {
        "title": title,
        "url": f"https://{source}.example.org/{key}",
        "kind": Kind.PROGRAMME,
        "level": "state",
        "areas": ("06",),
        "funders": (HMLU,),
    }
    return as_stated(**(facts | more))


def put(session: Session, source: str, key: str, values: Values | None, now: datetime) -> int:
    """Store what an entry states now; None: that it is no longer published. Return its id."""
    known = select(Opportunity).where(Opportunity.source == source, Opportunity.key == key)
    entry = session.scalar(known)
    if entry is None:
        values = values or stated(source, key, "Zurückgezogen")
        entry = _new(session, source, key, values, now)
    if values is None:
        entry.visibility = Visibility.NEVER
        return entry.id
    revision = Revision(
        opportunity_id=entry.id,
        number=1 + (session.scalar(_newest(entry.id)) or 0),
        cause="source",
        material=True,
        content=to_json(values),
        read=[],
        changes=[],
        raw_id=entry.raw_id,
        read_with="1",
        made_at=now,
    )
    session.add(revision)
    session.flush()
    entry.title, entry.url, entry.kind = values.title, values.url, values.kind
    entry.visibility = Visibility.PUBLISHED
    entry.revision_id = entry.news_revision_id = revision.id
    entry.news_at = now
    session.flush()
    return entry.id


def wipe_what_was_compared(engine: Engine) -> None:
    """Forget all that the rules found; what people said stays."""
    with writing(engine) as session:
        for table in (BlockKey, Related, GroupMember):
            session.execute(delete(table))
        session.execute(delete(Identity).where(Identity.decided_by == RULES))
        session.execute(
            delete(ReviewItem).where(
                ReviewItem.raised_by == RELATING, ReviewItem.state != ReviewState.ANSWERED
            )
        )


def all_that_is_said(engine: Engine) -> dict[str, set[object]]:
    """Return everything that comparing writes down, without ids and times of its own."""
    with reading(engine) as session:
        return {
            "identities": {
                (row.pair, row.relation, row.reason, row.decided_by)
                for row in session.scalars(select(Identity).where(Identity.undone_at.is_(None)))
            },
            "groups": {
                (row.opportunity_id, row.leader_id, row.sure_id, row.place)
                for row in session.scalars(select(GroupMember))
            },
            "questions": {
                (item.opportunity_id, item.fingerprint, item.question)
                for item in session.scalars(
                    select(ReviewItem).where(
                        ReviewItem.raised_by == RELATING, ReviewItem.state == ReviewState.OPEN
                    )
                )
            },
            "compared": {
                (row.opportunity_id, row.revision_id, row.edition, row.words)
                for row in session.scalars(select(Related))
            },
            "blocks": {(row.opportunity_id, row.key) for row in session.scalars(select(BlockKey))},
        }


def _new(session: Session, source: str, key: str, values: Values, now: datetime) -> Opportunity:
    run = CrawlRun(source=source, started_at=now, outcome="ok")
    session.add(run)
    session.flush()
    raw = StoredEntry(source=source, key=key, digest="", payload="{}", run_id=run.id, taken_at=now)
    session.add(raw)
    session.flush()
    entry = Opportunity(
        source=source,
        key=key,
        url=values.url,
        title=values.title,
        kind=values.kind,
        level=values.level,
        visibility=Visibility.NEVER,
        raw_id=raw.id,
        read_with="1",
        first_seen_at=now,
    )
    session.add(entry)
    session.flush()
    return entry


def _newest(id: int) -> Select[int | None]:
    return select(func.max(Revision.number)).where(Revision.opportunity_id == id)
