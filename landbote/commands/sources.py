"""`landbote sources`: which source can be relied on."""

from __future__ import annotations

import typer

from landbote.command import Command


def sources(context: typer.Context) -> None:
    """Zeigen, wie es um jede Quelle steht: letzter guter Abruf, Einträge, Trend, Befund."""
    from db.engine import reading
    from db.queries.listing import open_questions
    from db.queries.source_health import source_health
    from landbote.source_table import source_line, source_table

    command: Command = context.obj
    app = command.start()
    with reading(app.engine) as session:
        health = source_health(session, list(app.sources))
        questions = open_questions(session)
    now = app.clock()
    if command.console.is_terminal:
        command.console.print(source_table(app.sources, health, questions, now))
        return
    for slug, one in health.items():
        command.say(source_line(app.sources[slug], one, questions.get(slug, 0), now))
