"""Sitemap and robots: search engines find what is public, and are asked to leave the rest."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from urllib.robotparser import RobotFileParser

import pytest
from sqlalchemy import Engine

from db.engine import writing
from db.opportunities import Opportunity
from db.projection import rebuild
from db.vocabulary import Visibility
from tests.conftest import TODAY
from tests.notifier.samples import publish, values
from tests.web.measured_stock import counted
from tests.web.public.visiting import stranger
from tests.web.test_doors import DESK, OPEN, SUBSCRIBER
from web.public import sitemap

BASE = "https://landbote.example.org"
SPACE = {"s": sitemap.SPACE}


def places(text: str) -> list[str]:
    """The addresses in a sitemap."""
    return [one.text or "" for one in ET.fromstring(text).iterfind(".//s:loc", SPACE)]


def test_every_page_that_is_public_is_named(engine: Engine) -> None:
    """Each leads somewhere; what is hidden is not named, and each entry says when it changed."""
    for key in ("1", "2", "3"):
        publish(engine, key, values(title=f"Dorfladen {key}"))
    with writing(engine) as session:
        session.get_one(Opportunity, 2).visibility = Visibility.HELD
        rebuild(session, [2], TODAY)
    pages = stranger(engine, base_url=BASE)
    answer = pages.get("/sitemap.xml")
    found = places(answer.text)
    assert answer.headers["content-type"].startswith("application/xml")
    assert {f"{BASE}{path}" for path in ("/", "/foerderungen", "/foerderungen/1")} <= {*found}
    assert f"{BASE}/foerderungen/2" not in found and len(found) == len(set(found))
    assert all(pages.get(one.removeprefix(BASE)).status_code == 200 for one in found)
    assert answer.text.count("<lastmod>2026-11-22T06:30:00+01:00</lastmod>") == 2


def test_what_is_too_much_for_one_file_stands_in_several(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each entry once; the questions asked for a file do not grow with it."""
    monkeypatch.setattr(sitemap, "IN_A_FILE", 2)
    for key in range(1, 6):
        publish(engine, str(key), values(title=f"Dorfladen {key}"))
    pages = stranger(engine, base_url=BASE)
    files = places(pages.get("/sitemap.xml").text)
    assert files == [f"{BASE}/sitemap-{number}.xml" for number in (1, 2, 3)]
    entries = []
    for file in files:
        with counted(engine) as so_far:
            found = places(pages.get(file.removeprefix(BASE)).text)
            assert so_far() < 12
        entries += [one for one in found if "/foerderungen/" in one]
    assert entries == [f"{BASE}/foerderungen/{number}" for number in range(1, 6)]
    assert pages.get("/sitemap-4.xml").status_code == 404


def test_robots_are_asked_to_leave_what_is_not_public(engine: Engine) -> None:
    """No page of the desk or of a subscriber, and no combination of filters; public ones stay."""
    text = stranger(engine, base_url=BASE).get("/robots.txt").text
    rules = [line.removeprefix("Disallow: ") for line in text.splitlines() if "Disallow" in line]

    def may(path: str) -> bool:
        # As RFC 9309 says it, and as programs that know no star do.
        simple = RobotFileParser()
        simple.parse(text.splitlines())
        shut = any(re.match(re.escape(one).replace(r"\*", ".*"), path) for one in rules)
        return not shut and simple.can_fetch("somebot", path)

    shut = {path for method, path in (*DESK, *SUBSCRIBER) if method == "GET" and may(path)}
    assert shut == set()
    assert not may("/foerderungen?thema=kultur&stand=offen") and not may("/foerderungen.csv")
    for path in (
        "/",
        "/foerderungen",
        "/foerderungen/1",
        "/termine",
        "/abonnieren",
        "/datenquellen",
    ):
        assert may(path), path
    assert text.endswith(f"Sitemap: {BASE}/sitemap.xml\n")
    assert ("GET", "/robots.txt") in OPEN
