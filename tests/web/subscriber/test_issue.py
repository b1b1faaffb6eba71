"""An issue in the browser: what was told then, what became of it, and nobody given away."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from html import unescape
from typing import Any

import pytest
from lxml import html
from sqlalchemy import Engine, event, select, update
from starlette.testclient import TestClient

from crawlers.items import Kind
from db.deliveries import Delivery, DeliveryItem
from db.engine import reading, writing
from db.statements import Evidence, Field
from db.subscribers import Subscription
from db.values import Deadline
from db.vocabulary import DeadlineKind, Withdrawal
from notifier.mail.links import ISSUE, MATCHES, SETTINGS, Links
from notifier.retention import forget_texts
from tests.conftest import NOW, TODAY
from tests.notifier.deciding import note
from tests.notifier.news.telling import hide, issue, mails, restate, withdraw
from tests.notifier.samples import REGION, SENDER, add_subscriber, fixed, group, publish, values
from tests.stating import said
from tests.web.subscriber.reading import Readers
from tests.web.test_doors import site
from web.app import make_app

DAY = timedelta(days=1)
LINKS = Links(base_url=SENDER.base_url, secret=SENDER.secret)


def link(days: int = 0, reader: int = 1) -> str:
    """The path of a reader's daily issue."""
    key = f"daily.{(TODAY + days * DAY).isoformat()}.0"
    return f"/abo/ausgabe/{LINKS.signed(ISSUE, f'token-of-{reader} {key}')}"


@lru_cache(maxsize=4)
def stranger(engine: Engine, days: int = 0) -> TestClient:
    """A browser of somebody who was forwarded the mail, some days later."""
    later = {"today": lambda: TODAY + days * DAY, "now": lambda: NOW + days * DAY}
    here = replace(site(engine), **later)  # type: ignore[arg-type]
    return TestClient(make_app(here), follow_redirects=False)


def page(engine: Engine, path: str | None = None, days: int = 0) -> str:
    """The page of the first reader's issue, without its markup's escapes."""
    answer = stranger(engine, days).get(path or link())
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def parsed(text: str) -> Any:
    """A page as its elements."""
    return html.fromstring(text)


def card(text: str, number: int) -> str:
    """The card of an entry on a page, as words."""
    (found,) = parsed(text).xpath(f'//article[@id="e{number}"]')
    return " ".join(found.text_content().split())


def in_order(text: str) -> list[str]:
    """The titles on a page, in their order."""
    titles = parsed(text).xpath('//*[@class="told-title"]')
    return [" ".join(one.text_content().split()) for one in titles]


def test_it_keeps_what_the_mail_said_of_the_sources(engine: Engine) -> None:
    """Each reader's sentence as it was that day, whatever was read since or asked for since."""
    for number, area in ((1, "06535011"), (2, "09571113")):
        add_subscriber(engine, number, subscription={"topics": [], "area": area})
    publish(engine, "a", values(areas=("de",)), NOW - 9 * DAY)
    issue(engine)
    said = [
        " ".join(text.partition("Quellenlage: ")[2].replace("\r", "").partition("\n\n")[0].split())
        for _reader, text in sorted(mails(engine, 0).items())
    ]
    publish(engine, "b", values(areas=("de",)), NOW + 2 * DAY)
    with writing(engine) as session:
        session.execute(update(Subscription).values(area="06631013"))
    pages = [
        " ".join(parsed(page(engine, link(reader=one), days=3)).text_content().split())
        for one in (1, 2)
    ]
    for sentence, text in zip(said, pages, strict=True):
        assert sentence and f"Quellenlage an diesem Tag: {sentence}" in text, (sentence, text[:600])
    assert said[0] != said[1]


def test_it_holds_all_that_the_mail_holds_in_its_order(engine: Engine) -> None:
    """Titles, sections, headings, reasons, explanations and licence lines; each card once."""
    add_subscriber(engine, 1, subscription={"topics": []})
    new = publish(engine, "a", values(title="Bürgerbus", topics=("mobility",)))
    publish(engine, "b", values(title="Dorfladen", topics=("village",)))
    soon = {"deadlines": (fixed(TODAY + 5 * DAY),)}
    publish(engine, "c", values(title="Wärmenetz", topics=("climate",), **soon))
    publish(engine, "d", values(title="Rufbus", deadlines=(fixed(TODAY + 99 * DAY),)))
    talk = {"kind": Kind.EVENT.value, "deadlines": (), "event_starts_on": TODAY + 9 * DAY}
    publish(engine, "e", values(title="Sprechtag", **talk))
    issue(engine)
    text = page(engine)
    mailed = [line[2:] for line in mails(engine, 0)[1].splitlines() if line.startswith("* ")]
    assert in_order(text) == mailed and len(mailed) == 5
    told = card(text, new)
    for words in (
        "weil Sie alle Themen für Lauterbach (Hessen) abonniert haben",
        "© Herausgeber, Wiedergabe mit Quellenangabe",
        "1. Februar 2027",
        "Anträge sind bis zum 1. Februar 2027 einzureichen.",
    ):
        assert words in told, words
    titles = [one.text_content() for one in parsed(text).xpath("//main//h2 | //main//h3")]
    assert [one for one in titles if one in ("Termine", "Mobilität", "Dorfentwicklung")] == [
        "Dorfentwicklung",
        "Mobilität",
        "Termine",
    ]


def test_what_had_only_its_line_in_the_mail_has_its_card_here(engine: Engine) -> None:
    """However many there are, each once and in the list on top."""
    add_subscriber(engine, 1)
    titles = {f"Aufruf {one}" for one in range(20)}
    for one in titles:
        publish(engine, one, values(title=one))
    issue(engine)
    text = page(engine)
    cards, listed = in_order(text), parsed(text).xpath("//main//nav//li/a")
    mailed = {line[2:] for line in mails(engine, 0)[1].splitlines() if line.startswith("* ")}
    assert len(cards) == 20 == len(listed) and set(cards) == titles
    assert {one.text for one in listed} == titles and mailed < titles


def test_it_stands_when_the_text_of_the_mail_is_gone(engine: Engine) -> None:
    """Nothing of it is taken from the mail's bytes."""
    add_subscriber(engine, 1)
    number = publish(engine, "a", values())
    issue(engine)
    before = page(engine)
    with writing(engine) as session:
        session.execute(update(Delivery).values(settled_at=NOW))
    assert forget_texts(engine, NOW + DAY) == 1
    assert page(engine) == before and card(before, number)


def test_it_says_what_was_told_then_and_what_changed_since(engine: Engine) -> None:
    """Old day, new day; what nothing became of has no such line."""
    add_subscriber(engine, 1)
    first = publish(engine, "a", values(title="Bürgerbus"))
    other = publish(engine, "b", values(title="Rufbus"))
    issue(engine)
    restate(engine, first, values(deadlines=(fixed(TODAY + 85 * DAY),)), 1)
    restate(engine, other, values(title="Rufbus", summary="Andere Worte."), 1, cause="reread")
    text = page(engine, days=1)
    assert "Montag, 1. Februar 2027" in card(text, first)
    assert "Seitdem geändert: Frist" in card(text, first) and "15.02.2027" in card(text, first)
    assert "eitdem" not in card(text, other) and "nzwischen" not in card(text, other)
    issue(engine, 1)
    assert "Seitdem geändert" not in page(engine, link(1), days=1)


def test_a_change_is_told_again_as_it_was_told(engine: Engine) -> None:
    """The issue that brought the change says it, whatever came after."""
    add_subscriber(engine, 1)
    number = publish(engine, "a", values())
    issue(engine)
    restate(engine, number, values(deadlines=(fixed(TODAY + 85 * DAY),)), 1)
    issue(engine, 1)
    restate(engine, number, values(deadlines=(fixed(TODAY + 100 * DAY),)), 2)
    told = card(page(engine, link(1), days=2), number)
    (line,) = [one[4:] for one in mails(engine, 1)[1].splitlines() if one.startswith("  ! ")]
    assert line in told and "Seitdem geändert" in told
    assert "Geändert" in page(engine, link(1), days=2)


@pytest.mark.parametrize(
    ("became", "word"),
    [
        (lambda engine, one: withdraw(engine, one, 3, Withdrawal.ABSENT), "nicht mehr veröffent"),
        (lambda engine, one: withdraw(engine, one, 3, Withdrawal.STAFF), "zurückgezogen"),
        (lambda engine, one: hide(engine, one), "nicht mehr veröffentlicht"),
        (lambda engine, one: restate(engine, one, values(stated_status="closed"), 3), "geschloss"),
        (lambda engine, one: None, "abgelaufen"),
    ],
)
def test_what_ended_since_says_so(
    engine: Engine, became: Callable[[Engine, int], None], word: str
) -> None:
    """By its own deadline, by its source or by staff; what goes on does not say it."""
    add_subscriber(engine, 1)
    number = publish(engine, "a", values())
    other = publish(engine, "b", values(title="Rufbus", deadlines=(fixed(TODAY + 900 * DAY),)))
    issue(engine)
    became(engine, number)
    text = page(engine, days=80 if word == "abgelaufen" else 4)
    assert f"Inzwischen beendet: {word}" in card(text, number)
    assert "Inzwischen" not in card(text, other)


def test_what_was_told_to_be_over_is_shown_as_over(engine: Engine) -> None:
    """The card says then what it said, and nothing of having ended since."""
    add_subscriber(engine, 1)
    number = publish(engine, "a", values())
    issue(engine)
    withdraw(engine, number, 1, Withdrawal.STAFF)
    issue(engine, 1)
    told = card(page(engine, link(1), days=1), number)
    assert "zurückgezogen" in told and "Inzwischen" not in told


def test_sources_that_differ_differ_on_the_page(engine: Engine) -> None:
    """One card for both, with both days; what is only asked adds no fact of its own."""
    add_subscriber(engine, 1, subscription={"topics": []})
    lead = publish(engine, "a", values(title="Regionalbudget", award_max=None), source=REGION)
    asked = publish(
        engine, "b", values(title="Aufruf Budget", deadlines=(fixed(TODAY + 60 * DAY),))
    )
    group(engine, lead, asked, asked=1)
    issue(engine)
    text = page(engine)
    assert in_order(text) == ["Regionalbudget"]
    told = card(text, lead)
    assert "Angaben weichen ab" in told and "Vielleicht dasselbe" in told
    with reading(engine) as session:
        assert session.scalar(select(DeliveryItem.id).where(DeliveryItem.opportunity_id == asked))


def test_it_is_the_readers_own_terms(engine: Engine) -> None:
    """Whoever has other inhabitants reads another card, though the subscription is no more."""
    small, large = {"area": "06535002", "topics": []}, {"area": "06535011", "topics": []}
    add_subscriber(engine, 1, subscription=small)
    add_subscriber(engine, 2, subscription=large)
    more = (said(Field.POPULATION_MAX, 20_000), said(Field.POPULATION_MIN, 1_000))
    number = publish(engine, "a", values(more=more))
    issue(engine)
    with writing(engine) as session:
        session.execute(update(Subscription).values(area="09571113", ended_at=NOW))
    one, other = (card(page(engine, link(reader=reader)), number) for reader in (1, 2))
    assert "1.900" in one and "13.880" in other


def test_each_value_has_its_words_one_tap_away(engine: Engine) -> None:
    """Below the card, in an element that needs no script."""
    add_subscriber(engine, 1)
    rate = said(Field.RATE_MAX, 75, evidence=Evidence(source="state", quote="bis zu 75 Prozent"))
    number = publish(engine, "a", values(rate_max=None, more=(rate,)))
    issue(engine)
    quotes = parsed(page(engine)).xpath(f'//article[@id="e{number}"]//details//q')
    assert "bis zu 75 Prozent" in {one.text_content() for one in quotes}


def test_the_desks_note_stands_on_top_for_whom_it_is(engine: Engine) -> None:
    """A note for another place is not there."""
    add_subscriber(engine, 1)
    publish(engine, "a", values())
    note(engine, "Sprechtag am Freitag: https://example.org/sprechtag")
    note(engine, "Nur für Fulda", area="06631")
    issue(engine)
    text = page(engine)
    assert "Sprechtag am Freitag" in text and 'href="https://example.org/sprechtag"' in text
    assert "Nur für Fulda" not in text


def test_it_gives_nobody_away(engine: Engine) -> None:
    """No address, no other reader's issue; not found by search engines, kept by nobody."""
    add_subscriber(engine, 1, email="rathaus.geheim@example.org", name="Frau Beispiel")
    publish(engine, "a", values())
    issue(engine)
    answer = stranger(engine).get(link())
    assert "rathaus" not in answer.text and "Beispiel" not in answer.text
    assert "r…@example.org" in answer.text and SENDER.secret not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert 'name="robots" content="noindex' in answer.text
    outside = parsed(answer.text).xpath('//main//a[starts-with(@href, "http")]')
    assert outside and all("noreferrer" in one.get("rel", "") for one in outside)


@pytest.mark.parametrize(
    "signed",
    [
        LINKS.signed(ISSUE, "token-of-2 daily.2026-11-22.0"),
        LINKS.signed(ISSUE, "token-of-1 daily.2026-11-21.0"),
        LINKS.signed(ISSUE, "token-of-1 daily.2026-11-22.7"),
        LINKS.signed(ISSUE, "token-of-1 weekly.2026-11-22.0"),
        LINKS.signed(ISSUE, "token-of-1 daily.gestern.0"),
        LINKS.signed(ISSUE, "token-of-1"),
        LINKS.signed(MATCHES, "token-of-1 daily.2026-11-22.0"),
        LINKS.signed(SETTINGS, "token-of-1 daily.2026-11-22.0"),
        Links(base_url="https://x.example", secret="another").signed(
            ISSUE, "token-of-1 daily.2026-11-22.0"
        ),
        "unsinn",
    ],
)
def test_other_links_lead_nowhere(engine: Engine, signed: str) -> None:
    """Nobody else's, no other day, no other purpose; all say the same."""
    add_subscriber(engine, 1)
    publish(engine, "a", values())
    issue(engine)
    assert stranger(engine).get(link()).status_code == 200
    for path in (f"/abo/ausgabe/{signed}", f"/abo/ausgabe/{signed}/termin/1.ics"):
        assert stranger(engine).get(path).status_code == 404


def test_more_items_ask_no_more_of_the_database(engine: Engine) -> None:
    """Nor does it when each of them has changed since."""
    add_subscriber(engine, 1)
    counts: list[int] = []

    def count(*_said: object) -> None:
        counts[-1] += 1

    numbers = [publish(engine, "0", values(title="Aufruf 0"))]
    issue(engine)
    numbers += [publish(engine, f"{one}", values(title=f"Aufruf {one}")) for one in range(1, 9)]
    issue(engine, 1)
    for number in numbers:
        restate(engine, number, values(deadlines=(fixed(TODAY + 85 * DAY),)), 2)
    event.listen(engine, "before_cursor_execute", count)
    for days in (0, 1):
        counts.append(0)
        text = page(engine, link(days), days=3)
        assert text.count("Seitdem geändert") == (8 if days else 1)
    event.remove(engine, "before_cursor_execute", count)
    assert counts[0] == counts[1]


def test_a_card_has_its_days_for_a_calendar(engine: Engine) -> None:
    """As they stand today; one without a day has none, and no other entry's can be had here."""
    add_subscriber(engine, 1)
    number = publish(engine, "a", values())
    undated = publish(engine, "b", values(title="Laufend", deadlines=()))
    yearly = Deadline(kind=DeadlineKind.ANNUAL, value="11-01")
    each_year = publish(engine, "d", values(title="Jährlich", deadlines=(yearly,)))
    issue(engine)
    later = publish(engine, "c", values(title="Später"))
    restate(engine, number, values(deadlines=(fixed(TODAY + 85 * DAY),)), 1)
    text = page(engine)
    assert f"/termin/{number}.ics" in text and f"/termin/{undated}.ics" not in text
    answer = stranger(engine).get(f"{link()}/termin/{number}.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "DTSTART;VALUE=DATE:20270215" in answer.text
    answer = stranger(engine).get(f"{link()}/termin/{each_year}.ics")
    assert "DTSTART;VALUE=DATE:20271101" in answer.text
    for other in (undated, later, 999):
        assert stranger(engine).get(f"{link()}/termin/{other}.ics").status_code == 404


def test_its_forms_lead_to_the_mailbox_and_come_back(engine: Engine) -> None:
    """Whoever was forwarded the mail changes nothing; the way back is the card."""
    add_subscriber(engine, 1)
    number = publish(engine, "a", values())
    issue(engine)
    browser = stranger(engine)
    forms = parsed(browser.get(link()).text).xpath("//article//form")
    assert {one.get("action") for one in forms} == {
        f"/abo/eintrag/{number}/vormerken",
        f"/abo/eintrag/{number}/nicht-fuer-uns",
    }
    for form in forms:
        fields = {one.get("name"): one.get("value") for one in form.xpath(".//input|.//button")}
        answer = browser.post(form.get("action"), data=fields)
        assert answer.status_code == 303 and re.match("/abo/zugang", answer.headers["Location"])


def test_who_was_at_the_own_mailbox_acts_on_the_page_at_once(engine: Engine) -> None:
    """And sees there what was said; with somebody else's issue it is a question first."""
    readers = Readers(engine)
    first, second = (publish(engine, key, values(title=key)) for key in ("Bus", "Rad"))
    issue(engine)
    owner = readers.own()
    for number, act, fields in (
        (first, "vormerken", {"tage": "30"}),
        (second, "nicht-fuer-uns", {"was": "eintrag"}),
    ):
        text = owner.browser.get(readers.issue()).text
        (form,) = parsed(text).xpath(f'//form[@action="/abo/eintrag/{number}/{act}"]')
        sent = {one.get("name"): one.get("value") for one in form.xpath(".//input")}
        answer = owner.browser.post(form.get("action"), data=sent | fields)
        assert answer.headers["Location"] == f"{readers.issue()}#e{number}"
    text = unescape(owner.browser.get(readers.issue()).text)
    assert "vorgemerkt, 30 Tage vorher" in card(text, first)
    assert "Nicht für uns" in card(text, second).partition("Alle Angaben")[0]
    other = owner.browser.get(readers.issue(2)).text
    assert 'name="token"' not in other and "vorgemerkt" not in other
