"""Coverage: which topic finds funding in which region, as a table and as a map of tiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from fastapi import APIRouter

from db.area import EU, GERMANY
from db.engine import reading
from db.labels import money
from db.queries.coverage import NO_TOPIC, Cell, Coverage, coverage
from db.tiles import Tile, hessen_tiles
from pipeline.themes import load_topics
from web.conditional import UNLESS_SEEN
from web.doors.pace import AtPace, Rate
from web.heat import Heat
from web.pages import ThesePages
from web.site import Site, ThisSite
from web.which import TheseFilters, Which

router = APIRouter()

# It counts everything anew; a search engine that takes its time sees every one of its pages.
PACE = Rate(burst=30, every=timedelta(seconds=2))
STATE = "06"
SIDE, GAP = 96, 4  # of a tile, and between two
SMALL, BETWEEN = 30, 2  # of the tile of a LEADER region
INSET = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One cell as it is shown: how many, how much, how warm, and where its list is."""

    count: int
    most: str
    step: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One tile of the map with its place in it; `name` is the area's key."""

    key: str
    x: int
    y: int
    lines: tuple[str, ...]
    shown: Shown
    regions: tuple[Drawn, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What the cells of the page are made of."""

    found: Coverage
    heat: Heat
    which: Which

    def cell(self, region: str, topic: str = NO_TOPIC, heat: Heat | None = None) -> Shown:
        """Return the cell of a region and a topic, or of all topics together."""
        cell = self.found.cell(region, topic)
        count, most = count_of(cell, self.which), most_of(cell, self.which)
        return Shown(
            count=count,
            most=money(most) if most else "",
            step=(heat or self.heat).step(count),
            address=self.which.list_address(region, topic),
        )


@router.get("/abdeckung", dependencies=[UNLESS_SEEN, AtPace("abdeckung", PACE).here])
def shown_coverage(
    site: ThisSite, pages: ThesePages, which: TheseFilters, thema: str = NO_TOPIC
) -> str:
    """Show how many programmes there are by topic and region; `thema` is what the map shows."""
    which = with_usual(which)
    tiles = [known_of(site, tile) for tile in hessen_tiles() if is_known(site, tile.key)]
    wide = [area for area in (EU, GERMANY, STATE) if is_known(site, area)]
    regions = [*wide, *(area for tile in tiles for area in tile.areas)]
    topics = topic_ids()
    with reading(site.engine) as session:
        found = coverage(session, regions, site.concerned_by, which.wanted, site.today())
    of_regions = [area for tile in tiles for area in tile.areas]
    heat = Heat.of(
        count_of(found.cell(region, topic), which) for region in of_regions for topic in topics
    )
    mapped = Heat.of(count_of(found.cell(region, thema), which) for region in of_regions)
    table = Table(found=found, heat=heat, which=which)
    return pages.render(
        "public/coverage.html",
        which=which,
        thema=thema,
        wide=wide,
        tiles=tiles,
        cell=table.cell,
        own=lambda region, topic=NO_TOPIC: found.cell(region, topic).own,
        heat=heat,
        mapped=mapped,
        drawn=[drawn(tile, table, thema, mapped) for tile in tiles],
        width=max((tile.column + 1 for tile in tiles), default=1) * (SIDE + GAP),
        height=max((tile.row + 1 for tile in tiles), default=1) * (SIDE + GAP),
        side=SIDE,
        small=SMALL,
        of_regions=len(of_regions),
        gaps=gaps_of(table, topics, of_regions),
    )


@cache
def topic_ids() -> tuple[str, ...]:
    """Return the topics in the order of the page."""
    return tuple(topic.id for topic in load_topics())


def gaps_of(
    table: Table, topics: Sequence[str], regions: Sequence[str]
) -> list[tuple[str, list[str]]]:
    """Return the topics that find nothing somewhere, each with the regions where."""
    missing = {
        topic: [region for region in regions if not table.cell(region, topic).count]
        for topic in topics
    }
    return [(topic, where) for topic, where in missing.items() if where]


def is_known(site: Site, area: str) -> bool:
    """Whether the register of this installation has an area; a newer one may have dropped it."""
    try:
        site.area_label(area)
    except LookupError:
        return False
    return True


def known_of(site: Site, tile: Tile) -> Tile:
    """Return a tile with those LEADER regions alone that the register has."""
    return replace(tile, regions=tuple(one for one in tile.regions if is_known(site, one)))


def with_usual(which: Which) -> Which:
    """Return the filters with what the page shows unless somebody asks otherwise."""
    return Which(
        stand=which.stand or "offen",
        ebene=which.ebene,
        wer=which.wer,
        zaehlt=which.zaehlt or "alle",
    )


def count_of(cell: Cell, which: Which) -> int:
    """Return how many a cell shows."""
    return cell.own if which.own else cell.every


def most_of(cell: Cell, which: Which) -> float | None:
    """Return the highest sum of one grant that a cell shows."""
    return cell.own_most if which.own else cell.most


def drawn(tile: Tile, table: Table, topic: str, heat: Heat) -> Drawn:
    """Return a tile with its LEADER regions in a row at its foot."""
    x, y = tile.column * (SIDE + GAP), tile.row * (SIDE + GAP)
    regions = tuple(
        Drawn(
            key=region,
            x=x + INSET + place * (SMALL + BETWEEN),
            y=y + SIDE - SMALL - INSET,
            lines=(),
            shown=table.cell(region, topic, heat),
        )
        for place, region in enumerate(tile.regions)
    )
    shown = table.cell(tile.key, topic, heat)
    return Drawn(key=tile.key, x=x, y=y, lines=tile.lines, shown=shown, regions=regions)
