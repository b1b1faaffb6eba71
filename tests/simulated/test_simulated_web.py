"""The simulated web: survey and crawl say of every host what is right of it."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
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

SEEN_BEFORE = "Heute schon angesehen und ausgelassen"


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
        stand = [row["Stand"] for row in _rows(web.folder.table)]
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


@pytest.mark.long
def test_a_survey_that_a_person_stops_goes_on_where_it_was(
    here: Engine, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C ends it with a report on what was seen, and the same command looks at the rest."""
    with simulated(few_hosts, here, tmp_path, now, monkeypatch) as web:
        slugs = [host.slug for host in web.hosts]
        program = [sys.executable, "-m", "tests.simulated.command", str(tmp_path / "table.json")]
        command = [*program, "survey", "--at-once", "2", *slugs]
        environment = {**os.environ, "LANDBOTE_DATA_FOLDER": str(tmp_path / "own")}
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=environment
        ) as stopped:
            assert stopped.stdout is not None
            assert stopped.stdout.readline().startswith("gemeinde_")
            stopped.send_signal(signal.SIGINT)
            told = stopped.stdout.read()
        assert stopped.returncode == 130
        assert "Derselbe Aufruf macht dort weiter." in told
        report = tmp_path / "own" / "survey" / "survey.csv"
        before = [row["Kürzel"] for row in _rows(report)]
        assert 0 < len(before) < len(slugs)

        went_on = subprocess.run(command, capture_output=True, text=True, env=environment)
        assert went_on.returncode == 0, went_on.stderr
        assert f"{SEEN_BEFORE}: {len(before)}" in went_on.stdout
        looked_at = [slug for slug in slugs if f"{slug}: " in went_on.stdout]
        assert sorted([*before, *looked_at]) == sorted(slugs)
        assert sorted(row["Kürzel"] for row in _rows(report)) == sorted(slugs)


def _rows(table: Path) -> list[dict[str, str]]:
    lines = table.read_text("utf-8-sig").splitlines()
    return list(csv.DictReader(lines, delimiter=DELIMITER))
