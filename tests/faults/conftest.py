"""What was made to fail, and what came of it: a table at the end of `make faults`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.faults.watching import Place, opened

Outcome = Callable[[str, str], None]


@pytest.fixture
def outcome(record_property: Callable[[str, object], None]) -> Outcome:
    """Note a fault and what came of it."""

    def note(fault: str, came_of_it: str) -> None:
        record_property("outcome", [fault, came_of_it])

    return note


@pytest.fixture(scope="session")
def place() -> Iterator[Place]:
    """Where a site stands that changes."""
    with opened() as place:
        yield place


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table where there is one."""
    rows = [
        value
        for report in terminalreporter.getreports("passed")
        if report.when == "call"
        for name, value in report.user_properties
        if name == "outcome"
    ]
    if rows:
        terminalreporter.section("fault → outcome")
        width = max(len(fault) for fault, _ in rows)
        for fault, came_of_it in sorted(rows):
            terminalreporter.write_line(f"{fault:<{width}}  →  {came_of_it}")
