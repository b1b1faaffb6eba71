"""Tiles: Hessen's districts in a grid, each with the LEADER regions that stand in it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from db.area import LEADER
from db.area_files import SHIPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One district: where it stands, the words it has room for, its LEADER regions' keys."""

    key: str
    column: int
    row: int
    lines: tuple[str, ...]
    regions: tuple[str, ...] = ()

    @property
    def areas(self) -> tuple[str, ...]:
        """The district and its LEADER regions."""
        return (self.key, *self.regions)


@cache
def hessen_tiles() -> tuple[Tile, ...]:
    """Return the tiles of Hessen, row by row."""
    tiles = tomllib.loads((SHIPPED / "hessen_tiles.toml").read_text(encoding="utf-8"))["tile"]
    regions = tomllib.loads((SHIPPED / "leader_regions.toml").read_text(encoding="utf-8"))["region"]
    return tuple(
        Tile(
            key=tile["key"],
            column=tile["column"],
            row=tile["row"],
            lines=tuple(tile["lines"]),
            regions=tuple(
                f"{LEADER}{region['slug']}"
                for region in regions
                if region["districts"][:1] == [tile["key"]]
            ),
        )
        for tile in sorted(tiles, key=lambda tile: (tile["row"], tile["column"]))
    )
