"""Unanswered: what is told of a host that does not answer, asked of hosts that really do not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from scrapy.exceptions import DownloadTimeoutError

from crawlers.observe.causes import cause_of, what_helps
from crawlers.observe.outcome import Outcome
from crawlers.unanswered import unanswered, without_rules
from tests.crawlers.serving import serving
from tests.crawlers.test_spider_run import ENTRY, Ended, run

ROBOTS = "/robots.txt"
CLOSED = "127.0.0.1:9"


def visit(folder: Path, url: str, *options: str) -> Ended:
    """Crawl a list with nothing but addresses of this machine let through."""
    netlocs = {one.split("/")[2] for one in (url, *options)}
    allowed = [part for one in netlocs for part in ("--allow-address", one)]
    day = ("--today", "2026-11-22", "--contact", "https://example.org/")
    return run(folder, "probe", *day, "--option", f"list={url}", "--option", "missing=ok", *allowed)


def self_signed(folder: Path) -> Path:
    """Write a certificate that nobody vouches for, with its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "gemeinde.example")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    file = folder / "certificate.pem"
    file.write_bytes(private + made.public_bytes(pem))
    return file


def told(ended: Ended, outcome: str, what: str, page: str) -> None:
    """Assert how it ended, in which words, of which page, and that there is help."""
    reason = ended.report["reason"]
    cause = cause_of(reason)
    assert (ended.code, ended.report["outcome"]) == (1, outcome)
    assert (cause.what, cause.page) == (what, page)
    assert what_helps(outcome, reason)


@pytest.mark.parametrize(
    ("tls", "what"),
    [
        (True, "Das Zertifikat der Website ist ungültig"),
        (False, "Die Website lässt keine verschlüsselte Verbindung zu"),
    ],
)
def test_a_host_that_cannot_be_spoken_to_in_secret(tmp_path: Path, tls: bool, what: str) -> None:
    """A certificate that is worth nothing, and none at all; robots.txt has no part in it."""
    with serving(certificate=self_signed(tmp_path) if tls else None) as host:
        url = f"https://{host.netloc}/list"
        ended = visit(tmp_path, url)
    told(ended, "unreachable", what, url)
    assert "robots.txt" not in ended.report["reason"] and ended.report["manners"] == {}


def test_a_host_at_which_nobody_listens(tmp_path: Path) -> None:
    """The connection is refused; nothing is said of a robots.txt that nobody was asked for."""
    url = f"http://{CLOSED}/list"
    ended = visit(tmp_path, url)
    told(ended, "unreachable", "Die Website lehnt die Verbindung ab", url)
    assert "robots.txt" not in ended.report["reason"] and ended.report["manners"] == {}


@pytest.mark.parametrize(
    ("wrong", "outcome", "what"),
    [
        (503, "failed", "robots.txt: Antwort 503, daher kein Abruf"),
        (403, "blocked", "robots.txt: Antwort 403, daher kein Abruf"),
        (0, "unreachable", "Die Verbindung brach ab, ehe eine Antwort kam"),
    ],
)
def test_a_host_that_answers_wrongly_to_robots_txt(
    tmp_path: Path, wrong: int, outcome: str, what: str
) -> None:
    """A status is told with its number, and is a word of the host; to hang up is none."""
    with serving() as host:
        url = f"http://{host.netloc}/list"
        host.pages = {"/list": ({}, ENTRY)}
        host.statuses, host.dropped = ({ROBOTS: wrong}, set()) if wrong else ({}, {ROBOTS})
        ended = visit(tmp_path, url)
    told(ended, outcome, what, url)
    said = {name: one["robots"] for name, one in ended.report["manners"].items()}
    assert said == ({host.netloc: "unreadable"} if wrong else {})
    assert [path for path, _at in host.asked if path != ROBOTS] == []


def test_a_page_among_many_on_a_dead_host_costs_itself(tmp_path: Path) -> None:
    """A list that links to another host, which does not answer, is read all the same."""
    with serving() as host:
        links = f'<a href="/a">A</a><a href="http://{CLOSED}/b">B</a>'
        host.pages = {"/list": ({}, f"<main>{links}</main>"), "/a": ({}, ENTRY)}
        ended = visit(tmp_path, f"http://{host.netloc}/list", f"http://{CLOSED}/b")
        assert [entry.url for entry in ended.entries] == [f"http://{host.netloc}/a"]
    assert ended.report["outcome"] == "ok"
    assert ended.report["left_out"] == [f"Die Website lehnt die Verbindung ab: http://{CLOSED}/b"]


def test_a_host_that_keeps_silent() -> None:
    """Of a page it is said how long was waited; where robots.txt was asked for, that as well."""
    page, file = "https://gemeinde.example/aktuelles", "https://gemeinde.example/robots.txt"
    silent, meta = DownloadTimeoutError(f"Getting {file} took longer"), {"download_timeout": 60.0}
    stop = unanswered(silent, page, meta)
    assert stop.outcome is Outcome.UNREACHABLE
    assert stop.reason == f"Keine Antwort innerhalb von 60 s: {page}"
    first = without_rules(page, error=silent, url=file, meta=meta)
    cause = cause_of(first.reason)
    assert (cause.what, cause.page) == ("Keine Antwort innerhalb von 60 s", page)
    assert cause.more == "schon auf die erste Frage, robots.txt"
    elsewhere = "https://www.gemeinde.example/robots.txt"
    assert without_rules(page, error=silent, url=elsewhere, meta=meta).reason.endswith(elsewhere)
