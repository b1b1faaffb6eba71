"""Changes as programs read them: old and new values with their words, from the last number on."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine

from db.change_log import note_changes
from db.engine import writing
from db.opportunities import Opportunity, Revision
from db.statements import Evidence, Field, Standing
from db.vocabulary import Presence, Visibility
from tests.conftest import NOW
from tests.notifier.samples import change, group, publish, values
from tests.stating import said
from tests.web.api.asking import program

CHANGES = "/api/v1/aenderungen"


def changed_call(engine: Engine) -> int:
    """A call whose highest grant was raised, noted before and after."""
    old = said(Field.AWARD_MAX, 20_000, evidence=Evidence(quote="bis zu 20.000 Euro"))
    new = said(Field.AWARD_MAX, 30_000, evidence=Evidence(quote="bis zu 30.000 Euro"))
    number = publish(engine, "1", values(award_max=None, more=(old,)))
    note_changes(engine, NOW)
    change(engine, number, values(award_max=None, more=(new,)), NOW + timedelta(days=1), "mehr")
    with writing(engine) as session:
        row = session.get_one(Opportunity, number)
        revision = session.get_one(Revision, row.revision_id)
        words = {"old": "20.000 €", "new": "30.000 €", "sentence": "mehr", "case": ""}
        revision.changes = [{"field": "award_max", "material": True, "lost": False, **words}]
    note_changes(engine, NOW + timedelta(days=1))
    return number


def test_a_change_says_what_was_and_what_is(engine: Engine) -> None:
    """In words and as statements with their quotes, with ids that stay."""
    number = changed_call(engine)
    here = program(engine)
    found = here.get(CHANGES).json()
    assert (found["last"], found["newest"], found["more"]) == (2, 2, False)
    new, changed = found["items"]
    assert (new["kind"], new["fields"], new["values"]["award_max"]) == ("new", [], 20_000)
    (field,) = changed["fields"]
    assert (field["old"], field["new"], field["sentence"]) == ("20.000 €", "30.000 €", "mehr")
    quotes = [field[when][0]["evidence"]["quote"] for when in ("old_statements", "new_statements")]
    assert quotes == ["bis zu 20.000 Euro", "bis zu 30.000 Euro"]
    assert changed["values"]["award_max"] == 30_000
    assert changed["id"] == here.get(f"/api/v1/foerderungen/{number}").json()["id"]


def test_whoever_goes_on_gets_what_came_after(engine: Engine) -> None:
    """One at a time, then nothing; the number stays good."""
    changed_call(engine)
    here = program(engine)
    first = here.get(CHANGES, params={"anzahl": 1}).json()
    second = here.get(CHANGES, params={"anzahl": 1, "seit": first["last"]}).json()
    third = here.get(CHANGES, params={"seit": second["last"]}).json()
    assert [one["more"] for one in (first, second, third)] == [True, False, False]
    assert [one["last"] for one in (first, second, third)] == [1, 2, 2]
    assert third["items"] == []


def test_what_is_gone_or_hidden_has_no_values(engine: Engine) -> None:
    """What staff hid is told no more, not even what was told of it before."""
    number = changed_call(engine)
    with writing(engine) as session:
        session.get_one(Opportunity, number).presence = Presence.WITHDRAWN
    note_changes(engine, NOW)
    here = program(engine)
    *_before, gone = here.get(CHANGES).json()["items"]
    assert (gone["kind"], gone["values"]) == ("withdrawn", None) and gone["title"]
    with writing(engine) as session:
        session.get_one(Opportunity, number).visibility = Visibility.HELD
    answer = here.get(CHANGES)
    assert "Bürgerbus" not in answer.text and "20.000" not in answer.text
    assert len(answer.json()["items"]) == 3


def test_a_change_says_what_is_contested_and_who_leads(engine: Engine) -> None:
    """Another source that says otherwise today makes it no fact."""
    number = changed_call(engine)
    contested = said(Field.RATE_MAX, 70, standing=Standing.CONTESTED)
    leader = publish(engine, "2", values(more=(contested,)))
    group(engine, leader, number)
    *_new, changed = program(engine).get(CHANGES).json()["items"]
    assert changed["leading"]["opportunity"] == leader != changed["opportunity"]
    assert "rate" in changed["contested"]
