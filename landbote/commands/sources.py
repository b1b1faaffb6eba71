"""`landbote sources`: which source can be relied on."""

from __future__ import annotations

from typing import Annotated

import typer

from landbote.command import Command


def sources(
    context: typer.Context,
    land: Annotated[
        str, typer.Option(metavar="LAND", help="Nur dieses Land: ein Name oder Schlüssel.")
    ] = "",
    unconfirmed: Annotated[
        bool, typer.Option("--unconfirmed", help="Nur die, die noch nie live gelesen wurden.")
    ] = False,
) -> None:
    """Zeigen, wie es um jede Quelle steht: letzter guter Abruf, Einträge, Trend, Befund.

    Ein Befund zum Mailversand steht am Ende.
    """
    from db.engine import reading
    from db.findings import MAIL, open_findings
    from db.queries.listing import open_questions
    from db.queries.source_confirmed import confirmed_sources
    from db.queries.source_health import source_health
    from landbote import jobs
    from landbote.source_table import (
        Listed,
        finding_line,
        group_line,
        source_line,
        source_table,
        total_line,
    )
    from landbote.which_sources import of_land
    from landbote.which_sources import unconfirmed as not_confirmed
    from web.source_groups import by_land

    command: Command = context.obj
    app = command.start()
    chosen = jobs.choose(app, ())
    chosen = of_land(app, chosen, land) if land else chosen
    chosen = not_confirmed(app, chosen) if unconfirmed else chosen
    with reading(app.engine) as session:
        listed = Listed(
            groups=by_land(chosen, app.areas),
            health=source_health(session, [source.slug for source in chosen]),
            confirmed=confirmed_sources(session),
            questions=open_questions(session),
        )
        mail = [f"Mailversand: {finding_line(one)}" for one in open_findings(session, MAIL)]
    now = app.clock()
    if command.console.is_terminal:
        command.console.print(source_table(listed, now))
    else:
        for group in listed.groups:
            command.say(group_line(group, listed.confirmed))
            for source in group.sources:
                command.say(source_line(source, listed, now))
    for line in [total_line(listed), *mail]:
        command.say(line)
