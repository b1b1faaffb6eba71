"""A regional manager filters by topic and takes the list along."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date

from db.labels import STATUSES, short_day
from landbote.exports import write_export
from tests.journeys.conftest import DemoDay
from web.exports import format_named


def test_a_topic_narrows_the_list(demo_day: DemoDay) -> None:
    """Fewer entries than in all, and some."""
    everything = demo_day.pages.get("/foerderungen").text
    mobility = demo_day.pages.get("/foerderungen", params={"thema": "mobilitaet"}).text

    def count(page: str) -> int:
        return int(re.findall(r">(\d+) Förderungen</h2>", page)[0])

    assert 1 < count(mobility) < count(everything)
    assert "Ortsbus auf Abruf" in mobility and "Dorfmoderation" not in mobility


def test_the_export_has_every_published_entry(demo_day: DemoDay) -> None:
    """For programs and for people: the same entries with status, deadline and address."""
    streams = {name: io.BytesIO() for name in ("jsonl", "csv")}
    for name, out in streams.items():
        write_export(demo_day.app, format_named(name), out)
    records = [json.loads(line) for line in streams["jsonl"].getvalue().splitlines()]
    text = streams["csv"].getvalue().decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    rows = {int(row["Nummer"]): row for row in table}
    assert set(rows) == {record["id"] for record in records} and len(rows) > 20
    for record in records:
        row, on = rows[record["id"]], record["next_deadline"]
        assert record["url"].startswith("http") and STATUSES[record["status"]] == row["Stand"]
        assert row["Nächste Frist"] == (short_day(date.fromisoformat(on)) if on else "")
