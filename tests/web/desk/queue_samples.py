"""Samples of the queue: entries of which something is asked."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from sqlalchemy import Engine

from crawlers.source import Source
from db.actors import load_actors
from db.engine import writing
from db.reviews import ReviewItem
from db.vocabulary import Cadence
from notifier.weighing import Issue, Scales, weigh
from tests.conftest import NOW, TODAY
from tests.notifier.samples import FEDERAL, REGION, SOURCES, STATE, TREE, fixed, publish, values
from web.site import Site

ISSUE = Issue(on=TODAY + timedelta(days=1), cadences=(Cadence.DAILY,))
NEXT_AT = NOW + timedelta(days=1)
_numbers = count(1)


def site(engine: Engine) -> Site:
    """The site of a small country, whose next issue goes out tomorrow at 06:30."""
    return Site(
        engine=engine,
        sources={source.slug: source for source in (STATE, REGION, FEDERAL)},
        area_label=TREE.label,
        today=lambda: TODAY,
        now=lambda: NOW,
        next_issue=lambda _cadence: NEXT_AT,
    )


def asked(
    engine: Engine,
    title: str,
    *questions: str,
    in_days: int | None = 60,
    source: Source = STATE,
    **stated: Any,
) -> int:
    """Publish an entry and ask about some of its fields; return its number."""
    deadlines = () if in_days is None else (fixed(TODAY + timedelta(days=in_days)),)
    facts = {"title": title, "deadlines": deadlines} | stated
    number = publish(engine, f"asked-{next(_numbers)}", values(**facts), source=source)
    for field in questions:
        ask(engine, number, field)
    return number


def ask(engine: Engine, number: int, field: str, **facts: Any) -> int:
    """Ask something about an entry; return the number of the question."""
    mark = str(next(_numbers))
    said = {"question": f"Was gilt für {field}?", "asked_at": NOW, "quote": "bis zum 1. März"}
    with writing(engine) as session:
        item = ReviewItem(opportunity_id=number, fingerprint=mark, field=field, **said | facts)
        session.add(item)
        session.flush()
        return item.id


def weighed(engine: Engine, today: date = TODAY, issue: Issue = ISSUE) -> int:
    """Weigh what moved, as the service does."""
    scales = Scales(places=TREE, sources=SOURCES, actors=load_actors())
    return weigh(engine, scales, today, issue)
