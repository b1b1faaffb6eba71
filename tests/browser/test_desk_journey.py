"""Journeys of the desk's people in a real browser, with JavaScript and once more without."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from db.local_date import local_date
from db.vocabulary import Origin, Role
from tests.browser.desk_world import (
    ALIKE,
    CLERK,
    LAND,
    NEWS,
    REGION,
    VILLAGE_TEXT,
    World,
    entries,
)
from tests.browser.journeying import SELDOM_WITHOUT
from tests.browser.journeying import visits as visits
from tests.browser.journeying import world as world
from tests.browser.visiting import Visits

TEN = 10
STAFF_DAY = "2027-04-30"


class Clerk:
    """Somebody at the desk, who has no mouse unless a journey says so."""

    def __init__(self, page: Page, *, javascript: bool) -> None:
        self.page, self.javascript = page, javascript

    def tab_to(self, words: str) -> None:
        """Go by Tab to what is called so, past the header by the link that skips it."""
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Enter")
        for _step in range(80):
            self.page.keyboard.press("Tab")
            if re.match(words, self._focused()):
                return
        raise AssertionError(f"Tab reaches no „{words}“ on {self.page.url}")

    def press(self, key: str, words: str) -> None:
        """Press a key, or without JavaScript what the key stands for; the next page is there."""
        self.page.wait_for_load_state()
        if not self.javascript:
            self.tab_to(words)
        with self.page.expect_navigation():
            self.page.keyboard.press(key if self.javascript else "Enter")

    def type_value(self, words: str) -> None:
        """Type into the field that has the focus already, and save it."""
        expect(self.page.get_by_label("Was gilt")).to_be_focused()
        if not self.javascript:
            self.page.keyboard.press("End")
        self.page.keyboard.type(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def answer(self) -> str:
        """Answer the question at hand as somebody would who reads it; return of which entry."""
        title = self.page.locator("h1").inner_text()
        asked = self.page.locator(".question .asked").inner_text()
        if "kein Jahr" in asked:
            self.press("a", "Vorschlag ergänzen")
            self.type_value("2027")
        elif title == "Aufruf Dorfmitte":
            self.press("e", "Berichtigen")
            self.type_value("")
        else:
            self.press("r", "Ablehnen")
        return title

    def _focused(self) -> str:
        focus = self.page.locator(":focus")
        if not focus.count():
            return ""
        return focus.get_attribute("aria-label") or focus.inner_text()


@pytest.fixture
def clerk(visits: Visits, javascript: bool) -> Clerk:
    """A clerk who is signed in."""
    return Clerk(visits.signed_in_at(CLERK, javascript=javascript), javascript=javascript)


@pytest.fixture
def early_clerk(visits: Visits, world: World, javascript: bool) -> Clerk:
    """A clerk who asked for a link, got it by mail, and signed in by it."""
    page = visits.stranger(javascript=javascript)
    page.goto("/arbeitsplatz")
    page.get_by_label("Mailadresse").first.fill(CLERK)
    page.get_by_role("button", name="Link").click()
    expect(page.locator("main")).to_contain_text(CLERK)
    page.goto(world.link_for(CLERK))
    page.locator("main button[type=submit]").click()
    page.get_by_role("heading", name="Arbeitsplatz", level=1).wait_for()
    return Clerk(page, javascript=javascript)


@SELDOM_WITHOUT
def test_ten_questions_by_keyboard_alone(early_clerk: Clerk, world: World) -> None:
    """One key each where the suggestion is right or wrong, a year where it lacks one."""
    clerk, before = early_clerk, len(world.asked())
    clerk.press("n", "Nächste Frage")
    answered = [clerk.answer() for _question in range(TEN)]
    assert len(set(answered)) == TEN
    assert len(world.asked()) == before - TEN
    (day,) = world.values(world.number(LAND, "mills")).deadlines
    assert (day.value, day.origin) == ("2027-02-15", Origin.STAFF)
    assert world.values(world.number(LAND, "shops")).deadlines == ()


@SELDOM_WITHOUT
def test_a_corrected_day_outlives_the_page_that_changes(clerk: Clerk, world: World) -> None:
    """The words are selected, or typed; when the source moves, one question shows all three."""
    number, page = world.number(LAND, "village"), clerk.page
    page.goto(f"/eintraege/{number}")
    if clerk.javascript:
        select_words(page, "30. April 2027")
    else:
        page.get_by_label("Worte").fill("30. April 2027")
    page.get_by_label("Angabe", exact=True).select_option(label="Frist")
    page.get_by_role("button", name="Weiter").click()
    expect(page.get_by_label("Was gilt")).to_have_value("30.04.2027")
    clerk.type_value("")
    stands = [(one.value, one.origin, one.quote) for one in world.values(number).deadlines]
    assert stands == [(STAFF_DAY, Origin.STAFF, "30. April 2027")]
    assert world.asked(number) == []

    world.now += timedelta(hours=1)
    (village,) = [one for one in entries() if one.key == "village"]
    moved = VILLAGE_TEXT.replace("31. März 2027", "15. Mai 2027")
    world.crawl(replace(village, body=moved))
    assert [one.value for one in world.values(number).deadlines] == [STAFF_DAY]
    (question,) = world.asked(number)
    page.goto(f"/eintraege/{number}")
    shown = page.locator(".question")
    expect(shown).to_have_count(1)
    expect(shown.locator("del")).to_have_text("31. März")
    expect(shown.locator("ins")).to_have_text("15. Mai")
    expect(shown).to_contain_text("30.04.2027")
    expect(shown).to_contain_text(CLERK)
    assert "15.05.2027" in question.question
    page.goto(f"/foerderungen/{number}")
    expect(page.locator("main")).to_contain_text("30.04.2027")


@SELDOM_WITHOUT
def test_a_duplicate_is_merged_and_taken_back(clerk: Clerk, world: World) -> None:
    """By one key each; what is one is one card, and what is two is asked about again."""
    behind, page = world.number(REGION, "racks"), clerk.page
    page.goto(f"/eintraege/{behind}")
    clerk.press("m", "Dieselbe Förderung")
    expect(page.get_by_role("status")).to_contain_text("rückgängig machen")
    assert world.asked(behind) == []
    clerk.press("u", "rückgängig machen")
    world.now += timedelta(minutes=1)
    world.crawl()
    (question,) = world.asked(behind)
    assert question.field == "same_as"


@SELDOM_WITHOUT
def test_twenty_alike_are_answered_at_once(clerk: Clerk, world: World) -> None:
    """One form for all of them, each a decision of its own."""
    page = clerk.page
    page.goto("/fragen")
    page.get_by_role("link", name="Gleiche Fragen").click()
    page.get_by_role("link", name=f"{ALIKE} Mal").click()
    expect(page.locator("input[name=frage]:checked")).to_have_count(ALIKE)
    page.get_by_label("Vorschlag annehmen").check()
    page.get_by_role("button", name="Antworten").click()
    expect(page.locator("main")).to_contain_text(f"{ALIKE} beantwortet")
    assert [one for one in world.asked() if one.field == "kind"] == []
    assert world.values(world.number(NEWS, "news-1")).kind == "call"


def test_a_reviewer_leaves_the_programmes_of_others_alone(visits: Visits, world: World) -> None:
    """The page says why, has nothing to press, and a form that was made up is refused."""
    page = visits.as_role(Role.REVIEWER, authority="Hessisches Kultusministerium")
    own, other = world.number(LAND, "school"), world.number(LAND, "village")
    page.goto(f"/eintraege/{own}?warteschlange=alle")
    expect(page.get_by_role("button", name="Ablehnen")).to_be_visible()
    page.goto(f"/eintraege/{other}?warteschlange=alle")
    expect(page.locator("main")).to_contain_text("Sie können ihn lesen, aber nicht entscheiden")
    expect(page.locator("form[action^='/eintraege/'][method=post]")).to_have_count(0)
    (item,) = world.asked(other)
    token = page.locator("input[name=token]").first.input_value()
    forged = {"token": token, "gesehen": "1-0"}
    for act in (f"fragen/{item.id}/annehmen", "sichtbar", "angabe"):
        fields: dict[str, str | float | bool] = {
            **forged,
            "wie": "zurueckziehen",
            "feld": "deadlines",
            "wert": "laufend",
        }
        answer = page.request.post(
            f"/eintraege/{other}/{act}", form=fields, headers={"Origin": visits.address}
        )
        assert answer.status == 403, act
    assert len(world.asked(other)) == 1
    desk = visits.as_role(Role.STAFF)
    desk.goto(f"/eintraege/{other}")
    expect(desk.locator("main")).not_to_contain_text("In Arbeit bei")
    desk.goto(f"/eintraege/{own}")
    expect(desk.locator("main")).to_contain_text("In Arbeit bei reviewer@example.org")


@SELDOM_WITHOUT
def test_the_mail_that_arrives_is_as_the_desk_left_it(clerk: Clerk, world: World) -> None:
    """What was held back is not in it, and what was put first is first."""
    page = clerk.page
    page.goto("/ausgabe")
    stands = page.locator("main").inner_text()
    assert stands.index("Aufruf Bürgerbusse") < stands.index("Aufruf Lastenräder")
    page.get_by_label("Zurückhalten: Aufruf Dorfläden").click()
    page.get_by_label("Warum").locator("visible=true").fill("Das Ministerium klärt den Tag.")
    page.get_by_role("button", name="Aus dieser Ausgabe: Aufruf Dorfläden").click()
    expect(page.locator("main")).to_contain_text("Das Ministerium klärt den Tag.")
    page.get_by_role("button", name="An den Anfang: Aufruf Lastenräder").click()
    page.get_by_role("button", name="Nicht mehr an den Anfang: Aufruf Lastenräder").wait_for()
    world.send_issue(local_date(world.now))
    for number in (1, 2):
        text = world.mail_to(f"reader{number}@example.org")
        assert "Aufruf Dorfläden" not in text and "Aufruf Bürgerbusse" in text
        assert text.count("Empfehlung der Servicestelle") == 1
        assert text.index("Aufruf Lastenräder") < text.index("Aufruf Bürgerbusse")


def select_words(page: Page, words: str) -> None:
    """Select words of the publisher's text with the mouse."""
    place = page.locator(".entry-text .part").get_by_text(words).last
    place.scroll_into_view_if_needed()
    left, right, middle = place.evaluate(
        """(one, words) => {
          const all = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
          for (let text = all.nextNode(); text; text = all.nextNode()) {
            const at = text.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(text, at); range.setEnd(text, at + words.length);
            const box = range.getBoundingClientRect();
            return [box.left + 1, box.right - 1, (box.top + box.bottom) / 2];
          }
        }""",
        words,
    )
    page.mouse.move(left, middle)
    page.mouse.down()
    page.mouse.move(right, middle, steps=4)
    page.mouse.up()
    expect(page.get_by_label("Worte")).to_have_value(words)


@SELDOM_WITHOUT
def test_a_tip_becomes_a_question_and_then_an_entry(
    clerk: Clerk, visits: Visits, world: World, javascript: bool
) -> None:
    """A stranger names a page; the desk first asks of an entry, then writes a new one down."""
    stranger = visits.stranger(javascript=javascript)
    stranger.goto("/hinweis")
    stranger.get_by_label("Adresse der Seite").fill("https://stiftung.example.org/bus")
    stranger.get_by_label("Worum geht es?").fill("Hier gibt es Geld für Bürgerbusse.")
    stranger.get_by_role("button", name="Fundstelle melden").click()
    expect(stranger.locator("main")).to_contain_text("Wie es weitergeht")

    page, known = clerk.page, world.number(LAND, "buses")
    page.goto("/hinweise")
    page.get_by_role("link", name="stiftung.example.org").click()
    tip = page.url
    page.get_by_label("Nummer des Eintrags").fill(str(known))
    page.get_by_role("button", name="Gehört zu diesem Eintrag").click()
    page.goto(f"/eintraege/{known}")
    expect(page.locator("main")).to_contain_text("Geld für Bürgerbusse")

    page.goto(tip)
    page.get_by_role("button", name="Zurücknehmen").click()
    page.get_by_role("link", name="Daraus einen Eintrag machen").click()
    page.get_by_label("Titel", exact=True).fill("Bürgerbus 2027")
    page.get_by_label("Text, wie er dort steht").fill(VILLAGE_TEXT.split("\nAbweichend")[0])
    page.get_by_role("button", name="lesen lassen").click()
    expect(page.get_by_label("Frist (freiwillig)", exact=True)).to_have_value(re.compile("2027"))
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("heading", name="Bürgerbus 2027", level=1).wait_for()
    number = int(page.url.rsplit("/", 1)[1].partition("?")[0])
    (day,) = world.values(number).deadlines
    assert (day.value, day.origin) == ("2027-03-31", Origin.STAFF)
    page.goto(tip)
    expect(page.locator("main")).to_contain_text(f"Eintrag {number}")
