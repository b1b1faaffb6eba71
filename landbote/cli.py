"""The command line: the options before a command, and every command that is in the folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from landbote import commands
from landbote.command import Command, day, one_sentence_errors

WAY = ("crawl", "process", "digest", "send", "run")


class _InOrder(TyperGroup):
    """Names the way of an entry first, then everything else by the alphabet."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the commands as `--help` lists them."""
        return [*WAY, *sorted(self.commands.keys() - set(WAY))]


app = typer.Typer(
    name="landbote",
    help="Landbote liest, was Förderer veröffentlichen, und meldet es denen, die es angeht.",
    cls=_InOrder,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line; a known failure is one sentence on standard error."""
    with one_sentence_errors():
        app()


@app.callback()
def options(
    context: typer.Context,
    today: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DATUM", help="So tun, als wäre heute dieser Tag."),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(metavar="DATEI", help="Einstellungen (TOML); sonst landbote.toml."),
    ] = None,
) -> None:
    """Options that every command takes."""
    context.obj = Command(today, config)


def found() -> Iterator[tuple[str, Any]]:
    """Yield what stands in the folder of commands: a function or a group, with its name."""
    for module in iter_modules(commands.__path__):
        command = getattr(import_module(f"{commands.__name__}.{module.name}"), module.name)
        yield module.name.replace("_", "-"), command


for _name, _command in found():
    if isinstance(_command, typer.Typer):
        app.add_typer(_command, name=_name)
    else:
        app.command(_name)(_command)
