"""The simulated web: survey and crawl say of every host what is right of it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db.engine import make_engine
from landbote.survey.standing import STANDINGS
from tests.databases import SqliteTemplate
from tests.simulated.serving import Web, simulated, wrong
from tests.simulated.world import HOSTS, all_hosts, few_hosts
from web.exports.csv import DELIMITER


@pytest.fixture
def here(sqlite_template: SqliteTemplate, tmp_path: Path) -> Iterator[Engine]:
    """A database of whichever kind: it is the web that matters."""
    with sqlite_template.database(tmp_path) as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


def all_wrong(web: Web) -> list[str]:
    """Return what is wrong, host by host, after a survey and a crawl."""
    rows, results = web.surveyed(), web.crawled()
    return [
        one
        for host in web.hosts
        for one in wrong(host, rows[host.slug], results[host.slug], web.stored(host.slug))
    ]


def test_a_few_hosts_come_out_right(
    here: Engine, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of each way to stand: outcome, titles, days, what staff are told, what is stored."""
    with simulated(few_hosts, here, tmp_path, now, monkeypatch) as web:
        assert all_wrong(web) == []
        table = web.folder.table.read_text("utf-8-sig").splitlines()
        stand = [row["Stand"] for row in csv.DictReader(table, delimiter=DELIMITER)]
        assert set(stand) == set(STANDINGS.values())
        assert stand == sorted(stand, key=list(STANDINGS.values()).index)


@pytest.mark.long
def test_all_hosts_come_out_right(
    here: Engine, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of 250 hosts are ill: of every one survey and crawl say what is right of it."""
    with simulated(all_hosts, here, tmp_path, now, monkeypatch) as web:
        assert len({host.name for host in web.hosts}) == HOSTS
        assert sum(bool(host.fault) for host in web.hosts) == HOSTS // 2
        assert all_wrong(web) == []
