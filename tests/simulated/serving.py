"""Serving: the hosts on one port of this machine, and a Landbote that knows no other names."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

import crawlers.registry
from crawlers.items import RawEntry
from db.crawls import StoredEntry
from db.engine import reading
from db.vocabulary import RunOutcome
from landbote.application import Application
from landbote.crawling.finish import CrawlResult
from landbote.jobs import crawl_sources
from landbote.settings import Settings
from landbote.survey.folder import Folder
from landbote.survey.report import Row, write_report
from landbote.survey.survey import survey
from tests.faults.changing import Answer, serving_hosts
from tests.forks import forked
from tests.notifier.samples import TREE
from tests.simulated.run import enter
from tests.simulated.web import PARKED, Host, parked

AT_ONCE = 8


@dataclass(frozen=True, kw_only=True)
class Web:
    """The hosts, and a Landbote in their web."""

    hosts: Sequence[Host]
    app: Application
    folder: Folder

    def surveyed(self) -> dict[str, Row]:
        """Look at all of them and return the rows of the report by source."""
        sources = {host.slug: host.line.source() for host in self.hosts}
        for _seen in survey(self.app, [*sources.values()], self.folder, at_once=AT_ONCE, pause=0):
            pass
        rows = write_report(self.folder, sources, TREE, self.app.today)
        return {row.source.slug: row for row in rows}

    def crawled(self) -> dict[str, CrawlResult]:
        """Crawl all of them into the database."""
        sources = [host.line.source() for host in self.hosts]
        return {result.source: result for result in crawl_sources(self.app, sources)}

    def stored(self, source: str) -> frozenset[tuple[str, date | None]]:
        """Return title and day of every entry that is stored of a source."""
        with reading(self.app.engine) as session:
            rows = session.execute(
                select(StoredEntry.payload, StoredEntry.shape).where(StoredEntry.source == source)
            )
            entries = [RawEntry.from_json(payload, shape) for payload, shape in rows]
        return frozenset((entry.title, entry.published_on) for entry in entries)


@contextmanager
def simulated(
    make: Callable[[int], Sequence[Host]],
    engine: Engine,
    folder: Path,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Web]:
    """Serve the hosts that are made for a port."""
    hosts: dict[str, Host] = {}

    def answer(name: str, path: str) -> Answer:
        return hosts[name].answer(path) if name in hosts else parked(path)

    with serving_hosts(answer) as address:
        made = make(int(address.rpartition(":")[2]))
        hosts.update({host.name: host for host in made})
        lines = [host.line for host in made]
        table = folder / "table.json"
        names = {host.name: "127.0.0.1" for host in made if host.resolves}
        names[PARKED] = "127.0.0.1"
        told = {"names": names, "lines": [line.to_json() for line in lines]}
        table.write_text(json.dumps(told), encoding="utf-8")
        monkeypatch.setattr(crawlers.registry, "families", crawlers.registry.families)
        enter(lines)
        app = Application(
            settings=Settings(data_folder=folder),
            clock=lambda: now,
            engine=engine,
            program=(*forked("tests.simulated.run"), str(table)),
        )
        yield Web(hosts=made, app=app, folder=Folder(folder / "survey"))


def wrong(host: Host, row: Row, result: CrawlResult, stored: frozenset[object]) -> list[str]:
    """Return in what survey and crawl of a host are not as they must be."""
    right, seen = host.right, row.seen
    told = frozenset((one.title, one.published_on) for one in seen.titles)
    kept = right.told if right.crawled is RunOutcome.OK else frozenset()
    what = {
        "outcome": (seen.outcome, right.outcome),
        "standing": (row.standing, right.standing),
        "entries": (len(seen.titles), len(right.told)),
        "titles and days": (told, right.told),
        "crawled": (result.outcome, right.crawled),
        "stored": (stored, kept),
    }
    found = [
        f"{name}: {is_so} statt {must}" for name, (is_so, must) in what.items() if is_so != must
    ]
    words = f"{seen.reason} {' '.join(row.doubts)}"
    found += [f"„{word}“ fehlt in: {words}" for word in right.words if word not in words]
    manners = " ".join(seen.manners)
    if right.manners not in manners:
        found.append(f"„{right.manners}“ fehlt in: {manners}")
    return [f"{host.name} ({host.system.name}, {host.fault or 'gesund'}): {one}" for one in found]
