"""Full text: where staff decided so, a publisher's text leaves us nowhere; all else does."""

from __future__ import annotations

import email.policy
import io
import re
import zipfile
from datetime import timedelta
from email.parser import BytesParser

import pytest
from sqlalchemy import Engine, select
from starlette.testclient import TestClient

from db.change_log import note_changes
from db.deliveries import Delivery
from db.engine import reading, writing
from db.opportunities import Opportunity
from db.projection import rebuild
from db.stable_ids import stable_id
from db.statements import Evidence, Field
from db.vocabulary import Cadence, Presence
from pipeline.desk.sources import decide_full_text, take_back_full_text
from tests.conftest import NOW, TODAY
from tests.notifier.samples import REGION, STATE, add_subscriber, group, publish, values
from tests.notifier.test_planning import plan
from tests.stating import said
from tests.web.test_doors import API, OPEN, SUBSCRIBER, furnish, site
from web.app import make_app
from web.exports import format_names

# Each stands in the text of one source alone: of the first, of the second.
FIRST, SECOND = "Wortlautprobe", "Nachbarwort"
BY = "staff:x@example.org"
LONG = f"{'Höchstens 20.000 Euro, ' * 30} {FIRST}"
# Where the text is told as long as nobody decided otherwise: else the walk would prove nothing.
WAYS = (
    "/foerderungen/1",
    "/foerderungen.csv",
    "/foerderungen.json",
    "/foerderungen.xlsx",
    "/foerderungen.atom",
    "/vergleich",
    "/api/v1/foerderungen/1",
    "/api/v1/foerderungen/1/revisionen",
    "/api/v1/aenderungen",
    "/common-grants/opportunities/",
    "/common-grants/opportunities/search",
    "/regionen/leader:vogelsberg/atom",
    "/abo/ausgabe/",
    "/abo/feed/1/atom.xml",
)
MORE = (
    "/foerderungen/3",
    "/api/v1/foerderungen/3",
    "/api/v1/foerderungen/3/revisionen",
    "/vergleich?a=1&b=3",
    f"/common-grants/opportunities/{stable_id(STATE.slug, '1')}",
)


def texts(word: str) -> str:
    """A text for villages in which the word stands where only whoever shows the text shows it."""
    return f"Das Land fördert neue Bürgerbusse im Dorf. Die {word} gibt es für alle Vereine."


@pytest.fixture
def pages(engine: Engine) -> TestClient:
    """Whatever goes out, of two sources: a browser that stays the same, with what it holds."""
    furnish(engine, summary=texts(FIRST))
    publish(engine, "n", values(title="Radwege der Region", summary=texts(SECOND)), source=REGION)
    publish(engine, "m", values(title="Bürgerbusse für den ländlichen Raum, zweite Runde",
                                summary=texts(FIRST)))  # fmt: skip
    note_changes(engine, NOW)
    return TestClient(make_app(site(engine)), raise_server_exceptions=False)


def decide(engine: Engine, *, keep: bool = False) -> None:
    """Let staff decide of the first source."""
    with writing(engine) as session:
        decide_full_text(session, STATE.slug, keep=keep, basis="", by=BY, now=NOW, why="Bitte")


def answers(pages: TestClient) -> dict[str, str]:
    """All that strangers, subscribers and programs are answered, by method and path."""
    found = {}
    paths = [*OPEN, *SUBSCRIBER, *API, *(("GET", path) for path in MORE)]
    every = {
        (method, re.sub(r"\.csv$", f".{ending}", path))
        for method, path in paths
        for ending in format_names()
        if method == "GET" or "search" in path
    }
    for method, path in sorted(every):
        answer = pages.request(method, path, json={} if method == "POST" else None)
        found[f"{method} {path}"] = _words(answer.content)
    return found


def _words(body: bytes) -> str:
    """Return all words of an answer, also of one that is a zipped table."""
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            body = b" ".join(parts.read(name) for name in parts.namelist())
    text = body.decode("utf-8", "replace")
    return re.sub(r"\r?\n[ \t]", "", text)  # as calendars fold their lines


def telling(found: dict[str, str], word: str) -> set[str]:
    """Return where a word is told."""
    return {where for where, text in found.items() if word in text}


def test_a_closed_text_is_told_nowhere(engine: Engine, pages: TestClient) -> None:
    """On every page, in every file and answer; title and link stay, and the neighbour's text."""
    before = answers(pages)
    first, second = telling(before, FIRST), telling(before, SECOND)
    assert [way for way in WAYS if not any(way in where for where in first)] == []
    decide(engine)
    after = answers(pages)
    assert telling(after, FIRST) == set()
    assert telling(after, SECOND) == second
    title = "Bürgerbusse für den ländlichen Raum"
    assert first <= telling(after, title) | telling(after, "rgerbusse f")
    assert "https://example.org/foerderung/buergerbusse" in after["GET /foerderungen/1"]
    with writing(engine) as session:
        take_back_full_text(session, STATE.slug, BY, NOW)
    for where in sorted(first):  # and what pages and programs hold is made anew
        method, path = where.split()
        again = pages.request(method, path, json={} if method == "POST" else None)
        assert FIRST in _words(again.content), where


def test_what_is_gone_is_not_told_either(engine: Engine) -> None:
    """An entry that its source took away has a page still, and its revisions."""
    publish(engine, "1", values(summary=texts(FIRST)))
    with writing(engine) as session:
        session.get_one(Opportunity, 1).presence = Presence.WITHDRAWN
        rebuild(session, [1], TODAY)
    pages = TestClient(make_app(site(engine)))
    paths = ("/foerderungen/1", "/api/v1/foerderungen/1", "/api/v1/foerderungen/1/revisionen")
    assert all(FIRST in pages.get(path).text for path in paths)
    decide(engine)
    assert not any(FIRST in pages.get(path).text for path in paths)


def test_a_quote_is_no_way_around(engine: Engine) -> None:
    """A reading that quotes a whole passage is told with the beginning of it."""
    quoted = said(Field.AWARD_MAX, 20_000, evidence=Evidence(quote=LONG))
    publish(engine, "1", values(award_max=None, more=(quoted,)))
    pages = TestClient(make_app(site(engine)))
    assert FIRST in pages.get("/api/v1/foerderungen/1").text
    decide(engine)
    told = pages.get("/api/v1/foerderungen/1").text
    assert FIRST not in told and LONG[:200] in told


def test_a_closed_text_fills_no_gap(engine: Engine) -> None:
    """Of two entries that are one only the open text is told, whichever of them leads."""
    one = publish(engine, "1", values(summary=texts(FIRST)))
    other = publish(engine, "2", values(summary=""), source=REGION)
    group(engine, other, one)
    pages = TestClient(make_app(site(engine)))
    assert FIRST in pages.get(f"/api/v1/foerderungen/{other}").text
    decide(engine)
    assert FIRST not in pages.get(f"/api/v1/foerderungen/{other}").text


@pytest.mark.parametrize("closed", [False, True])
def test_a_closed_text_is_mailed_to_nobody(engine: Engine, closed: bool) -> None:
    """The card has title, readings and link all the same."""
    add_subscriber(engine, 1)
    publish(engine, "1", values(summary=texts(FIRST)))
    publish(engine, "2", values(title="Radwege", summary=texts(SECOND)), source=REGION)
    if closed:
        decide(engine)
    assert plan(engine, TODAY + timedelta(days=1), Cadence.DAILY) == 1
    with reading(engine) as session:
        raw = session.scalars(select(Delivery.message)).one()
    mail = BytesParser(policy=email.policy.default).parsebytes(raw)
    bodies = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    words = [" ".join(body.split()) for body in bodies]
    assert all("Bürgerbusse für den ländlichen Raum" in one for one in words)
    assert all((FIRST not in one) is closed for one in words)
    assert all(SECOND in one for one in words)
