"""One crawl in its own process: what it writes, and how it says that it went wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crawlers import settings
from crawlers.items import RawEntry
from tests.crawlers.replays import ROOT
from tests.forks import forked

LIST = '<main><a href="/a">A</a> <a href="/b#teil">B</a></main>'
ENTRY = "<main><h1>Dorfladen</h1><p>Text</p></main>"
HOME = "https://example.org"


@dataclass(frozen=True)
class Ended:
    """A crawl that has ended."""

    code: int
    report: dict[str, Any]
    entries: list[RawEntry]
    stderr: str


def crawl(folder: Path, *arguments: str, pages: str | None = None, **bodies: str) -> Ended:
    """Replay pages (name → HTML) with the probe spider."""
    bodies = {"list": LIST, "a": ENTRY, "b": ENTRY} | bodies
    listed = [pages or ""]
    for name, html in bodies.items():
        (folder / f"{name}.html").write_text(f"<html><body>{html}</body></html>", encoding="utf-8")
        listed.append(f'[[page]]\nurl = "{HOME}/{name}"\nfile = "{name}.html"\n')
    (folder / "pages.toml").write_text("\n".join(listed), encoding="utf-8")
    return run(folder, "probe", "--replay", str(folder), "--today", "2026-11-22", *arguments)


def run(folder: Path, *arguments: str) -> Ended:
    """Run the process as it is, with files in the folder."""
    out, report = folder / "entries.jsonl", folder / "report.json"
    command = [sys.executable, *forked("tests.crawlers.probes.run"), *arguments]
    done = subprocess.run(
        [*command, "--out", str(out), "--report", str(report)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    lines = out.read_text(encoding="utf-8").splitlines() if out.exists() else []
    told = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
    return Ended(done.returncode, told, [RawEntry.from_line(line) for line in lines], done.stderr)


def test_a_good_crawl_writes_its_entries_in_the_order_of_the_page(tmp_path: Path) -> None:
    """Two links give two entries, a report that says ok, exit code 0 and progress."""
    ended = crawl(tmp_path, "--progress")
    assert (ended.code, ended.report["outcome"], ended.report["reason"]) == (0, "ok", "")
    assert (ended.report["pages"], ended.report["entries"]) == (3, 2)
    assert [entry.title for entry in ended.entries] == ["0 Dorfladen", "1 Dorfladen"]
    assert [entry.key for entry in ended.entries] == [f"{HOME}/a", f"{HOME}/b"]
    progress = [json.loads(line) for line in ended.stderr.splitlines() if line.startswith("{")]
    assert progress[0] == {"pages": 1, "entries": 0}
    assert progress[-1] == {"pages": 3, "entries": 2}


def test_one_changed_page_breaks_the_run(tmp_path: Path) -> None:
    """The report names the page and the selector, and the exit code is not 0."""
    ended = crawl(tmp_path, b="<main><p>Ohne Überschrift</p></main>")
    assert (ended.code, ended.report["outcome"]) == (1, "broken")
    assert f"{HOME}/b" in ended.report["reason"]
    assert "„h1“" in ended.report["reason"]


def test_an_error_of_ours_breaks_the_run_too(tmp_path: Path) -> None:
    """An exception in a parse method is no reason to go on as if the page were not there."""
    ended = crawl(tmp_path, "--option", "divide=1")
    assert (ended.code, ended.report["outcome"]) == (1, "broken")
    assert "ZeroDivisionError" in ended.report["reason"]
    assert f"{HOME}/a" in ended.report["reason"]


@pytest.mark.parametrize(
    ("option", "reason"),
    [
        ("yield=Text", "Kein Rohfund, sondern str"),
        ("key=immer-gleich", "Der Schlüssel immer-gleich kommt in einem Abruf zweimal vor"),
        ("untitled=1", "Eintrag ohne title"),
    ],
)
def test_an_unfit_entry_breaks_the_run(tmp_path: Path, option: str, reason: str) -> None:
    """What cannot be stored is found out before anything is."""
    ended = crawl(tmp_path, "--option", option)
    assert (ended.code, ended.report["outcome"]) == (1, "broken")
    assert reason in ended.report["reason"]


@pytest.mark.parametrize(
    ("spoiled", "words"),
    [
        ({"b": "<main><p>Ohne Überschrift</p></main>"}, "„h1“"),
        ({"pages": "500"}, "HTTP 500"),
        ({"pages": "401"}, "HTTP 401"),
        ({"pages": "403"}, "HTTP 403"),
    ],
)
def test_a_page_that_is_one_of_many_costs_itself(
    tmp_path: Path, spoiled: dict[str, str], words: str
) -> None:
    """Changed, failing or refused, it is left out and told; more than half are no run."""
    if status := spoiled.get("pages"):
        spoiled = {"pages": answer("/b", int(status))}
    ended = crawl(tmp_path, "--option", "missing=ok", **spoiled)
    assert (ended.code, ended.report["outcome"]) == (0, "ok")
    assert [entry.key for entry in ended.entries] == [f"{HOME}/a"]
    (told,) = ended.report["left_out"]
    assert words in told and f"{HOME}/b" in told
    alone = crawl(
        tmp_path, "--option", "missing=ok", list='<main><a href="/b">B</a></main>', **spoiled
    )
    assert alone.code == 1 and words in alone.report["reason"]


def answer(path: str, status: int = 200, headers: str = "", file: str = "") -> str:
    """One entry of pages.toml."""
    body = f'file = "{file}"\n' if file else ""
    table = f"headers = {{ {headers} }}\n" if headers else ""
    return f'[[page]]\nurl = "{HOME}{path}"\nstatus = {status}\n{body}{table}'


@pytest.mark.parametrize(
    ("pages", "outcome", "reason"),
    [
        (answer("/b", 404), "failed", f"HTTP 404: {HOME}/b"),
        (answer("/b", 403), "blocked", f"HTTP 403: {HOME}/b"),
        (answer("/b", 503, '"Retry-After" = "0"'), "failed", f"HTTP 503: {HOME}/b"),
        (answer("/b", 429, '"Retry-After" = "3600"'), "blocked", f"HTTP 429: {HOME}/b"),
        (
            answer("/b", 302, '"Location" = "https://validate.perfdrive.com/x"'),
            "blocked",
            "validate.perfdrive.com",
        ),
        (answer("/b", headers='"tdm-reservation" = "1"', file="b.html"), "robots", "§ 44b UrhG"),
        (answer("/robots.txt", file="robots.txt"), "robots", "robots.txt erlaubt"),
        (answer("/robots.txt", 500), "failed", "robots.txt: Antwort 500"),
        (answer("/robots.txt", 403), "blocked", "robots.txt: Antwort 403"),
    ],
)
def test_a_refusal_ends_the_run_under_its_own_name(
    tmp_path: Path, pages: str, outcome: str, reason: str
) -> None:
    """Not reachable, not wanted and not allowed are told apart."""
    (tmp_path / "robots.txt").write_text("User-agent: *\nDisallow: /b\n")
    ended = crawl(tmp_path, pages=pages)
    assert (ended.code, ended.report["outcome"]) == (1, outcome)
    assert reason in ended.report["reason"]


@pytest.mark.parametrize(
    "pages",
    [answer("/b", 429), answer("/b", 302, '"Location" = "https://validate.perfdrive.com/x"')],
)
def test_a_refusal_that_speaks_of_us_ends_the_run_on_any_page(tmp_path: Path, pages: str) -> None:
    """One of many or not: who asks too often or is to prove himself asks for nothing more."""
    ended = crawl(tmp_path, "--option", "missing=ok", pages=pages)
    assert (ended.code, ended.report["outcome"]) == (1, "blocked")


def test_a_captcha_with_status_200_is_a_refusal(tmp_path: Path) -> None:
    """A challenge page is not read as if it were the page."""
    ended = crawl(tmp_path, b='<script src="//cdn.perfdrive.com/x.js"></script>')
    assert ended.report["outcome"] == "blocked"
    assert f"{HOME}/b" in ended.report["reason"]


def test_a_page_that_may_be_gone_is_left_out(tmp_path: Path) -> None:
    """With missing_ok a 404 costs its own entry only."""
    ended = crawl(tmp_path, "--option", "missing=ok", pages=answer("/a", 404))
    assert (ended.code, ended.report["outcome"]) == (0, "ok")
    assert [entry.key for entry in ended.entries] == [f"{HOME}/b"]


def test_a_link_into_a_private_network_is_not_followed(tmp_path: Path) -> None:
    """A crawled page cannot send us to the machine next door."""
    ended = crawl(tmp_path, list='<main><a href="http://192.168.0.1/a">A</a></main>')
    assert ended.report["outcome"] == "failed"
    assert "http://192.168.0.1/a" in ended.report["reason"]


def test_a_crawl_ends_at_its_page_budget(tmp_path: Path) -> None:
    """Four pages are allowed; the fifth ends the run."""
    links = "".join(f'<a href="/{name}">{name}</a>' for name in "abcde")
    more = dict.fromkeys("cde", ENTRY)
    ended = crawl(tmp_path, list=f"<main>{links}</main>", **more)
    assert ended.report["outcome"] == "failed"
    assert "Mehr Seiten als" in ended.report["reason"]


def test_a_source_that_does_not_exist_is_reported(tmp_path: Path) -> None:
    """The report names the file that is missing."""
    ended = run(tmp_path, "gibt_es_nicht", "--today", "2026-11-22", "--replay", str(tmp_path))
    assert (ended.code, ended.report["outcome"]) == (1, "failed")
    assert "crawlers/spiders/gibt_es_nicht.py" in ended.report["reason"]


def test_a_visit_without_a_contact_address_is_not_made(tmp_path: Path) -> None:
    """Outside a replay the operator must be reachable."""
    ended = run(tmp_path, "probe", "--today", "2026-11-22")
    assert ended.code == 2
    assert "--contact is required" in ended.stderr
    assert ended.report == {}


def test_a_live_crawl_does_not_dial_a_private_address(tmp_path: Path) -> None:
    """The guard stands without a replay as well."""
    option = "list=http://127.0.0.1:9/list"
    contact = ("--contact", "https://example.org/kontakt")
    ended = run(tmp_path, "probe", "--today", "2026-11-22", *contact, "--option", option)
    assert (ended.code, ended.report["outcome"]) == (1, "failed")
    assert "http://127.0.0.1:9/list" in ended.report["reason"]


def test_the_settings_are_polite() -> None:
    """One request at a time, two seconds apart, nothing kept, nothing open to control."""
    assert settings.CONCURRENT_REQUESTS == settings.CONCURRENT_REQUESTS_PER_DOMAIN == 1
    assert settings.DOWNLOAD_DELAY - settings.DOWNLOAD_DELAY_JITTER >= 2
    assert settings.ROBOTSTXT_OBEY
    assert settings.DOWNLOAD_VERIFY_CERTIFICATES
    assert not settings.COOKIES_ENABLED
    assert not settings.TELNETCONSOLE_ENABLED
    assert not settings.REMOTE_CONTROL_ENABLED
    assert not settings.HTTPCACHE_ENABLED
