"""`landbote export`: all published opportunities on standard output."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from landbote.command import Command


def export(
    context: typer.Context,
    format: Annotated[str, typer.Option(help="jsonl oder csv")] = "jsonl",
) -> None:
    """Alle veröffentlichten Förderungen auf die Standardausgabe schreiben."""
    from landbote.exports import write_export

    command: Command = context.obj
    write_export(command.start(), format, sys.stdout)
