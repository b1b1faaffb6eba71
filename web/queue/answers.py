"""Answers: one answer to many questions, each a decision of its own. One that moved is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db.changes import AreaName
from db.engine import writing
from db.reviews import ReviewItem
from db.statements import Field, Statement, Subject
from pipeline.desk.accept import accept
from pipeline.desk.answers import asked
from pipeline.desk.aside import dismiss
from pipeline.desk.correct import Correction, correct, set_kind
from pipeline.desk.reject import reject
from pipeline.desk.seen import Moved, Seen, seen_of
from web.doors.competence import refusal
from web.doors.people import Person

WAYS = {
    "annehmen": "Vorschlag annehmen",
    "ablehnen": "Vorschlag ablehnen",
    "art": "Art des Eintrags festlegen",
    "themen": "Themen festlegen",
    "ablegen": "Ablegen, weil daraus keine Angabe folgt",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person answers: one of `WAYS`, with the kind, the topics or the reason it needs.

    `area_name` gives the German name of an area.
    """

    way: str
    kind: str = ""
    topics: tuple[str, ...] = ()
    why: str = ""
    person: Person
    area_name: AreaName = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What became of the questions. `refused` are German sentences, each once."""

    done: int = 0
    moved: int = 0
    refused: tuple[str, ...] = ()
    failed: int = 0

    @property
    def words(self) -> str:
        """The result in one line: "20 beantwortet, 1 hat sich inzwischen geändert"."""
        parts = [f"{self.done} beantwortet"]
        if self.moved:
            have = "hat" if self.moved == 1 else "haben"
            parts.append(f"{self.moved} {have} sich inzwischen geändert")
        if self.failed:
            parts.append(f"{self.failed} nicht beantwortet: {' '.join(self.refused)}")
        return ", ".join(parts)


def answer_all(
    engine: Engine, questions: Mapping[int, Seen], answer: Answer, now: datetime
) -> Answered:
    """Give one answer to some questions, each of which was seen with its entry as it stood.

    Each is answered in a transaction of its own: what cannot be answered keeps nothing else back.
    """
    outcomes = Counter[str]()
    refused: dict[str, None] = {}
    ours: dict[int, Seen] = {}
    for item_id, seen in questions.items():
        try:
            with writing(engine) as session:
                _answer(session, item_id, answer, now, seen, ours)
            outcomes["done"] += 1
        except Moved:
            outcomes["moved"] += 1
        except (LookupError, ValueError) as error:
            outcomes["failed"] += 1
            refused[str(error)] = None
    return Answered(
        done=outcomes["done"],
        moved=outcomes["moved"],
        failed=outcomes["failed"],
        refused=tuple(refused),
    )


def _answer(
    session: Session,
    item_id: int,
    answer: Answer,
    now: datetime,
    seen: Seen,
    ours: MutableMapping[int, Seen],
) -> None:
    """Answer one question, and note how its entry stands then: the next one of it sees that."""
    found = session.get(ReviewItem, item_id)
    before = ours.get(found.opportunity_id, seen) if found else seen
    by = answer.person.by
    item, opportunity = asked(session, item_id, by, before)
    if refused := refusal(session, answer.person, opportunity.id):
        raise ValueError(refused)
    why: dict[str, Any] = {"why": answer.why, "seen": before}
    match answer.way:
        case "annehmen":
            accept(session, item.id, by, now, area_name=answer.area_name, **why)
        case "ablehnen":
            reject(session, item.id, by, now, **why)
        case "ablegen":
            dismiss(session, item.id, by, now, **why)
        case "art":
            set_kind(session, opportunity.id, answer.kind, by, now, **why)
        case "themen":
            correct(session, opportunity.id, _topics(answer), by, now, seen=before)
        case _:
            raise ValueError("Bitte wählen Sie eine Antwort.")
    session.flush()
    ours.update(seen_of(session, [opportunity.id]))


def _topics(answer: Answer) -> Correction:
    if not answer.topics:
        raise ValueError("Bitte wählen Sie mindestens ein Thema.")
    said = tuple(Statement(field=Field.TOPIC, value=one) for one in answer.topics)
    return Correction(subject=Subject.TOPICS, statements=said, why=answer.why)
