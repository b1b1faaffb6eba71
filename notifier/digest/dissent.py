"""Dissent: how a value is told about which sources or passages disagree. Never as a fact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from db.labels import STANDINGS
from db.statements import Standing, Statement
from notifier.digest.facts import Fact, Voice
from notifier.digest.wording import joined, one_line

DISAGREE = STANDINGS[Standing.CONTESTED]
ASK_FUNDER = "bitte beim Förderer prüfen"
QUOTE_CHARACTERS = 160
MAX_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One of the things that are said, and the statements that say it."""

    shown: str
    statements: tuple[Statement, ...]


def alternatives(
    contested: Iterable[Statement], show: Callable[[Sequence[Statement]], str]
) -> list[Alternative]:
    """Return what is said, each once: what one source says of one case and unit together.

    Where a source says two values of one field it disagrees with itself, and each of them is
    an alternative.
    """
    groups: dict[object, list[Statement]] = {}
    for one in contested:
        said_by = (one.evidence.source, one.evidence.key, one.case, one.units, one.unit_words)
        groups.setdefault(said_by, []).append(one)
    found: dict[str, Alternative] = {}
    for said in groups.values():
        at_odds = len({one.field for one in said}) < len(said)
        for part in [[one] for one in said] if at_odds else [said]:
            shown = show(part)
            before = found[shown].statements if shown in found else ()
            found[shown] = Alternative(shown=shown, statements=(*before, *part))
    return list(found.values())


def dissent(
    label: str,
    said: Sequence[Alternative],
    titles: Mapping[str, str],
    *,
    shown: str = "",
    note: str = "",
) -> Fact:
    """Return the line "Angaben weichen ab: A oder B", with the words and source of each.

    `shown` are the alternatives where they can be said shorter than one by one.
    """
    values = [one.shown for one in said[:MAX_SHOWN]]
    if len(said) == 1:
        # The other one is of a case that is not the reader's.
        values.append("anders")
    return Fact(
        label=label,
        value=f"{DISAGREE}: {shown or joined(values, 'oder')}",
        note="; ".join(part for part in (note, ASK_FUNDER) if part),
        voices=tuple(_voices(said[:MAX_SHOWN], titles)),
    )


def _voices(said: Sequence[Alternative], titles: Mapping[str, str]) -> Iterable[Voice]:
    sources = {one.evidence.source for way in said for one in way.statements}
    for way in said:
        first = next((one for one in way.statements if one.evidence.quote), way.statements[0])
        quote = one_line(first.evidence.quote, QUOTE_CHARACTERS)
        title = titles.get(first.evidence.source, "") if len(sources) > 1 else ""
        if quote or title:
            yield Voice(
                words=f"„{quote}“" if quote else way.shown,
                source=one_line(title, 80),
            )
