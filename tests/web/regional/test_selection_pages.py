"""Selection pages: collecting, ordering and writing a line, alone and beside somebody else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from db.engine import reading, writing
from db.opportunities import Opportunity
from db.projection import rebuild
from db.selections import Selection, SelectionItem
from db.vocabulary import Role, Visibility
from notifier.selections.collect import LONGEST_NOTE, MOST_ITEMS
from tests.conftest import NOW, TODAY
from tests.notifier.samples import change, fixed, publish, values
from tests.web.signing_in import Signed, signed_in
from tests.web.test_doors import site
from web.exports import format_names

HERE = "leader:vogelsberg"


@pytest.fixture
def browser(engine: Engine) -> Signed:
    """The manager of a region, beside three published calls."""
    for number in ("1", "2", "3"):
        publish(engine, number, values(title=f"Förderung {number}"))
    return signed_in(site(engine), Role.MANAGER, area=HERE)


def items(engine: Engine, number: int = 1) -> list[tuple[int, str]]:
    """The entries of a selection in its order, with the lines to them."""
    found = select(SelectionItem).where(SelectionItem.selection_id == number)
    with reading(engine) as session:
        rows = session.scalars(found.order_by(SelectionItem.place))
        return [(one.opportunity_id, one.note) for one in rows]


def version(browser: Signed, number: int = 1) -> str:
    """What a page of a selection would send along."""
    page = browser.get(f"/auswahl/{number}").text
    found = re.search(r'name="fassung" value="(\d+)"', page)
    assert found
    return found[1]


def press(browser: Signed, deed: str, at: str = "", **typed: str) -> int:
    """Press a button of the page; what was typed goes with it."""
    form = {"titel": "Meine Auswahl", "fassung": at or version(browser), "tun": deed, **typed}
    return browser.act("/auswahl/1", **form).status_code


def test_the_first_entry_begins_a_selection(engine: Engine, browser: Signed) -> None:
    """One press in a list is enough; the second entry goes to the end of the same one."""
    for entry in ("2", "1", "2"):
        answer = browser.act("/auswahl/aufnehmen", eintrag=entry)
        assert answer.headers["location"] == "/auswahl/1"
    assert items(engine) == [(2, ""), (1, "")]


def test_a_list_is_where_one_was(browser: Signed) -> None:
    """Whoever collects from a filtered list comes back to it, and sees what is in."""
    there = "/foerderungen?thema=mobility"
    headers = {"Referer": f"http://testserver{there}"}
    form = {"token": browser.token, "eintrag": "1"}
    answer = browser.post("/auswahl/aufnehmen", data=form, headers=headers, follow_redirects=False)
    assert answer.headers["location"] == there
    page = browser.get(there).text
    assert "In der Auswahl" in page and 'name="eintrag" value="1"' not in page
    assert 'name="eintrag" value="2"' in page


def test_nobody_else_sees_the_button(engine: Engine, browser: Signed) -> None:
    """Neither a stranger nor a reviewer collects anything."""
    reviewer = signed_in(site(engine), Role.REVIEWER)
    browser.cookies.clear()
    for page in (reviewer.get("/foerderungen").text, browser.get("/foerderungen").text):
        assert "Förderung 1" in page and "In die Auswahl" not in page


def test_order_and_lines(engine: Engine, browser: Signed) -> None:
    """Every button keeps what was typed; the first does not go up and the last not down."""
    for entry in ("1", "2", "3"):
        browser.act("/auswahl/aufnehmen", eintrag=entry)
    typed = {"hinweis-1": "Zur  eins", "hinweis-3": "Zur drei"}
    assert press(browser, "hoch-3", **typed) == 303
    assert items(engine) == [(1, "Zur eins"), (3, "Zur drei"), (2, "")]
    press(browser, "runter-1")
    press(browser, "hoch-3")
    assert items(engine) == [(3, "Zur drei"), (1, "Zur eins"), (2, "")]
    press(browser, "raus-1")
    assert items(engine) == [(3, "Zur drei"), (2, "")]


def test_two_windows_lose_nothing(engine: Engine, browser: Signed) -> None:
    """The later one is told so and still has its words; nothing of the first is overwritten."""
    browser.act("/auswahl/aufnehmen", eintrag="1")
    old = version(browser)
    assert press(browser, "speichern", old, **{"hinweis-1": "aus dem ersten"}) == 303
    form = {"titel": "Anders", "fassung": old, "hinweis-1": "aus dem zweiten"}
    answer = browser.act("/auswahl/1", tun="raus-1", **form)
    assert answer.status_code == 409
    assert "in einem anderen Fenster" in answer.text and "aus dem zweiten" in answer.text
    assert items(engine) == [(1, "aus dem ersten")]


def test_adding_disturbs_no_window(engine: Engine, browser: Signed) -> None:
    """What is collected elsewhere meanwhile comes to the end; what was typed is kept."""
    browser.act("/auswahl/aufnehmen", eintrag="1")
    old = version(browser)
    browser.act("/auswahl/aufnehmen", eintrag="2")
    assert press(browser, "speichern", old, **{"hinweis-1": "bleibt"}) == 303
    assert items(engine) == [(1, "bleibt"), (2, "")]


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("titel", "", "einen Titel"),
        ("titel", "x" * 121, "höchstens 120"),
        ("einleitung", "x" * 2001, "höchstens 2000"),
        ("hinweis-1", "x" * (LONGEST_NOTE + 1), "jetzt 401"),
    ],
)
def test_what_is_too_long_is_said_beside_it(
    engine: Engine, browser: Signed, field: str, text: str, said: str
) -> None:
    """Nothing is cut: the words stay in the field and the error stands beside it."""
    browser.act("/auswahl/aufnehmen", eintrag="1")
    form = {"titel": "Gut", "fassung": version(browser), field: text}
    answer = browser.act("/auswahl/1", tun="speichern", **form)
    assert answer.status_code == 422 and said in answer.text
    assert answer.text.count(said) == 2  # above and beside the field
    assert items(engine) == [(1, "")]


def test_what_changed_has_to_be_looked_at(engine: Engine, browser: Signed) -> None:
    """A new deadline is said beside the entry until somebody has seen it."""
    browser.act("/auswahl/aufnehmen", eintrag="1")
    browser.act("/auswahl/aufnehmen", eintrag="2")
    later = (fixed(TODAY + timedelta(days=90)),)
    changed = values(title="Förderung 1", deadlines=later)
    change(engine, 1, changed, NOW, "Frist: neu")
    page = browser.get("/auswahl/1").text
    assert "bitte ansehen" in page and page.count("Gesehen, bleibt drin") == 2  # label and name
    press(browser, "gesehen-1")
    assert "bitte ansehen" not in browser.get("/auswahl/1").text


def test_what_was_withdrawn_has_to_go(engine: Engine, browser: Signed) -> None:
    """It stays visible in the selection, with what became of it."""
    browser.act("/auswahl/aufnehmen", eintrag="1")
    with writing(engine) as session:
        session.get_one(Opportunity, 1).visibility = Visibility.HELD
        rebuild(session, [1], TODAY)
    page = browser.get("/auswahl/1").text
    assert "Förderung 1" in page and "zurückgezogen" in page
    assert browser.act("/auswahl/aufnehmen", eintrag="1").status_code == 404


@pytest.mark.parametrize(
    "sought",
    [
        "4",
        "#4",
        "https://landbote.example.org/foerderungen/4",
        "https://example.org/zwei/",
        "Zweite",
    ],
)
def test_adding_by_number_address_or_title(engine: Engine, browser: Signed, sought: str) -> None:
    """Whatever somebody has at hand finds the entry."""
    publish(engine, "4", values(title="Zweite", url="https://example.org/zwei"))
    browser.act("/auswahl", titel="Gut")
    page = browser.get("/auswahl/1", params={"suche": sought}).text
    assert "Zweite" in page and 'name="eintrag" value="4"' in page
    answer = browser.act("/auswahl/1/aufnehmen", eintrag="4")
    assert answer.status_code == 303 and items(engine) == [(4, "")]


def test_a_selection_has_an_end(engine: Engine, browser: Signed) -> None:
    """No more fits than a mail can hold, and that is said."""
    browser.act("/auswahl", titel="Gut")
    with writing(engine) as session:
        for number in range(MOST_ITEMS):
            held = publish(engine, f"n{number}", values(title=f"Noch {number}"))
            row = SelectionItem(selection_id=1, opportunity_id=held, place=number, added_at=NOW)
            row.seen = {"shown": [[held, held]], "over": False}
            session.add(row)
    answer = browser.act("/auswahl/1/aufnehmen", eintrag="1")
    assert answer.status_code == 409 and "höchstens 30" in answer.text


def test_a_manager_works_for_the_own_region_alone(engine: Engine, browser: Signed) -> None:
    """Neither looking nor acting reaches another region's selection; the desk reaches all."""
    browser.act("/auswahl", titel="Unsere")
    with writing(engine) as session:
        session.get_one(Selection, 1).area = "leader:fulda-suedwest"
    assert browser.get("/auswahl/1").status_code == 403
    for path in ("/auswahl/1", *(f"/auswahl/1/{deed}" for deed in ("aktuell", "kopieren"))):
        assert browser.act(path, titel="x").status_code == 403
    assert browser.act("/auswahl/1/loeschen").status_code == 403
    assert "Unsere" not in browser.get("/auswahl").text
    desk = signed_in(site(engine), Role.STAFF)
    assert "Unsere" in desk.get("/auswahl").text and desk.get("/auswahl/1").status_code == 200


def test_the_desk_says_for_which_region(engine: Engine, browser: Signed) -> None:
    """It has no region of its own: an entry waits until one is named."""
    desk = signed_in(site(engine), Role.STAFF)
    answer = desk.act("/auswahl/aufnehmen", eintrag="1")
    assert answer.headers["location"] == "/auswahl?eintrag=1"
    assert desk.act("/auswahl", titel="Für euch", gebiet="Nirgendwo").status_code == 422
    named = desk.act("/auswahl", titel="Für euch", gebiet="leader:vogelsberg", eintrag="1")
    assert named.headers["location"] == "/auswahl/1"
    assert items(engine) == [(1, "")]


def test_copying_and_dropping(engine: Engine, browser: Signed) -> None:
    """A copy has all of it and is collected into; what is dropped is gone."""
    browser.act("/auswahl/aufnehmen", eintrag="1")
    press(browser, "speichern", **{"hinweis-1": "gut"})
    assert browser.act("/auswahl/1/kopieren").headers["location"] == "/auswahl/2"
    assert items(engine, 2) == [(1, "gut")]
    assert browser.act("/auswahl/2/loeschen").headers["location"] == "/auswahl"
    assert browser.get("/auswahl/2").status_code == 404
    assert browser.act("/auswahl/1/aktuell").status_code == 303


def test_every_format_has_the_own_order(engine: Engine, browser: Signed) -> None:
    """A file holds what the selection holds, as it is ordered there, and only for its region."""
    for entry in ("3", "1"):
        browser.act("/auswahl/aufnehmen", eintrag=entry)
    for name in format_names():
        answer = browser.get(f"/auswahl/1.{name}")
        assert answer.status_code == 200, name
        assert "attachment" in answer.headers["content-disposition"]
    text = browser.get("/auswahl/1.csv").text
    assert text.index("Förderung 3") < text.index("Förderung 1") and "Förderung 2" not in text
    with writing(engine) as session:
        session.get_one(Selection, 1).area = "leader:fulda-suedwest"
    assert browser.get("/auswahl/1.csv").status_code == 403
