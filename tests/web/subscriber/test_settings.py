"""Settings: what is shown to whom, and what the owner of the mailbox changes."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from db.deliveries import Delivery, DigestIssue
from db.engine import reading, writing
from db.subscribers import Dismissal, ErasedAddress, Remembered, Subscriber, Subscription
from tests.conftest import NOW, TODAY
from tests.notifier.samples import publish, values
from tests.web.desk.entries import counted
from tests.web.subscriber.reading import Readers

WISH = {
    "ort": "Hosenfeld",
    "thema": ["mobilitaet", "kultur"],
    "haeufigkeit": "weekly",
    "vorlauf": "30",
}


@pytest.fixture
def readers(engine: Engine) -> Readers:
    """Two subscribers and an entry."""
    found = Readers(engine)
    publish(engine, "1", values())
    return found


def test_a_forwarded_digest_shows_what_it_said_anyway(readers: Readers) -> None:
    """The wishes in words and a masked address; pausing, unsubscribing, and a link to the owner."""
    page = readers.house.browser().get(readers.settings()).text
    assert "r…@example.org" in page and "reader1@" not in page
    assert "Lauterbach" in page and "täglich" in page
    actions = set(re.findall(r'action="([^"]+)"', page))
    assert actions == {"/abo/zugang", f"{readers.settings()}/pause"}
    assert readers.unsubscribe() in page and "Vorgemerkt" not in page and "Feed" not in page


def test_a_pause_is_entered_and_taken_back_by_the_link_alone(readers: Readers) -> None:
    """A day that is none, or over, is said to be so."""
    browser, path = readers.house.browser(), f"{readers.settings()}/pause"
    for day in ("2026-11-22", "bald", "2028-01-01"):
        answer = browser.post(path, data={"bis": day})
        assert answer.status_code == 422 and "Tag" in answer.text
    assert browser.post(path, data={"bis": "2027-01-07"}).status_code == 303
    assert "Pause bis 07.01.2027" in browser.get(readers.settings()).text
    assert readers.reader().paused_until_on == TODAY + timedelta(days=46)
    for _ in range(2):  # where there is no pause any more, nothing is taken back
        assert browser.post(path).status_code == 303
        assert "Pause bis" not in browser.get(readers.settings()).text
        assert readers.reader().paused_until_on == TODAY


def test_a_subscription_is_changed_and_another_one_added(readers: Readers) -> None:
    """All that it says is kept as it was typed; a place left as it was stays."""
    owner = readers.own()
    form = owner.browser.get("/abo/abonnement/1").text
    assert 'value="Stadt Lauterbach (Hessen), Vogelsbergkreis"' in form
    more = {
        "ort": "Stadt Lauterbach (Hessen), Vogelsbergkreis",
        "wochentag": "3",
        "bezeichnung": " A  B ",
    }
    words = {"mit": "Radweg, Brücke,, Radweg", "ohne": "Forschung", "wer": ["district"]}
    answer = owner.act("/abo/abonnement/1", **{**WISH, **more, **words, "ebene": ["eu"]})
    assert answer.headers["Location"] == f"{readers.settings()}?fertig=geaendert"
    (changed,) = readers.reader().subscriptions
    assert (changed.area, changed.name) == ("06535011", "A B")
    assert changed.topics == ["kultur", "mobilitaet"] and changed.lead_days == 30
    assert (changed.cadence, changed.weekday) == ("weekly", 3)
    assert (changed.required, changed.excluded) == (["Radweg", "Brücke"], ["Forschung"])
    assert (changed.applicants, changed.levels) == (["district"], ["eu"])
    assert owner.act("/abo/abonnement/neu", **WISH).status_code == 303
    page = owner.page()
    assert "Hosenfeld" in page and "am Donnerstag" in page and "Radweg oder Brücke" in page
    assert [one.area for one in readers.reader().subscriptions] == ["06535011", "06631013"]


def test_a_subscription_ends_after_a_question(readers: Readers) -> None:
    """It names what would end, and that with the last one all does; looking ends nothing."""
    owner = readers.own()
    assert owner.act("/abo/abonnement/neu", **WISH).status_code == 303
    for number, place, last in ((1, "Lauterbach", False), (3, "Hosenfeld", True)):
        path = f"/abo/abonnement/{number}/beenden"
        assert f'href="{path}"' in owner.page() and f'action="{path}"' not in owner.page()
        before = readers.stored()
        question = owner.browser.get(path).text
        assert place in question and f'action="{path}"' in question
        assert (
            "keine Mails mehr" in question
        ) is last and f"{readers.settings()}#pause" in question
        assert readers.stored() == before
        assert owner.act(path).headers["Location"] == f"{readers.settings()}?fertig=beendet"
        assert (readers.reader().unsubscribed_at is not None) is last
    assert "Sie haben abbestellt" in owner.page()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"ort": ""}, "Bitte wählen Sie einen Ort"),
        ({"ort": "Nirgendwo"}, "kennen wir nicht"),
        ({"ort": "Vogelsberg"}, "Gemeint ist"),
        ({"thema": ["erfunden"]}, "Themen aus der Liste"),
        ({"haeufigkeit": "stündlich"}, "wie oft eine Mail kommt"),
        ({"wochentag": "6"}, "von Montag bis Freitag"),
        ({"vorlauf": "0"}, "eine Zahl von 1"),
        ({"vorlauf": "²"}, "eine Zahl von 1"),
        ({"mit": ",".join(f"wort{n}" for n in range(30))}, "höchstens 20 Wörter"),
        ({"bezeichnung": "x" * 99}, "höchstens 80 Zeichen"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(
    readers: Readers, typed: dict[str, Any], said: str
) -> None:
    """In German, at the field, with what was typed still there."""
    owner, before = readers.own(), readers.stored()
    for path in ("/abo/abonnement/1", "/abo/abonnement/neu"):
        answer = owner.act(path, **{**WISH, **typed})
        assert answer.status_code == 422 and said in answer.text
    assert readers.stored() == before


def test_of_places_alike_one_is_chosen(readers: Readers) -> None:
    """The page offers them, and takes the one that is ticked."""
    owner = readers.own()
    page = owner.act("/abo/abonnement/neu", **{**WISH, "ort": "Vogelsberg"}).text
    offered = re.findall(r'name="gebiet" type="radio" value="([^"]+)"', page)
    assert offered == ["06535", "leader:vogelsberg"]
    answer = owner.act("/abo/abonnement/neu", **{**WISH, "ort": "Vogelsberg", "gebiet": "06535"})
    assert answer.status_code == 303
    assert readers.reader().subscriptions[-1].area == "06535"


def test_entries_are_dismissed_and_remembered_and_taken_back(readers: Readers) -> None:
    """From an issue's form, which has no token, one question comes between; back it goes."""
    owner, issue = readers.own(), f"{readers.issue()}#e1"
    for act, more in (("nicht-fuer-uns", {"was": "programm"}), ("vormerken", {"tage": "21"})):
        path = f"/abo/eintrag/1/{act}"
        asked = owner.browser.post(path, data={"weiter": issue, **more})
        assert asked.status_code == 303 and asked.headers["Location"].startswith(f"{path}?weiter=")
        question = owner.browser.get(asked.headers["Location"]).text
        assert "Bürgerbusse" in question and f'value="{issue}"' in question
        done = owner.act(path, weiter=issue, **more)
        assert done.headers["Location"] == issue
    with reading(readers.engine) as session:
        (remembered,) = session.scalars(select(Remembered))
        assert remembered.lead_days == 21
        (dismissal,) = session.scalars(select(Dismissal))
        assert dismissal.whole
    page = owner.page()
    assert "das ganze Programm" in page and 'value="21"' in page
    for act in ("nicht-fuer-uns", "vormerken"):
        owner.act(f"/abo/eintrag/1/{act}/zurueck")
    assert "Doch wieder melden" not in owner.page() and "Nicht mehr erinnern" not in owner.page()
    for act in ("nicht-fuer-uns", "vormerken"):
        assert owner.act(f"/abo/eintrag/99/{act}").status_code == 404


def test_whoever_is_not_at_the_mailbox_comes_back_to_the_question(readers: Readers) -> None:
    """The link of the mail leads on to what was pressed in the issue."""
    issue, browser = f"{readers.issue()}#e1", readers.house.browser()
    asked = browser.post("/abo/eintrag/1/vormerken", data={"weiter": issue, "tage": "14"})
    page = browser.get(asked.headers["Location"]).text
    assert "r…@example.org" in page
    onward = re.search(r'name="weiter" value="([^"]+)"', page)
    assert onward is not None
    link, _, _ = readers.mailed_link(1, onward[1].replace("&amp;", "&")).partition("?")
    entered = browser.post(link, data={"weiter": onward[1]})
    assert entered.headers["Location"] == onward[1]
    assert "Bürgerbusse" in browser.get(entered.headers["Location"]).text


def test_a_feed_has_an_address_that_can_be_taken_back(readers: Readers) -> None:
    """A new one is another one."""
    owner, keys = readers.own(), []
    for ja in ("1", "1", ""):
        owner.act("/abo/abonnement/1/feed", **({"ja": ja} if ja else {}))
        keys.append(readers.reader().subscriptions[0].feed_key)
        assert ("/atom.xml" in owner.page()) is bool(ja)
    assert keys[0] and keys[1] and keys[0] != keys[1] and keys[2] is None


def test_own_data_are_taken_along_and_erased(readers: Readers) -> None:
    """After a second step nothing is left, and the cookie is taken away."""
    owner = readers.own()
    kept = owner.browser.get("/abo/eigene-angaben.json")
    assert kept.headers["Content-Type"] == "application/json"
    assert "attachment" in kept.headers["Content-Disposition"]
    assert json.loads(kept.text)["adresse"] == "reader1@example.org"
    page = owner.browser.get("/abo/loeschen").text
    assert "reader1@example.org" in page and readers.reader().email
    answer = owner.act("/abo/loeschen")
    assert answer.status_code == 200 and "Alles ist gelöscht" in answer.text
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    assert owner.browser.get(readers.settings()).status_code == 410
    with reading(readers.engine) as session:
        counts = [
            session.scalar(select(func.count()).select_from(table))
            for table in (Subscriber, Subscription, ErasedAddress)
        ]
    assert counts == [1, 1, 1]


def test_past_issues_lead_to_their_pages(readers: Readers) -> None:
    """The newest first; and the page asks no more of the database when there are more."""
    owner, asked = readers.own(), []
    for day in (20, 21):
        with writing(readers.engine) as session:
            issued_on = TODAY.replace(day=day)
            issue = DigestIssue(cadence="daily", issued_on=issued_on, created_at=NOW)
            session.add(issue)
            session.flush()
            mail: dict[str, Any] = {"recipient": "", "subject": "", "message": b""}
            session.add(
                Delivery(
                    issue_id=issue.id,
                    subscriber_id=readers.ids[1],
                    message_id=f"m{day}",
                    planned_at=NOW,
                    item_count=day,
                    state="sent",
                    **mail,
                )
            )
            wish: dict[str, Any] = {"area": "06", "topics": [], "cadence": "daily"}
            wish["created_at"] = NOW
            session.add(Subscription(subscriber_id=readers.ids[1], **wish))
        with counted(readers.engine) as sent:
            page = owner.page()
        asked.append(len(sent))
    assert page.index("21.11.2026") < page.index("20.11.2026")
    assert readers.links.issue("token-of-1", "daily.2026-11-21.0").rsplit("/", 1)[1] in page
    assert asked[0] == asked[1]


def test_no_address_has_subscriptions_without_end(readers: Readers) -> None:
    """And whoever left subscribes anew, instead of adding one."""
    owner = readers.own()
    with writing(readers.engine) as session:
        wish: dict[str, Any] = {"area": "06", "topics": [], "cadence": "daily", "created_at": NOW}
        subscriber = session.get_one(Subscriber, readers.ids[1])
        subscriber.subscriptions += [Subscription(**wish) for _ in range(19)]
    assert owner.act("/abo/abonnement/neu", **WISH).status_code == 409
    readers.house.browser().post(readers.unsubscribe())
    owner = readers.own()
    page = owner.page()
    assert "Sie haben abbestellt" in page and "/abo/loeschen" in page
    assert owner.act("/abo/abonnement/neu", **WISH).status_code == 409


def test_what_a_search_adds_is_shown_kept_and_dropped(engine: Engine) -> None:
    """A subscription made of a search says so, and its owner may widen it."""
    readers = Readers(engine)
    with writing(engine) as session:
        one = session.scalars(select(Subscription).order_by(Subscription.id)).first()
        assert one is not None
        number, one.narrowed = one.id, {"kinds": ["call"]}
    owner, path = readers.own(), f"/abo/abonnement/{number}"
    assert "Art des Eintrags: Aufruf" in owner.page()
    assert 'name="nur"' in owner.browser.get(path).text
    terms = {"ort": "Lauterbach (Hessen)", "haeufigkeit": "daily", "vorlauf": "14"}
    for kept, expected in (("1", {"kinds": ["call"]}), ("", {})):
        owner.act(path, **terms, nur=kept)
        with reading(engine) as session:
            assert session.get_one(Subscription, number).narrowed == expected
