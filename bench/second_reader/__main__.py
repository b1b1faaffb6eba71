"""`python -m bench.second_reader [FILE …]`: learn the second reader's weights.

With files of annotated texts the table of days is made of them first; without, the weights are
learnt from the table as it is.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench.second_reader.days import days_of, how_many, read_table, write_table
from bench.second_reader.learn import curve, learn, write_weights
from bench.truth.gold import read_gold


def main(arguments: list[str]) -> None:
    """Make the table where texts are given, learn, and print what to expect of it."""
    if arguments:
        write_table(days_of([one for name in arguments for one in read_gold(Path(name))]))
    days = list(read_table())
    print(f"{how_many(days)[True]} Fristen unter {len(days)} Tagen")
    for threshold, recall, asked in curve(days):
        print(f"Schwelle {threshold:.2f}: {recall:.3f} der Fristen, {asked:.3f} der anderen Tage")
    write_weights(learn(days))


if __name__ == "__main__":
    main(sys.argv[1:])
