"""Edition: the mark of our reading rules, so that a better rule reads everything again."""

from __future__ import annotations

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def rules_edition() -> str:
    """Return a digest of all rules and word lists that reading depends on."""
    files = [
        *ROOT.glob("pipeline/**/*.py"),
        *ROOT.glob("pipeline/topics/*.toml"),
        *ROOT.glob("db/data/*"),
    ]
    mark = hashlib.sha256()
    for file in sorted(files):
        mark.update(file.relative_to(ROOT).as_posix().encode())
        mark.update(file.read_bytes())
    return mark.hexdigest()
