"""`landbote withdraw`: take an entry out by a person's word, or take that word back."""

from __future__ import annotations

from typing import Annotated

import typer

from landbote.command import Command


def withdraw(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMMER", help="Wie in /foerderungen/NUMMER.")],
    undo: Annotated[bool, typer.Option("--undo", help="Doch wieder zeigen.")] = False,
) -> None:
    """Einen Eintrag zurückziehen, den es nicht mehr gibt; kein Abruf holt ihn zurück."""
    from db.engine import writing
    from db.opportunities import Opportunity
    from pipeline.visit import absence

    command: Command = context.obj
    app = command.start()
    with writing(app.engine) as session:
        opportunity = session.get(Opportunity, number)
        if opportunity is None:
            raise LookupError(f"einen Eintrag mit der Nummer {number} gibt es nicht")
        if undo:
            absence.restore(opportunity)
        else:
            absence.withdraw(opportunity, app.clock())
        verb = "wird wieder gezeigt" if undo else "ist zurückgezogen"
        command.say(f"„{opportunity.title}“ {verb}.")
