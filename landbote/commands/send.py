"""`landbote send`: send what is planned."""

from __future__ import annotations

import signal

import typer

from landbote.command import DONE, FAILED, Command


def send(context: typer.Context) -> None:
    """Zusammengestellte Mails über den Mailserver (LANDBOTE_SMTP_URL) verschicken."""
    from landbote import jobs
    from landbote.job_lines import send_line

    command: Command = context.obj
    app = command.start()
    if not app.settings.smtp_url:
        raise ValueError("kein Mailserver eingestellt: LANDBOTE_SMTP_URL fehlt")
    # Whoever ends us wants what is on its way to be settled, and nothing more to be begun.
    usual = signal.signal(signal.SIGTERM, lambda _number, _frame: app.stopping.set())
    try:
        counts = jobs.send_mails(app, app.settings.smtp_url)
    finally:
        signal.signal(signal.SIGTERM, usual)
    command.say(send_line(counts))
    raise typer.Exit(FAILED if counts.failed or counts.stopped else DONE)
