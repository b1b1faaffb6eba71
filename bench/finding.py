"""Finding: search, facets and their page among 20,000 opportunities, on both databases.

Each request is asked for as a browser does, with a spread of filters; the figure is the 95th
percentile of some rounds of all of them, the bar 50 ms. It is compared to counting the same facets
by SQL. What the first request costs after a start, and after one entry changed, stands beside.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial

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
from db.finding.index import FactIndex, read_entries
from db.queries.published import status_on
from db.schema import upgrade
from web.app import make_app
from web.doors.pace import Paces
from web.site import Site

BAR_MS = 50.0
ROUNDS = 12
QUERIES = (
    "",
    "thema=kultur",
    "thema=kultur&thema=mobilitaet&stand=offen",
    "gebiet=06535011&wer=municipality&stand=offen",
    "gebiet=leader:vogelsberg&nur_eigene=ja",
    "betrag=20000&eigenanteil=50&wer=association",
    "frist=4-wochen&ebene=state&seite=3",
    "suche=Radweg",
    "suche=Sanierung+Dorfladen&gebiet=06",
    "suche=Musehen",
)


def rows() -> Iterator[Row]:
    """Measure on SQLite and on PostgreSQL."""
    tree = load_area_tree(TODAY)
    for kind, url in databases():
        engine = make_engine(url)
        upgrade(engine)
        fill(engine, Stock(questions=10, subscriptions=10), NOW, TODAY)
        yield from _measured(kind, engine, tree)
        engine.dispose()


def _measured(kind: str, engine: Engine, tree: AreaTree) -> Iterator[Row]:
    site = _site(engine, tree)
    app = make_app(site)
    browser = TestClient(app)

    def ask(query: str) -> None:
        app.state.paces = Paces()
        assert browser.get(f"/foerderungen?{query}").status_code == 200, query

    with reading(engine) as session:
        plain = _ms(lambda: _by_sql(session))
        yield Row(name=f"{kind}: the same facets counted by SQL", value=plain, unit="ms")
        entries = read_entries(session)
        built = _ms(lambda: FactIndex(entries, TODAY, tree.concerned_by))
        yield Row(name=f"{kind}: index built of facts in memory", value=built, unit="ms")
    first = _ms(lambda: ask(""))
    yield Row(name=f"{kind}: first request after a start", value=first, unit="ms")
    with writing(engine) as session:
        moved = update(Facts).where(Facts.opportunity_id == next(iter(entries)))
        session.execute(moved.values(checked=True, digest=Facts.digest + 1))
    changed = _ms(lambda: ask(""))
    yield Row(name=f"{kind}: first request after a change", value=changed, unit="ms")
    for query in QUERIES:
        ask(query)
    taken = sorted(_ms(partial(ask, query)) for _ in range(ROUNDS) for query in QUERIES)
    for share, name in ((0.5, "median"), (0.95, "95th percentile")):
        value = taken[int(len(taken) * share)]
        yield Row(
            name=f"{kind}: search, facets and page, {name}, {value / BAR_MS:.2f} of the bar",
            value=value,
            unit="ms",
            baseline="facets by SQL",
            ratio=value / plain,
        )


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
