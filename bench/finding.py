"""Finding: search, facets and their page among 20,000 opportunities, on both databases.

A spread of filters, some with words; the figures are the median and the 95th percentile of some
rounds of all of them, the bar 50 ms. Search and facets alone are what the page asks for between
its address and its rows; the page is asked for as a browser does. Both are compared to counting the
same facets by SQL. What is read at a start, after one entry changed and on another day stands
beside, compared to reading everything; the service does that before anybody asks (`web.warm`).
On a busy machine the processor's time of our own process says more, which is told beside.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from statistics import median, quantiles

from fastapi import FastAPI, Request
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from bench.desk import NOW, TODAY, databases
from bench.desk_stock import Stock, fill
from bench.row import Row
from crawlers.registry import sources
from db.area_tree import AreaTree, load_area_tree
from db.engine import make_engine, reading, writing
from db.facts import FactApplicant, FactArea, FactInstrument, Facts, FactTopic
from db.finding.filter import Closing, Filter, Order
from db.finding.index import FactIndex, read_index
from db.queries.published import status_on
from db.schema import upgrade
from db.vocabulary import OpportunityStatus
from web.app import make_app
from web.doors.pace import Paces
from web.facets import places
from web.filters import query_of
from web.finding import results_now
from web.site import Site
from web.warm import set_aside, warm

BAR_MS = 50.0
ROUNDS = 12
OPEN = (OpportunityStatus.OPEN.value,)
WANTED = (
    Filter(),
    Filter(topics=("kultur",)),
    Filter(topics=("kultur", "mobilitaet"), statuses=OPEN),
    Filter(area="06535011", applicants=("municipality",), statuses=OPEN),
    Filter(area="leader:vogelsberg", own=True),
    Filter(award=20_000.0, own_share=50.0, applicants=("association",)),
    Filter(closing=(Closing.WEEKS_4.value,), levels=("state",)),
    Filter(words="Radweg"),
    Filter(words="Sanierung Dorfladen", area="06"),
    Filter(words="Musehen"),
)
OTHERS = ("/common-grants/opportunities?pageSize=10", "/api/v1/foerderungen?anzahl=20")


def rows() -> Iterator[Row]:
    """Measure on SQLite and on PostgreSQL."""
    tree = load_area_tree(TODAY)
    for kind, url in databases():
        engine = make_engine(url)
        upgrade(engine)
        fill(engine, Stock(questions=10, subscriptions=10), NOW, TODAY)
        yield from _reading(kind, engine, tree)
        yield from _asking(kind, engine, tree)
        engine.dispose()


def _reading(kind: str, engine: Engine, tree: AreaTree) -> Iterator[Row]:
    def read(before: FactIndex | None = None) -> FactIndex:
        with reading(engine) as session:
            return read_index(session, TODAY, tree.concerned_by, before)

    index = read()
    whole = _ms(read)
    yield Row(name=f"{kind}: index read as a whole", value=whole, unit="ms")
    tracemalloc.start()
    held = read()
    memory = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    yield Row(name=f"{kind}: memory of the index, {len(held):,} entries", value=memory, unit="MB")
    for many in (1, 500):
        with writing(engine) as session:
            some = update(Facts).where(Facts.opportunity_id.in_(list(index.entries)[:many]))
            session.execute(some.values(checked=True, digest=Facts.digest + 1))
        yield Row(
            name=f"{kind}: index read after {many} changed",
            value=_ms(partial(read, index)),
            unit="ms",
            baseline="as a whole",
            ratio=_ms(partial(read, index)) / whole,
        )


def _asking(kind: str, engine: Engine, tree: AreaTree) -> Iterator[Row]:
    site = _site(engine, tree)
    app = make_app(site)
    browser = TestClient(app)

    def ask(address: str) -> None:
        app.state.paces = Paces()
        assert browser.get(address).status_code == 200, address

    with reading(engine) as session:
        plain = median(_ms(lambda: _by_sql(session)) for _ in range(3))
    yield Row(name=f"{kind}: the same facets counted by SQL", value=plain, unit="ms")
    warm(app)
    set_aside()
    pages = [f"/foerderungen?{query_of(wanted)}" for wanted in WANTED]
    for what, asked in (
        ("search and facets", [partial(_found, app, site, wanted) for wanted in WANTED]),
        ("their page", [partial(ask, page) for page in pages]),
        *((other, [partial(ask, other)]) for other in OTHERS),
    ):
        yield from _rounds(f"{kind}: {what}", asked, plain)


def _rounds(what: str, asked: Sequence[Callable[[], object]], plain: float) -> Iterator[Row]:
    for one in asked:
        one()
    taken, busy = [], []
    for _round in range(ROUNDS):
        for one in asked:
            working = time.process_time()
            taken.append(_ms(one))
            busy.append(1000 * (time.process_time() - working))
    slow, slow_busy = (quantiles(some, n=20)[-1] for some in (taken, busy))
    for name, value, own in (
        ("median", median(taken), median(busy)),
        ("95th percentile", slow, slow_busy),
    ):
        yield Row(
            name=f"{what}, {name}, {value / BAR_MS:.2f} of the bar ({own:.0f} ms busy)",
            value=value,
            unit="ms",
            baseline="facets by SQL",
            ratio=value / plain,
        )


def _found(app: FastAPI, site: Site, wanted: Filter) -> None:
    request = Request({"type": "http", "app": app})
    offered = [area for keys in places(site).values() for area in keys]
    with reading(site.engine) as session:
        results_now(request, session, wanted, Order.BEST, offered)


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _by_sql(session: Session) -> None:
    """Count by field as often as the page does, with one filter: what a database would be asked."""
    wanted = select(Facts.opportunity_id).where(Facts.level == "state")
    for column in (Facts.level, Facts.kind, Facts.source, Facts.checked, status_on(TODAY)):
        counted = select(column, func.count()).where(Facts.opportunity_id.in_(wanted))
        session.execute(counted.group_by(column)).all()
    for table, key in (
        (FactTopic, FactTopic.topic),
        (FactArea, FactArea.area),
        (FactApplicant, FactApplicant.applicant),
        (FactInstrument, FactInstrument.instrument),
    ):
        counted = select(key, func.count()).where(table.opportunity_id.in_(wanted)).group_by(key)
        session.execute(counted).all()


def _site(engine: Engine, tree: AreaTree) -> Site:
    return Site(
        engine=engine,
        sources=sources(),
        area_label=tree.label,
        concerned_by=tree.concerned_by,
        places_named=tree.search,
        today=lambda: TODAY,
        now=lambda: NOW,
    )
