"""Beside: several versions of one programme, field by field, with what differs marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from db.merged_values import CONTESTABLE
from db.statements import Statement, Subject
from db.values import Values

Said = Callable[[Statement], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One subject in every version; `differs` where two state it and not the same.

    `matters` says that such a difference is one that staff are asked about.
    """

    subject: Subject
    cells: tuple[tuple[str, ...], ...]
    differs: bool
    matters: bool


def beside(versions: Sequence[Values], said: Said) -> tuple[Compared, ...]:
    """Return the subjects of which some version says anything."""
    rows = []
    for subject in Subject:
        cells = tuple(_cell(one, subject, said) for one in versions)
        stated = [set(cell) for cell in cells if cell]
        differs = any(one != stated[0] for one in stated[1:])
        if stated:
            matters = differs and subject in CONTESTABLE
            rows.append(Compared(subject=subject, cells=cells, differs=differs, matters=matters))
    return tuple(rows)


def _cell(values: Values, subject: Subject, said: Said) -> tuple[str, ...]:
    own = [one for one in values.statements if one.subject is subject and one.told]
    return tuple(
        dict.fromkeys(
            f"{said(one)} ({one.case.words})" if one.case.words else said(one) for one in own
        )
    )
