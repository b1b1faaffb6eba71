"""Decided: what travels through the pipeline between reading an entry and storing the result."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crawlers.items import RawEntry
from db.changes import Change
from db.statements import Statement
from db.values import Values
from db.vocabulary import Visibility
from pipeline.decisions import Decided
from pipeline.question import Question
from pipeline.settle import Reading


class Outcome(StrEnum):
    """What reading an entry meant for what stood before."""

    NEW = "new"
    CHANGED = "changed"  # material: worth telling
    COSMETIC = "cosmetic"
    REREAD = "reread"  # our rules changed, not the source
    SAME = "same"
    ASIDE = "aside"  # could not be read; what stands is kept, and staff are asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An entry that waits to be read, and what stood before, if anything did.

    `old` is what stands, decisions included; `old_read` is what the machine had read.
    `revision_id` is the revision they came from: if another one stands when the result is
    stored, somebody was quicker, and the entry is read again. `unread` says that all that
    stands is what the source gives: it was set aside ever since it came.
    """

    raw_id: int
    raw: RawEntry
    opportunity_id: int | None = None
    revision_id: int | None = None
    read_with: str = ""
    unread: bool = False
    old: Values | None = None
    old_read: tuple[Statement, ...] = ()
    old_raw: RawEntry | None = None
    decided: tuple[Decided, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """What stands of one entry once people's decisions are heard, and who may see it."""

    values: Values
    visibility: Visibility
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An entry read and compared, ready to be stored; `losses` ask for what it states no more."""

    pending: Pending
    reading: Reading
    stands: Stands
    outcome: Outcome
    changes: tuple[Change, ...]
    losses: tuple[Question, ...] = ()
