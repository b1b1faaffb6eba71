"""Log: what a service notes while it works, on standard output."""

from __future__ import annotations

import structlog


def plain_log() -> None:
    """Let a failure be noted with its traceback, and without the values it was made of.

    Those may be readers' addresses and passwords, and fill pages.
    """
    *before, _console = structlog.get_config()["processors"]
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*before, plain])
