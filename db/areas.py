"""The tables of areas and LEADER memberships, and the way between them and the tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
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


_COLUMNS = [field.name for field in fields(Area)]
_LISTS = ("aliases", "districts")


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
    dropped = [key for key, row in have.items() if key not in wanted and row["active"]]
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
    rows = [row for row in _stored_rows(session).values() if row["active"]]
    members = session.execute(select(AreaMemberRow.__table__))
    return AreaTree(
        map(_area, rows),
        [Membership(**row) for row in members.mappings()],
        read_gebietskulissen(),
        max((row["as_of"] for row in rows), default=date.min),
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


def _stored_rows(session: Session) -> dict[str, dict[str, Any]]:
    rows = session.execute(select(AreaRow.__table__)).mappings()
    return {row["key"]: dict(row) for row in rows}


def _row(area: Area, as_of: date) -> dict[str, Any]:
    row = {name: getattr(area, name) for name in _COLUMNS}
    for name in _LISTS:
        row[name] = ";".join(row[name])
    return row | {"kind": area.kind.value, "active": True, "as_of": as_of}


def _area(row: dict[str, Any]) -> Area:
    known = {name: row[name] for name in _COLUMNS}
    for name in _LISTS:
        known[name] = tuple(filter(None, known[name].split(";")))
    return Area(**(known | {"kind": AreaKind(row["kind"])}))


def _write_areas(
    session: Session, added: list[dict[str, Any]], changed: list[dict[str, Any]]
) -> None:
    if added:
        session.execute(insert(table_of(AreaRow)), added)
    if changed:
        session.execute(update(AreaRow), changed)


def _store_members(session: Session, members: Iterable[Membership]) -> None:
    wanted = [asdict(member) for member in members]
    stored = session.execute(select(AreaMemberRow.__table__)).mappings()
    if {tuple(row.values()) for row in wanted} == {tuple(row.values()) for row in stored}:
        return
    session.execute(delete(AreaMemberRow))
    if wanted:
        session.execute(insert(AreaMemberRow), wanted)
