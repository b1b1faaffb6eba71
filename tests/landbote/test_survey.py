"""Survey: who is visited beside whom, what needs a person first, and what goes on after a stop."""

from __future__ import annotations

import threading
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from crawlers.items import Given, Kind, RawEntry
from crawlers.observe.causes import cause_of
from crawlers.observe.outcome import Outcome
from db.area_tree import AreaTree
from db.labels import ENTRY_FIELDS
from landbote.check_source import filled_fields
from landbote.survey.folder import Folder
from landbote.survey.report import write_report
from landbote.survey.seen import Seen, Title
from landbote.survey.standing import Standing, doubts, standing
from landbote.survey.visits import rows_of, visit_many
from tests.conftest import TODAY
from tests.notifier.samples import REGION, STATE, TREE


def title(number: int, on: date | None = TODAY, length: int = 900, name: str = "") -> Title:
    """One entry as it was seen."""
    return Title(
        title=name or f"Aufruf {number}",
        url=f"https://example.org/{number}",
        kind="Aufruf",
        published_on=on,
        length=length,
    )


def seen(*titles: Title, source: str = STATE.slug, outcome: Outcome = Outcome.OK) -> Seen:
    """What was seen of a source."""
    return Seen(source=source, seen_on=TODAY, outcome=outcome, titles=titles, by="Feed")


def test_sources_that_share_a_host_stand_in_one_row() -> None:
    """Also where only a third one brings two together."""
    hosts = {"a": {"one"}, "b": {"two"}, "c": {"three"}, "d": {"one", "two"}}
    assert sorted(map(sorted, rows_of(hosts))) == [["a", "b", "d"], ["c"]]


def test_a_host_is_never_asked_twice_at_once_and_nobody_waits_for_one_that_hangs() -> None:
    """Two sources of one host come after each other; the others end while it hangs."""
    hangs, at, most = threading.Event(), list[str](), list[int]()

    def visit(source: str) -> str:
        if source.startswith("same"):
            at.append(source)
            most.append(len(at))
            hangs.wait(10)
            at.remove(source)
        return source

    hosts = {"same-1": {"one"}, "same-2": {"one"}, "other-1": {"two"}, "other-2": {"three"}}
    visits = visit_many(hosts, visit, at_once=2, pause=0)
    assert {next(visits), next(visits)} == {"other-1", "other-2"}
    hangs.set()
    assert list(visits) == ["same-1", "same-2"] and most == [1, 1]


def test_nothing_is_begun_once_nobody_asks_any_more() -> None:
    """What runs is ended, what waits stays undone."""
    begun, stopped = list[str](), threading.Event()

    def visit(source: str) -> str:
        begun.append(source)
        if source != "a":
            assert stopped.wait(10)
        return source

    visits = visit_many({c: {"one"} for c in "abc"}, visit, at_once=2, pause=0, stop=stopped.set)
    assert next(visits) == "a"
    visits.close()
    assert stopped.is_set() and "c" not in begun


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (seen(), "kein Eintrag gefunden"),
        (seen(title(1)), "nur ein Eintrag"),
        (seen(title(1, None), title(2, None)), "Tag der Veröffentlichung"),
        (seen(title(1, name="Aktuelles"), title(2, name="Aktuelles")), "Titel sind gleich"),
        (seen(title(1, length=20), title(2, length=30)), "Texte sind sehr kurz"),
        (seen(*map(title, range(500))), "Einträge: 500 gefunden"),
    ],
)
def test_what_was_read_may_be_doubtful(found: Seen, words: str) -> None:
    """Staff are told in a sentence what they should look at."""
    assert standing(STATE, found) is Standing.DOUBTFUL
    assert any(words in one for one in doubts(STATE, found))


@pytest.mark.parametrize(
    ("outcome", "stands"),
    [
        (Outcome.OK, Standing.GOOD),
        (Outcome.BROKEN, Standing.BROKEN),
        (Outcome.UNREACHABLE, Standing.BROKEN),
        (Outcome.FAILED, Standing.BROKEN),
        (Outcome.BLOCKED, Standing.REFUSED),
        (Outcome.ROBOTS, Standing.REFUSED),
    ],
)
def test_the_outcome_says_how_a_source_stands(outcome: Outcome, stands: Standing) -> None:
    """Who refuses us is not broken."""
    low, _high = STATE.expected
    many = map(title, range(max(low, 2)))
    assert standing(STATE, seen(*many, outcome=outcome)) is stands


def test_what_was_seen_is_kept_for_the_day(tmp_path: Path) -> None:
    """It is the same when it is read again; half a file is as good as none."""
    folder, found = Folder(tmp_path), seen(title(1), title(2, None))
    folder.keep(found)
    assert folder.seen(STATE.slug) == found
    assert folder.was_seen(STATE.slug, TODAY) and not folder.was_seen(REGION.slug, TODAY)
    assert not folder.was_seen(STATE.slug, date(2026, 11, 23))
    (file,) = tmp_path.rglob("*.json")
    file.write_text("{", encoding="utf-8")
    assert folder.seen(STATE.slug) is None


def test_the_report_shows_first_who_needs_a_person(tmp_path: Path) -> None:
    """Hostile words are words, and the page needs no script and nothing from elsewhere."""
    folder = Folder(tmp_path)
    low, _high = STATE.expected
    folder.keep(seen(*map(title, range(max(low, 2)))))
    hostile = "<script>alert(1)</script>"
    bad = Seen(source=REGION.slug, seen_on=TODAY, outcome=Outcome.FAILED, reason=hostile)
    folder.keep(bad)
    sources = {source.slug: source for source in (STATE, REGION)}
    rows = write_report(folder, sources, TREE, TODAY, missing=3)
    assert [row.standing for row in rows] == [Standing.BROKEN, Standing.GOOD]
    page = folder.report.read_text("utf-8")
    assert page.index(REGION.title) < page.index(STATE.title)
    assert "<script" not in page and "&lt;script&gt;" in page
    assert "Noch nicht angesehen: 3" in page and "Aufruf 1" in page
    table = folder.table.read_text("utf-8-sig").splitlines()
    assert len(table) == 3 and table[1].split(";")[2] == REGION.slug


@pytest.mark.parametrize(
    ("reason", "what", "page", "more"),
    [
        ("Die Quelle antwortet mit HTTP 404: https://a.example:80/x.", "Die Quelle antwortet mit "
         "HTTP 404", "https://a.example:80/x", ""),
        ("Seite geändert: https://a.example/: „Text“ erwartet mehr, gefunden: 3.", "Seite geändert",
         "https://a.example/", "„Text“ erwartet mehr, gefunden: 3"),
        ("Seite geändert: http://a.example/b: „a[href] ~ b/.+“ erwartet mindestens 1, gefunden: 0.",
         "Seite geändert", "http://a.example/b", "kein Link zu einem Artikel, wie er erwartet war "
         "(b/.+)"),
        ("Die Quelle behält sich Text vor (§ 44b UrhG, meta): https://a.example/", "Die Quelle "
         "behält sich Text vor", "https://a.example/", "§ 44b UrhG, meta"),
        ("Der Abruf brach ab: Speicher voll", "Der Abruf brach ab", "", "Speicher voll"),
        ("Es wurde kein Eintrag gefunden.", "Es wurde kein Eintrag gefunden", "", ""),
        ("", "", "", ""),
    ],
)  # fmt: skip
def test_a_reason_says_what_happened_and_on_which_page(
    reason: str, what: str, page: str, more: str
) -> None:
    """What many sources share stands apart from what is only one's; each says what helps."""
    cause = cause_of(reason)
    assert (cause.what, cause.page, cause.more) == (what, page, more)
    assert cause.helps.endswith(".")


def froze(folder: Folder, source: str, *, body: str = "<h1>Liste</h1>") -> None:
    """Leave the pages of a source as a survey does: a list, a missing page, no robots.txt."""
    pages = folder.pages(source)
    pages.mkdir(parents=True)
    (pages / "01-liste.html").write_text(body, encoding="utf-8")
    kind = '{ Content-Type = "text/html" }'
    (pages / "pages.toml").write_text(
        '[[page]]\nurl = "https://example.org/robots.txt"\nstatus = 404\n'
        f'[[page]]\nurl = "https://example.org/liste"\nfile = "01-liste.html"\nheaders = {kind}\n'
        '[[page]]\nurl = "https://example.org/weg"\nstatus = 404\n',
        encoding="utf-8",
    )


def test_what_has_one_cause_stands_together_with_what_helps(tmp_path: Path) -> None:
    """What is so most often first, each with a command for all of it and a way to the desk."""
    folder, reason = Folder(tmp_path), "Die Quelle antwortet mit HTTP 404: https://example.org/weg"
    named = ("a", "b", "c")
    sources = {slug: replace(STATE, slug=slug, title=slug.upper()) for slug in named}
    for slug, told in zip(
        named, ("Keine Antwort: https://b.example/", reason, reason), strict=True
    ):
        bad = Seen(source=slug, seen_on=TODAY, outcome=Outcome.FAILED, reason=told)
        folder.keep(bad)
    froze(folder, "c")
    write_report(folder, sources, TREE, TODAY, desk="https://landbote.example.org/")
    page = folder.report.read_text("utf-8")
    heads = ["HTTP 404 <span>2</span>", "<b>B</b>", "<b>C</b>", "survey --again b c"]
    places = [page.index(one) for one in (*heads, "Keine Antwort <span>1</span>", "<b>A</b>")]
    assert places == sorted(places) and "Auf der Website die neue Adresse suchen" in page
    assert 'href="https://landbote.example.org/quellen/b"' in page
    failed = '<a href="kopien/c.html#s2">https://example.org/weg</a> <strong>hier scheiterte es'
    assert failed in page and "robots.txt" not in page and "kopien/b.html" not in page
    copies = folder.copies("c").read_text("utf-8")
    assert "&lt;h1&gt;Liste" in copies and 'id="s2">404' in copies


def test_what_is_filled_is_told_in_german() -> None:
    """Every part of an entry has a name that staff read."""
    names = [one.name for one in fields(Given)]
    given = Given(funders=("Ministerium",), award_min=3.0)
    entry = RawEntry(source="a", key="1", url="x", title="t", body="b", kind=Kind.CALL, given=given)
    assert filled_fields((entry, entry)) == {"Text": 2, "Förderer": 2, "Mindestförderung": 2}
    assert set(names) <= ENTRY_FIELDS.keys()


def test_a_report_knows_areas_that_nobody_knows(tmp_path: Path) -> None:
    """A source whose area is gone is shown all the same."""
    folder = Folder(tmp_path)
    folder.keep(seen(title(1), title(2)))
    folder.keep(seen(title(1), title(2), source=REGION.slug))
    sources = {source.slug: source for source in (STATE, REGION)}
    assert len(write_report(folder, sources, AreaTree(()), TODAY)) == 2
