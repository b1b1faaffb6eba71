"""Watching: staff give an address, and it is a source like any other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from crawlers.items import Kind
from crawlers.source import Level
from crawlers.watched import WatchedPage
from db.area_tree import AreaTree, load_area_tree
from db.engine import writing
from landbote.watching import WatchOrder, free_slug, level_of, watch, watched_pages
from tests.conftest import TODAY
from tests.crawlers.replays import write_pages
from tests.databases import SqliteTemplate
from tests.landbote.test_cli import Landbote, landbote_on

URL = "https://www.stiftung.example.org/foerderung"
ORDER = WatchOrder(url=f"{URL}?utm_source=mail#oben", title="Dorfstiftung", area="Grebenhain")
PAGE = (
    "<html><body><div><h1>Förderung</h1><h1>Aktuell</h1><p>Vereine können bis zum 15. März 2027 "
    "Anträge stellen. Der Zuschuss beträgt bis zu 2.000 Euro.</p></div></body></html>"
)


@pytest.fixture(scope="module")
def areas() -> AreaTree:
    """The areas as they are shipped."""
    return load_area_tree(TODAY)


@pytest.fixture
def landbote(sqlite_template: SqliteTemplate, tmp_path: Path) -> Iterator[Landbote]:
    """The command on a fresh database."""
    with sqlite_template.database(tmp_path) as url:
        yield landbote_on(url, tmp_path)


def test_a_page_is_stored_once(engine: Engine, areas: AreaTree, now: datetime) -> None:
    """The same address again is the same page with new facts."""
    with writing(engine) as session:
        first, new = watch(session, ORDER, areas, [], now)
        again, newer = watch(
            session, WatchOrder(url=URL, title="Dorfstiftung Hessen", kind="call"), areas, [], now
        )
        other, _ = watch(
            session, WatchOrder(url=f"{URL}/2", title="Dorfstiftung"), areas, [first.slug], now
        )
        assert (new, newer) == (True, False)
        assert first.slug == again.slug == "seite_dorfstiftung"
        assert (first.url, first.area, first.level) == (URL, "06535007", Level.REGION)
        assert (again.title, again.area, again.kind) == ("Dorfstiftung Hessen", "06", Kind.CALL)
        assert other.slug == "seite_dorfstiftung_2"
        assert watched_pages(session) == {again.slug: again, other.slug: other}


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (WatchOrder(url="ftp://example.org/", title="X"), "Webadresse"),
        (WatchOrder(url="http://127.0.0.1/", title="X"), "öffentliche"),
        (WatchOrder(url="http://intern.local/", title="X"), "öffentliche"),
        (WatchOrder(url=URL, title=" "), "--title"),
        (WatchOrder(url=URL, title="X", kind="award"), "--kind"),
        (WatchOrder(url=URL, title="X", area="Xyzheim"), "Xyzheim"),
    ],
)
def test_what_will_not_do_is_said(
    engine: Engine, areas: AreaTree, now: datetime, order: WatchOrder, said: str
) -> None:
    """A wrong address, name, kind or area is refused in German, and nothing is stored."""
    with writing(engine) as session:
        with pytest.raises((ValueError, LookupError), match=said):
            watch(session, order, areas, [], now)
        assert watched_pages(session) == {}


@pytest.mark.parametrize(
    ("title", "taken", "slug"),
    [
        ("Förderung für Plätze", [], "seite_foerderung_fuer_plaetze"),
        ("!!!", [], "seite_1"),
        ("A", ["seite_a", "seite_a_2"], "seite_a_3"),
    ],
)
def test_a_slug_is_free_and_plain(title: str, taken: list[str], slug: str) -> None:
    """A slug is made of the title's words and of nothing that another source has."""
    assert free_slug(title, taken) == slug
    assert len(free_slug("Wort " * 40, taken)) <= 60


def test_the_level_follows_from_the_area() -> None:
    """Europe, the federation, a Land or a part of it."""
    areas = ["eu", "de", "06", "06535", "leader:rhoen"]
    assert [level_of(area).value for area in areas] == ["eu", "federal", "state", *["region"] * 2]


def test_a_page_survives_its_json_form() -> None:
    """What the crawl is told is the page, and nothing else is taken for one."""
    page = WatchedPage(
        slug="seite_x", url=URL, title="X", publisher="Y", area="06", level=Level.STATE
    )
    assert WatchedPage.from_json(page.to_json()) == page
    for wrong in ("{}", "[]", '{"level": "state", "kind": "call", "colour": "red"}', "x"):
        with pytest.raises(ValueError):
            WatchedPage.from_json(wrong)


def test_from_address_to_entry_without_code(landbote: Landbote, tmp_path: Path) -> None:
    """A page that staff named is crawled, read and listed like any source."""
    said = landbote("watch", URL, "--title", "Dorfstiftung", "--kind", "call")
    assert said.stdout == "seite_dorfstiftung: wird beobachtet, Hessen\n", said.stderr
    write_pages(tmp_path, {URL: PAGE})
    crawled = landbote("crawl", "seite_dorfstiftung", "--replay", str(tmp_path))
    assert "1 Einträge, 1 neu" in crawled.stdout, crawled.stderr
    assert "1 neu" in landbote("process").stdout
    listed = landbote("export").stdout
    assert "2027-03-15" in listed and '"Dorfstiftung"' in listed
    assert "seite_dorfstiftung" in landbote("sources").stdout


@pytest.mark.parametrize(
    "pages",
    [
        {URL: "<main><h1>Pause</h1>Wir bauen um und sind bald wieder da. Danke sehr!</main>"},
        {URL: "", f"{URL.rpartition('/')[0]}/": PAGE.replace("15. März", "16. März")},
    ],
)
def test_a_page_in_place_of_the_watched_one_changes_nothing(
    landbote: Landbote, tmp_path: Path, pages: dict[str, str]
) -> None:
    """Another text, and a redirect to the start page: what was read stands, and staff are told."""
    landbote("watch", URL, "--title", "Dorfstiftung", "--kind", "call")
    write_pages(tmp_path, {URL: PAGE})
    landbote("crawl", "seite_dorfstiftung", "--replay", str(tmp_path))
    landbote("process")
    before = landbote("export").stdout
    write_pages(tmp_path, pages)
    if len(pages) == 2:
        listed = (tmp_path / "pages.toml").read_text()
        redirect = 'status = 302\nheaders = { Location = "/" }\nfile = "0.html"'
        (tmp_path / "pages.toml").write_text(listed.replace('file = "0.html"', redirect))
    crawled = landbote("crawl", "seite_dorfstiftung", "--replay", str(tmp_path))
    assert crawled.returncode == 1 and "Seite geändert" in crawled.stdout, crawled.stdout
    landbote("process")
    assert landbote("export").stdout == before and "2027-03-15" in before
