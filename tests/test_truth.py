"""Measuring against annotated texts: what counts as right, asked, wrong, missed or besides."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from rich.console import Console

from bench.truth.__main__ import main, measured
from bench.truth.gold import Annotated, GoldError, read_gold
from bench.truth.intervals import interval
from bench.truth.score import Tally, Verdict, tally, wrong_dates

FIRST: dict[str, object] = {
    "id": "one",
    "publisher": "Amt Hügelland",
    "title": "Radwege in der Gemeinde Grebenhain",
    "text": "Anträge können bis zum 30. April 2027 gestellt werden.",
    "claims": [["deadline", "2027-04-30"], ["applicant", "association"]],
    "areas": ["Grebenhain"],
    "topics": ["mobilitaet"],
}
SECOND: dict[str, object] = {
    "id": "two",
    "publisher": "Stiftung Talgrund",
    "text": "Die Bewerbungsfrist endet am 1. März. Es gilt die Frist vom 3. Mai 2027.",
    "claims": [["deadline", "2028-03-01"]],
    "scored": ["deadline"],
}


def _written(folder: Path, *rows: dict[str, object]) -> Path:
    file = folder / "gold.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return file


def _verdicts(folder: Path, *rows: dict[str, object]) -> list[Verdict]:
    return measured(list(read_gold(_written(folder, *rows))), Console(quiet=True))


def test_a_value_is_right_where_it_is_stated_and_missed_in_silence(tmp_path: Path) -> None:
    """The day is read, and of the association the text says nothing."""
    found = {(one.field, one.value): one.kind for one in _verdicts(tmp_path, FIRST)}
    assert found["deadline", "2027-04-30"] == "right"
    assert found["applicant", "association"] == "missed"
    assert found["topic", "mobilitaet"] == "right"


def test_a_day_that_is_asked_with_another_year_is_asked(tmp_path: Path) -> None:
    """Who answers the question of the missing year comes upon the day."""
    found = [one for one in _verdicts(tmp_path, SECOND) if one.value == "2028-03-01"]
    assert [one.kind for one in found] == ["asked"]


def test_what_is_stated_and_not_annotated_is_wrong_but_where_it_is_accepted(
    tmp_path: Path,
) -> None:
    """A tolerated reading counts neither way, and a field that nobody annotated not at all."""
    other = FIRST | {"claims": [], "topics": [], "areas": []}
    wrong = [one for one in _verdicts(tmp_path, other) if one.kind == "wrong"]
    assert ("deadline", "2027-04-30") in {(one.field, one.value) for one in wrong}
    assert wrong_dates(wrong) == 1
    tolerated = other | {"accept_also": [["deadline", "2027-04-30"]]}
    assert wrong_dates(_verdicts(tmp_path, tolerated)) == 0
    unscored = other | {"scored": ["applicant"]}
    assert wrong_dates(_verdicts(tmp_path, unscored)) == 0


def test_a_page_is_scored_by_the_text_that_is_made_of_it(tmp_path: Path) -> None:
    """What is struck through in its markup is not stated."""
    markup = (
        "<main><h1>Dorfmittel</h1><p>Anträge können bis zum <s>31. Januar 2027</s> "
        "28. Februar 2027 gestellt werden, und zwar beim Amt Hügelland.</p></main>"
    )
    page: dict[str, object] = {"id": "page", "html": markup, "claims": [["deadline", "2027-02-28"]]}
    kinds = Counter(one.kind for one in _verdicts(tmp_path, page) if one.group == "time")
    assert kinds == {"right": 1}


def test_shares_count_what_is_stated_and_what_is_said() -> None:
    """Precision is of what is stated, recall and found are of what the texts say."""
    counted = Tally(right=6, wrong=2, asked=1, missed=3, besides=5)
    assert (counted.precision, counted.recall, counted.found) == (0.75, 0.6, 0.7)
    assert (Tally().precision, Tally().recall, Tally().found) == (1.0, 1.0, 1.0)


def test_intervals_are_drawn_by_publisher_and_the_same_in_every_run() -> None:
    """One publisher has no spread, two that differ have all of it."""

    def of(source: str, kind: str) -> Verdict:
        return Verdict(id="1", source=source, group="time", field="opens", value="", kind=kind)

    alike = [of("a", "right"), of("a", "wrong")]
    apart = [of("a", "right"), of("b", "wrong")]
    assert interval(alike, lambda one: one.precision) == (0.5, 0.5)
    assert interval(apart, lambda one: one.precision) == (0.0, 1.0)
    assert interval(apart[::-1], lambda one: one.precision) == (0.0, 1.0)
    assert tally(apart).precision == 0.5


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"id": "one"} | {"claims": [["colour", "red"]]}, "colour"),
        ({"text": "Ohne Namen"}, "id"),
        ({"id": "two", "published_on": "gestern"}, "gestern"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(
    row: dict[str, object], said: str, tmp_path: Path
) -> None:
    """The message has the file, the line and what is amiss."""
    with pytest.raises(GoldError, match=rf"gold\.jsonl, line 2: .*{said}"):
        list(read_gold(_written(tmp_path, FIRST, row)))


def test_the_command_prints_the_table_and_what_is_amiss(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who measures sees shares with their intervals, and every value that is not right."""
    assert main([str(_written(tmp_path, FIRST, SECOND).parent), "--show"]) == 0
    printed = capsys.readouterr().out
    assert "2 Texte von 2 Stellen" in printed
    assert "one missed   applicant=association" in printed
    assert main([]) == 2


def test_texts_without_claims_are_scored_for_what_they_have(tmp_path: Path) -> None:
    """Where only topics were annotated, nothing else is judged."""
    only = {"id": "1", "title": FIRST["title"], "text": FIRST["text"], "topics": ["mobilitaet"]}
    texts: list[Annotated] = list(read_gold(_written(tmp_path, only)))
    assert {one.group for one in measured(texts, Console(quiet=True))} == {"topic"}


@pytest.mark.parametrize(
    ("areas", "besides"),
    [
        ([], ["06", "leader:rhoen"]),
        (["Grebenhain"], ["leader:rhoen"]),
        (["LEADER-Region Rhön"], []),
        (["Bayern"], ["06", "leader:rhoen"]),
    ],
)
def test_every_area_that_is_asked_in_vain_is_besides(
    tmp_path: Path, areas: list[str], besides: list[str]
) -> None:
    """One verdict for each area that is neither annotated nor around one that is."""
    text = (
        "Projekte in der Region Rhön können gefördert werden. "
        "Kommunen innerhalb der Gebietskulisse Ländlicher Raum sind förderfähig."
    )
    row: dict[str, object] = {"id": "1", "title": "Hilfe im Dorf", "text": text, "areas": areas}
    found = _verdicts(tmp_path, row)
    assert [one.value for one in found if one.kind == "besides"] == besides
