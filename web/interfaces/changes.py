"""Changes: the log of changes as programs read it, with old and new values and their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from crawlers.source import Source
from db.change_log import ChangeKind, LoggedChange, changes_after
from db.full_text import closed_sources, outward
from db.opportunities import Opportunity, Revision
from db.queries.groups import groups_of
from db.queries.listing import listed_in_order
from db.stable_ids import stable_id
from db.statements import FIELDS_OF, Field, Standing, Statement, Subject, statements_to_json
from db.values import Values, to_json
from db.vocabulary import Visibility

AT_ONCE = 100  # changes that are in memory together
_FIELDS = {
    "deadlines": FIELDS_OF[Subject.DEADLINES],
    "opens_on": (Field.OPENS,),
    "stated_status": (Field.STATUS,),
    "applicants": (Field.APPLICANT,),
    "excluded": (Field.EXCLUDED_APPLICANT,),
    "areas": (Field.AREA,),
    "event_starts_on": (Field.EVENT_START,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Under which address entries are shown, and which sources they are from."""

    base_url: str
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stand:
    """An entry with one of its revisions and what stood before that."""

    source: str
    key: str
    number: int
    made_at: datetime
    changes: Sequence[Mapping[str, Any]]
    values: Values
    before: Values | None
    public: bool  # what staff hid since is told no more, whatever was told before


def told(values: Values) -> Values:
    """Return what may be told of an entry, without what staff are asked about it."""
    said = (replace(one, question="") for one in values.statements if one.told)
    return replace(values, statements=tuple(said))


def all_after(session: Session, number: int, publisher: Publisher) -> Iterator[dict[str, Any]]:
    """Yield every change after a number as plain JSON; never many of them are in memory."""
    while some := changes_after(session, number, AT_ONCE):
        yield from described(session, some, publisher)
        number = some[-1].id
        session.expunge_all()


def described(
    session: Session, changes: Sequence[LoggedChange], publisher: Publisher
) -> list[dict[str, Any]]:
    """Return changes as plain JSON, by a fixed number of queries.

    What changed is told as the one source says it; `contested` names what others, or its own
    passages, contradict today, so that it is passed on as no fact.
    """
    stands = _stands(session, {one.revision_id for one in changes})
    ids = list(dict.fromkeys(one.opportunity_id for one in changes))
    groups = groups_of(session, ids)
    contested = {one.id: _contested(one.values) for one in listed_in_order(session, ids)}
    leaders = {id: group[0].id for id, group in groups.items()}
    names = _names(session, set(leaders.values()))
    return [
        _described(
            one,
            stands[one.revision_id],
            publisher,
            names.get(leaders.get(one.opportunity_id, 0)),
            contested.get(one.opportunity_id, []),
        )
        for one in changes
    ]


def _described(
    change: LoggedChange,
    stand: _Stand,
    publisher: Publisher,
    leader: tuple[int, str] | None,
    contested: list[str],
) -> dict[str, Any]:
    own = str(stable_id(stand.source, stand.key))
    number, id = leader or (change.opportunity_id, own)
    gone = change.kind == ChangeKind.WITHDRAWN or not stand.public
    changed = change.kind == ChangeKind.CHANGED and stand.public
    source = publisher.sources.get(stand.source)
    return {
        "number": change.id,
        "kind": change.kind,
        "noted_at": change.noted_at.isoformat(),
        "made_at": stand.made_at.isoformat(),
        "why": change.why,
        "id": own,
        "opportunity": change.opportunity_id,
        "leading": {"opportunity": number, "id": id},
        "page": f"{publisher.base_url.rstrip('/')}/foerderungen/{change.opportunity_id}",
        "source": stand.source,
        "key": stand.key,
        "licence": source.licence if source else "",
        "title": stand.values.title if stand.public else "",
        "url": stand.values.url if stand.public else "",
        "revision": stand.number,
        "fields": _fields(stand) if changed else [],
        "contested": contested,
        "values": None if gone else to_json(told(stand.values)),
    }


def _fields(stand: _Stand) -> list[dict[str, Any]]:
    return [
        {
            "field": one["field"],
            "case": one.get("case", ""),
            "old": one["old"],
            "new": one["new"],
            "sentence": one.get("sentence", ""),
            "old_statements": _said(stand.before, one["field"], one.get("case", "")),
            "new_statements": _said(stand.values, one["field"], one.get("case", "")),
        }
        for one in stand.changes
        if one.get("material")
    ]


def _said(values: Values | None, changed: str, case: str) -> list[object]:
    """Return the statements of a field, where it is about one case of that case."""
    if values is None:
        return []
    wanted = _FIELDS.get(changed) or tuple(one for one in Field if one.value == changed)
    said = [one for one in told(values).statements if one.field in wanted]
    of_case = [one for one in said if one.case.words == case] if case else said
    return statements_to_json(tuple(of_case or said))


def _contested(values: Values) -> list[str]:
    found: Iterable[Statement] = values.statements
    return sorted({one.subject for one in found if one.standing is Standing.CONTESTED})


def _stands(session: Session, ids: Iterable[int]) -> dict[int, _Stand]:
    before, closed = aliased(Revision), closed_sources(session)
    earlier = (before.opportunity_id == Revision.opportunity_id) & (
        before.number == Revision.number - 1
    )
    rows = session.execute(
        select(
            Revision.id,
            Opportunity.source,
            Opportunity.key,
            Revision.number,
            Revision.made_at,
            Revision.changes,
            Revision.content,
            before.content,
            Opportunity.visibility,
        )
        .join(Opportunity, Opportunity.id == Revision.opportunity_id)
        .join(before, earlier, isouter=True)
        .where(Revision.id.in_(sorted(ids)))
    )
    return {
        id: _Stand(
            source=source,
            key=key,
            number=number,
            made_at=made_at,
            changes=changes,
            values=outward(content, source, closed),
            before=outward(old, source, closed) if old else None,
            public=visibility == Visibility.PUBLISHED,
        )
        for id, source, key, number, made_at, changes, content, old, visibility in rows
    }


def _names(session: Session, ids: set[int]) -> dict[int, tuple[int, str]]:
    rows = session.execute(
        select(Opportunity.id, Opportunity.source, Opportunity.key).where(Opportunity.id.in_(ids))
    )
    return {id: (id, str(stable_id(source, key))) for id, source, key in rows}
