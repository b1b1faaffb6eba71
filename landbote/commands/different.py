"""`landbote different`: say that two entries are two programmes."""

from __future__ import annotations

from typing import Annotated

import typer

from landbote.command import Command, whole


def different(
    context: typer.Context,
    one: Annotated[int, typer.Argument(parser=whole, metavar="NUMMER")],
    other: Annotated[int, typer.Argument(parser=whole, metavar="NUMMER")],
    by: Annotated[str, typer.Option(help="Wer das entscheidet.")] = "Servicestelle",
) -> None:
    """Festlegen, dass zwei Einträge verschiedene Programme sind."""
    from landbote.identities import decide
    from pipeline.desk import identities

    command: Command = context.obj
    for line in decide(command.start(), identities.separate, one, other, by):
        command.say(line)
