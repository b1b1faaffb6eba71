"""Edition: the marks of our rules, so that a better rule reads or compares everything again.

Reading and comparing have a mark each, and each covers only what it depends on: a new rule for
duplicates reads nothing again, a changed comment elsewhere neither.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from crawlers.source import Source

ROOT = Path(__file__).resolve().parent.parent
READING = (
    "pipeline/budget.py",
    "pipeline/citations.py",
    "pipeline/claim.py",
    "pipeline/guidelines.py",
    "pipeline/parts.py",
    "pipeline/publication.py",
    "pipeline/question.py",
    "pipeline/reading/**/*.json",
    "pipeline/reading/**/*.py",
    "pipeline/run.py",
    "pipeline/settle.py",
    "pipeline/themes.py",
    "pipeline/topics/*.toml",
    "db/actors.py",
    "db/area*.py",
    "db/data/actors.toml",
    "db/data/corrections.toml",
    "db/data/*.csv",
    "db/data/gebietskulissen.toml",
    "db/data/leader_regions.toml",
    "db/data/register.toml",
    "db/derive.py",
    "db/merged_values.py",
    "db/statements.py",
    "db/values.py",
)
COMPARING = (
    "db/changes.py",
    "pipeline/duplicates/**/*.py",
    "db/actors.py",
    "db/area_files.py",
    "db/area_names.py",
    "db/data/actors.toml",
    "db/data/leader_regions.toml",
)


def reading_edition(sources: Iterable[Source], root: Path = ROOT) -> str:
    """Return a digest of all that reading an entry depends on, facts of its source among it."""
    facts = (
        (source.slug, source.publisher, source.level, source.area, source.trust, source.funds)
        for source in sources
    )
    return _digest([*_files(root, READING), ("sources", _said(facts))])


def comparing_edition(sources: Iterable[Source], root: Path = ROOT) -> str:
    """Return a digest of all that comparing entries depends on, facts of their sources among it."""
    facts = (
        (source.slug, source.title, source.publisher, source.area, source.trust, rank)
        for source in sources
        for rank in [source.takes_applications]
    )
    return _digest([*_files(root, COMPARING), ("sources", _said(facts))])


def covered(patterns: Iterable[str], root: Path = ROOT) -> list[Path]:
    """Return the files that patterns name, in order. Raises LookupError for one without any."""
    found: set[Path] = set()
    for pattern in patterns:
        files = set(root.glob(pattern))
        if not files:
            raise LookupError(f"no file is called {pattern}")
        found |= files
    return sorted(found)


def _files(root: Path, patterns: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for file in covered(patterns, root):
        yield file.relative_to(root).as_posix(), file.read_bytes()


def _said(facts: Iterable[tuple[object, ...]]) -> bytes:
    return "\n".join(sorted(map(repr, facts))).encode()


def _digest(named: Iterable[tuple[str, bytes]]) -> str:
    mark = hashlib.sha256()
    for name, content in named:
        mark.update(name.encode())
        mark.update(content)
    return mark.hexdigest()
