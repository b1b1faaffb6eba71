"""Workplace: where tests write, in memory if there is enough: a database waits for its disk."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ENOUGH = 4 * 2**30  # bytes


def in_memory() -> Path | None:
    """Return a folder in memory, or None where this system has none that is large enough."""
    if not os.access(_MEMORY, os.W_OK):
        return None
    return _MEMORY if shutil.disk_usage(_MEMORY).free >= _ENOUGH else None
