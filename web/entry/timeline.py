"""Timeline: what happened to an entry, as one line of revisions and decisions, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from db import labels
from db.decisions import Act, Decision
from db.opportunities import Revision
from db.vocabulary import Role
from pipeline.desk.competence import may_take_back
from pipeline.desk.words import in_words

Names = Callable[[str], str]
# Fields that follow from others, or that no reader looks at.
_LEFT_OUT = frozenset({"quotes", "statements", "contacts", "links", "language", "summary"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One field, old → new."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One thing that happened: when, by whom (empty: by the source or our rules), what, why.

    `decision_id` is that of a decision that still stands and that whoever looks can undo.
    """

    at: datetime
    what: str
    by: str = ""
    why: str = ""
    quote: str = ""
    moved: tuple[Moved, ...] = ()
    decision_id: int | None = None
    ended_by: str = ""
    ended_at: datetime | None = None


def timeline(
    revisions: Iterable[Revision],
    decisions: Iterable[Decision],
    role: Role,
    area_name: Names = str,
    topic_name: Names = str,
) -> tuple[Happened, ...]:
    """Return both as one line. What a decision moved stands at the decision alone."""
    found = [_of_revision(one) for one in revisions if one.cause != "staff"]
    found += [_of_decision(one, role, area_name, topic_name) for one in decisions]
    return tuple(sorted(found, key=lambda one: (one.at, one.decision_id or 0), reverse=True))


def _of_revision(one: Revision) -> Happened:
    moved = tuple(
        Moved(
            field=labels.label(labels.FIELDS, change["field"])
            + (f" ({change['case']})" if change.get("case") else ""),
            old=change["old"] or labels.NOT_STATED,
            new=change["new"] or labels.NOT_STATED,
        )
        for change in one.changes
        if change["field"] not in _LEFT_OUT and (change["old"] or change["new"])
    )
    return Happened(at=one.made_at, what=labels.CAUSES[one.cause], moved=moved)


def _of_decision(one: Decision, role: Role, area_name: Names, topic_name: Names) -> Happened:
    told = in_words(one, area_name, topic_name)
    stands = one.undone_at is None and one.act not in (Act.UNDO, Act.WATCH, Act.WRITE)
    moved = (Moved(field="", old=told.old, new=told.new),) if told.old or told.new else ()
    return Happened(
        at=one.decided_at,
        what=f"{told.about}: {told.act}" if told.about else told.act,
        by=one.decided_by,
        why=one.why,
        quote=one.quote,
        moved=moved,
        decision_id=one.id if stands and may_take_back(role, one.act) else None,
        ended_by=one.undone_by,
        ended_at=one.undone_at,
    )
