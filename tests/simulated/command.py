"""Run a command of `landbote` in the simulated web, as a person would: TABLE.json COMMAND …"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import landbote.application
from crawlers.line import Line
from landbote.application import Application
from landbote.cli import main
from tests.forks import forked
from tests.simulated.run import enter


def run() -> None:
    """Let the table be all sources there are, and what crawls know no other names."""
    table, *arguments = sys.argv[1:]
    enter([Line.from_json(text) for text in json.loads(Path(table).read_text("utf-8"))["lines"]])
    start: Callable[..., Application] = landbote.application.start
    program = (*forked("tests.simulated.run"), table)
    landbote.application.start = lambda *given: replace(start(*given), program=program)
    sys.argv[1:] = arguments
    main()


if __name__ == "__main__":
    run()
