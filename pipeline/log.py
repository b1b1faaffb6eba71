"""Log: which decisions stand, by the rows of the log alone. Pure.

A row ends others of its matter; a row that was taken back ends nothing, so that what it had
ended stands again.
"""

from __future__ import annotations

from collections.abc import Iterable

from db.decisions import STATES, Act, Decision

# Acts that say something of one matter: the later one ends the earlier.
_MATTERS = (
    STATES,
    frozenset({Act.SHOW}),
    frozenset({Act.WITHDRAW, Act.RESTORE}),
    frozenset({Act.SAME, Act.DIFFERENT}),
)


def ended(log: Iterable[Decision]) -> dict[int, Decision]:
    """Return for each row that no longer stands the one that ended it."""
    rows = sorted(log, key=lambda row: row.id)
    undone = {row.undoes: row for row in rows if row.undoes is not None}
    found = {row.id: undone[row.id] for row in rows if row.id in undone}
    standing: list[Decision] = []
    for row in rows:
        if row.id in undone:
            continue
        over = [earlier for earlier in standing if ends(row, earlier)]
        found |= {earlier.id: row for earlier in over}
        standing = [earlier for earlier in standing if earlier not in over]
        standing.append(row)
    return found


def ends(row: Decision, earlier: Decision) -> bool:
    """Whether a row takes the place of an earlier one: it says what holds of the same matter."""
    return (
        any(row.act in acts and earlier.act in acts for acts in _MATTERS)
        and (row.opportunity_id, row.other_id) == (earlier.opportunity_id, earlier.other_id)
        and row.subject == earlier.subject
        and row.case_key in ("", earlier.case_key)
    )
