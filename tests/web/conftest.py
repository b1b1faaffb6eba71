"""Pages are asked on PostgreSQL in the long form: what they ask of it is tested below them.

Every page is opened on both databases all the same (`test_doors`, `test_roles`), and so is
whatever two people may do at once.
"""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
ON_BOTH = frozenset(
    HERE / name
    for name in ("test_doors.py", "test_roles.py", "doors/test_links.py", "doors/test_sessions.py")
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as long what is asked of PostgreSQL once more."""
    for item in items:
        if HERE in item.path.parents and item.path not in ON_BOTH and "[postgresql" in item.name:
            item.add_marker(pytest.mark.long)
