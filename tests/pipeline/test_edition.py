"""The marks of the rules: what makes them read again, what compare again, and what neither."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import grimp
import pytest

from pipeline.edition import COMPARING, READING, ROOT, comparing_edition, covered, reading_edition
from tests.pipeline.duplicates.samples import SOURCES

# Shapes and sentences that travel with a reading, and the sentences of changes: they change
# nothing of what is read.
ONLY_CARRIES = {"pipeline.decided", "db.changes"}
READERS = ("parts", "reading", "guidelines", "settle", "themes", "publication")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of our own rooms, to be changed."""
    for room in ("pipeline", "db"):
        shutil.copytree(ROOT / room, tmp_path / room)
    return tmp_path


def editions(house: Path) -> tuple[str, str]:
    """The marks of a house's rules: of those that read, and of those that compare."""
    sources = SOURCES.values()
    return reading_edition(sources, house), comparing_edition(sources, house)


@pytest.mark.parametrize(
    ("file", "reads", "compares"),
    [
        ("pipeline/visit/health.py", False, False),
        ("pipeline/duplicates/titles.py", False, True),
        ("pipeline/desk/identities.py", False, False),
        ("pipeline/reading/time/deadlines.py", True, False),
        ("pipeline/settle.py", True, False),
        ("pipeline/topics/mobilitaet.toml", True, False),
        ("db/data/actors.toml", True, True),
        ("db/data/municipalities.csv", True, False),
        ("db/area_names.py", True, True),
        ("db/deliveries.py", False, False),
    ],
)
def test_a_changed_comment_renews_only_what_depends_on_it(
    house: Path, file: str, reads: bool, compares: bool
) -> None:
    """Reading and comparing are renewed by their own rules and word lists, by nothing else."""
    before = editions(house)
    changed = house / file
    with changed.open("a", encoding="utf-8") as rules:
        rules.write("\n# Another word.\n")
    after = editions(house)
    assert [old != new for old, new in zip(before, after, strict=True)] == [reads, compares]


def test_who_takes_applications_and_what_a_source_is_for_renew_the_comparison() -> None:
    """The facts of the sources decide what leads, the order in which they are named does not."""
    sources = list(SOURCES.values())
    mark = comparing_edition(sources)
    assert comparing_edition(reversed(sources)) == mark
    first, *others = sources
    for changed in (
        replace(first, takes_applications=not first.takes_applications),
        replace(first, area="09"),
    ):
        assert comparing_edition([changed, *others]) != mark
    assert comparing_edition([replace(first, cron="0 4 * * *"), *others]) == mark


def test_who_stands_for_entries_that_name_nobody_renews_the_reading() -> None:
    """Whether a publisher funds, and for whom it speaks, decides what is read; its title not."""
    sources = list(SOURCES.values())
    mark = reading_edition(sources)
    assert reading_edition(reversed(sources)) == mark
    first, *others = sources
    for changed in (replace(first, funds=not first.funds), replace(first, publisher="Anderer")):
        assert reading_edition([changed, *others]) != mark
    assert reading_edition([replace(first, title="Anders"), *others]) == mark


def test_every_module_that_reading_imports_renews_it() -> None:
    """Whoever moves a rule into a new file need not think of the edition: this test does."""
    graph = grimp.build_graph("pipeline")
    used = {f"pipeline.{name}" for name in READERS}
    used |= set().union(*(graph.find_descendants(name) for name in used))
    for name in list(used):
        used |= graph.find_upstream_modules(name)
    read = {file.relative_to(ROOT).as_posix() for file in covered(READING)}
    for name in sorted(used - ONLY_CARRIES - {"pipeline"}):
        path = name.replace(".", "/")
        assert f"{path}.py" in read or f"{path}/__init__.py" in read, name


def test_a_pattern_without_a_file_is_a_mistake(tmp_path: Path) -> None:
    """A renamed room must not silently drop out of an edition."""
    with pytest.raises(LookupError, match="no file is called"):
        reading_edition((), tmp_path)
    with pytest.raises(LookupError, match="no file is called"):
        covered(COMPARING, tmp_path)
