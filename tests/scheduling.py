"""Scheduling: which of two workers runs which test."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

JOURNEYS = "tests/journeys/"


class DemoOnce(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives each test to whoever is free, and the journeys to one worker: they share a demo."""

    def _split_scope(self, nodeid: str) -> str:
        # Its own word for this, --dist loadgroup, does nothing with the present pytest.
        return JOURNEYS if nodeid.startswith(JOURNEYS) else nodeid
