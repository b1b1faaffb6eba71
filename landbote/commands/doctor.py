"""`landbote doctor`: look at the whole installation and say what is wrong."""

from __future__ import annotations

import typer

from landbote.command import DONE, FAILED, Command


def doctor(context: typer.Context) -> None:
    """Alles prüfen, was eine Ausgabe braucht: ✓ gut, ! ansehen, ✗ geht nicht; verschickt nichts."""
    from db.engine import make_engine
    from landbote.application import Application
    from landbote.clock import pretending, real_clock
    from landbote.doctor.examination import examine
    from landbote.doctor.names import texts_of
    from landbote.doctor.said import Mark, Patient
    from landbote.settings import load_settings

    command: Command = context.obj
    settings = load_settings(command.config)
    # Not as other commands begin: the schema is looked at, and left as it is.
    app = Application(
        settings=settings,
        clock=real_clock if command.today is None else pretending(command.today),
        engine=make_engine(settings.database()),
    )
    ill = False
    for said in examine(Patient(app=app, texts=texts_of())):
        command.say(str(said), indent=2)
        ill = ill or said.mark is Mark.BAD
    raise typer.Exit(FAILED if ill else DONE)
