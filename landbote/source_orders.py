"""Source orders: what staff asked for on the desk's pages, carried out by the service."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog

from crawlers.items import RawEntry
from crawlers.source import Level, Source
from crawlers.watched import WatchedPage
from db import leases
from db.engine import reading
from db.labels import ASKED_ABOUT, ORDER_ACTS, OUTCOMES, STANDINGS, label, statement_shown
from db.source_orders import SourceOrder, claim_order, give_order_back, open_orders, settle_order
from db.vocabulary import OrderAct, RunOutcome
from landbote import jobs
from landbote.application import Application
from landbote.check_source import Check, filled_fields, look
from landbote.crawling.interrupted import lease_of
from landbote.job_lines import crawl_line
from pipeline.run import read_entry

GRACE = timedelta(minutes=5)
LISTED = 60  # entries, requests and steps that a result keeps of each
SHOWN = 20_000  # characters of a page's text
LOOKED_AT = "seite"  # the slug of an address that is no source yet

Result = dict[str, Any]


class _BusyError(Exception):
    """Somebody else is at the source right now."""


def carry_out_orders(app: Application) -> Iterator[str]:
    """Carry out what is asked for, each by one process; yield a German line on each."""
    for order_id, _about in asked_for(app):
        if line := carry_out(app, order_id):
            yield line


def asked_for(app: Application) -> list[tuple[int, str]]:
    """Return the orders that are open, the oldest first, each with what it is about."""
    with reading(app.engine) as session:
        return [(order.id, order.about) for order in open_orders(session)]


def carry_out(app: Application, order_id: int) -> str:
    """Carry out an order and return a German line on it; none where somebody else is at it."""
    lasting = app.crawl_limit + GRACE
    order = claim_order(app.engine, order_id, app.holder, app.clock(), lasting)
    return _carried_out(app, order) if order is not None else ""


def _carried_out(app: Application, order: SourceOrder) -> str:
    try:
        outcome, reason, result = _done(app, order)
    except _BusyError:
        give_order_back(app.engine, order.id, app.holder)
        return ""
    except Exception as error:
        structlog.get_logger().exception("order failed", order=order.id)
        _settle(app, order, failed=True, reason=str(error) or type(error).__name__)
        return f"{_called(order)}: gescheitert: {error}"
    _settle(app, order, outcome=outcome, reason=reason, result=result)
    return f"{_called(order)}: {result.pop('line', OUTCOMES[outcome])}"


def _settle(app: Application, order: SourceOrder, **what: Any) -> None:
    settle_order(app.engine, order.id, app.holder, app.clock(), **what)


def _called(order: SourceOrder) -> str:
    return f"{ORDER_ACTS[order.act]} auf Wunsch von {order.asked_by} ({order.about})"


def _done(app: Application, order: SourceOrder) -> tuple[str, str, Result]:
    """Return outcome, reason and result. Raises _BusyError while somebody else is at it."""
    if order.act == OrderAct.LOOK:
        return _looked(app, order)
    (source,) = jobs.choose(app, [order.about])
    if order.act == OrderAct.RUN:
        return _run(app, source)
    check = _checked(app, source)
    return _outcome(check), check.report["reason"], _of_check(check)


def _run(app: Application, source: Source) -> tuple[str, str, Result]:
    results = list(jobs.crawl_sources(app, [source]))
    if not results:
        raise _BusyError
    (one,) = results
    counts = {"pages": one.pages, "entries": one.entries, "new": one.new, "changed": one.changed}
    return one.outcome, one.reason, {**counts, "line": crawl_line(one)}


def _checked(app: Application, source: Source, page: str = "") -> Check:
    """Look at a source while nobody else visits it."""
    lease = lease_of(source.slug)
    with app.alone.at(source.slug) as free:
        lasting = app.crawl_limit + GRACE
        if not free or not leases.take(app.engine, lease, app.holder, app.clock(), lasting):
            raise _BusyError
        try:
            with tempfile.TemporaryDirectory(prefix="landbote-") as name:
                return look(app, source, None, Path(name) / "pages", page)
        finally:
            leases.give_back(app.engine, lease, app.holder)


def _outcome(check: Check) -> str:
    return RunOutcome(check.report["outcome"]).value


def _of_check(check: Check) -> Result:
    """Return what a person wants to know of a look: entries, filled fields, requests, steps."""
    return {
        "count": len(check.entries),
        "entries": [
            {"title": one.title, "url": one.url, "kind": one.kind.value}
            for one in check.entries[:LISTED]
        ],
        "filled": filled_fields(check.entries),
        "requests": check.survey["requests"][:LISTED],
        "steps": check.survey["steps"][:LISTED],
    }


def _looked(app: Application, order: SourceOrder) -> tuple[str, str, Result]:
    """Fetch a page once and read it as it would be read, without making it a source."""
    facts = {**order.facts, "level": Level(order.facts["level"])}
    page = WatchedPage(slug=LOOKED_AT, **facts)
    source = page.source()
    check = _checked(app, source, page.to_json())
    entry = check.entries[0] if check.good and check.entries else None
    result = _of_page(app, source, entry) if entry else {}
    return _outcome(check), check.report["reason"], result


def _of_page(app: Application, source: Source, entry: RawEntry) -> Result:
    rules = app.rules
    read = read_entry(entry, replace(rules, sources={**rules.sources, source.slug: source}))
    topics = {topic.id: topic.label for topic in app.topics}
    return {
        "title": entry.title,
        "text": entry.body[:SHOWN],
        "cut": len(entry.body) > SHOWN,
        "published_on": entry.published_on.isoformat() if entry.published_on else "",
        "statements": [
            {
                "field": label(ASKED_ABOUT, one.field.value),
                "value": statement_shown(
                    one,
                    area_name=app.areas.label,
                    topic_name=lambda topic: label(topics, topic),
                ),
                "standing": STANDINGS[one.standing],
                "quote": one.evidence.quote,
            }
            for one in read.read
        ],
        "questions": [one.text for one in read.questions],
    }
