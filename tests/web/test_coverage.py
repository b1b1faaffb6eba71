"""Coverage: what is counted where, the gaps, the map, and the list behind each cell."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from starlette.testclient import TestClient

from db.area import AreaKind
from db.area_tree import AreaTree
from db.tiles import hessen_tiles
from tests.notifier.samples import publish, publish_all, values
from tests.web.measured_stock import counted, fill, site, tree
from web.app import make_app
from web.heat import STEPS, Heat

# Who borders whom in Hessen, by the numbers of the districts.
BORDERS = {
    "411": "432 433 438",
    "412": "413 434 436 438 433 440 435",
    "413": "412 435 438",
    "414": "433 436 439",
    "431": "432 433 437",
    "432": "411 431 433 437 438",
    "433": "411 412 414 431 432 436 438",
    "434": "412 436 439 440 532 533",
    "435": "412 413 438 440 535 631",
    "436": "412 414 433 434 439",
    "439": "414 434 436 533",
    "440": "412 434 435 531 532 535",
    "531": "440 532 534 535",
    "532": "434 440 531 533 534",
    "533": "434 439 532",
    "534": "531 532 535 634 635",
    "535": "435 440 531 534 631 632 634",
    "611": "633",
    "631": "435 535 632",
    "632": "535 631 634 636",
    "633": "611 634 635 636",
    "634": "534 535 632 633 635 636",
    "635": "534 633 634",
    "636": "632 633 634",
    "437": "431 432",
    "438": "411 412 413 432 433 435",
}


@pytest.fixture(scope="module")
def areas() -> AreaTree:
    """All areas."""
    return tree()


def pages(engine: Engine, areas: AreaTree) -> TestClient:
    """A stranger's browser."""
    return TestClient(make_app(site(engine, areas)))


def test_every_district_and_region_of_hessen_has_its_tile(areas: AreaTree) -> None:
    """Twenty-six districts, each once and alone in its place, and all LEADER regions in one."""
    tiles = hessen_tiles()
    kinds = (AreaKind.DISTRICT, AreaKind.INDEPENDENT_CITY)
    known = {a.key[:5] for kind in kinds for a in areas.areas_of_kind(kind) if a.key[:2] == "06"}
    assert len(tiles) == 26 and {tile.key for tile in tiles} == known
    assert len({(tile.column, tile.row) for tile in tiles}) == 26
    regions = [region for tile in tiles for region in tile.regions]
    leader = {a.key for a in areas.areas_of_kind(AreaKind.LEADER_REGION) if a.parent == "06"}
    assert len(regions) == len(set(regions)) and set(regions) == leader
    assert max(len(tile.regions) for tile in tiles) <= 3  # as many as a tile has room for


def test_tiles_that_touch_are_neighbours() -> None:
    """All but two pairs of tiles border in truth."""
    tiles = {(tile.column, tile.row): tile.key[2:] for tile in hessen_tiles()}
    pairs = [
        (key, tiles[beside])
        for (column, row), key in tiles.items()
        for beside in ((column + 1, row), (column, row + 1))
        if beside in tiles
    ]
    strange = {pair for pair in pairs if pair[1] not in BORDERS[pair[0]].split()}
    assert strange == {("531", "434"), ("412", "411")}
    assert len(pairs) > 25


def numbers(page: str, row: str) -> list[str]:
    """The cells of a row of the table."""
    found = re.search(rf'<th scope="row"[^>]*>{re.escape(row)}.*?</tr>', page, re.DOTALL)
    assert found, row
    cells = [cell.partition(">")[2] for cell in found[0].split("<td")[1:]]
    return [re.sub(r"<[^>]+>", " ", cell).split()[0] for cell in cells]


def test_own_and_all_are_counted_apart(engine: Engine, areas: AreaTree) -> None:
    """For a Kreis also counts what is for the Land; its own is told beside, or alone."""
    publish(engine, "1", values(areas=("06",), topics=("kultur",)))
    publish(engine, "2", values(areas=("06535", "06535011"), topics=("kultur", "wohnen")))
    publish(engine, "3", values(areas=("leader:vogelsberg",), topics=("kultur",)))
    publish(engine, "4", values(areas=("09",), topics=("kultur",)))
    publish(engine, "5", values(areas=("06",), topics=("kultur",), kind="event"))
    page = pages(engine, areas).get("/abdeckung").text
    assert numbers(page, "Vogelsbergkreis")[0] == "3" and numbers(page, "Landkreis Fulda")[0] == "1"
    assert "1 eigene" in page
    own = pages(engine, areas).get("/abdeckung?zaehlt=eigene").text
    assert (
        numbers(own, "Vogelsbergkreis")[0] == "1" and numbers(own, "Landkreis Fulda")[0] == "keine"
    )
    assert numbers(own, "LEADER-Region Vogelsberg")[0] == "1"
    assert numbers(own, "Hessen")[0] == "1"


@pytest.mark.parametrize(
    "asked",
    ["", "zaehlt=eigene", "wer=association", "ebene=state&stand=alle", "stand=angekuendigt"],
)
def test_each_cell_leads_to_as_many_as_it_says(engine: Engine, areas: AreaTree, asked: str) -> None:
    """The list behind a cell has as many lines as the cell counts."""
    fill(engine, 60)
    browser = pages(engine, areas)
    page = browser.get(f"/abdeckung?{asked}").text
    cells = re.findall(r'<td class="heat[^>]*><a href="([^"]+)">(\d+)</a>', page)
    assert bool(cells) is ("angekuendigt" not in asked)
    for address, count in cells[::23]:
        behind = browser.get(unescape(address)).text
        words = "Förderung" if count == "1" else "Förderungen"
        assert f">{count} {words}</h2>" in behind, address


def test_gaps_are_marked_by_word_and_pattern(engine: Engine, areas: AreaTree) -> None:
    """Where nothing is known a cell says so, and the region stands in the list of gaps."""
    publish(engine, "1", values(areas=("06",), topics=("kultur",)))
    page = pages(engine, areas).get("/abdeckung").text
    assert '<td class="heat heat-0"><span class="heat-gap">keine</span></td>' in page
    assert "nirgends etwas" in page
    own = pages(engine, areas).get("/abdeckung?zaehlt=eigene").text
    assert "Landkreis Fulda, " in own or "nirgends etwas" in own
    assert "Eine Lücke heißt: Wir kennen nichts" in page


def test_what_is_no_filter_is_refused(engine: Engine, areas: AreaTree) -> None:
    """A made-up word or area has no page."""
    browser = pages(engine, areas)
    for path in (
        "/abdeckung?stand=morgen",
        "/abdeckung?stand=eigene&zaehlt=eigene",
        "/foerderungen?ebene=dorf",
    ):
        assert browser.get(path).status_code == 422
    assert browser.get("/foerderungen?gebiet=99999").status_code == 404


def test_more_programmes_ask_no_more_questions(engine: Engine, areas: AreaTree) -> None:
    """The page asks its database as often for many as for few."""
    browser = pages(engine, areas)
    asked = []
    for more in (5, 20):
        fill(engine, more) if more == 5 else publish_all(
            engine, {f"m{n}": values(areas=("06",), topics=("kultur",)) for n in range(more)}
        )
        with counted(engine) as so_far:
            assert browser.get("/abdeckung").status_code == 200
            asked.append(so_far())
    assert asked[0] == asked[1]


@given(st.lists(st.integers(0, 400), max_size=80))
def test_more_is_never_cooler(counts: list[int]) -> None:
    """A gap is step 0 and nothing else is; a higher count has no lower step; the top is used."""
    heat = Heat.of(counts)
    steps = [heat.step(count) for count in sorted(counts)]
    assert steps == sorted(steps) and all(0 <= step <= STEPS for step in steps)
    assert all(
        (step == 0) == (count == 0) for count, step in zip(sorted(counts), steps, strict=True)
    )
    assert not any(counts) or max(steps) == STEPS
    assert len(heat.legend()) == len(heat.tops)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([], []),
        ([1, 1], ["ab 1"]),
        ([1, 2, 3, 4, 5], ["1", "2", "3", "4", "ab 5"]),
        ([2, 4, 8, 14, 16, 20], ["1 bis 2", "3 bis 4", "5 bis 14", "15 bis 16", "ab 17"]),
    ],
)
def test_the_legend_says_no_more_than_the_table(counts: list[int], said: list[str]) -> None:
    """A total beside the counts is in the last step, which therefore has no end."""
    heat = Heat.of(counts)
    assert [words for _step, words in heat.legend()] == said
    assert not counts or heat.step(10 * max(counts)) == STEPS
