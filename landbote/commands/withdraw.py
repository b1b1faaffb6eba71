"""`landbote withdraw`: take an entry out by a person's word, or take that word back."""

from __future__ import annotations

from typing import Annotated

import typer

from landbote.command import Command, whole


def withdraw(
    context: typer.Context,
    number: Annotated[
        int, typer.Argument(parser=whole, metavar="NUMMER", help="Wie in /foerderungen/NUMMER.")
    ],
    undo: Annotated[bool, typer.Option("--undo", help="Doch wieder zeigen.")] = False,
    by: Annotated[str, typer.Option(help="Wer das entscheidet.")] = "Servicestelle",
) -> None:
    """Einen Eintrag zurückziehen, den es nicht mehr gibt; kein Abruf holt ihn zurück."""
    from db.engine import writing
    from db.opportunities import Opportunity
    from pipeline.desk import visibility

    command: Command = context.obj
    app = command.start()
    act = visibility.restore if undo else visibility.withdraw
    verb = "wird wieder gezeigt" if undo else "ist zurückgezogen"
    with writing(app.engine) as session:
        act(session, number, by, app.clock())
        command.say(f"„{session.get_one(Opportunity, number).title}“ {verb}.")
