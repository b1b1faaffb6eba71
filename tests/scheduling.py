"""Scheduling: which of two workers runs which test."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

JOURNEYS = "tests/journeys/"


class DemoOnce(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives each test to whoever is free, and the journeys to one worker: they share a demo."""

    def _split_scope(self, nodeid: str) -> str:
        # Its own word for this, --dist loadgroup, does nothing with the present pytest.
        return JOURNEYS if nodeid.startswith(JOURNEYS) else nodeid

    def mark_test_complete(
        self, node: WorkerController, item_index: int, duration: float = 0
    ) -> None:
        """Note what a worker has done, and forget it: its list is gone through for each test."""
        super().mark_test_complete(node, item_index, duration)
        work = self.assigned_work[node]
        for scope in [scope for scope, tests in work.items() if all(tests.values())]:
            del work[scope]
