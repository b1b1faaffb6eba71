"""One opportunity from several sources is told once, with the other sources as links."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from crawlers.source import Source
from db.actors import AreaContact, load_actors
from db.deliveries import Delivery, DeliveryItem, DigestIssue
from db.engine import reading, writing
from db.identities import RULES, GroupMember, Identity
from db.opportunities import Opportunity
from db.statements import Standing
from db.values import Values
from db.vocabulary import Cadence, Reason, Relation, Visibility
from notifier.digest.card import make_card
from notifier.news.load import load_news
from notifier.news.select import LOOK_BACK, Elsewhere, News
from notifier.planning import PlanCounts, plan
from tests.conftest import NOW, TODAY
from tests.notifier.samples import (
    FEDERAL,
    REGION,
    SENDER,
    SOURCES,
    STATE,
    TOPICS,
    TREE,
    add_subscriber,
    change,
    fixed,
    group,
    news,
    publish,
    values,
)

DAY = timedelta(days=1)
CALL = values(deadlines=(fixed(TODAY + timedelta(days=40)),))


def answer(
    engine: Engine, one: int, other: int, days: int, was: Relation = Relation.LIKELY
) -> None:
    """Let staff say, some days later, that two entries are different that were taken for one."""
    at = NOW + days * DAY
    with writing(engine) as session:
        for relation, by, undone_at in (
            (was, RULES, at),
            (Relation.DIFFERENT, "Servicestelle", None),
        ):
            session.add(
                Identity(
                    first_id=min(one, other),
                    second_id=max(one, other),
                    relation=relation,
                    reason="ähnlicher Titel",
                    decided_by=by,
                    decided_at=at if by != RULES else NOW,
                    undone_at=undone_at,
                )
            )
        for row in session.scalars(select(GroupMember)):
            session.delete(row)


def publish_in(engine: Engine, source: Source, stated: Values, at: datetime = NOW) -> int:
    """Publish an entry of a source."""
    return publish(engine, f"in {source.slug}", stated, at, source)


def issue(engine: Engine, days: int = 0, **more: object) -> PlanCounts:
    """Plan the daily issue of a later day."""
    return plan(
        engine,
        cadence=Cadence.DAILY,
        on=TODAY + days * DAY,
        now=NOW + days * DAY,
        sender=SENDER,
        places=TREE,
        sources=SOURCES,
        topics=TOPICS,
        **more,  # type: ignore[arg-type]
    )


def told(engine: Engine, days: int = 0) -> list[tuple[int, str]]:
    """What stands in the mails of an issue: opportunity and reason."""
    with reading(engine) as session:
        rows = session.execute(
            select(DeliveryItem.opportunity_id, DeliveryItem.reason)
            .join(Delivery, Delivery.id == DeliveryItem.delivery_id)
            .join(DigestIssue, DigestIssue.id == Delivery.issue_id)
            .where(DigestIssue.issued_on == TODAY + days * DAY)
            .order_by(DeliveryItem.id)
        )
        return [(opportunity, reason) for opportunity, reason in rows]


def the_news(engine: Engine, days: int = 0) -> News:
    """The only piece of news on a day."""
    with reading(engine) as session:
        (one,) = load_news(session, SOURCES, TODAY + days * DAY, LOOK_BACK[Cadence.DAILY])
        return one


def test_several_entries_of_one_programme_are_one_item(engine: Engine) -> None:
    """Both subscribers get the leading entry, once."""
    add_subscriber(engine, 1)
    add_subscriber(engine, 2)
    lead, other = publish_in(engine, STATE, CALL), publish_in(engine, FEDERAL, CALL)
    group(engine, lead, other)
    assert issue(engine).planned == 2
    assert told(engine) == [(lead, Reason.NEW)] * 2


@pytest.mark.parametrize("newcomer_leads", [False, True])
def test_another_sources_entry_is_not_told_again(engine: Engine, newcomer_leads: bool) -> None:
    """Who knows the programme hears nothing when a second source has it, whoever leads then."""
    add_subscriber(engine, 1)
    known = publish_in(engine, STATE, CALL)
    assert issue(engine).planned == 1
    other = publish_in(engine, FEDERAL, CALL, NOW + DAY)
    group(engine, *((other, known) if newcomer_leads else (known, other)))
    assert issue(engine, days=1).planned == 0
    assert told(engine, days=1) == []


def test_an_old_programme_is_not_new_because_another_source_has_it(engine: Engine) -> None:
    """A subscriber who never heard of it is told that it is open, and not that it is new."""
    old = publish_in(engine, STATE, CALL, NOW - 90 * DAY)
    other = publish_in(engine, FEDERAL, CALL)
    group(engine, other, old)
    add_subscriber(engine, 1)
    assert issue(engine).planned == 1
    assert told(engine) == [(other, Reason.OPEN)]


@pytest.mark.parametrize("newcomer_leads", [False, True])
def test_the_reminder_comes_once(engine: Engine, newcomer_leads: bool) -> None:
    """A second entry does not repeat that the deadline is near."""
    add_subscriber(engine, 1)
    closing = values(deadlines=(fixed(TODAY + timedelta(days=6)),))
    known = publish_in(engine, STATE, closing)
    assert issue(engine).planned == 1
    other = publish_in(engine, FEDERAL, closing, NOW + DAY)
    group(engine, *((other, known) if newcomer_leads else (known, other)))
    assert issue(engine, days=1).planned == 0


def test_a_change_that_two_sources_report_is_told_once(engine: Engine) -> None:
    """The second one to report it says nothing new, although it leads then."""
    add_subscriber(engine, 1)
    one, two = publish_in(engine, STATE, CALL), publish_in(engine, FEDERAL, CALL)
    group(engine, one, two)
    issue(engine)
    later = values(deadlines=(fixed(TODAY + timedelta(days=80), quote="bis Februar"),))
    change(engine, one, later, NOW + DAY, "Frist verlängert")
    assert the_news(engine, days=1).changes == (
        "Frist: Angaben weichen ab: 10.02.2027 oder 01.01.2027",
    )
    assert issue(engine, days=1).planned == 1
    assert told(engine, days=1) == [(one, Reason.CHANGED)]
    again = values(deadlines=(fixed(TODAY + timedelta(days=80), quote="Frist: Februar"),))
    change(engine, two, again, NOW + 2 * DAY, "Frist verlängert")
    group(engine, two, one)
    assert issue(engine, days=2).planned == 0


def test_a_change_survives_that_another_source_takes_the_lead(engine: Engine) -> None:
    """What was to be told yesterday is told, although the leading entry is a new one."""
    add_subscriber(engine, 1)
    one = publish_in(engine, STATE, CALL)
    issue(engine)
    later = values(deadlines=(fixed(TODAY + timedelta(days=80)),))
    change(engine, one, later, NOW + DAY, "Frist verlängert")
    two = publish_in(engine, FEDERAL, later, NOW + DAY)
    group(engine, two, one)
    assert issue(engine, days=1).planned == 1
    assert told(engine, days=1) == [(two, Reason.CHANGED)]


def test_a_source_that_is_overruled_changes_nothing(engine: Engine) -> None:
    """A relay's other deadline is no news but a question; neither day is told as a fact."""
    add_subscriber(engine, 1)
    lead, relay = publish_in(engine, STATE, CALL), publish_in(engine, FEDERAL, CALL)
    group(engine, lead, relay)
    issue(engine)
    wrong = values(deadlines=(fixed(TODAY + timedelta(days=99)),))
    change(engine, relay, wrong, NOW + DAY, "Frist verlängert")
    assert issue(engine, days=1).planned == 0
    shown = the_news(engine, days=1).values
    assert [(one.value, one.standing) for one in shown.deadlines] == [
        ("2027-01-01", Standing.CONTESTED),
        ("2027-03-01", Standing.CONTESTED),
    ]
    assert shown.next_deadline(TODAY) is None


@pytest.mark.parametrize("older_leads", [True, False])
def test_separated_entries_are_told_apart_again(engine: Engine, *, older_leads: bool) -> None:
    """What staff separate is another programme, and new to who knows only the first."""
    add_subscriber(engine, 1)
    pair = publish_in(engine, STATE, CALL), publish_in(engine, FEDERAL, CALL)
    lead, other = pair if older_leads else pair[::-1]
    group(engine, lead, other)
    issue(engine)
    answer(engine, *pair, days=1, was=Relation.SAME)
    assert issue(engine, days=1).planned == 1
    assert told(engine, days=1) == [(other, Reason.NEW)]


@pytest.mark.parametrize("other_leads", [True, False])
def test_what_stood_on_the_card_of_another_one_is_not_new_when_that_one_goes(
    engine: Engine, *, other_leads: bool
) -> None:
    """The reader has read of it, whatever became of the entry beside it."""
    add_subscriber(engine, 1)
    gone, stays = publish_in(engine, STATE, CALL), publish_in(engine, FEDERAL, CALL)
    group(engine, *((stays, gone) if other_leads else (gone, stays)))
    issue(engine)
    with writing(engine) as session:
        session.get_one(Opportunity, gone).visibility = Visibility.NEVER
        for row in session.scalars(select(GroupMember)):
            session.delete(row)
    assert issue(engine, days=1).planned == 0
    add_subscriber(engine, 2)
    issue(engine, days=2)
    assert told(engine, days=2) == [(stays, Reason.NEW)]


def test_what_may_be_the_same_is_one_card_that_says_so(engine: Engine) -> None:
    """The other source is named as what it is: perhaps the same."""
    add_subscriber(engine, 1)
    lead, other = publish_in(engine, REGION, CALL), publish_in(engine, STATE, CALL)
    group(engine, lead, other, asked=1)
    assert issue(engine).planned == 1
    with reading(engine) as session:
        (mail,) = session.scalars(select(Delivery.message))
        (count,) = session.scalars(select(Delivery.item_count))
    assert (count, the_news(engine).opportunity_id) == (1, lead)
    assert "Vielleicht dasselbe" in mail.decode() and "Auch bei" not in mail.decode()


def test_who_was_told_of_the_pair_is_told_of_neither_when_they_are_separated(
    engine: Engine,
) -> None:
    """Both are known, whatever staff answer; who joins later hears of the one held back."""
    add_subscriber(engine, 1)
    lead, other = publish_in(engine, REGION, CALL), publish_in(engine, STATE, CALL)
    group(engine, lead, other, asked=1)
    assert issue(engine).planned == 1
    answer(engine, lead, other, days=1)
    assert issue(engine, days=1).planned == 0
    add_subscriber(engine, 2)
    assert issue(engine, days=2).planned == 1
    assert sorted(told(engine, days=2)) == [(lead, Reason.NEW), (other, Reason.NEW)]


def test_who_knew_only_the_first_is_told_of_the_second_once_they_are_separated(
    engine: Engine,
) -> None:
    """While it was asked it was not told; weeks later it is still new to this reader."""
    add_subscriber(engine, 1)
    first = publish_in(engine, REGION, CALL)
    assert issue(engine).planned == 1
    second = publish_in(engine, STATE, CALL, NOW + DAY)
    group(engine, first, second, asked=1)
    assert issue(engine, days=1).planned == 0
    answer(engine, first, second, days=20)
    assert issue(engine, days=20).planned == 1
    assert told(engine, days=20) == [(second, Reason.NEW)]


def test_a_call_that_is_over_does_not_hide_the_one_that_may_be_its_next_round(
    engine: Engine,
) -> None:
    """Although the older one leads its card, the one still open is told to who knew the first."""
    add_subscriber(engine, 1)
    last = publish_in(engine, REGION, values(deadlines=(fixed(TODAY + 5 * DAY),)))
    assert issue(engine).planned == 1
    this = publish_in(engine, STATE, CALL, NOW + 6 * DAY)
    group(engine, last, this, asked=1)
    assert issue(engine, days=6).planned == 1
    assert told(engine, days=6) == [(this, Reason.NEW)]


def test_a_change_of_what_may_be_another_opportunity_is_told_once(engine: Engine) -> None:
    """Whichever source leads: it is not overruled before staff have answered."""
    add_subscriber(engine, 1)
    lead, other = publish_in(engine, REGION, CALL), publish_in(engine, STATE, CALL)
    group(engine, lead, other, asked=1)
    issue(engine)
    later = values(deadlines=(fixed(TODAY + timedelta(days=80)),))
    change(engine, other, later, NOW + DAY, "Frist verlängert")
    assert issue(engine, days=1).planned == 1
    assert told(engine, days=1)[0] == (lead, Reason.CHANGED)
    assert issue(engine, days=2).planned == 0
    answer(engine, lead, other, days=3)
    assert issue(engine, days=3).planned == 0


def test_a_card_concerns_whom_one_of_its_entries_concerns(engine: Engine) -> None:
    """The narrower area of the leading entry keeps the other one from nobody."""
    add_subscriber(engine, 1, subscription={"area": "06631013"})
    add_subscriber(engine, 2)
    lead = publish_in(engine, REGION, values(areas=("leader:vogelsberg",), topics=("village",)))
    other = publish_in(engine, STATE, CALL)
    group(engine, lead, other, asked=1)
    assert issue(engine).planned == 2
    with reading(engine) as session:
        rows = session.execute(
            select(DeliveryItem.subscriber_id, DeliveryItem.explanation).where(
                DeliveryItem.opportunity_id == lead
            )
        )
        said = {subscriber: words for subscriber, words in rows}
    assert "landesweit" in said[1] and "LEADER-Region Vogelsberg" in said[2]
    assert all("das Thema Mobilität" in words for words in said.values())


def test_gaps_are_filled_from_the_other_source(engine: Engine) -> None:
    """The leading entry's values stand; what it leaves open the other one says."""
    lead = publish_in(engine, STATE, values(deadlines=(), award_max=5000.0))
    more = values(deadlines=CALL.deadlines, award_max=None, budget=70_000.0)
    other = publish_in(engine, FEDERAL, more)
    group(engine, lead, other)
    one = the_news(engine)
    assert (one.opportunity_id, one.values.award_max, one.values.budget) == (lead, 5000, 70_000)
    assert one.values.deadlines == CALL.deadlines
    assert one.elsewhere == (Elsewhere(source_title=FEDERAL.title, url=CALL.url),)


def test_the_mail_names_the_other_sources_as_links() -> None:
    """Each once, and no link that a reader must not follow."""
    elsewhere = (
        Elsewhere(source_title="Förderdatenbank", url="https://example.org/fdb"),
        Elsewhere(source_title="WIBank", url="https://example.org/bank"),
        Elsewhere(source_title="Böse", url="javascript:alert(1)"),
    )
    card = make_card("1", news(1, elsewhere=elsewhere), TODAY)
    (fact,) = [fact for fact in card.facts if fact.label == "Auch bei"]
    assert [(link.text, link.url) for link in fact.links] == [
        ("Förderdatenbank", "https://example.org/fdb"),
        ("WIBank", "https://example.org/bank"),
    ]


def test_a_funder_is_shown_under_its_present_name() -> None:
    """A ministry that was renamed since is named as it is named today."""
    item = news(1, values=values(funders=("BMEL", "Land Hessen")))
    card = make_card("1", item, TODAY, load_actors())
    (fact,) = [fact for fact in card.facts if fact.label == "Förderer"]
    assert fact.value == ("Bundesministerium für Landwirtschaft, Ernährung und Heimat; Land Hessen")


def test_where_nobody_says_who_funds_the_card_says_nothing_of_it() -> None:
    """The messenger stands in the line of the source, never as the funder."""
    card = make_card("1", news(1, values=values(funders=())), TODAY)
    assert "Förderer" not in [fact.label for fact in card.facts]
    assert card.source


def test_the_mail_says_whom_to_ask_in_the_region(engine: Engine) -> None:
    """The offices of the area asked for, in both bodies; other areas have none."""
    add_subscriber(engine, 1)
    add_subscriber(engine, 2, subscription={"area": "06631013"})
    publish_in(engine, STATE, CALL)
    office = AreaContact(name="Amt Vogelsberg", task="berät", website="https://example.org/amt")
    issue(engine, contacts=lambda area: (office,) if area.startswith("06535") else ())
    with reading(engine) as session:
        by_reader = {d.recipient: d.message for d in session.scalars(select(Delivery))}
    first, second = (by_reader[f"reader{n}@example.org"].decode() for n in (1, 2))
    assert first.count("Ansprechpartner in Ihrer Region") == 2
    assert "https://example.org/amt" in first
    assert "Ansprechpartner" not in second
