"""CommonGrants: every answer is valid by the protocol's own kit, and nothing is told as a fact."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from common_grants_sdk.schemas.pydantic import (
    Error,
    OpportunitiesListResponse,
    OpportunitiesSearchResponse,
    OpportunityBase,
    OpportunityResponse,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from starlette.testclient import TestClient

from db.engine import writing
from db.opportunities import Opportunity
from db.projection import rebuild
from db.queries.listing import Listed
from db.stable_ids import stable_id
from db.statements import Case, Evidence, Field, Standing, Statement, Unit
from db.values import Deadline, Reference
from db.vocabulary import ApplicantType, DeadlineKind, Presence
from tests.conftest import NOW, TODAY
from tests.doses import dose
from tests.notifier.samples import change, fixed, group, publish, values
from tests.stating import said, stated
from tests.web.api.asking import program
from web.interfaces.common_grants.say import opportunity, own_facts

LIST = "/common-grants/opportunities"
SEARCH = f"{LIST}/search"


def shown(**facts: Any) -> dict[str, Any]:
    """An opportunity with these facts as the protocol has it."""
    frame = {"title": "Dorfladen", "url": "https://example.org/1", "level": "state"}
    values = stated(**frame | facts)
    one = Listed(id=1, source="state", key="1", values=values, revisions=1)
    found = opportunity(one, TODAY, NOW, NOW, own_facts(one, "/foerderungen/1", "©", []))
    OpportunityBase.model_validate(found)
    return found


def searched(here: TestClient, **question: Any) -> list[str]:
    """The titles that a search finds, valid as the protocol has it."""
    answer = here.post(SEARCH, json=question)
    assert answer.status_code == 200, answer.text
    found = OpportunitiesSearchResponse.model_validate(answer.json())
    return [one.title for one in found.items]


def test_a_list_is_valid_and_newest_first(engine: Engine) -> None:
    """Pages are counted, and what changed last comes first."""
    first = publish(engine, "1", values(title="Alt"), NOW - timedelta(days=2))
    publish(engine, "2", values(title="Neu"), NOW - timedelta(days=1))
    here = program(engine)
    answer = here.get(LIST, params={"pageSize": 1})
    found = OpportunitiesListResponse.model_validate(answer.json())
    assert [one.title for one in found.items] == ["Neu"]
    assert (found.pagination_info.total_items, found.pagination_info.total_pages) == (2, 2)
    change(engine, first, values(title="Alt"), NOW, "geändert")
    assert here.get(LIST).json()["items"][0]["title"] == "Alt"
    assert here.get(LIST, headers={"If-None-Match": answer.headers["etag"]}).status_code == 200


def test_what_changed_is_the_newest_from_then_on(engine: Engine) -> None:
    """In an application that had the times before; what is gone is not in the list."""
    first, second = (
        publish(engine, key, values(title=key), NOW - timedelta(days=9)) for key in ("a", "b")
    )
    here = program(engine)

    def listed() -> list[str]:
        return [one["title"] for one in here.get(LIST).json()["items"]]

    def by_end() -> list[str]:
        return searched(here, sorting={"sortBy": "keyDates.closeDate", "sortOrder": "asc"})

    assert sorted(listed()) == sorted(by_end()) == ["a", "b"]
    for moved, title, days in ((first, "a", 1), (second, "b", 2)):
        sooner = values(title=title, deadlines=(fixed(TODAY + timedelta(days=9 - days)),))
        change(engine, moved, sooner, NOW - timedelta(days=3 - days), "neu")
        assert listed()[0] == by_end()[0] == title
    with writing(engine) as session:
        session.get_one(Opportunity, second).presence = Presence.WITHDRAWN
        rebuild(session, [second], TODAY)
    assert listed() == by_end() == ["a"]


def test_an_id_stays_and_leads_to_the_leading_entry(engine: Engine) -> None:
    """After a merge the old id answers with the leading entry, and stands among its aliases."""
    first, second = publish(engine, "1", values()), publish(engine, "2", values())
    old, leading = str(stable_id("state", "2")), str(stable_id("state", "1"))
    here = program(engine)
    assert here.get(f"{LIST}/{old}").json()["data"]["id"] == old
    group(engine, first, second)
    answer = here.get(f"{LIST}/{old}")
    one = OpportunityResponse.model_validate(answer.json())
    assert str(one.data.id) == leading
    assert answer.headers["content-location"] == f"{LIST}/{leading}"
    assert answer.json()["data"]["customFields"]["aliases"]["value"] == [old]
    with writing(engine) as session:
        for id in (first, second):
            session.get_one(Opportunity, id).presence = Presence.WITHDRAWN
    gone = here.get(f"{LIST}/{old}")
    assert gone.status_code == 404
    Error.model_validate(gone.json())


@pytest.fixture
def three(engine: Engine) -> TestClient:
    """A program before a call that closes in March, one that closes in June, and one for good."""
    for key, title, more in (
        ("1", "Radwege", {"deadlines": (fixed(date(2027, 3, 1)),), "topics": ("mobility",)}),
        ("2", "Dorfläden", {"deadlines": (fixed(date(2027, 6, 1)),), "award_max": 90_000}),
        ("3", "Backhäuser", {"deadlines": (), "topics": ("village",)}),
    ):
        publish(engine, key, values(title=title, **more), NOW + timedelta(hours=int(key)))
    return program(engine)


def between(first: str | None, last: str | None, how: str = "between") -> dict[str, Any]:
    """A range of closing dates."""
    return {"closeDateRange": {"operator": how, "value": {"min": first, "max": last}}}


def own(**filters: Any) -> dict[str, Any]:
    """Filters of our own: each with operator and value."""
    return {
        "customFilters": {name: {"operator": o, "value": v} for name, (o, v) in filters.items()}
    }


def test_filters_mean_what_they_say(three: TestClient) -> None:
    """Each narrows as the protocol or our description has it."""
    by_title = {"sorting": {"sortBy": "title", "sortOrder": "asc"}}
    for question, titles in (
        ({}, ["Backhäuser", "Dorfläden", "Radwege"]),
        ({"search": "radweg"}, ["Radwege"]),
        ({"filters": {"status": {"operator": "in", "value": ["custom"]}}}, ["Backhäuser"]),
        ({"filters": {"status": {"operator": "notIn", "value": ["open"]}}}, ["Backhäuser"]),
        ({"filters": {"status": {"operator": "in", "value": []}}}, []),
        ({"filters": between("2027-03-01", "2027-03-01")}, ["Radwege"]),
        ({"filters": between("2027-03-02", None)}, ["Dorfläden"]),
        ({"filters": between(None, "2027-03-01", "outside")}, ["Dorfläden"]),
        ({"filters": own(topics=("in", ["village"]))}, ["Backhäuser"]),
        ({"filters": own(awardAtLeast=("gte", 50_000))}, ["Dorfläden"]),
        ({"filters": own(area=("eq", "06535011"))}, ["Backhäuser", "Dorfläden", "Radwege"]),
        ({"filters": own(checked=("eq", True))}, []),
    ):
        assert searched(three, **question, **by_title) == titles, question


def test_an_order_is_the_one_that_is_asked_for(three: TestClient) -> None:
    """Whatever has no closing date comes last, whichever way."""
    names = ("Radwege", "Dorfläden", "Backhäuser")
    for by, way, order in (
        ("lastModifiedAt", "desc", (2, 1, 0)),
        ("createdAt", "asc", (0, 1, 2)),
        ("title", "desc", (0, 1, 2)),
        ("keyDates.closeDate", "asc", (0, 1, 2)),
        ("keyDates.closeDate", "desc", (1, 0, 2)),
    ):
        found = searched(three, sorting={"sortBy": by, "sortOrder": way})
        assert found == [names[place] for place in order], (by, way)
    best = {"sortBy": "custom", "customSortBy": "relevance"}
    assert searched(three, search="dorf", sorting=best) == ["Dorfläden"]


def test_what_cannot_be_answered_rightly_is_refused(three: TestClient) -> None:
    """In the protocol's own shape, with the part that is wrong."""
    money = {"min": {"amount": "1", "currency": "EUR"}, "max": {"amount": "2", "currency": "EUR"}}
    for question, part in (
        ({"filters": {"maxAwardAmountRange": {"operator": "between", "value": money}}}, "maxAward"),
        ({"filters": own(agency=("eq", "x"))}, "agency"),
        ({"filters": own(area=("in", ["06"]))}, "area"),
        ({"filters": own(checked=("eq", "ja"))}, "checked"),
        ({"filters": {"status": {"operator": "in", "value": ["offen"]}}}, "offen"),
        ({"filters": {"agency": 1}}, "agency"),
        ({"sorting": {"sortBy": "funding.maxAwardAmount"}}, "sortBy"),
        ({"sorting": {"sortBy": "custom"}}, "customSortBy"),
        ({"pagination": {"pageSize": 101}}, "pageSize"),
        ({"suche": "x"}, "suche"),
    ):
        answer = three.post(SEARCH, json=question)
        assert answer.status_code == 422, question
        error = Error.model_validate(answer.json())
        assert part in str(error.errors), question
    for path in (f"{LIST}?page=0", f"{LIST}/nichts", f"{LIST}?seite=1"):
        Error.model_validate(three.get(path).json())


def test_sums_are_facts_of_the_whole_or_words() -> None:
    """A sum of one case, of two, in another unit or contested is no field but a line."""
    whole = shown(award_max=20_000.5, budget=1_000_000)["funding"]
    assert whole["maxAwardAmount"] == {"amount": "20000.50", "currency": "EUR"}
    assert whole["totalAmountAvailable"]["amount"] == "1000000"
    clubs = Case(words="Vereine", applicants=("association",))
    for more in (
        (said(Field.AWARD_MAX, 20_000, clubs),),
        (said(Field.AWARD_MAX, 20_000), said(Field.AWARD_MAX, 30_000, clubs)),
        (said(Field.AWARD_MAX, 20_000), said(Field.AWARD_MAX, 30_000)),
        (said(Field.AWARD_MAX, 20_000, units=(Unit.PERSON,), unit_words="je Person"),),
        (said(Field.AWARD_MAX, 20_000, standing=Standing.CONTESTED),),
        (said(Field.AWARD_MAX, 20_000), said(Field.AWARD_MIN, 1, standing=Standing.CONTESTED)),
    ):
        funding = shown(more=more)["funding"]
        assert "maxAwardAmount" not in funding and "20.000" in funding["details"]
    assert "Angaben weichen ab" in funding["details"]


def test_days_are_facts_or_words() -> None:
    """Hour and words go with the day; what is contested or a rule is no day at all."""
    closing = fixed(date(2027, 2, 1), at="12:00", quote="bis 1. Februar, 12 Uhr")
    later = fixed(date(2027, 5, 1), case=Case(words="Vereine"))
    doubt = fixed(date(2027, 1, 1), standing=Standing.CONTESTED)
    rolling = Deadline(kind=DeadlineKind.ROLLING)
    dates = shown(deadlines=(closing, later, doubt, rolling), opens_on=date(2026, 12, 1))
    dates = dates["keyDates"]
    assert (dates["closeDate"]["date"], dates["closeDate"]["time"]) == ("2027-02-01", "12:00:00")
    assert "bis 1. Februar" in dates["closeDate"]["description"]
    others = dates["otherDates"].values()
    assert {one.get("date") for one in others} == {"2027-05-01", "2026-12-01", None}
    words = [one["details"] for one in others if one["eventType"] == "other"]
    assert any("weichen ab" in one for one in words) and len(words) == 2
    assert "closeDate" not in shown(deadlines=(doubt,))["keyDates"]


def test_what_is_open_closed_on_no_day_that_is_over(engine: Engine) -> None:
    """A past round beside what runs on is one of the other dates, and nothing to order by."""
    past, rolling = fixed(TODAY - timedelta(days=9)), Deadline(kind=DeadlineKind.ROLLING)
    dates = shown(deadlines=(past, rolling))["keyDates"]
    assert "closeDate" not in dates
    assert {one["name"] for one in dates["otherDates"].values()} == {"Frist"}
    over = shown(deadlines=(past,))
    assert over["keyDates"]["closeDate"]["date"] == str(TODAY - timedelta(days=9))
    publish(engine, "1", values(title="läuft", deadlines=(past, rolling)))
    publish(engine, "2", values(title="vorbei", deadlines=(past,)))
    until = {"operator": "between", "value": {"min": "2026-01-01", "max": str(TODAY)}}
    assert searched(program(engine), filters={"closeDateRange": until}) == ["vorbei"]


def test_who_may_apply_is_said_in_words_that_mean_it() -> None:
    """Where the protocol has no such word, ours stands as a custom one."""
    found = shown(applicants=("municipality", "leader_group"))["acceptedApplicantTypes"]
    assert [one["value"] for one in found] == ["government_municipal", "custom"]
    assert found[1]["customValue"] == "leader_group"


WORDS = st.text(max_size=12)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31)).map(date.isoformat)
SUMS = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e15)
VALUES = {
    Field.DEADLINE: DAYS,
    Field.ANNUAL_DEADLINE: st.sampled_from(["02-29", "12-31"]),
    Field.DEADLINE_MONTH: st.just("2027-02"),
    Field.DEADLINE_RULE: st.sampled_from(["rolling", "relative", "until_exhausted"]),
    Field.OPENS: DAYS,
    Field.EVENT_START: DAYS,
    Field.EVENT_END: DAYS,
    Field.STATUS: st.sampled_from(["open", "closed", "suspended", "forecast", "cancelled"]),
    Field.AWARD_MIN: SUMS,
    Field.AWARD_MAX: SUMS,
    Field.BUDGET: SUMS,
    Field.RATE_MAX: SUMS,
    Field.APPLICANT: st.sampled_from(list(ApplicantType)),
    Field.TOPIC: WORDS,
    Field.FUNDER: WORDS,
}
STATED = st.sampled_from(list(VALUES)).flatmap(
    lambda field: st.builds(
        Statement,
        field=st.just(field),
        value=VALUES[field],
        units=st.lists(st.sampled_from(list(Unit)), max_size=2).map(tuple),
        unit_words=WORDS,
        case=st.builds(Case, words=WORDS),
        standing=st.sampled_from(list(Standing)),
        evidence=st.builds(Evidence, quote=WORDS),
        at=st.sampled_from(["", "12:00", "24:00", "9 Uhr"]),
        newcomers=st.booleans(),
    )
)


@settings(max_examples=dose(25, 80))
@given(
    more=st.lists(STATED, max_size=8),
    title=WORDS,
    summary=WORDS,
    url=st.one_of(WORDS, st.just("https://example.org/ä?x=1"), st.just("javascript:alert(1)")),
    published_on=st.one_of(st.none(), st.dates(date(1990, 1, 1))),
)
def test_whatever_is_stated_is_valid(**facts: Any) -> None:
    """Random statements, some of them senseless, never make an answer that the kit refuses."""
    found = shown(**facts, links=(Reference(url=facts["url"]),))
    contested = {s.subject for s in facts["more"] if s.standing is Standing.CONTESTED}
    assert set(found["customFields"]["contested"]["value"]) == contested
