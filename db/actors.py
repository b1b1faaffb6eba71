"""Actors: which authority answers for an instrument, and whom to ask about an area.

Names, aliases and former names are facts in `db/data/actors.toml`; this is only the way to
look them up. Pure: no database, no clock.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol

from db.area import Area, AreaKind
from db.area_files import SHIPPED, AreaFileError
from db.area_names import fold

_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
# "des Bundesministeriums für …", "Hessischen Ministeriums": the same body in another case.
_CASES = [
    (re.compile(r"^(?:der|die|das|des|dem)\s+", re.IGNORECASE), ""),
    (re.compile(r"ministeriums\b", re.IGNORECASE), "ministerium"),
    (re.compile(r"\bhessische[mnrs]?\b", re.IGNORECASE), "hessische"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A ministry or body answerable for instruments, under its present name."""

    id: str
    name: str
    area: str
    website: str = ""
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A kind of office; `serves` is the kind of area it stands for, empty for no contact."""

    id: str
    name: str
    task: str
    bearer: str
    within: str
    serves: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaContact:
    """Whom to ask in an area: an office, what for, and its page if one is known."""

    name: str
    task: str
    website: str = ""


class Tree(Protocol):
    """What is asked of the areas; `db.area_tree.AreaTree` answers."""

    def of(self, key: str) -> Area: ...
    def ancestors(self, key: str) -> tuple[Area, ...]: ...
    def leader_regions_of(self, municipality_key: str) -> tuple[Area, ...]: ...


class Actors:
    """The registry of authorities and offices; never changed once made."""

    def __init__(self, authorities: Iterable[Authority] = (), offices: Iterable[Office] = ()):
        self.authorities = {one.id: one for one in authorities}
        self.offices = tuple(offices)
        # Few bodies fund many programmes.
        self._candidates = lru_cache(maxsize=1 << 12)(self._seek)
        self._present: dict[str, set[str]] = {}
        self._former: dict[str, set[str]] = {}
        for one in self.authorities.values():
            for name in (one.name, *one.aliases):
                self._present.setdefault(_mark(name), set()).add(one.id)
            for name in one.former:
                self._former.setdefault(_mark(name), set()).add(one.id)

    def candidates(self, funder_name: str) -> frozenset[str]:
        """Return the ids of every authority that a funder's name may mean."""
        return self._candidates(funder_name)

    def _seek(self, funder_name: str) -> frozenset[str]:
        marks = [_mark(name) for name in _readings(funder_name)]
        for table in (self._present, self._former):
            found = [table[mark] for mark in marks if mark in table]
            if found:
                return frozenset(found[0])
        return frozenset()

    def authority_of(self, funder_name: str) -> Authority | None:
        """Return the authority of that name, also by an alias or a former name.

        None where the name is nobody's we know, or that of a body whose tasks were divided.
        """
        found = self.candidates(funder_name)
        return self.authorities[next(iter(found))] if len(found) == 1 else None

    def present_name(self, funder_name: str) -> str:
        """Return the name a funder bears today, or the name as it was given."""
        authority = self.authority_of(funder_name)
        return authority.name if authority else funder_name

    def present_names(self, funder_names: Iterable[str]) -> tuple[str, ...]:
        """Return the present names of several funders, each once."""
        return tuple(dict.fromkeys(map(self.present_name, funder_names)))

    def contacts_for(self, area_key: str, tree: Tree) -> tuple[AreaContact, ...]:
        """Return whom to ask in an area, the nearest first; nobody for an unknown Land.

        A municipality has its LEADER management, its district and the Regionalbeauftragte of
        its Regierungsbezirk. Raises UnknownAreaError.
        """
        found = (
            _contact(office, area)
            for area in dict.fromkeys(_around(tree.of(area_key), tree))
            for office in self.offices
            if office.serves == area.kind and _within(area, office.within, tree)
        )
        return tuple(dict.fromkeys(found))


@cache
def load_actors(folder: Path = SHIPPED) -> Actors:
    """Return the shipped registry. Raises AreaFileError naming what is wrong in the file."""
    path = folder / "actors.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        authorities = [
            Authority(**(table | {key: tuple(table.get(key, ())) for key in ("aliases", "former")}))
            for table in tables["authority"]
        ]
        offices = [Office(**table) for table in tables["office"]]
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise AreaFileError(f"{path.name}: {error}") from error
    return Actors(authorities, offices)


def _around(area: Area, tree: Tree) -> Iterator[Area]:
    """Yield the areas that have an office for this one, the nearest first."""
    if area.kind is AreaKind.LEADER_REGION:
        yield area
        for district in map(tree.of, area.districts):
            yield from tree.ancestors(district.key)[:1]
        return
    if area.is_local:
        yield from tree.leader_regions_of(area.key)
    yield area
    wider = tree.ancestors(area.key)
    yield from (one for one in wider if one.kind is not AreaKind.STATE)


def _within(area: Area, state: str, tree: Tree) -> bool:
    return area.key == state or state in {one.key for one in tree.ancestors(area.key)}


def _contact(office: Office, area: Area) -> AreaContact:
    return AreaContact(
        name=office.name.format(area=area.official_name),
        task=office.task,
        website=office.website or area.website,
    )


def _readings(name: str) -> Iterator[str]:
    """Yield a name as it is, without its brackets, and what stands in them."""
    yield name
    yield _BRACKETS.sub("", name)
    yield from _BRACKETS.findall(name)


def _mark(name: str) -> str:
    for pattern, plain in _CASES:
        name = pattern.sub(plain, name.strip())
    return fold(name)
