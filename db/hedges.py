"""Hedges: the words by which a text says that a number is not exact: "rund 5 Millionen Euro".

Whoever reads numbers takes them into the quote, and whoever tells the number says them as well.
"""

from __future__ import annotations

import re

_LIMIT = r"bis(?: zu)?|höchstens|maximal|max\.|up to"
_NEAR = (
    r"rund|etwa|ca\.|ca|circa|zirka|ungefähr|knapp|annähernd|nahezu|fast|voraussichtlich"
    r"|about|around|approximately|roughly"
)
_LEAST = r"mindestens|wenigstens|minimum|at least"
_FAR = (
    r"voraussichtlich|durchschnittlich|im (?:Durchschnitt|Schnitt|Mittel|Regelfall)|in der Regel"
    r"|regelmäßig|grundsätzlich|üblicherweise|normalerweise|meist(?:ens)?|usually|typically"
)
_WORDS_BETWEEN = 5  # "im Regelfall bewegen sich die Zuwendungen zwischen"
_BEFORE = re.compile(
    rf"(?<!\w)(?:(?:{_FAR})(?: [^\W\d]+(?:\.(?= \w))?){{0,{_WORDS_BETWEEN}}}"
    rf"|(?:(?:{_LIMIT}) )?(?:{_NEAR}))(?: (?:EUR|Euro))? \Z",
    re.IGNORECASE,
)
_BEFORE_LEAST = re.compile(rf"(?<!\w)(?:{_LEAST}) \Z", re.IGNORECASE)
_REACH = 120  # characters
_HEDGED = re.compile(
    rf"(?:(?:(?P<limit>{_LIMIT}) )?(?P<near>{_NEAR}|{_LEAST})|(?P<far>{_FAR}))(?!\w)", re.IGNORECASE
)
_LIMITED = re.compile(rf"(?<!\w)(?:{_LIMIT})(?!\w)", re.IGNORECASE)
_NUMBER = re.compile(r"\d")


def hedged_from(text: str, start: int) -> int:
    """Return where the hedge of a number that starts at `start` begins; `start` for none."""
    found = _BEFORE.search(text[max(0, start - _REACH) : start])
    return start - (len(found[0]) if found else 0)


def least_from(text: str, start: int) -> int:
    """Return where "mindestens" before a number begins that starts at `start`; else `start`."""
    found = _BEFORE_LEAST.search(text[max(0, start - _REACH) : start])
    return start - (len(found[0]) if found else 0)


def hedge_of(quote: str) -> str:
    """Return "rund", "bis rund" or "in der Regel bis" for the words a quote begins with; or ""."""
    found = _HEDGED.match(quote)
    if found is None:
        return ""
    if found["near"]:
        word = found["near"].lower()
        return f"bis {word}" if found["limit"] or _limited(quote, found.end()) else word
    word = found["far"][:1].lower() + found["far"][1:]
    return f"{word} bis" if _limited(quote, found.end()) else word


def _limited(quote: str, start: int) -> bool:
    number = _NUMBER.search(quote)
    return bool(_LIMITED.search(quote, start, number.start() if number else len(quote)))
