"""The tables of areas and LEADER memberships, and the way between them and the tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from operator import attrgetter
from typing import Any

from sqlalchemy import ForeignKey, String, delete, func, insert, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.area import Area, AreaKind, Membership, Register
from db.area_files import read_former_places, read_gebietskulissen
from db.area_tree import AreaTree
from db.base import Base, table_of


class AreaRow(Base):
    """One area; a row stays when a newer register drops the area, but is no longer active."""

    __tablename__ = "areas"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    official_name: Mapped[str] = mapped_column(String(160))
    parent: Mapped[str] = mapped_column(String(80), index=True)
    nuts3: Mapped[str] = mapped_column(String(5))
    population: Mapped[int]
    evidence: Mapped[str]
    aliases: Mapped[str]  # separated by semicolons
    website: Mapped[str]
    complete: Mapped[bool]
    districts: Mapped[str]  # separated by semicolons
    landscape: Mapped[bool]
    active: Mapped[bool]
    as_of: Mapped[date]


class AreaMemberRow(Base):
    """One municipality in one LEADER region, with the evidence for it."""

    __tablename__ = "area_members"

    region: Mapped[str] = mapped_column(String(80), ForeignKey("areas.key"), primary_key=True)
    municipality: Mapped[str] = mapped_column(
        String(80), ForeignKey("areas.key"), primary_key=True, index=True
    )
    partial: Mapped[bool]
    evidence: Mapped[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaChanges:
    """The keys of the areas that storing a tree added, changed and dropped."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


_COLUMNS = tuple(field.name for field in fields(Area))
_STORED = (*_COLUMNS, "active", "as_of")  # of a row that is compared: it begins with the key
_ACTIVE, _AS_OF = _STORED.index("active"), _STORED.index("as_of")
_LISTS = ("aliases", "districts")
_values = attrgetter(*_COLUMNS)
_Row = tuple[Any, ...]


def store_areas(session: Session, tree: AreaTree) -> AreaChanges:
    """Bring both tables to what the tree says; what already stands there is not written.

    The caller commits. Areas the tree does not know are kept as inactive rows, so that
    opportunities and subscriptions that name them stay whole. Two processes that begin at once
    do this one after the other.
    """
    _one_at_a_time(session)
    wanted = {area.key: _row(area, tree.as_of) for area in tree.areas}
    have = _stored_rows(session)
    added = [key for key in wanted if key not in have]
    changed = [key for key in wanted if key in have and wanted[key] != have[key]]
    dropped = [key for key, row in have.items() if key not in wanted and row[_ACTIVE]]
    _write_areas(session, [wanted[key] for key in added], [wanted[key] for key in changed])
    if dropped:
        session.execute(update(AreaRow), [{"key": key, "active": False} for key in dropped])
    _store_members(session, tree.members)
    return AreaChanges(added=tuple(added), changed=tuple(changed), dropped=tuple(dropped))


def _one_at_a_time(session: Session) -> None:
    # On SQLite whoever writes is alone already.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE areas IN SHARE ROW EXCLUSIVE MODE"))


def load_tree(session: Session) -> AreaTree:
    """Return the tree that the database holds; it is empty where nothing was stored."""
    rows = [row for row in _stored_rows(session).values() if row[_ACTIVE]]
    members = session.execute(select(AreaMemberRow.__table__))
    return AreaTree(
        map(_area, rows),
        [Membership(**row) for row in members.mappings()],
        read_gebietskulissen(),
        max((row[_AS_OF] for row in rows), default=date.min),
        read_former_places(),
    )


def stored_edition(session: Session) -> date:
    """Return the edition of the register in the database, date.min where there is none."""
    return session.scalar(select(func.max(AreaRow.as_of)).where(AreaRow.active)) or date.min


def stored_register(session: Session) -> Register:
    """Return the register that the database holds, without LEADER regions."""
    tree = load_tree(session)
    areas = tuple(area for area in tree.areas if area.kind is not AreaKind.LEADER_REGION)
    return Register(as_of=tree.as_of, areas=areas)


# There are eleven thousand, compared at every start: as tuples, which costs half of it.
def _stored_rows(session: Session) -> dict[str, _Row]:
    columns = table_of(AreaRow).c
    rows = session.execute(select(*(columns[name] for name in _STORED)))
    return {row[0]: tuple(row) for row in rows}


def _row(area: Area, as_of: date) -> _Row:
    return (*map(_written, _values(area)), True, as_of)


def _written(value: Any) -> Any:
    return ";".join(value) if type(value) is tuple else value


def _area(row: _Row) -> Area:
    known = dict(zip(_COLUMNS, row, strict=False))
    for name in _LISTS:
        known[name] = tuple(filter(None, known[name].split(";")))
    return Area(**(known | {"kind": AreaKind(known["kind"])}))


def _write_areas(session: Session, added: list[_Row], changed: list[_Row]) -> None:
    if added:
        session.execute(insert(table_of(AreaRow)), [*map(_named, added)])
    if changed:
        session.execute(update(AreaRow), [*map(_named, changed)])


def _named(row: _Row) -> dict[str, Any]:
    return dict(zip(_STORED, row, strict=True))


def _store_members(session: Session, members: Iterable[Membership]) -> None:
    wanted = [asdict(member) for member in members]
    stored = session.execute(select(AreaMemberRow.__table__)).mappings()
    if {tuple(row.values()) for row in wanted} == {tuple(row.values()) for row in stored}:
        return
    session.execute(delete(AreaMemberRow))
    if wanted:
        session.execute(insert(AreaMemberRow), wanted)
