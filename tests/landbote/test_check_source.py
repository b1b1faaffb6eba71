"""Check source: what each step found, and a frozen copy that is a sample."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from landbote.check_source import clear
from tests.crawlers.replays import ROOT, replay
from tests.crawlers.sampled import SAMPLES, sample_run
from tests.databases import SqliteTemplate
from tests.doses import seldom
from tests.landbote.test_cli import Landbote, landbote_on

SLUG = "bund_bbsr_aufrufe"


@pytest.fixture
def landbote(sqlite_template: SqliteTemplate, tmp_path: Path) -> Iterator[Landbote]:
    """The command on a fresh database."""
    with sqlite_template.database(tmp_path) as url:
        yield landbote_on(url, tmp_path)


def test_a_check_tells_what_each_step_found(landbote: Landbote, tmp_path: Path) -> None:
    """Requests with status, selectors with their matches and filled fields; nothing is stored."""
    frozen = tmp_path / "frozen"
    done = landbote("check-source", SLUG, "--replay", str(SAMPLES), "--freeze", str(frozen))
    assert done.returncode == 0, done.stderr
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert lines[:2] == [
        f"{SLUG}: in Ordnung.",
        "Einträge: 3 (erwartet 1 bis 120): 2 Aufruf, 1 Bewilligung",
    ]
    assert sum(line.startswith("200 ") for line in lines) == 5
    assert "3 3 h1" in lines and "3 Datum der Veröffentlichung" in lines
    assert str(frozen) in lines[-1]
    assert landbote("export").stdout == ""


@pytest.mark.parametrize("slug", [seldom(SLUG), "eu_funding_tenders"])
def test_a_frozen_copy_is_a_sample(landbote: Landbote, tmp_path: Path, slug: str) -> None:
    """What was frozen gives the same entries when it is replayed, posts to an API included."""
    frozen = tmp_path / "frozen"
    done = landbote("check-source", slug, "--replay", str(SAMPLES), "--freeze", str(frozen))
    assert done.returncode == 0, done.stdout
    _, entries = replay(slug, frozen, tmp_path, root=ROOT)
    assert tuple(entries) == sample_run(slug)[1]
    pages = tomllib.loads((frozen / "pages.toml").read_text("utf-8"))["page"]
    assert all("url" in page for page in pages)


def test_a_changed_page_is_shown_with_its_selector(landbote: Landbote, tmp_path: Path) -> None:
    """A source that cannot be read says where, with exit code 1, and is frozen all the same."""
    folder = shutil.copytree(SAMPLES / SLUG, tmp_path / "pages")
    for page in folder.glob("*.html"):
        untitled = page.read_text("utf-8").replace("h1>", "h6>").replace("title>", "h6>")
        page.write_text(untitled, encoding="utf-8")
    frozen = tmp_path / "frozen"
    done = landbote("check-source", SLUG, "--replay", str(folder), "--freeze", str(frozen))
    assert done.returncode == 1
    assert "„h1 | title“ erwartet genau einmal, gefunden: 0" in done.stdout
    assert (frozen / "pages.toml").exists()


def test_only_frozen_pages_are_cleared(tmp_path: Path) -> None:
    """A folder with anything else, a reviewed sample among them, is left alone."""
    frozen, reviewed, foreign = (tmp_path / name for name in ("frozen", "reviewed", "foreign"))
    for folder in (frozen, reviewed, foreign):
        folder.mkdir()
        (folder / "notes.txt").touch()
    (frozen / "pages.toml").touch()
    (reviewed / "pages.toml").touch()
    (reviewed / "expected.json").touch()
    clear(frozen)
    assert not frozen.exists()
    for folder in (reviewed, foreign):
        with pytest.raises(FileExistsError, match=folder.name):
            clear(folder)
        assert (folder / "notes.txt").exists()
