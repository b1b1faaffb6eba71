"""What speaks against a run, and what does not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.items import Given, GivenDeadline, LabelledText
from db.vocabulary import FindingKind
from pipeline.visit.health import Fields, Observed, compare, examine, filled, silence
from tests.pipeline.test_settle import raw

SOUND = Observed(entries=30, came=30, usual=(30, 30, 30))
TODAY = date(2026, 11, 22)


def kind(**more: object) -> FindingKind | None:
    """The finding about a run that differs from a sound one."""
    fault = examine(replace(SOUND, **more))  # type: ignore[arg-type]
    return fault.kind if fault else None


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, None),
        ({"entries": 15, "came": 15, "stayed_away": 15}, FindingKind.TOO_FEW),
        ({"entries": 20, "came": 20, "stayed_away": 10}, None),
        ({"entries": 19, "came": 19, "stayed_away": 11}, FindingKind.TOO_FEW),
        ({"entries": 30, "came": 0, "stayed_away": 30}, FindingKind.TOO_FEW),
        ({"entries": 0, "came": 0, "stayed_away": 30}, FindingKind.TOO_FEW),
        ({"entries": 0, "came": 0, "stayed_away": 1}, FindingKind.TOO_FEW),
        ({"entries": 1, "came": 1, "stayed_away": 1}, None),
        ({"entries": 5, "came": 5, "stayed_away": 0}, None),
        ({"entries": 400, "came": 30}, None),
        ({"entries": 0, "came": 0, "usual": ()}, None),
    ],
)
def test_a_complete_list_is_judged_by_who_came(
    more: dict[str, object], expected: FindingKind | None
) -> None:
    """Half a list, another list and none are refused; one whose calls have closed is not."""
    assert kind(**more) is expected


@pytest.mark.parametrize(
    ("entries", "usual", "expected"),
    [
        (20, (20, 21, 19), None),
        (11, (20, 21, 19), None),
        (10, (20, 21, 19), FindingKind.TOO_FEW),
        (0, (20, 21, 19), FindingKind.TOO_FEW),
        (1, (2, 2, 2), None),
        (0, (2, 2, 2), FindingKind.TOO_FEW),
        (3, (), None),
        (0, (), None),
    ],
)
def test_a_feed_is_judged_by_its_usual_length(
    entries: int, usual: tuple[int, ...], expected: FindingKind | None
) -> None:
    """Its entries come and go by age, so who came says nothing."""
    bad = {"came": 0, "stayed_away": 20, "complete": False}
    assert kind(entries=entries, usual=usual, **bad) is expected


@pytest.mark.parametrize(
    ("entries", "expected"),
    [(19, FindingKind.TOO_FEW), (20, None), (200, None), (201, FindingKind.BROKEN)],
)
def test_a_live_visit_is_held_to_the_declared_range(
    entries: int, expected: FindingKind | None
) -> None:
    """Too few is a broken list, more than twice the most another query's answer."""
    assert kind(entries=entries, plausible=(20, 100)) is expected


def test_a_source_that_may_be_empty_is() -> None:
    """Where the declared range begins with nothing, one or two may vanish unasked."""
    quiet = Observed(entries=0, stayed_away=2, plausible=(0, 5))
    assert examine(quiet) is None
    assert examine(replace(quiet, stayed_away=3)) is not None
    assert examine(replace(quiet, plausible=None)) is not None


@pytest.mark.parametrize(
    ("had", "has", "refused"),
    [
        (30, 30, False),
        (30, 15, False),
        (30, 14, True),
        (30, 0, True),
        (5, 2, True),
        (4, 1, False),
        (3, 1, False),
        (3, 0, True),
        (2, 0, False),
    ],
)
def test_a_field_must_not_vanish(had: int, has: int, refused: bool) -> None:
    """What most entries had and most have lost is a page that changed; one or two are life."""
    fields = Fields(before=Counter({"„Frist“": had, "Text": 30}), now=Counter({"„Frist“": has}))
    fields.now["Text"] = 30
    fault = examine(replace(SOUND, fields=fields))
    assert (fault is not None) is refused
    if fault:
        assert fault.kind is FindingKind.BROKEN
        assert f"„Frist“ (vorher {had}, jetzt {has})" in fault.reason


def test_fields_are_compared_entry_by_entry() -> None:
    """A field that is new, or that another entry has, makes up for nothing."""
    label = LabelledText(label="Antragsfrist", text="1. Februar 2027")
    with_label = filled(replace(raw(), fields=(label,), body="Text"))
    renamed = filled(replace(raw(), fields=(replace(label, label="Frist"),), body="Text"))
    fields = compare([(with_label, renamed), (with_label, with_label), (renamed, with_label)])
    assert fields.before == Counter({"„Antragsfrist“": 2, "„Frist“": 1, "Text": 3})
    assert (fields.now["„Antragsfrist“"], fields.now["„Frist“"], fields.now["Text"]) == (1, 0, 3)


def test_an_entry_is_filled_with_what_it_says() -> None:
    """An empty label is none, and a date of the source's own counts beside its text."""
    given = Given(deadlines=(GivenDeadline(on=TODAY),))
    empty = LabelledText(label="Hinweis", text="  ")
    assert filled(raw(given=given, fields=(empty,))) == {"Frist als Angabe der Quelle"}
    assert filled(raw(summary="Kurz.", published_on=TODAY)) == {
        "Kurztext",
        "Datum der Veröffentlichung",
    }


def news(*ago: int) -> list[date]:
    """Days with news, so many days ago."""
    return [TODAY - timedelta(days=days) for days in ago]


@pytest.mark.parametrize(
    ("days", "silent"),
    [
        (news(146, 126, 116, 106, 96, 86), True),
        (news(66, 56, 46, 40, 30, 20), False),
        (news(95, 85, 76, 66, 56, 46), True),
        (news(95, 85, 76, 66, 56, 45), False),
        (news(400, 100, 90, 80, 70, 60), False),
        (news(300, 200), False),
        ([], False),
    ],
)
def test_silence_is_measured_by_the_source_itself(days: list[date], silent: bool) -> None:
    """Three times the longest pause, and not before there was enough to compare."""
    fault = silence(days, TODAY)
    assert (fault is not None and fault.kind is FindingKind.SILENT) is silent


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_who_is_all_there_is_never_refused(came: int, fresh: int, usual: int) -> None:
    """A run with everybody in it passes, whatever its history was."""
    seen = Observed(entries=came + fresh, came=came, usual=(usual,))
    assert examine(seen) is None


@given(st.integers(3, 300), st.data())
def test_half_of_a_list_is_always_refused(known: int, data: st.DataObject) -> None:
    """No size of source lets half of it vanish, new entries or not."""
    came = data.draw(st.integers(0, known // 2))
    fresh = data.draw(st.integers(0, 300))
    seen = Observed(entries=came + fresh, came=came, stayed_away=known - came)
    fault = examine(seen)
    assert fault is not None and fault.kind is FindingKind.TOO_FEW
    assert fault.reason.endswith("Es wurde nichts übernommen.")
