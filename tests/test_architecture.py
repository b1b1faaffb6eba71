"""The laws of the structure, checked."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("crawlers", "db", "landbote", "notifier", "pipeline", "web")
STANDARD_ONLY = ("crawlers/items.py", "crawlers/source.py")
# Words that say nothing about the thing they name.
EMPTY_WORDS = ("manager", "helper", "utils", "handle")


@cache
def sources() -> Mapping[Path, str]:
    """Every Python file of the application, with its text."""
    files = sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
    return {file: file.read_text() for file in files}


def nodes(*words: str) -> Iterator[tuple[Path, ast.AST]]:
    """Every node of the files that have one of these words in whatever case: the others are let be.

    To read a file takes a hundred times as long as to look for a word in it.
    """
    for file, text in sources().items():
        known = text.lower()
        if any(word.lower() in known for word in words):
            for node in ast.walk(ast.parse(text)):
                yield file, node


def test_nobody_imports_upwards() -> None:
    """The contracts in pyproject.toml hold."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_nobody_imports_in_a_circle() -> None:
    """Every file can be read before those that stand on it, imports within functions included."""
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    imported = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    assert len(imported) > 200
    TopologicalSorter(imported).prepare()  # raises CycleError, which names the circle


def test_only_the_desk_of_the_pipeline_writes_decisions() -> None:
    """Every act is checked and logged there; whoever else knows a decision only reads it."""
    writing = {"Decision", "insert", "update", "delete"}
    guilty: list[str] = []
    writers: set[str] = set()
    for file, node in nodes("Decision"):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        name = str(file.relative_to(ROOT))
        of = [one.id for one in node.args if isinstance(one, ast.Name)]
        if node.func.id == "Decision" or (node.func.id in writing and "Decision" in of):
            (writers.add if name.startswith("pipeline/desk/") else guilty.append)(name)
    assert guilty == [] and len(writers) > 5


@pytest.mark.parametrize("name", STANDARD_ONLY)
def test_the_shared_records_need_the_standard_library_only(name: str) -> None:
    """The pipeline may use them without Scrapy."""
    tree = ast.parse((ROOT / name).read_text())
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    tops = {module.split(".")[0] for module in imported}
    assert tops <= set(sys.stdlib_module_names) | {"crawlers"}


def test_only_the_clock_asks_for_the_time() -> None:
    """Below the composition root time is passed in."""
    asking = ("datetime.now(", "date.today(", "time.time(", "utcnow(")
    guilty = [
        str(file.relative_to(ROOT))
        for file, text in sources().items()
        if file.name != "clock.py" and any(call in text for call in asking)
    ]
    assert guilty == []


def test_names_say_something() -> None:
    """No class, function or file is a manager, helper or handler of anything."""
    names = [(file, file.stem) for file in sources()] + [
        (file, node.name)
        for file, node in nodes(*EMPTY_WORDS)
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    guilty = [
        f"{file.relative_to(ROOT)}: {name}"
        for file, name in names
        if any(word in name.lower() for word in EMPTY_WORDS) and not name.startswith("handle_")
    ]
    assert guilty == []


def test_every_public_definition_has_its_sentence() -> None:
    """A reader learns from the first line what a thing is for."""
    silent = []
    for file, text in sources().items():
        if "migrations" in file.parts:
            continue
        tree = ast.parse(text)
        classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        nodes: list[ast.Module | ast.ClassDef | ast.FunctionDef] = [tree, *classes, *functions]
        silent += [
            f"{file.relative_to(ROOT)}: {getattr(node, 'name', 'module')}"
            for node in nodes
            if not getattr(node, "name", "").startswith("_") and not ast.get_docstring(node)
        ]
    assert silent == []


def start_with(shadow: Path | None) -> subprocess.CompletedProcess[str]:
    """Import landbote in a process of its own, with a foreign folder first on the path."""
    paths = [str(shadow)] if shadow else []
    code = f"import sys; sys.path[:0] = {paths!r}; import landbote; print('started')"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd="/")


def test_landbote_starts_with_its_own_packages() -> None:
    """Nothing is in the way."""
    assert start_with(None).stdout == "started\n"


@pytest.mark.parametrize("name", ["db", "web"])
def test_landbote_refuses_a_foreign_package(name: str, tmp_path: Path) -> None:
    """A package of the same name elsewhere stops the start, with its name in the message."""
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").touch()
    done = start_with(tmp_path)
    assert done.returncode != 0
    assert f"its package '{name}' is shadowed" in done.stderr
