"""The command line: the options before a command, and every command that is in the folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from landbote import commands, german
from landbote.command import FAILED, Command, day, one_sentence_errors, stop

WAY = ("crawl", "process", "digest", "send", "run")


class _Group(TyperGroup):
    """Commands under one name, with their help in German."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return german.help_page(super().get_help(ctx))


class _Single(TyperCommand):
    """One command, with its help in German."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return german.help_page(super().get_help(ctx))


class _InOrder(_Group):
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
        try:
            code = app(standalone_mode=False)
        except typer.Abort:
            code = FAILED  # a person stopped it
        except Exception as error:
            if not hasattr(error, "format_message"):
                raise
            if type(error).__name__ == "NoArgsIsHelpError":
                print(error.format_message())
                code = 0
            else:
                stop(german.mistake(error))
    sys.exit(code if isinstance(code, int) else 0)


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
        for _one in _command.registered_commands:
            _one.cls = _Single
        app.add_typer(_command, name=_name, cls=_Group)
    else:
        app.command(_name, cls=_Single)(_command)
