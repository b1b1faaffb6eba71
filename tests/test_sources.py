"""Every source has a sample, and its spider reads the sample as was once reviewed.

A new sample: run with LANDBOTE_WRITE_EXPECTED=1, which writes a missing expected.json
(never one that is there), and review it. How the texts are built stands beside it in shapes.json,
which is written anew with it.
"""

from __future__ import annotations

import json
import os
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crawlers.items import GivenDeadline, RawEntry
from crawlers.line_tables import WAYS
from crawlers.links import canonical
from crawlers.registry import families, file_slugs, slugs, sources, spider_class
from crawlers.source import Level
from tests.crawlers.sampled import SAMPLES, sample_run

AREA = re.compile(r"eu|de|\d{2}|\d{3}|\d{5}|\d{8}|leader:[a-z0-9-]+")
APPLICANTS = {
    *("municipality", "district", "municipal_association", "municipal_company", "leader_group"),
    *("public_body", "association", "foundation", "nonprofit", "initiative", "company"),
    *("individual", "research", "education"),
}
# A member of a family is read by the code of its family, of which some have samples.
SAMPLED = sorted(path.name for path in SAMPLES.iterdir() if path.is_dir())
every_source = pytest.mark.parametrize("slug", SAMPLED)
every_family = pytest.mark.parametrize("family", sorted(families()))


def expected(slug: str) -> Path:
    """The golden file of a source."""
    return SAMPLES / slug / "expected.json"


def golden(entries: tuple[RawEntry, ...]) -> list[dict[str, Any]]:
    """Entries in the form of the golden file: as JSON, sorted by key."""
    records = [json.loads(entry.to_json()) for entry in entries]
    return sorted(records, key=lambda record: str(record["key"]))


@every_source
def test_a_source_reads_its_sample_as_reviewed(slug: str) -> None:
    """Replaying the sample gives exactly the entries of expected.json."""
    report, entries = sample_run(slug)
    assert report["outcome"] == "ok", report["reason"]
    assert report["way"] in ("", *WAYS)
    if os.environ.get("LANDBOTE_WRITE_EXPECTED") == "1" and not expected(slug).exists():
        text = json.dumps(golden(entries), ensure_ascii=False, indent=1, sort_keys=True)
        expected(slug).write_text(text + "\n", encoding="utf-8")
    assert expected(slug).exists(), "no expected.json: run with LANDBOTE_WRITE_EXPECTED=1"
    assert golden(entries) == json.loads(expected(slug).read_text(encoding="utf-8"))


@every_source
def test_a_source_stands_under_one_name(slug: str) -> None:
    """Spider, source and sample folder share the slug, and so does the file of its own."""
    spider = spider_class(slug)
    assert spider.name == spider.source.slug == slug
    assert slug not in file_slugs() or slug == spider.__module__.rsplit(".", 1)[-1]
    assert (SAMPLES / slug / "pages.toml").is_file()


@every_family
def test_a_family_has_its_members_under_their_names(family: str) -> None:
    """The spider of every line has the line's slug."""
    members = families()[family].members()
    assert members
    assert all(spider.name == spider.source.slug == slug for slug, spider in members.items())


def test_every_way_of_reading_a_line_has_a_sample() -> None:
    """A way that no sample goes would be code without an example."""
    left = {*WAYS}
    for slug in SAMPLED:
        if not left:
            break
        left.discard(sample_run(slug)[0]["way"])
    assert left == set()


def test_every_sample_is_a_source_and_every_file_has_one() -> None:
    """A folder that no spider reads would look like a test and be none."""
    assert set(file_slugs()) <= set(SAMPLED) <= set(slugs())


def test_the_registry_lists_every_file() -> None:
    """The sources are found by their files, each under its slug."""
    found = sources()
    assert sorted(found) == slugs()
    assert all(source.slug == slug for slug, source in found.items())


@every_source
def test_the_texts_of_a_sample_are_built_as_their_pages(slug: str) -> None:
    """The shapes of a sample's entries are those of shapes.json."""
    _, entries = sample_run(slug)
    shapes = {entry.key: shape for entry in entries if (shape := entry.shape())}
    lines = (f"{json.dumps(key)}: {json.dumps(shapes[key])}" for key in sorted(shapes))
    written = "{" + ",".join(f"\n{line}" for line in lines) + "\n}\n"
    file = SAMPLES / slug / "shapes.json"
    if os.environ.get("LANDBOTE_WRITE_EXPECTED") == "1":
        file.write_text(written, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == written


@every_source
def test_the_entries_of_a_source_are_whole(slug: str) -> None:
    """Every entry has what a row needs, survives its JSON form and names known codes."""
    _, entries = sample_run(slug)
    assert 1 <= len(entries) <= sources()[slug].expected[1]
    assert len({entry.key for entry in entries}) == len(entries)
    for entry in entries:
        assert RawEntry.from_json(entry.to_json()) == entry
        assert entry.source == slug
        assert entry.title == entry.title.strip() != ""
        assert canonical(entry.url) == entry.url
        assert set(entry.prose) <= {field.label for field in entry.fields}
        assert all(field.label and field.text for field in entry.fields)


@every_source
def test_what_a_source_states_is_typed(slug: str) -> None:
    """Dates are dates, areas and applicants are known codes, links may be linked."""
    _, entries = sample_run(slug)
    for given in (entry.given for entry in entries):
        assert given.level in {"", *(level.value for level in Level)}
        assert all(AREA.fullmatch(area) for area in given.areas)
        assert set(given.applicants) <= APPLICANTS
        assert all(canonical(link.url) == link.url for link in given.links)
        assert all(is_whole(deadline) for deadline in given.deadlines)


def is_whole(deadline: GivenDeadline) -> bool:
    """Whether a deadline is a date of this century with a known stage and hour."""
    stages = {"", "sketch", "interest", "application", "registration"}
    return (
        date(2000, 1, 1) < deadline.on < date(2100, 1, 1)
        and deadline.stage in stages
        and bool(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d|", deadline.at))
    )


@every_source
def test_a_source_keeps_to_the_rules_of_robots(slug: str) -> None:
    """No spider switches robots.txt or the one-at-a-time rule off for itself."""
    spider = spider_class(slug)
    file = sys.modules[spider.__module__].__file__
    assert file is not None
    text = Path(file).read_text(encoding="utf-8")
    assert "dont_obey_robotstxt" not in text
    assert spider.custom_settings is None
