"""Stock for the desk: very many entries and questions, put into a database in one go.

Entries are like those of a Land: three in four published, the days over the next year, text of
a few thousand characters. Questions are of every kind, and about one entry in six.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, func, insert, select, text
from sqlalchemy.orm import Session

from crawlers.items import Kind, LabelledText, RawEntry
from crawlers.items import digest as digest_of
from crawlers.registry import sources
from db.base import Base, table_of
from db.crawls import CrawlRun, StoredEntry
from db.engine import reading, writing
from db.opportunities import Opportunity, Revision
from db.projection import rebuild
from db.reviews import LOSING, READING, RELATING, ReviewItem
from db.statements import Evidence, Field, Standing, Statement
from db.subscribers import Subscriber, Subscription
from db.values import Values, to_json
from db.vocabulary import Cadence, RunOutcome, Visibility
from pipeline.themes import load_topics
from tests.notifier.samples import fixed
from tests.stating import stated

AREAS = ("06", "06535", "06631", "06532", "de", "eu", "06435007", "06535011")
APPLICANTS = ("municipality", "association", "company", "nonprofit")
FUNDERS = ("Hessische Staatskanzlei", "HMLU", "HMWK", "WIBank")
SUBJECTS = ("Radwege", "Vereinsheime", "Streuobst", "Dorfläden", "Wärmenetze", "Museen", "Busse")
DEEDS = ("Neubau", "Sanierung", "Planung", "Beratung", "Vernetzung")
TEXT = "Gefördert werden Vorhaben im ländlichen Raum, die dem Gemeinwohl dienen. " * 40
TOPICS = tuple(topic.id for topic in load_topics())
QUOTE = "Anträge nimmt die Bewilligungsstelle bis zum 1. März entgegen"
MANY = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """How much there is to be."""

    opportunities: int = 20_000
    questions: int = 5_000
    subscriptions: int = 1_000


def fill(engine: Engine, stock: Stock, now: datetime, today: date) -> None:
    """Put a stock into an empty database, with the facts that follow from it."""
    slugs = list(sources())
    for start in range(0, stock.opportunities, MANY):
        numbers = range(start, min(start + MANY, stock.opportunities))
        with writing(engine) as session:
            if start == 0:
                _insert(session, CrawlRun, [_run(n, slug, now) for n, slug in enumerate(slugs)])
            _put_entries(session, numbers, slugs, now, today)
    with writing(engine) as session:
        _insert(session, ReviewItem, list(_questions(stock, now, today)))
        _insert(session, Subscriber, [_subscriber(n, now) for n in range(stock.subscriptions)])
        _insert(session, Subscription, [_wish(n, now) for n in range(stock.subscriptions)])
    _settle_numbers(engine)


def _put_entries(
    session: Session, numbers: range, slugs: list[str], now: datetime, today: date
) -> None:
    said = {number: _values(number, today) for number in numbers}
    rows = [_entry(number, one, slugs, now) for number, one in said.items()]
    for place, table in enumerate((StoredEntry, Opportunity, Revision)):
        _insert(session, table, [row[place] for row in rows])
    written = {number + 1: one for number, one in said.items()}
    rebuild(session, list(written), today, written)


def _values(number: int, today: date) -> Values:
    """Return what one entry states; of one in three the day is only asked."""
    on = today + timedelta(days=number * 7 % 365 + 1)
    doubt = Statement(
        field=Field.DEADLINE,
        value=on.isoformat(),
        standing=Standing.ASKED,
        question="Gilt dieser Tag für die Antragstellung?",
        evidence=Evidence(part="body", quote=QUOTE),
    )
    sure = number % 3 > 0
    return stated(
        title=f"{DEEDS[number % 5]} {SUBJECTS[number % 7]} am Standort {number:05}",
        url=f"https://example.org/{number}",
        kind=("programme", "call", "notice")[number % 3],
        level=("region", "state", "federal")[number % 3],
        summary=TEXT[:200],
        areas=(AREAS[number % len(AREAS)],),
        funders=(FUNDERS[number % len(FUNDERS)],),
        topics=(TOPICS[number % len(TOPICS)], TOPICS[(number + 3) % len(TOPICS)]),
        applicants=(APPLICANTS[number % 4],),
        award_max=1000.0 * (number % 50 + 1),
        rate_max=float(number % 9 * 10 + 10),
        deadlines=(fixed(on, quote=QUOTE),) if sure else (),
        more=() if sure else (doubt,),
    )


def _entry(
    number: int, values: Values, slugs: list[str], now: datetime
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    id, slug, key = number + 1, slugs[number % len(slugs)], str(number)
    raw = RawEntry(
        source=slug,
        key=key,
        url=values.url,
        kind=Kind(values.kind),
        title=values.title,
        body=f"{QUOTE}. {TEXT}",
        fields=(LabelledText(label="Voraussetzungen", text=TEXT[:800]),),
    ).to_json()
    content = to_json(values)
    held = number % 4 == 0
    seen = now - timedelta(days=number % 200)
    stored = {
        **{"id": id, "source": slug, "key": key, "payload": raw, "digest": digest_of(raw)},
        **{"run_id": number % len(slugs) + 1, "taken_at": seen, "shape": None},
    }
    entry = {
        **{"id": id, "source": slug, "key": key, "url": values.url, "title": values.title},
        **{"kind": values.kind, "level": values.level, "raw_id": id, "revision_id": id},
        **{"visibility": (Visibility.HELD if held else Visibility.PUBLISHED).value},
        **{"news_revision_id": None if held else id, "news_at": None if held else seen},
        **{"read_with": "1", "first_seen_at": seen, "presence": "present", "withdrawn_why": ""},
    }
    revision = {
        **{"id": id, "opportunity_id": id, "number": 1, "cause": "first", "material": True},
        **{"content": content, "read": content["statements"], "changes": [], "raw_id": id},
        **{"read_with": "1", "made_at": seen},
    }
    return stored, entry, revision


def _questions(stock: Stock, now: datetime, today: date) -> Iterator[dict[str, Any]]:
    """Yield the questions: some entries have several, and one in fifty no clerk can answer."""
    every = max(1, stock.opportunities * 3 // (stock.questions * 2))
    for number in range(stock.questions):
        # Two of three questions have their entry to themselves.
        id = (number - number // 3) * every % stock.opportunities + 1
        on = today + timedelta(days=(id - 1) * 7 % 365 + 1)
        field, raised_by, question, suggestion = (
            ("deadline", READING, "Gilt dieser Tag für die Antragstellung?", on.isoformat()),
            ("topics", READING, "Zu welchem Thema gehört der Eintrag?", ""),
            ("kind", READING, "Ist sie ein Förderaufruf?", ""),
            ("same_as", RELATING, f"Ist Eintrag {id} dasselbe wie Eintrag 7?", "7"),
            ("award_max", LOSING, "Die Quelle sagt dazu nichts mehr. Was gilt?", "20.000 €"),
        )[number % 5]
        if number % 50 == 49:
            field, question = "source", "Die Quelle liefert die Angaben „links“ abgeschnitten."
        yield {
            **{"id": number + 1, "opportunity_id": id, "fingerprint": f"{number}"},
            **{"field": field, "raised_by": raised_by, "question": question, "quote": QUOTE},
            **{"suggestion": suggestion, "state": "open", "asked_at": now},
        }


def _run(number: int, slug: str, now: datetime) -> dict[str, Any]:
    times = {"started_at": now, "finished_at": now}
    return {"id": number + 1, "source": slug, "outcome": RunOutcome.OK.value, **times}


def _subscriber(number: int, now: datetime) -> dict[str, Any]:
    return {
        **{"id": number + 1, "email": f"reader{number}@example.org", "name": ""},
        **{"token": f"token-{number}", "created_at": now, "confirmed_at": now},
    }


def _wish(number: int, now: datetime) -> dict[str, Any]:
    return {
        **{"id": number + 1, "subscriber_id": number + 1, "area": AREAS[number % len(AREAS)]},
        **{"topics": [TOPICS[number % len(TOPICS)]] if number % 5 else [], "levels": []},
        **{"applicants": [APPLICANTS[number % 4]] if number % 3 else [], "created_at": now},
        **{"cadence": list(Cadence)[number % 3].value, "feed_key": f"key-{number + 1}"},
    }


def _insert(session: Session, table: type[Base], rows: list[dict[str, Any]]) -> None:
    session.execute(insert(table_of(table)), rows)


def _settle_numbers(engine: Engine) -> None:
    """Let PostgreSQL count on behind the numbers given here, and know what is in its tables."""
    tables = (CrawlRun, StoredEntry, Opportunity, Revision, ReviewItem, Subscriber, Subscription)
    if engine.dialect.name == "postgresql":
        with writing(engine) as session:
            for one in tables:
                highest = session.scalar(select(func.max(table_of(one).c.id)))
                sequence = func.pg_get_serial_sequence(one.__tablename__, "id")
                session.scalar(select(func.setval(sequence, highest)))
    with engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()


def entries_asked(engine: Engine) -> list[int]:
    """Return the numbers of the entries with questions."""
    with reading(engine) as session:
        return list(session.scalars(select(ReviewItem.opportunity_id).distinct()))
