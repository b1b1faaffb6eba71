"""New source: two things are written, they start red, and they turn green with a real page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawlers.items import Kind
from crawlers.registry import sources
from landbote.new_source import NewSourceError, write_new_source
from tests.crawlers.replays import ROOT, replay

URL = "https://www.foerderung.example.org/aufrufe/"
PAGE = "<html><body><main><h1>Neuer Aufruf</h1><p>Anträge bis 31. Januar 2027.</p></main></body>"
LONG = "https://" + "sehr-lange-adresse." * 3 + "example.org/" + "aufrufe/" * 20


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the crawlers with no source of its own."""
    ignored = shutil.ignore_patterns("__pycache__", "samples", "bund_*", "eu_*", "he_*")
    shutil.copytree(ROOT / "crawlers", tmp_path / "crawlers", ignore=ignored)
    (tmp_path / "crawlers" / "samples").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("slug", "level", "area"),
    [("he_ehrenamt", "STATE", "06"), ("bund_sport", "FEDERAL", "de"), ("eu_urbact", "EU", "eu")],
)
def test_two_things_are_written(project: Path, slug: str, level: str, area: str) -> None:
    """A spider and a samples folder are written; the slug's front says level and area."""
    written = write_new_source(slug, URL, root=project)
    assert [path.relative_to(project).as_posix() for path in written] == [
        f"crawlers/spiders/{slug}.py",
        f"crawlers/samples/{slug}/pages.toml",
        f"crawlers/samples/{slug}/start.html",
    ]
    text = written[0].read_text()
    assert f"level=Level.{level}" in text
    assert f'area="{area}"' in text


def test_a_new_source_starts_red(project: Path) -> None:
    """The placeholder page breaks the run with a sentence that names page and part."""
    write_new_source("he_ehrenamt", URL, root=project)
    folder = project / "crawlers" / "samples" / "he_ehrenamt"
    report, entries = replay("he_ehrenamt", folder, project, root=project)
    assert (report["outcome"], entries) == ("broken", [])
    assert URL in report["reason"] and "main" in report["reason"]
    assert not (folder / "expected.json").exists()


def test_a_real_page_is_read_by_the_untouched_spider(project: Path) -> None:
    """With a page in place of the placeholder the spider yields headline and text."""
    write_new_source("he_ehrenamt", URL, root=project)
    write_new_source("he_heimat", URL, root=project)
    folder = project / "crawlers" / "samples" / "he_ehrenamt"
    (folder / "start.html").write_text(PAGE, encoding="utf-8")
    report, (entry,) = replay("he_ehrenamt", folder, project, root=project)
    assert report["outcome"] == "ok"
    assert (entry.source, entry.kind) == ("he_ehrenamt", Kind.NOTICE)
    assert (entry.title, entry.url) == ("Neuer Aufruf", URL)
    assert "31. Januar 2027" in entry.body


def run_source_tests(project: Path, which: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the tests of new sources as their author would."""
    words = ("tests/test_sources.py", "-k", which, "-q", "-p", "no:cacheprovider")
    environment = {**os.environ, **more}
    return subprocess.run(
        (sys.executable, "-m", "pytest", *words),
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_from_red_to_green(project: Path) -> None:
    """A source's tests fail on the placeholder, with a page for want of its reading, then pass."""
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("tests", "db"):
        shutil.copytree(ROOT / name, project / name, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", project)
    for slug in ("he_ehrenamt", "he_heimat"):
        write_new_source(slug, URL, root=project)
    folder = project / "crawlers" / "samples" / "he_heimat"
    (folder / "start.html").write_text(PAGE, encoding="utf-8")
    red = run_source_tests(project, "he_ehrenamt or he_heimat")
    assert red.returncode == 1, red.stdout
    failed = [line for line in red.stdout.splitlines() if line.startswith("FAILED")]
    for slug in ("he_ehrenamt", "he_heimat"):
        assert any(f"its_sample_as_reviewed[{slug}]" in line for line in failed)
    assert f"Seite geändert: {URL}" in red.stdout
    assert "no expected.json: run with LANDBOTE_WRITE_EXPECTED=1" in red.stdout
    green = run_source_tests(project, "he_heimat", LANDBOTE_WRITE_EXPECTED="1")
    assert green.returncode == 0, green.stdout
    assert "Neuer Aufruf" in (folder / "expected.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("url", [URL, LONG])
def test_what_is_written_passes_the_linters(project: Path, url: str) -> None:
    """The written spider needs no tidying up, however long its address is."""
    spider, *_ = write_new_source("he_ehrenamt", url, root=project)
    config = ("--config", str(ROOT / "pyproject.toml"))
    for command in (("check",), ("format", "--check")):
        ended = subprocess.run(
            [sys.executable, "-m", "ruff", *command, *config, str(spider)],
            capture_output=True,
            text=True,
        )
        assert ended.returncode == 0, ended.stdout


@pytest.mark.parametrize(
    "slug", ["wibank", "HE_wibank", "he-wibank", "_he_x", "he_", "1_he", "he_wi bank", "he__x", ""]
)
def test_a_slug_that_will_not_do(project: Path, slug: str) -> None:
    """A slug that could not be a module name with a level is refused in German."""
    with pytest.raises(NewSourceError, match="Kürzel"):
        write_new_source(slug, URL, root=project)
    assert not list((project / "crawlers" / "samples").iterdir())


@pytest.mark.parametrize(
    "url",
    [
        "www.example.org",
        "ftp://example.org/",
        "https://",
        "javascript:alert(1)",
        'https://example.org/"+x+"',
        "https://example.org/a b",
        "https://user@example.org/",
        "https://example.org:notaport/",
    ],
)
def test_an_address_that_will_not_do(project: Path, url: str) -> None:
    """An address that is none, or that would break out of the written code, is refused."""
    with pytest.raises(NewSourceError, match="Adresse"):
        write_new_source("he_ehrenamt", url, root=project)
    assert not list((project / "crawlers" / "samples").iterdir())


@pytest.mark.parametrize("name", ["spiders/he_ehrenamt.py", "samples/he_ehrenamt/start.html"])
def test_nothing_is_overwritten(project: Path, name: str) -> None:
    """Where one of the files is there already, none is written."""
    taken = project / "crawlers" / name
    taken.parent.mkdir(exist_ok=True)
    taken.write_text("meins")
    with pytest.raises(NewSourceError, match="nicht überschrieben"):
        write_new_source("he_ehrenamt", URL, root=project)
    assert taken.read_text() == "meins"
    assert not (project / "crawlers" / "samples" / "he_ehrenamt" / "pages.toml").exists()


def test_no_source_kept_the_placeholder_facts() -> None:
    """Every shipped source names its publisher; none still has the address for a name."""
    shipped = sources()
    assert len(shipped) >= 2
    for slug, source in shipped.items():
        host = urlsplit(source.homepage).hostname
        assert host not in (source.title, source.publisher), f"{slug}: fill in the facts"
        assert source.licence != f"© {host}", f"{slug}: fill in the licence line"
