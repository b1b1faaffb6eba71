"""A season of the EU portal, crawled run by run by the real spider, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Engine, select

from crawlers.registry import spider_class
from db.engine import reading
from db.opportunities import Opportunity, Revision
from db.vocabulary import Presence
from landbote.clock import Clock, local_date
from landbote.crawling.crawl import crawl
from landbote.crawling.finish import CrawlResult
from landbote.crawling.order import CrawlOrder
from pipeline.decided import Outcome
from pipeline.run import Rules, process
from tests.forks import forked
from tests.search_double import Call
from tests.search_server import SearchApi, serving

SLUG = "eu_funding_tenders"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What the portal showed at one instant."""

    at: datetime
    calls: tuple[Call, ...]


@dataclass(slots=True)
class Season:
    """What a crawler that visited at every moment knows in the end."""

    results: list[CrawlResult] = field(default_factory=list)
    announced: list[str] = field(default_factory=list)  # keys told as new
    withdrawn: dict[str, datetime] = field(default_factory=dict)
    returned: list[str] = field(default_factory=list)
    deadlines: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    sentences: dict[str, list[str]] = field(default_factory=dict)

    def figures(self) -> str:
        """Return the season in one line."""
        changes = sum(map(len, self.deadlines.values()))
        return (
            f"{len(self.results)} runs, {len(self.announced)} calls announced, "
            f"{sum(r.attendance.missing for r in self.results)} absences, "
            f"{len(self.returned)} returns, {len(self.withdrawn)} withdrawals, "
            f"{changes} deadline changes"
        )


def live_through(engine: Engine, rules: Rules, moments: Sequence[Moment]) -> Season:
    """Crawl and read at every moment: real subprocess, real spider, real requests."""
    # The captured rows are a part of the portal, fewer than its declared range.
    season, source = Season(), replace(spider_class(SLUG).source, expected=(0, 600))
    gone: dict[str, str] = {}
    api = SearchApi()
    with serving(api) as address:
        for moment in moments:
            api.calls = moment.calls
            result = crawl(engine, source, _order(address, moment.at), clock_at(moment.at), "me")
            assert result is not None
            season.results.append(result)
            report = process(engine, rules, moment.at)
            before, gone = gone, _absent(engine)
            season.returned += [key for key in before if key not in gone]
            for key, presence in gone.items():
                if presence == Presence.WITHDRAWN:
                    season.withdrawn.setdefault(key, moment.at)
            if report.total(Outcome.NEW):
                season.announced += _announced(engine, moment.at)
    assert api.questions >= len(moments)
    season.deadlines, season.sentences = _changes(engine)
    return season


def clock_at(at: datetime) -> Clock:
    """Return a clock that stands still."""
    return lambda: at


def _order(address: str, at: datetime) -> CrawlOrder:
    return CrawlOrder(
        today=local_date(at),
        limit=timedelta(minutes=2),
        contact="https://example.org/kontakt",
        program=(*forked("tests.search_run"), address),
    )


def truth(moments: Sequence[Moment]) -> Mapping[str, list[tuple[str, str]]]:
    """Return what the rows themselves say: every move of a calendar day, by reference."""
    last: dict[str, str] = {}
    moves: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for moment in moments:
        for call in moment.calls:
            day = _german(call.deadline)
            if last.setdefault(call.reference, day) != day:
                moves[call.reference].append((last[call.reference], day))
            last[call.reference] = day
    return moves


def _german(stamp: str) -> str:
    return datetime.fromisoformat(stamp).strftime("%d.%m.%Y")


def _absent(engine: Engine) -> dict[str, str]:
    with reading(engine) as session:
        absent = select(Opportunity.key, Opportunity.presence)
        rows = session.execute(absent.where(Opportunity.presence != Presence.PRESENT))
        return {key: presence for key, presence in rows}


def _announced(engine: Engine, at: datetime) -> list[str]:
    with reading(engine) as session:
        new = (
            select(Opportunity.key)
            .join(Revision, Revision.id == Opportunity.news_revision_id)
            .where(Opportunity.news_at == at, Revision.cause == "first")
        )
        return list(session.scalars(new))


def _changes(
    engine: Engine,
) -> tuple[dict[str, list[tuple[str, str]]], dict[str, list[str]]]:
    deadlines: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    sentences: defaultdict[str, list[str]] = defaultdict(list)
    with reading(engine) as session:
        rows = session.execute(
            select(Opportunity.key, Revision.changes)
            .join(Revision, Revision.opportunity_id == Opportunity.id)
            .order_by(Revision.id)
        )
        for key, changes in rows:
            for change in changes:
                if change["material"]:
                    sentences[key].append(change["sentence"])
                if change["material"] and change["field"] == "deadlines":
                    deadlines[key].append((change["old"], change["new"]))
    return dict(deadlines), dict(sentences)
