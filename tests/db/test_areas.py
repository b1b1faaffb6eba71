"""Areas in the database: stored once, read back the same, kept when a register drops them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine, delete, event, func, select

from db.area import Area, AreaKind, Membership
from db.area_tree import AreaTree, load_area_tree
from db.areas import AreaMemberRow, AreaRow, load_tree, store_areas, stored_edition
from db.engine import reading, writing
from landbote.areas import OlderRegisterError, current_areas, find_areas, import_register
from tests.db.test_gv100 import LINES, line, write

ON = date(2026, 11, 22)
TREE = load_area_tree(ON)


@pytest.fixture
def empty(engine: Engine) -> Engine:
    """A database into which no areas were put yet; every other one holds the shipped ones."""
    with writing(engine) as session:
        session.execute(delete(AreaMemberRow))
        session.execute(delete(AreaRow))
    return engine


def small(*places: tuple[str, str]) -> AreaTree:
    """Make a tree of a district, a LEADER region and some municipalities in both."""
    district = Area(
        key="06631", kind=AreaKind.DISTRICT, name="Fulda", official_name="Landkreis Fulda"
    )
    region = Area(
        key="leader:rhoen",
        kind=AreaKind.LEADER_REGION,
        name="Rhön",
        official_name="LEADER-Region Rhön",
        aliases=("Hessische Rhön", "Lebensraum Rhön"),
        districts=("06631",),
        complete=False,
    )
    local = [
        Area(key=key, kind=AreaKind.MUNICIPALITY, name=name, official_name=name, parent="06631")
        for key, name in places
    ]
    members = [Membership(region="leader:rhoen", municipality=key) for key, _ in places]
    return AreaTree([district, region, *local], members, as_of=date(2024, 1, 1))


def test_the_shipped_tree_comes_back_the_same(empty: Engine) -> None:
    """What was stored is read back area by area, membership by membership."""
    with writing(empty) as session:
        changes = store_areas(session, TREE)
    assert len(changes.added) == len(TREE.areas)
    with reading(empty) as session:
        tree = load_tree(session)
    assert set(tree.areas) == set(TREE.areas)
    assert set(tree.members) == set(TREE.members)
    assert tree.as_of == TREE.as_of
    assert tree.covers("leader:limburg-weilburg", "06533009")


def test_two_that_begin_at_once_store_them_once(empty: Engine) -> None:
    """The second waits for the first, and finds nothing to do."""
    begin = Barrier(2)

    def store(_turn: int) -> int:
        begin.wait()
        with writing(empty) as session:
            return len(store_areas(session, TREE).added)

    with ThreadPoolExecutor(2) as pool:
        added = sorted(pool.map(store, range(2)))
    assert added == [0, len(TREE.areas)]


def test_storing_the_same_again_writes_nothing(engine: Engine) -> None:
    """An unchanged tree leads to no insert, update or delete."""
    written: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(_c: object, _u: object, statement: str, *_rest: object) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "BEGIN", "LOCK")):
            written.append(statement)

    with writing(engine) as session:
        changes = store_areas(session, current_areas(session, ON))
    assert (changes.added, changes.changed, changes.dropped) == ((), (), ())
    assert written == []


def test_a_changed_name_is_the_only_row_written(empty: Engine) -> None:
    """Of two areas only the one that changed is told as changed."""
    with writing(empty) as session:
        store_areas(session, small(("06631005", "Ehrenberg"), ("06631012", "Hilders")))
    with writing(empty) as session:
        new = small(("06631005", "Ehrenberg (Rhön)"), ("06631012", "Hilders"))
        changes = store_areas(session, new)
    assert changes.changed == ("06631005",)
    assert changes.added == changes.dropped == ()


def test_a_dropped_area_stays_as_an_inactive_row(empty: Engine) -> None:
    """What a newer register dropped is no longer in the tree, but its row is kept."""
    with writing(empty) as session:
        store_areas(session, small(("06631005", "Ehrenberg"), ("06631012", "Hilders")))
    with writing(empty) as session:
        changes = store_areas(session, small(("06631005", "Ehrenberg")))
    assert changes.dropped == ("06631012",)
    with reading(empty) as session:
        assert not load_tree(session).knows("06631012")
        kept = session.get(AreaRow, "06631012")
        assert kept is not None
        assert kept.name == "Hilders"
        assert session.scalar(select(func.count()).select_from(AreaMemberRow)) == 1


def test_a_dropped_area_may_come_back(empty: Engine) -> None:
    """An area that a later edition names again is active again."""
    both = small(("06631005", "Ehrenberg"), ("06631012", "Hilders"))
    for tree in (both, small(("06631005", "Ehrenberg")), both):
        with writing(empty) as session:
            changes = store_areas(session, tree)
    assert changes.changed == ("06631012",)
    with reading(empty) as session:
        assert load_tree(session).knows("06631012")


def test_a_newer_register_is_imported_and_kept(engine: Engine, tmp_path: Path) -> None:
    """After an import the shipped files no longer bring back what the register dropped."""
    path = write(tmp_path, [*LINES, line("60", "06631099", "Neudorf", "64", 900)])
    with writing(engine) as session:
        changes = import_register(path, session, ON)
    assert "06631099" in changes.added
    assert "06435014" in changes.dropped
    with writing(engine) as session:
        assert stored_edition(session) == date(2027, 3, 31)
        again = store_areas(session, current_areas(session, ON))
        assert (again.added, again.changed, again.dropped) == ((), (), ())
        tree = load_tree(session)
    assert tree.of("06631099").nuts3 == "DE732"
    assert tree.label("06631099") == "Gemeinde Neudorf (Landkreis Fulda)"


def test_an_older_register_is_refused(engine: Engine, tmp_path: Path) -> None:
    """A file from before the stored edition changes nothing and says both dates."""
    old = [text.replace("20270331", "20200101") for text in LINES]
    with (
        writing(engine) as session,
        pytest.raises(OlderRegisterError, match=r"01\.01\.2020.*30\.11\.2023"),
    ):
        import_register(write(tmp_path, old), session, ON)


def test_an_empty_database_has_no_edition(empty: Engine) -> None:
    """Before the first load there is an empty tree and no edition."""
    with reading(empty) as session:
        assert stored_edition(session) == date.min
        assert load_tree(session).areas == ()


def test_areas_are_found_with_their_labels() -> None:
    """Looking up a name gives every area of that name with its German label."""
    labels = [label for _, label in find_areas("Kassel", TREE)]
    assert labels == ["Regierungsbezirk Kassel", "Landkreis Kassel", "Stadt Kassel (kreisfrei)"]
