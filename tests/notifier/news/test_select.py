"""Selection: who is told of what, why, and how often."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from db.statements import Case, Field, Standing
from db.values import Deadline
from db.vocabulary import Cadence, DeadlineKind, Reason
from notifier.digest.explanation import Explainer
from notifier.news.match import NewsIndex
from notifier.news.select import News, Wish, select_news
from tests.conftest import TODAY
from tests.notifier.samples import (
    MUNICIPALITY,
    REGION,
    TOPICS,
    TREE,
    as_published,
    chosen,
    fixed,
    ledger,
    news,
)
from tests.stating import said

DAY = timedelta(days=1)
EVERYTHING = Wish(area="06535011", area_name="Lauterbach (Hessen)")


def ids(*items: News, **options: Any) -> list[int]:
    """Return the numbers of the news that are selected."""
    return [one.news.opportunity_id for one in chosen(*items, **options)]


def reasons(item: News, **options: Any) -> list[Reason]:
    """Return the reasons for which one item is selected, or nothing."""
    return [reason for one in chosen(item, **options) for reason in one.reasons]


def test_area_decides() -> None:
    """A municipality gets what is for its region, its Land, Germany and the EU, no other Land's."""
    areas = ["leader:vogelsberg", "06", "de", "eu", "09", "leader:fulda-suedwest", "06631"]
    items = [news(number, areas=(area,)) for number, area in enumerate(areas)]
    assert ids(*items) == [0, 1, 2, 3]


def test_another_lands_municipality_gets_its_own() -> None:
    """The same news reach a Bavarian municipality only where they are for it."""
    bavarian = replace(MUNICIPALITY, area="09571113", area_name="Aurach")
    items = [news(number, areas=(area,)) for number, area in enumerate(["06", "09", "de"])]
    assert ids(*items, wishes=(bavarian,)) == [1, 2]


def test_unstated_area_is_the_sources() -> None:
    """An opportunity that states no area is for its source's area."""
    hosenfeld = replace(MUNICIPALITY, area="06631013", area_name="Hosenfeld")
    item = news(areas=(), source=REGION)
    assert (ids(item), ids(item, wishes=(hosenfeld,))) == ([1], [])


def test_unknown_area_reaches_nobody() -> None:
    """An area key that is none of ours keeps its own item out and no other."""
    assert ids(news(1, areas=("99",)), news(2)) == [2]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (EVERYTHING, [1, 2, 3]),
        (replace(EVERYTHING, topics=("climate",)), [2]),
        (replace(EVERYTHING, topics=("climate", "mobility")), [1, 2]),
        (replace(EVERYTHING, levels=("federal",)), [2]),
        (replace(EVERYTHING, levels=("state", "eu")), [1, 3]),
        (replace(EVERYTHING, applicants=("company",)), [2, 3]),
        (replace(EVERYTHING, applicants=("association",)), [1]),
    ],
)
def test_topics_levels_and_applicants_decide(wish: Wish, expected: list[int]) -> None:
    """An empty list means all; otherwise one of the listed must be among the stated."""
    items = (
        news(1, topics=("mobility",)),
        news(2, topics=("climate",), level="federal", applicants=("company",)),
        news(3, topics=(), applicants=(), excluded=("association",)),
    )
    assert ids(*items, wishes=(wish,)) == expected


def test_excluded_applicants_are_left_out() -> None:
    """Whoever is excluded by name is not told, whatever else is stated."""
    assert ids(news(applicants=("municipality",), excluded=("municipality",))) == []


@pytest.mark.parametrize(
    ("limits", "hit"),
    [
        ({"population_max": 10_000}, False),
        ({"population_max": 13_880}, True),
        ({"population_min": 20_000}, False),
        ({"population_min": 5_000, "population_max": 50_000}, True),
    ],
)
def test_population_limits(limits: dict[str, int], hit: bool) -> None:
    """A municipality is not told of what it is too large or too small for."""
    item = news(**limits)
    assert bool(ids(item)) is hit
    assert ids(item, wishes=(replace(MUNICIPALITY, population=None),)) == [1]


SMALL = Case(words="kleine Gemeinden", applicants=("municipality",), population_max=10_000)
LARGE = Case(words="größere", applicants=("municipality",), population_min=10_001)
PRIVATE = Case(words="Private", applicants=("individual",))
WORDS = Case(words="Baustein 1")


def of_cases(*cases: Case, **facts: Any) -> News:
    """A call that states rates for these cases and nothing else."""
    rates = [said(Field.RATE_MAX, 40 + place, case) for place, case in enumerate(cases)]
    bare = {"applicants": (), "award_max": None, "rate_max": None}
    return news(1, **{**bare, **facts}, more=rates)


@pytest.mark.parametrize(
    ("item", "hit"),
    [
        (of_cases(SMALL), False),
        (of_cases(SMALL, LARGE), True),
        (of_cases(PRIVATE), False),
        (of_cases(PRIVATE, LARGE), True),
        (of_cases(PRIVATE, WORDS), True),
        (of_cases(PRIVATE, applicants=("municipality", "individual")), True),
        (of_cases(SMALL, applicants=("municipality",)), False),
        (of_cases(SMALL, applicants=("municipality",), award_max=5_000), True),
        (of_cases(LARGE, applicants=("association",)), True),
        (of_cases(LARGE, applicants=("association",), excluded=("municipality",)), False),
        (of_cases(LARGE, population_max=12_000), False),
    ],
)
def test_a_municipality_is_matched_by_its_own_case(item: News, hit: bool) -> None:
    """What has terms for its kind and size is told, what has them only for others is not."""
    assert bool(ids(item)) is hit
    village = replace(MUNICIPALITY, area="06535002", area_name="Antrifttal", population=1_900)
    assert ids(of_cases(SMALL), wishes=(village,)) == [1]


def test_who_chose_no_applicants_is_kept_from_nothing_but_by_size() -> None:
    """Choosing nobody means everybody: then only the limits of every case shut out."""
    assert [ids(of_cases(case), wishes=(EVERYTHING,)) for case in (PRIVATE, WORDS)] == [[1], [1]]
    sized = replace(EVERYTHING, population=13_880)
    assert ids(of_cases(SMALL), wishes=(sized,)) == []
    assert ids(of_cases(SMALL, PRIVATE), wishes=(sized,)) == [1]


@pytest.mark.parametrize(
    ("wish", "codes"),
    [
        (EVERYTHING, ("municipality",)),
        (replace(EVERYTHING, applicants=("association",)), ("association",)),
        (Wish(area="06535"), ("district",)),
        (Wish(area="06"), ()),
        (Wish(area="leader:vogelsberg"), ()),
        (Wish(area="leader:x"), ()),
    ],
)
def test_who_reads(wish: Wish, codes: tuple[str, ...]) -> None:
    """Whoever chose reads as that; else the place itself does, and a region as nobody."""
    assert wish.reader.applicants == codes


def test_another_cases_deadline_is_no_reminder() -> None:
    """Private builders' last days are none of the municipality's, and do not close it either."""
    old: dict[str, Any] = {"first_published_on": TODAY - 60 * DAY}
    private = (fixed(TODAY + 3 * DAY, case=PRIVATE), fixed(TODAY + 60 * DAY, case=LARGE))
    assert reasons(news(deadlines=private, **old)) == []
    own = (fixed(TODAY + 60 * DAY, case=PRIVATE), fixed(TODAY + 3 * DAY, case=LARGE))
    assert reasons(news(deadlines=own, **old)) == [Reason.CLOSING]
    over = (fixed(TODAY + 60 * DAY, case=PRIVATE), fixed(TODAY - DAY, case=LARGE))
    assert reasons(news(deadlines=over)) == []


def test_the_earlier_of_two_contested_days_reminds() -> None:
    """Who hears of the earlier day is not late, whichever of the two holds."""
    days = tuple(fixed(TODAY + days * DAY, standing=Standing.CONTESTED) for days in (5, 40))
    (one,) = chosen(news(deadlines=days, first_published_on=TODAY - 60 * DAY))
    assert (one.reasons, one.closes_on) == ((Reason.CLOSING,), (TODAY + 5 * DAY).isoformat())


def test_new_within_the_look_back() -> None:
    """New is what was published in the last seven days and not told yet."""
    assert reasons(news(first_published_on=TODAY - 7 * DAY)) == [Reason.NEW]
    assert reasons(news(first_published_on=TODAY - 8 * DAY)) == []


def test_look_back_spans_the_cadence() -> None:
    """A monthly reader hears of what is three weeks old, a daily reader has heard before."""
    item = news(first_published_on=TODAY - 21 * DAY)
    assert reasons(item, cadence=Cadence.DAILY) == []
    assert reasons(item, cadence=Cadence.MONTHLY) == [Reason.NEW]


def test_told_once() -> None:
    """Nobody is told the same news twice, even under another revision."""
    known = ledger((1, 10, Reason.NEW, ""))
    assert reasons(news(1), known=known) == []
    assert reasons(news(1, revision_id=11), known=known) == []


def test_changed_after_it_was_told() -> None:
    """A material change is told to those who knew the old state."""
    item = news(1, revision_id=11, changes=("Frist verlängert",))
    assert reasons(item, known=ledger((1, 10, Reason.NEW, ""))) == [Reason.CHANGED]
    assert reasons(item, known=ledger((1, 10, Reason.NEW, ""), (1, 11, Reason.CHANGED, ""))) == []


def test_changed_before_it_was_told() -> None:
    """Whoever hears of something for the first time is not told what was different before."""
    assert reasons(news(changes=("Frist verlängert",))) == [Reason.NEW]


def test_change_of_something_old_and_unheard_of_is_new() -> None:
    """Who never heard of it hears of it now, a year old or not, and of no change."""
    old: dict[str, Any] = {
        "first_published_on": TODAY - 365 * DAY,
        "changes": ("Höchstförderung geändert",),
    }
    (one,) = chosen(news(news_on=TODAY - DAY, **old))
    assert (one.reasons, one.changes) == ((Reason.NEW,), ())
    assert reasons(news(news_on=TODAY - 8 * DAY, **old)) == []


def test_closing_soon() -> None:
    """A deadline within fourteen days is a reason of its own."""
    old: dict[str, Any] = {"first_published_on": TODAY - 60 * DAY, "news_on": TODAY - 60 * DAY}
    assert reasons(news(deadlines=(fixed(TODAY + 14 * DAY),), **old)) == [Reason.CLOSING]
    assert reasons(news(deadlines=(fixed(TODAY + 15 * DAY),), **old)) == []


def test_closing_for_newcomers_only() -> None:
    """A second stage that newcomers cannot enter closes for nobody who reads of it."""
    old: dict[str, Any] = {"first_published_on": TODAY - 60 * DAY}
    late = (fixed(TODAY + 3 * DAY, newcomers=False), fixed(TODAY + 90 * DAY))
    assert reasons(news(deadlines=late, **old)) == []


def test_new_item_about_to_close_is_told_once() -> None:
    """A new item with five days left stands under new, and is not repeated as closing tomorrow."""
    item = news(deadlines=(fixed(TODAY + 5 * DAY),))
    (one,) = chosen(item)
    assert one.reasons == (Reason.NEW, Reason.CLOSING)
    known = ledger(*((1, 10, reason, one.closes_on) for reason in one.reasons))
    assert reasons(item, known=known, today=TODAY + DAY) == []


def test_a_yearly_deadline_is_reminded_of_every_year() -> None:
    """Having heard of it last year keeps nobody from hearing of it again; twice a year does."""
    yearly = Deadline(kind=DeadlineKind.ANNUAL, value=(TODAY + 5 * DAY).strftime("%m-%d"))
    old: dict[str, Any] = {"first_published_on": TODAY - 400 * DAY, "news_on": TODAY - 400 * DAY}
    item = news(deadlines=(yearly,), **old)
    (one,) = chosen(item)
    rows = [(1, 10, Reason.NEW, ""), (1, 10, Reason.CLOSING, one.closes_on)]
    assert reasons(item, known=ledger(*rows)) == []
    assert reasons(item, known=ledger(*rows), today=TODAY + 365 * DAY) == [Reason.CLOSING]


def test_closed_is_left_out() -> None:
    """What is over, or said to be closed, is told to nobody."""
    assert ids(news(1, deadlines=(fixed(TODAY - DAY),)), news(2, stated_status="closed")) == []


def test_last_day_is_not_over() -> None:
    """On the day of the deadline it is still told."""
    assert reasons(news(deadlines=(fixed(TODAY),))) == [Reason.NEW, Reason.CLOSING]


def test_suspended_is_not_closing() -> None:
    """What takes no applications has no deadline to hurry for, but its change is news."""
    item = news(
        1,
        first_published_on=TODAY - 60 * DAY,
        stated_status="suspended",
        changes=("Stand geändert",),
        deadlines=(fixed(TODAY + 5 * DAY),),
    )
    assert reasons(item, known=ledger((1, 9, Reason.NEW, ""))) == [Reason.CHANGED]


def test_awards_and_unknown_kinds_are_left_out() -> None:
    """Money already given, and what is none of our kinds, is no opportunity."""
    assert ids(news(1, kind="award"), news(2, kind="weather"), news(3)) == [3]


FIRST = replace(EVERYTHING, asked_on=TODAY - DAY)


def test_a_first_issue_is_what_is_open_now() -> None:
    """Whatever its age: what has a day to come, is announced or stands; new is what came since."""
    old: dict[str, Any] = {"first_published_on": TODAY - 400 * DAY, "news_on": TODAY - 400 * DAY}
    recent: dict[str, Any] = {"first_published_on": TODAY - 2 * DAY, "news_on": TODAY - 2 * DAY}
    rolling = (Deadline(kind=DeadlineKind.ROLLING),)
    items = (
        news(1, **old),
        news(2, kind="programme", deadlines=rolling, **old),
        news(3, kind="programme", deadlines=(), **old),
        news(4, kind="call", deadlines=(), **old),  # of which nobody knows whether it is over
        news(5, stated_status="closed", **old),
        news(6, stated_status="suspended", **old),
        news(7, deadlines=(), opens_on=TODAY + 9 * DAY, **old),
        news(8, deadlines=(fixed(TODAY - DAY),), **old),
        news(9),
        news(10, kind="event", event_starts_on=TODAY + 9 * DAY, deadlines=()),
        news(11, first_published_on=TODAY - 2 * DAY),
        news(12, stated_status="forecast", deadlines=(), **old),
        # What is recent, but came before, is treated no better.
        news(13, kind="call", deadlines=(), **recent),
        news(14, stated_status="suspended", **recent),
        news(15, kind="event", event_starts_on=None, deadlines=(), **recent),
        news(16, kind="event", event_starts_on=TODAY + 9 * DAY, deadlines=(), **recent),
        news(17, kind="event", event_starts_on=None, deadlines=()),
    )
    found = {one.news.opportunity_id: one.reasons for one in chosen(*items, wishes=(FIRST,))}
    assert found == {
        1: (Reason.OPEN,),
        2: (Reason.OPEN,),
        3: (Reason.OPEN,),
        7: (Reason.OPEN,),
        9: (Reason.NEW,),
        10: (Reason.EVENT, Reason.NEW),
        11: (Reason.OPEN,),
        12: (Reason.OPEN,),
        16: (Reason.EVENT,),
        17: (Reason.NEW,),
    }


def test_what_is_open_comes_along_with_news_and_is_no_news_itself() -> None:
    """After the first issue nobody gets a mail for it alone, but each one is told some day."""
    old: dict[str, Any] = {"first_published_on": TODAY - 400 * DAY, "news_on": TODAY - 400 * DAY}
    items = (news(1, **old), news(2, **old))
    assert ids(*items, wishes=(EVERYTHING,)) == []
    found = chosen(*items, news(3), wishes=(EVERYTHING,))
    assert {one.news.opportunity_id: one.along for one in found} == {1: True, 2: True, 3: False}
    known = ledger((1, 10, Reason.OPEN, ""))
    assert ids(*items, news(3), wishes=(EVERYTHING,), known=known) == [3, 2]


def test_a_second_subscription_has_a_first_issue_of_its_own() -> None:
    """What only the older one fits still waits for news; what both fit is for the new one."""
    old: dict[str, Any] = {"first_published_on": TODAY - 400 * DAY, "news_on": TODAY - 400 * DAY}
    items = (news(1, topics=("mobility",), **old), news(2, topics=("village",), **old))
    wishes = (replace(EVERYTHING, topics=("mobility",)), replace(FIRST, topics=("village",)))
    found = {one.news.opportunity_id: one.along for one in chosen(*items, wishes=wishes)}
    assert found == {1: True, 2: False}


def event(number: int, starts_in: int, **fields: Any) -> News:
    """Return an event."""
    on = TODAY + starts_in * DAY
    return news(number, kind="event", deadlines=(), event_starts_on=on, **fields)


def test_event_within_sixty_days_once() -> None:
    """An event is told once, when it is at most sixty days away, today included."""
    old: dict[str, Any] = {"first_published_on": TODAY - 30 * DAY}
    items = [event(number, days, **old) for number, days in enumerate((-1, 0, 60, 61))]
    assert ids(*items) == [1, 2]
    assert reasons(items[2], known=ledger((2, 9, Reason.EVENT, ""))) == []


def test_far_event_waits() -> None:
    """A new event far away is told when it comes near, and then for the first time."""
    assert reasons(event(1, 90)) == []
    assert reasons(event(1, 90), today=TODAY + 40 * DAY) == [Reason.EVENT]


def test_moved_event_is_told_again() -> None:
    """An event that was told and moved is told as changed."""
    moved = event(1, 30, revision_id=11, changes=("Termin geändert",))
    assert reasons(moved, known=ledger((1, 10, Reason.EVENT, ""))) == [Reason.CHANGED]


def test_event_without_a_date_is_told_as_new() -> None:
    """An event whose day nobody states is not kept silent."""
    undated = news(kind="event", deadlines=(), event_starts_on=None)
    assert reasons(undated) == [Reason.NEW]


def test_two_wishes_one_item() -> None:
    """An item that fits two subscriptions stands once, for the first of them."""
    wishes = (replace(MUNICIPALITY, topics=("village",)), replace(EVERYTHING, topics=("mobility",)))
    found = chosen(news(1, topics=("mobility", "village")), news(2), wishes=wishes)
    assert [(one.news.opportunity_id, one.topic) for one in found] == [
        (1, "village"),
        (2, "mobility"),
    ]


@pytest.mark.parametrize(
    ("area", "where"),
    [
        ("leader:vogelsberg", "der Aufruf gilt in der LEADER-Region Vogelsberg"),
        ("06535011", "der Aufruf gilt vor Ort (Lauterbach (Hessen))"),
        ("06535", "der Aufruf gilt kreisweit (Vogelsbergkreis)"),
        ("06", "der Aufruf gilt landesweit (Hessen)"),
        ("de", "der Aufruf gilt bundesweit"),
        ("eu", "der Aufruf gilt EU-weit"),
    ],
)
def test_explanation(area: str, where: str) -> None:
    """Every item says which topic, for which place, and why it applies there."""
    (one,) = chosen(news(areas=("09", area)))
    asked = "weil Sie das Thema Mobilität für Lauterbach (Hessen) abonniert haben"
    assert one.explanation == f"{asked}; {where}"


def test_explanation_of_several_topics() -> None:
    """Several topics stand in quotation marks, as their names hold commas themselves."""
    (one,) = chosen(news(topics=("mobility", "village")))
    assert one.explanation.startswith("weil Sie die Themen „Mobilität“ und „Dorfentwicklung“ für")


def test_explanation_names_the_doubt() -> None:
    """Where only parts of a municipality belong to a LEADER region, the reader is told so."""
    wish = replace(EVERYTHING, area="06535002", area_name="Antrifttal")
    (one,) = chosen(news(areas=("leader:vogelsberg",)), wishes=(wish,))
    assert one.explanation.endswith("Nur Teile von Antrifttal gehören zur LEADER-Region Vogelsberg")
    assert "weil Sie alle Themen für Antrifttal abonniert haben" in one.explanation


@pytest.mark.parametrize(
    ("stated", "announced"),
    [
        ({"stated_status": "forecast", "deadlines": ()}, True),
        ({"opens_on": TODAY + 5 * DAY}, True),
        ({}, False),
    ],
)
def test_what_opens_only_later_is_marked_as_announced(
    stated: dict[str, Any], announced: bool
) -> None:
    """By a day to come, or by the word of its source."""
    (one,) = chosen(news(**stated))
    assert one.announced is announced and not one.reopened


@pytest.mark.parametrize(("last", "reopened"), [(Reason.OVER, True), (Reason.NEW, False)])
def test_what_goes_on_after_its_end_was_told_is_marked(last: Reason, reopened: bool) -> None:
    """Somebody who was never told of an end is told of a change like any other."""
    known = ledger((1, 10, Reason.NEW, ""), (1, 11, last, ""))
    (one,) = chosen(news(revision_id=12, changes=("Frist: früher → später",)), known=known)
    assert one.reasons == (Reason.CHANGED,) and one.reopened is reopened


def test_a_first_issue_is_a_chosen_selection() -> None:
    """The nearest of what was there; what came after it was asked for is told besides."""
    wish = replace(EVERYTHING, asked_on=TODAY - DAY)
    there: dict[str, Any] = {"first_published_on": TODAY - 3 * DAY, "news_on": TODAY - 3 * DAY}
    far = [news(number, level="eu", **there) for number in range(1, 15)]
    near = [news(number, level="region", **there) for number in range(15, 25)]
    later = [news(number) for number in (25, 26)]
    found = ids(*near, *far, *later, wishes=(wish,))
    assert found == [25, 26, *range(15, 25), *range(1, 6)]


def test_what_was_there_when_it_was_asked_for_is_no_news_afterwards() -> None:
    """What a first issue left out comes along, however lately it was published."""
    wish = replace(EVERYTHING, made_on=TODAY - DAY)
    there: dict[str, Any] = {"first_published_on": TODAY - 3 * DAY, "news_on": TODAY - 3 * DAY}
    items = [news(number, **there) for number in range(1, 13)]
    assert ids(*items, wishes=(wish,)) == []
    found = chosen(*items, news(20), wishes=(wish,))
    assert [one.along for one in found] == [False, *[True] * 10]


@pytest.mark.parametrize(("days", "told"), [(1, [1]), (2, [])])
@pytest.mark.parametrize("changes", [(), ("Frist: früher → später",)])
def test_what_comes_after_a_first_issue_of_the_same_day_is_news(
    days: int, told: list[int], changes: tuple[str, ...]
) -> None:
    """It needs no other news to come along with; what came the day before does."""
    wish, came = replace(EVERYTHING, made_on=TODAY - DAY), TODAY - days * DAY
    item = news(1, first_published_on=came, news_on=came, changes=changes)
    assert ids(item, wishes=(wish,)) == told


@pytest.mark.parametrize(("days", "told"), [(20, []), (30, [Reason.CLOSING]), (31, [])])
def test_each_has_an_own_lead_time(days: int, told: list[Reason]) -> None:
    """Before its end, once."""
    item = news(deadlines=(fixed(TODAY + days * DAY),))
    wish = replace(MUNICIPALITY, lead_days=30)
    known = ledger((1, 10, Reason.NEW, ""), *([(1, 10, Reason.CLOSING, "2026-12-12")]))
    assert reasons(item, wishes=(wish,), known=known) == told


def remembered(item: News, *lines: tuple[int, int, Reason, str], lead: int = 20) -> list[str]:
    """Return what the reminder is about that somebody gets who remembered an item."""
    return [
        one.about(Reason.CLOSING)
        for one in select_news(
            (replace(MUNICIPALITY, topics=("climate",)),),
            NewsIndex([item], TREE.covers),
            ledger(*lines),
            today=TODAY,
            look_back=7 * DAY,
            explain=Explainer(TREE, TOPICS),
            compare=as_published,
            remembered={1: lead},
        )
        if one.remembered
    ]


def test_what_is_remembered_is_reminded_of_whatever_was_told() -> None:
    """Though it fits no wish any more, and though there was the usual reminder; once."""
    item = news(deadlines=(fixed(TODAY + 20 * DAY),))
    told = (1, 10, Reason.NEW, "")
    usual, asked = ((1, 10, Reason.CLOSING, about) for about in ("2026-12-12", "R20261212"))
    assert remembered(item) == remembered(item, told, usual) == ["R20261212"]
    assert remembered(item, told, asked) == remembered(item, lead=19) == []


def test_of_one_programme_for_several_laender_there_is_one() -> None:
    """In one mail, and after one of them was told; what changes of the one told is told."""
    wish = replace(EVERYTHING, area="de")
    items = [
        news(number, areas=(area,), relatives=frozenset({1, 2, 3} - {number}))
        for number, area in ((1, "06"), (2, "09"), (3, "de"))
    ]
    assert ids(*items, news(4), wishes=(wish,)) == [1, 4]
    known = ledger((2, 20, Reason.NEW, ""))
    assert ids(*items, wishes=(wish,), known=known) == []
    changed = replace(items[1], revision_id=21, changes=("Frist: früher → später",))
    assert ids(items[0], changed, items[2], wishes=(wish,), known=known) == [2]


def test_what_is_dismissed_is_not_told_whatever_becomes_of_it() -> None:
    """Neither as news nor as a change."""
    known = ledger((2, 20, Reason.NEW, ""))
    changed = news(2, revision_id=21, changes=("Frist: früher → später",))
    assert ids(news(1), changed, news(3), known=known, dismissed=frozenset({1, 2})) == [3]
