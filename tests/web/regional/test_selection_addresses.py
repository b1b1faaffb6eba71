"""Addresses of a region's list: entered by a manager, answered by the mailbox, left by a click."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from sqlalchemy import Engine, select
from starlette.testclient import TestClient

from db.engine import reading
from db.selections import ListMember
from db.subscribers import Subscriber
from db.vocabulary import Role
from notifier.mail.links import Links
from tests.notifier.samples import SENDER
from tests.notifier.selections_world import HERE, THERE, ask, join, links
from tests.web.signing_in import Signed, signed_in
from tests.web.test_doors import site
from web.app import make_app

PATH = "/auswahl/empfaenger"


@pytest.fixture
def browser(engine: Engine) -> Signed:
    """The manager of a region."""
    return signed_in(site(engine), Role.MANAGER, area=HERE)


@pytest.fixture
def reader(engine: Engine) -> TestClient:
    """A browser of whoever got a mail."""
    return TestClient(make_app(site(engine)), raise_server_exceptions=False)


def members(engine: Engine) -> dict[str, ListMember]:
    """The rows of all lists by their addresses."""
    with reading(engine) as session:
        return {one.address: one for one in session.scalars(select(ListMember))}


def test_lines_and_files_are_asked_and_errors_told_by_line(engine: Engine, browser: Signed) -> None:
    """What is wrong stays in the field; places are those of the region."""
    typed = "a@example.org; Frau A; Lauterbach\nnichts\nb@example.org;;Hosenfeld"
    csv = "E-Mail;Name\r\nc@example.org;Müller".encode("cp1252")
    answer = browser.post(
        PATH,
        data={"token": browser.token, "adressen": typed},
        files={"datei": ("liste.csv", csv, "text/csv")},
    )
    assert answer.status_code == 200
    assert "2 Adressen werden um Bestätigung gebeten" in answer.text
    assert "Zeile 2, „nichts“" in answer.text and "„Hosenfeld“" in answer.text
    found = members(engine)
    assert {one: (row.name, row.place) for one, row in found.items()} == {
        "a@example.org": ("Frau A", "06535011"),
        "c@example.org": ("Müller", HERE),
    }


def test_looking_confirms_nothing(engine: Engine, reader: TestClient) -> None:
    """Mail programs look at links before people do; only the button counts."""
    ask(engine, "a@example.org")
    (secret,) = links(engine)
    path = f"/verteiler/bestaetigen/{secret}"
    assert "Frau Muster" in reader.get(path).text
    assert reader.post(path).status_code == 422
    assert members(engine)["a@example.org"].confirmed_at is None
    assert "Sie sind dabei" in reader.post(path, data={"antwort": "ja"}).text
    row = members(engine)["a@example.org"]
    assert row.confirmed_at is not None and "LEADER-Region Vogelsberg" in row.wording
    assert "Sie sind dabei" in reader.post(path, data={"antwort": "nie"}).text
    assert members(engine)["a@example.org"].declined_at is None


def test_declining_is_for_good(engine: Engine, browser: Signed, reader: TestClient) -> None:
    """The manager sees a neutral word, and asking again writes nothing."""
    ask(engine, "a@example.org")
    (secret,) = links(engine)
    path = f"/verteiler/bestaetigen/{secret}"
    assert "fragen nicht wieder" in reader.post(path, data={"antwort": "nie"}).text
    assert "fragen nicht wieder" in reader.post(path, data={"antwort": "ja"}).text
    assert "wird nicht angeschrieben" in browser.get(PATH).text
    said = browser.act(PATH, adressen="a@example.org").text
    assert "schicken wir keine Bitte: a@example.org" in said
    assert reader.get("/verteiler/bestaetigen/falsch").status_code == 410


def test_one_click_leaves_and_the_page_takes_it_back(engine: Engine, reader: TestClient) -> None:
    """RFC 8058: the link alone is enough, from anywhere; GET changes nothing."""
    (number,) = join(engine, "a@example.org")
    with reading(engine) as session:
        token = session.get_one(Subscriber, number).token
    signer = Links(base_url=SENDER.base_url, secret=SENDER.secret)
    path = urlsplit(signer.leave_list(token, HERE)).path
    assert "kommt an" in reader.get(path).text
    assert members(engine)["a@example.org"].left_at is None
    elsewhere = {"Origin": "https://mail.example.com"}
    answer = reader.post(path, data={"List-Unsubscribe": "One-Click"}, headers=elsewhere)
    assert "Sie sind abgemeldet" in answer.text
    assert members(engine)["a@example.org"].left_way == "one_click"
    assert "wieder dabei" in reader.post(path, data={"zurueck": "1"}).text
    assert members(engine)["a@example.org"].left_at is None


def test_a_manager_sees_the_own_list_alone(engine: Engine, browser: Signed) -> None:
    """Neither another region's addresses nor what else somebody gets."""
    join(engine, "ours@example.org")
    join(engine, "theirs@example.org", area=THERE)
    page = browser.get(f"{PATH}?gebiet={THERE}").text
    assert "ours@example.org" in page and "theirs@example.org" not in page
    theirs = members(engine)["theirs@example.org"].id
    browser.act(f"{PATH}/{theirs}/entfernen", gebiet=THERE)
    assert members(engine)["theirs@example.org"].removed_at is None
    ours = members(engine)["ours@example.org"].id
    assert browser.act(f"{PATH}/{ours}/entfernen").status_code == 303
    assert "ours@example.org" not in browser.get(PATH).text
