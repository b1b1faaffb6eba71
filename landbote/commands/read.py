"""`landbote read`: what the grammars find in a text, a file or a page."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from landbote.command import Command, day, one_of

if TYPE_CHECKING:
    from landbote.page_text import PageText


def read(
    context: typer.Context,
    what: Annotated[
        str | None,
        typer.Argument(metavar="[TEXT|DATEI|URL]", help="Ohne Angabe: die Standardeingabe."),
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="JSON Lines lesen und schreiben, eine Zeile je Text.")
    ] = False,
    published: Annotated[
        date | None, typer.Option(parser=day, metavar="DATUM", help="Tag der Veröffentlichung.")
    ] = None,
    language: Annotated[
        str, typer.Option(parser=one_of(("de", "en")), metavar="SPRACHE", help="de oder en")
    ] = "de",
    replay: Annotated[
        Path | None, typer.Option(metavar="ORDNER", help="Die URL aus ORDNER/pages.toml nehmen.")
    ] = None,
) -> None:
    """Zeigen, was aus einem Text gelesen wird: Fristen, Beträge, Berechtigte, mit Beleg."""
    from landbote.show_reading import answer_lines, show

    command: Command = context.obj
    if jsonl:
        for line in answer_lines(sys.stdin):
            print(line)
        return
    page = _text_of(command, what, replay)
    show(command.console, page.text, published or page.published_on, language)


def _text_of(command: Command, what: str | None, replay: Path | None) -> PageText:
    from landbote import page_text

    if what is None:
        return page_text.PageText(text=sys.stdin.read())
    if what.startswith(("http://", "https://")):
        return page_text.fetched(what, command.page_order(replay))
    # A text is longer than any file name, and asking the file system for one is an error.
    if len(what) < 200 and Path(what).is_file():
        return page_text.from_file(Path(what))
    return page_text.PageText(text=what)
