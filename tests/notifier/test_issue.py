"""What the desk holds back, puts first and says on top is part of planning, exactly once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select, update

from db.decisions import Act, Decision
from db.deliveries import Delivery, DeliveryItem, DigestIssue
from db.engine import reading, writing
from db.issue_marks import IssueMark
from db.vocabulary import Cadence
from pipeline.desk.aside import note as remark
from pipeline.desk.undo import undo_last
from tests.conftest import NOW, TODAY
from tests.notifier.deciding import BY, hold, lift, note, take_back
from tests.notifier.news.telling import issue, mails, restate
from tests.notifier.samples import (
    FEDERAL,
    add_subscriber,
    fixed,
    group,
    publish,
    values,
)
from web.mail import read_mail

DAY = timedelta(days=1)
WEEKLY = {"cadence": Cadence.WEEKLY}


def two(engine: Engine) -> tuple[int, int]:
    """Publish two calls and store two daily readers."""
    for number in (1, 2):
        add_subscriber(engine, number)
    return (
        publish(engine, "a", values(title="Erster Aufruf")),
        publish(engine, "b", values(title="Zweiter Aufruf")),
    )


def titles(engine: Engine, days: int) -> Mapping[int, list[str]]:
    """The titles of each reader's mail of a day, in their order."""
    return {
        reader: [line[2:] for line in text.splitlines() if line.startswith("* ")]
        for reader, text in mails(engine, days).items()
    }


def test_what_is_held_back_stands_in_the_issue_after_it(engine: Engine) -> None:
    """It is in no mail of the issue, counts as told to nobody, and comes with the next one."""
    one, other = two(engine)
    hold(engine, one)
    issue(engine)
    assert titles(engine, 0) == {1: ["Zweiter Aufruf"], 2: ["Zweiter Aufruf"]}
    with reading(engine) as session:
        assert set(session.scalars(select(DeliveryItem.opportunity_id))) == {other}
    issue(engine, 1)
    assert titles(engine, 1) == {1: ["Erster Aufruf"], 2: ["Erster Aufruf"]}
    assert issue(engine, 2).planned == 0


@pytest.mark.parametrize("days", [3, 16, pytest.param(200, marks=pytest.mark.long)])
def test_what_is_held_until_released_is_told_once_as_new(engine: Engine, days: int) -> None:
    """However long it was held, in both cadences."""
    one, _other = two(engine)
    add_subscriber(engine, 3, subscription=WEEKLY)
    far = values(title="Erster Aufruf", deadlines=(fixed(TODAY + 400 * DAY),))
    restate(engine, one, far, 0)
    held = hold(engine, one, cadence=None)
    for day in range(days):
        issue(engine, day)
        if day % 7 == 0:
            issue(engine, day, Cadence.WEEKLY)
    take_back(engine, held, days)
    issue(engine, days)
    issue(engine, days, Cadence.WEEKLY)
    issue(engine, days + 1)
    issue(engine, days + 7, Cadence.WEEKLY)
    with reading(engine) as session:
        rows = session.execute(
            select(DeliveryItem.subscriber_id, DeliveryItem.reason, DigestIssue.issued_on)
            .join(Delivery, Delivery.id == DeliveryItem.delivery_id)
            .join(DigestIssue, DigestIssue.id == Delivery.issue_id)
            .where(DeliveryItem.opportunity_id == one)
            .order_by(DeliveryItem.subscriber_id)
        )
        on = TODAY + days * DAY
        assert [tuple(row) for row in rows] == [(reader, "new", on) for reader in (1, 2, 3)]


def test_taken_back_before_any_issue_it_changes_nothing(engine: Engine) -> None:
    """What was too old to be news is no newer for it."""
    for number in (1, 2):
        add_subscriber(engine, number, subscription={"created_at": NOW - 20 * DAY})
    old = publish(engine, "a", values(title="Alter Aufruf"), NOW - 90 * DAY)
    publish(engine, "b", values(title="Neuer Aufruf"))
    take_back(engine, hold(engine, old, cadence=None))
    issue(engine)
    with reading(engine) as session:
        reasons = session.scalars(
            select(DeliveryItem.reason).where(DeliveryItem.opportunity_id == old)
        )
        assert set(reasons) == {"open"}


def test_old_stock_that_was_held_is_no_news_afterwards(engine: Engine) -> None:
    """It comes along with news as before, and makes no mail by itself."""
    two(engine)
    issue(engine)
    old = publish(engine, "old", values(title="Alter Aufruf"), NOW - 90 * DAY)
    hold(engine, old, 1)
    for day in (1, 2):
        assert issue(engine, day).planned == 0
    publish(engine, "new", values(title="Neuer Aufruf"), NOW + 3 * DAY)
    issue(engine, 3)
    assert titles(engine, 3)[1] == titles(engine, 3)[2] == ["Neuer Aufruf", "Alter Aufruf"]


def test_a_change_that_is_held_back_is_told_against_what_was_told(engine: Engine) -> None:
    """Two changes during the hold are one difference after it."""
    one, _other = two(engine)
    issue(engine)
    held = hold(engine, one, 1, cadence=None)
    for day, until in ((1, 80), (2, 90)):
        later = values(title="Erster Aufruf", deadlines=(fixed(TODAY + until * DAY),))
        restate(engine, one, later, day)
        assert issue(engine, day).planned == 0
    take_back(engine, held, 3)
    assert issue(engine, 3).planned == 2
    text = mails(engine, 3)[1]
    assert "01.02.2027 → 20.02.2027" in " ".join(text.split()) and text.count("→") == 1


def test_another_cadence_is_not_concerned(engine: Engine) -> None:
    """Held back from the daily issue it stands in the weekly one of the same day."""
    one, _other = two(engine)
    add_subscriber(engine, 3, subscription=WEEKLY)
    hold(engine, one)
    issue(engine)
    issue(engine, 0, Cadence.WEEKLY)
    assert len(titles(engine, 0)[1]) == 1 and len(titles(engine, 0)[3]) == 2


def test_an_issue_that_is_missed_hands_the_decision_on(engine: Engine) -> None:
    """If nothing runs on the day, it holds for the issue that goes out instead, and only for it."""
    one, _other = two(engine)
    hold(engine, one)
    note(engine, "Am Montag ist unser Telefon nicht besetzt.")
    issue(engine, 2)
    assert titles(engine, 2)[1] == ["Zweiter Aufruf"]
    assert "Telefon nicht besetzt" in mails(engine, 2)[1]
    issue(engine, 3)
    assert titles(engine, 3)[1] == ["Erster Aufruf"]
    assert "Telefon" not in mails(engine, 3)[1]


def test_what_is_for_a_later_day_waits_for_it(engine: Engine) -> None:
    """Neither a note nor a lift of Thursday is in the issue of Tuesday."""
    one, _other = two(engine)
    note(engine, "Sprechtag am Freitag.", 2)
    issue(engine)
    assert "Sprechtag" not in mails(engine, 0)[1]
    restate(engine, one, values(title="Erster Aufruf", award_max=30_000), 2)
    issue(engine, 2)
    assert "Sprechtag" in mails(engine, 2)[1]


def test_who_shares_a_card_shares_its_fate(engine: Engine) -> None:
    """Whichever entry of a card is held back, the card is; separated later, nothing is lost."""
    add_subscriber(engine, 1)
    add_subscriber(engine, 2)
    one = publish(engine, "a", values(title="Aufruf"))
    other = publish(engine, "b", values(title="Aufruf im Portal"), source=FEDERAL)
    group(engine, one, other, asked=1)
    hold(engine, other)
    assert issue(engine).planned == 0
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(IssueMark)) == 2
    group(engine)
    for day in range(1, 9):
        issue(engine, day)
    with reading(engine) as session:
        rows = session.execute(select(DeliveryItem.subscriber_id, DeliveryItem.opportunity_id))
        assert sorted(map(tuple, rows)) == [(1, one), (1, other), (2, one), (2, other)]


def test_what_is_lifted_stands_first_in_its_topic_and_says_so(engine: Engine) -> None:
    """Though something else ends sooner; in the other cadence nothing is lifted."""
    add_subscriber(engine, 1)
    add_subscriber(engine, 2, subscription=WEEKLY)
    publish(engine, "a", values(title="Endet bald", deadlines=(fixed(TODAY + 20 * DAY),)))
    last = publish(engine, "b", values(title="Endet spät", deadlines=(fixed(TODAY + 90 * DAY),)))
    lift(engine, last)
    issue(engine)
    issue(engine, 0, Cadence.WEEKLY)
    assert titles(engine, 0) == {1: ["Endet spät", "Endet bald"], 2: ["Endet bald", "Endet spät"]}
    texts = mails(engine, 0)
    assert texts[1].count("Empfehlung der Servicestelle") == 1
    assert "Empfehlung der Servicestelle" not in texts[2]


def test_held_back_weighs_more_than_lifted(engine: Engine) -> None:
    """Two people may say both."""
    one, _other = two(engine)
    lift(engine, one)
    hold(engine, one)
    issue(engine)
    assert titles(engine, 0)[1] == ["Zweiter Aufruf"]


def test_a_note_is_for_its_region(engine: Engine) -> None:
    """Readers elsewhere do not see it; one without an area all see."""
    add_subscriber(engine, 1)
    add_subscriber(engine, 2, subscription={"area": "06631013"})
    publish(engine, "a", values())
    note(engine, "Nur im Vogelsberg: Sprechtag.", area="06535")
    note(engine, "Für alle: frohe Feiertage.")
    issue(engine)
    texts = mails(engine, 0)
    assert "Sprechtag" in texts[1] and "Feiertage" in texts[1]
    assert "Sprechtag" not in texts[2] and "Feiertage" in texts[2]


def test_a_note_alone_is_no_mail(engine: Engine) -> None:
    """It stands on top of something."""
    add_subscriber(engine, 1)
    note(engine, "Nichts Neues.")
    assert issue(engine).planned == 0


@pytest.mark.parametrize("what", ["hold", "lift", "note"])
def test_what_comes_after_planning_is_refused(engine: Engine, what: str) -> None:
    """What is planned does not change; the desk is told that it is too late."""
    one, _other = two(engine)
    issue(engine)
    with pytest.raises(ValueError, match="schon zusammengestellt"):
        {"hold": hold, "lift": lift}[what](engine, one) if what != "note" else note(engine, "Halt")
    assert hold(engine, one, 1) > 0


def test_what_an_issue_was_planned_with_is_not_taken_back(engine: Engine) -> None:
    """What holds until it is released may be, for the issues to come."""
    one, other = two(engine)
    once, always = hold(engine, one), hold(engine, other, cadence=None)
    issue(engine)
    with pytest.raises(ValueError, match="schon eine Ausgabe"):
        take_back(engine, once)
    take_back(engine, always)
    with pytest.raises(LookupError):
        take_back(engine, always)
    issue(engine, 1)
    assert sorted(titles(engine, 1)[1]) == ["Erster Aufruf", "Zweiter Aufruf"]


def test_what_was_released_stays_released_whatever_is_decided_of_the_entry(engine: Engine) -> None:
    """Its undo is a row of the log too, from which what stands is always found again."""
    one, other = two(engine)
    note_taken, held = note(engine, "Hinweis"), hold(engine, one, cadence=None)
    again = hold(engine, other, cadence=None)
    take_back(engine, held)
    with writing(engine) as session:
        undo_last(session, BY, NOW)  # the hold that stands
    still = hold(engine, other, cadence=None)
    take_back(engine, note_taken)
    with writing(engine) as session:
        for entry in (one, other):
            remark(session, entry, "telefonisch geklärt", "servicestelle", NOW)
    with reading(engine) as session:
        undone = select(Decision.undoes).where(Decision.act == Act.UNDO)
        assert set(session.scalars(undone)) == {held, again, note_taken}
        assert session.get_one(Decision, still).undone_at is None
    issue(engine)
    assert titles(engine, 0)[1] == ["Erster Aufruf"] and "Hinweis der" not in mails(engine, 0)[1]


def test_a_form_sent_twice_is_one_decision(engine: Engine) -> None:
    """The second one finds the first."""
    one, other = two(engine)
    assert hold(engine, one) == hold(engine, one)
    assert hold(engine, other, cadence=None) == hold(engine, other, cadence=None)
    assert hold(engine, one) != hold(engine, one, cadence=None)


def test_an_issue_that_was_begun_stays_as_it_was_begun(engine: Engine) -> None:
    """After a crash nobody's mail differs from his neighbour's, whatever was decided meanwhile."""
    one, other = two(engine)
    held = hold(engine, one, cadence=None)
    issue(engine)
    with writing(engine) as session:
        session.execute(update(DigestIssue).values(planned_at=None))
    add_subscriber(engine, 3)
    take_back(engine, held)
    hold(engine, other, cadence=None)
    issue(engine)
    assert titles(engine, 0) == {reader: ["Zweiter Aufruf"] for reader in (1, 2, 3)}
    issue(engine, 1)
    assert titles(engine, 1) == {reader: ["Erster Aufruf"] for reader in (1, 2, 3)}


def test_a_note_is_text_and_its_links_are_checked(engine: Engine) -> None:
    """Markup shows as it was typed, an honest address becomes a link, a false one does not."""
    add_subscriber(engine, 1)
    add_subscriber(engine, 2)
    publish(engine, "a", values())
    note(
        engine,
        "<b>Achtung</b> & willkommen:\r\n\r\nMehr unter https://example.org/a?b=1&c=2, "
        "nicht https://bank.example@evil.example/ oder javascript:alert(1).",
    )
    issue(engine)
    with reading(engine) as session:
        messages = session.scalars(select(Delivery.message)).all()
    for read in map(read_mail, messages):
        assert "&lt;b&gt;Achtung&lt;/b&gt; &amp; willkommen:" in read.html
        assert 'href="https://example.org/a?b=1&amp;c=2"' in read.html
        assert "evil.example" in read.html and 'evil.example/"' not in read.html
        assert 'href="javascript' not in read.html
        assert "<b>Achtung</b> & willkommen:" in read.text
        assert read.text.index("Achtung") < read.text.index("Bürgerbusse")
