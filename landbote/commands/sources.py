"""`landbote sources`: which source can be relied on."""

from __future__ import annotations

import typer

from landbote.command import Command


def sources(context: typer.Context) -> None:
    """Zeigen, wie es um jede Quelle steht: letzter guter Abruf, Einträge, Trend, Befund.

    Ein Befund zum Mailversand steht am Ende.
    """
    from db.engine import reading
    from db.findings import MAIL, open_findings
    from db.queries.listing import open_questions
    from db.queries.source_health import source_health
    from landbote.source_table import finding_line, source_line, source_table

    command: Command = context.obj
    app = command.start()
    visited = {slug: source for slug, source in app.sources.items() if source.visited}
    with reading(app.engine) as session:
        health = source_health(session, list(visited))
        questions = open_questions(session)
        mail = [f"Mailversand: {finding_line(one)}" for one in open_findings(session, MAIL)]
    now = app.clock()
    if command.console.is_terminal:
        command.console.print(source_table(visited, health, questions, now))
    else:
        for slug, one in health.items():
            command.say(source_line(visited[slug], one, questions.get(slug, 0), now))
    for line in mail:
        command.say(line)
