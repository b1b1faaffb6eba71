"""`landbote digest`: plan the issues that are due on a day, or the named ones."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from db.vocabulary import Cadence
from landbote.command import Command, day, one_of


def digest(
    context: typer.Context,
    on: Annotated[
        date | None, typer.Option(parser=day, metavar="DATUM", help="Ausgabe dieses Tages.")
    ] = None,
    cadence: Annotated[
        list[str] | None,
        typer.Option(
            parser=one_of(Cadence),
            metavar="HÄUFIGKEIT",
            help=f"{', '.join(Cadence)}: auch wenn sie heute nicht fällig ist; mehrfach.",
        ),
    ] = None,
) -> None:
    """Die fälligen Ausgaben zusammenstellen; verschickt werden sie mit send."""
    from db.labels import CADENCES
    from db.rhythm import slot_of
    from landbote import jobs
    from landbote.schedule import due_on

    command: Command = context.obj
    app = command.start()
    on = on or app.today
    named = [Cadence(name) for name in cadence or ()]
    chosen = named or due_on(on, jobs.plans(app, on))
    if not chosen:
        command.say(f"Am {on:%d.%m.%Y} ist keine Ausgabe fällig.")
    for one in chosen:
        counts = jobs.plan_digest(app, one, on, due=not named, slot=slot_of(one, app.clock()))
        command.say(
            f"{CADENCES[one]}, {on:%d.%m.%Y}: {counts.planned} Mails geplant, "
            f"{counts.nothing} ohne Neues, {counts.already} schon geplant"
        )
        for problem in counts.problems:
            command.say(problem)
