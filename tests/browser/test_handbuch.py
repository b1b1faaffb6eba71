"""The Handbuch: every button, key, page and picture that it names is where it says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select
from starlette.testclient import TestClient

from db.engine import reading, writing
from db.opportunities import Opportunity, Revision
from db.statements import Subject
from db.values import from_json
from db.vocabulary import Role
from pipeline.desk.accept import accept
from pipeline.desk.confirm import confirm
from tests.browser.chromium import chromium_or_skip
from tests.browser.desk_world import LAND, VILLAGE_TEXT, World, elsewhere, entries, furnished
from tests.browser.handbuch import HANDBUCH, PICTURES, take_all
from tests.web.signing_in import signed_in
from web.app import make_app
from web.site import Site
from web.tips import tell

CHAPTERS = sorted(HANDBUCH.glob("*.md"))
LARGEST = 150_000
HERE = "> Sie sind hier: "
# Keys of the script itself; every other one is that of a button.
OF_THE_SCRIPT = {"j", "k", "Enter", "Esc"}
BY = "staff@example.org"  # who reads the Handbuch
FOR_EVERYBODY, FOR_MANAGERS = "suchen.md", "regionen.md"
AREA = "leader:vogelsberg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of the Handbuch: on which page it is, and what it says of it."""

    chapter: str
    where: str
    text: str

    @property
    def buttons(self) -> list[str]:
        """The buttons and links that it names."""
        return [" ".join(one.split()) for one in re.findall(r"\*\*\[(.+?)\]\*\*", self.text, re.S)]

    @property
    def keys(self) -> list[str]:
        """The keys that it names."""
        return re.findall(r"`Taste (\S+)`", self.text)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The keys that it says are those of a button."""
        behind = re.findall(r"\*\*\[([^\]]+)\]\*\* \(`Taste (\S+)`", self.text)
        rows = re.findall(r"\| `Taste (\S+)` \| \*\*\[([^\]]+)\]\*\*", self.text)
        return [*((key, " ".join(name.split())) for name, key in behind), *rows]


def places() -> list[Place]:
    """Return every stretch that says on which page it is."""
    found = []
    for chapter in CHAPTERS:
        for part in chapter.read_text(encoding="utf-8").split(HERE)[1:]:
            where, _, text = part.partition("\n")
            said = re.split(r"^## ", text, flags=re.M)[0]
            found.append(Place(chapter=chapter.name, where=where, text=said))
    return found


class Page:
    """A page as somebody sees it who looks for a button or a key."""

    def __init__(self, text: str) -> None:
        self.html = BeautifulSoup(text, "lxml")
        self.script = self.html.find("script", src="/static/desk.js") is not None
        self.keys = {
            str(one["data-key"]) + "|" + self._name(one) for one in self.html.select("[data-key]")
        }
        every = self.html.find_all(["a", "button", "summary", "label"])
        self.names = {self._name(one) for one in every}

    def _name(self, one: object) -> str:
        copy = BeautifulSoup(str(one), "lxml")
        for key in copy.find_all("kbd"):
            key.decompose()
        return " ".join(copy.get_text(" ").split())


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The world of the Handbuch."""
    with furnished(tmp_path_factory.mktemp("handbuch")) as made:
        yield made


def titled(world: World, title: str) -> int:
    """Return the number of the entry of a title."""
    rows = select(Opportunity.id, Revision.content).join(
        Revision, Revision.id == Opportunity.revision_id
    )
    with reading(world.engine) as session:
        found = session.execute(rows).all()
    titles: dict[str, int] = {from_json(content).title: id for id, content in found}
    return titles[title]


def of_managers(site: Site, path: str, entry: int) -> Page:
    """Open a page as a regional manager who kept a filter and began a selection."""
    browser = signed_in(site, Role.MANAGER, area=AREA)
    if path.startswith("/filter/…"):
        browser.act("/filter/neu?suche=Dorf", name="Rund ums Dorf")
        path = path.replace("…", "1")
    if path.startswith("/auswahl/…"):
        browser.act("/auswahl/aufnehmen", eintrag=str(entry))
        path = path.replace("…", "1")
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return Page(answer.text)


def opened(world: World, chapter: str, where: str) -> Page:
    """Open the page that a stretch says it is on, once it is as it says, for whom it is written."""
    path = re.findall(r"`(/\S*)`", where)[0]
    title = re.findall(r"„(.+)“", where)
    site = world.site
    if path == "/anmelden" or chapter == FOR_EVERYBODY:
        return Page(TestClient(make_app(site)).get(path).text)
    if chapter == FOR_MANAGERS:
        return of_managers(site, path, world.number(LAND, "village"))
    browser = signed_in(site, Role.STAFF)
    if title:
        number = titled(world, title[0])
        path = path.replace("…", str(number))
        if "nach einer Entscheidung" in where:
            (item,) = world.asked(number)
            with writing(world.engine) as session:
                accept(session, item.id, BY, world.now)
        if "nach einer Änderung" in where:
            with writing(world.engine) as session:
                confirm(session, number, Subject.DEADLINES, BY, world.now)
            (village,) = [one for one in entries() if one.key == "village"]
            world.now += timedelta(minutes=5)
            world.crawl(replace(village, body=VILLAGE_TEXT.replace("31. März", "15. Mai")))
    elif path == "/hinweise/…":
        with writing(world.engine) as session:
            for address in ("https://example.org/topf", "https://example.org/fonds"):
                number = tell(session, address, "Hier gibt es Geld.", "", world.now)
        path = path.replace("…", str(number))
    elif "…" in path:
        (item, *_more) = [one for one in world.asked() if one.field == "kind"]
        path = path.replace("…", str(item.id))
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return Page(answer.text)


@pytest.mark.parametrize("place", places(), ids=lambda one: f"{one.chapter}: {one.where}")
def test_what_the_handbuch_names_is_there(world: World, tmp_path: Path, place: Place) -> None:
    """Each button, each key, and each key at its button."""
    if " nach einer " in place.where:
        with furnished(tmp_path) as its_own:
            page = opened(its_own, place.chapter, place.where)
    else:
        page = opened(world, place.chapter, place.where)
    assert [one for one in place.buttons if one not in page.names] == []
    keys = {one.partition("|")[0] for one in page.keys}
    assert [one for one in place.keys if one not in keys | OF_THE_SCRIPT] == []
    assert not place.keys or page.script
    assert [(key, name) for key, name in place.pairs if f"{key}|{name}" not in page.keys] == []


def test_every_page_it_names_opens(world: World) -> None:
    """For somebody of the service desk."""
    text = "".join(one.read_text(encoding="utf-8") for one in CHAPTERS)
    named = {path for path in re.findall(r"`(/[^`\s]*)`", text) if "…" not in path}
    browser = signed_in(world.site, Role.STAFF)
    assert {"/fragen", "/konto", "/ausgabe", "/wie-gut-lesen-wir"} <= named
    assert {path: browser.get(path).status_code for path in named} == dict.fromkeys(named, 200)


def test_its_pictures_are_there_and_small() -> None:
    """Each that is named, and none that is not."""
    text = "".join(one.read_text(encoding="utf-8") for one in CHAPTERS)
    named = re.findall(r"!\[[^\]]+\]\(bilder/([\w-]+\.png)\)", text)
    assert sorted(named) == sorted(one.name for one in PICTURES.iterdir())
    assert [one.name for one in PICTURES.iterdir() if one.stat().st_size > LARGEST] == []


def test_its_words_are_words_of_the_desk(world: World) -> None:
    """What is explained is said on some page, or in the list of words that pages use."""
    rows = (HANDBUCH / "worte.md").read_text(encoding="utf-8").splitlines()
    words = [row.split("|")[1].strip() for row in rows if row.startswith("| ")][1:]
    browser = signed_in(world.site, Role.STAFF)
    number = world.number(LAND, "village")
    said = (Path(__file__).parent.parent.parent / "db" / "labels.py").read_text(encoding="utf-8")
    for path in ("/ausgabe", "/quellen", "/protokoll", f"/eintraege/{number}", "/arbeitsplatz"):
        said += browser.get(path).text
    said += "".join(
        one.read_text(encoding="utf-8")
        for one in (Path(__file__).parent.parent.parent / "web" / "templates").rglob("*.html")
    )
    assert len(words) > 15
    assert [one for one in words if one.casefold() not in said.casefold()] == []


@pytest.mark.long
def test_its_pictures_are_taken_by_the_tests_own_browser(tmp_path: Path) -> None:
    """The way that takes them can be walked to its end, and takes those that are named."""
    taken: dict[str, int] = {}
    path = chromium_or_skip()
    # In a thread: in this one the other tests' Chromium may still run.
    elsewhere(lambda: taken.update(take_all(path, tmp_path / "bilder")))
    assert sorted(taken) == sorted(one.name for one in PICTURES.iterdir())
    assert [name for name, size in taken.items() if size > LARGEST] == []
