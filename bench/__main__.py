"""`python -m bench [NAME …]`: measure, and print a table of ratios."""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules

from rich.console import Console
from rich.table import Table

import bench


def main(chosen: list[str]) -> None:
    """Run every measurement of this folder, or the chosen ones, each a module with `rows`."""
    console = Console()
    table = Table("Messung", "Wert", "", "Verhältnis", "zu")
    for found in iter_modules(bench.__path__):
        if found.name in ("__main__", "row") or (chosen and found.name not in chosen):
            continue
        module = import_module(f"bench.{found.name}")
        if not hasattr(module, "rows"):
            continue
        console.print(f"{found.name} …")
        for row in module.rows():
            ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
            table.add_row(row.name, f"{row.value:,.2f}", row.unit, ratio, row.baseline)
        table.add_section()
    console.print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
