"""Postcodes: in which Länder one that begins so lies, to tell namesakes apart.

Only the first two digits are used, with every Land that a place of theirs lies in, so that a
postcode excludes what cannot be meant and never chooses by itself.
"""

from __future__ import annotations

import re

_LANDS = """
01 14 12|02 14 12|03 12 14|04 14 12 15 16|06 15 16 14|07 16 14 15|08 14 16|09 14
10 11|12 11|13 11|14 12 11 15|15 12|16 12 13 11|17 13 12|18 13|19 13 12 01 03
20 02|21 03 02 01|22 02 01 03|23 01 13|24 01|25 01 02|26 03|27 03 04 02|28 04 03|29 03 15
30 03|31 03 05|32 05 03|33 05 03|34 06 03 05|35 06|36 06 16 09|37 03 16 06 05|38 03 15|39 15
40 05|41 05|42 05|44 05|45 05|46 05|47 05|48 05 03|49 03 05
50 05|51 05 07|52 05|53 05 07|54 07|55 07 06|56 07|57 05 07|58 05|59 05
60 06|61 06|63 06 09|64 06 08 09|65 06 07|66 10 07|67 07|68 08 06|69 08 06
70 08|71 08|72 08|73 08|74 08 06|75 08|76 08 07|77 08|78 08|79 08
80 09|81 09|82 09|83 09|84 09|85 09|86 09|87 09|88 08 09|89 08 09
90 09|91 09|92 09|93 09|94 09|95 09|96 09 16|97 09 08 06|98 16 09|99 16
"""
LANDS = {
    row.split()[0]: frozenset(row.split()[1:])
    for row in _LANDS.replace("\n", "|").split("|")
    if row
}
_BEFORE = re.compile(r"(?<!\d)(?:D-)?(\d\d)\d{3},? $")


def lands_by_postcode(before: str) -> frozenset[str]:
    """Return the keys of the Länder that the postcode right before a name leaves; else none."""
    found = _BEFORE.search(before)
    return LANDS.get(found[1], frozenset()) if found else frozenset()
