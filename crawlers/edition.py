"""Edition: the mark of the crawlers' code, since another spider may give entries another shape."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path


@cache
def crawlers_edition() -> str:
    """Return a digest of the code that makes entries out of pages, as this process began."""
    folder = Path(__file__).resolve().parent
    mark = hashlib.sha256()
    for file in sorted(folder.rglob("*.py")):
        mark.update(file.relative_to(folder).as_posix().encode())
        mark.update(file.read_bytes())
    return mark.hexdigest()
