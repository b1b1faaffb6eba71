"""`landbote same`: say that two entries are one programme."""

from __future__ import annotations

from typing import Annotated

import typer

from landbote.command import Command, whole


def same(
    context: typer.Context,
    one: Annotated[int, typer.Argument(parser=whole, metavar="NUMMER")],
    other: Annotated[int, typer.Argument(parser=whole, metavar="NUMMER")],
    by: Annotated[str, typer.Option(help="Wer das entscheidet.")] = "Servicestelle",
) -> None:
    """Festlegen, dass zwei Einträge dasselbe Programm sind; gilt, bis es zurückgenommen wird."""
    from landbote.identities import decide
    from pipeline.desk import identities

    command: Command = context.obj
    for line in decide(command.start(), identities.merge, one, other, by):
        command.say(line)
