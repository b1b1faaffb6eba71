"""Progress: a bar where somebody watches, plain lines where a log is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

Step = Callable[[int, int], None]  # done, in all


@contextmanager
def progress(console: Console, label: str, total: int | None = None) -> Iterator[Step]:
    """Show how far one piece of work is; yield the function that moves it on."""
    if not console.is_terminal:
        yield lambda _done, _all: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done, all_: bar.update(task, completed=done, total=all_)
