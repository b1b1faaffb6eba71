"""Every act of the desk: what it does, what it writes down, how it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from crawlers.items import Given, GivenDeadline, Kind, RawEntry
from db.decisions import Act, Decision
from db.engine import reading, writing
from db.reviews import ReviewItem
from db.statements import Evidence, Field, Standing, Statement, Subject, statements_from_json
from db.vocabulary import Origin, ReviewState, Visibility
from pipeline.desk.accept import accept
from pipeline.desk.aside import ask_funder, dismiss, note, postpone
from pipeline.desk.confirm import confirm
from pipeline.desk.correct import Correction, correct, set_kind
from pipeline.desk.reject import reject
from pipeline.desk.seen import Moved, Seen, seen_of
from pipeline.desk.undo import undo, undo_last
from pipeline.desk.visibility import restore, show_as, withdraw
from pipeline.run import Rules, process
from tests.pipeline.test_run import CALL, PROGRAMME, crawled, opportunity, values

DAY = timedelta(days=1)
BY, OTHER = "desk@example.org", "ministry@example.org"
UNSURE = replace(
    CALL,
    body="Antragsberechtigt sind Städte und Gemeinden. Anträge sind bis zum 31. Januar "
    "einzureichen. Der Zuschuss beträgt höchstens 20.000 Euro.",
)
UNSURE_TOO = replace(UNSURE, key="other", title="Förderaufruf Dorfgrün")

Deed = Callable[[Session], Decision]


def act(engine: Engine, deed: Deed) -> Decision:
    """Let somebody act, in a transaction of its own."""
    with writing(engine) as session:
        made = deed(session)
        session.flush()
        session.expunge(made)
        return made


def log(engine: Engine) -> list[Decision]:
    """All rows of the log, the oldest first."""
    with reading(engine) as session:
        return list(session.scalars(select(Decision).order_by(Decision.id)))


def items(engine: Engine, state: ReviewState = ReviewState.OPEN, key: str = "call") -> list[int]:
    """The questions about an entry in a state."""
    number = opportunity(engine, key).id
    with reading(engine) as session:
        found = select(ReviewItem).where(ReviewItem.opportunity_id == number)
        return [one.id for one in session.scalars(found) if one.state == state]


def told(engine: Engine, subject: Subject, key: str = "call") -> list[tuple[object, ...]]:
    """What is told of a subject: value, origin, and the day on which a person vouched for it."""
    said = values(engine, key).statements
    return [
        (one.value, one.origin, one.checked_on)
        for one in said
        if one.subject is subject and one.told
    ]


def standings(engine: Engine, subject: Subject, key: str = "call") -> list[Standing]:
    """How far the statements of a subject may be told."""
    return [one.standing for one in values(engine, key).statements if one.subject is subject]


def seen(engine: Engine, key: str = "call") -> Seen:
    """What a page that shows the entry now has seen."""
    number = opportunity(engine, key).id
    with reading(engine) as session:
        return seen_of(session, [number])[number]


def came(engine: Engine, rules: Rules, now: datetime, *entries: RawEntry) -> None:
    """Let pages come in and be read."""
    crawled(engine, now, *entries)
    process(engine, rules, now)


@pytest.fixture
def asked(engine: Engine, rules: Rules, now: datetime) -> Engine:
    """Two entries whose deadlines have no year: each is one question."""
    came(engine, rules, now, UNSURE, UNSURE_TOO)
    return engine


def suggest(engine: Engine, value: str, key: str = "call") -> int:
    """Give the question about the deadline a suggestion that can be told; return its number."""
    (item_id,) = items(engine, key=key)
    with writing(engine) as session:
        item = session.get_one(ReviewItem, item_id)
        (one,) = item.proposed
        item.proposed = [{**one, "value": value}]
    return item_id


def test_accepting_states_what_was_asked(asked: Engine, rules: Rules, now: datetime) -> None:
    """With its quote, as checked on that day, for this entry alone, and for good."""
    item_id = suggest(asked, "2027-01-31")
    made = act(asked, lambda s: accept(s, item_id, BY, now + DAY, why="Merkblatt"))
    checked = (now + DAY).date()
    assert told(asked, Subject.DEADLINES) == [("2027-01-31", Origin.STAFF, checked)]
    assert (items(asked), len(items(asked, key="other"))) == ([], 1)
    assert (made.act, made.item_id, made.decided_by, made.why) == (
        Act.ACCEPT,
        item_id,
        BY,
        "Merkblatt",
    )
    assert "31. Januar" in made.quote
    assert [one.standing for one in statements_from_json(made.before)] == [Standing.ASKED]
    came(asked, replace(rules, edition="two"), now + 2 * DAY, replace(UNSURE, summary="Neu."))
    assert [value for value, *_ in told(asked, Subject.DEADLINES)] == ["2027-01-31"]
    assert items(asked) == []


def test_half_a_suggestion_cannot_be_accepted(asked: Engine, now: datetime) -> None:
    """A day without its year is no day: the person says which one."""
    (item_id,) = items(asked)
    with pytest.raises(ValueError, match="was gilt"):
        act(asked, lambda s: accept(s, item_id, BY, now + DAY))
    assert (log(asked), items(asked)) == ([], [item_id])


def test_accepting_keeps_what_is_told_beside(engine: Engine, rules: Rules, now: datetime) -> None:
    """What the machine reads stands as long as it reads it; it is not vouched for."""
    sketch = "Skizzen sind bis zum 1. Dezember 2026 einzureichen."
    both = replace(UNSURE, body=f"{UNSURE.body} {sketch}")
    came(engine, rules, now, both)
    item_id = suggest(engine, "2027-01-31")
    act(engine, lambda s: accept(s, item_id, BY, now + DAY))
    assert {(value, origin) for value, origin, _on in told(engine, Subject.DEADLINES)} == {
        ("2027-01-31", Origin.STAFF),
        ("2026-12-01", Origin.READ),
    }
    came(engine, rules, now + 2 * DAY, UNSURE)
    assert [value for value, *_ in told(engine, Subject.DEADLINES)] == ["2027-01-31"]
    assert len(items(engine)) == 1


def test_accepting_the_day_of_the_text_ends_the_given_one(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """The question was which of the two holds."""
    given = Given(deadlines=(GivenDeadline(on=(now + 90 * DAY).date()),))
    came(engine, rules, now, replace(CALL, given=given))
    (item_id,) = items(engine)
    act(engine, lambda s: accept(s, item_id, BY, now + DAY))
    assert [one[:2] for one in told(engine, Subject.DEADLINES)] == [("2027-01-31", Origin.STAFF)]


def test_rejecting_states_nothing_and_asks_no_more(
    asked: Engine, rules: Rules, now: datetime
) -> None:
    """Not for this reading, under whatever rules; for other words it is asked again."""
    (item_id,) = items(asked)
    made = act(asked, lambda s: reject(s, item_id, BY, now + DAY))
    assert told(asked, Subject.DEADLINES) == []
    assert standings(asked, Subject.DEADLINES) == [Standing.REJECTED]
    assert (made.act, made.item_id, len(made.value)) == (Act.REJECT, item_id, 1)
    came(asked, replace(rules, edition="two"), now + 2 * DAY, replace(UNSURE, summary="Neu."))
    assert items(asked) == []
    moved = replace(UNSURE, body=UNSURE.body.replace("31. Januar", "28. Februar"))
    came(asked, rules, now + 3 * DAY, moved)
    assert len(items(asked)) == 1
    assert standings(asked, Subject.DEADLINES) == [Standing.ASKED]


def test_confirming_is_no_news_but_is_told_as_checked(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """The machine's own value carries the day, and the reader hears nothing new."""
    came(engine, rules, now, CALL, PROGRAMME)
    for key, day in (("call", "2027-01-31"), ("programme", "09-30")):
        number = opportunity(engine, key).id
        made = act(
            engine,
            partial(
                confirm, opportunity_id=number, subject=Subject.DEADLINES, by=BY, now=now + DAY
            ),
        )
        assert told(engine, Subject.DEADLINES, key) == [(day, Origin.STAFF, (now + DAY).date())]
        assert opportunity(engine, key).news_at == now
        assert [one.origin for one in statements_from_json(made.before)] == [Origin.READ]
        assert made.quote


def test_what_does_not_stand_cannot_be_confirmed(asked: Engine, now: datetime) -> None:
    """A doubt is a question, and no value."""
    number = opportunity(asked, "call").id
    for subject in (Subject.DEADLINES, Subject.RATE):
        with pytest.raises(ValueError, match="nichts fest"):
            act(asked, partial(confirm, opportunity_id=number, subject=subject, by=BY, now=now))
    assert log(asked) == []


@pytest.mark.parametrize(("start", "stands"), [(0, True), (1, False), (-1, False)])
def test_selected_words_must_stand_where_they_were_selected(
    engine: Engine, rules: Rules, now: datetime, start: int, stands: bool
) -> None:
    """Else the page is another than the person saw, and nothing is written."""
    came(engine, rules, now, CALL)
    quote = "bis zum 31. Januar 2027"
    at = CALL.body.index(quote) + start
    words = Evidence(part="Text", quote=quote, start=at, end=at + len(quote))
    said = Statement(field=Field.DEADLINE, value="2027-01-31", evidence=words)
    correction = Correction(subject=Subject.DEADLINES, statements=(said,))
    number = opportunity(engine, "call").id
    if not stands:
        with pytest.raises(ValueError, match="nicht an dieser Stelle"):
            act(engine, lambda s: correct(s, number, correction, BY, now + DAY))
        assert log(engine) == []
        return
    made = act(engine, lambda s: correct(s, number, correction, BY, now + DAY))
    (one,) = statements_from_json(made.value)
    assert (one.evidence.source, one.evidence.key, made.quote) == (CALL.source, "call", quote)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (Field.DEADLINE, "31.01.2027"),
        (Field.ANNUAL_DEADLINE, "02-30"),
        (Field.DEADLINE_RULE, "fixed"),
        (Field.DEADLINE_MONTH, "2027-13"),
    ],
)
def test_what_is_no_value_is_not_stated(
    engine: Engine, rules: Rules, now: datetime, field: Field, value: str
) -> None:
    """The person hears which."""
    came(engine, rules, now, CALL)
    correction = Correction(
        subject=Subject.DEADLINES, statements=(Statement(field=field, value=value),)
    )
    with pytest.raises(ValueError, match=f"„{value}“ ist kein Wert"):
        act(engine, lambda s: correct(s, opportunity(engine, "call").id, correction, BY, now))


@pytest.mark.parametrize(
    ("quote", "gone"), [("höchstens 20.000 Euro", True), ("Städte und Gemeinden", False)]
)
def test_words_that_are_gone_are_asked_about_once(
    engine: Engine, rules: Rules, now: datetime, quote: str, gone: bool
) -> None:
    """Though the machine never read anything there; a "no, it holds" ends the question."""
    came(engine, rules, now, CALL)
    at = CALL.body.index(quote)
    words = Evidence(part="Text", quote=quote, start=at, end=at + len(quote))
    said = Statement(field=Field.BUDGET, value=90_000, evidence=words)
    number = opportunity(engine, "call").id
    correction = Correction(subject=Subject.BUDGET, statements=(said,))
    made = act(engine, lambda s: correct(s, number, correction, BY, now + DAY))
    page = replace(CALL, body=CALL.body.replace("höchstens 20.000 Euro", "gering"))
    for day, text in enumerate((page, replace(page, summary="Neu.")), start=2):
        came(engine, rules, now + day * DAY, text)
        with reading(engine) as session:
            about = select(ReviewItem).where(ReviewItem.field == "budget")
            found = session.scalars(about).all()
        assert [one.moved_id for one in found] == ([made.id] if gone else [])
    assert values(engine, "call").budget == 90_000
    if gone:
        act(engine, lambda s: reject(s, found[0].id, BY, now + 5 * DAY))
        came(engine, rules, now + 6 * DAY, replace(page, summary="Noch neuer."))
        with reading(engine) as session:
            (item,) = session.scalars(select(ReviewItem).where(ReviewItem.field == "budget"))
        assert item.state == ReviewState.ANSWERED


@pytest.mark.parametrize("yes", [True, False])
def test_a_change_beneath_a_word_is_accepted_or_rejected(
    engine: Engine, rules: Rules, now: datetime, yes: bool
) -> None:
    """The new reading holds, or the person's word goes on to; neither is asked again."""
    came(engine, rules, now, CALL)
    number = opportunity(engine, "call").id
    said = Statement(field=Field.DEADLINE, value="2027-04-15")
    correction = Correction(subject=Subject.DEADLINES, statements=(said,))
    first = act(engine, lambda s: correct(s, number, correction, BY, now + DAY))
    moved = replace(CALL, body=CALL.body.replace("31. Januar", "28. Februar"))
    came(engine, rules, now + 2 * DAY, moved)
    (item_id,) = items(engine)
    with reading(engine) as session:
        assert session.get_one(ReviewItem, item_id).moved_id == first.id
    answer = accept if yes else reject
    act(engine, lambda s: answer(s, item_id, OTHER, now + 3 * DAY))
    came(engine, replace(rules, edition="two"), now + 4 * DAY, replace(moved, summary="Neu."))
    assert [one[0] for one in told(engine, Subject.DEADLINES)] == [
        "2027-02-28" if yes else "2027-04-15"
    ]
    assert items(engine) == []


def test_a_notice_is_accepted_as_a_call(engine: Engine, rules: Rules, now: datetime) -> None:
    """One key, and it is published; what it was is in the row."""
    came(engine, rules, now, replace(CALL, kind=Kind.NOTICE), replace(PROGRAMME, kind=Kind.NOTICE))
    (item_id,) = items(engine)
    made = act(engine, lambda s: accept(s, item_id, BY, now + DAY))
    assert opportunity(engine, "call").visibility == Visibility.PUBLISHED
    assert values(engine, "call").kind == "call"
    assert [one.value for one in statements_from_json(made.before)] == ["notice"]
    number = opportunity(engine, "programme").id
    act(engine, lambda s: set_kind(s, number, "award", BY, now + DAY))
    assert opportunity(engine, "programme").visibility == Visibility.NEVER


def test_questions_that_wait_stay_open(asked: Engine, now: datetime) -> None:
    """Postponed or asked of the funder, they have a row each, and nothing else moves."""
    (item_id,) = items(asked)
    act(asked, lambda s: postpone(s, item_id, (now + 9 * DAY).date(), BY, now))
    act(
        asked,
        lambda s: ask_funder(
            s,
            item_id,
            question="Welches Jahr?",
            whom="amt@example.org",
            due_on=(now + 14 * DAY).date(),
            by=BY,
            now=now,
        ),
    )
    first, second = log(asked)
    assert (first.act, first.value) == (Act.POSTPONE, ["2026-12-01"])
    assert (second.act, second.item_id) == (Act.ASK_FUNDER, item_id)
    assert second.value == [
        {"asked": "Welches Jahr?", "whom": "amt@example.org", "due_on": "2026-12-06"}
    ]
    assert items(asked) == [item_id]
    with pytest.raises(ValueError, match="späteren Tag"):
        act(asked, lambda s: postpone(s, item_id, now.date(), BY, now))


def test_a_question_without_value_is_put_away_and_taken_up_again(
    asked: Engine, rules: Rules, now: datetime
) -> None:
    """With its reason; undone it is open as before."""
    (item_id,) = items(asked)
    act(asked, lambda s: dismiss(s, item_id, BY, now, why="nicht wichtig"))
    process(asked, replace(rules, edition="two"), now + DAY)
    assert items(asked) == []
    with pytest.raises(ValueError, match="warum"):
        act(asked, lambda s: dismiss(s, items(asked, key="other")[0], BY, now, why=" "))
    act(asked, lambda s: undo_last(s, BY, now + DAY))
    assert items(asked) == [item_id]


def test_a_remark_is_kept_and_moves_nothing(asked: Engine, now: datetime) -> None:
    """No reader sees it."""
    before = values(asked, "call")
    number = opportunity(asked, "call").id
    act(asked, lambda s: note(s, number, "Frau Muster ist im Urlaub.", BY, now))
    (row,) = log(asked)
    assert (row.act, row.why, values(asked, "call")) == (
        Act.NOTE,
        "Frau Muster ist im Urlaub.",
        before,
    )


def test_visibility_goes_back_step_by_step(engine: Engine, rules: Rules, now: datetime) -> None:
    """Undo brings back what a person had said before, and at last what the rules say."""
    came(engine, rules, now, CALL)
    number = opportunity(engine, "call").id
    act(engine, lambda s: show_as(s, number, Visibility.HELD, BY, now + DAY, why="Rückfrage"))
    act(engine, lambda s: show_as(s, number, Visibility.PUBLISHED, OTHER, now + 2 * DAY))
    shown = [opportunity(engine, "call").visibility]
    for name in (OTHER, BY):
        act(engine, partial(undo_last, by=name, now=now + 3 * DAY))
        shown.append(opportunity(engine, "call").visibility)
    assert shown == ["published", "held", "published"]
    rows = log(engine)
    assert [(one.act, one.before, one.value) for one in rows[:2]] == [
        (Act.SHOW, ["published"], ["held"]),
        (Act.SHOW, ["held"], ["published"]),
    ]
    assert [one.undoes for one in rows] == [None, None, rows[1].id, rows[0].id]


def test_taking_out_and_bringing_back_are_undone(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """What is undone leaves the entry as it was before."""
    came(engine, rules, now, CALL)
    number = opportunity(engine, "call").id
    out = act(engine, lambda s: withdraw(s, number, BY, now + DAY, why="eingestellt"))
    act(engine, lambda s: restore(s, number, BY, now + 2 * DAY))
    presences = [opportunity(engine, "call").presence]
    act(engine, lambda s: undo_last(s, BY, now + 3 * DAY))
    presences.append(opportunity(engine, "call").presence)
    act(engine, lambda s: undo(s, out.id, BY, now + 4 * DAY))
    presences.append(opportunity(engine, "call").presence)
    assert presences == ["present", "withdrawn", "present"]


def test_undoing_brings_back_the_word_before(engine: Engine, rules: Rules, now: datetime) -> None:
    """First the other person's day, then the machine's; every step says old and new."""
    came(engine, rules, now, CALL)
    number = opportunity(engine, "call").id
    for day, (name, value) in enumerate(((BY, "2027-04-15"), (OTHER, "2027-05-15")), start=1):
        said = Statement(field=Field.DEADLINE, value=value)
        one = Correction(subject=Subject.DEADLINES, statements=(said,))
        act(
            engine,
            partial(correct, opportunity_id=number, correction=one, by=name, now=now + day * DAY),
        )
    with pytest.raises(Moved, match=f"{OTHER}, 24.11.2026.*15.04.2027 → 15.05.2027"):
        act(engine, lambda s: undo_last(s, BY, now + 3 * DAY))
    stood = []
    for name in (OTHER, BY):
        act(engine, partial(undo_last, by=name, now=now + 3 * DAY))
        stood += [value for value, *_ in told(engine, Subject.DEADLINES)]
    assert stood == ["2027-04-15", "2027-01-31"]
    *_, last = log(engine)
    assert [one.value for one in statements_from_json(last.before)] == ["2027-04-15"]
    assert [one.value for one in statements_from_json(last.value)] == ["2027-01-31"]
    with pytest.raises(LookupError, match="nichts entschieden"):
        act(engine, lambda s: undo_last(s, BY, now + 4 * DAY))


def test_a_stale_page_changes_nothing(asked: Engine, rules: Rules, now: datetime) -> None:
    """It hears who decided what meanwhile, or that the page was read anew."""
    (item_id,), number = items(asked), opportunity(asked, "call").id
    stale = seen(asked)
    act(asked, lambda s: note(s, number, "Ich frage nach.", OTHER, now + DAY, seen=stale))
    acts: tuple[Deed, ...] = (
        lambda s: reject(s, item_id, BY, now + DAY, seen=stale),
        lambda s: confirm(s, number, Subject.APPLICANTS, BY, now + DAY, seen=stale),
        lambda s: withdraw(s, number, BY, now + DAY, seen=stale),
    )
    for deed in acts:
        with pytest.raises(Moved, match=f"{OTHER}, 23.11.2026, 06:30 Uhr: angemerkt"):
            act(asked, deed)
    assert len(log(asked)) == 1
    stale = Seen.of(seen(asked).token)
    came(asked, rules, now + 2 * DAY, replace(UNSURE, body=f"{UNSURE.body} Neu."))
    with pytest.raises(Moved, match=r"24.11.2026, 06:30 Uhr: Seite der Quelle neu gelesen"):
        act(asked, lambda s: show_as(s, number, Visibility.HELD, BY, now + 3 * DAY, seen=stale))
    act(asked, lambda s: show_as(s, number, Visibility.HELD, BY, now + 3 * DAY, seen=seen(asked)))


def test_a_settled_question_says_who_was_quicker(asked: Engine, now: datetime) -> None:
    """Also to whoever brings no page along."""
    (item_id,) = items(asked)
    act(asked, lambda s: reject(s, item_id, OTHER, now + DAY))
    with pytest.raises(Moved, match=f"nicht mehr offen.*{OTHER}"):
        act(asked, lambda s: dismiss(s, item_id, BY, now + DAY, why="keine"))
    with pytest.raises(LookupError, match="gibt es nicht"):
        act(asked, lambda s: reject(s, 99, BY, now + DAY))


@pytest.mark.parametrize("token", ["", "1", "1-", "-1", "1-2-3", "a-b", "²-1", "1-" + "9" * 30])
def test_a_broken_token_is_refused(token: str) -> None:
    """In German, whatever a form sends."""
    with pytest.raises(ValueError, match="neu"):
        Seen.of(token)
