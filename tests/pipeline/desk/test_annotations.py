"""Answers come back as annotated texts, by which grammars can be measured."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import Engine

from bench.truth.gold import read_gold
from bench.truth.score import values_of
from db.engine import reading, writing
from db.statements import Field, Subject
from pipeline.desk.annotations import answered, as_jsonl
from pipeline.desk.confirm import confirm
from pipeline.desk.correct import Correction, correct
from pipeline.run import Rules, process
from tests.conftest import NOW
from tests.pipeline.test_run import CALL, PROGRAMME, crawled, opportunity
from tests.stating import said

BY = "erika@example.org"


def test_answers_come_back_as_gold(engine: Engine, rules: Rules, tmp_path: Path) -> None:
    """What a person confirmed is read rightly again from the export, what he corrected is not."""
    crawled(engine, NOW, CALL, PROGRAMME)
    process(engine, rules, NOW)
    call, programme = opportunity(engine, "call").id, opportunity(engine, "programme").id
    with writing(engine) as session:
        confirm(session, call, Subject.DEADLINES, BY, NOW)
        wrong = Correction(
            subject=Subject.DEADLINES, statements=(said(Field.ANNUAL_DEADLINE, "10-15"),)
        )
        correct(session, programme, wrong, BY, NOW)
    file = tmp_path / "answers.jsonl"
    with reading(engine) as session:
        file.write_bytes(b"".join(as_jsonl(answered(session))))
    first, second = read_gold(file)
    assert first.scored == second.scored >= {"deadline", "annual_deadline"}
    assert [one.kind for one in values_of(first)] == ["right"]
    assert "wrong" in [one.kind for one in values_of(second)]

    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    told = lines[0]["answers"][0]
    assert (told["verdict"], lines[0]["text"][told["start"] : told["end"]]) == (
        "right",
        told["quote"],
    )
    assert {one["verdict"] for one in lines[1]["answers"]} == {"wrong", "missed"}
    assert told["rule"]
