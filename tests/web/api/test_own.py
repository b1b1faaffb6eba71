"""Our own interface: what is published, as programs read it."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, event

from db.engine import reading, writing
from db.opportunities import Opportunity
from db.queries.listing import published
from db.statements import Case, Evidence, Field, Standing
from db.values import Values
from db.vocabulary import Presence
from tests.conftest import NOW, TODAY
from tests.notifier.samples import REGION, STATE, change, group, publish, values
from tests.stating import said
from tests.web.api.asking import program
from tests.web.test_doors import SECRET, furnish
from web.interfaces.shapes import Entry, Stated
from web.records import records
from web.stock import Stock

LIST = "/api/v1/foerderungen"


def two(engine: Engine) -> tuple[int, int]:
    """Publish a call for buses, and one for village shops that closes later."""
    first = publish(engine, "1", values())
    facts: dict[str, Any] = {"title": "Dorfläden", "topics": ("village",)}
    second = publish(engine, "2", values(**facts, url="https://example.org/2"), source=REGION)
    return first, second


def test_a_list_has_all_that_an_export_has(engine: Engine) -> None:
    """Each entry is a line of the export, with number, id, page and licence beside it."""
    two(engine)
    items = program(engine).get(LIST, params={"sortierung": "title"}).json()["items"]
    with reading(engine) as session:
        stock = Stock(listed=list(published(session)), today=TODAY)
        rows = list(records(stock))
    # These an export calls otherwise, or has in another form.
    otherwise = {"id", "page", "source_title", "licence", "elsewhere"}
    assert len(items) == len(rows) == 2
    for item, row in zip(items, rows, strict=True):
        same = row.keys() - otherwise
        assert {name: item[name] for name in same} == {name: row[name] for name in same}
    assert items[0]["licence"] == STATE.licence
    assert items[0]["page"].endswith(f"/foerderungen/{items[0]['number']}")


def test_every_field_of_an_opportunity_is_described() -> None:
    """A field that is added to the values is added to the description, or this fails."""
    assert set(Stated.model_fields) == {field.name for field in fields(Values)}
    assert set(Stated.model_fields) < set(Entry.model_fields)


NARROWED = {
    "thema=village": ["Dorfläden"],
    "thema=village&thema=mobility&sortierung=title": ["Bürgerbusse", "Dorfläden"],
    "suche=dorfl%C3%A4den": ["Dorfläden"],
    "quelle=state": ["Bürgerbusse"],
    "frist_bis=2026-12-01": [],
    "betrag=30000": [],
    "anzahl=1&sortierung=title": ["Bürgerbusse"],
    "anzahl=1&sortierung=title&seite=2": ["Dorfläden"],
    "anzahl=1&seite=3": [],
}


def test_a_list_is_narrowed_as_the_pages_are(engine: Engine) -> None:
    """The names are those of the addresses of pages; pages of the list are counted."""
    two(engine)
    here = program(engine)
    for query, titles in NARROWED.items():
        items = here.get(f"{LIST}?{query}").json()["items"]
        assert [item["title"].split(" für")[0] for item in items] == titles, query


def test_a_list_leads_from_page_to_page(engine: Engine) -> None:
    """Who follows `next` from the first page sees each entry once."""
    two(engine)
    here, seen, address = program(engine), [], f"{LIST}?anzahl=1&thema=village&thema=mobility"
    while address:
        answer = here.get(address)
        seen += [item["number"] for item in answer.json()["items"]]
        following = answer.links.get("next")
        address = LIST + following["url"] if following else ""
    assert sorted(seen) == [1, 2]


def test_one_opportunity_in_two_sources_comes_once(engine: Engine) -> None:
    """It says where else it stands; the other number answers with its own words, led or not."""
    ids = two(engine)
    group(engine, *ids)
    here = program(engine)
    (item,) = here.get(LIST).json()["items"]
    other = here.get(f"{LIST}/{ids[1]}").json()
    assert [one["number"] for one in item["elsewhere"]] == [ids[1]]
    assert item["elsewhere"][0]["id"] == other["id"] != item["id"]
    assert other["title"] == "Dorfläden" and other["elsewhere"][0]["number"] == ids[0]


def test_an_entry_says_each_value_with_its_words(engine: Engine) -> None:
    """What is contested says so, what was only asked about is not there."""
    quoted = said(
        *(Field.RATE_MAX, 65, Case(words="Vereine", applicants=("association",))),
        evidence=Evidence(quote="65 Prozent für Vereine"),
    )
    contested = said(Field.DEADLINE, "2027-03-01", standing=Standing.CONTESTED)
    asked = said(Field.BUDGET, 1, standing=Standing.ASKED, question=SECRET)
    number = publish(engine, "1", values(more=(quoted, contested, asked)))
    answer = program(engine).get(f"{LIST}/{number}")
    told = answer.json()["statements"]
    assert SECRET not in answer.text
    assert {one.get("standing", "sure") for one in told} == {"sure", "contested"}
    (rate,) = [one for one in told if one["field"] == "rate_max" and "case" in one]
    assert rate["case"]["words"] == "Vereine"
    assert rate["evidence"]["quote"] == "65 Prozent für Vereine"


def test_nothing_private_is_told(engine: Engine) -> None:
    """Neither a stranger nor a cookie of the desk sees what is held, asked or internal."""
    furnish(engine)
    here = program(engine)
    answers = [
        here.get(f"/api/v1/{path}")
        for path in (
            *("foerderungen", "foerderungen/1", "foerderungen/1/revisionen"),
            *("quellen", "themen", "gebiete?name=Lauter", "openapi.json"),
        )
    ]
    assert [one.status_code for one in answers] == [200] * 7
    assert not any(SECRET in one.text or "reader1@" in one.text for one in answers)
    assert here.get(f"{LIST}/2").status_code == 404
    assert here.get(f"{LIST}/2/revisionen").status_code == 404


def test_a_history_is_told_backwards(engine: Engine) -> None:
    """Each state with what changed to it; a withdrawn entry keeps its page."""
    number, _other = two(engine)
    changed = values(award_max=30_000)
    change(engine, number, changed, NOW + timedelta(days=1), "Höchstförderung geändert")
    here = program(engine)
    found = here.get(f"{LIST}/{number}/revisionen").json()
    assert [one["number"] for one in found["items"]] == [2, 1] and found["total"] == 2
    assert [one["values"]["award_max"] for one in found["items"]] == [30_000, 20_000]
    assert found["items"][0]["changes"][0]["sentence"] == "Höchstförderung geändert"
    with writing(engine) as session:
        session.get_one(Opportunity, number).presence = Presence.WITHDRAWN
    assert here.get(f"{LIST}/{number}").json()["withdrawn"] is True


def test_lists_of_codes_are_there(engine: Engine) -> None:
    """Sources with their licence, topics, and the keys of places."""
    two(engine)
    town = replace(STATE, slug="town", leads=True)
    here = program(engine, sources={one.slug: one for one in (STATE, REGION, town)})
    sources = {one["slug"]: one for one in here.get("/api/v1/quellen").json()["items"]}
    assert "town" not in sources  # what it tells is a hint to staff
    assert sources["state"]["licence"] and sources["state"]["entries"] == 1
    topics = {one["id"]: one["entries"] for one in here.get("/api/v1/themen").json()["items"]}
    assert len(topics) == 13 and not any(topics.values())  # the samples have ids of their own
    (place,) = here.get("/api/v1/gebiete", params={"name": "Antrifttal"}).json()["items"]
    assert place["key"] == "06535002"


def test_who_has_it_gets_no_more(engine: Engine) -> None:
    """A tag or a day that still holds is answered with 304, one that does not with the answer."""
    number, _other = two(engine)
    here = program(engine)
    first = here.get(LIST)
    tag, day = first.headers["etag"], first.headers["last-modified"]
    assert here.get(LIST, headers={"If-None-Match": f'"x", {tag}'}).status_code == 304
    assert here.get(LIST, headers={"If-Modified-Since": day}).status_code == 304
    early = "Sat, 21 Nov 2026 00:00:00 GMT"
    assert here.get(LIST, headers={"If-Modified-Since": early}).status_code == 200
    change(engine, number, values(award_max=1), NOW + timedelta(hours=1), "geändert")
    assert here.get(LIST, headers={"If-None-Match": tag}).status_code == 200
    assert here.get(LIST, headers={"If-Modified-Since": day}).status_code == 200


WRONG = {
    f"{LIST}?seite=0": 422,
    f"{LIST}?anzahl=101": 422,
    f"{LIST}?frist_ab=gestern": 422,
    f"{LIST}?themen=mobility": 422,
    f"{LIST}?suche=%00": 422,
    f"{LIST}/1?seite=1": 422,
    f"{LIST}/77": 404,
    f"{LIST}/{2**40}": 422,
    "/api/v1/nichts": 404,
    "/api/v1/gebiete": 422,
}


def test_what_is_wrong_is_said_as_a_problem(engine: Engine) -> None:
    """Never a page, and a name that nobody knows is not passed over."""
    here = program(engine)
    for path, status in WRONG.items():
        answer = here.get(path)
        assert answer.status_code == status, path
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == status and answer.json()["detail"]


def test_a_client_has_its_pace(engine: Engine) -> None:
    """Each answer says how often it may ask; too often is 429, and half a minute later it may."""
    clock = [NOW]
    here = program(engine, requests_a_minute=2, now=lambda: clock[0])
    asked = [here.get("/api/v1/gebiete?name=Lauter") for _ in range(3)]
    clock[0] += timedelta(seconds=31)
    asked.append(here.get("/api/v1/gebiete?name=Lauter"))
    assert [one.status_code for one in asked] == [200, 200, 429, 200]
    assert [one.headers["ratelimit-remaining"] for one in asked] == ["1", "0", "0", "0"]
    assert asked[2].headers["retry-after"] == "30"
    assert asked[2].headers["content-type"] == "application/problem+json"


def test_any_page_may_read_it_without_a_cookie(engine: Engine) -> None:
    """A script of another site may read the answer, and gets what everybody gets."""
    two(engine)
    answer = program(engine).get(LIST, headers={"Origin": "https://gemeinde.example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert program(engine).get("/foerderungen").headers.get("access-control-allow-origin") is None


def test_a_page_asks_a_fixed_number_of_questions(engine: Engine) -> None:
    """However many entries stand on it."""
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    here, counts = program(engine), []
    for number in range(12):
        publish(engine, str(number), values(title=f"Aufruf {number}"))
        if number in (1, 11):
            asked.clear()
            assert here.get(LIST, params={"anzahl": 100}).status_code == 200
            counts.append(len(asked))
    assert counts[0] == counts[1]
