"""The pages of an issue: as it stands, as one reader would get it, and as it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import Engine, event, func, select

from db.decisions import Act, Decision
from db.deliveries import Delivery, DeliveryItem, DigestIssue
from db.engine import reading, writing
from db.reviews import ReviewItem
from db.subscribers import Subscriber, Subscription, Suppression
from db.vocabulary import Cadence, Role
from tests.conftest import NOW, TODAY
from tests.notifier.deciding import hold, lift, note
from tests.notifier.news.telling import issue as plan_issue
from tests.notifier.samples import add_subscriber, fixed, publish, publish_all, values
from tests.web.signing_in import Signed, signed_in
from tests.web.test_doors import site
from web.desk.issue import ON_A_PAGE

DAY = timedelta(days=1)
ON = TODAY.isoformat()


def stock(engine: Engine, items: int = 2, readers: int = 2) -> list[int]:
    """Publish some calls and store some daily readers."""
    first = 1 + len(entries(engine))
    for number in range(first, first + readers):
        add_subscriber(engine, number)
    calls = {
        f"call {number}": values(title=f"Aufruf {number} <b>", topics=("mobility",))
        for number in range(first, first + items)
    }
    return publish_all(engine, calls)


def entries(engine: Engine) -> list[int]:
    """The ids of all subscribers."""
    with reading(engine) as session:
        return list(session.scalars(select(Subscriber.id)))


def desk(engine: Engine) -> Signed:
    """A browser of the service desk."""
    return signed_in(site(engine))


def page(browser: Signed, path: str = "/ausgabe") -> str:
    """A page as its reader sees it, without its markup's escapes."""
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def counts(text: str) -> list[int]:
    """In how many mails each item of the next issue stands."""
    return [int(count) for count in re.findall(r'data-label="Mails">(\d+)<', text)]


def test_the_page_counts_what_planning_then_does(engine: Engine) -> None:
    """Mails, items and reasons are those of the ledger a moment later; nothing is written."""
    stock(engine, items=3, readers=3)
    publish(engine, "end", values(title="Endet", deadlines=(fixed(TODAY + 5 * DAY),)))
    add_subscriber(engine, 9, subscription={"area": "09571113", "topics": []})
    browser = desk(engine)
    text = page(browser)
    assert "3 Mails" in text and counts(text) == [3, 3, 3, 3]
    assert "neu, endet bald" in text and "automatisch gelesen" in text
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(DigestIssue)) == 0
    assert plan_issue(engine).planned == 3
    with reading(engine) as session:
        rows = session.execute(
            select(func.count(DeliveryItem.delivery_id.distinct())).group_by(
                DeliveryItem.opportunity_id
            )
        )
        assert [count for (count,) in rows] == [3, 3, 3, 3]


def test_a_first_issue_is_counted_as_it_is_cut(engine: Engine) -> None:
    """What does not fit into a mail is not counted among what goes out."""
    stock(engine, items=250, readers=1)
    browser = desk(engine)
    shown = [counts(page(browser, f"/ausgabe?seite={number}")) for number in (1, 2)]
    plan_issue(engine)
    with reading(engine) as session:
        stood = session.scalars(select(Delivery.item_count)).one()
    assert sum(map(len, shown)) == stood < 250


def test_an_issue_is_shown_a_page_at_a_time(engine: Engine) -> None:
    """Each item once; beyond the end stands the last page, and an act leads back to its page."""
    stock(engine, items=ON_A_PAGE + 3, readers=2)
    browser = desk(engine)
    first, second, beyond = (page(browser, f"/ausgabe?seite={number}") for number in (1, 2, 99))
    assert [len(counts(text)) for text in (first, second, beyond)] == [ON_A_PAGE, 3, 3]
    titles = re.findall(r">(Aufruf \d+)", re.sub(r'aria-label="[^"]*"', "", first + second))
    assert len(titles) == len(set(titles)) == ON_A_PAGE + 3
    assert f"({ON_A_PAGE + 3}, davon 3 auf dieser Seite)" in second
    form = {"fuer": "daily", "tag": ON, "eintrag": "1", "seite": "2"}
    assert browser.act("/ausgabe/vorziehen", **form).headers["Location"].endswith("&seite=2")


def test_an_issue_is_looked_at_again_when_anything_moved(engine: Engine) -> None:
    """What did not move is not read anew; a reader, a mail or a barred address counts as well."""
    stock(engine)
    browser = desk(engine)
    page(browser)
    few = asked(engine, partial_get(browser, "/ausgabe"))
    assert few < asked(engine, partial_get(desk(engine), "/ausgabe"))
    assert counts(page(browser)) == [2, 2]
    add_subscriber(engine, 3)
    assert counts(page(browser)) == [3, 3]
    with writing(engine) as session:
        session.add(Suppression(email="reader1@example.org", reason="550", since_at=NOW))
    assert counts(page(browser)) == [2, 2]
    with writing(engine) as session:
        session.get_one(Subscriber, 2).unsubscribed_at = NOW
    assert counts(page(browser)) == [1, 1]
    publish(engine, "more", values(title="Noch einer"))
    assert counts(page(browser)) == [1, 1, 1]
    hold(engine, 1)
    assert counts(page(browser)) == [1, 1]


def test_hostile_words_show_as_text(engine: Engine) -> None:
    """In titles, reasons and notes."""
    one, _other = stock(engine)
    hold(engine, one)
    note(engine, "<script>alert(1)</script>")
    shown = desk(engine).get("/ausgabe").text
    assert "<script>" not in shown and "&lt;script&gt;" in shown
    assert "Aufruf 2 &lt;b&gt;" in shown


def test_the_desk_holds_back_lifts_and_notes_by_forms(engine: Engine) -> None:
    """Each says who and when, is undone by one button, and is in the preview at once."""
    one, other = stock(engine)
    browser = desk(engine)
    form = {"fuer": "daily", "tag": ON}
    held = browser.act("/ausgabe/zurueckhalten", eintrag=str(one), warum="erst klären", **form)
    assert held.status_code == 303 and held.headers["Location"] == "/ausgabe?fuer=daily"
    browser.act("/ausgabe/vorziehen", eintrag=str(other), **form)
    browser.act("/ausgabe/hinweis", text="Sprechtag am Freitag", gebiet="06535", **form)
    text = page(browser)
    assert "aus dieser Ausgabe · staff@example.org" in text and "erst klären" in text
    assert "an den Anfang</span>" in text and "Nur für Vogelsbergkreis" in text
    assert counts(text) == [2]
    seen = page(browser, f"/ausgabe/vorschau?gebiet=06535011&thema=mobility&tag={ON}")
    assert "Sprechtag am Freitag" in seen and "Empfehlung der Servicestelle" in seen
    assert "* Aufruf 1" not in seen and "* Aufruf 2" in seen
    with reading(engine) as session:
        numbers = list(session.scalars(select(Decision.id)))
    for number in numbers:
        browser.act("/ausgabe/zuruecknehmen", entscheidung=str(number), fuer="daily")
    text = page(browser)
    assert counts(text) == [2, 2] and "Sprechtag" not in text
    with reading(engine) as session:
        said = session.scalars(select(Decision).where(Decision.act != Act.UNDO))
        undone = {(row.undone_by, row.undone_at) for row in said}
    assert undone == {("staff@example.org", NOW)}


def test_what_comes_too_late_is_said_in_words(engine: Engine) -> None:
    """When the issue is planned the page says so and offers nothing any more."""
    one, _other = stock(engine)
    plan_issue(engine)
    browser = desk(engine)
    late = browser.act("/ausgabe/zurueckhalten", eintrag=str(one), fuer="daily", tag=ON)
    assert late.status_code == 409 and "schon zusammengestellt" in late.text
    text = page(browser)
    assert "Diese Ausgabe ist schon begonnen" in text and "Aus dieser Ausgabe" not in text


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"eintrag": "999"}, 404),
        ({"eintrag": "0"}, 422),
        ({"fuer": "hourly"}, 422),
        ({"tag": "morgen"}, 422),
    ],
)
def test_forms_with_nonsense_are_refused(
    engine: Engine, fields: dict[str, str], status: int
) -> None:
    """In German, and nothing is written."""
    stock(engine)
    sent = {"eintrag": "1", "fuer": "daily", "tag": ON} | fields
    assert desk(engine).act("/ausgabe/zurueckhalten", **sent).status_code == status
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Decision)) == 0


@pytest.mark.parametrize(
    ("text", "area", "status"),
    [("  ", "", 409), ("x" * 1600, "", 409), ("Hinweis", "99", 409), ("Zeichen \x07", "", 409)],
)
def test_notes_that_are_none_are_refused(engine: Engine, text: str, area: str, status: int) -> None:
    """Empty, too long, for no area, or with what nobody can see."""
    sent = {"text": text, "gebiet": area, "fuer": "daily", "tag": ON}
    assert desk(engine).act("/ausgabe/hinweis", **sent).status_code == status


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.MANAGER])
def test_issues_are_for_the_desk_alone(engine: Engine, role: Role) -> None:
    """Whoever answers for a ministry or a region sees neither readers nor issues."""
    stock(engine)
    browser = signed_in(site(engine), role, authority="hmwvw", area="06535")
    for path in ("/ausgabe", "/ausgabe/vorschau", "/ausgaben", "/ausgabe/ohne-mail"):
        assert browser.get(path).status_code == 403
    sent = {"eintrag": "1", "fuer": "daily", "tag": ON}
    assert browser.act("/ausgabe/zurueckhalten", **sent).status_code == 403


def test_a_preview_is_the_mail_but_for_its_links(engine: Engine) -> None:
    """Subject and header lines are those of the mail that is planned; its links are nobody's."""
    stock(engine)
    browser = desk(engine)
    text = page(browser, f"/ausgabe/vorschau?abo=1&tag={ON}")
    assert "sandbox></iframe>" in text
    frame = browser.get(f"/ausgabe/vorschau/html?abo=1&tag={ON}")
    assert "default-src 'none'" in frame.headers["Content-Security-Policy"]
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Delivery)) == 0
    plan_issue(engine)
    with reading(engine) as session:
        mail = session.scalars(select(Delivery).where(Delivery.subscriber_id == 1)).one()
        raw, subject = mail.message.decode(), mail.subject
    assert subject in text and "To: Gemeinde 1 <reader1@example.org>" in text
    links = re.findall(r"/abo/\w+/[\w.-]+", frame.text)
    leaving = next(link for link in links if link.startswith("/abo/abbestellen/"))
    assert not any(link in raw.replace("=\r\n", "") for link in links)
    assert browser.get(leaving).status_code in (200, 404)
    with reading(engine) as session:
        assert session.get_one(Subscriber, 1).unsubscribed_at is None


def test_a_preview_of_a_later_day_sees_that_day(engine: Engine) -> None:
    """What ends soon then is a reminder then; a day that has passed becomes today."""
    publish(engine, "a", values(title="Endet", deadlines=(fixed(TODAY + 30 * DAY),)))
    add_subscriber(engine, 1)
    browser = desk(engine)
    later = (TODAY + 25 * DAY).isoformat()
    assert "noch 5 Tage" in page(browser, f"/ausgabe/vorschau?abo=1&tag={later}")
    assert "22.11.2026" in page(browser, "/ausgabe/vorschau?abo=1&tag=2020-01-01")


def test_who_gets_nothing_has_no_preview(engine: Engine) -> None:
    """And a place that is none is said to be none."""
    publish(engine, "a", values())
    add_subscriber(engine, 1, confirmed_at=None)
    add_subscriber(engine, 2, subscription={"area": "99"})
    browser = desk(engine)
    for number in (1, 2):
        assert "bekommt keine Mails" in page(browser, f"/ausgabe/vorschau?abo={number}")
    assert "unbekannt" in page(browser, "/ausgabe/vorschau?gebiet=99")
    assert browser.get("/ausgabe/vorschau?abo=99").status_code == 404


def test_readers_are_found_by_name_topic_and_page(engine: Engine) -> None:
    """Percent signs are letters, and twenty stand on a page."""
    for number in range(1, 24):
        add_subscriber(engine, number, name=f"Gemeinde {number:02}")
    add_subscriber(engine, 50, name="100 % Dorf", subscription={"topics": ["climate"]})
    browser = desk(engine)

    def names(query: str) -> list[str]:
        return re.findall(
            r'abo=\d+&tag=[^"]*">([^<]*)<', page(browser, f"/ausgabe/vorschau?{query}")
        )

    assert names("suche=%25+Dorf") == ["100 % Dorf"]
    assert names("suche=reader50@") == names("nur=climate") == ["100 % Dorf"]
    assert len(names("")) == 20 and len(names("seite=1")) == 4
    assert names("suche=niemand") == []


def test_who_gets_no_mail_and_why(engine: Engine) -> None:
    """Barred, without consent, unsubscribed, paused; whoever gets mail is not among them."""
    add_subscriber(engine, 1)
    add_subscriber(engine, 2, confirmed_at=None)
    add_subscriber(engine, 3, unsubscribed_at=NOW)
    add_subscriber(engine, 4, email="Reader4@example.org")
    add_subscriber(engine, 5, subscription={"ended_at": NOW})
    with writing(engine) as session:
        session.add(Suppression(email="reader4@example.org", reason="unzustellbar", since_at=NOW))
    text = page(desk(engine), "/ausgabe/ohne-mail")
    whys = re.findall(r'data-label="Warum">([^<]*)<', text)
    assert [why.split(":")[0] for why in whys] == [
        "pausiert", "gesperrt", "abbestellt", "keine Einwilligung",
    ]  # fmt: skip
    assert "reader1@example.org" not in text


def test_past_issues_are_told_by_item(engine: Engine) -> None:
    """Counts from the ledger, what the desk had decided, and no reader."""
    one, other = stock(engine)
    hold(engine, one)
    lift(engine, other)
    note(engine, "Frohe Feiertage")
    plan_issue(engine)
    plan_issue(engine, 1)
    browser = desk(engine)
    assert counts_of_issues(page(browser, "/ausgaben")) == [("2", "0"), ("2", "0")]
    text = page(browser, "/ausgaben/1")
    assert "Zurückgehalten: Aufruf 1" in text and "Frohe Feiertage" in text
    assert counts(text) == [2] and "reader1" not in text
    assert browser.get("/ausgaben/99").status_code == 404


def counts_of_issues(text: str) -> list[tuple[str, str]]:
    """How many mails of each issue were planned and arrived."""
    return re.findall(r'"Geplant">(\d+)<.*?"Zugestellt">(\d+)<', text, re.DOTALL)


def test_no_page_asks_more_with_more_rows(engine: Engine) -> None:
    """The number of queries stays the same with three times the items, readers and decisions."""
    paths = (
        "/ausgabe",
        "/ausgabe/vorschau",
        f"/ausgabe/vorschau?abo=1&tag={ON}",
        "/ausgabe/ohne-mail",
        "/ausgaben",
        "/ausgaben/1",
    )

    def more(day: int) -> None:
        for one in stock(engine, items=3, readers=3)[:1]:
            hold(engine, one, cadence=None)
            lift(engine, one, 20)
            note(engine, "Hinweis", 20)
        add_subscriber(engine, 100 + day, confirmed_at=None)
        with writing(engine) as session:
            fields = {"opportunity_id": 1, "field": "topics", "question": "?", "asked_at": NOW}
            session.add(ReviewItem(fingerprint=str(day), **fields))

    more(0)
    plan_issue(engine, -1)
    publish(engine, "n1", values(title="Neues"))
    browser = desk(engine)
    before = {path: asked(engine, partial_get(browser, path)) for path in paths}
    for day in (1, 2):
        more(day)
        publish(engine, f"n2 {day}", values(title="Noch eines"))
    after = {path: asked(engine, partial_get(browser, path)) for path in paths}
    assert after == before


def partial_get(browser: Signed, path: str) -> Callable[[], object]:
    """Return what opens a page."""
    return lambda: page(browser, path)


def asked(engine: Engine, act: Callable[[], object]) -> int:
    """Count the statements that something takes."""
    seen: list[str] = []

    def count(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", count)
    return len(seen)


def test_weekly_readers_have_their_own_page(engine: Engine) -> None:
    """The cadence is chosen by a link; a site that mails nothing has no such page."""
    publish(engine, "a", values())
    add_subscriber(engine, 1, subscription={"cadence": Cadence.WEEKLY})
    add_subscriber(engine, 2, subscription={"cadence": Cadence.WEEKLY})
    browser = desk(engine)
    assert "0 Mails" in page(browser) and "2 Mails" in page(browser, "/ausgabe?fuer=weekly")
    assert browser.get("/ausgabe?fuer=hourly").status_code == 422
    silent = signed_in(replace(site(engine), imprint=None))
    assert silent.get("/ausgabe").status_code == 404
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Subscription)) == 2
