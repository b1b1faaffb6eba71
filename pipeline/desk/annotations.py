"""Annotations: each answer of a person about what was read, as an annotated passage.

A line is one that `python -m bench.truth` measures and that `landbote read --jsonl` reads: an
id, a text with its day and language, the right values in it (`claims`) and the fields that
were looked at (`scored`). `answers` says of every value what the machine had read, by which
rule, and what holds. Nothing is stored for it: it follows from decisions and stored texts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawlers.items import RawEntry
from db.crawls import StoredEntry
from db.decisions import STATES, Act, Decision
from db.local_date import local_date
from db.opportunities import Revision
from db.statements import FIELDS_OF, Standing, Statement, Subject, statements_from_json
from db.vocabulary import Origin
from pipeline.parts import Part, readable_parts

WHOLE = 2000  # characters of a part that is given as a whole; of a longer one a passage
AROUND = 700  # characters before and behind the words in question, up to the ends of lines
_ROWS = 200

# What is measured as a value in a text. Areas, topics and the like are measured otherwise.
_MEASURED = frozenset(
    field
    for subject in (
        *(Subject.DEADLINES, Subject.OPENS, Subject.STATUS, Subject.AWARD, Subject.COST),
        *(Subject.BUDGET, Subject.RATE, Subject.APPLICANTS, Subject.POPULATION),
    )
    for field in FIELDS_OF[subject]
)
Line = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person said of one subject of one text.

    `read` is what stood there of the machine's, sure or asked; `right` what holds.
    """

    decision: Decision
    raw: RawEntry
    read: tuple[Statement, ...]
    right: tuple[Statement, ...]


def answered(session: Session) -> Iterator[Line]:
    """Yield a line for each standing answer about a claim, the oldest first."""
    rows = session.execute(
        select(Decision, StoredEntry.payload, StoredEntry.shape)
        .join(Revision, Revision.id == Decision.revision_id)
        .join(StoredEntry, StoredEntry.id == Revision.raw_id)
        .where(Decision.undone_at.is_(None), Decision.act.in_([*STATES, Act.REJECT]))
        .where(Decision.subject != "")
        .order_by(Decision.id)
        .execution_options(yield_per=_ROWS)
    )
    for decision, payload, shape in rows:
        yield line_of(answer_of(decision, RawEntry.from_json(payload, shape)))


def as_jsonl(lines: Iterator[Line]) -> Iterator[bytes]:
    """Yield each line as the bytes of a file."""
    for line in lines:
        yield json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def answer_of(decision: Decision, raw: RawEntry) -> Answer:
    """Return what a decision says of the text that it was made on."""
    before = statements_from_json(decision.before)
    read = tuple(one for one in before if one.origin is Origin.READ)
    said = statements_from_json(decision.value) if decision.act in STATES else ()
    return Answer(
        decision=decision,
        raw=raw,
        read=read,
        right=tuple(one for one in said if one.sure and one.origin is Origin.STAFF),
    )


def line_of(answer: Answer) -> Line:
    """Return an answer as a line of the file. Pure."""
    decision, raw = answer.decision, answer.raw
    part, passage = _passage(answer)
    line: Line = {
        "id": f"entscheidung-{decision.id}",
        "text": passage,
        "language": raw.language,
        "published_on": raw.published_on.isoformat() if raw.published_on else None,
        "publisher": raw.source,
        "source": raw.url,
        "title": raw.title,
        "key": raw.key,
        "part": part,
        "act": decision.act,
        "answered_on": local_date(decision.decided_at).isoformat(),
        "quote": decision.quote,
        "answers": list(_answers(answer, passage)),
    }
    scored = _scored(answer)
    if scored:
        here = [one for one in answer.right if _stands_in(one, answer, passage)]
        elsewhere = [one for one in answer.right if one not in here]
        line["scored"] = scored
        line["claims"] = _pairs(here)
        # Of what a "no" leaves open, and of what stands elsewhere, this passage says nothing.
        line["accept_also"] = _pairs([*elsewhere, *_left_open(answer)])
    return line


def _scored(answer: Answer) -> list[str]:
    fields = FIELDS_OF[Subject(answer.decision.subject)]
    return [field.value for field in fields if field in _MEASURED]


def _answers(answer: Answer, passage: str) -> Iterator[Line]:
    right = {(one.field, str(one.value)): one for one in answer.right}
    for one in answer.read:
        verdict = _verdict(answer, one, (one.field, str(one.value)) in right)
        yield _told(one, passage) | {"machine": one.value, "rule": one.rule, "verdict": verdict}
    read = {(one.field, str(one.value)) for one in answer.read}
    for mark, one in right.items():
        if mark not in read:
            yield _told(one, passage) | {"machine": None, "right": one.value, "verdict": "missed"}


def _verdict(answer: Answer, one: Statement, kept: bool) -> str:
    asked = one.standing is Standing.ASKED
    if answer.decision.act == Act.REJECT:
        return "rejected"
    if kept:
        return "accepted" if asked else "right"
    return "open" if asked else "wrong"


def _told(one: Statement, passage: str) -> Line:
    quote = one.evidence.quote
    start = passage.find(quote) if quote else -1
    place = {"start": start, "end": start + len(quote)} if start >= 0 else {}
    return {"field": one.field.value, "quote": quote, **place}


def _stands_in(one: Statement, answer: Answer, passage: str) -> bool:
    """Whether a passage says a right value: by its quote, or by that of the reading it confirms."""
    same = (read for read in answer.read if (read.field, read.value) == (one.field, one.value))
    quotes = [said.evidence.quote for said in (one, *same)]
    if not any(quotes):
        quotes = [answer.decision.quote]
    return any(quote and quote in passage for quote in quotes)


def _left_open(answer: Answer) -> list[Statement]:
    if answer.decision.act != Act.REJECT:
        return [one for one in answer.read if one.standing is Standing.ASKED]
    return []


def _pairs(statements: Sequence[Statement]) -> list[list[object]]:
    measured = [one for one in statements if one.field in _MEASURED]
    return [list(pair) for pair in dict.fromkeys((one.field.value, one.value) for one in measured)]


def _passage(answer: Answer) -> tuple[str, str]:
    """Return the part of the entry that was judged and its text, or what stands around the words.

    It is read as the machine read it, with its heading.
    """
    parts = readable_parts(answer.raw)
    quotes = [one.evidence.quote for one in (*answer.read, *answer.right)]
    for quote in filter(None, (answer.decision.quote, *quotes)):
        for part in parts:
            if (at := part.text.find(quote)) >= 0:
                return part.label, _around(part, at, at + len(quote))
    longest = max(parts, key=lambda part: len(part.text), default=None)
    return (longest.label, str(longest.text)[:WHOLE]) if longest else ("", "")


def _around(part: Part, start: int, end: int) -> str:
    text = str(part.text)
    if len(text) <= WHOLE:
        return text
    first = text.rfind("\n", 0, max(0, start - AROUND)) + 1
    last = text.find("\n", min(len(text), end + AROUND))
    return text[first : last if last >= 0 else len(text)]
