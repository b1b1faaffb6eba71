"""Alike: questions that are one question, asked of many entries of one source."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.labels import statement_shown
from db.opportunities import Opportunity
from db.queries.queue import Question, asked_of_source, every_question
from db.statements import Field, Statement

AT_ONCE = 200
_QUOTED = re.compile(r"„[^“]*“")
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")

Kind = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A question that several entries of one source ask; the oldest one stands for all."""

    first: Question
    count: int


def pattern(text: str) -> str:
    """Return the words of a question without what is of one entry alone: quotes and numbers."""
    return " ".join(_NUMBER.sub("#", _QUOTED.sub("„…“", text)).split())


def kind_of(one: Question) -> Kind:
    """Return what questions that can have one answer have in common."""
    return one.source, one.field, one.raised_by, pattern(one.question), pattern(one.suggestion)


def suggested(one: Question) -> str:
    """Return the suggestion of a question as Germans write it."""
    try:
        return statement_shown(Statement(field=Field(one.field), value=one.suggestion))
    except ValueError:  # it is in words already
        return one.suggestion


def several(session: Session, entries: Collection[int]) -> list[Alike]:
    """Return which questions are asked of several of some entries, the most frequent first."""
    found: defaultdict[Kind, list[Question]] = defaultdict(list)
    for one in every_question(session):
        if one.opportunity_id in entries:
            found[kind_of(one)].append(one)
    groups = [Alike(first=same[0], count=len(same)) for same in found.values() if len(same) > 1]
    return sorted(groups, key=lambda one: (-one.count, one.first.id))


def like(
    session: Session, number: int, reachable: Collection[int]
) -> list[tuple[Question, Opportunity]]:
    """Return a question and those like it that somebody may answer, as many as go at once.

    Nothing is returned for a question that is no longer open.
    """
    same = asked_of_source(session, number)
    kind = next((kind_of(one) for one, _entry in same if one.id == number), None)
    of_kind: Iterable[tuple[Question, Opportunity]] = (
        (one, entry) for one, entry in same if kind_of(one) == kind and entry.id in reachable
    )
    return list(of_kind)[:AT_ONCE]
