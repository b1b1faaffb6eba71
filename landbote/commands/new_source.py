"""`landbote new-source`: write the beginnings of a source."""

from __future__ import annotations

from typing import Annotated

import typer

from landbote.command import Command


def new_source(
    context: typer.Context,
    slug: Annotated[str, typer.Argument(metavar="SLUG")],
    url: Annotated[str, typer.Argument(metavar="URL")],
) -> None:
    """Eine neue Quelle anlegen: eine Spinne und ein Ordner mit Musterseiten."""
    from landbote.crawling.spawn import ROOT
    from landbote.new_source import write_new_source

    command: Command = context.obj
    for path in write_new_source(slug, url, root=ROOT):
        command.say(f"angelegt: {path.relative_to(ROOT)}")
    command.say("Weiter geht es in docs/first-source.md.")
