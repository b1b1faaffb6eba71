"""`landbote undo`: take back what stands between two entries."""

from __future__ import annotations

from typing import Annotated

import typer

from landbote.command import Command, whole


def undo(
    context: typer.Context,
    one: Annotated[int, typer.Argument(parser=whole, metavar="NUMMER")],
    other: Annotated[int, typer.Argument(parser=whole, metavar="NUMMER")],
    by: Annotated[str, typer.Option(help="Wer das entscheidet.")] = "Servicestelle",
) -> None:
    """Zurücknehmen, was über zwei Einträge entschieden ist."""
    from landbote.identities import decide
    from pipeline.desk import identities

    command: Command = context.obj
    for line in decide(command.start(), identities.undo, one, other, by):
        command.say(line)
