"""Command: what every command is given, how it speaks and how it ends.

Exit codes: 0 done · 1 the job ended badly (a source could not be read, a mail was refused) ·
2 the command or a setting is wrong.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer
from rich.console import Console

if TYPE_CHECKING:
    from landbote.application import Application
    from landbote.crawling.order import CrawlOrder

DONE, FAILED, WRONG = 0, 1, 2


class Command:
    """What the options before a command say, handed to every command."""

    def __init__(self, today: date | None, config: Path | None) -> None:
        self.today = today
        self.config = config
        # One line a fact: a log or a pipe must not get broken lines.
        self.wraps = sys.stdout.isatty()
        self.console = Console(soft_wrap=not self.wraps, highlight=False)

    def start(self) -> Application:
        """Open the application: settings, database, clock."""
        from landbote.application import start
        from landbote.settings import load_settings

        return start(load_settings(self.config), self.today)

    def page_order(self, replay: Path | None) -> CrawlOrder:
        """Return how one page is to be fetched; no database is needed for it."""
        from landbote.clock import local_date, real_clock
        from landbote.crawling.order import CrawlOrder
        from landbote.settings import load_settings

        settings = load_settings(self.config)
        return CrawlOrder(
            today=self.today or local_date(real_clock()),
            limit=timedelta(minutes=settings.crawl_minutes),
            replay=replay,
            contact=settings.crawl_contact,
        )

    def say(self, text: str, *, indent: int = 0) -> None:
        """Print one line for the person or the log; what goes on below it may be indented."""
        if indent and self.wraps:
            text = textwrap.fill(
                text,
                self.console.width,
                subsequent_indent=" " * indent,
                break_long_words=False,
                break_on_hyphens=False,
            )
        self.console.print(text, markup=False)


def day(text: str) -> date:
    """Return the day that an option names. Raises typer.BadParameter for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} ist kein Datum wie 2026-11-23") from None


def whole(text: str) -> int:
    """Return the whole number that is given. Raises typer.BadParameter for anything else."""
    try:
        return int(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} ist keine ganze Zahl") from None


def one_of(codes: Iterable[str]) -> Callable[[str], str]:
    """Return what reads one of some codes and names them all where it is none of them."""
    known = [str(code) for code in codes]

    def chosen(text: str) -> str:
        if text in known:
            return text
        raise typer.BadParameter(f"{text!r} gibt es nicht; möglich sind: {', '.join(known)}")

    return chosen


@contextmanager
def one_sentence_errors() -> Iterator[None]:
    """Turn the failures that a person can mend into one clear sentence and exit code 2."""
    try:
        yield
    except (LookupError, ValueError, FileNotFoundError, FileExistsError) as error:
        if isinstance(error, KeyError | IndexError):
            raise  # a fault of ours, not of the caller
        stop(str(error))
    except Exception as error:
        if (said := _unreachable(error)) is None:
            raise
        stop(f"Die Datenbank ist nicht erreichbar: {said}")


def _unreachable(error: Exception) -> str | None:
    """Return what the database driver said where it could not be reached, else None."""
    # Imported once something went wrong: `--help` is not to wait for it.
    from sqlalchemy.exc import OperationalError

    return str(error.orig).strip() if isinstance(error, OperationalError) else None


def stop(sentence: str) -> NoReturn:
    """Say in one sentence what is wrong, and end with the code for it."""
    print(f"landbote: {sentence}", file=sys.stderr)
    raise SystemExit(WRONG)
