"""Keeping the stored areas up to date, and looking one up: what `landbote areas` does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from db.area import Area
from db.area_files import read_nuts, read_register
from db.area_tree import AreaTree, build_tree
from db.areas import AreaChanges, store_areas, stored_edition, stored_register
from db.gv100 import read_gv100


class OlderRegisterError(ValueError):
    """The register file is older than what is stored; the message is German."""


def import_register(path: Path, session: Session, on: date) -> AreaChanges:
    """Store the areas of an official GV100AD file, as they stand in law on a day.

    The caller commits. LEADER regions and corrections come from the shipped files, NUTS 3
    codes too, as far as the districts kept their keys. Raises RegisterFormatError naming
    file and line, OlderRegisterError where a newer edition is stored already.
    """
    register = read_gv100(path, read_nuts())
    edition = stored_edition(session)
    if register.as_of < edition:
        raise OlderRegisterError(
            f"{path.name} hat den Gebietsstand {register.as_of:%d.%m.%Y}; "
            f"gespeichert ist bereits der vom {edition:%d.%m.%Y}."
        )
    return store_areas(session, build_tree(register, on))


def current_areas(session: Session, on: date) -> AreaTree:
    """Return the shipped areas as of a day; a newer imported register is kept beneath them.

    What stores them (`store_areas`) is cheap enough for every start and every day: where nothing
    changed, nothing is written.
    """
    register = read_register()
    if stored_edition(session) > register.as_of:
        register = stored_register(session)
    return build_tree(register, on)


def find_areas(name: str, tree: AreaTree) -> list[tuple[Area, str]]:
    """Return the areas of a name, best first, each with its German label."""
    return [(area, tree.label(area.key)) for area in tree.find(name)]
