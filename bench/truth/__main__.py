"""`python -m bench.truth FILE … [--show]`: read annotated texts and print how true it is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from operator import attrgetter
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from bench.truth.gold import Annotated, read_gold
from bench.truth.intervals import interval
from bench.truth.score import (
    Places,
    Tally,
    Verdict,
    as_of,
    tally,
    topics_verdicts,
    values_of,
    wrong_dates,
)
from db.area_tree import load_area_tree
from pipeline.themes import load_topics

_WIDE = 150  # characters of a line where no terminal says how wide it is


def main(arguments: Sequence[str]) -> int:
    """Measure the files (or all of a folder) and print a table; `--show` names what is amiss."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=_WIDE)
    named = [Path(one) for one in arguments if not one.startswith("--")]
    files = [
        file for one in named for file in (sorted(one.glob("*.jsonl")) if one.is_dir() else [one])
    ]
    if not files:
        console.print("Es fehlt eine Datei oder ein Ordner mit annotierten Texten (*.jsonl).")
        return 2
    for file in files:
        texts = list(read_gold(file))
        verdicts = measured(texts, console)
        if "--show" in arguments:
            _show(verdicts, texts, console)
        _print(file.name, verdicts, texts, console)
    return 0


def measured(texts: Sequence[Annotated], console: Console) -> list[Verdict]:
    """Return the verdicts on all that is read of these texts."""
    places, topics = Places(load_area_tree(as_of())), load_topics()
    found: list[Verdict] = []
    for one in track(texts, "Texte lesen", console=console, transient=True):
        found += (*values_of(one), *places.areas_of(one), *topics_verdicts(one, topics))
    return found


def _print(
    name: str, verdicts: Sequence[Verdict], texts: Sequence[Annotated], console: Console
) -> None:
    sources = len({one.source for one in texts})
    table = Table(
        *("", "richtig", "gefragt", "falsch", "fehlt", "Genauigkeit", "Ausbeute"),
        *("gesagt oder gefragt", "Fragen daneben je Text"),
        title=f"{name}: {len(texts)} Texte von {sources} Stellen",
    )
    for group in dict.fromkeys(one.group for one in verdicts):
        of_group = [one for one in verdicts if one.group == group]
        _row(table, group, of_group, texts)
        fields = dict.fromkeys(one.field for one in of_group)
        for field in fields if len(fields) > 1 else ():
            _row(table, f"  {field}", [one for one in of_group if one.field == field], texts)
        table.add_section()
    console.print(table)
    console.print(f"falsche Tage: {wrong_dates(verdicts)}")


def _row(table: Table, name: str, verdicts: Sequence[Verdict], texts: Sequence[Annotated]) -> None:
    counted = tally(verdicts)
    figures = (attrgetter("precision"), attrgetter("recall"), attrgetter("found"))
    table.add_row(
        *(name, str(counted.right), str(counted.asked), str(counted.wrong), str(counted.missed)),
        *(_with_interval(counted, verdicts, figure) for figure in figures),
        f"{counted.besides / max(1, len(texts)):.2f}",
    )


def _with_interval(
    counted: Tally, verdicts: Sequence[Verdict], figure: Callable[[Tally], float]
) -> str:
    low, high = interval(verdicts, figure)
    return f"{figure(counted):.3f} ({low:.2f}–{high:.2f})"


def _show(verdicts: Sequence[Verdict], texts: Sequence[Annotated], console: Console) -> None:
    titles = {one.id: " ".join((one.title or one.text).split())[:60] for one in texts}
    for one in verdicts:
        if one.kind != "right":
            said = f"{one.id} {one.kind:8} {one.field}={one.value} | {one.quote!r}"
            line = escape(f"{said} | {titles[one.id]}")
            console.print(line, soft_wrap=True, highlight=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
