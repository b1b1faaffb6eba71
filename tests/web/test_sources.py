"""The desk's pages about sources: how each stands, what is wrong, what staff may do about it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from html import unescape

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from crawlers.source import Source
from db import leases
from db.accounts import Account
from db.crawls import CrawlRun
from db.decisions import Act, Decision
from db.engine import reading, writing
from db.findings import Finding, note
from db.frozen_pages import FrozenPage
from db.full_text import closed_sources, full_text_decisions
from db.manners import HostManners
from db.source_orders import SourceOrder
from db.vocabulary import FindingKind, OrderState, Role, RunOutcome
from pipeline.desk.sources import pause
from tests.notifier.samples import REGION, STATE, TREE, publish, values
from tests.web.signing_in import Signed, signed_in
from web.site import Site
from web.watching import Watching

DAY = timedelta(days=1)
ADDRESS = "staff@example.org"


def site(engine: Engine, now: datetime, today: date, *sources: Source) -> Site:
    """The pages of some sources, two by default."""
    known = {source.slug: source for source in sources or (STATE, REGION)}
    return Site(
        engine=engine,
        sources=known,
        area_label=TREE.label,
        areas=TREE,
        today=lambda: today,
        now=lambda: now,
        watching=Watching(checked=_checked, add=_added),
    )


def _checked(said: Mapping[str, str]) -> Mapping[str, str]:
    if "intern" in said["url"]:
        raise ValueError("keine öffentliche Webadresse")
    return {**said, "level": "state", "language": "de"}


def _added(session: Session, facts: Mapping[str, str], now: datetime) -> str:
    return "state"


@pytest.fixture
def browser(engine: Engine, now: datetime, today: date) -> Signed:
    """A clerk's browser on the pages of two sources."""
    return signed_in(site(engine, now, today))


def visited(session: Session, slug: str, at: datetime, outcome: RunOutcome, **more: int) -> None:
    """A visit that ended like this."""
    session.add(CrawlRun(source=slug, started_at=at, finished_at=at, outcome=outcome, **more))


def said(page: str) -> str:
    """The words of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_health_stands_in_words(browser: Signed, engine: Engine, now: datetime) -> None:
    """Good, broken for days, and never visited; the broken one comes first."""
    assert said(browser.get("/quellen").text).count("noch nie abgerufen") >= 2
    with writing(engine) as session:
        visited(session, "state", now, RunOutcome.OK, entries=14, new=2)
        broken = now - 3 * DAY
        visited(session, "region", broken, RunOutcome.BROKEN)
        note(session, "region", FindingKind.BROKEN, "Seite geändert.", "", broken)
    page = browser.get("/quellen").text
    assert "in Ordnung, zuletzt heute 06:30, 14 Einträge" in said(page)
    assert "seit 3 Tagen nicht lesbar: Seite geändert." in said(page)
    table = page[page.index("<tbody>") :]
    assert table.index("/quellen/region") < table.index("/quellen/state")


def test_what_happened_to_a_silent_website_stands_with_what_helps(
    browser: Signed, engine: Engine, now: datetime
) -> None:
    """On its own page, where it is told first and among the findings, and on the list."""
    reason = "Die Website lehnt die Verbindung ab: https://example.org/aktuelles"
    with writing(engine) as session:
        visited(session, "region", now, RunOutcome.UNREACHABLE)
        note(session, "region", FindingKind.UNREACHABLE, reason, "", now)
        note(session, "state", FindingKind.BROKEN, "Seite geändert: https://example.org/", "", now)
    for path in ("/quellen", "/quellen/region"):
        page = said(browser.get(path).text)
        assert f"seit heute nicht erreichbar: {reason}" in page
        assert f"{reason} Was hilft: Adresse im Browser öffnen" in page
    assert "Was hilft" not in said(browser.get("/quellen/state").text)


def test_the_chart_says_what_it_shows(browser: Signed, engine: Engine, now: datetime) -> None:
    """Each state is drawn and told; the large chart tells every day."""
    outcomes = {
        RunOutcome.OK: 3, RunOutcome.UNCHANGED: 0, RunOutcome.FAILED: 0, RunOutcome.TOO_FEW: 0,
    }  # fmt: skip
    with writing(engine) as session:
        for days, (outcome, news) in enumerate(outcomes.items()):
            visited(session, "state", now - days * DAY, outcome, new=news, entries=5)
        visited(session, "state", now - 200 * DAY, RunOutcome.OK, new=1)
    words = "90 Tage: 1 mit Neuem, 1 ohne Neues, 1 unbrauchbar, 1 gescheitert"
    small, large = browser.get("/quellen").text, browser.get("/quellen/state").text
    assert f'aria-label="{STATE.title}: {words}"' in small and words in large
    for state in ("good", "quiet", "broken", "failed"):
        assert f'<path class="{state}"' in small and f'<rect class="{state}"' in large
    assert "22.11.2026: in Ordnung, 5 Einträge, 3 neu oder geändert" in large
    assert "style=" not in small + large


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("zustand=nie", {"region"}),
        ("zustand=ordnung", {"state"}),
        ("suche=vogelsberg+LEADER", {"region"}),
        ("land=06", {"state", "region"}),
        ("land=05", set()),
        ("stand=bestaetigt", {"state"}),
        ("stand=unbestaetigt", {"region"}),
        ("stand=hinweise", set()),
        ("suche=gibtesnicht", set()),
        ("", {"state", "region"}),
    ],
)
def test_the_list_can_be_narrowed(
    browser: Signed, engine: Engine, now: datetime, query: str, shown: set[str]
) -> None:
    """By state, words, Land, LEADER regions included, and by whether it was ever read live."""
    with writing(engine) as session:
        visited(session, "state", now, RunOutcome.OK)
    page = browser.get(f"/quellen?{query}").text
    rows = page[page.index("<tbody>") :]
    assert set(re.findall(r'href="/quellen/(\w+)"', rows)) == shown


def test_the_list_says_how_many_are_confirmed(
    browser: Signed, engine: Engine, now: datetime
) -> None:
    """Above the filters, each count a link to those; the Länder are folded below them."""
    with writing(engine) as session:
        visited(session, "state", now, RunOutcome.OK)
    page = browser.get("/quellen").text
    assert '<a href="/quellen?stand=bestaetigt">1 bestätigt</a>' in page
    assert '<a href="/quellen?stand=unbestaetigt">1 unbestätigt</a>' in page
    assert "Unbestätigt heißt" in page and "unbestätigt (1)" in page
    with writing(engine) as session:
        visited(session, "region", now, RunOutcome.OK)
    page = browser.get("/quellen").text
    assert "Unbestätigt heißt" not in page and ", 0 unbestätigt." in page
    more = signed_in(site(engine, now, now.date(), STATE, replace(STATE, slug="by", area="09")))
    page = more.get("/quellen").text
    assert page.index('id="f-stand"') < page.index("Nach Land") < page.index("1 von 1")


@pytest.mark.parametrize(
    ("outcome", "replayed", "why"),
    [
        (None, False, "wurde noch nie abgerufen"),
        (RunOutcome.OK, True, "gespeicherte Seiten gelesen, nicht die Website"),
        (RunOutcome.BROKEN, False, "Kein Abruf der Website gelang bisher"),
        (RunOutcome.RUNNING, False, "läuft gerade"),
        (RunOutcome.OK, False, ""),
    ],
)
def test_a_source_says_why_it_is_unconfirmed_and_what_to_do(
    engine: Engine, now: datetime, today: date, outcome: RunOutcome, replayed: bool, why: str
) -> None:
    """And how its address is known; a confirmed one says nothing of it."""
    evidence = "In öffentlichem Quelltext genannt"
    browser = signed_in(site(engine, now, today, replace(STATE, evidence=evidence), REGION))
    if outcome:
        with writing(engine) as session:
            run = CrawlRun(source="state", started_at=now, outcome=outcome, replayed=replayed)
            session.add(run)
    page = said(browser.get("/quellen/state").text)
    assert f"Woher wir die Adresse kennen: {evidence}." in page
    assert why in page and ("Unbestätigt." in page) is bool(why)
    assert ("Der erste gute Abruf bestätigt sie" in page) is bool(why)


def test_a_source_of_hints_says_that_it_makes_no_entries(
    engine: Engine, now: datetime, today: date
) -> None:
    """Its page leads to the hints, and promises nothing for mails."""
    town = replace(STATE, slug="town", leads=True)
    browser = signed_in(site(engine, now, today, town, REGION))
    assert "Von allen gibt 1 nur Hinweise ." in said(browser.get("/quellen").text)
    page = browser.get("/quellen/town").text
    assert "gibt nur Hinweise" in page and "Einträge (" not in page
    assert "Kurztext steht auf den Seiten" not in page and "sehen nur Sie als Hinweis" in page
    assert "Einträge (0)" in browser.get("/quellen/region").text


@contextmanager
def counting(engine: Engine) -> Iterator[list[str]]:
    """Note every statement."""
    seen: list[str] = []

    def note_it(_c: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note_it)
    yield seen
    event.remove(engine, "before_cursor_execute", note_it)


@pytest.mark.parametrize("path", ["/quellen", "/quellen/s1"])
def test_more_rows_ask_no_more_questions(
    engine: Engine, now: datetime, today: date, path: str
) -> None:
    """The list and a source's page ask the database the same for few and for many of each."""
    counts = []
    for many in (4, 16):
        sources = [replace(STATE, slug=f"s{n}", title=f"Quelle {n}") for n in range(many)]
        with writing(engine) as session:
            for source in sources:
                note(session, source.slug, FindingKind.SILENT, f"Still {many}.", "", now)
            for n in range(many):
                visited(session, "s1", now - n * DAY, RunOutcome.OK, new=n)
                session.add(
                    FrozenPage(
                        source="s1", step=f"{many}_{n}", good=True, url="https://example.org/",
                        status=200, size=1, digest="", body=b"", run_id=1, taken_at=now,
                    )
                )  # fmt: skip
        for n in range(many):
            publish(engine, f"{many}-{n}", values(), source=sources[1])
        browser = signed_in(site(engine, now, today, *sources))
        with counting(engine) as statements:
            assert browser.get(path).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_visit_is_asked_for_once(browser: Signed, engine: Engine, now: datetime) -> None:
    """Pressing twice gives one order and one decision, and the page says that nobody is at work."""
    for _ in range(2):
        answer = browser.act("/quellen/state/abruf")
        assert answer.status_code == 303, answer.text
    browser.act("/quellen/region/abruf")
    with reading(engine) as session:
        orders = list(session.scalars(select(SourceOrder).order_by(SourceOrder.id)))
        acts = list(session.scalars(select(Decision).order_by(Decision.id)))
    assert [(one.act, one.about, one.asked_by) for one in orders] == [
        ("run", "state", ADDRESS), ("run", "region", ADDRESS),
    ]  # fmt: skip
    assert [(one.act, one.about, one.decided_by) for one in acts] == [
        (Act.RUN, "state", ADDRESS), (Act.RUN, "region", ADDRESS),
    ]  # fmt: skip
    page = browser.get("/quellen/state").text
    assert "Der Dienst läuft gerade nicht." in page and "wartet" in page
    leases.take(engine, leases.SERVICE, "host:1", now, DAY)
    assert "Der Dienst läuft gerade nicht." not in browser.get("/quellen/state").text


def test_a_source_rests_until_somebody_lets_it_go_on(browser: Signed, engine: Engine) -> None:
    """The page says since when, by whom and why; twice is refused; to go on is a decision too."""
    publish(engine, "1", values())
    assert browser.act("/quellen/state/anhalten", why="Umbau bis Mai").status_code == 303
    page = said(browser.get("/quellen/state").text)
    assert f"Angehalten seit 22.11.2026, 06:30 Uhr von {ADDRESS} : Umbau bis Mai" in page or (
        f"Angehalten seit 22.11.2026, 06:30 Uhr von {ADDRESS}: Umbau bis Mai" in page
    )
    assert "Einträge (1)" in page
    assert browser.act("/quellen/state/anhalten").status_code == 409
    assert browser.act("/quellen/state/fortsetzen").status_code == 303
    assert browser.act("/quellen/state/fortsetzen").status_code == 409
    with reading(engine) as session:
        rows = list(session.scalars(select(Decision).order_by(Decision.id)))
        assert [row.act for row in rows] == [Act.PAUSE, Act.UNDO]
        assert rows[1].undoes == rows[0].id and rows[0].undone_by == ADDRESS


def test_what_somebody_took_note_of_comes_back_when_it_changes(
    browser: Signed, engine: Engine, now: datetime
) -> None:
    """It leaves the top, stays gone while only counts move, and is there again as another one."""

    def happen(reason: str) -> str:
        with writing(engine) as session:
            note(session, "state", FindingKind.TOO_FEW, reason, "", now)
        page = browser.get("/quellen").text
        return page[: page.index("Alle Quellen")]

    def noted(page: str) -> bool:
        return "1 zur Kenntnis genommen" in page

    top = happen("Nur 3 Einträge statt 14.")
    gist = re.findall(r'name="gist" value="(\w+)"', top)
    with reading(engine) as session:
        number = session.scalars(select(Finding.id)).one()
    path = f"/befunde/{number}/kenntnis"
    assert browser.act(path, gist="0" * 64).status_code == 409
    assert browser.act(path, gist=gist[0], back="/quellen").status_code == 303
    assert noted(browser.get("/quellen").text)
    assert noted(happen("Nur 5 Einträge statt 14."))
    other = happen("Die Quelle antwortet mit HTTP 404: https://example.org/7")
    assert not noted(other) and "HTTP 404" in other
    assert browser.act("/befunde/99/kenntnis", gist=gist[0]).status_code == 404


def test_a_copy_opens_so_that_nothing_in_it_acts(
    browser: Signed, engine: Engine, now: datetime
) -> None:
    """Shown under a policy of its own, or as text; the page around it says what it is."""
    hostile = "<script>alert(1)</script><img src=https://example.org/x><h1>Förderung</h1>"
    with writing(engine) as session:
        for good in (True, False):
            session.add(
                FrozenPage(
                    source="state", step="parse", good=good, url="https://example.org/<b>",
                    status=200, size=9, digest="", body=zlib.compress(hostile.encode()),
                    run_id=1, taken_at=now, reason="" if good else "Seite geändert.",
                )
            )  # fmt: skip
    page = browser.get("/quellen/state").text
    assert page.index("Letzte schlechte") < page.index("Letzte gute")
    around = browser.get("/kopien/1").text
    assert "kein Inhalt von Landbote" in around and "alert" not in around and "<b>" not in around
    assert re.search(r'<iframe src="/kopien/1/ansicht" title="[^"]+" sandbox>', around)
    shown, text = browser.get("/kopien/1/ansicht"), browser.get("/kopien/1/text")
    assert shown.text == text.text == hostile
    assert text.headers["Content-Type"].startswith("text/plain")
    for answer in (shown, text):
        policy = answer.headers["Content-Security-Policy"].split("; ")
        assert {"sandbox", "default-src 'none'", "form-action 'none'"} <= set(policy)
        open_to = [one for one in policy if "script" in one or "'self'" in one]
        assert open_to == ["frame-ancestors 'self'"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert browser.get("/kopien/9").status_code == 404


def test_a_page_is_looked_at_before_it_is_added(browser: Signed, engine: Engine) -> None:
    """What will not do is said at the form; what was not read yet cannot be added."""
    path = "/seiten/beobachten"
    refused = browser.act(path, url="http://intern/", title="X")
    assert refused.status_code == 422 and "keine öffentliche Webadresse" in refused.text
    assert browser.act(path, url="https://example.org/a").status_code == 422
    sent = browser.act(path, url="https://example.org/a", title="Dorfstiftung")
    assert sent.headers["Location"] == "/auftraege/1"
    assert "wartet" in browser.get("/auftraege/1").text
    assert browser.act("/auftraege/1/beobachten").status_code == 409
    with writing(engine) as session:
        order = session.get_one(SourceOrder, 1)
        order.state, order.outcome, order.open_as = OrderState.DONE, RunOutcome.OK, None
        order.done_at = order.asked_at
        read = {"field": "Frist", "value": "15.03.2027", "standing": "sicher", "quote": "zum 15."}
        order.result = {"title": "Dorfstiftung", "text": "<b>Text", "cut": False}
        order.result |= {"published_on": "", "statements": [read], "questions": ["Wann?"]}
    page = browser.get("/auftraege/1").text
    assert "15.03.2027" in page and "<q>zum 15.</q>" in page and "&lt;b&gt;Text" in page
    assert browser.act("/auftraege/1/beobachten").headers["Location"] == "/quellen/state"
    with reading(engine) as session:
        assert session.scalars(select(Decision.act).order_by(Decision.id)).all() == [
            Act.CHECK, Act.WATCH,
        ]  # fmt: skip


def test_a_person_chooses_the_mail(browser: Signed, engine: Engine) -> None:
    """Everybody at the desk gets it until he says no, and again when he says yes."""
    for wanted in ("nein", "ja"):
        assert browser.act("/befunde/mail", wanted=wanted).status_code == 303
        with reading(engine) as session:
            account = session.scalars(select(Account).where(Account.address == ADDRESS)).one()
            assert account.findings_by_mail is (wanted == "ja")


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.MANAGER])
def test_others_are_refused(engine: Engine, now: datetime, today: date, role: Role) -> None:
    """Sources are the desk's alone, to see and to act on."""
    browser = signed_in(site(engine, now, today), role)
    with writing(engine) as session:
        pause(session, "region", "x@example.org", now)
    for path in ("/quellen", "/quellen/state", "/seiten/beobachten"):
        assert browser.get(path).status_code == 403
    acts: list[Callable[[], int]] = [
        lambda: browser.act("/quellen/state/abruf").status_code,
        lambda: browser.act("/quellen/region/fortsetzen").status_code,
    ]
    assert [act() for act in acts] == [403, 403]


def test_what_is_not_there_is_404(browser: Signed) -> None:
    """A source that there is not, and an order."""
    for path in ("/quellen/gibtesnicht", "/auftraege/9"):
        assert browser.get(path).status_code == 404
    assert browser.act("/quellen/gibtesnicht/abruf").status_code == 404


def told(
    session: Session, slug: str, at: datetime, host: str = "example.org", **says: object
) -> None:
    """A host that says this from an instant on."""
    plain: dict[str, object] = {
        "robots": "allows",
        "delay": None,
        "shut_out": [],
        "names_us": False,
        "marks": [],
    }
    row = HostManners(source=slug, host=host, says=plain | says, since_at=at, seen_at=at)
    session.add(row)


def test_what_a_host_says_to_machines_is_shown(
    browser: Signed, engine: Engine, now: datetime
) -> None:
    """Each host in German sentences, with what changed; a source nobody visited says so."""
    licence = ["licence", "dl-de/by-2.0", "https://example.org/a"]
    with writing(engine) as session:
        told(session, "state", now - DAY, delay=10.0, marks=[licence])
        told(session, "state", now, shut_out=["GPTBot", "CCBot"], marks=[licence])
        told(session, "state", now, host="other.example.org", robots="none")
    page = said(browser.get("/quellen/state").text)
    assert "Lizenz: dl-de/by-2.0 (auf https://example.org/a)" in page
    assert "Neu: robots.txt schließt KI-Crawler aus: GPTBot, CCBot." in page
    assert "Nicht mehr: robots.txt verlangt 10 Sekunden zwischen zwei Seiten" in page
    assert "other.example.org Eine robots.txt gibt es nicht." in page
    assert "Noch nichts bekannt" in said(browser.get("/quellen/region").text)


def test_staff_are_asked_once_about_the_text(
    browser: Signed, engine: Engine, now: datetime
) -> None:
    """Where a host is against machines; and again only when it says something else."""
    asked = "bitte über den Volltext entscheiden"
    assert asked not in browser.get("/quellen").text
    with writing(engine) as session:
        told(session, "state", now, shut_out=["GPTBot"])
        told(session, "region", now, marks=[["robots_word", "noimageai", "/"]])
    listed = browser.get("/quellen").text
    assert asked in listed and "1 Quelle wendet" in listed and "/quellen/state#volltext" in listed
    assert "Bitte entscheiden Sie" not in browser.get("/quellen/region").text
    browser.act("/quellen/state/volltext", volltext="behalten", why="mit der Gemeinde besprochen")
    assert asked not in browser.get("/quellen").text
    page = said(browser.get("/quellen/state").text)
    assert "Der Text wird behalten und weitergegeben" in page and "mit der Gemeinde" in page
    with writing(engine) as session:
        told(session, "state", now, shut_out=["GPTBot", "CCBot"])
    assert asked in browser.get("/quellen").text


def test_a_text_is_withheld_and_taken_back(browser: Signed, engine: Engine, now: datetime) -> None:
    """With a reason, and copies of its pages go; the log says who, and who took it back."""
    with writing(engine) as session:
        for slug in ("state", "region"):
            session.add(
                FrozenPage(
                    source=slug, step="parse", good=True, url="https://example.org/", status=200,
                    size=1, digest="", body=zlib.compress(b"x"), run_id=1, taken_at=now,
                )
            )  # fmt: skip
    path = "/quellen/state/volltext"
    assert browser.act(path, volltext="nicht").status_code == 409  # no reason
    assert browser.act(f"{path}/zurueck").status_code == 409  # nothing to take back
    browser.act(path, volltext="nicht", why="Bitte der Gemeinde")
    assert browser.act(path, volltext="nicht", why="noch einmal").status_code == 409
    with reading(engine) as session:
        assert closed_sources(session) == {"state"}
        assert list(session.scalars(select(FrozenPage.source))) == ["region"]
    page = said(browser.get("/quellen/state").text)
    assert "Der Text wird nicht weitergegeben" in page and "über den Volltext entschieden" in page
    browser.act(path, volltext="behalten", why="doch nicht")
    with reading(engine) as session:
        assert closed_sources(session) == set()
    browser.act(path, volltext="nicht", why="nun doch")
    browser.act(f"{path}/zurueck")
    with reading(engine) as session:
        assert closed_sources(session) == set() == full_text_decisions(session).keys()
        acts = list(session.scalars(select(Decision.act).order_by(Decision.id)))
    assert acts == [Act.FULL_TEXT] * 3 + [Act.UNDO]
